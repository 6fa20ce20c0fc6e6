"""Fiches pratiques, captations, bibliographies and the references they hold."""

from .bibliographies import BibliographyEntry, BibliographyIndexPage, BibliographyPage, Reference
from .practice_sheets import PracticeSheetIndexPage, PracticeSheetPage
from .recordings import RecordingIndexPage, RecordingPage

__all__ = [
    "BibliographyEntry",
    "BibliographyIndexPage",
    "BibliographyPage",
    "PracticeSheetIndexPage",
    "PracticeSheetPage",
    "RecordingIndexPage",
    "RecordingPage",
    "Reference",
]
