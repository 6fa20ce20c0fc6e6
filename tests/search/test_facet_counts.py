"""Facet counts are exact, complete, disjunctive, roll trees up, and equal what the models say."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import KnowledgePage
from events.models import EventPage
from experiences.models import ExperiencePage
from resources.models import RecordingPage
from search.engines.database import DatabaseEngine
from search.interface import Query
from search.registry import facets as registered
from search.results import Results
from taxonomy.models import Territory, Theme
from tests.factories import (
    FACTORIES,
    AdoptionFactory,
    AudienceFactory,
    OrganisationFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
    stream,
)

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]
Facts = dict[str, set[str]]


def theme_slugs(themes: Sequence[Theme]) -> set[str]:
    slugs: set[str] = set()
    for theme in themes:
        while theme is not None:
            slugs.add(theme.slug)
            theme = theme.parent
    return slugs


def place_codes(places: Sequence[Territory]) -> set[str]:
    codes = {place.code for place in places}
    wider = {pk for one in places for pk in (one.commune_id, one.epci_id, one.departement_id, one.region_id)}
    return codes | set(Territory.objects.filter(pk__in=wider).values_list("code", flat=True))


OF_A_PRACTICE = ("outcome", "evidence", "approach", "cost", "duration", "effort", "governance")


def facts_of(page: KnowledgePage) -> Facts:
    """What the models say of an item, by facet: nothing of the index is asked."""
    organisations = [link.organisation for link in page.page_organisations.all()]
    facts: Facts = {
        "kind": {page.kind},
        "theme": theme_slugs(page.themes.all()),
        "territory": place_codes([link.territory for link in page.page_territories.all()]),
        "audience": set(page.audiences.values_list("slug", flat=True)),
        "tag": set(page.tags.values_list("slug", flat=True)),
        "organisation": {organisation.slug for organisation in organisations},
        "organisation_type": {organisation.type for organisation in organisations},
        "person": {link.person.slug for link in page.page_people.all()},
        "year": {str(page.published_on)[:4]} - {""},
    }
    if isinstance(page, ExperiencePage):
        facts |= {name: {getattr(page, name)} - {""} for name in OF_A_PRACTICE}
        in_priority = any(link.territory.is_priority for link in page.page_territories.all())
        given = {"redo": page.would_redo, "avoid": page.would_avoid}
        facts |= {"lessons": {name for name, points in given.items() if len(points)}}
        facts |= {"habitat": set(page.habitat), "programme": {*page.programmes, *(["qpv"] if in_priority else [])}}
        facts["spread"] = {adoption.kind for adoption in page.adoptions.all() if adoption.state == "published"}
    if isinstance(page, EventPage):
        facts |= {name: {getattr(page, name)} for name in ("event_type", "format", "status")}
    if isinstance(page, RecordingPage):
        facts["medium"] = {page.medium}
    return facts


@dataclass
class Library:
    facts: dict[int, Facts]

    def kept(self, filters: dict[str, tuple[str, ...]], without: str = "") -> list[Facts]:
        return [
            facts
            for facts in self.facts.values()
            if all(facts.get(name, set()) & set(values) for name, values in filters.items() if name != without)
        ]

    def counts(self, facet: str, filters: dict[str, tuple[str, ...]]) -> dict[str, int]:
        """By value, ignoring the facet's own selection."""
        return dict(Counter(value for facts in self.kept(filters, facet) for value in facts.get(facet, ())))

    def crossed(self, first: str, second: str, filters: dict[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
        """By value of the first facet, then of the second, under all the filters."""
        pairs = Counter(
            (one, other)
            for facts in self.kept(filters)
            for one in facts.get(first, ())
            for other in facts.get(second, ())
        )
        found: dict[str, dict[str, int]] = {}
        for (one, other), many in pairs.items():
            found.setdefault(one, {})[other] = many
        return found

    def values(self, facet: str) -> list[str]:
        return sorted({value for facts in self.facts.values() for value in facts.get(facet, ())})


@pytest.fixture(scope="module")
def library(kept_for_the_module: None) -> Library:
    """Forty items filed at random (always the same way), a few of them hidden."""
    chance = random.Random(20)
    roots = [ThemeFactory() for _ in range(2)]
    themes = [*roots, *(ThemeFactory(parent=chance.choice(roots)) for _ in range(3))]
    communes = [TerritoryFactory(placed=True) for _ in range(2)]
    places = [
        *communes,
        communes[0].region,
        TerritoryFactory(quartier_level=True, commune=communes[1], is_priority=True),
        communes[0].epci,
    ]
    audiences = [AudienceFactory() for _ in range(2)]
    organisations = [OrganisationFactory(landlord=number % 2 == 0) for number in range(3)]
    people = [PersonFactory() for _ in range(2)]
    made = []
    for _ in range(40):
        kind = chance.choice([*FACTORIES, "experience", "event"])
        options: dict[str, object] = {
            "themes": chance.sample(themes, chance.randint(0, 3)),
            "territories": chance.sample(places, chance.randint(0, 2)),
            "audiences": chance.sample(audiences, chance.randint(0, 2)),
            "organisations": chance.sample(organisations, chance.randint(0, 2)),
            "people": chance.sample(people, chance.randint(0, 2)),
            "tags": chance.sample(["compost", "vélo"], chance.randint(0, 2)),
        }
        if kind != "page":
            options["published_on"] = chance.choice(["2019", "2020-03", "2021-07-14"])
        if kind == "experience":
            options["outcome"] = chance.choice(["success", "mixed", "failure"])
            options["approach"] = chance.choice(["", "training", "layout"])
            options["cost"] = chance.choice(["", "none", "more"])
            options["duration"] = chance.choice(["", "weeks", "longer"])
            options["effort"] = chance.choice(["", "days", "post"])
            options["governance"] = chance.choice(["", "commune", "shared"])
            options["habitat"] = chance.sample(["large_estate", "condominium", "village"], chance.randint(0, 2))
            options["would_redo"] = stream("point", *chance.sample(["<p>Compter.</p>"], chance.randint(0, 1)))
            options["programmes"] = chance.sample(["qpv", "npnru"], chance.randint(0, 2))
        if kind == "event":
            options["format"] = chance.choice(["online", "hybrid"])
        if chance.random() < 0.15:
            options[chance.choice(["draft", "expired", "private"])] = True
            FACTORIES[kind](**options)
        else:
            made.append(FACTORIES[kind](**options))
            if kind == "experience":
                state, what = chance.choice(["received", "published"]), chance.choice(["adopted", "abandoned"])
                AdoptionFactory(practice=made[-1], kind=what, state=state)
    return Library(
        {page.pk: facts_of(page.specific) for page in KnowledgePage.objects.filter(pk__in=[p.pk for p in made])}
    )


FACETS = (
    "kind", "theme", "territory", "audience", "tag", "organisation", "organisation_type", "person", "year",
    "outcome", "evidence", "approach", "cost", "duration", "effort", "habitat", "governance", "programme",
    "lessons", "spread", "event_type", "format", "status", "medium", "brief_kind",
)  # fmt: skip


def test_every_facet_is_counted_here() -> None:
    assert set(FACETS) == set(registered())


@given(data=st.data())
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
def test_counts_equal_what_the_models_say_under_any_filters(library: Library, data: st.DataObject) -> None:
    filters: dict[str, tuple[str, ...]] = {}
    for name in data.draw(st.lists(st.sampled_from(FACETS), max_size=3, unique=True)):
        values = [*library.values(name), "valeur-inconnue"]
        filters[name] = tuple(data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)))
    answer = DatabaseEngine().search(Query(filters=filters, facets=FACETS, per_page=100))
    assert answer.total == len(answer.matches) == len(library.kept(filters))
    assert {name: dict(answer.counts[name]) for name in FACETS} == {
        name: library.counts(name, filters) for name in FACETS
    }


@given(data=st.data())
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
def test_two_facets_crossed_count_what_the_models_say_under_all_the_filters(
    library: Library, data: st.DataObject
) -> None:
    filters: dict[str, tuple[str, ...]] = {}
    for name in data.draw(st.lists(st.sampled_from(FACETS), max_size=3, unique=True)):
        values = [*library.values(name), "valeur-inconnue"]
        filters[name] = tuple(data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)))
    facet = st.sampled_from(FACETS)
    pairs = tuple(data.draw(st.lists(st.tuples(facet, facet), max_size=3, unique=True)))
    answer = DatabaseEngine().search(Query(filters=filters, crossed=pairs, per_page=0))
    assert answer.crossed == {pair: library.crossed(*pair, filters) for pair in pairs}


def test_two_facets_crossed_under_a_question_count_what_it_finds(library: Library) -> None:
    pair = ("theme", "kind")
    answer = DatabaseEngine().search(Query(text="compost", crossed=(pair,), per_page=100))
    found = Library({match.id: library.facts[match.id] for match in answer.matches})
    assert answer.total == len(found.facts) > 0
    assert answer.crossed == {pair: found.crossed(*pair, {})}


@pytest.mark.parametrize("text", ["retour", "rencontre compost", "vélo"])
def test_counts_under_a_question_count_what_the_question_finds(library: Library, text: str) -> None:
    everything = DatabaseEngine().search(Query(text=text, facets=("kind", "theme"), per_page=100))
    found = [library.facts[match.id] for match in everything.matches]
    assert everything.total == len(found) > 0
    for name in ("kind", "theme"):
        assert dict(everything.counts[name]) == dict(Counter(value for facts in found for value in facts[name]))


def test_each_choice_leads_to_as_many_results_as_it_says(client: Client, library: Library) -> None:
    results = client.get("/recherche/").context["results"]
    followed = 0
    for facet in results.facets:
        for choice in facet.choices:
            there = client.get(choice.url).context["results"]
            assert there.total == choice.count, (facet.name, choice.value)
            followed += 1
    assert followed > 20
