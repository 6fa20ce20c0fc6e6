"""The board of brèves, and one of them, as the team uses them."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import User
from events.models import EventPage
from experiences.models import ExperiencePage
from home.models import NewsPage
from newsletter.models import Item, ItemVersion
from newsletter.moderating import states
from tests.conftest import signed_in_browser, wagtail_prints_what_is_not_there
from tests.factories import ItemFactory, NewsPageFactory, OrganisationFactory
from tests.newsletter.composing.content import made_issue

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]  # Wagtail's own admin has some

State = Item.State
BOARD = "/admin/breves/"


@pytest.fixture
def editing(editor: User) -> Client:
    return signed_in_browser(editor)


@pytest.fixture
def deciding(reviewer: User) -> Client:
    return signed_in_browser(reviewer)


def soup(browser: Client, address: str = BOARD) -> BeautifulSoup:
    answer = browser.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(page: BeautifulSoup, column: str) -> list[str]:
    return [one.get_text(strip=True) for one in page.select(f"section[aria-labelledby={column}] h3")]


def flags(page: BeautifulSoup) -> str:
    return " ".join(page.select_one(".board-flags").get_text(" ").split()) if page.select_one(".board-flags") else ""


def sent(item: Item, act: str, **more: object) -> dict[str, object]:
    return {"act": act, "version": item.version, **more}


def corrected(browser: Client, item: Item, **changes: str) -> dict[str, str]:
    """What the form of a correction sends, with these changes."""
    page = soup(browser, reverse("newsletter_item", args=[item.pk]))
    form = page.select_one("button[value=correct]").find_parent("form")
    told = {"act": "correct"}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.name == "select":
            chosen = field.find("option", selected=True)
            told[field["name"]] = chosen["value"] if chosen else ""
        else:
            told[field["name"]] = (
                field.get_text().removeprefix("\n") if field.name == "textarea" else field.get("value", "")
            )
    return told | changes


def test_each_brève_stands_in_the_column_of_its_state_and_drafts_nowhere(editing: Client) -> None:
    for state in State.values:
        ItemFactory(state=state, title=f"Brève {state}")
    page = soup(editing)
    assert titles(page, "proposees") == ["Brève proposed"]
    assert titles(page, "a-completer") == ["Brève changes_asked"]
    assert titles(page, "validees") == ["Brève validated"]
    assert titles(page, "parues") == ["Brève published"]
    assert sorted(titles(page, "refusees")) == ["Brève declined", "Brève withdrawn"]
    assert "Brève draft" not in page.get_text()


def test_an_empty_board_says_how_brèves_come(editing: Client) -> None:
    assert "Aucune brève n’a encore été proposée" in soup(editing).get_text()


def test_the_board_keeps_to_one_partner(editing: Client) -> None:
    ours = OrganisationFactory(name="Régie de quartier")
    ItemFactory(proposed=True, organisation=ours, title="La nôtre")
    ItemFactory(proposed=True, title="Une autre")
    assert titles(soup(editing, f"{BOARD}?partenaire={ours.pk}"), "proposees") == ["La nôtre"]
    assert len(titles(soup(editing, f"{BOARD}?partenaire=999999&lettre=zz&page-proposees=x"), "proposees")) == 2


def test_a_thousand_brèves_are_paged_a_column(editing: Client, django_assert_max_num_queries: object) -> None:
    organisation = OrganisationFactory()
    Item.objects.bulk_create(
        Item(organisation=organisation, title=f"Annonce {n}", text="Texte", state=State.PROPOSED) for n in range(1_000)
    )
    with django_assert_max_num_queries(40):
        page = soup(editing)
    assert len(titles(page, "proposees")) == 20
    assert "Page 1 sur 50" in page.get_text()
    assert len(titles(soup(editing, f"{BOARD}?page-proposees=50"), "proposees")) == 20


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"happens_on": -1}, "La date est passée"),
        ({"deadline": -3}, "La date limite est passée"),
    ],
)
def test_dates_that_are_past_are_flagged(editing: Client, told: dict[str, int], said: str) -> None:
    days = {name: timezone.localdate() + datetime.timedelta(days=ahead) for name, ahead in told.items()}
    ItemFactory(proposed=True, **days)
    assert said in flags(soup(editing))


def test_what_ends_before_the_letter_comes_out_is_flagged(editing: Client) -> None:
    in_days = [timezone.localdate() + datetime.timedelta(days=days) for days in (5, 10, 20)]
    made_issue(items_until=in_days[1])
    ItemFactory(proposed=True, title="Trop tôt", deadline=in_days[0])
    ItemFactory(proposed=True, title="Bien après", text="Une tout autre annonce.", deadline=in_days[2])
    page = soup(editing)
    assert [
        one.find_parent("li", class_="board-card").h3.get_text(strip=True) for one in page.select(".board-flags")
    ] == ["Trop tôt"]
    assert "tombe avant la sortie de la lettre" in flags(page)


def test_the_board_keeps_to_what_a_letter_holds_or_awaits(editing: Client) -> None:
    inside, awaited = ItemFactory(validated=True, title="Dedans"), ItemFactory(proposed=True, title="Attendue")
    ItemFactory(validated=True, title="Ailleurs")
    issue = made_issue(("section", "Actualités"), ("brief", inside))
    Item.objects.filter(pk=awaited.pk).update(wanted_issue=issue)
    page = soup(editing, f"{BOARD}?lettre={issue.pk}")
    assert titles(page, "validees") == ["Dedans"]
    assert titles(page, "proposees") == ["Attendue"]


def test_a_page_that_nobody_may_read_is_not_named_as_a_duplicate(editing: Client) -> None:
    ItemFactory(proposed=True, title="Atelier vélo au pied des tours")
    NewsPageFactory(title="Atelier vélo au pied des tours", live=False)
    assert flags(soup(editing)) == ""


def test_an_image_without_description_and_a_text_too_long_are_flagged(editing: Client) -> None:
    ItemFactory(proposed=True, with_image=True, image_description=" ", text="é" * 700)
    said = flags(soup(editing))
    assert "pas de description" in said
    assert "trop long : 700 caractères sur 600" in said


def test_the_same_link_or_nearly_the_same_title_is_flagged_with_the_other(editing: Client) -> None:
    one = ItemFactory(proposed=True, title="Forum des gardiens", link="https://www.exemple.fr/forum/", text="Court.")
    two = ItemFactory(validated=True, title="Tout autre chose", link="http://exemple.fr/forum", text="Bref.")
    three = ItemFactory(proposed=True, title="Atelier vélo au pied des tours", text="Ici.")
    NewsPageFactory(title="Un atelier velo au pied des tours")
    said = {item.pk: soup(editing, reverse("newsletter_item", args=[item.pk])) for item in (one, two, three)}
    assert "Même lien : « Tout autre chose »" in flags(said[one.pk])
    assert "Même lien : « Forum des gardiens »" in flags(said[two.pk])
    assert "Titre très proche : « Un atelier velo au pied des tours » (page du portail" in flags(said[three.pk])


def test_what_is_like_nothing_else_is_not_flagged(editing: Client) -> None:
    ItemFactory(proposed=True, title="Forum des gardiens", text="x")
    ItemFactory(proposed=True, title="Compostage partagé", text="y")
    assert flags(soup(editing)) == ""


def test_an_editor_corrects_and_both_versions_are_seen(editing: Client) -> None:
    item = ItemFactory(proposed=True, title="Atelier velo")
    address = reverse("newsletter_item", args=[item.pk])
    answer = editing.post(address, corrected(editing, item, title="Atelier vélo"))
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.title == "Atelier vélo"
    page = soup(editing, address)
    assert page.select_one("del").get_text() == "[retiré\u00a0: velo]"
    assert page.select_one("ins").get_text() == "[ajouté\u00a0: vélo]"


def test_a_correction_that_lacks_something_says_it_at_its_field_and_keeps_the_rest(editing: Client) -> None:
    item = ItemFactory(proposed=True)
    address = reverse("newsletter_item", args=[item.pk])
    answer = editing.post(address, corrected(editing, item, text="é" * 601, title="Nouveau titre", kind="call"))
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "retirez-en 1," in page.select_one("#id_text_error").get_text()
    assert "date limite" in page.select_one("#id_deadline_error").get_text()
    assert page.select_one("#id_title")["value"] == "Nouveau titre"
    assert Item.objects.get(pk=item.pk).title == item.title


def test_the_second_of_two_editors_is_told_and_loses_nothing(editing: Client) -> None:
    item = ItemFactory(proposed=True, title="Atelier velo")
    address = reverse("newsletter_item", args=[item.pk])
    first, second = (corrected(editing, item, title=title) for title in ("Le premier", "Le second"))
    assert editing.post(address, first).status_code == 302
    answer = editing.post(address, second)
    assert "a changé depuis que vous l’avez ouverte" in answer.content.decode()
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#id_title")["value"] == "Le second"
    assert "Le premier" in " ".join(
        page.select_one("section[aria-labelledby=a-cote]")
        .get_text()
        .replace("[retiré\u00a0: ", "")
        .replace("]", "")
        .split()
    )
    assert Item.objects.get(pk=item.pk).title == "Le premier"
    again = {
        **second,
        "version": page.select_one("button[value=correct]").find_parent("form").select_one("[name=version]")["value"],
    }
    assert editing.post(address, again).status_code == 302
    assert Item.objects.get(pk=item.pk).title == "Le second"


def test_nobody_decides_of_what_they_have_not_read(deciding: Client) -> None:
    item = ItemFactory(proposed=True)
    opened = sent(item, "decline", text="Hors sujet.")
    states.correct(item, {"title": "Autre chose"}, None)
    answer = deciding.post(reverse("newsletter_item", args=[item.pk]), opened)
    assert "Hors sujet." in answer.content.decode()
    assert Item.objects.get(pk=item.pk).state == State.PROPOSED


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("ask", State.PROPOSED, State.CHANGES_ASKED),
        ("validate", State.PROPOSED, State.VALIDATED),
        ("decline", State.PROPOSED, State.DECLINED),
        ("withdraw", State.PUBLISHED, State.WITHDRAWN),
    ],
)
def test_a_reviewer_decides_and_an_editor_only_asks(
    editing: Client, deciding: Client, act: str, before: str, after: str
) -> None:
    item = ItemFactory(state=before)
    address = reverse("newsletter_item", args=[item.pk])
    if act != "ask":
        assert editing.post(address, sent(item, act, text="Une phrase.")).status_code in (302, 403)
        assert Item.objects.get(pk=item.pk).state == before
    assert deciding.post(address, sent(item, act, text="Une phrase.")).status_code == 302
    assert Item.objects.get(pk=item.pk).state == after


def test_a_refusal_without_a_reason_is_not_done(deciding: Client) -> None:
    item = ItemFactory(proposed=True)
    answer = deciding.post(reverse("newsletter_item", args=[item.pk]), sent(item, "decline", text="  "))
    assert "Dites pourquoi" in BeautifulSoup(answer.content, "html.parser").select_one("#id_decline_error").get_text()
    assert Item.objects.get(pk=item.pk).state == State.PROPOSED


@pytest.mark.parametrize(
    ("name", "model"), [("actualite", NewsPage), ("rencontre", EventPage), ("retour-d-experience", ExperiencePage)]
)
def test_a_validated_brève_becomes_one_draft_in_one_action(deciding: Client, name: str, model: type) -> None:
    item = ItemFactory(
        validated=True,
        event=True,
        with_image=True,
        text="Venez <b>nombreux</b> & tôt.",
        link="https://exemple.fr/a?b=1&c=2",
    )
    address = reverse("newsletter_item_become", args=[item.pk, name])
    first, second = deciding.post(address), deciding.post(address)
    page = model.objects.get(title=item.title)
    assert first.url == second.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert page.featured_image.description == item.image_description
    assert str(page.published_on) == item.happens_on.isoformat()
    assert "&lt;b&gt;nombreux&lt;/b&gt; &amp; tôt" in page.body[0].value.source
    assert list(page.themes.all()) == [item.theme]
    with wagtail_prints_what_is_not_there():
        assert deciding.get(first.url).status_code == 200
    assert Item.objects.get(pk=item.pk).became_id == page.pk
    assert "Elle est devenue" in soup(deciding, reverse("newsletter_item", args=[item.pk])).get_text()


def test_a_brève_that_nobody_validated_becomes_nothing(deciding: Client) -> None:
    item = ItemFactory(proposed=True)
    deciding.post(reverse("newsletter_item_become", args=[item.pk, "actualite"]))
    assert Item.objects.get(pk=item.pk).became is None


def test_a_partner_reads_no_screen_of_the_team(partner: User) -> None:
    item = ItemFactory(proposed=True, with_image=True, title="Canari")
    browser = signed_in_browser(partner)
    for address in (
        BOARD,
        reverse("newsletter_item", args=[item.pk]),
        reverse("newsletter_item_image", args=[item.pk]),
    ):
        answer = browser.get(address)
        assert answer.status_code in (302, 403)
        assert "Canari" not in answer.content.decode()
    browser.post(reverse("newsletter_item", args=[item.pk]), sent(item, "withdraw"))
    browser.post(reverse("newsletter_item_become", args=[item.pk, "actualite"]))
    assert Item.objects.get(pk=item.pk).state == State.PROPOSED


def test_a_brève_that_its_partner_took_back_is_read_by_nobody(editing: Client) -> None:
    item = ItemFactory(proposed=True, title="Reprise")
    states.reopen(item)
    answer = editing.get(reverse("newsletter_item", args=[item.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == BOARD
    assert "Son partenaire a repris cette brève" in answer.content.decode()


def test_the_admin_home_says_that_brèves_wait(editing: Client) -> None:
    assert "attend une lecture" not in soup(editing, "/admin/").get_text()
    ItemFactory(proposed=True)
    assert "Une brève attend" in soup(editing, "/admin/").get_text()


def test_the_history_keeps_words_and_versions(editing: Client, editor: User) -> None:
    item = ItemFactory(proposed=True)
    states.ask(item, "À quelle heure ?")
    states.correct(item, {"title": "Corrigée"}, editor)
    told = (
        soup(editing, reverse("newsletter_item", args=[item.pk])).select_one("[aria-labelledby=historique]").get_text()
    )
    assert "À quelle heure ?" in told
    assert item.versions.filter(by=ItemVersion.By.TEAM).count() == 1
    assert "Corrigée" in told
