"""Makes ``taxonomy/data/territories.csv.gz`` from npm's ``@etalab/decoupage-administratif``.

    python scripts/territories.py PACKAGE_FOLDER

One row a territory: level, code, name, région, département, EPCI (codes), population. Communes are the present ones
(``commune-actuelle``); communes déléguées and associées no longer exist as communes and share codes with those that do.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "taxonomy" / "data" / "territories.csv.gz"
COLUMNS = ("level", "code", "name", "region", "departement", "epci", "population")
Row = tuple[str, str, str, str, str, str, str]


def rows(data: Path) -> list[Row]:
    def load(name: str) -> list[dict]:
        return json.loads((data / f"{name}.json").read_text(encoding="utf-8"))

    communes = [
        commune for commune in load("communes") if commune["type"] in ("commune-actuelle", "arrondissement-municipal")
    ]
    by_code = {commune["code"]: commune for commune in communes}
    epci_of = {member["code"]: epci["code"] for epci in load("epci") for member in epci["membres"]}
    made: list[Row] = [("region", f"R{region['code']}", region["nom"], "", "", "", "") for region in load("regions")]
    made += [
        ("departement", item["code"], item["nom"], f"R{item['region']}" if item.get("region") else "", "", "", "")
        for item in load("departements")
    ]
    for epci in load("epci"):
        seat = by_code.get(epci["membres"][0]["code"], {})
        population = str(epci.get("populationMunicipale") or "")
        made.append(("epci", epci["code"], epci["nom"], _region(seat), seat.get("departement", ""), "", population))
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
            )
        )
    return made


def _region(commune: dict) -> str:
    return f"R{commune['region']}" if commune.get("region") else ""


def main(package: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(package / "data"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
