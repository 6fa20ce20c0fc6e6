"""Organisations and people, and the references that bibliographies hold."""

from __future__ import annotations

from directory.models import Organisation, OrganisationAlias, Person
from exchange.given import Given
from exchange.known import Lookup
from exchange.problems import ComesLater
from exchange.shapes import TEXT, TEXTS
from french.folding import fold
from resources.models import Reference

from .addresses import CODE
from .kind import EntryKind, Sources
from .vocabularies import aliases_of


# -- organisations ----------------------------------------------------------------------------------------------------
def find_organisation(given: Given, known: Lookup) -> Organisation | None:
    """By its identifier; or by its name, if a record made it before its own came (``--create-missing``)."""
    found = known.organisations.with_key(given.line("external_id"))
    if found is None:
        namesakes = [body for body in known.organisations.called(given.line("title")) if not body.external_id]
        found = namesakes[0] if len(namesakes) == 1 else None
    return found


def fill_organisation(body: Organisation, given: Given, sources: Sources) -> None:
    known = sources.known
    body.external_id = given.line("external_id", required=True)
    body.name = given.line("title", required=True)
    body.acronym = given.line("acronym")
    body.type = given.choice("type", Organisation.Type, required=True)
    place = given.line("territory")
    body.territory = given.attempt("territory", lambda: known.territories.find(place), None) if place else None
    themes = [
        given.attempt("competences", lambda n=name: known.themes.find(n), None) for name in given.texts("competences")
    ]
    body.competences = list({theme.pk: theme for theme in themes if theme is not None}.values())
    body.description, body.address = given.text("description"), given.text("address")
    body.website, body.email, body.phone = given.line("website"), given.line("email"), given.line("phone")
    body.aliases = [OrganisationAlias(name=name, folded=fold(name)) for name in aliases_of(given)]


ORGANISATION = EntryKind(
    "organisation",
    Organisation,
    {
        "territory": CODE, "competences": TEXTS, "aliases": TEXTS,
        **dict.fromkeys(("kind", "external_id", "title", "acronym", "type", "description"), TEXT),
        **dict.fromkeys(("website", "email", "phone", "address"), TEXT),
    },
    find_organisation,
    fill_organisation,
    lambda known: known.organisations,
    {"name": "title"},
)  # fmt: skip


# -- people -----------------------------------------------------------------------------------------------------------
def find_person(given: Given, known: Lookup) -> Person | None:
    found = known.people.with_key(given.line("external_id"))
    if found is None:
        namesakes = [person for person in known.people.called(given.line("title")) if not person.external_id]
        found = namesakes[0] if len(namesakes) == 1 else None
    return found


def fill_person(person: Person, given: Given, sources: Sources) -> None:
    person.external_id = given.line("external_id", required=True)
    person.name = given.line("title", required=True)
    person.function = given.line("function", required=True)
    person.website = given.line("website")
    name = given.line("organisation")
    person.organisation = given.attempt("organisation", lambda: _employer(name, sources.known), None) if name else None


def _employer(name: str, known: Lookup) -> Organisation:
    if known.organisations.get(name) is None and known.may_come(("organisation", name)):
        raise ComesLater
    return known.organisation(name)


PERSON = EntryKind(
    "person",
    Person,
    dict.fromkeys(("kind", "external_id", "title", "function", "organisation", "website"), TEXT),
    find_person,
    fill_person,
    lambda known: known.people,
    {"name": "title"},
)


# -- references -------------------------------------------------------------------------------------------------------
LINES = ("container", "publisher", "place", "pages", "isbn", "doi", "url")


def find_reference(given: Given, known: Lookup) -> Reference | None:
    return known.references.with_key(given.line("external_id"))


def fill_reference(reference: Reference, given: Given, sources: Sources) -> None:
    reference.external_id = given.line("external_id", required=True)
    reference.title = given.line("title", required=True)
    reference.type = given.choice("type", Reference.Type, default=Reference.Type.REPORT)
    reference.authors = "\n".join(given.texts("authors"))
    reference.editors = "\n".join(given.texts("editors"))
    reference.issued, reference.accessed = given.partial_date("issued"), given.partial_date("accessed")
    for name in LINES:
        setattr(reference, name, given.line(name))
    reference.language = given.line("language") or "fr"
    reference.abstract, reference.availability = given.text("abstract"), given.text("availability")


REFERENCE = EntryKind(
    "reference",
    Reference,
    {
        **dict.fromkeys(("kind", "external_id", "title", "type", "issued", "accessed", "language"), TEXT),
        **dict.fromkeys((*LINES, "abstract", "availability"), TEXT), "authors": TEXTS, "editors": TEXTS,
    },
    find_reference,
    fill_reference,
    lambda known: known.references,
)  # fmt: skip
