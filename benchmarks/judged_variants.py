"""What the search loses when a judged question is typed without accents, in lower case, in the other number or with a
typo.

    python benchmarks/judged_variants.py [FILE] [--engine NAME] [--typos 5] [--seed 2026] [--per-query] [--json]

It asks the content of the current database (STATE_DIR, DATABASE_URL); FILE is in the format of ``manage.py
evaluate_search``, by default the questions about the demonstration content. Of each family of variants only the
questions that it changes count: their nDCG@10, divided by that of the same questions as they were written. Exit
status 1 where a family keeps less than 0.95 of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.evaluation import Judged

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "benchmarks/judged/demonstration.jsonl"
BAR = 0.95
TYPOS, SEED = 5, 2026
MISSPELT_FROM = 5  # letters: a shorter word misspelt is another word

Variants = Callable[[str], Iterator[str]]

# Nouns and adjectives that people type in either number. A rule without this list would put verbs, adverbs and names
# in the plural too, which nobody types.
_COUNTED = """
abattement acteur action agent agression amende appartement application arrivant association atelier bac bailleur
bibliographie cage carte centre chantier chaufferie citoyen collecte collègue commune composteur compost concierge
conférence conseil conteneur convention copropriété crime dégradation déjeuner déchet dépôt diagnostic difficulté
école élu emploi encombrant enfant enterré espace expérience femme fenêtre fiche foncière formation gardien
gestionnaire habitant immeuble incivilité insertion interactive intercommunalité jardin jardinière jet jeu jeune
limite local locataire logement marche médiateur mégot métier moyen neuve nouveau nouvelle nuisance observatoire
ordure outil pain palier parc parent parking partagé petit pigeon place potager poubelle pratique problème projet
public quartier questionnaire rat régie relation rencontre réseau résidence ressource réunion rue salle sauvage
scène signalement société squat syndic taxe téléphone transition travail vacant vidéo ville visite voisin voiture
"""
COUNTED = frozenset(_COUNTED.split())
IRREGULAR = {"travail": "travaux"}

WORD = re.compile(r"[^\W\d_]+")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Asked:
    """A variant of a question, and what both are worth."""

    original: str
    variant: str
    ndcg_original: float
    ndcg_variant: float


@dataclass(frozen=True, slots=True)
class Family:
    """What a way of typing costs, over the questions that it changes."""

    name: str
    asked: Sequence[Asked]

    @property
    def questions(self) -> int:
        return len({one.original for one in self.asked})

    @property
    def original(self) -> float:
        return sum(one.ndcg_original for one in self.asked) / len(self.asked)

    @property
    def variant(self) -> float:
        return sum(one.ndcg_variant for one in self.asked) / len(self.asked)

    @property
    def ratio(self) -> float:
        return self.variant / self.original if self.original else 1.0


# -- variants ---------------------------------------------------------------------------------------------------------
def unaccented(question: str) -> Iterator[str]:
    letters = unicodedata.normalize("NFD", question.replace("œ", "oe").replace("Œ", "OE"))
    yield "".join(letter for letter in letters if not unicodedata.combining(letter))


def lowered(question: str) -> Iterator[str]:
    yield question.lower()


def other_number(question: str) -> Iterator[str]:
    yield WORD.sub(_other_number, question)


def misspelt(question: str, *, count: int = TYPOS, seed: int = SEED) -> Iterator[str]:
    """``count`` of them, each with one letter of one word swapped with the next, dropped, doubled or replaced."""
    words = [found for found in WORD.finditer(question) if len(found.group()) >= MISSPELT_FROM]
    chance = random.Random(f"{seed} {question}")
    for _ in range(count if words else 0):
        found = chance.choice(words)
        yield question[: found.start()] + _misspelt(found.group(), chance) + question[found.end() :]


def _other_number(found: re.Match[str]) -> str:
    word = found.group()
    other = _plurals().get(word.lower()) or _singulars().get(word.lower(), word)
    elided = found.string[: found.start()].lower().endswith(("l'", "l’"))
    return word if elided else other.capitalize() if word.istitle() else other


@cache
def _plurals() -> dict[str, str]:
    return {word: _plural(word) for word in COUNTED}


@cache
def _singulars() -> dict[str, str]:
    return {plural: word for word, plural in _plurals().items()}


def _plural(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("al"):
        return word.removesuffix("al") + "aux"
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word + "s"


def _misspelt(word: str, chance: random.Random) -> str:
    while True:
        at = chance.randrange(len(word))
        head, letter, tail = word[:at], word[at], word[at + 1 :]
        other = chance.choice(LETTERS)
        typo = chance.choice(
            (head + tail[:1] + letter + tail[1:], head + tail, head + letter * 2 + tail, head + other + tail)
        )
        if typo != word:
            return typo


# -- measures ---------------------------------------------------------------------------------------------------------
def families(count: int = TYPOS, seed: int = SEED) -> dict[str, Variants]:
    return {
        "unaccented": unaccented,
        "lower case": lowered,
        "other number": other_number,
        "one typo": partial(misspelt, count=count, seed=seed),
    }


def measure(judged: Sequence[Judged], ask: Callable[[str], list[str]], ways: dict[str, Variants]) -> list[Family]:
    """``ask``: the identifiers that a question finds, the best first. A family that changes nothing is left out."""
    from search.evaluation import score

    measured = []
    worth = {one.query: score(ask(one.query), one.relevant).ndcg_10 for one in judged}
    for name, variants in ways.items():
        asked = [
            Asked(one.query, variant, worth[one.query], score(ask(variant), one.relevant).ndcg_10)
            for one in judged
            for variant in dict.fromkeys(variants(one.query))
            if variant != one.query
        ]
        if asked:
            measured.append(Family(name, asked))
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS, help="judged questions (JSON Lines)")
    parser.add_argument("--engine", help="the engine that is asked")
    parser.add_argument("--typos", type=int, default=TYPOS, help="misspelt variants of each question")
    parser.add_argument("--seed", type=int, default=SEED, help="other typos with another seed")
    parser.add_argument("--per-query", action="store_true", help="also show each variant that finds less")
    parser.add_argument("--json", action="store_true", dest="as_json", help="write JSON")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django

    django.setup()
    from search.engines.choice import configured, engine
    from search.evaluation import found_by, read

    name = options.engine or configured()
    ways = families(options.typos, options.seed)
    measured = measure(read(options.file), partial(found_by, engine(name)), ways)
    print(_json(name, measured, options.per_query) if options.as_json else _table(name, measured, options.per_query))
    sys.exit(any(family.ratio < BAR for family in measured))


def _json(engine_name: str, measured: Sequence[Family], per_query: bool) -> str:
    told = {
        family.name: {
            "questions": family.questions, "variants": len(family.asked), "nDCG@10 original": family.original,
            "nDCG@10 variant": family.variant, "ratio": family.ratio,
        } | ({"per_query": [asdict(one) for one in family.asked]} if per_query else {})
        for family in measured
    }  # fmt: skip
    return json.dumps({"engine": engine_name, "families": told}, ensure_ascii=False)


def _table(engine_name: str, measured: Sequence[Family], per_query: bool) -> str:
    lines = [f"engine {engine_name}: nDCG@10 of the variants, of the questions as written, ratio (bar: {BAR})"]
    for family in measured:
        under = "" if family.ratio >= BAR else "   under the bar"
        lines.append(
            f"{family.name:13s} {family.variant:.3f} / {family.original:.3f} = {family.ratio:.3f}"
            f"   {len(family.asked)} variants of {family.questions} questions{under}"
        )
        worse = [one for one in family.asked if one.ndcg_variant < one.ndcg_original] if per_query else []
        for one in sorted(worse, key=lambda one: one.ndcg_variant - one.ndcg_original):
            lines.append(f"    {one.ndcg_original:.3f} → {one.ndcg_variant:.3f}   {one.variant}   ({one.original})")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
