"""The fields of every catalogued item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.assets import PortalImage
from core.models import (
    KnowledgePage,
    PageDocument,
    PageLink,
    PageOrganisation,
    PagePerson,
    PageTag,
    PageTerritory,
)
from exchange.given import Given
from exchange.problems import Unusable, quoted
from exchange.shapes import FILE, TEXT, TEXTS, Shape, objects
from exchange.streams import set_stream
from taxonomy.models import Territory

from . import addresses
from .kind import Sources

SHAPES: Mapping[str, Shape] = {
    "kind": TEXT, "external_id": TEXT, "title": TEXT, "slug": TEXT, "summary": TEXT, "body": TEXT,
    "themes": TEXTS, "tags": TEXTS, "audiences": TEXTS, "territories": addresses.CODES,
    "quartiers": objects(name=TEXT, commune=addresses.CODE, qpv=TEXT),
    "organisations": objects("name", name=TEXT, role=TEXT, note=TEXT),
    "people": objects("name", **{"name": TEXT, "role": TEXT, "as": TEXT}),
    "published_on": TEXT, "review_by": TEXT, "licence": TEXT, "image": FILE, "image_alt": TEXT, "image_credit": TEXT,
    "documents": objects(title=TEXT, file=FILE), "links": objects("to", to=TEXT, kind=TEXT, note=TEXT),
    "legacy_url": TEXTS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link that a record asks for: to which external_id, of which kind, in which place."""

    to: str
    kind: str
    note: str
    position: int


def fill(page: KnowledgePage, given: Given, sources: Sources) -> None:
    page.title = given.line("title", required=True)
    page.external_id = given.line("external_id", required=True)
    page.summary = given.line("summary", required=True)
    page.published_on = given.partial_date("published_on", required=page.dated)
    page.review_by = given.day("review_by")
    page.licence = given.choice("licence", KnowledgePage.Licence, default=KnowledgePage.Licence.ETALAB)
    set_stream(page, "body", given.body("body"), given)
    _file_under(page, given, sources)
    _name_actors(page, given, sources)
    _attach(page, given, sources)


def links(given: Given, sources: Sources, external_id: str) -> list[LinkTo]:
    known = sources.known
    found: dict[tuple[str, str], LinkTo] = {}
    for number, link in enumerate(given.objects("links")):
        to, kind = link.line("to", required=True), link.choice("kind", PageLink.Kind, default=PageLink.Kind.SEE_ALSO)
        if to == external_id:
            link.refuse("to", "une fiche ne peut pas mener à elle-même.")
        elif to and to not in known.pages and not known.is_announced(to):
            link.refuse("to", f"aucune fiche n’a l’identifiant {quoted(to)}, ni sur le portail ni dans cet import.")
        elif (to, kind) in found:
            link.refuse("to", f"ce lien vers {quoted(to)} est donné deux fois.")
        note = link.line("note")
        if len(note) > 200:
            link.refuse("note", f"200 caractères au plus ({len(note)} ici).")
        found[to, kind] = LinkTo(to, kind, note, number)
    return list(found.values())


def _file_under(page: KnowledgePage, given: Given, sources: Sources) -> None:
    known = sources.known
    page.themes = _each(given, "themes", known.themes.find)
    page.audiences = _each(given, "audiences", known.audience)
    page.tagged_items = [PageTag(tag=tag) for tag in _each(given, "tags", known.tag)]
    territories = _each(given, "territories", known.territories.find)
    for place in given.objects("quartiers"):
        quartier = place.attempt("name", lambda place=place: addresses.quartier(place, known), None)
        if isinstance(quartier, Territory) and quartier not in territories:
            territories.append(quartier)
    page.page_territories = [
        PageTerritory(territory=territory, sort_order=order) for order, territory in enumerate(territories)
    ]


def _each(given: Given, name: str, find) -> list:
    """What each text of a list means; the same thing named twice counts once."""
    found = []
    for text in given.texts(name):
        thing = given.attempt(name, lambda text=text: find(text), None)
        if thing is not None and thing not in found:
            found.append(thing)
    return found


def _name_actors(page: KnowledgePage, given: Given, sources: Sources) -> None:
    known = sources.known
    bodies, people = [], []
    for actor in given.objects("organisations"):
        name, role = actor.line("name", required=True), actor.choice("role", PageOrganisation.Role, default="partner")
        body = actor.attempt("name", lambda name=name: known.organisation(name), None) if name else None
        if body is not None:
            bodies.append(
                PageOrganisation(organisation=body, role=role, note=actor.line("note"), sort_order=len(bodies))
            )
            _check(bodies[-1], actor, {"note": "note"})
    for actor in given.objects("people"):
        name, role = actor.line("name", required=True), actor.choice("role", PagePerson.Role, default="speaker")
        function = actor.line("as")
        person = actor.attempt("name", lambda n=name, f=function: known.person(n, f), None) if name else None
        if person is not None:
            shown = "" if function == person.function else function
            people.append(PagePerson(person=person, role=role, function=shown, sort_order=len(people)))
            _check(people[-1], actor, {"function": "as"})
    page.page_organisations, page.page_people = bodies, people


def _check(child: PageOrganisation | PagePerson, given: Given, names: Mapping[str, str]) -> None:
    for name, field in names.items():
        longest, length = child._meta.get_field(name).max_length, len(getattr(child, name))
        if longest and length > longest:
            given.refuse(field, f"{longest} caractères au plus ({length} ici).")


def _attach(page: KnowledgePage, given: Given, sources: Sources) -> None:
    page.featured_image = (
        given.attempt("image", lambda: described_image(given, sources, "image", "image_alt", "image_credit"), None)
        if "image" in given
        else None
    )
    if "image" not in given:
        for name in ("image_alt", "image_credit"):
            if name in given:
                given.refuse(name, "ce champ accompagne « image », qui manque.")
    documents = []
    for attached in given.objects("documents"):
        title, file = attached.line("title", required=True), attached.text("file", required=True)
        if title and file:
            document = attached.attempt("file", lambda f=file, t=title: sources.files.document(f, title=t), None)
            if document is not None:
                documents.append(PageDocument(document=document, sort_order=len(documents)))
    page.page_documents = documents


def described_image(given: Given, sources: Sources, file: str, alt: str, credit_field: str) -> PortalImage:
    """The image that ``given`` names in ``file``; Unusable, in French, without a description or with a bad file."""
    description, credit = given.line(alt), given.line(credit_field)
    if not description:
        raise Unusable(
            f"décrivez l’image dans « {alt} » : les personnes qui ne la voient pas lisent cette description."
        )
    if len(description) > 255 or len(credit) > 200:
        raise Unusable("la description (255 caractères au plus) ou le crédit (200 au plus) est trop long.")
    return sources.files.image(given.text(file), title=description, description=description, credit=credit)


def with_common(**fields: Shape) -> Mapping[str, Shape]:
    return {**SHAPES, **fields}
