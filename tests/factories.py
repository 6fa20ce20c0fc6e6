"""Content for the tests: one factory a model, placed where an editor would place it.

A catalogued item takes its themes, places, actors, links and documents as lists (``themes=[…]``,
``organisations=[(organisation, "initiator")]``), so that it is written once, whole, as a publication writes it.
"""

from __future__ import annotations

import datetime
import io
import struct
import wave
import zlib
from collections.abc import Sequence

import factory
import wagtail_factories
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction
from wagtailmedia.models import Media

from core.models import (
    KnowledgePage,
    PageDocument,
    PageLink,
    PageOrganisation,
    PagePerson,
    PageTerritory,
    PortalDocument,
    PortalImage,
    Tag,
)
from directory.models import Organisation, OrganisationAlias, Person, User
from events.models import EventIndexPage, EventPage, Series
from experiences.models import ExperienceIndexPage, ExperiencePage
from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from resources.models import (
    BibliographyEntry,
    BibliographyIndexPage,
    BibliographyPage,
    PracticeSheetIndexPage,
    PracticeSheetPage,
    RecordingIndexPage,
    RecordingPage,
    Reference,
)
from taxonomy.models import Audience, Term, TermAlias, Territory, Theme, ThemeAlias

PASSWORD = "mot de passe des essais"
TRANSCRIPT = (
    "WEBVTT\n\n"
    "1\n00:00:01.000 --> 00:00:04.000\n<v Anne>Bonjour et bienvenue à cette rencontre.\n\n"
    "00:00:05.000 --> 00:00:09.500\nNous parlons ce matin des encombrants.\n"
)


# -- vocabularies -----------------------------------------------------------------------------------------------------
class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Thème {n}")

    @factory.post_generation
    def aliases(self, create: bool, names: Sequence[str] | None, **_: object) -> None:
        for name in names or ():
            ThemeAlias.objects.create(theme=self, name=name)


class AudienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Audience

    name = factory.Sequence(lambda n: f"Public {n}")


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"mot-clé {n}")


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Terme {n}")
    definition = "<p>Ce que ce terme veut dire.</p>"

    @factory.post_generation
    def aliases(self, create: bool, names: Sequence[str] | None, **_: object) -> None:
        for name in names or ():
            TermAlias.objects.create(term=self, name=name)


class TerritoryFactory(factory.django.DjangoModelFactory):
    """A commune by default. ``placed`` gives a commune its EPCI, département and région."""

    class Meta:
        model = Territory

    level = Territory.Level.COMMUNE
    code = factory.Sequence(lambda n: f"{38000 + n}")
    name = factory.Sequence(lambda n: f"Commune {n}")

    class Params:
        region_level = factory.Trait(
            level=Territory.Level.REGION,
            code=factory.Sequence(lambda n: f"R{n}"),
            name=factory.Sequence(lambda n: f"Région {n}"),
        )
        departement_level = factory.Trait(
            level=Territory.Level.DEPARTEMENT,
            code=factory.Sequence(lambda n: f"D{n}"),
            name=factory.Sequence(lambda n: f"Département {n}"),
            region=factory.SubFactory("tests.factories.TerritoryFactory", region_level=True),
        )
        epci_level = factory.Trait(
            level=Territory.Level.EPCI,
            code=factory.Sequence(lambda n: f"2000{n:05d}"),
            name=factory.Sequence(lambda n: f"Métropole {n}"),
            departement=factory.SubFactory("tests.factories.TerritoryFactory", departement_level=True),
            region=factory.SelfAttribute("departement.region"),
        )
        placed = factory.Trait(
            epci=factory.SubFactory("tests.factories.TerritoryFactory", epci_level=True),
            departement=factory.SelfAttribute("epci.departement"),
            region=factory.SelfAttribute("epci.region"),
        )
        quartier_level = factory.Trait(
            level=Territory.Level.QUARTIER,
            code="",
            name=factory.Sequence(lambda n: f"Quartier {n}"),
            commune=factory.SubFactory("tests.factories.TerritoryFactory", placed=True),
        )


# -- directory --------------------------------------------------------------------------------------------------------
class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Organisation {n}")
    type = Organisation.Type.ASSOCIATION

    class Params:
        landlord = factory.Trait(type=Organisation.Type.LANDLORD)
        with_everything = factory.Trait(
            acronym="ORG",
            territory=factory.SubFactory(TerritoryFactory, placed=True),
            description="Une organisation qui s’occupe des quartiers.",
            website="https://organisation.example.org/",
            email="contact@organisation.example.org",
            phone="04 00 00 00 00",
            address="1 place du Marché",
        )

    @factory.post_generation
    def aliases(self, create: bool, names: Sequence[str] | None, **_: object) -> None:
        for name in names or ():
            OrganisationAlias.objects.create(organisation=self, name=name)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Camille Personne{n}")
    function = "chargée de gestion urbaine de proximité"

    class Params:
        with_everything = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory), website="https://personne.example.org/"
        )


# -- files ------------------------------------------------------------------------------------------------------------
def png(width: int = 640, height: int = 480) -> bytes:
    """A grey picture, made without a library: a test can afford hundreds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\x00" + b"\x90" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def wav(seconds: float = 0.1) -> bytes:
    """Silence."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(8000 * seconds))
    return buffer.getvalue()


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PortalImage

    title = factory.Sequence(lambda n: f"Photographie {n}")
    description = "Des habitantes plantent un arbre au pied d’un immeuble"
    file = factory.Sequence(lambda n: ContentFile(png(), name=f"photographie-{n}.png"))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PortalDocument

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.Sequence(lambda n: ContentFile(f"contenu du document {n}".encode(), name=f"document-{n}.txt"))


class MediaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Media

    title = factory.Sequence(lambda n: f"Enregistrement {n}")
    type = "audio"
    duration = 12
    file = factory.Sequence(lambda n: ContentFile(wav(), name=f"enregistrement-{n}.wav"))


# -- items ------------------------------------------------------------------------------------------------------------
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
        # The parent's count of children may have changed since it was read: treebeard numbers from it.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
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


class ExperiencePageFactory(KnowledgePageFactory):
    class Meta:
        model = ExperiencePage

    title = factory.Sequence(lambda n: f"Retour d’expérience {n}")
    parent = the_only(ExperienceIndexPage)
    outcome = "success"
    evidence = "testimony"

    class Params:
        mixed = factory.Trait(outcome="mixed", evidence="review")
        failed = factory.Trait(outcome="failure", evidence="measured")
        with_everything = factory.Trait(
            filed=True,
            approach="co_management",
            started_on="2012-03",
            ended_on="2013-11",
            context="<p>Un contexte difficile.</p>",
            objectives="<p>Des objectifs partagés.</p>",
            steps=stream(
                "step",
                {"date": "2012-03", "title": "Diagnostic", "text": "<p>En marchant.</p>"},
                {"date": "", "title": "Chantier", "text": "<p>Ensemble.</p>"},
            ),
            means=stream(
                "means",
                {"kind": "human", "label": "Deux animatrices", "amount": "0,5 ETP", "source": "Ville"},
                {"kind": "financial", "label": "Subvention", "amount": "12 000 € par an", "source": "ANRU"},
            ),
            beneficiaries="Les 400 ménages de la résidence.",
            figures=stream("figure", {"label": "Dépôts retirés", "value": "120", "unit": "tonnes", "year": 2013}),
            testimonies=stream(
                "testimony",
                {
                    "quote": "La cour est redevenue un lieu de vie.",
                    "name": "Mme Essai",
                    "role": "gardienne",
                    "organisation": "Bailleur",
                    "consent": True,
                },
            ),
            results="<p>Des résultats visibles.</p>",
            evidence_note="Bilan de 2014",
            key_points=stream("point", "<p>Commencer petit.</p>"),
            would_redo=stream("point", "<p>Associer les gardiens.</p>"),
            would_avoid=stream("point", "<p>Aller trop vite.</p>"),
            conditions="<p>Un élu qui porte.</p>",
            aftermath="<p>La démarche continue.</p>",
        )


class PracticeSheetPageFactory(KnowledgePageFactory):
    class Meta:
        model = PracticeSheetPage

    title = factory.Sequence(lambda n: f"Fiche pratique {n}")
    parent = the_only(PracticeSheetIndexPage)

    class Params:
        with_everything = factory.Trait(
            filed=True,
            purpose="<p>À organiser une collecte.</p>",
            when_to_use="<p>Quand les dépôts se répètent.</p>",
            roles=stream("role", {"role": "gardiennes et gardiens", "tasks": ["signaler", "rappeler les jours"]}),
            steps=stream("step", {"title": "Compter les dépôts", "text": "<p>Pendant un mois.</p>"}),
            tools=factory.LazyFunction(
                lambda: stream(
                    "tool",
                    {"title": "Grille", "document": DocumentFactory(), "url": "", "text": "Pour compter"},
                    {"title": "Affiche", "document": None, "url": "https://example.org/affiche", "text": ""},
                )
            ),
            grey_areas=stream(
                "grey_area", {"question": "Qui ramasse ?", "answer": "<p>Cela dépend.</p>", "ask": "La mairie"}
            ),
            vigilance=stream("point", "<p>Ne pas tout promettre.</p>"),
            legal_references=stream(
                "legal_reference", {"title": "Article L541-3", "url": "https://example.org/loi", "text": "La police"}
            ),
            reviewed_on=datetime.date(2024, 2, 12),
        )


class RecordingPageFactory(KnowledgePageFactory):
    class Meta:
        model = RecordingPage

    title = factory.Sequence(lambda n: f"Captation {n}")
    parent = the_only(RecordingIndexPage)
    medium = "audio"
    media_url = factory.LazyAttribute(lambda page: "" if page.media else "https://tube.example.org/w/essai")
    media = None
    transcript = TRANSCRIPT

    class Params:
        with_file = factory.Trait(media=factory.SubFactory(MediaFactory))
        exempted = factory.Trait(
            transcript="",
            exemption_reason="Le son est trop faible.",
            exemption_until=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30)),
        )
        with_everything = factory.Trait(
            filed=True,
            with_file=True,
            duration=754,
            chapters=stream(
                "chapter", {"start": "00:05", "title": "Les encombrants"}, {"start": "12:30", "title": "Questions"}
            ),
            slides=factory.LazyFunction(
                lambda: stream("slides", {"title": "Diaporama", "document": DocumentFactory(), "url": ""})
            ),
        )


class ReferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reference

    title = factory.Sequence(lambda n: f"Référence {n}")
    authors = "Durand, Alice"

    class Params:
        with_everything = factory.Trait(
            type="chapter",
            authors="Durand, Alice\nMartin, Basile\nCentre de ressources",
            editors="Petit, Chloé",
            container="Habiter la ville",
            publisher="Éditions de l’essai",
            place="Grenoble",
            issued="2014-06",
            pages="12-34",
            isbn="978-2-00-000000-2",
            doi="10.1000/essai",
            url="https://example.org/livre",
            accessed="2024-01-15",
            abstract="De quoi parle ce chapitre.",
            availability="À la médiathèque.",
        )


class BibliographyPageFactory(KnowledgePageFactory):
    class Meta:
        model = BibliographyPage

    title = factory.Sequence(lambda n: f"Bibliographie {n}")
    parent = the_only(BibliographyIndexPage)

    class Params:
        with_everything = factory.Trait(
            filed=True,
            entries=factory.LazyFunction(
                lambda: [
                    (ReferenceFactory(with_everything=True), "Pour commencer"),
                    (ReferenceFactory(), "Pour aller plus loin"),
                ]
            ),
        )


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    name = factory.Sequence(lambda n: f"Série {n}")


class EventPageFactory(KnowledgePageFactory):
    class Meta:
        model = EventPage

    title = factory.Sequence(lambda n: f"Rencontre {n}")
    parent = the_only(EventIndexPage)
    event_type = "morning"
    format = "on_site"
    status = "held"

    class Params:
        upcoming = factory.Trait(
            status="planned",
            published_on=factory.LazyFunction(lambda: (timezone.localdate() + datetime.timedelta(days=20)).isoformat()),
        )
        cancelled = factory.Trait(status="cancelled", status_reason="La salle a brûlé.")
        with_everything = factory.Trait(
            filed=True,
            format="hybrid",
            published_on="2020-06-16",
            start_time=datetime.time(10),
            end_time=datetime.time(11, 45),
            venue="Maison des associations",
            address="2 rue des Lilas",
            online_url="https://visio.example.org/salle",
            status="adapted",
            status_reason="Tenue à distance.",
            programme=stream(
                "item",
                {"time": "10:00", "title": "Accueil", "speakers": "Mme Essai", "text": "<p>Café.</p>"},
                {"time": "", "title": "Échanges", "speakers": "", "text": ""},
            ),
            capacity=40,
            registration_url="https://inscription.example.org/",
            participants=30,
            participants_on_site=10,
            participants_online=20,
            participants_by_category=stream(
                "count", {"label": "Bailleurs", "count": 18}, {"label": "Villes", "count": 9}
            ),
            participants_by_origin=stream(
                "count", {"label": "Isère", "count": 30}, {"label": "Inconnue", "count": None}
            ),
            participants_note="Deux sources donnent des totaux différents.",
            photos=factory.LazyFunction(lambda: stream("photo", ImageFactory())),
            series=factory.SubFactory(SeriesFactory),
        )


class NewsPageFactory(KnowledgePageFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Actualité {n}")
    parent = the_only(NewsIndexPage)

    class Params:
        with_everything = factory.Trait(filed=True)


class StandardPageFactory(KnowledgePageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Page {n}")
    parent = the_only(HomePage)
    published_on = ""

    class Params:
        unlisted = factory.Trait(in_search=False)
        with_everything = factory.Trait(filed=True)


# Every kind of catalogued item, by its code.
FACTORIES: dict[str, type[KnowledgePageFactory]] = {
    factory_class._meta.model.kind: factory_class
    for factory_class in (
        ExperiencePageFactory,
        PracticeSheetPageFactory,
        RecordingPageFactory,
        BibliographyPageFactory,
        EventPageFactory,
        NewsPageFactory,
        StandardPageFactory,
    )
}


# -- accounts ---------------------------------------------------------------------------------------------------------
class UserFactory(factory.django.DjangoModelFactory):
    """An account. ``editor`` and ``reviewer`` work in the admin; ``partner`` has an account and no access to it."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"compte-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)
    role = ""

    class Params:
        partner = factory.Trait(organisation=factory.SubFactory(OrganisationFactory))
        superuser = factory.Trait(is_staff=True, is_superuser=True)
        editor = factory.Trait(role="Éditeur")
        reviewer = factory.Trait(role="Relecteur")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, role: str = "", **kwargs: object) -> User:
        user = super()._create(model_class, *args, **kwargs)
        if role:
            user.groups.add(role_group(role))
        return user


# What the portal calls each role, and what Wagtail's first migration calls the group nearest to it.
STOCK_GROUPS = {"Éditeur": "Editors", "Relecteur": "Moderators"}


def role_group(name: str) -> Group:
    group = Group.objects.filter(name__startswith=name).first() or Group.objects.get(name=STOCK_GROUPS[name])
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group
