"""Vectors as the database keeps them: half-precision numbers, enough to tell near from far at half the size."""

from __future__ import annotations

import numpy as np

from .model import Vectors


def packed(vectors: Vectors) -> bytes:
    return vectors.astype("<f2").tobytes()


def unpacked(content: bytes | memoryview, dimensions: int) -> Vectors:
    """A row a vector."""
    return np.frombuffer(content, dtype="<f2").astype(np.float32).reshape(-1, dimensions)
