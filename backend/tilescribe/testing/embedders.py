"""An embedder for tests: instant, deterministic, without a model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.embed.base import Embedder

__all__ = ["HashEmbedder"]


class HashEmbedder:
    """A hashed bag of words: texts that share words are similar, whatever the order and the case.

    Each word adds 1 or -1 at a place its hash decides (Weinberger et al. 2009, "Feature Hashing for Large Scale
    Multitask Learning"), so that words which collide do not add up to similarity on average.

    Args:
        name: Change it to be another embedder: the vectors differ too.
        dim: Length of the vectors.
    """

    def __init__(self, *, name: str = "hash", dim: int = 64) -> None:
        self.name = name
        self.dim = dim
        self.fingerprint = f"{name}-{dim}"
        self.batches: list[int] = []
        """Number of texts in each batch it was given, in order."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """See `Embedder.embed`. Questions and documents are treated alike."""
        self.batches.append(len(texts))
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                place, sign = self._place(word)
                vector[place] += sign
            if not vector.any():  # No word, or words that cancel out.
                vector[0] = 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _place(self, word: str) -> tuple[int, int]:
        number = int.from_bytes(hashlib.sha256(f"{self.name}\0{word}".encode(errors="replace")).digest()[:8], "big")
        return number // 2 % self.dim, 1 if number % 2 else -1


if TYPE_CHECKING:
    _holds_to_the_protocol: Embedder = HashEmbedder()
