"""From an item to what the index keeps of it: what lists show, its facet values, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from itertools import islice

from wagtail.blocks import Block, ChoiceBlock, ChooserBlock, ListBlock, StructBlock, URLBlock
from wagtail.contrib.table_block.blocks import TableBlock

from core.models import KnowledgePage
from core.passages import Passage
from core.reviews import due_on
from core.visibility import is_visible
from french.folding import fold
from french.tokens import tokenize
from taxonomy.models import Territory, Theme

from .attachments import attached_passages
from .models import FacetValue, IndexedItem
from .passages import APART, Text
from .registry import kind_of

FIELDS = ("title", "summary", "filing", "body")
MOST_ATTACHED_WORDS = 20_000  # different ones: several times what a thick report has; PostgreSQL keeps 1 MB an item
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break spaces of French punctuation
_BREAK = re.compile(r"</(?:p|li|h\d|td|th|blockquote|div)>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one field: as written (accents aside, accented beside it where it differs), and their stems."""

    exact: str
    stems: str


@dataclass(frozen=True, slots=True)
class IndexDocument:
    item: IndexedItem
    facet_values: list[FacetValue]
    words: dict[str, Words]  # field of FIELDS → its words
    loose: str  # the families of all its words


def plain(html: str) -> str:
    """The text of an HTML fragment on one line, ends of blocks kept as spaces."""
    return _SPACE.sub(" ", unescape(_TAG.sub("", _BREAK.sub(" ", str(html))))).strip()


def is_indexed(page: KnowledgePage) -> bool:
    kind = kind_of(page)
    return kind is not None and is_visible(page) and kind.searchable(page)


def build(page: KnowledgePage) -> IndexDocument:
    """``page``: the item in its own class, live and visible."""
    themes = list(page.themes.all())
    territories = [link.territory for link in page.page_territories.all()]
    organisations = [link.organisation for link in page.page_organisations.all()]
    summary = plain(page.summary)
    text = _own_text(page)
    own = str(text)
    attached = attached_passages(page)
    for passage in attached:
        text.add(passage.text, passage.label, passage.anchor, between=APART)
    filing = _filing_words(page, themes, territories, organisations)
    item = IndexedItem(
        page_id=page.pk,
        kind=page.kind,
        title=page.title,
        sort_title=fold(page.title)[:255],
        summary=summary,
        filing=filing,
        text=str(text),
        passages=text.passages,
        sort_date=page.published_on,
        last_day=page.last_day.isoformat() if page.last_day else "",
        expires_at=page.expire_at,
        card=_card(page, themes, territories, organisations),
    )
    texts = {"title": page.title, "summary": summary, "filing": filing, "body": own}
    words, loose = _analysed(texts, " ".join(passage.text for passage in attached))
    facet_values = _facet_values(page, themes, territories, organisations)
    return IndexDocument(item=item, facet_values=facet_values, words=words, loose=loose)


def _own_text(page: KnowledgePage) -> Text:
    """What the item itself says: its body, then what its kind adds."""
    text = Text()
    for block in page.body:
        text.add(plain(said(block.block, block.value)))
    for passage in page.search_passages():
        if isinstance(passage, Passage):
            text.add(plain(passage.text), passage.label, passage.anchor)
        else:
            text.add(plain(passage))
    return text


def said(block: Block, value: object) -> str:
    """What a block of the body says to whoever reads it: its words, not its settings nor the names of its parts."""
    if value is None or isinstance(block, ChoiceBlock | ChooserBlock | URLBlock):
        return ""
    if isinstance(block, StructBlock):
        return " ".join(said(child, value.get(name)) for name, child in block.child_blocks.items())
    if isinstance(block, ListBlock):
        return " ".join(said(block.child_block, one) for one in value)
    if isinstance(block, TableBlock):
        return " ".join(str(cell) for row in value.get("data", []) for cell in row if cell)
    return str(value)


def _analysed(texts: dict[str, str], attached: str) -> tuple[dict[str, Words], str]:
    """The words of each field, and the families of all of them.

    Of the attached files each word is kept once, by its stem, in the body: they are found by it, but however long they
    are and however often they say it, they weigh less than what the item says itself. A typing error in a file is
    never taken for a word either: only words as written are proposed to those who misspell.
    """
    words: dict[str, Words] = {}
    families: set[str] = set()
    for field, text in texts.items():
        exact: list[str] = []
        stems: list[str] = []
        for token in tokenize(text):
            exact.append(token.exact)
            if token.surface != token.exact:
                exact.append(token.surface)
            stems.append(token.stem)
            families.add(token.loose)
        words[field] = Words(" ".join(exact), " ".join(stems))
    if attached:
        found = {token.stem: token.loose for token in tokenize(attached)}
        added = dict(islice(found.items(), MOST_ATTACHED_WORDS))
        words["body"] = Words(words["body"].exact, " ".join([words["body"].stems, *added]).strip())
        families.update(added.values())
    return words, " ".join(sorted(families))


def _card(page: KnowledgePage, themes: list, territories: list, organisations: list) -> dict:
    return {
        "themes": [{"name": theme.name, "url": theme.get_absolute_url()} for theme in themes],
        "territories": [territory.label for territory in territories],
        "organisations": [organisation.name for organisation in organisations[:3]],
        "image": page.featured_image_id,
        "facts": page.card_facts(),
        "due_on": day.isoformat() if (day := due_on(page)) else "",
        "confirmed_on": page.confirmed_on.isoformat() if page.confirmed_on else "",
    }


def _filing_words(page: KnowledgePage, themes: list, territories: list, organisations: list) -> str:
    """Names by which an item is looked for though its text may not say them."""
    names = [theme.name for theme in themes]
    names += [alias.name for theme in themes for alias in theme.aliases.all()]
    names += [tag.name for tag in page.tags.all()]
    names += [territory.name for territory in territories]
    names += [f"{organisation.name} {organisation.acronym}" for organisation in organisations]
    names += [link.person.name for link in page.page_people.all()]
    return " ; ".join(names)


def _facet_values(page: KnowledgePage, themes: list, territories: list, organisations: list) -> list[FacetValue]:
    values: set[tuple[str, str]] = {("kind", page.kind)}
    values |= {("theme", slug) for slug in _rolled_up_themes(themes)}
    values |= {("territory", code) for code in _rolled_up_territories(territories)}
    values |= {("audience", audience.slug) for audience in page.audiences.all()}
    values |= {("tag", tag.slug) for tag in page.tags.all()}
    values |= {("organisation", organisation.slug) for organisation in organisations}
    values |= {("organisation_type", organisation.type) for organisation in organisations}
    values |= {("person", link.person.slug) for link in page.page_people.all()}
    if page.published_on:
        values.add(("year", str(page.published_on.year)))
    kind = kind_of(page)
    for name, value_of in kind.facets.items() if kind else ():
        values |= {(name, value) for value in value_of(page) if value}
    return [FacetValue(item_id=page.pk, facet=facet, value=value) for facet, value in sorted(values)]


def _rolled_up_themes(themes: Iterable[Theme]) -> set[str]:
    slugs = set()
    for theme in themes:
        node: Theme | None = theme
        while node is not None:
            slugs.add(node.slug)
            node = node.parent
    return slugs


def _rolled_up_territories(territories: Iterable[Territory]) -> set[str]:
    codes = set()
    for territory in territories:
        codes.add(territory.code)
        for wider in (territory.commune, territory.epci, territory.departement, territory.region):
            if wider is not None:
                codes.add(wider.code)
    return codes
