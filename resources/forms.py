"""The admin forms of references."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm

from .models import Reference


class QuickReferenceForm(WagtailAdminModelForm):
    """A reference added while composing a bibliography; its record is completed later."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Reference
        fields = ["title", "type", "authors", "publisher", "issued", "url"]
