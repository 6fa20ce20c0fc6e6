from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Component

from events.models import EventPage
from tests.factories import EventPageFactory, stream

pytestmark = pytest.mark.django_db


def text_of(client: Client, page: EventPage) -> str:
    return BeautifulSoup(client.get(page.url).content, "html.parser").main.get_text(" ", strip=True)


def test_a_rencontre_shows_all_that_is_known_of_it(client: Client) -> None:
    told = text_of(client, EventPageFactory(with_everything=True))
    parts = [
        "Matinée d’échanges", "16 juin 2020, de 10 h à 11 h 45", "Maison des associations", "2 rue des Lilas",
        "Sur place et en ligne", "Adaptée", "Tenue à distance.", "40", "Série",
        "10:00", "Accueil", "Mme Essai", "Café.", "Échanges", "30", "10", "20", "Bailleurs", "18", "Villes", "9", "Isère",
        "Inconnue", "Deux sources donnent des totaux différents.", "iCal",
    ]  # fmt: skip
    missing = [part for part in parts if part not in told]
    assert not missing


@pytest.mark.parametrize("status", EventPage.Status.values)
def test_the_state_of_a_rencontre_is_said_on_its_page_and_its_card(client: Client, status: str) -> None:
    page = EventPageFactory(status=status, status_reason="Parce que.")
    label = EventPage.Status(status).label
    assert label in text_of(client, page)
    assert label in client.get("/rencontres/").content.decode()


@pytest.mark.parametrize("status", ["postponed", "cancelled", "adapted"])
def test_what_did_not_go_as_planned_is_explained(status: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        EventPageFactory(status=status)
    assert list(refusal.value.message_dict) == ["status_reason"]
    EventPageFactory(status=status, draft=True)


@pytest.mark.parametrize("status", ["planned", "held"])
def test_what_goes_as_planned_needs_no_explanation(status: str) -> None:
    assert EventPageFactory(status=status).live


@pytest.mark.parametrize(
    ("fields", "open_to_all"),
    [({"upcoming": True}, True), ({"upcoming": True, "cancelled": True}, False), ({}, False)],
    ids=["to come", "cancelled", "past"],
)
def test_one_registers_while_one_may_still_come(client: Client, fields: dict[str, bool], open_to_all: bool) -> None:
    addresses = {"registration_url": "https://inscription.example.org/", "online_url": "https://visio.example.org/"}
    told = text_of(client, EventPageFactory(**fields, **addresses))
    assert [label in told for label in ("S’inscrire", "Suivre en ligne")] == [open_to_all] * 2


MORNING, NOON, ODD = datetime.time(9), datetime.time(12), datetime.time(11, 45)


@pytest.mark.parametrize(
    ("first", "last", "start", "end", "label"),
    [
        ("2020-06-16", "", None, None, "16 juin 2020"),
        ("2020-06-16", "", MORNING, None, "16 juin 2020, à 9 h"),
        ("2020-06-16", "", MORNING, ODD, "16 juin 2020, de 9 h à 11 h 45"),
        ("2018-04-19", "2018-04-20", None, None, "du 19 au 20 avril 2018"),
        ("2018-04-30", "2018-05-02", None, None, "du 30 avril au 2 mai 2018"),
        ("2018-12-31", "2019-01-01", None, None, "du 31 décembre 2018 au 1er janvier 2019"),
        ("2018-04-01", "2018-04-02", MORNING, NOON, "du 1er au 2 avril 2018, de 9 h à 12 h"),
        ("2018-04-19", "2018-04-19", None, None, "19 avril 2018"),
        ("2020-03", "", None, None, "mars 2020"),
        ("2020", "", None, None, "2020"),
        ("2020-03", "2020-05", None, None, "mars 2020 – mai 2020"),
    ],
)
def test_when_it_takes_place_reads_as_french(
    first: str, last: str, start: datetime.time | None, end: datetime.time | None, label: str
) -> None:
    page = EventPageFactory(published_on=first, ends_on=last, start_time=start, end_time=end)
    page.refresh_from_db()
    assert page.when_label == label


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"published_on": "2018-04-19", "ends_on": "2018-04-18"}, "ends_on"),
        ({"published_on": "2018-04", "ends_on": "2018-03"}, "ends_on"),
        ({"start_time": NOON, "end_time": MORNING}, "end_time"),
        ({"start_time": NOON, "end_time": NOON}, "end_time"),
    ],
)
def test_an_end_before_the_beginning_is_refused(fields: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        EventPageFactory(**fields)
    assert list(refusal.value.message_dict) == [wrong]


def test_a_rencontre_of_two_days_may_end_earlier_in_the_day_than_it_began() -> None:
    assert EventPageFactory(published_on="2018-04-19", ends_on="2018-04-20", start_time=NOON, end_time=MORNING).live


# -- participants -----------------------------------------------------------------------------------------------------
def participants(client: Client, **fields: object) -> dict[str, object]:
    return client.get(EventPageFactory(**fields).url).context["item"]["participants"]


@pytest.mark.parametrize(
    ("fields", "disagree"),
    [
        ({}, False),
        ({"participants": 30}, False),
        ({"participants": 30, "participants_on_site": 10, "participants_online": 20}, False),
        ({"participants": 30, "participants_on_site": 10, "participants_online": 19}, True),
        ({"participants": 30, "participants_on_site": 10}, False),
        ({"participants": 30, "participants_by_category": stream("count", {"label": "Villes", "count": 30})}, False),
        ({"participants": 30, "participants_by_category": stream("count", {"label": "Villes", "count": 29})}, True),
        ({"participants_by_category": stream("count", {"label": "Villes", "count": 3}),
          "participants_by_origin": stream("count", {"label": "Isère", "count": 4})}, True),
    ],
)  # fmt: skip
def test_totals_that_disagree_are_admitted(client: Client, fields: dict[str, object], disagree: bool) -> None:
    assert participants(client, **fields)["sums_disagree"] is disagree


def test_a_page_whose_totals_disagree_says_so(client: Client) -> None:
    page = EventPageFactory(participants=30, participants_on_site=10, participants_online=19)
    assert "ne concordent pas" in text_of(client, page)
    assert "ne concordent pas" not in text_of(client, EventPageFactory(participants=30))


def test_a_count_that_is_not_known_is_not_a_zero(client: Client) -> None:
    counts = stream("count", {"label": "Isère", "count": 8}, {"label": "Ailleurs", "count": None})
    page = EventPageFactory(participants=8, participants_by_origin=counts)
    rows = client.get(page.url).context["item"]["participants"]["by_origin"]
    assert [(row["label"], row["count"], row["share"]) for row in rows] == [("Isère", 8, 100), ("Ailleurs", None, 0)]
    assert "Ailleurs 0" not in text_of(client, page)


def test_nobody_is_said_to_have_come_to_a_rencontre_that_is_to_come(client: Client) -> None:
    assert "Qui est venu" not in text_of(client, EventPageFactory(upcoming=True))


# -- iCal -------------------------------------------------------------------------------------------------------------
def entry(client: Client, page: EventPage) -> Component:
    response = client.get(f"/agenda/{page.pk}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar["version"] == "2.0"
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors
    return event


def test_a_rencontre_with_hours_goes_into_a_diary(client: Client) -> None:
    event = entry(client, EventPageFactory(with_everything=True, title="Les déchets, à Tours"))
    assert str(event["summary"]) == "Les déchets, à Tours"
    assert event.decoded("dtstart") == datetime.datetime(2020, 6, 16, 10, tzinfo=timezone.get_default_timezone())
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(minutes=105)
    assert str(event["location"]) == "Maison des associations, 2 rue des Lilas"
    assert event["url"].startswith("http")


def test_the_hours_are_those_of_paris_wherever_the_diary_is(client: Client) -> None:
    calendar = Calendar.from_ical(client.get(f"/agenda/{EventPageFactory(start_time=NOON).pk}.ics").content)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_a_rencontre_without_hours_takes_whole_days(client: Client) -> None:
    event = entry(client, EventPageFactory(published_on="2018-04-19", ends_on="2018-04-20"))
    assert event.decoded("dtstart") == datetime.date(2018, 4, 19)
    assert event.decoded("dtend") == datetime.date(2018, 4, 21)  # the day after, says RFC 5545


def test_a_rencontre_whose_end_is_unknown_lasts_two_hours(client: Client) -> None:
    event = entry(client, EventPageFactory(start_time=MORNING))
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(hours=2)


@pytest.mark.parametrize(
    ("status", "said"),
    [("planned", "CONFIRMED"), ("held", "CONFIRMED"), ("adapted", "CONFIRMED"), ("postponed", "TENTATIVE"),
     ("cancelled", "CANCELLED")],
)  # fmt: skip
def test_a_diary_is_told_what_became_of_it(client: Client, status: str, said: str) -> None:
    assert str(entry(client, EventPageFactory(status=status, status_reason="Parce que."))["status"]) == said


def test_the_entry_keeps_its_name_when_the_rencontre_changes(client: Client) -> None:
    page = EventPageFactory()
    before = str(entry(client, page)["uid"])
    page.title = "Autre titre"
    page.save_revision().publish()
    assert str(entry(client, page)["uid"]) == before
    assert str(entry(client, EventPageFactory())["uid"]) != before


def test_an_online_rencontre_is_located_by_its_address(client: Client) -> None:
    page = EventPageFactory(format="online", online_url="https://visio.example.org/salle")
    assert str(entry(client, page)["location"]) == "https://visio.example.org/salle"


def test_what_is_typed_cannot_add_lines_to_the_diary(client: Client) -> None:
    event = entry(client, EventPageFactory(summary="Une ligne\r\nATTACH:https://example.org/; une, autre\\"))
    assert "ATTACH" not in event
    assert "ATTACH:https://example.org/; une, autre\\" in str(event["description"])


@pytest.mark.parametrize("date", ["2020", "2020-03"])
def test_a_rencontre_whose_day_is_unknown_goes_into_no_diary(client: Client, date: str) -> None:
    page = EventPageFactory(published_on=date)
    assert client.get(f"/agenda/{page.pk}.ics").status_code == 404
    assert "iCal" not in text_of(client, page)
