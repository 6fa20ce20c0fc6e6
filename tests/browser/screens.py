"""What people who have an account work with, and where it is."""

from __future__ import annotations

from django.urls import reverse
from wagtail.models import Page

from directory.models import Organisation
from newsletter.models import IssuePage
from tests.factories import AdoptionFactory, DocumentaryRequestFactory, SearchCountFactory

from .addresses import Addresses

SCREENS = (
    "dashboard",
    "editing guide",
    "explorer",
    "form of a new experience",
    "form of an experience",
    "history",
    "images",
    "image upload",
    "document upload",
    "documents without text",
    "organisations",
    "form of an organisation",
    "theme list",
    "tag list",
    "references",
    "synonyms",
    "form of a synonym",
    "built-in synonyms",
    "question tried",
    "promoted results",
    "form of a promoted result",
    "what is searched",
    "requests",
    "form of a request",
    "essaimages",
    "form of an essaimage",
    "board of briefs",
    "brief on the board",
    "invitations",
    "invitation",
    "form of an invitation",
    "proposals",
    "letters",
    "form of a letter",
    "items for a letter",
    "sending a letter",
    "figures of the letters",
    "mailings",
    "site settings",
)
# Those of the newsletter, which editors also use on a phone.
ON_A_PHONE = (
    "board of briefs",
    "brief on the board",
    "invitation",
    "letters",
    "items for a letter",
    "sending a letter",
    "figures of the letters",
    "mailings",
)


def screen_addresses(experience: Page, organisation: Organisation) -> Addresses:
    experiences = experience.get_parent().pk
    organisations = "wagtailsnippets_directory_organisation"
    request = DocumentaryRequestFactory()
    adoption = AdoptionFactory(practice=experience)
    draft = IssuePage.objects.get(live=False).pk
    SearchCountFactory(question="compost", searches=3, clicks=2, ranks=3)
    SearchCountFactory(question="xylophone", searches=2, unanswered=True)
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "editing guide": reverse("editing_guide"),
        "explorer": reverse("wagtailadmin_explore", args=[experiences]),
        "form of a new experience": reverse(
            "wagtailadmin_pages:add", args=["experiences", "experiencepage", experiences]
        ),
        "form of an experience": reverse("wagtailadmin_pages:edit", args=[experience.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[experience.pk]),
        "images": reverse("wagtailimages:index"),
        "image upload": reverse("wagtailimages:add"),
        "document upload": reverse("wagtaildocs:add"),
        "documents without text": reverse("silent_documents"),
        "organisations": reverse(f"{organisations}:list"),
        "form of an organisation": reverse(f"{organisations}:edit", args=[organisation.pk]),
        "theme list": "/admin/themes/",
        "tag list": "/admin/mots-cles/",
        "references": reverse("wagtailsnippets_resources_reference:list"),
        "synonyms": reverse("synonymes_modeladmin_index"),
        "form of a synonym": reverse("synonymes_modeladmin_create"),
        "built-in synonyms": reverse("built_in_synonyms"),
        "question tried": f"{reverse('synonym_trial')}?q=la+collecte+des+poubelles",
        "promoted results": reverse("resultats-mis-en-avant_modeladmin_index"),
        "form of a promoted result": reverse("resultats-mis-en-avant_modeladmin_create"),
        "what is searched": reverse("searched"),
        "proposals": reverse("wagtailsnippets_experiences_proposal:list"),
        "requests": reverse("wagtailsnippets_search_documentaryrequest:list"),
        "form of a request": reverse("wagtailsnippets_search_documentaryrequest:edit", args=[request.pk]),
        "essaimages": reverse("wagtailsnippets_experiences_adoption:list"),
        "form of an essaimage": reverse("wagtailsnippets_experiences_adoption:edit", args=[adoption.pk]),
        "letters": reverse("newsletter_letters"),
        "form of a letter": reverse("wagtailadmin_pages:edit", args=[draft]),
        "items for a letter": reverse("newsletter_add_items", args=[draft]),
        "sending a letter": reverse("newsletter_send", args=[draft]),
        "figures of the letters": reverse("newsletter_figures"),
        "mailings": reverse("newsletter_mailings"),
        "site settings": reverse("wagtailsettings:edit", args=["core", "portalsettings"]),
    }
