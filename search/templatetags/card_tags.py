"""The index card of one item: what it is, where, who, how it went, how sure we are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from django import template
from django.template.defaultfilters import pluralize
from django.utils.safestring import SafeString

from core.markup import NOTHING, Markup, joined
from core.pictures import Picture
from core.templatetags.core_tags import partial_date
from search.hits import Hit

MOST_NAMED = 2  # places and organisations

CARD = Markup(
    '<article class="card card-{kind}">\n'
    '<p class="card-kind"><span>{label}{more}</span>{date}</p>\n'
    '<div class="card-text">\n<h3><a href="{url}">{title}</a></h3>\n{where}<p>{said}</p>\n</div>\n'
    '{image}<dl class="card-facts">\n{facts}</dl>\n</article>\n'
)
MORE = Markup(' <span class="card-more">{text}</span>')
WHERE = Markup(
    '<p class="card-where"><a href="{url}"><svg class="icon" aria-hidden="true"><use href="#{icon}"></use></svg>'
    "<span>{part}</span></a></p>\n"
)
IMAGE = Markup(
    '<div class="card-image"><img src="{src}" srcset="{srcset}" sizes="(max-width: 40rem) 6rem, 12rem"'
    ' width="{width}" height="{height}" alt="" loading="lazy"></div>\n'
)
FACT = Markup("<div><dt>{name}</dt><dd>{value}</dd></div>\n")
STATE = Markup(
    '<div{row}><dt>{name}</dt><dd class="state{state}"><svg class="icon" aria-hidden="true"><use href="#{icon}"></use>'
    "</svg>{label}</dd></div>\n"
)
STATE_CLASS = Markup(" {name}-{code}")
ISSUE_ROW = Markup(' class="issue"')()

register = template.Library()


@register.simple_tag
def card(hit: Hit) -> SafeString:
    facts = FACTS.get(hit.kind, _usual)
    return CARD(
        kind=hit.kind,
        label=hit.kind_label,
        more=joined(MORE(text=text) for text in _more(hit)),
        date=joined([" ", partial_date(hit.date)]) if hit.date and hit.kind != "event" else NOTHING,
        url=hit.url,
        title=hit.title,
        where=_where(hit) if hit.where else NOTHING,
        said=hit.extract or hit.summary,
        image=_image(hit.image) if hit.image else NOTHING,
        facts=joined(facts(hit)),
    )


def _more(hit: Hit) -> Iterator[str]:
    """What stands beside its kind."""
    if hit.kind == "experience" and hit.facts.get("approach_label"):
        yield hit.facts["approach_label"]
    if hit.kind == "event":
        yield hit.facts.get("type_label", "")
    if hit.review:
        yield hit.review


def _where(hit: Hit) -> SafeString:
    return WHERE(url=hit.where_url, icon="i-document" if hit.where_is_a_file else "i-play", part=hit.where)


def _image(image: Picture) -> SafeString:
    return IMAGE(src=image.src, srcset=image.srcset, width=image.width, height=image.height)


def _usual(hit: Hit) -> Iterator[SafeString]:
    if hit.territories:
        yield FACT(name="Où", value=_named(hit.territories, " · "))
    if hit.organisations:
        yield FACT(name="Qui", value=_named(hit.organisations, ", "))


def _experience(hit: Hit) -> Iterator[SafeString]:
    yield from _usual(hit)
    yield _state("Issue", hit.facts, "outcome", "o", "outcome", ISSUE_ROW)
    yield _state("D’après", hit.facts, "evidence", "e")


def _recording(hit: Hit) -> Iterator[SafeString]:
    yield from _usual(hit)
    duration = hit.facts.get("duration")
    yield FACT(name="Support", value=hit.facts.get("medium_label", "") + (f", {duration}" if duration else ""))


def _bibliography(hit: Hit) -> Iterator[SafeString]:
    yield from _usual(hit)
    many = hit.facts.get("references", "")
    yield FACT(name="Contient", value=f"{many} référence{pluralize(many)}")


def _event(hit: Hit) -> Iterator[SafeString]:
    for name, fact in (("Quand", "when"), ("Où", "place")):
        if hit.facts.get(fact):
            yield FACT(name=name, value=hit.facts[fact])
    yield FACT(name="Format", value=hit.facts.get("format_label", ""))
    yield _state("État", hit.facts, "status", "s", "status")


def _state(
    name: str, facts: Mapping[str, str], fact: str, icon: str, coloured: str = "", row: SafeString = NOTHING
) -> SafeString:
    """A fact told by a shape and a word. ``coloured``: the family of its colours, "" where it has none."""
    code = facts.get(fact, "")
    state = STATE_CLASS(name=coloured, code=code) if coloured else NOTHING
    return STATE(row=row, name=name, state=state, icon=f"{icon}-{code}", label=facts.get(f"{fact}_label", ""))


def _named(names: Sequence[str], between: str) -> str:
    return between.join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


FACTS: Mapping[str, Callable[[Hit], Iterator[SafeString]]] = {
    "experience": _experience,
    "recording": _recording,
    "bibliography": _bibliography,
    "event": _event,
}
