"""The admin forms of the vocabularies."""

from __future__ import annotations

from django import forms
from django.utils.formats import number_format
from django.utils.text import slugify

from .models import Territory, Theme
from .stale_saves import RecordForm

CODE_LENGTH = 20
PLACE = frozenset({"latitude", "longitude"})
FARTHEST = 2.0  # degrees from the commune: the largest, in Guyane, are less wide


class QuartierForm(RecordForm):
    """The only territory one adds by hand is a quartier, and a quartier stands in a commune."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.level = self.instance.level or Territory.Level.QUARTIER
        if "commune" in self.fields:
            self.fields["commune"].required = True
        if "code" in self.fields:
            self.fields["code"].required = False
        for name in PLACE.intersection(self.fields):
            field = self.fields[name]
            field.localize = field.widget.is_localized = True  # with a comma, as people write
            field.widget.input_type = "text"

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        self._check_place(cleaned)
        name, commune = cleaned.get("name"), cleaned.get("commune")
        if not name or not commune:
            return cleaned
        namesakes = Territory.objects.filter(level=Territory.Level.QUARTIER, commune=commune).named(name)
        if namesakes.exclude(pk=self.instance.pk).exists():
            self.add_error("name", f"« {name} » existe déjà à {commune.name}.")
        if not cleaned.get("code"):
            cleaned["code"] = free_code(commune.code, name)
        return cleaned

    def _check_place(self, cleaned: dict[str, object]) -> None:
        """Both numbers or none, and near the commune: typed the wrong way round, they fall in another sea."""
        given = {name: cleaned.get(name) for name in PLACE}
        if not PLACE.issubset(self.fields) or PLACE.intersection(self.errors) or set(given.values()) == {None}:
            return
        missing = [name for name, value in given.items() if value is None]
        for name in missing:
            self.add_error(name, "Donnez les deux nombres, latitude et longitude, ou aucun.")
        commune = cleaned.get("commune")
        if missing or commune is None or commune.latitude is None:
            return
        if any(abs(given[name] - getattr(commune, name)) > FARTHEST for name in PLACE):
            self.add_error(
                "latitude",
                f"Ce point est loin de {commune.name} (latitude {number_format(commune.latitude)}, longitude "
                f"{number_format(commune.longitude)}). Les deux nombres sont-ils dans le bon ordre ?",
            )


def free_code(commune_code: str, name: str) -> str:
    """A code made from the commune's and the name, that no territory has yet."""
    base = f"Q{commune_code}-{slugify(name)}"[:CODE_LENGTH].rstrip("-")
    code, number = base, 2
    while Territory.objects.filter(code=code).exists():
        suffix = f"-{number}"
        code, number = base[: CODE_LENGTH - len(suffix)] + suffix, number + 1
    return code


class ThemeForm(RecordForm):
    """The rubric is picked from the tree, where the theme itself is not."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        parent.queryset = Theme.objects.select_related("parent").exclude(pk=self.instance.pk)
        parent.empty_label = "Aucune : c’est une rubrique"
        parent.label_from_instance = path_of_theme


def path_of_theme(theme: Theme) -> str:
    return theme.name if theme.parent is None else f"{theme.parent.name} › {theme.name}"


class MergeForm(forms.Form):
    """What to merge into."""

    target = forms.ModelChoiceField(queryset=Theme.objects.none(), label="Fusionner avec", empty_label="Choisissez…")

    def __init__(self, *args, source, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = type(source).objects.exclude(pk=source.pk)
