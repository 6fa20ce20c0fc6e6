"""The admin form of every catalogued item."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminPageForm


class KnowledgePageForm(WagtailAdminPageForm):
    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self.propose_territories()
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for field, message in self.instance.publication_errors().items():
                self.add_error(field if field in self.fields else None, message)

    def propose_territories(self) -> None:
        """Where an item names no place, its organisations' places are proposed."""
        # Filled in by core.territories once the formsets are valid; nothing is overwritten.
