"""The edit screens: the same tabs for every kind, in the order an editor thinks."""

from __future__ import annotations

from django import forms
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

FILING_PANELS: list[Panel] = [
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    MultipleChooserPanel(
        "page_territories",
        chooser_field_name="territory",
        heading="Où",
        label="territoire",
        help_text="Communes, intercommunalités, départements, régions ou quartiers. "
        "Choisir une commune veut dire aussi son intercommunalité, son département et sa région.",
    ),
    FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
    FieldPanel("tags", help_text="Deux à cinq mots que les thèmes ne disent pas déjà."),
]
ACTOR_PANELS: list[Panel] = [
    MultipleChooserPanel(
        "page_organisations",
        chooser_field_name="organisation",
        heading="Organisations",
        label="organisation",
        panels=[FieldPanel("organisation"), FieldPanel("role"), FieldPanel("note")],
    ),
    MultipleChooserPanel(
        "page_people",
        chooser_field_name="person",
        heading="Personnes",
        label="personne",
        help_text="Seulement des personnes qui s’expriment publiquement, dans leur rôle.",
        panels=[FieldPanel("person"), FieldPanel("role"), FieldPanel("function")],
    ),
]
LINK_PANELS: list[Panel] = [
    InlinePanel(
        "page_links",
        heading="Fiches liées",
        label="lien",
        help_text="Le lien s’affiche sur les deux fiches.",
        panels=[FieldPanel("kind"), FieldPanel("target"), FieldPanel("note")],
    ),
    MultipleChooserPanel("page_documents", chooser_field_name="document", heading="Documents joints", label="document"),
]
PUBLISHING_PANELS: list[Panel] = [
    PublishingPanel(),
    FieldPanel("review_by"),
    FieldPanel("licence"),
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("external_id")],
        heading="Adresse et référencement",
        classname="collapsed",
    ),
]


def knowledge_edit_handler(content_panels: list[Panel], *, dated: bool = True) -> TabbedInterface:
    """The tabs of one kind: what it tells, how it is filed, who took part, what it leads to, how it is published.

    ``content_panels``: what the kind adds after title, summary and picture.
    """
    opening: list[Panel] = [FieldPanel("title"), FieldPanel("summary"), FieldPanel("featured_image")]
    if dated:
        opening.insert(1, FieldPanel("published_on"))
    return TabbedInterface(
        [
            ObjectList([*opening, *content_panels], heading="Contenu"),
            ObjectList(FILING_PANELS, heading="Classement"),
            ObjectList(ACTOR_PANELS, heading="Qui"),
            ObjectList(LINK_PANELS, heading="Liens et documents"),
            ObjectList(PUBLISHING_PANELS, heading="Publication"),
        ]
    )


settings_panels: list[Panel] = [
    FieldPanel("baseline"),
    MultiFieldPanel(
        [FieldPanel("publisher"), FieldPanel("contact_email"), FieldPanel("phone"), FieldPanel("address")],
        heading="Contact",
    ),
    HelpPanel("<p>Un menu vide affiche les rubriques du portail dans leur ordre habituel.</p>"),
    FieldPanel("main_menu"),
    FieldPanel("footer_menu"),
]
