"""The départements of the map of practices, and the rows of the table beside it."""

from __future__ import annotations

from functools import cache

from django import template
from django.template.defaultfilters import pluralize
from django.utils.safestring import SafeString

from core.markup import NOTHING, Markup, joined
from experiences.mapping.drawing import outlines
from experiences.mapping.map import Point, PracticeMap, Shape

SHAPE = Markup(
    '<a href="{url}" aria-label="{name} : {count} retour{s} d’expérience">'
    '<path class="level-{level}" d="{path}"><title>{name} : {count}</title></path></a>\n'
)
EMPTY_SHAPE = Markup('<path class="level-0" d="{path}" />\n')
TAKEN_UP = Markup(
    '<circle class="map-spread" cx="{x}" cy="{y}" r="5"><title>{name} : repris {taken_up} fois</title></circle>\n'
)
ROW = Markup(
    '<tr><th scope="row"><a href="{url}">{name}</a></th><td class="n">{count}</td>{taken_up}</tr>\n',
)
ROW_TAKEN_UP = Markup('<td class="taken-up">{taken_up}</td>')

register = template.Library()


@register.simple_tag
def map_shapes(map: PracticeMap) -> SafeString:
    """Each département, a link where it has practices."""
    return joined(_shape(shape) if shape.count else _empty(shape.code) for shape in map.shapes)


@register.simple_tag
def map_spread(map: PracticeMap) -> SafeString:
    """A disc on each département where some of the practices were taken up."""
    return joined(
        TAKEN_UP(x=shape.x, y=shape.y, name=shape.name, taken_up=shape.taken_up)
        for shape in map.shapes
        if shape.taken_up
    )


@register.simple_tag
def map_rows(map: PracticeMap) -> SafeString:
    return joined(_row(row, map.tells_of_spreading) for row in map.rows)


def _shape(shape: Shape) -> SafeString:
    return SHAPE(
        url=shape.url,
        name=shape.name,
        count=shape.count,
        s=pluralize(shape.count),
        level=shape.level,
        path=_path(shape.code),
    )


@cache
def _empty(code: str) -> SafeString:
    return EMPTY_SHAPE(path=outlines()[code])


@cache
def _path(code: str) -> SafeString:
    return joined([outlines()[code]])


def _row(row: Shape | Point, tells_of_spreading: bool) -> SafeString:
    spread = ROW_TAKEN_UP(taken_up=getattr(row, "taken_up", "")) if tells_of_spreading else NOTHING
    return ROW(url=row.url, name=row.name, count=row.count, taken_up=spread)
