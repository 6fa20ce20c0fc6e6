"""Patterns of markup: whatever they are filled with, it stays text."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from core.markup import NOTHING, Markup, joined
from core.numbers import grouped

LINK = Markup('<a href="{url}" title="100 %">{label}</a>')
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))


@given(TEXT, TEXT)
def test_a_value_is_escaped_as_django_does(url: str, label: str) -> None:
    assert LINK(url=url, label=label) == format_html('<a href="{}" title="100 %">{}</a>', url, label)


@pytest.mark.parametrize("hostile", ['"><script>', "'", "&lt;", "{url}", "%(url)s", "%s", "100 %"])
def test_nothing_hostile_leaves_its_place(hostile: str) -> None:
    link = BeautifulSoup(LINK(url=hostile, label=hostile), "html.parser").find()
    assert link is not None
    assert (link["href"], link.get_text(), [*link.children]) == (hostile, hostile, [hostile])


def test_markup_goes_into_markup_as_it_is() -> None:
    inner = Markup("<b>{word}</b>")(word="a & b")
    assert LINK(url="/", label=inner) == '<a href="/" title="100 %"><b>a &amp; b</b></a>'


def test_numbers_and_labels_to_be_translated_are_values_too() -> None:
    assert LINK(url=gettext_lazy("a<b"), label=12) == '<a href="a&lt;b" title="100 %">12</a>'


def test_what_only_looks_safe_is_escaped() -> None:
    class Pretender(str):
        def __html__(self) -> str:
            return str(self)

    assert LINK(url="", label=Pretender("<b>")) == '<a href="" title="100 %">&lt;b&gt;</a>'


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        LINK(url="/")


def test_pieces_are_joined_and_those_that_are_no_markup_are_escaped() -> None:
    made = joined([LINK(url="/", label="a"), "<b>", NOTHING])
    assert made == '<a href="/" title="100 %">a</a>&lt;b&gt;'
    assert isinstance(made, SafeString)


@given(st.integers(0, 10**12))
def test_numbers_are_grouped_as_templates_do(number: int) -> None:
    assert grouped(number) == intcomma(number)
