"""Everything a record may name, in one place, and what ``--create-missing`` makes of what does not exist yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from modelcluster.models import ClusterableModel

from core.models import KnowledgePage, Tag
from directory.models import Organisation, Person
from events.models import Series
from exchange.problems import Unusable
from resources.models import Reference
from taxonomy.models import Audience, Term, Theme

from .names import Names
from .territories import Territories

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class KnownPage:
    """An item that exists: its id, and its kind."""

    pk: int
    kind: str


@dataclass(slots=True)
class Lookup:
    """``create_missing``: what a record names and nobody knows is created. ``announced``: the identifiers (kind,
    external_id) that stand anywhere in the import."""

    create_missing: bool = False
    announced: set[tuple[str, str]] = field(default_factory=set)
    announced_pages: set[str] = field(default_factory=set)
    final: bool = False  # every record has had its turn: what is still missing will not come
    created: list[tuple[Names | Territories, Model]] = field(default_factory=list)  # for the record being read
    themes: Names[Theme] = field(init=False)
    audiences: Names[Audience] = field(init=False)
    terms: Names[Term] = field(init=False)
    tags: Names[Tag] = field(init=False)
    series: Names[Series] = field(init=False)
    organisations: Names[Organisation] = field(init=False)
    people: Names[Person] = field(init=False)
    references: Names[Reference] = field(init=False)
    territories: Territories = field(default_factory=Territories)
    pages: dict[str, KnownPage] = field(init=False)

    def __post_init__(self) -> None:
        self.themes = Names(
            _themes, missing="aucun thème ne s’appelle",
            keys=lambda theme: (theme.slug,), names=_name_and_aliases,
        )  # fmt: skip
        self.audiences = Names(
            Audience.objects.all, missing="aucun public ne s’appelle",
            keys=lambda audience: (audience.slug,), names=_name,
        )  # fmt: skip
        self.terms = Names(
            Term.objects.all, missing="aucun terme ne s’appelle", keys=lambda term: (term.slug,), names=_name,
        )  # fmt: skip
        self.tags = Names(
            Tag.objects.all, missing="aucun mot-clé ne s’écrit", keys=lambda tag: (tag.name,), names=_name
        )
        self.series = Names(Series.objects.all, missing="aucune série ne s’appelle", keys=_name, names=_name)
        self.organisations = Names(
            lambda: _with_aliases(Organisation.objects.prefetch_related("aliases")),
            missing="aucune organisation ne s’appelle", keys=_identifiers,
            names=lambda body: (*_name_and_aliases(body), body.acronym), describe=_with_identifier,
        )  # fmt: skip
        self.people = Names(
            Person.objects.all, missing="personne dans l’annuaire ne s’appelle",
            keys=_identifiers, names=_name, describe=_with_identifier,
        )  # fmt: skip
        self.references = Names(
            Reference.objects.exclude(external_id=None).all, missing="aucune référence n’a l’identifiant",
            keys=lambda reference: (reference.external_id or "",), names=lambda reference: (),
        )  # fmt: skip
        self.pages = _known_pages()

    # -- what a record names ------------------------------------------------------------------------------------------
    def audience(self, name: str) -> Audience:
        return self._get_or_make(self.audiences, name, lambda: Audience(name=name))

    def tag(self, name: str) -> Tag:
        return self._get_or_make(self.tags, name, lambda: Tag(name=name))

    def one_series(self, name: str) -> Series:
        return self._get_or_make(self.series, name, lambda: Series(name=name))

    def organisation(self, name: str) -> Organisation:
        return self._get_or_make(
            self.organisations, name, lambda: Organisation(name=name, type=Organisation.Type.OTHER)
        )

    def person(self, name: str, function: str) -> Person:
        if self.create_missing and not function and self.people.get(name) is None:
            raise Unusable(
                "cette personne n’est pas dans l’annuaire ; pour l’y créer, donnez sa fonction publique dans « as »."
            )
        return self._get_or_make(self.people, name, lambda: Person(name=name, function=function))

    def _get_or_make(self, names: Names[M], text: str, make: Callable[[], M]) -> M:
        if not self.create_missing:
            return names.find(text)
        found = names.get(text)
        return found if found is not None else self.keep(names, make())

    def is_announced(self, external_id: str) -> bool:
        """Whether an item of that identifier stands somewhere in the import."""
        return external_id in self.announced_pages

    def may_come(self, record: tuple[str, str]) -> bool:
        return not self.final and record in self.announced

    # -- what is created on the way -----------------------------------------------------------------------------------
    def keep(self, names: Names[M] | Territories, thing: M) -> M:
        """Saves ``thing`` for the record being read; ``take_back`` undoes it if the record is refused."""
        try:
            thing.full_clean(exclude={"slug"})  # made when saved
        except ValidationError as error:
            raise Unusable(" ".join(error.messages)) from error
        thing.save()
        self.created.append((names, thing))
        names.add(thing)
        return thing

    def accept(self) -> None:
        self.created.clear()

    def take_back(self) -> None:
        """The record is refused: what was created for it alone goes again."""
        for names, thing in reversed(self.created):
            names.remove(thing)
            thing.delete()
        self.created.clear()


def _name(thing: Audience | Term | Tag | Series | Person) -> tuple[str, ...]:
    return (thing.name,)


def _name_and_aliases(thing: Theme | Organisation) -> tuple[str, ...]:
    return thing.name, *(alias.name for alias in thing.aliases.all())


def _identifiers(thing: Organisation | Person) -> tuple[str, ...]:
    return thing.external_id or "", thing.slug


def _with_identifier(thing: Organisation | Person) -> str:
    return f"{thing} ({thing.external_id or thing.slug})"


def _with_aliases(things: Iterable[M]) -> list[M]:
    """The aliases are held by the things themselves: reading them later asks nothing."""
    found = list(things)
    for thing in found:
        if isinstance(thing, ClusterableModel):
            thing.aliases = list(thing.aliases.all())
    return found


def _themes() -> list[Theme]:
    themes = _with_aliases(Theme.objects.prefetch_related("aliases"))
    by_pk = {theme.pk: theme for theme in themes}
    for theme in themes:
        theme.parent = by_pk.get(theme.parent_id)
    return themes


def _known_pages() -> dict[str, KnownPage]:
    kinds = {model._meta.label_lower: model.kind for model in KnowledgePage.__subclasses__()}
    rows = KnowledgePage.objects.exclude(external_id=None).values_list(
        "external_id", "pk", "content_type__app_label", "content_type__model"
    )
    return {external_id: KnownPage(pk, kinds.get(f"{app}.{model}", "")) for external_id, pk, app, model in rows}
