"""What the content checker looks at in a page, beside its preview and in the bar of the public page."""

from __future__ import annotations

from wagtail.admin.userbar import ContentCheckerItem

# Rules about what an editor writes; those about the templates are the tests' to hold.
EXTRA_RULES = {
    "image-alt": ("Image sans description", "Donnez une description à l’image, dans sa fiche."),
    "page-has-heading-one": ("Page sans titre", "Donnez un titre à la page."),
    "td-headers-attr": ("Tableau mal relié à ses en-têtes", "Indiquez la ligne ou la colonne d’en-tête du tableau."),
    "th-has-data-cells": ("En-tête de tableau sans cellules", "Retirez l’en-tête, ou remplissez le tableau."),
    "list": ("Liste mal formée", "Refaites la liste avec le bouton de liste."),
    "link-in-text-block": ("Lien que rien ne distingue du texte", "Donnez au lien un texte qui dit où il mène."),
}


class PortalContentChecker(ContentCheckerItem):
    # The summary of an item is its meta description: it is required, so its absence is no news.
    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"),
        *EXTRA_RULES,
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        rule: {"error_name": name, "help_text": help_text} for rule, (name, help_text) in EXTRA_RULES.items()
    }
