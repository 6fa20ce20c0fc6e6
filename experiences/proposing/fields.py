"""What the form is made of: plain text from strangers, dates, choices, boxes to tick."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

from core.dates import PartialDateFormField
from core.open_forms.fields import text_widget, too_many_links
from core.open_forms.robots import links_in
from experiences.models.proposals import Answers

# Signs that nobody types and that upset what reads the text later: controls, halves of letters, orders to write
# backwards. They come along when one copies from a PDF.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
INVISIBLE_SAID = (
    "Un signe invisible s’était glissé dans ce texte, souvent en le copiant d’un autre document. Nous l’avons retiré : "
    "relisez, puis continuez."
)
MOST_LINKS = 5
NO_WORDS = "Écrivez-le avec des mots."
UNKNOWN = "— Choisissez —"


def without_invisible(text: str) -> str:
    return INVISIBLE.sub("", text)


class PlainText(forms.CharField):
    """Text as it is typed. ``rows``: of how many lines its box is; 0 for a single line, which then holds no other.

    Lines end as they were typed, not as browsers send them: each counts for one sign.
    """

    def __init__(self, label: str, help_text: str = "", *, longest: int, rows: int = 0, autocomplete: str = "") -> None:
        widget = text_widget(rows, autocomplete)
        super().__init__(label=label, help_text=help_text, max_length=longest, widget=widget, required=False)
        self.rows = rows
        # Django's own words for a NUL; ours say what became of it.
        self.validators = [one for one in self.validators if type(one).__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value: object) -> str:
        return super().to_python(as_typed(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if INVISIBLE.search(value) or (not self.rows and re.search(r"[\n\r\t]", value)):
            raise ValidationError(INVISIBLE_SAID, code="invisible")
        if links_in(value) > MOST_LINKS:
            raise ValidationError(too_many_links(MOST_LINKS), code="links")


class TypedDateField(PartialDateFormField):
    """Shown again as it was typed."""

    def prepare_value(self, value: str | None) -> str | None:
        return value


def partial_date(label: str, help_text: str) -> PartialDateFormField:
    return TypedDateField(label=label, help_text=help_text, required=False, max_length=30)


def one_of(
    label: str, choices: list[tuple[str, str]], help_text: str = "", *, radio: bool = False
) -> forms.ChoiceField:
    """One choice, or none yet."""
    widget = forms.RadioSelect() if radio else forms.Select()
    offered = list(choices) if radio else [("", UNKNOWN), *choices]
    return forms.ChoiceField(label=label, help_text=help_text, choices=offered, widget=widget, required=False)


def some_of(label: str, choices: object, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )


def tick(label: str, help_text: str = "", *, demanded: str = "") -> forms.BooleanField:
    """A box; ``demanded``: what is said when it must be ticked and is not."""
    field = forms.BooleanField(label=label, help_text=help_text, required=False)
    if demanded:
        field.error_messages["required"] = demanded
    return field


class AskingForm(forms.Form):
    """A group of fields. A draft may leave any of them empty, but ``needed``; sending asks for those that are
    ``demanded`` too, each with what is said where it is missing."""

    use_required_attribute = False
    needed: dict[str, str] = {}
    demanded: dict[str, str] = {}

    def __init__(self, *args, final: bool = False, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.final = final
        for name, message in {**self.needed, **self.demanded}.items():
            field = self.fields[name]
            field.is_demanded = True
            field.error_messages["required"] = message
            field.required = name in self.needed or final

    @property
    def is_blank(self) -> bool:
        return not any(self.typed().values())

    def typed(self) -> Answers:
        """What the form holds, as it was typed; of an unbound form, what it begins with."""
        if not self.is_bound:
            return {name: self.initial.get(name, "") for name in self.fields}
        return {name: as_typed(self[name].data) for name in self.fields}

    def cleaned_of_invisible(self) -> None:
        """Before it is shown again: what nobody sees to remove is removed."""
        self.data = self.data.copy()
        for name, field in self.fields.items():
            value = self[name].data
            if isinstance(value, str) and isinstance(field, forms.CharField):
                text = without_invisible(as_typed(value))
                rows = getattr(field, "rows", 1)
                self.data[self.add_prefix(name)] = text if rows else " ".join(text.split())


def as_typed(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if isinstance(value, bool) else ""
