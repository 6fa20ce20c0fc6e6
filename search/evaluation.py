"""How good an order of results is, by what people judged of them.

Four measures, as trec_eval computes them (https://github.com/usnistgov/trec_eval); all go from 0 to 1:

- nDCG@10: the grades of the first ten, each divided by log2(rank + 1), over the same sum in the best possible order
  (Järvelin and Kekäläinen, 2002, with linear gains);
- MRR@10: one over the rank of the first relevant result, 0 where none is among ten;
- hit@10: whether one is;
- recall@100: the share of what is relevant that stands among the first hundred.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from core.models import KnowledgePage

from .interface import Engine, Query

SHOWN, DEEP = 10, 100


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, and the grade (0 or more) that each item deserves for it, by external_id."""

    query: str
    relevant: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scores:
    ndcg_10: float
    mrr_10: float
    hit_10: float
    recall_100: float

    def as_dict(self) -> dict[str, float]:
        """``{"nDCG@10": …}``"""
        names = ("nDCG@10", "MRR@10", "hit@10", "recall@100")
        return dict(zip(names, asdict(self).values(), strict=True))


def read(path: Path) -> list[Judged]:
    """ValueError, in French and with the line, for a file that is not one."""
    judged = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                judged.append(_judged(json.loads(line)))
            except ValueError as error:
                reason = "ce n’est pas du JSON." if isinstance(error, json.JSONDecodeError) else str(error)
                raise ValueError(f"Ligne {number} : {reason}") from error
    if not judged:
        raise ValueError("Le fichier ne contient aucune question.")
    return judged


def _judged(record: object) -> Judged:
    if not isinstance(record, dict):
        raise ValueError("on attend un objet, avec « query » et « relevant ».")
    query, relevant = record.get("query"), record.get("relevant")
    if not isinstance(query, str) or not query.strip():
        raise ValueError("champ « query » : donnez la question.")
    if not isinstance(relevant, dict) or not all(_is_grade(grade) for grade in relevant.values()):
        raise ValueError(
            "champ « relevant » : donnez un objet {identifiant: note}, chaque note étant positive ou nulle."
        )
    if not any(relevant.values()):
        raise ValueError("champ « relevant » : aucune fiche n’a de note positive.")
    return Judged(query, relevant)


def _is_grade(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


def score(found: Sequence[str], relevant: Mapping[str, float]) -> Scores:
    """``found``: identifiers, the best first."""
    grades = [relevant.get(identifier, 0) for identifier in found]
    first = next((rank for rank, grade in enumerate(grades[:SHOWN], start=1) if grade > 0), 0)
    wanted = sum(grade > 0 for grade in relevant.values())
    return Scores(
        ndcg_10=_gain(grades) / _gain(sorted(relevant.values(), reverse=True)),
        mrr_10=1 / first if first else 0,
        hit_10=float(first > 0),
        recall_100=sum(grade > 0 for grade in grades[:DEEP]) / wanted,
    )


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades[:SHOWN], start=1))


def mean(scores: Sequence[Scores]) -> Scores:
    return Scores(*(sum(getattr(one, name.name) for one in scores) / len(scores) for name in fields(Scores)))


def found_by(engine: Engine, query: str) -> list[str]:
    """The identifiers of the first hundred items that an engine finds; those without one, as « #12 »."""
    ids = [match.id for match in engine.search(Query(text=query, per_page=DEEP)).matches]
    names = dict(KnowledgePage.objects.visible().filter(pk__in=ids).values_list("pk", "external_id"))
    return [names[pk] or f"#{pk}" for pk in ids if pk in names]


def unknown(judged: Sequence[Judged]) -> list[str]:
    """The identifiers judged that no public item has: they can only lower the scores."""
    named = {identifier for one in judged for identifier, grade in one.relevant.items() if grade > 0}
    known = KnowledgePage.objects.visible().filter(external_id__in=named).values_list("external_id", flat=True)
    return sorted(named - set(known))
