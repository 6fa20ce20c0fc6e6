"""The addresses that lists are made of, written as Django writes them."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.addresses import Links, address

WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LISTS = st.dictionaries(WORD, st.lists(WORD, max_size=3), max_size=4)
PATH = "/observatoire/"


def written(parameters: dict[str, list[str]]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, values in parameters.items():
        made.setlist(name, values)
    return made


@given(LISTS)
def test_parameters_are_written_as_django_does(parameters: dict[str, list[str]]) -> None:
    encoded = written(parameters).urlencode()
    assert address(PATH, parameters.items()) == (f"{PATH}?{encoded}" if encoded else PATH)


@given(LISTS, WORD, WORD)
def test_a_value_added_and_removed_leaves_the_address_as_it_was(
    parameters: dict[str, list[str]], name: str, value: str
) -> None:
    links = Links(PATH, written(parameters))
    there = QueryDict(links.toggling(name, value).partition("?")[2])
    former = set(parameters.get(name, [])) if name != "page" else set()
    assert set(there.getlist(name)) == former ^ {value}
    assert all(there.getlist(other) == values for other, values in parameters.items() if other not in (name, "page"))


@given(LISTS, WORD)
def test_what_is_written_once_for_a_facet_leads_where_each_link_would(
    parameters: dict[str, list[str]], value: str
) -> None:
    links = Links(PATH, written({**parameters, "theme": ["abri"]}))
    by_stem, alone = links.toggler("theme")(value), links.toggling("theme", value)
    assert QueryDict(by_stem.partition("?")[2]).getlist("theme") == QueryDict(alone.partition("?")[2]).getlist("theme")
