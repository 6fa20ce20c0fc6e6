"""One factory for each kind of page."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from events.models import EventIndexPage, EventPage, Series
from experiences.models import ExperienceIndexPage, ExperiencePage
from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from resources.models import (
    BibliographyIndexPage,
    BibliographyPage,
    PracticeSheetIndexPage,
    PracticeSheetPage,
    RecordingIndexPage,
    RecordingPage,
    Reference,
)

from .files import DocumentFactory, ImageFactory, MediaFactory
from .items import KnowledgePageFactory, stream, the_only

TRANSCRIPT = (
    "WEBVTT\n\n"
    "1\n00:00:01.000 --> 00:00:04.000\n<v Anne>Bonjour et bienvenue à cette rencontre.\n\n"
    "00:00:05.000 --> 00:00:09.500\nNous parlons ce matin des encombrants.\n"
)


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
            duration="years",
            cost="under_50k",
            effort="post",
            habitat=["large_estate", "condominium"],
            governance="shared",
            programmes=["qpv", "npnru"],
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
