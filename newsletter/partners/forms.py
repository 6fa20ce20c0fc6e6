"""The form of a brève. A draft may lack anything but its title; proposing it asks for the rest."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from core.open_forms.fields import has_words
from core.open_forms.photos import LARGEST_PHOTO, read_photo
from core.open_forms.uploads import too_large as said_too_large
from experiences.proposing.attaching import FILE_NAMES
from experiences.proposing.fields import NO_WORDS, UNKNOWN, PlainText, one_of, tick
from experiences.proposing.forms import theme_choices
from newsletter.models import Item
from newsletter.models.items import LONGEST_TEXT

from .contents import BAD_LINK, LACKS, is_web_address, lacks, too_long
from .places import PlaceForm

LONGEST_DRAFT = 5_000  # characters: what is too long is kept all the same, until it is cut
FARTHEST = 5  # years ahead: later than that is a slip
BAD_DATE = "Cette date ne se lit pas. Elle s’écrit comme 03/12/2026."
PAST = "Cette date est passée : vérifiez-la."
TITLE_FIRST = "Donnez un titre : c’est tout ce qu’il faut pour enregistrer."


def day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": BAD_DATE},
    )


class ItemForm(PlaceForm):
    """``too_large``: its image was left unread."""

    needed = {"title": TITLE_FIRST}
    demanded = {name: LACKS[name] for name in ("kind", "text", "theme")}
    field_order = ("kind", "title", "text", "happens_on", "deadline", "link", "theme", "place", "place_code",
                   "image_file", "image_description", "image_credit", "remove_image", "wanted_issue")  # fmt: skip

    kind = one_of("C’est…", Item.Kind.choices, "Dans la lettre, elle sera rangée avec celles de sa sorte.", radio=True)
    title = PlainText("Titre", "Ce qui se passe, en clair : « Un atelier vélo ouvre au pied des tours ».", longest=120)
    text = PlainText(
        "Texte",
        f"{LONGEST_TEXT} caractères au plus, espaces compris : huit à dix lignes. Quoi, où, pour qui, comment y aller.",
        longest=LONGEST_DRAFT,
        rows=8,
    )
    happens_on = day("Date", "Le jour de la rencontre ou de l’événement. Demandée pour une rencontre.")
    deadline = day("Date limite", "Pour répondre ou s’inscrire. Demandée pour un appel à projets.")
    link = PlainText(
        "Lien",
        "La page où en savoir plus : « https://www.exemple.fr/atelier ». Demandée pour une ressource.",
        longest=500,
    )
    theme = one_of("Thème", [], "Le plus proche. Les lectrices et lecteurs choisissent ceux qui les intéressent.")
    image_file = forms.FileField(
        label="Choisir une image",
        required=False,
        help_text="Facultatif. JPEG, PNG ou WebP, 15 Mo au plus. Les personnes que l’on reconnaît sont d’accord.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": "Ce fichier est vide."},
    )
    image_description = PlainText(
        "Ce que montre l’image",
        "Demandé s’il y a une image, pour qui ne la voit pas : « Des habitantes réparent un vélo ».",
        longest=255,
    )
    image_credit = PlainText("Qui l’a prise ou faite", "« Photo : Ville de Tours ».", longest=200)
    remove_image = tick("Retirer l’image")
    wanted_issue = one_of("Pour quelle lettre ?", [])

    def __init__(self, *args, issues: list[tuple[str, str]], too_large: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["theme"].choices = [("", UNKNOWN), *theme_choices()]
        self.fields["wanted_issue"].choices = [("", "La prochaine"), *issues]
        self.fields["link"].widget.attrs |= {"inputmode": "url", "autocomplete": "off"}

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if title and not has_words(title):
            raise ValidationError(NO_WORDS)
        return title

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and "://" not in link:
            link = f"https://{link}"
        if link and not is_web_address(link):
            raise ValidationError(BAD_LINK)
        if len(link) > 500:
            raise ValidationError("Cette adresse est trop longue : 500 caractères au plus.")
        return link

    def clean_happens_on(self) -> datetime.date | None:
        return _likely(self.cleaned_data["happens_on"])

    def clean_deadline(self) -> datetime.date | None:
        return _likely(self.cleaned_data["deadline"])

    def clean_image_file(self) -> ContentFile | None:
        if self.too_large:
            raise ValidationError(said_too_large(LARGEST_PHOTO))
        file = self.cleaned_data["image_file"]
        return read_photo(file, "breve") if file else None

    def clean_image_description(self) -> str:
        description = self.cleaned_data["image_description"]
        if description.lower().endswith(FILE_NAMES):
            raise ValidationError("Ceci est un nom de fichier. Dites plutôt ce que l’image montre.")
        return description

    def refuse_what_is_missing(self, item: Item) -> None:
        """Before it is proposed: ``item`` as the form leaves it."""
        found = lacks(item)
        if len(item.text) > LONGEST_TEXT:
            found["text"] = too_long(len(item.text))
        today = timezone.localdate()
        if item.kind == Item.Kind.EVENT and item.happens_on and item.happens_on < today:
            found["happens_on"] = PAST
        if item.deadline and item.deadline < today:
            found["deadline"] = PAST
        for name, said in found.items():
            if name not in self.errors:
                self.add_error(name, said)


def _likely(told: datetime.date | None) -> datetime.date | None:
    today = timezone.localdate()
    if told and not today.year - FARTHEST <= told.year <= today.year + FARTHEST:
        raise ValidationError("Vérifiez l’année.")
    return told
