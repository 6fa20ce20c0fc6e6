"""What a brève says, as plain values: kept in its versions, written back, checked before it goes on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from newsletter.models import Item
from newsletter.models.items import LONGEST_TEXT
from taxonomy.models import Territory

# Dates in ISO or ""; theme, wanted_issue: its number or None; territory: its code or "".
Content = dict[str, object]

TEXTS = ("kind", "title", "text", "link", "image_description", "image_credit")
DATES = ("happens_on", "deadline")

LACKS = {
    "kind": "Dites de quelle sorte de brève il s’agit.",
    "title": "Donnez un titre.",
    "text": "Écrivez le texte de la brève.",
    "theme": "Choisissez le thème dont elle est le plus proche.",
    "happens_on": "Donnez la date de la rencontre.",
    "deadline": "Donnez la date limite pour répondre.",
    "link": "Donnez l’adresse de la page où trouver cette ressource.",
    "image_description": "Dites ce que montre l’image : les personnes qui ne la voient pas liront votre phrase.",
}
BAD_LINK = "Cette adresse de page web ne semble pas complète. Elle s’écrit comme https://www.exemple.fr/page"
# What a kind cannot do without.
NEEDED_BY_KIND = {Item.Kind.EVENT: "happens_on", Item.Kind.CALL: "deadline", Item.Kind.RESOURCE: "link"}

_web_address = URLValidator(schemes=["http", "https"])


def content_of(item: Item) -> Content:
    told: Content = {name: getattr(item, name) for name in TEXTS}
    told |= {name: day.isoformat() if (day := getattr(item, name)) else "" for name in DATES}
    told["theme"] = item.theme_id
    told["territory"] = item.territory.code if item.territory else ""
    told["image"] = item.image_file.name or ""
    told["wanted_issue"] = item.wanted_issue_id
    return told


def write(item: Item, content: Mapping[str, object]) -> None:
    """Of what ``content_of`` tells, what is given; the image aside. Does not save."""
    for name in TEXTS:
        if name in content:
            setattr(item, name, str(content[name] or ""))
    for name in DATES:
        if name in content:
            told = content[name]
            setattr(item, name, datetime.date.fromisoformat(told) if isinstance(told, str) and told else told or None)
    if "theme" in content:
        item.theme_id = content["theme"] or None
    if "wanted_issue" in content:
        item.wanted_issue_id = content["wanted_issue"] or None
    if "territory" in content:
        item.territory = Territory.objects.filter(code=content["territory"]).first() if content["territory"] else None


def lacks(item: Item) -> dict[str, str]:
    """By field, what stands in the way of reading or publishing it; empty where nothing does."""
    wanted = ["kind", "title", "text", "theme"]
    if item.kind in NEEDED_BY_KIND:
        wanted.append(NEEDED_BY_KIND[Item.Kind(item.kind)])
    if item.image_file:
        wanted.append("image_description")
    found = {name: LACKS[name] for name in wanted if _is_empty(item, name)}
    if len(item.text) > LONGEST_TEXT:
        found["text"] = too_long(len(item.text))
    if item.link and not is_web_address(item.link):
        found["link"] = BAD_LINK
    return found


def too_long(length: int) -> str:
    extra = length - LONGEST_TEXT
    return f"Ce texte fait {length} caractères : retirez-en {extra}, pour qu’il en fasse {LONGEST_TEXT} au plus."


def is_web_address(text: str) -> bool:
    try:
        _web_address(text)
    except ValidationError:
        return False
    return True


def _is_empty(item: Item, name: str) -> bool:
    value = item.theme_id if name == "theme" else getattr(item, name)
    return not (value.strip() if isinstance(value, str) else value)
