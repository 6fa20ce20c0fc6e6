"""Ten thousand hostile strings, sent to each public form of the newsletter's readers.

    python benchmarks/hostile_subscriptions.py [--number 10000] [--seed 1]

Each is sent in every field of each form in turn (the letter, a search by mail, one's choices), on a test database of
its own. It says how many were accepted and how many refused, and fails on the first answer that is neither, on a
refusal without a word, and on a letter to anybody but the address that was typed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.hostile_strings import demand, hostile, run

EMAIL = "anne.martin@example.org"
LETTER = ("email", "rhythm", "themes", "territories", "consent", "opened", "website")
ALERT = ("email", "consent", "opened", "website", "?q", "?theme", "?territory", "?kind", "?periode", "?sort")
CHOICES = ("rhythm", "themes", "territories", "wants_letter", "act", "alert")


def _send(number: int, seed: int) -> Counter[str]:
    from django.core import mail
    from django.test import Client

    from core.open_forms import pace, robots
    from newsletter.models import Subscriber

    pace.seconds_to_wait = lambda *_: 0  # what is measured here is what is said, not how fast
    robots.MOST_A_DAY = sys.maxsize
    subscriber = Subscriber(email="zoe@example.org", state=Subscriber.State.ACTIVE)
    subscriber.give_a_link()
    subscriber.save()
    forms = {
        "/lettre/abonnement/": LETTER,
        "/lettre/alerte/": ALERT,
        f"/lettre/mes-choix/{subscriber.secret}/": CHOICES,
    }
    client, strings, told = Client(), hostile(seed), Counter()
    opened = robots.opened_now()
    robots.QUICKEST = robots.datetime.timedelta(0)
    for turn in range(number):
        for path, fields in forms.items():
            name = fields[turn % len(fields)]
            text = next(strings).encode(errors="replace").decode()
            sent = {"email": EMAIL, "rhythm": "each", "consent": "on", "opened": opened, "act": "save"}
            address = path
            if name.startswith("?"):
                address += "?" + urlencode({name[1:]: text})
            else:
                sent[name] = text
            mail.outbox.clear()
            response = client.post(address, sent)
            demand(response.status_code in (200, 302), text, f"{name} answered {response.status_code}")
            refused = b"form-errors" in response.content
            kept = response.status_code == 302 or b'role="status"' in response.content
            demand(refused or kept, text, f"{name} refused without a word")
            for message in mail.outbox:
                demand(len(message.recipients()) == 1 and message.message(), text, "a letter to somebody else")
            told["refused" if refused else "accepted"] += 1
    return told


if __name__ == "__main__":
    run(__doc__, _send)
