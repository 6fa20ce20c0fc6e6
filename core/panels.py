"""The edit screens: the same tabs for every kind, in the order an editor thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

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
    TitleFieldPanel,
)

from taxonomy.widgets import ThemeTree


class ConflictPanel(Panel):
    """Asks, once a save was refused because somebody else saved meanwhile, whether to save all the same."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/admin/conflict_panel.html"

        def is_shown(self) -> bool:
            return getattr(self.form, "newer_version", None) is not None


FILING_PANELS: list[Panel] = [
    FieldPanel("themes", widget=ThemeTree),
    MultipleChooserPanel(
        "page_territories",
        chooser_field_name="territory",
        heading="Où",
        label="territoire",
        help_text="Le plus précis : un quartier ou une commune plutôt qu’une région. Une commune veut dire aussi son "
        "intercommunalité, son département et sa région. Si vous ne mettez rien, la fiche prendra à la publication le "
        "territoire de l’organisation qui est à l’initiative.",
    ),
    FieldPanel(
        "audiences",
        widget=forms.CheckboxSelectMultiple,
        help_text="À qui elle servira dès demain. Rien : à tout le monde.",
    ),
    FieldPanel(
        "tags",
        help_text="Deux à cinq mots que les thèmes ne disent pas déjà, au singulier : « encombrant », « composteur ». "
        "Choisissez d’abord parmi ceux qui sont proposés.",
    ),
]
ACTOR_PANELS: list[Panel] = [
    MultipleChooserPanel(
        "page_organisations",
        chooser_field_name="organisation",
        heading="Organisations",
        label="organisation",
        help_text="Qui a porté, fait ou payé. Celle qui est « à l’initiative » ou « à la rédaction » répond de la "
        "fiche auprès du public. Une organisation qui n’existe pas encore s’ajoute dans la fenêtre de choix.",
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
        help_text="La rencontre d’où vient une captation, la fiche dont une autre s’inspire… Le lien s’affiche sur les "
        "deux fiches : il suffit de le poser d’un côté.",
        panels=[FieldPanel("kind"), FieldPanel("target"), FieldPanel("note")],
    ),
    MultipleChooserPanel(
        "page_documents",
        chooser_field_name="document",
        heading="Documents joints",
        label="document",
        help_text="Ce qu’on voudra télécharger : la charte, le questionnaire, le plan. PDF, texte, tableur ou "
        "présentation.",
    ),
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
TITLE_HELP = (
    "Ce qui s’est fait ou ce que l’on apprend, et où : « Une brocante contre les encombrants à Gennevilliers »."
)


IMAGE_HELP = "Facultative. Une photo du lieu ou de l’action vaut mieux qu’une illustration."


def knowledge_edit_handler(
    content_panels: list[Panel],
    *,
    dated: bool = True,
    notices: Sequence[Panel] = (),
    helps: Mapping[str, str] = MappingProxyType({}),
) -> TabbedInterface:
    """The tabs of one kind: what it tells, how it is filed, who took part, what it leads to, how it is published.

    ``content_panels``: what the kind adds after title, summary and picture; ``notices``: what it says above all that;
    ``helps``: what it says of a field that all kinds have, in its own words.
    """
    opening: list[Panel] = [
        ConflictPanel(),
        TitleFieldPanel("title", help_text=helps.get("title", TITLE_HELP), classname="", placeholder=False),
        FieldPanel("summary", help_text=helps.get("summary", "")),
        FieldPanel("featured_image", help_text=helps.get("featured_image", IMAGE_HELP)),
    ]
    if dated:
        opening.insert(2, FieldPanel("published_on", help_text=helps.get("published_on", "")))
    opening[1:1] = notices
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
