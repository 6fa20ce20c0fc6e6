"""``manage.py evaluate_search``: how well the search answers questions whose good answers are known."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.engines.choice import ENGINES, configured, engine
from search.evaluation import found_by, mean, read, score, unknown

LISTED = 10


class Command(BaseCommand):
    help = (
        "Mesure la recherche sur des questions jugées. Le fichier est en JSON Lines : "
        "{'query': question, 'relevant': {identifiant d’origine: note}}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--engine", choices=sorted(ENGINES), default=configured(), help="le moteur à mesurer")
        parser.add_argument("--per-query", action="store_true", help="donne aussi les mesures de chaque question")
        parser.add_argument("--json", action="store_true", dest="as_json", help="écrit du JSON")

    def handle(self, *, file: Path, as_json: bool, per_query: bool, **options: str) -> None:
        try:
            judged = read(file)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Le fichier {file} ne se lit pas.") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        missing = unknown(judged)
        if missing:
            listed = ", ".join(missing[:LISTED]) + (" …" if len(missing) > LISTED else "")
            self.stderr.write(f"{len(missing)} identifiant(s) sans fiche publique : {listed}")
        answering = engine(options["engine"])
        try:
            scores = [score(found_by(answering, one.query), one.relevant) for one in judged]
        except ConnectionError as error:
            raise CommandError(f"Le moteur ne répond pas ({error}) : rien n’a été mesuré.") from error
        each = [{"query": one.query, **got.as_dict()} for one, got in zip(judged, scores, strict=True)]
        whole = mean(scores).as_dict()
        if as_json:
            told = {"engine": options["engine"], "queries": len(judged), **whole}
            self.stdout.write(json.dumps(told | ({"per_query": each} if per_query else {}), ensure_ascii=False))
            return
        for one in each if per_query else []:
            self.stdout.write(_line({name: value for name, value in one.items() if name != "query"}, one["query"]))
        self.stdout.write(_line(whole, f"{len(judged)} question(s), moteur « {options['engine']} »"))


def _line(measures: dict[str, float], of: object) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in measures.items()) + f"   {of}"
