"""Practices proposed beside an item: which, in what order, why, and never what the public may not see."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from core.models import KnowledgePage
from experiences.likeness.nearness import themes_of
from experiences.likeness.neighbours import neighbours
from experiences.likeness.places import in_common, places_of
from experiences.likeness.similar import MOST, nearest
from experiences.models import ExperiencePage, Governance, Habitat, Outcome, SimilarPractices
from search.labels import value_label
from taxonomy.models import Territory, Theme
from tests.conftest import visit
from tests.factories import (
    AdoptionFactory,
    EventPageFactory,
    ExperiencePageFactory,
    PracticeSheetPageFactory,
    TagFactory,
    TerritoryFactory,
    ThemeFactory,
    in_days,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _other_subjects(kept_for_the_module: None) -> None:
    for number in range(6):
        ExperiencePageFactory(
            title=f"Autre sujet {number}", summary=f"Rien de commun {number}", themes=[ThemeFactory()]
        )


@pytest.fixture
def theme(_other_subjects: None, db: None) -> Theme:
    """A precise theme, in a portal that speaks of other things too."""
    return ThemeFactory(name="Encombrants", parent=ThemeFactory(name="Propreté et déchets"))


def titles(page: KnowledgePage) -> list[str]:
    return [neighbour.title for neighbour in neighbours(page.pk)]


def reason(page: KnowledgePage, other: KnowledgePage) -> str:
    return next(neighbour.reason for neighbour in neighbours(page.pk) if neighbour.title == other.title)


def town(name: str, population: int, **more: object) -> Territory:
    return TerritoryFactory(name=name, population=population, **more)


# -- what is near -----------------------------------------------------------------------------------------------------
def test_a_practice_on_the_same_theme_is_proposed_with_its_reason(theme: Theme) -> None:
    page, other = ExperiencePageFactory.create_batch(2, themes=[theme])
    assert titles(page) == [other.title]
    assert reason(page, other) == "Même thème : encombrants"


def test_a_rubric_in_common_is_not_enough(theme: Theme) -> None:
    page = ExperiencePageFactory(title="Compter les sacs", summary="Chaque lundi.", themes=[theme])
    ExperiencePageFactory(
        title="Écrire une charte", summary="À plusieurs voix.", themes=[ThemeFactory(parent=theme.parent)]
    )
    assert titles(page) == []


def test_what_surrounds_it_alone_proposes_nothing(theme: Theme) -> None:
    same = {"approach": "training", "habitat": ["condominium"], "governance": "landlord", "programmes": ["qpv"]}
    page = ExperiencePageFactory(title="Former", summary="Des gardiens.", **same)
    ExperiencePageFactory(title="Un jardin", summary="Au pied de la tour.", **same)
    assert titles(page) == []


def test_a_town_of_the_same_size_comes_before_another_and_it_is_said(theme: Theme) -> None:
    page = ExperiencePageFactory(themes=[theme], territories=[town("Sens", 26_000)])
    far = ExperiencePageFactory(themes=[theme], territories=[town("Lyon", 520_000)])
    near = ExperiencePageFactory(themes=[theme], territories=[town("Dreux", 31_000)])
    assert titles(page) == [near.title, far.title]
    assert reason(page, near) == "Même thème : encombrants · ville de taille comparable"
    assert reason(page, far) == "Même thème : encombrants"


def test_a_quartier_counts_for_its_town(theme: Theme) -> None:
    quarter = TerritoryFactory(quartier_level=True, commune=town("Échirolles", 36_000), is_priority=True)
    page = ExperiencePageFactory(themes=[theme], territories=[quarter])
    other = ExperiencePageFactory(themes=[theme], territories=[town("Dreux", 31_000)], programmes=["qpv"])
    assert reason(page, other).endswith("ville de taille comparable · quartier prioritaire aussi")


def test_what_is_told_of_a_practice_is_told_of_both(theme: Theme) -> None:
    same = {"themes": [theme], "approach": "layout", "habitat": ["condominium", "large_estate"]}
    page = ExperiencePageFactory(**same)
    other = ExperiencePageFactory(**same | {"habitat": ["condominium"]})
    assert reason(page, other) == (
        "Même thème : encombrants · même démarche : aménagement ou équipement · copropriété aussi"
    )


def test_a_keyword_in_common_is_a_reason(theme: Theme) -> None:
    tag = TagFactory(name="ressourcerie").name
    page, other = (
        ExperiencePageFactory(title=f"La ressourcerie au pied des immeubles, {n}", tags=[tag]) for n in ("ici", "là")
    )
    assert reason(page, other).startswith("Même mot-clé : ressourcerie")


def test_texts_that_say_the_same_are_near_whatever_their_themes(theme: Theme) -> None:
    page = ExperiencePageFactory(
        title="Des huches à pain contre les rats", summary="Le pain rassis va dans la huche : moins de rats au square."
    )
    other = ExperiencePageFactory(
        title="Huches à pain : moins de rats", summary="Le pain rassis va dans une huche, les rats s’en vont."
    )
    assert titles(page) == [other.title]
    assert reason(page, other).startswith("Texte proche : ")
    assert "rats" in reason(page, other)


def test_the_names_of_places_and_partners_make_nothing_near(theme: Theme) -> None:
    place = town("Saint-Martin-sous-Bois", 40_000)
    texts = ({"title": "Saint-Martin-sous-Bois : planter"}, {"title": "Saint-Martin-sous-Bois : compter"})
    page, _ = (
        ExperiencePageFactory(**text, summary=f"Texte {n}.", territories=[place]) for n, text in enumerate(texts)
    )
    assert titles(page) == []


def test_one_that_ended_otherwise_is_among_those_proposed(theme: Theme) -> None:
    page = ExperiencePageFactory(themes=[theme], approach="layout")
    ExperiencePageFactory.create_batch(MOST + 2, themes=[theme], approach="layout")
    failed = ExperiencePageFactory(themes=[theme], failed=True)
    assert len(titles(page)) == MOST
    assert failed.title in titles(page)


def test_what_it_is_linked_to_is_not_proposed_again(theme: Theme) -> None:
    target = ExperiencePageFactory(themes=[theme])
    page = ExperiencePageFactory(themes=[theme], links=[(target, "see_also")])
    assert titles(page) == []
    assert titles(target) == []


def test_what_its_chain_shows_is_not_proposed_again(theme: Theme) -> None:
    page, own = ExperiencePageFactory.create_batch(2, themes=[theme])
    assert titles(page) == [own.title]
    AdoptionFactory(practice=page, own_practice=own, published=True)
    assert titles(page) == []
    assert titles(own) == []


def test_practices_are_proposed_beside_other_kinds_but_never_those(theme: Theme) -> None:
    practice = ExperiencePageFactory(themes=[theme])
    sheet = PracticeSheetPageFactory(themes=[theme])
    EventPageFactory(themes=[theme])
    assert titles(sheet) == [practice.title]
    assert titles(practice) == []


@pytest.mark.parametrize("title", ["Ééé çà œuvre", "«»", "L’", "x" * 255, "🏘️ 🏘️", "' OR 1=1 --", '"'])
def test_any_title_has_its_place(theme: Theme, title: str) -> None:
    page = ExperiencePageFactory(title=title, slug="essai", themes=[theme], summary="…")
    other = ExperiencePageFactory(themes=[theme])
    assert titles(page) == [other.title]


def test_alone_or_bare_an_item_has_none() -> None:
    page = ExperiencePageFactory(title="Seule", summary="Rien.")
    assert titles(page) == []
    ExperiencePageFactory(title="Autre", summary="Vide.", territories=[])
    assert titles(page) == []
    assert neighbours(987_654_321) == []


# -- what the public may not see --------------------------------------------------------------------------------------
@pytest.mark.parametrize("hidden", ["draft", "scheduled", "private", "behind_password", "expired"])
def test_what_is_not_public_is_never_proposed_and_proposes_nothing(theme: Theme, hidden: str) -> None:
    page = ExperiencePageFactory(themes=[theme])
    secret = ExperiencePageFactory(themes=[theme], **{hidden: True})
    assert titles(page) == []
    assert titles(secret) == []


def test_what_is_hidden_afterwards_is_gone_at_once(theme: Theme) -> None:
    page, other, private, expired = ExperiencePageFactory.create_batch(4, themes=[theme])
    assert set(titles(page)) == {other.title, private.title, expired.title}
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    expired.expire_at = in_days(-1)
    expired.save()
    assert titles(page) == [other.title]
    other.unpublish()
    assert titles(page) == []


# -- how long it is kept ----------------------------------------------------------------------------------------------
def test_a_reason_that_is_no_longer_true_is_no_longer_given(theme: Theme, publish) -> None:
    page, other, third = ExperiencePageFactory.create_batch(3, themes=[theme])
    assert set(titles(page)) == {other.title, third.title}
    other.themes.set([ThemeFactory()])
    other.title, other.summary = "Tout autre chose", "Sans rapport."
    publish(other)
    assert titles(page) == [third.title]


def test_a_theme_that_is_renamed_is_told_by_its_new_name(theme: Theme) -> None:
    page, other = ExperiencePageFactory.create_batch(2, themes=[theme])
    assert reason(page, other).endswith("encombrants")
    theme.name = "Gros objets"
    theme.save()
    assert reason(page, other).endswith("gros objets")


def test_what_is_published_later_is_found_the_next_day(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    page = ExperiencePageFactory(themes=[theme])
    assert titles(page) == []
    other = ExperiencePageFactory(themes=[theme])
    assert titles(page) == []
    tomorrow, usual = timezone.localdate() + datetime.timedelta(days=1), timezone.localdate
    monkeypatch.setattr("django.utils.timezone.localdate", lambda moment=None: usual(moment) if moment else tomorrow)
    assert titles(page) == [other.title]


def test_it_is_looked_for_once(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    page, other = ExperiencePageFactory.create_batch(2, themes=[theme])
    assert titles(page) == [other.title]
    monkeypatch.setattr("experiences.likeness.neighbours.nearest", lambda pk: pytest.fail("looked for again"))
    ThemeFactory()  # content changes: what is in memory is forgotten
    assert titles(page) == [other.title]


def test_a_database_that_is_busy_costs_the_page_nothing(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page, other = ExperiencePageFactory.create_batch(2, themes=[theme])

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(SimilarPractices.objects, "update_or_create", refuse)
    assert titles(page) == [other.title]
    assert "OperationalError" in caplog.text


# -- the page ---------------------------------------------------------------------------------------------------------
def test_the_page_shows_them_with_how_they_went(client: Client, theme: Theme) -> None:
    page = ExperiencePageFactory(themes=[theme])
    other = ExperiencePageFactory(themes=[theme], mixed=True)
    section = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".similar")
    assert section.h2.get_text(strip=True) == "Retours d’expérience proches"
    assert section.h3.a["href"] == other.url
    assert "Résultat mitigé" in section.get_text()
    assert "Même thème" in section.get_text()


def test_a_page_without_any_says_nothing_of_them(client: Client) -> None:
    assert b"similar" not in client.get(ExperiencePageFactory(title="Seule", summary="Rien.").url).content


def test_they_cost_a_page_no_query(theme: Theme) -> None:
    page = ExperiencePageFactory(themes=[theme])
    ExperiencePageFactory.create_batch(8, themes=[theme])
    seen = visit(page.url)
    assert b"similar" in seen.response.content
    assert not [sql for sql in seen.queries if "search_indexeditem" in sql or "similar" in sql]


def test_a_draft_being_previewed_proposes_nothing(theme: Theme, editor, signed_in) -> None:
    page = ExperiencePageFactory(themes=[theme], draft=True)
    ExperiencePageFactory(themes=[theme])
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    response = draft.make_preview_request(preview_mode=page.default_preview_mode)
    assert b"similar" not in response.content


# -- reasons are true -------------------------------------------------------------------------------------------------
PRACTICE = st.fixed_dictionaries(
    {
        "themes": st.sets(st.integers(0, 3), max_size=3),
        "approach": st.sampled_from(["", "layout", "training"]),
        "habitat": st.lists(st.sampled_from(Habitat.values[:3]), unique=True, max_size=2),
        "governance": st.sampled_from(["", *Governance.values[:2]]),
        "programmes": st.lists(st.sampled_from(["qpv", "npnru"]), unique=True),
        "outcome": st.sampled_from(Outcome.values),
        "place": st.integers(0, 4),
    }
)


@settings(max_examples=15)
@given(st.lists(PRACTICE, min_size=2, max_size=8))
def test_every_reason_given_is_true_of_both(practices: list[dict]) -> None:
    rubric = ThemeFactory()
    themes = [ThemeFactory(parent=rubric) for _ in range(4)]
    epci = TerritoryFactory(epci_level=True, population=90_000)
    places: list[Territory | None] = [
        None, epci, town("A", 20_000, epci=epci), town("B", 39_000), town("C", 500_000, departement=epci.departement),
    ]  # fmt: skip
    pages = [
        ExperiencePageFactory(
            **{name: value for name, value in practice.items() if name not in ("themes", "place")},
            themes=[themes[number] for number in practice["themes"]],
            territories=[place for place in [places[practice["place"]]] if place],
        )
        for practice in practices
    ]
    by_id = {page.pk: page for page in pages}
    where, filed = places_of(by_id), themes_of(by_id)
    for page in pages:
        for proposal in nearest(page.pk):
            assert proposal.id != page.pk
            other = by_id[proposal.id]
            assert proposal.reasons
            for reason in proposal.reasons:
                values = set(reason.values)
                match reason.code:
                    case "theme":
                        assert values <= filed[page.pk] & filed[other.pk]
                        assert all(value_label("theme", slug).lower() in reason.label.lower() for slug in values)
                    case "approach" | "governance":
                        assert values == {getattr(page, reason.code)} == {getattr(other, reason.code)}
                    case "habitat":
                        assert values <= set(page.habitat) & set(other.habitat)
                    case "programme":
                        assert values <= set(page.programmes) & set(other.programmes)
                    case "words":
                        assert values
                    case _:
                        told = in_common(where[page.pk], where[other.pk])
                        assert told is not None
                        assert told.code == reason.code
                        assert _is_so(reason.code, values, page, other)
    for page in pages:
        page.delete()


def _is_so(code: str, values: set[str], page: ExperiencePage, other: ExperiencePage) -> bool:
    both = [{link.territory for link in one.page_territories.all()} for one in (page, other)]
    if code in ("town_size", "epci_size"):
        small, large = sorted(map(int, values))[0], sorted(map(int, values))[-1]
        known = [{place.population for place in places} for places in both]
        return large <= 2 * small and all(people & {small, large} for people in known)
    named = {"town": "code", "epci": "epci__code", "departement": "departement__code"}[code]
    ids = [[place.pk for place in places] for places in both]
    wider = [
        set(Territory.objects.filter(pk__in=pks).values_list(named, flat=True))
        | set(Territory.objects.filter(pk__in=pks).values_list("code", flat=True))
        for pks in ids
    ]
    return values <= wider[0] & wider[1]
