from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.dates import INVALID, MONTHS, PartialDate, PartialDateField, PartialDateFormField, today
from tests.factories import ExperiencePageFactory

DAYS = st.dates(min_value=datetime.date(1800, 1, 1), max_value=datetime.date(2200, 12, 31))
WRITTEN = {
    "2013-10-12": ["2013-10-12", "12/10/2013", "12 octobre 2013", " 12  Octobre  2013 "],
    "2013-10": ["2013-10", "10/2013", "octobre 2013", "OCTOBRE 2013"],
    "2013": ["2013", " 2013 "],
    "2016-08-01": ["2016-08-01", "1/8/2016", "1er août 2016", "1er aout 2016"],
    "2016-02": ["février 2016", "fevrier 2016", "2/2016", "2016-2"],
    "2016-12": ["décembre 2016", "decembre 2016"],
}
REFUSED = ["", "hier", "13/2016", "31/02/2016", "29/02/2015", "2016-13", "0999", "2999", "12 brumaire 2013", "2013-10-"]
REFUSED += ["2013-10-12T10:00", "10-2013", "octobre", "1er 2013", "٢٠١٣-", "2013/10/12"]


@pytest.mark.parametrize(
    ("iso", "text"), [(iso, text) for iso, texts in WRITTEN.items() for text in texts], ids=lambda value: value
)
def test_a_date_is_understood_however_it_is_written(iso: str, text: str) -> None:
    assert PartialDate.parse(text) == iso


@pytest.mark.parametrize("text", REFUSED, ids=repr)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the message of 31/02 is Python's own)
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("iso", "label"),
    [("2013-10-12", "12 octobre 2013"), ("2013-10-01", "1er octobre 2013"), ("2013-08", "août 2013"), ("2013", "2013")],
)
def test_a_date_reads_in_french_with_the_precision_it_has(iso: str, label: str) -> None:
    assert PartialDate(iso).label == label


@given(DAYS)
def test_a_day_reads_back_from_every_writing_of_it(day: datetime.date) -> None:
    date = PartialDate.parse(day.isoformat())
    assert date.is_day
    assert date.first_day == date.last_day == day
    assert PartialDate.parse(f"{day:%d/%m}/{day.year}") == PartialDate.parse(date.label) == date


@given(DAYS)
def test_a_month_covers_exactly_its_days(day: datetime.date) -> None:
    month = PartialDate.parse(f"{MONTHS[day.month - 1]} {day.year}")
    assert not month.is_day
    assert month.first_day.day == 1
    assert month.first_day <= day <= month.last_day
    assert (month.last_day + datetime.timedelta(days=1)).day == 1
    assert month.year == day.year


@given(st.integers(min_value=1800, max_value=2200))
def test_a_year_covers_exactly_its_days(year: int) -> None:
    date = PartialDate.parse(str(year))
    assert (date.first_day, date.last_day) == (datetime.date(year, 1, 1), datetime.date(year, 12, 31))


@given(st.lists(DAYS, max_size=20))
def test_days_sort_as_text(days: list[datetime.date]) -> None:
    assert [date.first_day for date in sorted(PartialDate(day.isoformat()) for day in days)] == sorted(days)


@given(st.text(max_size=30))
def test_any_text_is_either_a_date_or_refused_as_one(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert date.first_day <= date.last_day
    assert PartialDate.parse(date.label) == date


def test_today_is_a_day() -> None:
    assert today().is_day


def test_the_form_shows_a_date_as_french_people_write_it() -> None:
    field = PartialDateFormField()
    assert field.prepare_value("2013-10-12") == "12/10/2013"
    assert field.prepare_value("2013-10") == "10/2013"
    assert field.prepare_value("n’importe quoi") == "n’importe quoi"
    assert field.clean("12 octobre 2013") == "2013-10-12"


def test_the_form_says_in_french_what_a_date_looks_like() -> None:
    with pytest.raises(ValidationError, match="octobre 2013") as refusal:
        PartialDateFormField().clean("trente-six du mois")
    assert refusal.value.messages == [INVALID]


def test_the_model_field_has_no_length_of_its_own_in_migrations() -> None:
    _, path, _, kwargs = PartialDateField("date").deconstruct()
    assert path == "core.dates.PartialDateField"
    assert "max_length" not in kwargs


@pytest.mark.django_db
def test_a_stored_date_comes_back_as_a_date() -> None:
    page = ExperiencePageFactory(published_on="2013-10", started_on="")
    page.refresh_from_db()
    assert page.published_on.label == "octobre 2013"
    assert page.started_on == ""
