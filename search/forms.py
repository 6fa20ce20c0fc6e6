"""The public's question to the centre."""

from __future__ import annotations

import hashlib

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from . import spam
from .models import DocumentaryRequest
from .models.requests import LONGEST_TEXT

TEXTS = ("question", "purpose", "place", "name", "organisation")
TOO_OLD = (
    "Cette page était ouverte depuis longtemps, par prudence rien n’a été envoyé. Ce que vous avez écrit est toujours "
    "là : relisez, puis envoyez de nouveau."
)
TOO_QUICK = (
    "Le formulaire est parti plus vite qu’une personne ne l’écrit, par prudence rien n’a été envoyé. Attendez quelques "
    "secondes, puis envoyez de nouveau."
)
TRAPPED = (
    "Un champ qui doit rester vide a été rempli, sans doute par votre navigateur. Nous l’avons vidé : envoyez encore."
)
TOO_MANY = (
    "Nous avons déjà reçu beaucoup de demandes aujourd’hui, par prudence celle-ci n’a pas été envoyée. Réessayez "
    "demain, ou écrivez-nous directement."
)
TOO_MANY_LINKS = f"Gardez {spam.MOST_LINKS} adresses de pages web au plus : nous vous demanderons les autres."
NO_LINK = "N’écrivez pas d’adresse de page web ici."


def text_field(label: str, help_text: str, longest: int, *, rows: int = 0, **options: object) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    if autocomplete := options.pop("autocomplete", ""):
        widget.attrs["autocomplete"] = autocomplete
    return forms.CharField(label=label, help_text=help_text, max_length=longest, widget=widget, **options)


def email_field(help_text: str) -> forms.EmailField:
    return forms.EmailField(
        label="Votre adresse électronique",
        help_text=help_text,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Donnez une adresse électronique : sans elle, nous ne pouvons pas vous répondre.",
            "invalid": "Cette adresse ne semble pas complète. Elle s’écrit comme prenom.nom@exemple.fr",
        },
    )


class OpenForm(forms.Form):
    """Filled in without an account. What it refuses it says beside the field, and keeps what was typed."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, label="Laissez ce champ vide")  # for machines, which fill everything in

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.request = request
        if not self.is_bound:
            self.initial["opened"] = spam.opened_now()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if suspicion := self._suspicion():
            self.add_error(None, suspicion)
        return cleaned

    def reopened(self) -> None:
        """Before it is shown again: what would be refused for ever is made anew."""
        self.data = self.data.copy()
        self.data["website"] = ""
        if spam.is_too_old(self.data.get("opened", "")):
            self.data["opened"] = spam.opened_now()

    def too_many_today(self) -> bool:
        return spam.too_many_today(self.request)

    def fingerprint(self, *names: str) -> str:
        """Of what was sent: the same form sent twice is one."""
        said = "\x00".join(str(self.cleaned_data[name]) for name in ("opened", *names))
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()

    def _suspicion(self) -> str:
        opened = self.cleaned_data.get("opened", "")
        if self.cleaned_data.get("website"):
            return TRAPPED
        if spam.is_too_old(opened):
            return TOO_OLD
        if spam.is_too_quick(opened):
            return TOO_QUICK
        return TOO_MANY if self.too_many_today() else ""


class DocumentaryRequestForm(OpenForm):
    """A question to the centre."""

    question = text_field(
        "Votre question",
        "Avec vos mots. Une phrase suffit : « Comment d’autres villes organisent-elles la collecte des encombrants ? »",
        LONGEST_TEXT,
        rows=5,
        error_messages={"required": "Écrivez votre question, même en quelques mots."},
    )
    purpose = text_field(
        "Pour quoi faire ?",
        "Ce que vous préparez, ce que vous avez déjà essayé ou trouvé : nous chercherons mieux.",
        LONGEST_TEXT,
        rows=3,
        required=False,
    )
    place = text_field(
        "Quel quartier, quelle commune ?", "« Les Îles de Mars, Le Pont-de-Claix ».", 150, required=False
    )
    name = text_field("Votre nom", "Comment vous appeler dans la réponse.", 150, required=False, autocomplete="name")
    email = email_field("Pour vous répondre, et pour rien d’autre. Exemple : prenom.nom@exemple.fr")
    organisation = text_field(
        "Votre organisation",
        "Commune, bailleur, association, conseil citoyen…",
        150,
        required=False,
        autocomplete="organization",
    )
    consent = forms.BooleanField(
        label="J’accepte que le centre de ressources garde ma demande pour y répondre.",
        help_text="Seule l’équipe la lit. Elle est effacée douze mois après la réponse, plus tôt si vous voulez.",
        error_messages={"required": "Cochez cette case : sans votre accord, nous ne pouvons pas garder votre demande."},
    )

    def clean_question(self) -> str:
        question = self.cleaned_data["question"]
        if not any(sign.isalnum() for sign in question):
            raise forms.ValidationError("Écrivez votre question avec des mots.")
        return question

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        self._refuse_links()
        return cleaned

    def save(self) -> tuple[DocumentaryRequest, bool]:
        """The request, and whether it is a new one: the same form sent twice is one request."""
        said = {name: self.cleaned_data[name] for name in (*TEXTS, "email")}
        return DocumentaryRequest.objects.get_or_create(
            fingerprint=self.fingerprint(*TEXTS, "email"), defaults=said | {"consented_at": timezone.now()}
        )

    def _refuse_links(self) -> None:
        told = {name: self.cleaned_data.get(name, "") for name in TEXTS}
        if spam.links_in(told["question"], told["purpose"]) > spam.MOST_LINKS:
            self.add_error("question" if spam.links_in(told["question"]) else "purpose", TOO_MANY_LINKS)
        for name in ("place", "name", "organisation"):
            if spam.links_in(told[name]):
                self.add_error(name, NO_LINK)
