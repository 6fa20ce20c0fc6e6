"""Whatever a partner types is refused at its field or kept exactly, shown as text, and never an error of ours."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile_strings import CLASSICS
from core.open_forms import pace
from newsletter.models import Item

from .conftest import Way, errors_of

pytestmark = pytest.mark.django_db
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=700)
FIELDS = ("title", "text", "link", "place", "kind", "theme", "happens_on", "deadline", "image_description",
          "image_credit", "wanted_issue", "version", "place_code", "act")  # fmt: skip


@pytest.fixture(autouse=True)
def _nobody_is_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "seconds_to_wait", lambda *_: 0)


@pytest.fixture
def draft(by_link: Way) -> Item:
    by_link.begin()
    return Item.objects.get()


@settings(max_examples=60)
@given(text=SIGNS)
def test_any_text_is_refused_clearly_or_kept_exactly(by_link: Way, draft: Item, text: str) -> None:
    response = by_link.write(draft, text=text)
    draft.refresh_from_db()
    if response.status_code == 302:
        assert draft.text == text.replace("\r\n", "\n").strip()
    else:
        assert errors_of(response)["id_text"]


@pytest.mark.parametrize("number", range(len(CLASSICS)))
def test_what_attackers_type_anywhere_runs_nowhere(by_link: Way, draft: Item, number: int) -> None:
    hostile = CLASSICS[number].encode(errors="replace").decode()
    for name in FIELDS:
        assert by_link.write(draft, **{name: hostile}).status_code in (200, 302), name
    draft.refresh_from_db()
    assert draft.link == "" or draft.link.startswith(("http://", "https://"))
    for page in ("", f"{draft.pk}/", f"{draft.pk}/ecrire/", f"{draft.pk}/retirer/"):
        shown = by_link.get(page)
        assert shown.status_code == 200
        soup = BeautifulSoup(shown.content, "html.parser")
        assert not soup.select(
            "main script, main img[src=x], main svg[onload], main [onerror], main a[href^=javascript]"
        )


@pytest.mark.parametrize("act", ["", "propose", "answer", "reopen", "again", "autre", "\x00", "x" * 9_000])
def test_an_unknown_wish_changes_nothing(by_link: Way, draft: Item, act: str) -> None:
    assert by_link.browser.post(by_link.url(draft), {"act": act, "text": "\x00\u202e"}).status_code in (200, 302)
    draft.refresh_from_db()
    assert draft.state == Item.State.DRAFT
