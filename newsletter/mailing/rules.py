"""How sending behaves, in figures."""

from __future__ import annotations

import datetime

SENDER = "newsletter.sender"  # the lease of whoever sends: one process at a time, for the rate is that of the server

MINUTE = datetime.timedelta(minutes=1)
# Renewed as letters leave; a killed sender is replaced after it. Longer than one letter may take: a few answers of the
# server, of EMAIL_TIMEOUT seconds each.
LEASE = datetime.timedelta(seconds=90)
# How long a letter handed to the server belongs to whoever handed it. Past that, nobody knows whether it left.
CLAIM = datetime.timedelta(minutes=5)
# Before a letter of which nobody knows whether it left is sent once more.
DOUBT = datetime.timedelta(minutes=10)
# Before each new attempt, when the server says « later ». Then the letter is given up.
RETRIES = (MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 360 * MINUTE)
SLICE = datetime.timedelta(seconds=25)  # one task sends for so long, then lets others pass
LONGEST_PAUSE = datetime.timedelta(seconds=2)  # within a task, for the sake of the rate
BATCH = 50  # letters read at once
FILLED_AT_ONCE = 500  # rows of the outbox written in one transaction
FAILURES_IN_A_ROW = 20  # the server refuses everything, or the letter cannot be made: somebody must look at it
SOFT_BOUNCES = 5  # letters in a row that could not be delivered retire an address
