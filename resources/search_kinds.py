"""What search knows of fiches pratiques, captations and bibliographies."""

from search.registry import Facet, Kind, register_facet, register_kind

from .models import BibliographyPage, PracticeSheetPage, RecordingPage


def register() -> None:
    register_kind(Kind(PracticeSheetPage, label="Fiche pratique", plural="Fiches pratiques"))
    register_kind(
        Kind(
            RecordingPage,
            label="Captation",
            plural="Captations",
            facets={"medium": lambda page: [page.medium]},
        )
    )
    register_kind(Kind(BibliographyPage, label="Bibliographie", plural="Bibliographies"))
    register_facet(Facet("medium", "Son ou vidéo", lambda: dict(RecordingPage.Medium.choices)))
