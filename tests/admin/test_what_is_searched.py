"""« Ce que l’on cherche », and the requests put to the centre, as editors work with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from directory.models import User
from search.models import DocumentaryRequest, SearchCount
from search.tally import questions
from tests.factories import DocumentaryRequestFactory, ExperiencePageFactory, SearchCountFactory, UserFactory

pytestmark = pytest.mark.django_db
ROLES = ("Éditeur", "Relecteur", "Administrateur")
REQUESTS = "wagtailsnippets_search_documentaryrequest"


@pytest.fixture
def browser(editor: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(editor)


def tables(response: HttpResponse) -> dict[str, list[list[str]]]:
    """What each table says, row by row; an empty list where there is none."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for section in page.select(".searched-table"):
        rows = [[cell.get_text().strip() for cell in row.select("th, td")[:5]] for row in section.select("tbody tr")]
        found[section["aria-labelledby"]] = rows
    return found


# -- what is looked for -----------------------------------------------------------------------------------------------
def test_editors_read_what_is_asked_what_finds_nothing_and_what_is_never_opened(browser: Client) -> None:
    SearchCountFactory(question="compost", shown="Compost ?", searches=4, clicks=3, ranks=6, results=7)
    SearchCountFactory(question="compost", shown="compost", days_ago=9, searches=1_200, clicks=1, ranks=1)
    SearchCountFactory(question="xylophone", searches=2, unanswered=True)
    SearchCountFactory(question="local velo", searches=2, results=5)
    SearchCountFactory(question="une fois", searches=1, results=5)
    SearchCountFactory(question="ancienne", days_ago=40, searches=50, unanswered=True)
    response = browser.get(reverse("searched"))
    assert tables(response) == {
        "cherchees": [
            ["Compost ?", "1\xa0204", "7", "4", "1,8"],
            ["local velo", "2", "5", "0", ""],
            ["xylophone", "2", "0", "0", ""],
            ["une fois", "1", "5", "0", ""],
        ],
        "sans-resultat": [["xylophone", "2", "0", "0", ""]],
        "jamais-ouvertes": [["local velo", "2", "5", "0", ""]],
    }
    assert 'href="/recherche/?q=Compost+%3F"' in response.content.decode()
    synonym = BeautifulSoup(response.content, "html.parser").select_one('.searched-table a[href*="synonymes"]')
    prefilled = BeautifulSoup(browser.get(synonym["href"]).content, "html.parser")
    assert prefilled.find("textarea", {"name": "terms"}).string.strip() == "Compost ?"
    assert "ancienne" in tables(browser.get(reverse("searched") + "?periode=3-mois"))["sans-resultat"][0]


def test_what_has_been_answered_since_is_no_longer_said_to_find_nothing(browser: Client) -> None:
    SearchCountFactory(question="xylophone", searches=2, unanswered=True)
    ExperiencePageFactory(title="Un xylophone dans la cour")
    assert tables(browser.get(reverse("searched")))["sans-resultat"] == []


def test_an_empty_report_says_so(browser: Client) -> None:
    questions.forget()
    response = browser.get(reverse("searched") + "?periode=n’importe%00quoi")
    assert set(map(tuple, tables(response).values())) == {()}
    page = response.content.decode()
    assert "Personne n’a encore rien cherché pendant cette période." in page
    assert "Sur 30 jours" not in page


def test_a_question_is_shown_as_text_and_never_as_markup_nor_as_a_formula(browser: Client) -> None:
    SearchCountFactory(question="script", shown="<script>alert(1)</script>")
    SearchCountFactory(question="formule", shown="=HYPERLINK(1)", searches=3)
    assert "<script>alert(1)" not in browser.get(reverse("searched")).content.decode()
    file = browser.get(reverse("searched_csv", args=["cherchees"]))
    assert file["Content-Disposition"] == 'attachment; filename="recherches-cherchees-30-jours.csv"'
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Question;Recherches;Résultats;Résultats ouverts;Rang moyen des résultats ouverts",
        "'=HYPERLINK(1);3;3;0;",
        "<script>alert(1)</script>;1;3;0;",
    ]


def test_each_table_is_taken_away_for_its_period(browser: Client) -> None:
    SearchCountFactory(question="ancienne", days_ago=40, searches=2, unanswered=True)
    page = BeautifulSoup(browser.get(reverse("searched") + "?periode=12-mois").content, "html.parser")
    addresses = [link["href"] for link in page.select(".searched-table p a")]
    assert [address.partition("?")[2] for address in addresses] == ["periode=12-mois"] * 2
    assert all("ancienne" in browser.get(address).content.decode() for address in addresses)
    assert browser.get(reverse("searched_csv", args=["autre-chose"])).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_all_who_write_find_both_in_the_menu(role: str, signed_in: Callable[[User], Client]) -> None:
    from .test_roles import menu_of

    browser = signed_in(UserFactory(role=role))
    menu = dict(menu_of(browser))
    assert menu["Ce que l’on cherche"] == reverse("searched")
    assert menu["Demandes reçues"] == reverse(f"{REQUESTS}:list")
    assert browser.get(menu["Demandes reçues"]).status_code == 200


def test_neither_partners_nor_those_who_only_enter_the_admin_read_them(
    client: Client, partner: User, signed_in: Callable[[User], Client]
) -> None:
    guest = UserFactory()
    guest.user_permissions.add(Permission.objects.get(codename="access_admin"))
    request = DocumentaryRequestFactory()
    addresses = [
        reverse("searched"),
        reverse("searched_csv", args=["cherchees"]),
        reverse(f"{REQUESTS}:list"),
        reverse(f"{REQUESTS}:list") + "?export=csv",
        reverse(f"{REQUESTS}:edit", args=[request.pk]),
        reverse(f"{REQUESTS}:delete", args=[request.pk]),
    ]
    for browser in (client, signed_in(partner), signed_in(guest)):
        for address in addresses:
            response = browser.get(address)
            assert response.status_code in (302, 403), address
            assert request.email not in response.content.decode()


# -- requests ---------------------------------------------------------------------------------------------------------
def form(request: DocumentaryRequest, **changes: object) -> dict[str, str]:
    said = {"question": request.question, "purpose": "", "place": "", "name": "", "organisation": "",
            "email": request.email, "status": request.status, "assignee": "", "notes": "", "answer": ""}  # fmt: skip
    return nested_form_data({**said, "answering_pages": inline_formset([]), **changes})


def test_a_request_is_followed_and_its_answer_noted_with_the_items_that_gave_it(browser: Client, editor: User) -> None:
    request, page = DocumentaryRequestFactory(), ExperiencePageFactory()
    answered = form(
        request,
        status="answered",
        assignee=str(editor.pk),
        answer="Voir la fiche.",
        answering_pages=inline_formset([{"page": str(page.pk)}]),
    )
    url = reverse(f"{REQUESTS}:edit", args=[request.pk])
    assert browser.post(url, answered).status_code == 302
    request = DocumentaryRequest.objects.get()
    assert (request.status, request.assignee, request.answer) == ("answered", editor, "Voir la fiche.")
    assert request.closed_at is not None
    assert [row.page_id for row in request.answering_pages.all()] == [page.pk]


def test_the_dashboard_tells_of_new_requests_to_those_who_answer_them(
    browser: Client, partner: User, signed_in: Callable[[User], Client]
) -> None:
    home = reverse("wagtailadmin_home")
    DocumentaryRequestFactory(status="in_progress")
    assert "new-requests-title" not in browser.get(home).content.decode()
    new = DocumentaryRequestFactory()
    assert "Une demande attend" in browser.get(home).content.decode()
    DocumentaryRequestFactory()
    page = BeautifulSoup(browser.get(home).content, "html.parser")
    assert page.select_one("#new-requests-title").get_text(" ", strip=True) == "2 demandes attendent une réponse"
    listed = browser.get(page.select_one("[aria-labelledby=new-requests-title] a")["href"])
    assert [one.status for one in listed.context["object_list"]] == [new.status] * 2
    assert "new-requests-title" not in signed_in(partner).get(home).content.decode()


def test_a_request_is_given_to_colleagues_only(browser: Client, editor: User, partner: User, superuser: User) -> None:
    response = browser.get(reverse(f"{REQUESTS}:edit", args=[DocumentaryRequestFactory().pk]))
    offered = {
        option["value"] for option in BeautifulSoup(response.content, "html.parser").select("#id_assignee option")
    }
    assert {str(editor.pk), str(superuser.pk)} <= offered
    assert str(partner.pk) not in offered


def test_one_who_leaves_leaves_the_request(browser: Client) -> None:
    request = DocumentaryRequestFactory(assignee=UserFactory(editor=True))
    request.assignee.delete()
    request.refresh_from_db()
    assert request.assignee is None


def test_a_request_received_by_telephone_is_added_and_one_that_is_withdrawn_is_deleted(browser: Client) -> None:
    new = DocumentaryRequest(question="Au téléphone", email="anne@example.org")
    assert browser.post(reverse(f"{REQUESTS}:add"), form(new)).status_code == 302
    request = DocumentaryRequest.objects.get()
    assert (request.question, request.consented_at, request.fingerprint) == ("Au téléphone", None, None)
    browser.post(reverse(f"{REQUESTS}:delete", args=[request.pk]))
    assert not DocumentaryRequest.objects.exists()


def test_the_list_is_filtered_searched_and_exported(browser: Client) -> None:
    DocumentaryRequestFactory(question="=Compost en pied d’immeuble", organisation="Régie")
    DocumentaryRequestFactory(question="Encombrants", answered=True)
    address = reverse(f"{REQUESTS}:list")
    assert "Encombrants" not in browser.get(address + "?status=new").content.decode()
    found = browser.get(address + "?q=régie").content.decode()
    assert "Compost" in found
    assert "Encombrants" not in found
    file = b"".join(browser.get(address + "?export=csv")).decode()
    assert "'=Compost en pied d’immeuble" in file
    assert "Courriel" in file


def test_the_number_of_requests_does_not_change_the_number_of_queries(
    browser: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    DocumentaryRequestFactory.create_batch(20, assignee=UserFactory(editor=True))
    address = reverse(f"{REQUESTS}:list")
    browser.get(address)
    with django_assert_max_num_queries(25):
        browser.get(address)


def test_nobody_edits_counts(browser: Client) -> None:
    actions = set(
        Permission.objects.filter(group__name__in=ROLES, content_type__model="searchcount").values_list("codename")
    )
    assert actions == {("view_searchcount",)}
    assert SearchCount.objects.count() == 0
