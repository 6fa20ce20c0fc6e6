"""What search knows of rencontres."""

from search.registry import Facet, Kind, register_facet, register_kind

from .models import EventPage


def register() -> None:
    register_kind(
        Kind(
            EventPage,
            label="Rencontre",
            plural="Rencontres",
            facets={
                "event_type": lambda page: [page.event_type],
                "format": lambda page: [page.format],
                "status": lambda page: [page.status],
            },
        )
    )
    register_facet(Facet("event_type", "Type de rencontre", lambda: dict(EventPage.Type.choices)))
    register_facet(Facet("format", "Format", lambda: dict(EventPage.Format.choices)))
    register_facet(Facet("status", "État", lambda: dict(EventPage.Status.choices)))
