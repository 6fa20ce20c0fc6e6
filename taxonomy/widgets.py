"""Choosing themes in their tree: one folding group a rubric, a box to narrow them, plain check boxes underneath."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Theme


@dataclass(slots=True)
class Branch:
    """A theme of the tree as the widget shows it."""

    value: str
    label: str
    description: str
    checked: bool
    children: list[Branch] = field(default_factory=list)

    def chosen(self) -> Iterator[Branch]:
        if self.checked:
            yield self
        for child in self.children:
            yield from child.chosen()


def theme_tree(chosen: set[str]) -> list[Branch]:
    """Every rubric with its sub-themes, in their order."""
    themes = list(Theme.objects.all())
    branches = {
        theme.pk: Branch(str(theme.pk), theme.name, theme.description, str(theme.pk) in chosen) for theme in themes
    }
    roots = []
    for theme in themes:
        parent = branches.get(theme.parent_id)
        (parent.children if parent else roots).append(branches[theme.pk])
    return roots


class ThemeTree(forms.CheckboxSelectMultiple):
    template_name = "taxonomy/admin/theme_tree.html"

    class Media:
        js = ("js/admin-theme-tree.js",)

    def render(
        self,
        name: str,
        value: list[str] | None,
        attrs: dict[str, str] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        # The form renderer looks for templates in Django alone.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: list[str] | None, attrs: dict[str, str] | None) -> dict[str, object]:
        # Not super(): it would ask for each label on its own; the tree is read in one query.
        chosen = {str(item) for item in value or ()}
        roots = theme_tree(chosen)
        return {
            "widget": {
                "name": name,
                "attrs": {**self.attrs, **(attrs or {})},
                "roots": [
                    {"branch": root, "chosen": sum(1 for _ in root.chosen()), "count": 1 + len(root.children)}
                    for root in roots
                ],
                "chosen": [branch for root in roots for branch in root.chosen()],
                "is_hidden": False,
                "required": self.is_required,
            }
        }
