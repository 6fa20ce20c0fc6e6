"""What one may ask of the lists of the API: the facets that search knows, the dates, the order, the place to go on
from. Whatever these declarations allow is answered: the documentation says no less than the code.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError

from search.addresses import LONGEST_TEXT, LONGEST_VALUE, MOST_VALUES, one_line
from search.harvest import Key
from search.interface import Query
from search.registry import facets

DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
DAY = f"^({DATE})?$"
CURSOR = f"^(({DATE})?\\.[0-9]{{1,15}})?$"
DEFAULT_LIMIT, MOST_ITEMS = 50, 200
DEFAULT_VALUES, MOST_VALUES_LISTED = 100, 1_000
FURTHEST = 1_000_000

_MOMENT = re.compile("[0-9]{4}(-[0-9]{2}){2}[Tt][0-9]{2}(:[0-9]{2}){2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")


def _as_rfc3339(value: object) -> object:
    """Refuses the other writings that pydantic takes, numbers among them: the description promises one."""
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
        raise PydanticCustomError("moment", "not RFC 3339")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_as_rfc3339)]
Value = Annotated[str, Field(min_length=1, max_length=LONGEST_VALUE)]


class Parameters(Schema):
    """Names an endpoint’s parameters."""


class NoParameters(Parameters):
    """For what takes none."""


def _of_facets() -> type[Parameters]:
    fields = {
        facet.name: (
            list[Value],
            Field([], max_length=MOST_VALUES, description=f"{facet.label} : un code, ou plusieurs en répétant."),
        )
        for facet in facets().values()
    }
    return create_model("FacetParameters", __base__=Parameters, **fields)


class Filters(_of_facets()):
    """The same filters as on the portal’s own lists."""

    q: str = Field(
        "", max_length=LONGEST_TEXT, description="Des mots ou une question en français, comme dans la recherche."
    )
    since: str = Field("", pattern=DAY, description="Daté de ce jour, mois ou année au plus tôt : 2013, 2013-10…")
    until: str = Field("", pattern=DAY, description="Daté de ce jour, mois ou année au plus tard.")

    def query(self, sort: str = "-date", wanted: tuple[str, ...] = ()) -> Query:
        """``wanted``: the facets to count."""
        return Query(
            text=one_line(self.q),
            filters=self.chosen(),
            sort=sort,
            since=self.since,
            until=_last_day(self.until),
            facets=wanted,
            per_page=0,
        )

    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        values = {name: tuple(dict.fromkeys(getattr(self, name))) for name in facets()}
        return {name: some for name, some in values.items() if some}


class ItemFilters(Filters):
    modified_since: Moment | None = Field(
        None, description="Publié ou modifié depuis ce moment (RFC 3339) : 2024-05-31T08:00:00Z."
    )
    sort: Literal["-date", "date"] = Field("-date", description="Du plus récent au plus ancien (-date), ou l’inverse.")
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST_ITEMS, description="Combien de contenus par réponse.")
    cursor: str = Field(
        "",
        pattern=CURSOR,
        description="Où reprendre : laissez l’adresse « next » de la réponse précédente le dire.",
    )

    @property
    def after(self) -> Key | None:
        if not self.cursor:
            return None
        date, _, number = self.cursor.rpartition(".")
        return date, int(number)

    @property
    def written_since(self) -> int:
        """Microseconds since 1970; 0 for always."""
        if self.modified_since is None:
            return 0
        return max(0, (self.modified_since - _EPOCH) // datetime.timedelta(microseconds=1))


class FacetFilters(Filters):
    limit: int = Field(20, ge=0, le=DEFAULT_VALUES, description="Combien de valeurs par facette, les premières.")


class Slice(Parameters):
    """A part of a list that is sorted once and for all."""

    limit: int = Field(DEFAULT_VALUES, ge=1, le=MOST_VALUES_LISTED, description="Combien par réponse.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="Combien en passer d’abord.")


class ValueFilters(Filters, Slice):
    pass


PARAMETER_MODELS = (ItemFilters, FacetFilters, Slice, ValueFilters)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def cursor_of(key: Key) -> str:
    date, number = key
    return f"{date}.{number}"


def _last_day(date: str) -> str:
    """The last day of a year or a month; no month has more than 31 days, and these are compared as text."""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")
