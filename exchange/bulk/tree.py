"""Places in the page tree: where each kind of item stands, which addresses are taken, which path comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.text import slugify
from wagtail.models import Page

from core.listing import KindIndexPage
from core.models import KnowledgePage
from exchange.problems import Unusable, quoted
from home.models import HomePage, StandardPage

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
LONGEST_SLUG = 255


class Moved(Exception):
    """Someone else added pages at the same place meanwhile."""


@dataclass(slots=True)
class Branch:
    """A page under which items are placed: the slugs taken there, and those given since (path still to come)."""

    parent: Page
    slugs: set[str]
    next_number: dict[str, int] = field(default_factory=dict)

    def slug_for(self, wanted: str, title: str, external_id: str) -> str:
        """``wanted`` if it is free; else one made from the title, as the editor would."""
        if wanted:
            if not _SLUG.fullmatch(wanted) or len(wanted) > LONGEST_SLUG:
                raise Unusable(f"{quoted(wanted)} : des lettres sans accent, des chiffres et des tirets.")
            if wanted in self.slugs:
                raise Unusable(f"l’adresse {quoted(wanted)} est déjà prise sous {quoted(self.parent.title)}.")
            return wanted
        base = (slugify(title) or slugify(external_id))[:LONGEST_SLUG]
        if not base:
            raise Unusable("le titre n’a ni lettre ni chiffre dont faire une adresse : donnez « slug ».")
        slug, number = base, self.next_number.get(base, 2)
        while slug in self.slugs:
            suffix = f"-{number}"
            slug, number = base[: LONGEST_SLUG - len(suffix)] + suffix, number + 1
        self.next_number[base] = number
        return slug


class Tree:
    """The branches in use, loaded on first need."""

    def __init__(self) -> None:
        self._branches: dict[int, Branch] = {}
        self._parents: dict[str, Page] = {}

    def branch(self, parent: Page) -> Branch:
        if parent.pk not in self._branches:
            slugs = set(Page.objects.child_of(parent).values_list("slug", flat=True))
            self._branches[parent.pk] = Branch(parent, slugs)
        return self._branches[parent.pk]

    def parent_of(self, model: type[KnowledgePage]) -> Page:
        """The page under which items of this kind stand."""
        if model.kind not in self._parents:
            lists = [index for index in KindIndexPage.__subclasses__() if index.listed_kind == model.kind]
            parent = next((page for index in lists or [HomePage] for page in index.objects.all()[:1]), None)
            if parent is None:
                raise Unusable("le portail n’a pas de page sous laquelle ranger cette sorte de fiche.")
            self._parents[model.kind] = parent
        return self._parents[model.kind]

    def page_at(self, address: str) -> Page | None:
        """The page whose path on the site is ``address``."""
        home = self.parent_of(StandardPage)
        path = f"{home.url_path}{address.strip('/')}/" if address.strip("/") else home.url_path
        return Page.objects.filter(url_path=path).first()


def place(pages: list[KnowledgePage], parent: Page) -> None:
    """Gives each of ``pages``, in order, its path after the last child of ``parent``. Inside a transaction."""
    # The lock keeps editors from adding to the same branch until we are done, as theirs would keep us.
    locked = Page.objects.select_for_update().get(pk=parent.pk)
    taken = Page.objects.child_of(locked)
    if taken.filter(slug__in=[page.slug for page in pages]).exists():
        raise Moved
    last = taken.order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    for page in pages:
        step += 1
        page.depth = locked.depth + 1
        page.path = Page._get_path(locked.path + Page.alphabet[0] * Page.steplen, page.depth, step)
        page.numchild = 0
        page.set_url_path(locked)
        page.locale_id = locked.locale_id
    locked.numchild += len(pages)
    Page.objects.filter(pk=locked.pk).update(numchild=locked.numchild)
