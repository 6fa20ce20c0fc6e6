"""What turns texts into vectors: our interface, which any model can fill."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # a row a text, each of length 1


class Model(Protocol):
    name: str  # vectors made by a model of another name are not its own: they are made again
    dimensions: int
    floor: float  # texts less similar than this have nothing to do with one another

    def questions(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...


def model() -> Model | None:
    """The one that the settings name; None where there is none, or where its package is not installed."""
    return _made_by(settings.SEARCH_MODEL) if settings.SEARCH_MODEL else None


@lru_cache(maxsize=2)
def _made_by(path: str) -> Model | None:
    return import_string(path)()


@lru_cache(maxsize=512)
def of_question(text: str, name: str) -> Vectors:
    """The vector of a question, for the model of this name: whoever turns a page or adds a filter asks it again."""
    found = model()
    assert found is not None
    return found.questions([text])[0]
