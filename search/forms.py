"""The public's question to the centre."""

from __future__ import annotations

from django import forms

from core.open_forms.fields import NEEDED_TO_ANSWER, email_field, has_words, text_field, too_many_links
from core.open_forms.forms import ReceivedForm
from core.open_forms.robots import links_in

from .models import DocumentaryRequest
from .models.requests import LONGEST_TEXT

MOST_LINKS = 2


class DocumentaryRequestForm(ReceivedForm):
    """A question to the centre."""

    model = DocumentaryRequest
    said = ("question", "purpose", "place", "name", "organisation", "email")
    without_links = ("place", "name", "organisation")

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
    email = email_field(
        "Pour vous répondre, et pour rien d’autre. Exemple : prenom.nom@exemple.fr", needed=NEEDED_TO_ANSWER
    )
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
        if not has_words(question):
            raise forms.ValidationError("Écrivez votre question avec des mots.")
        return question

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        told = [cleaned.get(name, "") for name in ("question", "purpose")]
        if links_in(*told) > MOST_LINKS:
            self.add_error("question" if links_in(told[0]) else "purpose", too_many_links(MOST_LINKS))
        return cleaned
