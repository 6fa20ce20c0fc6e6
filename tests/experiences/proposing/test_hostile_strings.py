"""Whatever is typed is refused clearly or kept exactly, shown as text, and never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile_strings import CLASSICS, hostile
from core.open_forms import pace
from experiences.models import ExperiencePage, Proposal

from .conftest import ANSWERS

pytestmark = pytest.mark.django_db
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=600)


@pytest.fixture(autouse=True)
def _nobody_is_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "seconds_to_wait", lambda *_: 0)


@pytest.fixture
def send(client: Client, draft: Proposal) -> Callable[[str, dict[str, str]], HttpResponse]:
    """Sends a step as a window that has just been opened does."""

    def send(slug: str, typed: dict[str, str]) -> HttpResponse:
        url = f"/proposer/{draft.secret}/{slug}/"
        opened_on = re.search(rb'name="opened_on" value="(\w+)"', client.get(url).content)[1]
        return client.post(url, {**typed, "opened_on": opened_on.decode()})

    return send


def refused_or_kept(client: Client, draft: Proposal, response: HttpResponse, text: str) -> None:
    assert response.status_code in (200, 302)
    draft.refresh_from_db()
    if response.status_code == 302:
        assert draft.answers("l-essentiel")["summary"] == text.replace("\r\n", "\n")
        for path in ("l-essentiel/", "relire/"):
            shown = client.get(f"/proposer/{draft.secret}/{path}")
            assert shown.status_code == 200
            assert not BeautifulSoup(shown.content, "html.parser").select(
                "main script, main img[src=x], main svg[onload]"
            )
    else:
        page = BeautifulSoup(response.content, "html.parser")
        assert page.select(".form-errors li"), "refused without a word"
        assert page.find(attrs={"name": "title"})["value"] == "Un titre"
    assert b"Traceback" not in response.content


@settings(max_examples=60)
@given(text=SIGNS)
def test_any_text_is_refused_clearly_or_kept_exactly(client: Client, draft: Proposal, send: object, text: str) -> None:
    refused_or_kept(client, draft, send("l-essentiel", {"title": "Un titre", "summary": text}), text)


@pytest.mark.parametrize("number", range(len(CLASSICS)))
def test_what_attackers_type_is_refused_clearly_or_kept_exactly(
    client: Client, draft: Proposal, send: object, number: int
) -> None:
    text = CLASSICS[number].encode(errors="replace").decode()
    refused_or_kept(client, draft, send("l-essentiel", {"title": "Un titre", "summary": text}), text)


@settings(max_examples=30)
@given(seed=st.integers(0, 100_000))
def test_every_field_takes_hostile_strings_without_an_error_of_ours(
    client: Client, draft: Proposal, send: object, seed: int
) -> None:
    strings = hostile(seed)
    for slug, answers in ANSWERS.items():
        typed = {name: value if name.endswith("-count") else next(strings) for name, value in answers.items()}
        typed = {name: value.encode(errors="replace").decode() for name, value in typed.items()}
        assert send(slug, typed).status_code in (200, 302)
    assert client.get(f"/proposer/{draft.secret}/relire/").status_code == 200


@settings(max_examples=10)
@given(seed=st.integers(0, 100_000))
def test_what_was_kept_becomes_a_page_that_shows_it_as_text(client: Client, vocabulary: None, seed: int) -> None:
    """Whatever the steps kept, sending answers: a page, or what is missing."""
    strings = hostile(seed)
    data = {
        slug: {name: next(strings)[:100] for name in answers if "-" not in name} for slug, answers in ANSWERS.items()
    }
    data["ce-qui-a-ete-fait"] |= {"steps": [{"title": next(strings)}, "x", None], "means": "x", "habitat": "x"}
    proposal = Proposal(data=_storable(data))
    proposal.give_a_link()
    proposal.save()
    for path in ("", "relire/", *(f"{slug}/" for slug in ANSWERS)):
        assert client.get(f"/proposer/{proposal.secret}/{path}").status_code == 200
        assert client.get(f"/proposer/{proposal.secret}/{path}?verifier=1").status_code == 200
    assert client.post(f"/proposer/{proposal.secret}/relire/").status_code in (200, 302)


def _storable(value: object) -> object:
    """Without what a database refuses."""
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return value.encode(errors="replace").decode().replace("\x00", "") if isinstance(value, str) else value


def test_markup_is_text_on_the_page_made_of_it(
    client: Client, draft: Proposal, fill_in: Callable[[Proposal], Proposal]
) -> None:
    fill_in(draft)
    attack = '<script>alert(1)</script><embed embedtype="image" id="1" format="left"/>'
    data = draft.data
    data["ce-que-cela-a-donne"] |= {"results": attack, "testimonies": []}
    data["ce-que-vous-en-retenez"] |= {"key_points": [{"text": attack}]}
    data["ce-qui-a-ete-fait"] |= {"steps": [{"title": attack, "text": attack, "date": ""}]}
    Proposal.objects.filter(pk=draft.pk).update(data=data)
    assert client.post(f"/proposer/{draft.secret}/relire/").status_code == 302
    page = ExperiencePage.objects.get()
    page.get_latest_revision_as_object().save_revision().publish()
    shown = BeautifulSoup(client.get(page.url).content, "html.parser").main
    assert not shown.select("script, embed, img[data-embed]")
    assert shown.get_text().count("alert(1)") >= 4


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client: Client, draft: Proposal, method: str) -> None:
    assert getattr(client, method)(f"/proposer/{draft.secret}/l-essentiel/").status_code == 405
