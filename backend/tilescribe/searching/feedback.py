"""Relevance feedback: a question moves towards tiles that were meant, and away from tiles that were not.

Rocchio (1971), with the weights of Manning, Raghavan and Schütze, *Introduction to Information Retrieval* (2008),
section 9.1.1: 1 for the question, 0.75 for the mean of what was meant, 0.15 for the mean of what was not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.errors import UnknownTileError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.embed.base import Embedder

__all__ = ["moved", "text_vectors", "tile_texts"]

LIKE, UNLIKE = 0.75, 0.15


def moved(
    catalog: Catalog, questions: NDArray[np.float32], *, like: Sequence[int], unlike: Sequence[int], embedder: Embedder
) -> NDArray[np.float32]:
    """The vectors to search with, (n, dim) float32, L2-normalised.

    Args:
        catalog: Where the tiles are described.
        questions: (n, dim) float32, each L2-normalised, or zero where there are no words.
        like: Ids of tiles that were meant.
        unlike: Ids of tiles that were not.
        embedder: One that has vectors in the catalog.

    Raises:
        UnknownTileError: one of the tiles is not there, or is not described.
    """
    if not like and not unlike:
        return questions
    asked = questions
    for weight, tile_ids in ((LIKE, like), (-UNLIKE, unlike)):
        if tile_ids:
            asked = asked + np.float32(weight) * np.mean(
                [_centre(catalog, tile_id, embedder) for tile_id in tile_ids], axis=0, dtype=np.float32
            )
    lengths = np.linalg.norm(asked, axis=1, keepdims=True)
    return np.asarray(asked / np.where(lengths, lengths, 1), dtype=np.float32)


def tile_texts(catalog: Catalog, tile_id: int) -> list[str]:
    """What is said of a tile, each text once.

    Raises:
        UnknownTileError: no such tile, or it is not described.
    """
    tile = catalog.tiles([tile_id])[0]
    texts = list(dict.fromkeys(description.text for description in catalog.descriptions(tile_id)))
    if not texts:
        raise UnknownTileError(
            f"Tile {tile_id} is {tile.state} and has no description to compare",
            remedy="Choose a described tile, or run the index again",
        )
    return texts


def text_vectors(catalog: Catalog, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """(n, dim) float32, L2-normalised, one for each text: those that the catalog has, the others embedded now."""
    known = catalog.text_vectors(texts, space=embedder.fingerprint)
    lacking = [text for text in dict.fromkeys(texts) if text not in known]
    if lacking:
        known = {**known, **dict(zip(lacking, embedder.embed(lacking), strict=True))}
    return np.array([known[text] for text in texts], dtype=np.float32)


def _centre(catalog: Catalog, tile_id: int, embedder: Embedder) -> NDArray[np.float32]:
    vectors = text_vectors(catalog, tile_texts(catalog, tile_id), embedder)
    middle: NDArray[np.float32] = vectors.mean(axis=0)
    return middle / max(np.float32(np.linalg.norm(middle)), np.float32(1e-6))
