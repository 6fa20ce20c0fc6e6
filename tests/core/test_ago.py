"""How long ago something was, in the words of the pages."""

from __future__ import annotations

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from core.templatetags.core_tags import ago


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ({}, "à l’instant"),
        ({"seconds": 59}, "à l’instant"),
        ({"minutes": 1, "seconds": 5}, "il y a 1\xa0minute"),
        ({"days": 3, "hours": 2}, "il y a 3\xa0jours"),
    ],
)
def test_it_is_told_in_words(before: dict[str, int], said: str) -> None:
    assert ago(timezone.now() - datetime.timedelta(**before)) == said


def test_what_is_still_to_come_has_its_day() -> None:
    moment = timezone.now() + datetime.timedelta(days=300)
    assert ago(moment) == f"le {date_format(timezone.localtime(moment), 'j F Y')}"


def test_a_day_is_told_without_its_hour() -> None:
    today = timezone.localdate()
    assert ago(today) == "aujourd’hui"
    assert ago(today - datetime.timedelta(days=2)) == "il y a 2\xa0jours"


@pytest.mark.ignore_template_errors  # Wagtail gives no description
def test_lists_of_the_admin_say_so_too() -> None:
    name, told = "wagtailadmin/shared/human_readable_date.html", {"tooltip_format": "j F Y", "placement": "top"}
    assert "À l’instant" in render_to_string(name, told | {"date": timezone.now()})
    later = timezone.now() + datetime.timedelta(days=300)
    assert f"Le {date_format(timezone.localtime(later), 'j F Y')}" in render_to_string(name, told | {"date": later})
