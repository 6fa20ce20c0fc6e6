"""Plausible French content of any size, in the importer's own format (docs/import.md), always the same for a size.

    python benchmarks/synthetic.py 10000 FOLDER

Sentences are chains of words that follow one another in the demonstration, one chain for each rubric of its themes: the
frequencies of words, the elisions and the groups of words are those of real French of the field. A small share of the
long words get another ending, so that the vocabulary grows with the content as that of people does.

Four invented words stand in an exact number of items, so that questions exist whose number of matches is known.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
VOCABULARIES = (DEMO / "10-themes.jsonl", DEMO / "11-audiences.jsonl")
ITEMS, ORGANISATIONS = "items.jsonl", "organisations.jsonl"

T = TypeVar("T")
Values = dict[str, object]
Chain = Mapping[str, Sequence[str]]  # word → those that follow it, as often as they do; "" opens and ends a sentence

# Of 100,000 items, how many hold each word; of fewer, in proportion.
MARKERS = {"quinsolles": 20, "loubrezac": 400, "trabanzy": 4_000, "valtourmine": 80_000}
OF = 100_000
TITLED = 10  # one marker of so many stands in the title, the others in the body

KINDS = {"experience": 48, "practice_sheet": 18, "event": 24, "news": 6, "recording": 2, "page": 2}
TEXTS = ("40-experiences", "41-practice-sheets", "50-events", "51-recordings", "60-news", "61-pages")
PROSE = {
    "title", "summary", "body", "text", "context", "objectives", "results", "conditions", "aftermath", "purpose",
    "when_to_use", "key_points", "would_redo", "would_avoid", "vigilance", "question", "answer", "quote", "tasks",
    "evidence_note",
}  # fmt: skip
ENDINGS = (
    "ages", "ement", "eur", "euse", "ité", "ation", "ations", "able", "ables", "aire", "ier", "ière", "erie", "isme",
    "iste", "ique", "iser", "isation", "ade", "ette", "ant", "ante", "oir", "ure",
)  # fmt: skip
REWORKED = 0.02  # share of the long words that get another ending
LONG = 7  # letters
OWN_RUBRIC = 0.7  # share of the sentences that come from the rubric of the item
TOWN = 8_000  # inhabitants: smaller communes have no quartier to look after
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ’]+(?:-[A-Za-zÀ-ÖØ-öø-ÿŒœ’]+)*")
_SENTENCE = re.compile(r"[.!?…;:\n|]+")
CONTEXT = {
    "cost": ("none", "under_1k", "under_10k", "under_50k", "more"),
    "duration": ("weeks", "months", "years", "longer"),
    "effort": ("days", "weeks", "months", "post"),
    "governance": ("commune", "intercommunality", "landlord", "landlords", "shared", "association"),
}


def held_by(marker: str, size: int) -> int:
    """How many of ``size`` items hold this marker."""
    return max(1, round(MARKERS[marker] * size / OF))


def write(folder: Path, size: int, only: str = "") -> list[Path]:
    """The files to import, in their order: those of the demonstration for themes and audiences, and two of ours.
    ``only``: the one kind that items are of, "" for all."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / ORGANISATIONS, folder / ITEMS]
    for path, lines in zip(paths, (organisations(size), items(size, only)), strict=True):
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in lines)
    return [*VOCABULARIES, *paths]


def organisations(size: int) -> Iterator[Values]:
    chance = random.Random(f"organisations {size}")
    for number, town in zip(range(_many_organisations(size)), _towns(), strict=False):
        name, kind = _organisation(number, town.name)
        yield {
            "kind": "organisation", "external_id": f"synth-org-{number}", "title": name, "type": kind,
            "territory": town.code, "description": _text(chance, _everything(), 25),
        }  # fmt: skip


def items(size: int, only: str = "") -> Iterator[Values]:
    chance = random.Random(f"items {size}")
    marked = {word: set(chance.sample(range(size), held_by(word, size))) for word in MARKERS}
    kinds = list(itertools.accumulate(KINDS.values()))
    for number in range(size):
        kind = only or chance.choices(list(KINDS), cum_weights=kinds)[0]
        yield _item(chance, kind, number, size, [word for word, held in marked.items() if number in held])


def sample(size: int, count: int = 100, only: str = "") -> str:
    """The first records for a size: while they stay the same, so does all that follows."""
    return json.dumps([*organisations(size), *itertools.islice(items(size, only), count)], ensure_ascii=False)


def some_words(chance: random.Random, count: int) -> list[str]:
    """Words that follow one another somewhere in the content, or nearly."""
    return _words(chance, _everything(), count)


# -- one item ---------------------------------------------------------------------------------------------------------
def _item(chance: random.Random, kind: str, number: int, size: int, markers: Sequence[str]) -> Values:
    themes = [_often_first(chance, _themes()) for _ in range(chance.choice((1, 2, 2, 3)))]
    chain = _chains()[_rubric_of()[themes[0]]]
    titled = [word.capitalize() for word in markers if number % TITLED == 0]
    told = [word.capitalize() for word in markers if number % TITLED]
    town = _often_first(chance, _towns()[:2_000])
    record: Values = {
        "kind": kind,
        "external_id": f"synth-{number}",
        "title": _capital(" ".join([*_words(chance, chain, chance.randint(4, 8)), *titled]))[:200],
        "summary": _text(chance, chain, chance.randint(20, 40))[:480],
        "body": _body(chance, chain, chance.randint(80, 200), told),
        "themes": sorted(set(themes)),
        "audiences": chance.sample(_audiences(), chance.choice((1, 1, 2, 3))),
        "tags": sorted({_often_first(chance, _tags()) for _ in range(2)}),
        "territories": [town.code],
        "organisations": sorted({_a_name(chance, size) for _ in range(chance.choice((1, 1, 2, 3)))}),
        "published_on": _date(chance),
    }
    return record | _own_fields(chance, kind)


def _own_fields(chance: random.Random, kind: str) -> Values:
    match kind:
        case "experience":
            outcome = chance.choices(("success", "mixed", "failure", "abandoned", "ongoing"), (50, 25, 8, 5, 12))[0]
            approach = chance.choice(("walking_diagnosis", "participatory_works", "training", "mediation", "layout"))
            told = {"outcome": outcome, "evidence": chance.choice(("testimony", "review")), "approach": approach}
            return told | _context(random.Random(chance.random()))
        case "event":
            type_ = chance.choice(("morning", "conference", "workshop", "visit", "training", "meeting"))
            form = chance.choices(("on_site", "online", "hybrid"), (70, 20, 10))[0]
            return {"type": type_, "format": form, "status": "held"}
        case "recording":
            reason = {"reason": "Transcription demandée.", "until": "2099-12-31"}
            address = f"https://videos.example.org/{chance.randrange(10**9)}"
            return {"medium": chance.choice(("audio", "video")), "media_url": address, "transcript_exemption": reason}
    return {}


def _context(chance: random.Random) -> Values:
    """What the observatoire compares practices by; half of what editors may say of it is left unsaid."""
    told: Values = {name: chance.choice(values) for name, values in CONTEXT.items() if chance.random() < 0.5}
    told["habitat"] = chance.sample(
        ("large_estate", "condominium", "old_centre", "scattered"), chance.choice((0, 1, 2))
    )
    return told | {"programmes": chance.sample(("qpv", "npnru"), chance.choice((0, 0, 1)))}


def _body(chance: random.Random, chain: Chain, length: int, markers: Sequence[str]) -> str:
    paragraphs, left = [], length
    while left > 0:
        take = min(left, chance.randint(30, 70))
        paragraphs.append(_text(chance, chain, take))
        left -= take
    for marker in markers:
        place = chance.randrange(len(paragraphs))
        words = paragraphs[place].split(" ")
        words.insert(chance.randint(1, len(words)), marker)
        paragraphs[place] = " ".join(words)
    return "\n\n".join(paragraphs)


def _text(chance: random.Random, chain: Chain, length: int) -> str:
    """Sentences that hold so many words together."""
    sentences, left = [], length
    while left > 0:
        source = chain if chance.random() < OWN_RUBRIC else _everything()
        words = _words(chance, source, min(left, chance.randint(8, 24)))
        sentences.append(f"{_capital(' '.join(words))}.")
        left -= len(words)
    return " ".join(sentences)


def _words(chance: random.Random, chain: Chain, count: int) -> list[str]:
    words: list[str] = []
    word = ""
    while len(words) < count:
        word = chance.choice(chain[word])
        if word:
            words.append(_reworked(chance, word) if len(word) >= LONG and chance.random() < REWORKED else word)
    return words


def _reworked(chance: random.Random, word: str) -> str:
    return word[: -chance.choice((2, 3))] + _often_first(chance, ENDINGS)


def _date(chance: random.Random) -> str:
    day = f"{2026 - int(21 * chance.random() ** 1.5)}-{chance.randint(1, 9):02d}-{chance.randint(1, 28):02d}"
    return day if chance.random() < 0.8 else day[:7]


def _often_first(chance: random.Random, values: Sequence[T]) -> T:
    """One of ``values``, the first more often than the last, roughly as Zipf's law has it."""
    return values[int(len(values) ** chance.random()) - 1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -- what items are made of -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Town:
    code: str
    name: str


@cache
def _towns() -> list[Town]:
    """The larger communes of the official référentiel, one a name, in an order of chance."""
    with gzip.open(ROOT / "taxonomy/data/territories.csv.gz", "rt", encoding="utf-8", newline="") as file:
        communes = [row for row in csv.DictReader(file) if row["level"] == "commune"]
    large = [row for row in communes if int(row["population"] or 0) > TOWN]
    named = Counter(row["name"] for row in communes)
    towns = [Town(row["code"], row["name"]) for row in large if named[row["name"]] == 1]
    random.Random("towns").shuffle(towns)
    return towns


def _many_organisations(size: int) -> int:
    return max(5, min(600, size // 100))


def _organisation(number: int, town: str) -> tuple[str, str]:
    forms = (
        ("Ville de {}", "commune"), ("{} Habitat", "landlord"), ("Régie de quartier de {}", "neighbourhood_enterprise"),
        ("Centre social de {}", "association"), ("Communauté de communes de {}", "intercommunality"),
        ("Locataires de {}", "residents"),
    )  # fmt: skip
    form, kind = forms[number % len(forms)]
    return form.format(town), kind


def _a_name(chance: random.Random, size: int) -> str:
    number = _often_first(chance, range(_many_organisations(size)))
    return _organisation(number, _towns()[number].name)[0]


@cache
def _read(name: str) -> list[Values]:
    lines = (DEMO / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def _rubric_of() -> dict[str, str]:
    """Theme → the rubric under which it stands; themes of the demonstration stand at most two deep."""
    return {str(one["external_id"]): str(one.get("parent") or one["external_id"]) for one in _read("10-themes")}


@cache
def _themes() -> list[str]:
    themes = list(_rubric_of())
    random.Random("themes").shuffle(themes)
    return themes


@cache
def _audiences() -> list[str]:
    return [str(one["title"]) for one in _read("11-audiences")]


@cache
def _tags() -> list[str]:
    tags = {str(tag) for name in TEXTS for one in _read(name) for tag in one.get("tags") or ()}
    return sorted(tags, key=lambda tag: (len(tag), tag))


@cache
def _chains() -> dict[str, Chain]:
    """For each rubric, the chain of what the demonstration says under it; under "", of all it says."""
    said: dict[str, list[str]] = defaultdict(list)
    for name in TEXTS:
        for record in _read(name):
            texts = list(_texts(record))
            rubrics = {_rubric_of()[theme] for theme in record.get("themes") or () if theme in _rubric_of()}
            for rubric in ("", *sorted(rubrics)):
                said[rubric] += texts
    return {rubric: _chain(said[rubric] or said[""]) for rubric in ("", *sorted(set(_rubric_of().values())))}


def _everything() -> Chain:
    return _chains()[""]


def _texts(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if name in PROSE:
            yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, key)


def _chain(texts: Iterable[str]) -> Chain:
    follow: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for sentence in _SENTENCE.split(text):
            words = _WORD.findall(sentence)
            for word, following in itertools.pairwise(["", *words, ""]):
                if word or following:
                    follow[word].append(following)
    return dict(follow)


def main() -> None:
    size, folder = int(sys.argv[1]), Path(sys.argv[2])
    for path in write(folder, size):
        print(path)


if __name__ == "__main__":
    main()
