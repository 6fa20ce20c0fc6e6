"""What the edit screens of this app hold between the tabs that all kinds share."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

PRACTICE_SHEET_PANELS: list[Panel] = [
    MultiFieldPanel([FieldPanel("purpose"), FieldPanel("when_to_use")], heading="Pourquoi et quand"),
    MultiFieldPanel(
        [FieldPanel("roles"), FieldPanel("steps"), FieldPanel("body"), FieldPanel("tools")],
        heading="Comment faire",
    ),
    MultiFieldPanel(
        [FieldPanel("grey_areas"), FieldPanel("vigilance"), FieldPanel("legal_references")],
        heading="À quoi faire attention",
    ),
    FieldPanel("reviewed_on"),
]
RECORDING_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("medium"), FieldPanel("duration")]),
            FieldPanel("media"),
            FieldPanel("media_url"),
            FieldPanel("slides"),
            FieldPanel("chapters"),
        ],
        heading="L’enregistrement",
    ),
    MultiFieldPanel(
        [
            FieldPanel("transcript"),
            FieldRowPanel([FieldPanel("exemption_reason"), FieldPanel("exemption_until")]),
        ],
        heading="La transcription",
    ),
    FieldPanel("body"),
]
BIBLIOGRAPHY_PANELS: list[Panel] = [
    FieldPanel("body"),
    InlinePanel(
        "entries",
        heading="Références",
        label="référence",
        panels=[FieldPanel("section"), FieldPanel("reference"), FieldPanel("note")],
        help_text="Dans l’ordre de lecture proposé.",
    ),
]
