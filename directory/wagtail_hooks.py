"""The directory in the admin: organisations and people."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from french.folding import fold
from taxonomy.stale_saves import RecordForm
from taxonomy.widgets import ThemeTree

from .forms import QuickOrganisationForm, QuickPersonForm
from .models import Organisation, Person, User


def named_organisations(organisations: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those called so: by a part of their name, their acronym or another of their names."""
    named = Q(name__icontains=text) | Q(acronym__icontains=text) | Q(aliases__folded__contains=fold(text))
    return organisations.filter(Q(slug__contains=fold(text).replace(" ", "-")) | named).distinct()


def named_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    named = Q(slug__contains=fold(text).replace(" ", "-")) | Q(name__icontains=text)
    return people.filter(named | Q(function__icontains=text) | Q(organisation__name__icontains=text))


class NameFilterForm(SearchFilterMixin, BaseFilterForm):
    """Looks among names as people type them: any part, accents or not."""

    def filter(self, objects: QuerySet) -> QuerySet:
        text = self.cleaned_data.get("q")
        if not text:
            return objects
        self.is_searching, self.search_query = True, text
        return named_organisations(objects, text) if objects.model is Organisation else named_people(objects, text)


class NameChoice:
    filter_form_class = NameFilterForm

    @property
    def columns(self) -> list[Column]:
        if self.model is Person:
            return [*super().columns, Column("organisation", label="Organisation", accessor="organisation")]
        return [
            *super().columns,
            Column("type", label="Type", accessor="get_type_display"),
            Column("territory", label="Territoire", accessor="territory"),
        ]

    def get_object_list(self) -> QuerySet:
        related = ("organisation",) if self.model is Person else ("territory__commune",)
        return super().get_object_list().select_related(*related)


class NameChooseView(NameChoice, ChooseView):
    pass


class NameChooseResultsView(NameChoice, ChooseResultsView):
    pass


class OrganisationChooserViewSet(SnippetChooserViewSet):
    choose_view_class = NameChooseView
    choose_results_view_class = NameChooseResultsView
    creation_tab_label = "Ajouter une organisation"
    create_action_label = "Ajouter"
    creation_form_class = QuickOrganisationForm


class PersonChooserViewSet(SnippetChooserViewSet):
    choose_view_class = NameChooseView
    choose_results_view_class = NameChooseResultsView
    creation_tab_label = "Ajouter une personne"
    create_action_label = "Ajouter"
    creation_form_class = QuickPersonForm


class NameIndexView(IndexView):
    is_searchable = True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        look = named_organisations if self.model is Organisation else named_people
        return look(queryset, self.search_query)


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    menu_label = "Organisations"
    icon = "group"
    index_view_class = NameIndexView
    chooser_viewset_class = OrganisationChooserViewSet
    list_display = ["name", "acronym", "type", "territory", UpdatedAtColumn()]
    list_filter = ["type"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("name", help_text="En toutes lettres : « Ville de Gennevilliers », « Est Ensemble Habitat »."),
            FieldRowPanel([FieldPanel("acronym"), FieldPanel("type")]),
            FieldPanel("territory"),
            FieldPanel("description"),
            MultiFieldPanel(
                [
                    FieldPanel("website"),
                    FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                    FieldPanel("address"),
                ],
                heading="Contact",
            ),
            FieldPanel("competences", widget=ThemeTree),
            InlinePanel(
                "aliases",
                heading="Autres noms",
                label="autre nom",
                help_text="Ancien nom, nom d’usage, sigle développé.",
            ),
            MultiFieldPanel(
                [FieldPanel("slug"), FieldPanel("external_id")], heading="Adresse et import", classname="collapsed"
            ),
        ],
        base_form_class=RecordForm,
    )


class PersonViewSet(SnippetViewSet):
    model = Person
    menu_label = "Personnes"
    icon = "user"
    index_view_class = NameIndexView
    chooser_viewset_class = PersonChooserViewSet
    list_display = ["name", "function", "organisation", UpdatedAtColumn()]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("function"),
            FieldPanel("organisation"),
            FieldPanel("website"),
            MultiFieldPanel(
                [FieldPanel("slug"), FieldPanel("external_id")], heading="Adresse et import", classname="collapsed"
            ),
        ],
        base_form_class=RecordForm,
    )


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = "Annuaire"
    menu_icon = "group"
    menu_name = "directory"
    menu_order = 500
    items = (OrganisationViewSet, PersonViewSet)


register_snippet(DirectoryGroup)


@hooks.register("before_bulk_action")
def leave_superusers_to_superusers(request: HttpRequest, action: str, objects: list[Model], view: object) -> None:
    if request.user.is_superuser:
        return
    if any(isinstance(account, User) and account.is_superuser for account in objects):
        raise PermissionDenied
