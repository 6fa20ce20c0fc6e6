"""The next letter, proposed."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from newsletter.composing.entries import placed
from newsletter.composing.gathering import compose_next, new_pages, not_placed, with_items
from newsletter.composing.publishing import publish
from newsletter.models import IssuePage, Item
from tests.factories import EventPageFactory, ExperiencePageFactory, NewsPageFactory, StandardPageFactory, in_days

from .content import ItemFactory, made_issue

pytestmark = pytest.mark.django_db


def outline(issue: IssuePage) -> list[str]:
    """Rubrics in capitals, items and pages by their titles."""
    said = []
    for block in issue.content:
        value = block.value
        said.append(
            value["title"].upper() if block.block_type == "section" else str(value.get("item") or value["page"])
        )
    return said


def test_items_come_by_rubric_and_by_date_and_pages_after_them(superuser) -> None:
    day = timezone.localdate()
    ItemFactory(kind="job", title="Un poste")
    ItemFactory(kind="event", title="Plus tard", happens_on=day + datetime.timedelta(days=20))
    ItemFactory(kind="event", title="Bientôt", happens_on=day + datetime.timedelta(days=2))
    ItemFactory(kind="event", title="Sans date")
    ItemFactory(kind="news", title="Une nouvelle")
    NewsPageFactory(title="Une actualité")
    issue = compose_next(superuser)
    assert outline(IssuePage.objects.get()) == [
        "ACTUALITÉS", "Une nouvelle", "RENCONTRES", "Bientôt", "Plus tard", "Sans date", "EMPLOI", "Un poste",
        "NOUVEAU SUR LE PORTAIL", "Une actualité",
    ]  # fmt: skip
    assert issue.number == 1
    assert issue.title.startswith("Lettre n° 1, ")
    assert issue.summary == "Au sommaire : Une nouvelle ; Bientôt ; Plus tard."
    assert not issue.live


@pytest.mark.parametrize("state", [state for state in Item.State if state != "validated"])
def test_only_validated_items_are_proposed(superuser, state: str) -> None:
    ItemFactory(state=state)
    assert outline(compose_next(superuser)) == []


@pytest.mark.parametrize("trait", ["draft", "expired", "private", "behind_password"])
def test_only_public_pages_are_proposed(trait: str) -> None:
    NewsPageFactory(**{trait: True})
    assert new_pages() == []


def test_pages_are_those_published_since_the_last_letter() -> None:
    NewsPageFactory(first_published_at=in_days(-3))
    publish(made_issue(("brief", ItemFactory())))
    newer = NewsPageFactory(title="Nouvelle")
    StandardPageFactory()
    assert [page.pk for page in new_pages()] == [newer.pk]


def test_one_kind_does_not_crowd_out_the_others_and_the_past_is_past() -> None:
    for _ in range(6):
        NewsPageFactory()
        ExperiencePageFactory()
    best = NewsPageFactory(filed=True)
    EventPageFactory()
    coming = EventPageFactory(upcoming=True)
    pages = [page.pk for page in new_pages()]
    assert len(pages) == 9
    assert best.pk in pages
    assert pages[0] == coming.pk


def test_a_page_born_of_an_item_does_not_stand_beside_it(superuser) -> None:
    ItemFactory(title="Brocante", became=NewsPageFactory(title="La brocante").knowledgepage_ptr)
    assert outline(compose_next(superuser)) == ["ACTUALITÉS", "Brocante"]


def test_what_is_wanted_for_a_later_letter_waits(superuser) -> None:
    later = made_issue(title="Plus tard")
    ItemFactory(wanted_issue=later)
    assert outline(compose_next(superuser)) == []
    assert len(not_placed(later)) == 1


def test_what_stands_in_a_letter_being_composed_is_not_put_in_the_next(superuser) -> None:
    ItemFactory(title="Brocante")
    assert outline(compose_next(superuser)) == ["ACTUALITÉS", "Brocante"]
    assert outline(compose_next(superuser)) == []  # a second click
    assert outline(IssuePage.objects.earliest("pk")) == ["ACTUALITÉS", "Brocante"]


def test_numbers_follow_one_another_and_two_letters_of_a_month_do_not_collide(superuser) -> None:
    assert [compose_next(superuser).number for _ in range(3)] == [1, 2, 3]
    assert len({issue.slug for issue in IssuePage.objects.all()}) == 3


def test_what_is_added_goes_to_the_end_of_its_rubric() -> None:
    first, second, job = ItemFactory(title="Un"), ItemFactory(title="Deux"), ItemFactory(title="Poste", kind="job")
    issue = made_issue(("section", "Actualités"), ("brief", first), ("section", "Divers"), ("words", "<p>Mot</p>"))
    content = with_items(issue, [job, second])
    assert [block["type"] for block in content] == ["section", "brief", "brief", "section", "words", "section", "brief"]
    assert content[2]["value"] == {"item": second.pk}
    assert content[5]["value"] == {"title": "Emploi"}


def test_an_item_that_stands_in_one_draft_is_not_offered_to_another() -> None:
    item = ItemFactory()
    made_issue(("brief", item))
    assert not_placed(made_issue(number=9)) == []
    assert placed(IssuePage.objects.first().content)[0] == [item.pk]
