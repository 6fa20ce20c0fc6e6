"""What the API says of every item, of whatever kind. New fields may come; none goes, none changes its meaning."""

from __future__ import annotations

import datetime

from ninja import Schema
from pydantic import Field

from .texts import Text


class Term(Schema):
    """Une valeur d’une liste fermée : son code, qui ne change pas, et comment elle se dit."""

    code: str
    label: str


class Licence(Schema):
    """Ce que chacun peut faire du contenu."""

    code: str
    label: str
    url: str | None = Field(description="Le texte de la licence, s’il a une adresse.")


class Filed(Schema):
    """Un thème, un public ou un mot-clé sous lequel le contenu est rangé."""

    code: str = Field(description="Ce qui le désigne dans les filtres.")
    name: str


class Place(Schema):
    """Un territoire : région, département, intercommunalité, commune ou quartier."""

    code: str = Field(
        description="Code Insee (SIREN d’une intercommunalité, code QPV d’un quartier ; R devant celui d’une région)."
    )
    name: str
    label: str = Field(description="Le nom, avec ce qui le distingue de ses homonymes.")
    level: Term
    latitude: float | None
    longitude: float | None


class Body(Schema):
    """Une organisation, et ce qu’elle a fait."""

    code: str = Field(description="Ce qui la désigne dans les filtres.")
    name: str
    role: Term
    note: str
    url: str


class Somebody(Schema):
    """Une personne qui s’exprime dans un rôle public."""

    code: str = Field(description="Ce qui la désigne dans les filtres.")
    name: str
    role: Term
    function: str
    url: str


class Image(Schema):
    """L’image qui illustre le contenu."""

    url: str
    width: int
    height: int
    alt: str = Field(description="Ce que l’image montre.")
    credit: str


class Document(Schema):
    """Un fichier joint."""

    title: str
    url: str
    extension: str
    size: int | None = Field(description="En octets.")


class Item(Schema):
    """Un contenu, tel que les listes le montrent."""

    id: int = Field(description="Ne change jamais, même si le contenu change de titre, d’adresse ou de place.")
    kind: str = Field(description="La sorte de contenu : voir /kinds/.")
    kind_label: str
    title: str
    summary: str
    url: str = Field(description="La page du contenu ; si elle change d’adresse, l’ancienne y mène encore.")
    api_url: str = Field(description="Le contenu entier.")
    date: str | None = Field(description="La date de la chose : au jour, au mois ou à l’année (2013, 2013-10…).")
    published_at: datetime.datetime | None
    modified_at: datetime.datetime = Field(description="Ce que « modified_since » compare.")
    licence: Licence
    themes: list[Filed]
    territories: list[Place]
    audiences: list[Filed]
    tags: list[Filed]
    organisations: list[Body]
    people: list[Somebody]
    documents: list[Document]
    classification: dict[str, list[Term]] = Field(
        description="Les facettes propres à cette sorte de contenu, comme l’issue d’une pratique : facette → valeurs."
    )


class Neighbour(Schema):
    """Un contenu lié."""

    id: int
    kind: str
    title: str
    url: str
    api_url: str


class Link(Schema):
    """Un lien entre deux contenus, dit des deux côtés."""

    relation: Term
    outgoing: bool = Field(description="Vrai si ce contenu mène à l’autre ; faux si c’est l’autre qui y mène.")
    note: str
    item: Neighbour


class WholeItem(Item):
    """Un contenu entier."""

    body: Text | None
    image: Image | None
    links: list[Link]
    review_by: datetime.date | None = Field(description="Passé ce jour, il attend une relecture.")


class Items(Schema):
    """Une partie d’une liste de contenus."""

    count: int = Field(description="Combien de contenus répondent en tout.")
    next: str | None = Field(description="L’adresse de la suite ; null à la fin.")
    items: list[Item]
