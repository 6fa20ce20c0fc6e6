"""A letter as plain data: what is sent, what the archive shows, what previews show before. Once it is sent nothing of
it changes, whatever becomes of the items and pages that it was made of.

The shape, all of it JSON (a digest or a preview has the same)::

    {"title", "number", "subject", "summary", "editorial" (plain HTML), "date" (ISO), "url" (absolute, web version),
     "sections": [{"title", "entries": [entry…]}]}

An entry has every key, empty where it has nothing to say: ``kind`` ("brief", "page" or "words"), ``item`` (Item.pk or
None), ``page`` (pk of the KnowledgePage that it leads to, or None), ``label`` (what it is), ``title``, ``text``
(plain), ``html`` (of words, plain HTML), ``url`` (absolute, on the portal), ``link`` (elsewhere), ``happens_on``,
``deadline`` (ISO or ""), ``organisation``, ``image`` (see ``pictures``, or None), ``themes`` (their pks and those above
them), ``places`` (codes of its territories) and ``territories`` (those and the ones around them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils import timezone

from newsletter.models import IssuePage

from .entries import Entry, Sources
from .words import base, plain_html

FIRST = "À la une"
Section = dict[str, object]
Content = Mapping[str, object]


def freeze(issue: IssuePage) -> dict[str, object]:
    """What ``issue`` says now, as it stands in memory. What is no longer to be sent (an item withdrawn or never
    validated, a page that the public may not see) is left out."""
    return {
        "title": issue.title,
        "number": issue.number,
        "subject": issue.mail_subject or issue.title,
        "summary": issue.summary,
        "editorial": plain_html(issue.editorial),
        "date": ((issue.sent_at and timezone.localdate(issue.sent_at)) or timezone.localdate()).isoformat(),
        "url": address_of(issue),
        "sections": _sections(issue),
    }


def address_of(issue: IssuePage) -> str:
    """The web version; the address of the site for a draft that stands nowhere yet."""
    return f"{base()}{issue.get_url() or '/'}" if issue.pk else f"{base()}/"


def entries_of(content: Content) -> Iterator[Entry]:
    for section in content.get("sections") or ():
        yield from section["entries"]


def _sections(issue: IssuePage) -> list[Section]:
    """Entries under the rubric that stands above them; those that come before any have one of their own. A
    rubric without entries is left out."""
    sources = Sources(issue)
    sections: list[Section] = [{"title": "", "entries": []}]
    for block in issue.content:
        if block.block_type == "section":
            sections.append({"title": block.value["title"], "entries": []})
        elif entry := sources.entry(block):
            sections[-1]["entries"].append(entry)
    if any(entry["title"] for entry in sections[0]["entries"]):
        sections[0]["title"] = FIRST  # what has a title of its own stands under one
    return [section for section in sections if section["entries"]]
