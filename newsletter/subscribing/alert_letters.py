"""A week's alerts of one person, in the shape of a letter (newsletter.composing.frozen says which)."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.defaultfilters import pluralize
from django.utils.html import escape

from core.models import KnowledgePage
from newsletter.composing.entries import NOTHING
from newsletter.composing.letters import rendered
from newsletter.mailing.kinds import Sort, Written, register_kind
from newsletter.models import Alert, Mailing, OutboxLetter, Subscriber

from .alerts import SUBJECT
from .links import alert_url, reader_of

WHY = "Vous recevez ce message parce que vous avez demandé ces recherches par courriel."


def register() -> None:
    """Told to those who send, who know no kind of letter but by its name."""
    register_kind(Mailing.Kind.ALERTS, Sort(lambda mailing: {}, None, written))


def written(letter: OutboxLetter) -> Written | None:
    """The letter of one row; None where its alerts were stopped, or what they found is not public any more."""
    subscriber = letter.subscriber
    content = content_of(letter.data, subscriber)
    if not content["sections"]:
        return None
    return rendered(content, reader_of(subscriber, WHY))


def content_of(data: Mapping[str, object], subscriber: Subscriber) -> dict[str, object]:
    """``data``: {"alerts": [{"alert", "label", "url", "more", "items": [{"page", "title", "url", "summary",
    "kind_label"}]}]}. What was stopped or taken away since is left out."""
    told = data.get("alerts") or []
    alerts = subscriber.alerts.filter(is_confirmed=True).in_bulk([one["alert"] for one in told])
    pages = {item["page"] for one in told for item in one["items"]}
    public = set(KnowledgePage.objects.visible().filter(pk__in=pages).values_list("pk", flat=True))
    sections = [_section(one, alerts[one["alert"]], subscriber, public) for one in told if one["alert"] in alerts]
    return {
        "title": SUBJECT,
        "number": None,
        "subject": SUBJECT,
        "summary": "",
        "editorial": "",
        "date": "",
        "url": "",
        "sections": [section for section in sections if len(section["entries"]) > 1],
    }


def _section(told: Mapping[str, object], alert: Alert, subscriber: Subscriber, public: set[int]) -> dict[str, object]:
    entries = [
        {
            **NOTHING,
            "kind": "page",
            "page": item["page"],
            "label": item["kind_label"],
            "title": item["title"],
            "text": item["summary"],
            "url": item["url"],
        }
        for item in told["items"]
        if item["page"] in public
    ]
    return {"title": str(told["label"]), "entries": [*entries, _foot(told, alert_url(alert, subscriber))]}


def _foot(told: Mapping[str, object], stop: str) -> dict[str, object]:
    """The whole search, and how to stop this alert alone."""
    more = f"Et {told['more']} autre{pluralize(told['more'])}. " if told["more"] else ""
    links = (
        f'<p>{more}<a href="{escape(told["url"])}">Voir toute la recherche</a> · '
        f'<a href="{escape(stop)}">Arrêter cette alerte seulement</a></p>'
    )
    return {**NOTHING, "kind": "words", "html": links, "text": f"{more}{told['url']} {stop}"}
