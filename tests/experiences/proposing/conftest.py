"""What the tests of the form share: a proposal filled in as somebody does, and the letters that leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from experiences.models import Proposal
from tests.factories import OrganisationFactory, TerritoryFactory, ThemeFactory
from tests.open_forms import opened

AUTHOR = "anne.martin@example.org"
Send = Callable[..., HttpResponse]

# What somebody answers, by step, as a browser sends it.
ANSWERS: dict[str, dict[str, object]] = {
    "l-essentiel": {
        "title": "Une brocante contre les encombrants",
        "summary": "Chaque trimestre, une brocante donne une deuxième vie aux objets.",
        "approach": "animation",
        "themes": ["dechets"],
    },
    "ou-et-qui": {
        "place": "Gennevilliers",
        "place_note": "Au pied des tours",
        "organisations-count": "2",
        "organisations-0-name": "Ville de Gennevilliers",
        "organisations-0-role": "initiator",
        "organisations-1-name": "Les Amis du Luth",
        "organisations-1-role": "partner",
    },
    "ce-qui-a-ete-fait": {
        "started_on": "mars 2019",
        "ended_on": "2021",
        "context": "Des encombrants partout.\n\nPersonne ne savait <quoi> faire.",
        "cost": "under_1k",
        "habitat": ["large_estate"],
        "steps-count": "2",
        "steps-0-date": "avril 2019",
        "steps-0-title": "Une réunion",
        "steps-0-text": "Trente personnes.",
        "steps-1-title": "",
        "means-count": "1",
        "means-0-kind": "human",
        "means-0-label": "Une médiatrice",
    },
    "ce-que-cela-a-donne": {
        "outcome": "mixed",
        "evidence": "testimony",
        "results": "Moins de dépôts.",
        "figures-count": "1",
        "figures-0-label": "Objets donnés",
        "figures-0-value": "420",
        "figures-0-year": "2020",
        "testimonies-count": "1",
        "testimonies-0-quote": "On se parle de nouveau.",
        "testimonies-0-role": "habitante",
        "testimonies-0-consent": "on",
    },
    "ce-que-vous-en-retenez": {
        "conditions": "Un local.",
        "key_points-count": "3",
        "key_points-0-text": "Prévenir tôt.",
        "would_redo-count": "3",
        "would_redo-1-text": "Inviter les gardiens.",
        "would_avoid-count": "3",
    },
    "vous": {
        "name": "Anne Martin",
        "organisation": "Régie de quartier",
        "email": AUTHOR,
        "licence": "on",
        "contact": "on",
        "privacy": "on",
    },
}


@pytest.fixture(autouse=True)
def _letters_leave_at_once(monkeypatch: pytest.MonkeyPatch, centre: str) -> None:
    """Those to the centre, too; a test's transaction never commits."""
    monkeypatch.setattr("experiences.proposing.correspondence.on_commit", lambda send: send())


@pytest.fixture
def vocabulary(db: None) -> None:
    """What the answers name. Anew for each test: a file that was served closes the connection of its test."""
    ThemeFactory(name="Déchets", slug="dechets")
    place = TerritoryFactory(name="Gennevilliers", code="92036", placed=True)
    OrganisationFactory(name="Ville de Gennevilliers", territory=place)


@pytest.fixture
def begin(client: Client) -> Send:
    """Sends the first step."""

    def begin(browser: Client = client, **changes: object) -> HttpResponse:
        return browser.post("/proposer/nouveau/", {**ANSWERS["l-essentiel"], "opened": opened(), **changes})

    return begin


@pytest.fixture
def draft(begin: Send, vocabulary: None) -> Proposal:
    """A draft of which only the first step is written."""
    assert begin().status_code == 302
    return Proposal.objects.get()


@pytest.fixture
def fill_in(client: Client) -> Callable[[Proposal], Proposal]:
    """Answers every step, as a browser does."""

    def fill_in(proposal: Proposal, browser: Client = client) -> Proposal:
        for slug, answers in ANSWERS.items():
            url = f"/proposer/{proposal.secret}/{slug}/"
            page = BeautifulSoup(browser.get(url).content, "html.parser")
            opened_on = page.find("input", {"name": "opened_on"})["value"]
            assert browser.post(url, {**answers, "opened_on": opened_on}).status_code == 302, slug
        proposal.refresh_from_db()
        return proposal

    return fill_in


@pytest.fixture
def sent(client: Client, draft: Proposal, fill_in: Callable[[Proposal], Proposal]) -> Proposal:
    """A proposal that was sent."""
    fill_in(draft)
    assert client.post(f"/proposer/{draft.secret}/relire/").status_code == 302
    draft.refresh_from_db()
    return draft


def errors_of(response: HttpResponse) -> dict[str, str]:
    """What is said beside each field (by its id), "" for the whole form."""
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.string.strip().startswith("Erreur")
    beside = {error["id"].removesuffix("_error"): error.get_text().strip() for error in page.select(".field .error")}
    for name in beside:
        assert page.find(id=name), name
        assert page.select_one(f'.form-errors a[href="#{name}"]'), name
    whole = " ".join(error.get_text() for error in page.select(".form-errors > p"))
    return beside | ({"": whole} if whole else {})
