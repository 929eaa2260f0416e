"""The interface that every embedder implements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Embedder"]


@runtime_checkable
class Embedder(Protocol):
    """Turns text into unit vectors whose dot product is the similarity of the texts."""

    name: str
    """As the user types it, e.g. `all-MiniLM-L6-v2`."""
    fingerprint: str
    """Of weights and document prompt: vectors of equal fingerprint may be compared."""
    dim: int

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """(n, dim) float32, L2-normalised. `query` selects the model's query prompt instead of its document prompt."""
        ...
