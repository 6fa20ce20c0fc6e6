"""The vocabularies in the admin: one menu, where the other apps put theirs (hook ``register_vocabulary_menu_item``)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Model, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.contrib.redirects.models import Redirect
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView, SnippetViewSet
from wagtail_modeladmin.options import ModelAdmin

from french.folding import fold

from .choosers import CommuneChooser, TerritoryChooserViewSet, population, within
from .forms import QuartierForm, ThemeForm
from .lookups import by_size, matching_territories
from .merging import merge
from .modeladmins import MergingModelAdmin
from .models import Audience, Term, Territory, TerritoryQuerySet, Theme, ThemeAlias
from .permissions import TerritoryPermissionPolicy
from .stale_saves import RecordForm

MENU_HOOK = "register_vocabulary_menu_item"
ALIASES_HELP = "Les mots qu’emploient les gens : synonymes, sigles, ancien nom. Chacun mène au même endroit."

register_permission_policy(Territory, TerritoryPermissionPolicy(Territory))
vocabulary_menu = Menu(register_hook_name=MENU_HOOK, construct_hook_name="construct_vocabulary_menu")


@hooks.register("register_admin_menu_item")
def register_vocabulary_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem("Vocabulaires", vocabulary_menu, name="vocabularies", icon_name="list-ul", order=600)


# -- themes -----------------------------------------------------------------------------------------------------------
class ThemeAdmin(MergingModelAdmin):
    model = Theme
    menu_label = "Thèmes"
    menu_icon = "list-ul"
    menu_order = 100
    base_url_path = "themes"
    add_to_admin_menu = False
    list_display = ("tree_name", "page_count", "alias_names")
    list_display_add_buttons = "tree_name"
    list_per_page = 500
    search_fields = ("name", "aliases__name", "description")
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("parent"),
            FieldPanel("description"),
            InlinePanel("aliases", heading="Autres noms", label="autre nom", help_text=ALIASES_HELP),
            MultiFieldPanel(
                [FieldPanel("position"), FieldPanel("slug")], heading="Rang et adresse", classname="collapsed"
            ),
        ],
        base_form_class=ThemeForm,
    )

    ordering = ("rubric_position", "rubric_name", "is_under", "position", "name")  # each rubric, then its themes

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        return Theme.objects.prefetch_related("aliases", "pages").annotate(
            rubric_position=Coalesce("parent__position", "position"),
            rubric_name=Coalesce("parent__name", "name"),
            is_under=Case(When(parent=None, then=Value(0)), default=Value(1)),
        )

    def merge(self, source: Theme, target: Theme) -> None:
        former_url, former_name = source.get_absolute_url(), source.name
        if source.pk in ancestors(target):
            Theme.objects.filter(pk=target.pk).update(parent=source.parent_id)
        merge(source, target)
        target.refresh_from_db()
        ThemeAlias.objects.get_or_create(theme=target, folded=fold(former_name), defaults={"name": former_name})
        target.save()
        Redirect.add_redirect(former_url, target.get_absolute_url(), is_permanent=True)

    def tree_name(self, theme: Theme) -> SafeString:
        if theme.parent_id is None:
            return format_html("<strong>{}</strong>", theme.name)
        return format_html('<span class="theme-of-rubric">{}</span>', theme.name)

    tree_name.short_description = "thème"
    tree_name.admin_order_field = "name"

    def page_count(self, theme: Theme) -> int:
        return len(theme.pages.all())

    page_count.short_description = "fiches"

    def alias_names(self, theme: Theme) -> str:
        return ", ".join(alias.name for alias in theme.aliases.all())

    alias_names.short_description = "autres noms"


def ancestors(theme: Theme) -> list[int]:
    found, parent = [], theme.parent
    while parent is not None:
        found.append(parent.pk)
        parent = parent.parent
    return found


class AudienceAdmin(ModelAdmin):
    model = Audience
    menu_label = "Publics"
    menu_icon = "group"
    menu_order = 300
    base_url_path = "publics"
    add_to_admin_menu = False
    list_display = ("name",)
    search_fields = ("name",)
    panels = [
        FieldPanel(
            "name", help_text="À qui une fiche s’adresse, comme ces personnes se nomment : « gardiennes et gardiens »."
        ),
        MultiFieldPanel([FieldPanel("slug")], heading="Adresse", classname="collapsed"),
    ]


theme_admin, audience_admin = ThemeAdmin(), AudienceAdmin()
for admin in (theme_admin, audience_admin):
    admin.register_with_wagtail()


@hooks.register(MENU_HOOK)
def register_themes() -> MenuItem:
    return theme_admin.get_menu_item()


@hooks.register(MENU_HOOK)
def register_audiences() -> MenuItem:
    return audience_admin.get_menu_item()


# -- glossary ---------------------------------------------------------------------------------------------------------
class TermViewSet(SnippetViewSet):
    model = Term
    menu_label = "Glossaire"
    menu_hook = MENU_HOOK
    menu_order = 400
    icon = "openquote"
    list_display = ["name"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("definition"),
            InlinePanel("aliases", heading="Autres noms", label="autre nom", help_text=ALIASES_HELP),
            MultiFieldPanel([FieldPanel("slug")], heading="Adresse", classname="collapsed"),
        ],
        base_form_class=RecordForm,
    )


# -- territories ------------------------------------------------------------------------------------------------------
class TerritoryIndexView(IndexView):
    """Only quartiers have something to edit; the others are read."""

    is_searchable = True
    add_item_label = "Ajouter un quartier"

    def get_base_queryset(self) -> TerritoryQuerySet:
        return by_size(Territory.objects.select_related("commune", "epci", "departement"))

    def search_queryset(self, queryset: TerritoryQuerySet) -> TerritoryQuerySet:
        return matching_territories(queryset, self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset: TerritoryQuerySet) -> TerritoryQuerySet:
        return queryset

    def get_edit_url(self, instance: Territory) -> str | None:
        return super().get_edit_url(instance) if instance.level == Territory.Level.QUARTIER else None

    def get_delete_url(self, instance: Territory) -> str | None:
        return super().get_delete_url(instance) if instance.level == Territory.Level.QUARTIER else None


class QuartierOnly:
    """What is official is not for editing, whatever address one types."""

    request: HttpRequest

    def get_object(self, *args, **kwargs) -> Territory:
        territory = super().get_object(*args, **kwargs)
        if territory.level != Territory.Level.QUARTIER:
            raise PermissionDenied
        return territory


class QuartierEditView(QuartierOnly, EditView):
    pass


class QuartierDeleteView(QuartierOnly, DeleteView):
    pass


@hooks.register("before_bulk_action")
def leave_official_territories_alone(request: HttpRequest, action: str, objects: list[Model], view: object) -> None:
    if any(isinstance(place, Territory) and place.level != Territory.Level.QUARTIER for place in objects):
        raise PermissionDenied


class TerritoryViewSet(SnippetViewSet):
    model = Territory
    menu_label = "Territoires"
    menu_hook = MENU_HOOK
    menu_order = 500
    icon = "globe"
    index_view_class = TerritoryIndexView
    edit_view_class = QuartierEditView
    delete_view_class = QuartierDeleteView
    chooser_viewset_class = TerritoryChooserViewSet
    inspect_view_enabled = True
    inspect_view_fields = [
        "level",
        "name",
        "code",
        "population",
        "commune",
        "epci",
        "departement",
        "region",
        "is_priority",
        "latitude",
        "longitude",
    ]
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("level", label="Échelle", accessor="get_level_display"),
        Column("within", label="Dans", accessor=within),
        Column("code", label="Code", accessor="code"),
        Column("population", label="Population", accessor=population),
    ]
    list_filter = ["level", "is_priority"]
    list_per_page = 30
    edit_handler = ObjectList(
        [
            FieldPanel(
                "name",
                help_text="Le nom que lui donnent celles et ceux qui y vivent. Régions, départements, "
                "intercommunalités et communes viennent du référentiel officiel : on n’ajoute ici que des quartiers.",
            ),
            FieldPanel("commune", widget=CommuneChooser),
            FieldPanel("is_priority"),
            FieldPanel("code", help_text="Le code du QPV s’il en a un (QN09201M). Sinon laissez vide."),
            FieldRowPanel(
                [FieldPanel("latitude"), FieldPanel("longitude")],
                heading="Sur la carte",
                help_text="Facultatif : sans ces deux nombres, la carte de l’observatoire le place dans sa commune.",
            ),
        ],
        base_form_class=QuartierForm,
    )


register_snippet(TermViewSet)
register_snippet(TerritoryViewSet)
