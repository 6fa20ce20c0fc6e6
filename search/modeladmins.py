"""The lists and forms of what editors add to the search."""

from __future__ import annotations

from django import forms
from django.db.models import Model
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, IndexView

from core.visibility import is_visible

from .curation_forms import PromotedForm, SynonymForm
from .models import PromotedResult, SynonymRule
from .rules import built_in
from .synonyms import set_aside_codes

LONGEST_GIVEN = 2_000


class PrefilledCreateView(CreateView):
    """The form of a new record, begun with what the address says: a question without results, a rule to rewrite."""

    def get_initial(self) -> dict[str, object]:
        names = [name for name in self.get_form_class().base_fields if name in self.request.GET]
        given = {name: self.request.GET[name].replace("\x00", "")[:LONGEST_GIVEN] for name in names}
        return super().get_initial() | given


class CurationAdmin(ModelAdmin):
    """What the two lists share; a subclass says in ``add_label`` what its button adds."""

    add_to_admin_menu = False
    list_per_page = 100
    create_view_class = PrefilledCreateView
    add_label = ""
    short_columns = ("way", "state", "until")

    def get_button_helper_class(self) -> type[ButtonHelper]:
        label = self.add_label

        class CurationButtonHelper(ButtonHelper):
            def add_button(self, *args, **kwargs) -> dict[str, str]:
                return super().add_button(*args, **kwargs) | {"label": label, "title": label}

        return CurationButtonHelper

    def get_extra_class_names_for_field_col(self, obj: Model, field_name: str) -> list[str]:
        return ["curation-short"] if field_name in self.short_columns else []


class SynonymIndexView(IndexView):
    def get_context_data(self, **kwargs) -> dict[str, object]:
        left_out = set_aside_codes()
        known = {rule.code for rule in built_in()}
        more = {
            "trial_url": reverse("synonym_trial"),
            "built_in_url": reverse("built_in_synonyms"),
            "built_in_count": len(known),
            "set_aside_count": len(known & left_out),
        }
        return super().get_context_data(**(more | kwargs))


class SynonymAdmin(CurationAdmin):
    model = SynonymRule
    menu_label = "Synonymes"
    menu_icon = "link"
    menu_order = 100
    base_url_path = "synonymes"
    add_label = "Ajouter une règle"
    list_display = ("__str__", "way", "state", "note")
    search_fields = ("word", "terms", "note")
    index_view_class = SynonymIndexView
    index_template_name = "search/admin/synonyms.html"
    edit_handler = ObjectList(
        [
            FieldPanel("direction", widget=forms.RadioSelect),
            FieldPanel("word"),
            FieldPanel("terms"),
            FieldPanel("note"),
            FieldPanel("active"),
        ],
        base_form_class=SynonymForm,
    )

    def way(self, rule: SynonymRule) -> str:
        return "les deux" if rule.direction == SynonymRule.Direction.BOTH else "un seul"

    way.short_description = "sens"
    way.admin_order_field = "direction"

    def state(self, rule: SynonymRule) -> str:
        return "active" if rule.active else "suspendue"

    state.short_description = "état"
    state.admin_order_field = "active"


class PromotedAdmin(CurationAdmin):
    model = PromotedResult
    menu_label = "Résultats mis en avant"
    menu_icon = "thumbtack"
    menu_order = 200
    base_url_path = "resultats-mis-en-avant"
    add_label = "Mettre une fiche en avant"
    list_display = ("asked_for", "item", "state", "until")
    list_select_related = ("page",)
    search_fields = ("questions", "page__title", "why")
    edit_handler = ObjectList(
        [
            FieldPanel("questions"),
            FieldPanel("matching", widget=forms.RadioSelect),
            FieldPanel("page"),
            FieldPanel("why"),
            FieldPanel("until"),
            FieldPanel("active"),
        ],
        base_form_class=PromotedForm,
    )

    def asked_for(self, promoted: PromotedResult) -> str:
        return str(promoted)

    asked_for.short_description = "questions"
    asked_for.admin_order_field = "questions"

    def item(self, promoted: PromotedResult) -> str:
        return promoted.page.title

    item.short_description = "fiche"
    item.admin_order_field = "page__title"

    def state(self, promoted: PromotedResult) -> str:
        if not promoted.active:
            return "suspendue"
        if promoted.is_over:
            return "terminée"
        return "affichée" if is_visible(promoted.page) else "fiche non publique"

    state.short_description = "état"
