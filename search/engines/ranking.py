"""The order of results, the same on every engine.

An engine finds the items that answer a part of the question and gives each a score of its own (BM25 or what comes near
it). Here that score is weighed by how much of the question the item covers, and a little by its date and by what proves
it; ``heads`` then looks at the first ones more closely.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

Scores = NDArray[np.float64]

# How much an item that covers half of the question is put back: its score is multiplied by 0.5 ** this.
COVERAGE = 0.25
RECENT = 0.06  # what being of this year adds; half of it eight years ago
HALF_LIFE = 8.0  # years
PROVEN = 0.06  # what resting on a measured evaluation adds, or whatever else a kind says to be as sure


def rarity(holders: Sequence[int], items: int) -> Scores:
    """What each term of a question weighs, from the number of items that hold it (the idf of BM25, never negative)."""
    held = np.minimum(np.array(holders, dtype=np.float64), items)
    return np.log1p((items - held + 0.5) / (held + 0.5))


def weighed(scores: Scores, coverage: Scores, years: NDArray[np.int16], trust: Scores) -> Scores:
    """``coverage``: the share of the question, by rarity, that each item answers; ``years``: 0 = undated; ``trust``:
    from 0 to 1."""
    age = np.maximum(timezone.localdate().year - years.astype(np.float64), 0.0)
    return scores * coverage**COVERAGE * (1 + RECENT * 0.5 ** (age / HALF_LIFE) + PROVEN * trust)
