"""Several values of a fixed list, in one column."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class SeveralField(models.JSONField):
    """Values of ``of``; [] where none is chosen. Migrations do not know the list: one more value, or another label, is
    no change of the schema."""

    def __init__(
        self, verbose_name: str | None = None, of: type[models.TextChoices] | None = None, **kwargs: object
    ) -> None:
        self.of = of
        super().__init__(verbose_name, **{"default": list, "db_default": [], "blank": True, **kwargs})

    def validate(self, value: object, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        unknown = [one for one in value if one not in self._values] if isinstance(value, list) else [value]
        if unknown:
            raise ValidationError(f"Choix inconnu : {unknown[0]}.", code="invalid_choice")

    def formfield(self, **kwargs: object) -> forms.Field:
        kwargs.pop("choices_form_class", None)
        return forms.TypedMultipleChoiceField(
            **{
                "choices": self.of.choices if self.of else [],
                "coerce": str,
                "empty_value": [],
                "required": not self.blank,
                "label": str(self.verbose_name).capitalize(),
                "help_text": self.help_text,
                "widget": forms.CheckboxSelectMultiple,
                **kwargs,
            }
        )

    def labels(self, value: list[str]) -> list[str]:
        """The values of ``value`` as they are shown, in the order of the list."""
        return [str(label) for code, label in self.of.choices if code in value] if self.of else []

    @property
    def _values(self) -> list[str]:
        return list(self.of.values) if self.of else []
