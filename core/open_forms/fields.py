"""What forms open to anyone are made of, and what they say of what they refuse."""

from __future__ import annotations

from django import forms

INCOMPLETE_ADDRESS = "Cette adresse ne semble pas complète. Elle s’écrit comme prenom.nom@exemple.fr"
NEEDED_TO_ANSWER = "Donnez une adresse électronique : sans elle, nous ne pouvons pas vous répondre."
NO_LINK = "N’écrivez pas d’adresse de page web ici."


def too_many_links(most: int) -> str:
    return f"Gardez {most} adresses de pages web au plus : nous vous demanderons les autres."


def has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def text_widget(rows: int, autocomplete: str) -> forms.Widget:
    """A box of so many ``rows``; 0: a single line."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    if autocomplete:
        widget.attrs["autocomplete"] = autocomplete
    return widget


def text_field(
    label: str, help_text: str, longest: int, *, rows: int = 0, autocomplete: str = "", **options: object
) -> forms.CharField:
    widget = text_widget(rows, autocomplete)
    return forms.CharField(label=label, help_text=help_text, max_length=longest, widget=widget, **options)


def email_field(help_text: str, *, label: str = "Votre adresse électronique", needed: str = "") -> forms.EmailField:
    """``needed``: what is said where it is missing; "" where it may be."""
    return forms.EmailField(
        label=label,
        help_text=help_text,
        max_length=254,
        required=bool(needed),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": needed, "invalid": INCOMPLETE_ADDRESS},
    )
