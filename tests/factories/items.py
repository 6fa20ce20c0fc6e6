"""What every page and every catalogued item is made with."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import factory
import wagtail_factories
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.models import (
    KnowledgePage,
    PageDocument,
    PageLink,
    PageOrganisation,
    PagePerson,
    PageTerritory,
    PortalDocument,
)
from resources.models import (
    BibliographyEntry,
    BibliographyPage,
)
from taxonomy.models import Territory

from .directory import OrganisationFactory, PersonFactory
from .files import DocumentFactory, ImageFactory
from .vocabularies import AudienceFactory, TagFactory, TerritoryFactory, ThemeFactory


def in_days(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def the_only(model: type[Page]) -> factory.LazyFunction:
    """The index page that the first migration made."""
    return factory.LazyFunction(lambda: model.objects.get())


def stream(kind: str, *values: object) -> list[tuple[str, object]]:
    return [(kind, value) for value in values]


class PageFactory(wagtail_factories.PageFactory):
    """Writes the page and its children at once, as publishing does."""

    class Meta:
        abstract = True

    slug = factory.LazyAttribute(lambda page: slugify(page.title)[:200])

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page, kwargs: dict[str, object]) -> Page:
        restriction = kwargs.pop("restriction", None)
        page = model_class(**{name: value for name, value in kwargs.items() if name not in CHILDREN})
        for name, values in kwargs.items():
            if name in CHILDREN:
                CHILDREN[name](page, values)
        # Wagtail writes what a page refers to anew for each of its children; once is enough, when they are all there.
        with disable_reference_index_auto_update():
            # The parent's count of children may have changed since it was read: treebeard numbers from it.
            Page.objects.get(pk=parent.pk).add_child(instance=page)
        ReferenceIndex.create_or_update_for_object(model_class.objects.get(pk=page.pk))
        if restriction:
            PageViewRestriction.objects.create(page=page, **restriction)
        return page


def _pairs(values: Sequence[object], default: str) -> list[tuple[Model, str]]:
    return [value if isinstance(value, tuple) else (value, default) for value in values]


def _set_organisations(page: KnowledgePage, values: Sequence[object]) -> None:
    page.page_organisations = [
        PageOrganisation(organisation=organisation, role=role, sort_order=order)
        for order, (organisation, role) in enumerate(_pairs(values, "partner"))
    ]


def _set_people(page: KnowledgePage, values: Sequence[object]) -> None:
    page.page_people = [
        PagePerson(person=person, role=role, sort_order=order)
        for order, (person, role) in enumerate(_pairs(values, "speaker"))
    ]


def _set_links(page: KnowledgePage, values: Sequence[object]) -> None:
    page.page_links = [
        PageLink(target_id=target.pk, kind=kind, sort_order=order)
        for order, (target, kind) in enumerate(_pairs(values, "see_also"))
    ]


def _set_territories(page: KnowledgePage, values: Sequence[Territory]) -> None:
    page.page_territories = [PageTerritory(territory=place, sort_order=n) for n, place in enumerate(values)]


def _set_documents(page: KnowledgePage, values: Sequence[PortalDocument]) -> None:
    page.page_documents = [PageDocument(document=file, sort_order=n) for n, file in enumerate(values)]


def _set_entries(page: BibliographyPage, values: Sequence[object]) -> None:
    page.entries = [
        BibliographyEntry(reference=reference, section=section, sort_order=order)
        for order, (reference, section) in enumerate(_pairs(values, ""))
    ]


CHILDREN = {
    "themes": lambda page, values: page.themes.set(values),
    "audiences": lambda page, values: page.audiences.set(values),
    "tags": lambda page, values: page.tags.set(values),
    "territories": _set_territories,
    "organisations": _set_organisations,
    "people": _set_people,
    "documents": _set_documents,
    "links": _set_links,
    "entries": _set_entries,
}


class KnowledgePageFactory(PageFactory):
    class Meta:
        abstract = True

    summary = "Ce qu’il faut en retenir en deux phrases simples."
    published_on = "2019-05-14"
    first_published_at = factory.LazyFunction(timezone.now)
    last_published_at = factory.SelfAttribute("first_published_at")

    class Params:
        draft = factory.Trait(live=False, first_published_at=None)
        scheduled = factory.Trait(
            live=False, first_published_at=None, go_live_at=factory.LazyFunction(lambda: in_days(7))
        )
        # Past its expiry though the scheduler has not run yet.
        expired = factory.Trait(live=True, expire_at=factory.LazyFunction(lambda: in_days(-1)))
        # What the scheduler leaves of it.
        unpublished = factory.Trait(live=False, expired=False, has_unpublished_changes=True)
        private = factory.Trait(restriction={"restriction_type": PageViewRestriction.LOGIN})
        behind_password = factory.Trait(
            restriction={"restriction_type": PageViewRestriction.PASSWORD, "password": "sésame"}
        )
        with_image = factory.Trait(featured_image=factory.SubFactory(ImageFactory))
        filed = factory.Trait(
            themes=factory.LazyFunction(lambda: [ThemeFactory(parent=ThemeFactory())]),
            territories=factory.LazyFunction(lambda: [TerritoryFactory(placed=True)]),
            audiences=factory.LazyFunction(lambda: [AudienceFactory()]),
            tags=factory.LazyFunction(lambda: [TagFactory().name]),
            organisations=factory.LazyFunction(
                lambda: [(OrganisationFactory(), "initiator"), (OrganisationFactory(landlord=True), "partner")]
            ),
            people=factory.LazyFunction(lambda: [(PersonFactory(with_everything=True), "speaker")]),
            documents=factory.LazyFunction(lambda: [DocumentFactory()]),
            featured_image=factory.SubFactory(ImageFactory),
            review_by=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=90)),
            body=factory.LazyFunction(lambda: whole_body()),
        )


def whole_body() -> list[tuple[str, object]]:
    """One block of each sort."""
    return [
        ("heading", {"text": "Ce qui a été fait", "level": "h2"}),
        ("paragraph", "<p>Un paragraphe avec <b>du gras</b>.</p>"),
        ("image", {"image": ImageFactory(), "caption": "Devant la porte"}),
        ("quote", {"text": "On a repris confiance.", "attribution": "une habitante"}),
        ("callout", {"kind": "attention", "title": "Le calendrier", "text": "<p>Prévoir six mois.</p>"}),
        ("table", {"data": [["Lieu", "Tonnes"], ["Nord", "12"]], "first_row_is_table_header": True,
                   "first_col_is_header": False, "table_header_choice": "row"}),
        ("documents", [DocumentFactory()]),
        ("link_button", {"label": "Lire la charte", "page": None, "url": "https://example.org/charte"}),
        ("external_media", {"title": "Le film", "url": "https://tube.example.org/w/1", "provider": "Tube"}),
        ("accordion", [{"question": "Qui paie ?", "answer": "<p>Le bailleur.</p>"}]),
    ]  # fmt: skip
