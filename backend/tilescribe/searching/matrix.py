"""All questions against all tiles, channel by channel: what measuring needs and users do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.base import EmbedderInfo
from tilescribe.catalog.geopackage.ids import find_sorted
from tilescribe.searching.fusion import discounted, fuse_lexical, fuse_visual
from tilescribe.searching.question_vectors import embedded_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import Catalog
    from tilescribe.embed.base import Embedder

__all__ = ["CHANNELS", "ScoreMatrix", "score_matrix"]

CHANNELS = ("descriptions", "facts", "visual", "lexical", "fused")
NO_COSINE = -1.0
"""The score in a channel of cosines of a tile that has nothing there."""


@dataclass(frozen=True, slots=True)
class ScoreMatrix:
    """Scores of n questions for m tiles."""

    tile_ids: NDArray[np.int64]
    """(m,) ascending."""
    by_channel: Mapping[str, NDArray[np.float32]]
    """Names of `CHANNELS` to (n, m). `fused` is what `search` ranks by; `visual` is absent when nothing was seen."""


def score_matrix(
    catalog: Catalog,
    questions: Sequence[str],
    *,
    embedder: Embedder,
    tile_ids: NDArray[np.int64] | None = None,
) -> ScoreMatrix:
    """Score every tile for every question by the formulas that `search` uses; all scores are in memory at once.

    Args:
        catalog: An open catalog.
        questions: Plain words.
        embedder: Must be one that has vectors in this catalog.
        tile_ids: Ascending; None means all described tiles.
    """
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    asked = embedded_questions(questions, embedder)
    with catalog.snapshot():
        return _scored(catalog, questions, asked, info=info, tile_ids=tile_ids)


def _scored(
    catalog: Catalog,
    questions: Sequence[str],
    asked: NDArray[np.float32],
    *,
    info: EmbedderInfo,
    tile_ids: NDArray[np.int64] | None,
) -> ScoreMatrix:
    all_ids, dense = catalog.dense_many(asked, embedder=info, author_filter="all")
    chosen = all_ids if tile_ids is None else tile_ids
    dense = _placed(chosen, all_ids, dense, missing=NO_COSINE)
    channels = {
        "descriptions": _placed(
            chosen, *catalog.dense_many(asked, embedder=info, author_filter="described"), missing=NO_COSINE
        ),
        "facts": _placed(
            chosen, *catalog.dense_many(asked, embedder=info, author_filter="measured"), missing=NO_COSINE
        ),
    }
    fused = dense
    seen_ids, visual = catalog.visual_many(asked, embedder=info)
    if len(seen_ids):
        channels["visual"] = _placed(chosen, seen_ids, visual, missing=NO_COSINE)
        seen = np.isin(chosen, seen_ids)
        fused = np.where(seen, fuse_visual(dense, channels["visual"]), dense)
    channels["lexical"] = np.zeros_like(dense)
    for row, question in zip(channels["lexical"], questions, strict=True):
        match = catalog.lexical(question, tile_ids=None if tile_ids is None else chosen)
        found, at = find_sorted(chosen, match.tile_ids)
        row[at] = match.scores[found]
    fused = fuse_lexical(fused, channels["lexical"])
    if len(asked):
        known = catalog.dense(asked[0], embedder=info)
        if known.valid_shares is not None:
            shares = _placed(chosen, known.tile_ids, known.valid_shares[None], missing=1.0)
            fused = discounted(fused, shares)
    channels["fused"] = fused
    return ScoreMatrix(chosen, channels)


def _placed(
    chosen: NDArray[np.int64], ids: NDArray[np.int64], scores: NDArray[np.float32], *, missing: float
) -> NDArray[np.float32]:
    """The columns of `chosen`; `missing` where `ids` lack one."""
    if np.array_equal(chosen, ids):
        return scores
    placed = np.full((len(scores), len(chosen)), missing, dtype=np.float32)
    found, at = find_sorted(chosen, ids)
    placed[:, at] = scores[:, found]
    return placed
