"""Items, pages and letters, as the newsletter has them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import factory

from newsletter.models import IssuePage, Item, NewsletterPage
from tests.factories import ImageFactory, OrganisationFactory, TerritoryFactory, ThemeFactory


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Item

    organisation = factory.SubFactory(OrganisationFactory)
    state = Item.State.VALIDATED
    kind = Item.Kind.NEWS
    title = factory.Sequence(lambda n: f"Brève numéro {n}")
    text = factory.Sequence(lambda n: f"Le texte {n} de la brève, en clair.")

    class Params:
        with_everything = factory.Trait(
            kind=Item.Kind.EVENT,
            happens_on="2031-11-27",
            deadline="2031-11-20",
            link="https://www.example.org/inscription?a=1&b=2",
            image=factory.SubFactory(ImageFactory),
            image_description="Une cour plantée d’arbres",
            image_credit="Photo : Ville d’essai",
            theme=factory.LazyFunction(lambda: ThemeFactory(parent=ThemeFactory())),
            territory=factory.LazyFunction(lambda: TerritoryFactory(placed=True)),
        )


def made_issue(*blocks: tuple[str, object], **fields: object) -> IssuePage:
    """A draft letter holding these blocks: ("section", title), ("brief", item), ("page", page) or ("words", html)."""
    number = fields.pop("number", IssuePage.objects.count() + 1)
    issue = IssuePage(
        title=fields.pop("title", f"Lettre n° {number}"),
        summary=fields.pop("summary", "Ce que le réseau prépare ce mois-ci."),
        number=number,
        live=False,
        content=json.dumps([raw(kind, value) for kind, value in blocks]),
        **fields,
    )
    NewsletterPage.objects.get().add_child(instance=issue)
    issue.save_revision()
    return IssuePage.objects.get(pk=issue.pk)


def raw(kind: str, value: object) -> dict[str, object]:
    values = {
        "section": lambda: {"title": value},
        "brief": lambda: {"item": value.pk},
        "page": lambda: {"page": value.pk, "words": ""},
        "words": lambda: {"text": value},
    }
    return {"type": kind, "value": values[kind]()}


def titles_of(content: dict[str, object]) -> Sequence[str]:
    return [entry["title"] for section in content["sections"] for entry in section["entries"]]
