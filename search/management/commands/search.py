"""``manage.py search``: what the public search answers, from a terminal."""

from __future__ import annotations

import html
import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from search.engines.choice import ENGINES, configured, engine
from search.hits import hits_of
from search.interface import PER_PAGE, Query
from search.registry import facets


class Command(BaseCommand):
    help = 'Cherche comme le ferait un visiteur : « manage.py search "collecte des encombrants" --filter kind=event ».'

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", metavar="TEXTE")
        parser.add_argument(
            "--filter", action="append", default=[], metavar="FACETTE=VALEUR", help="garde une valeur d’une facette"
        )
        parser.add_argument("--page", type=int, default=1, help=f"page de résultats, de {PER_PAGE} chacune")
        parser.add_argument("--engine", choices=sorted(ENGINES), default=configured(), help="le moteur qui répond")
        parser.add_argument("--json", action="store_true", dest="as_json", help="écrit du JSON")

    def handle(self, *, text: str, page: int, as_json: bool, **options: object) -> None:
        query = Query(text=text, filters=_filters(options["filter"]), page=max(1, page))
        try:
            answer = engine(options["engine"]).search(query)
        except ConnectionError as error:
            raise CommandError(f"Le moteur ne répond pas ({error}) : cherchez avec --engine database.") from error
        hits = hits_of(answer.matches)
        if as_json:
            told = {"total": answer.total, "suggestion": answer.suggestion, "hits": []}
            for hit in hits:
                told["hits"].append({"kind": hit.kind, "title": _plain(hit.title), "url": hit.url})
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{answer.total} résultat(s)")
        if answer.suggestion:
            self.stdout.write(f"Vouliez-vous dire : {answer.suggestion}")
        first = (query.page - 1) * query.per_page + 1
        for rank, hit in enumerate(hits, start=first):
            self.stdout.write(f"{rank:>3}. {_plain(hit.title)} ({hit.kind_label})\n     {hit.url}")


def _plain(title: SafeString) -> str:
    return html.unescape(strip_tags(title))


def _filters(texts: list[str]) -> dict[str, tuple[str, ...]]:
    """``theme=compost theme=tri kind=event`` by facet; CommandError, in French, for what is no facet."""
    filters: dict[str, tuple[str, ...]] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not value or name not in facets():
            raise CommandError(f"« {text} » : donnez FACETTE=VALEUR, la facette étant {', '.join(sorted(facets()))}.")
        filters[name] = (*filters.get(name, ()), value)
    return filters
