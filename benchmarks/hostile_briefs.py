"""Ten thousand hostile strings, sent to the form by which partners write a brève.

    python benchmarks/hostile_briefs.py [--number 10000] [--seed 1]

Each is sent by an invitation link, in every field of the form in turn, on a test database of its own. It says how many
were kept exactly and how many refused, and fails on the first answer that is neither, on a refusal without a word or
without what was typed, and on a link that a browser would run.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.hostile_strings import demand, hostile, run

WRITTEN = ("title", "text", "image_description", "image_credit")  # what is kept as it is typed
FIELDS = (*WRITTEN, "link", "place", "place_code", "kind", "theme", "happens_on", "deadline", "wanted_issue", "version")
SCHEMES = ("http://", "https://")


def _send(number: int, seed: int) -> Counter[str]:
    from django.test import Client

    from core.open_forms import pace
    from newsletter.models import Item
    from tests.factories import InvitationFactory, ItemFactory

    pace.seconds_to_wait = lambda *_: 0  # what is measured here is what is said, not how fast
    invitation = InvitationFactory()
    item = ItemFactory(organisation=invitation.organisation, invitation=invitation, state=Item.State.DRAFT)
    address = f"/invitation/{invitation.current_secret()}/{item.pk}/ecrire/"
    client, strings, told = Client(), hostile(seed), Counter()
    for turn in range(number):
        name = FIELDS[turn % len(FIELDS)]
        text = next(strings).encode(errors="replace").decode()
        item.refresh_from_db()
        sent = {"title": "Un titre", "text": "Un texte", "kind": item.kind, "version": str(item.version), name: text}
        response = client.post(address, sent)
        demand(response.status_code in (200, 302, 409, 422), text, f"{name} answered {response.status_code}")
        item.refresh_from_db()
        demand(not item.link or item.link.startswith(SCHEMES), text, "a link that a browser would run")
        if response.status_code == 302:
            kept = text.replace("\r\n", "\n").strip()
            demand(name not in WRITTEN or getattr(item, name) in (kept, ""), text, f"{name} not kept exactly")
            told["kept"] += 1
            continue
        shown = response.content.decode()
        demand(
            'class="error"' in shown or "form-errors" in shown or 'role="alert"' in shown,
            text,
            f"{name} refused without a word",
        )
        told["refused"] += 1
    return told


if __name__ == "__main__":
    run(__doc__, _send)
