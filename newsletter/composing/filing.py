"""Where the entries of a letter are filed, wider themes and territories included: what readers choose by."""

from __future__ import annotations

from collections.abc import Iterable

from taxonomy.models import Territory, Theme

AROUND = ("commune", "epci", "departement", "region")


class Filing:
    """Reads the tree of themes once for a whole letter."""

    def __init__(self) -> None:
        self._parents = dict(Theme.objects.values_list("pk", "parent"))

    def themes(self, themes: Iterable[Theme | None]) -> list[int]:
        """These themes and those they stand under."""
        found: set[int] = set()
        for theme in themes:
            pk = theme.pk if theme else None
            while pk is not None and pk not in found:
                found.add(pk)
                pk = self._parents.get(pk)
        return sorted(found)

    @staticmethod
    def territories(places: Iterable[Territory | None]) -> list[str]:
        """The codes of these territories and of those around them."""
        around = (place if not name else getattr(place, name) for place in places if place for name in ("", *AROUND))
        return sorted({place.code for place in around if place})
