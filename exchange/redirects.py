"""Former addresses, so that what pointed at the old site leads to the item."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote_to_bytes, urlsplit

from django.utils.encoding import escape_uri_path, iri_to_uri
from wagtail.contrib.redirects.models import Redirect

from .bulk import rows
from .problems import Unusable, quoted

LONGEST = 255


def old_path(address: str) -> str:
    """The path that a request for ``address`` asks for, as redirects are looked up: host dropped, accents decoded."""
    try:
        parts = urlsplit(address.strip())
    except ValueError as error:
        raise Unusable(f"{quoted(address)} n’est pas une adresse.") from error
    if parts.scheme not in ("", "http", "https"):
        raise Unusable(f"{quoted(address)} : une adresse du web (https://…) ou un chemin (/…) est attendu.")
    path = parts.path
    if not parts.netloc and path.lower().startswith("www."):
        path = path.partition("/")[2]
    query = f"?{iri_to_uri(parts.query)}" if parts.query else ""
    normal = Redirect.normalise_path(escape_uri_path(_decoded(path)) + query)
    if normal == "/":
        raise Unusable(f"{quoted(address)} est l’adresse de la page d’accueil.")
    if len(normal) > LONGEST:
        raise Unusable(f"{quoted(address)} est trop longue : {LONGEST} caractères au plus.")
    return normal


def _decoded(path: str) -> str:
    try:
        return unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return path  # written in another encoding: kept as it is


class Redirects:
    """The redirects that exist, loaded on first need."""

    def __init__(self) -> None:
        self._targets: dict[str, int | None] | None = None

    @property
    def targets(self) -> dict[str, int | None]:
        if self._targets is None:
            self._targets = dict(Redirect.objects.filter(site=None).values_list("old_path", "redirect_page_id"))
        return self._targets

    def claim(self, address: str, page_id: int | None) -> str:
        """The old path of ``address``, "" if it leads to the page already; Unusable if it leads elsewhere."""
        path = old_path(address)
        if path in self.targets:
            if page_id is not None and self.targets[path] == page_id:
                return ""
            raise Unusable(f"l’ancienne adresse {quoted(path)} mène déjà à une autre page.")
        return path

    def add(self, pairs: Sequence[tuple[str, int]]) -> None:
        """Inserts redirects from old paths to pages."""
        rows.insert([Redirect(old_path=path, redirect_page_id=page_id) for path, page_id in pairs])
        self.targets.update(pairs)
