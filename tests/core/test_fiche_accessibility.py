"""Every PDF passes veraPDF, the validator of PDF/UA, whatever the item holds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import ExperiencePageFactory, ImageFactory, PracticeSheetPageFactory, stream

VERAPDF = Path(settings.BASE_DIR).parent / "shared" / "services" / "verapdf"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (VERAPDF.exists() and shutil.which("java") and shutil.which("mvn")),
        reason="veraPDF needs ../shared/services, Java and Maven",
    ),
]


def passed(files: list[Path]) -> set[str]:
    """The names of the files that conform; the validator starts once for all of them."""
    told = subprocess.run([VERAPDF, *files], capture_output=True, text=True, timeout=300)
    assert told.stdout, told.stderr
    return {Path(line.split()[1]).name for line in told.stdout.splitlines() if line.startswith("PASS")}


def test_every_pdf_conforms_to_pdf_ua(client: Client, tmp_path: Path) -> None:
    steps = [{"date": "2013", "title": f"Étape {n}", "text": "<p>Un récit.</p>" * 5} for n in range(200)]
    nested = "<ul><li>un<ol><li>deux<ul><li>trois</li></ul></li></ol></li></ul><h3>Titre</h3><p><a href='/x/'>x</a></p>"
    practices = {
        "everything": ExperiencePageFactory(with_everything=True),
        "nothing": ExperiencePageFactory(),
        "long": ExperiencePageFactory(with_everything=True, steps=stream("step", *steps)),
        "nested": ExperiencePageFactory(context=nested, featured_image=ImageFactory(description="")),
        "writings": ExperiencePageFactory(title="Fête 🎉 عربي 中文", slug="ecritures", summary="W" * 400),
        "hostile": ExperiencePageFactory(title='#read("/etc/passwd") $x$ @y *z*', slug="hostile"),
    }
    addresses = {name: f"/fiche/{page.pk}.pdf" for name, page in practices.items()}
    addresses["sheet"] = f"/fiche/{PracticeSheetPageFactory(with_everything=True).pk}.pdf"
    addresses["empty sheet"] = f"/fiche/{PracticeSheetPageFactory().pk}.pdf"
    chosen = "&".join(f"p={page.pk}" for page in practices.values())
    addresses["dossier"] = f"/observatoire/selection.pdf?{chosen}"
    addresses["dossier of one"] = f"/observatoire/selection.pdf?p={practices['everything'].pk}"
    for name, address in addresses.items():
        (tmp_path / f"{name.replace(' ', '-')}.pdf").write_bytes(client.get(address).content)
    assert passed(sorted(tmp_path.iterdir())) == {file.name for file in tmp_path.iterdir()}
