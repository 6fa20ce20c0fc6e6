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


def places(territories: Iterable[Territory | None]) -> dict[str, list[str]]:
    """As entries have them: the codes of these territories alone, and with those around them."""
    known = [territory for territory in territories if territory]
    own = {territory.code for territory in known}
    return {"places": sorted(own), "territories": sorted(own | codes_around(known))}


def codes_around(territories: Iterable[Territory]) -> set[str]:
    around = (getattr(territory, name) for territory in territories for name in AROUND)
    return {territory.code for territory in around if territory}
