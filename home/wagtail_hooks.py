"""The dashboard of the admin: who is welcome, where to start."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from events.models import EventIndexPage
from experiences.models import ExperienceIndexPage
from resources.models import BibliographyIndexPage, PracticeSheetIndexPage, RecordingIndexPage

from .models import NewsIndexPage

# What one comes to publish, the most frequent first: the list it stands in, what the link says.
BEGINNINGS: tuple[tuple[type[Page], str], ...] = (
    (ExperienceIndexPage, "Publier un retour d’expérience"),
    (EventIndexPage, "Annoncer une rencontre"),
    (PracticeSheetIndexPage, "Écrire une fiche pratique"),
    (RecordingIndexPage, "Mettre en ligne une captation"),
    (BibliographyIndexPage, "Composer une bibliographie"),
    (NewsIndexPage, "Écrire une actualité"),
)


# Functions of other apps that give one more of these links to whoever may follow it, or None.
BEGINNING_HOOK = "register_beginning"


class WelcomePanel(Component):
    name = "welcome"
    order = 50
    template_name = "home/admin/welcome.html"

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        request = parent_context["request"]
        return {
            "name": request.user.first_name,
            "beginnings": beginnings(request),
            "guide_url": reverse("editing_guide"),
        }


def beginnings(request: HttpRequest) -> list[dict[str, str]]:
    """The kinds of item that this person may add, each with the form that adds one; then what other apps begin."""
    links = []
    for index_model, label in BEGINNINGS:
        index = index_model.objects.first()
        if index is None or not index.permissions_for_user(request.user).can_add_subpage():
            continue
        kind = index_model.allowed_subpage_models()[0]
        url = reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, index.pk])
        links.append({"label": label, "url": url})
    more = (begin(request) for begin in hooks.get_hooks(BEGINNING_HOOK))
    return links + [link for link in more if link]


@hooks.register("construct_homepage_panels")
def welcome(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WelcomePanel())
