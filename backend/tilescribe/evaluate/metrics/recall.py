"""Recall at k between texts and images, in both directions, as the papers report it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.evaluate.metrics.bootstrap import Estimate, bootstrap_pictures
from tilescribe.evaluate.metrics.ranks import TOLERANCE, Ranks, Relevance, rank_best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.evaluate.metrics.scores import PairScores
    from tilescribe.evaluate.metrics.truth import CaptionTruth

__all__ = ["KS", "DirectionRecall", "RetrievalRecall", "measure_recall"]

KS = (1, 5, 10)
"""The depths that the field reports; mR is the mean over them and both directions."""

_BLOCK_VALUES = 4_000_000
"""Scores held at a time: 16 MB of float32, and four times that while they are compared."""


@dataclass(frozen=True, slots=True)
class DirectionRecall:
    """One direction. Shares are 0 to 1."""

    at: Mapping[int, Estimate]
    """R@k: the share of queries that find a right item among the first k, ties counted as misses."""
    mean: Estimate
    """Mean of R@k over the depths: this direction's part of mR."""
    expected_at: Mapping[int, float]
    """R@k if ties were ordered by chance."""
    median_rank: float
    """Pessimistic."""
    queries: int
    tied_queries: int
    """Queries whose right item shares its score with a wrong one."""


@dataclass(frozen=True, slots=True)
class RetrievalRecall:
    """Both directions."""

    text_to_image: DirectionRecall
    image_to_text: DirectionRecall
    mean: Estimate
    """mR: the mean of the R@k of both directions."""
    expected_mean: float
    """mR if ties were ordered by chance."""


def measure_recall(
    scores: PairScores,
    truth: CaptionTruth,
    *,
    ks: tuple[int, ...] = KS,
    tolerance: float = TOLERANCE,
    resamples: int = 1000,
    seed: int = 0,
) -> RetrievalRecall:
    """R@k of text to image and image to text with 95 % intervals over pictures.

    Text to image: every caption is a query, right is its picture. Image to text: every picture is a query, right is any
    of its captions. What is right comes from `truth`: `CaptionTruth.sharing` gives the variant that knows duplicates.

    Raises:
        ValueError: `scores` and `truth` differ in size, or a score is NaN.
    """
    if scores.shape != (len(truth.owners), truth.pictures):
        raise ValueError(f"scores are {scores.shape}, expected {(len(truth.owners), truth.pictures)}")
    captions = _rank_all(scores.of_captions, truth.pictures_of_caption, width=truth.pictures, tolerance=tolerance)
    pictures = _rank_all(scores.of_pictures, truth.captions_of_picture, width=len(truth.owners), tolerance=tolerance)
    hits = [
        *(np.bincount(truth.owners, weights=captions.hits(k), minlength=truth.pictures) for k in ks),
        *(pictures.hits(k) for k in ks),
    ]
    asked = np.bincount(truth.owners, minlength=truth.pictures)
    sizes = [*([asked] * len(ks)), *([np.ones(truth.pictures)] * len(ks))]
    estimates = bootstrap_pictures(
        np.stack(hits), np.stack(sizes), groups=_groups(len(ks)), resamples=resamples, seed=seed
    )
    forth = _direction(captions, ks, at=estimates[: len(ks)], mean=estimates[-3])
    back = _direction(pictures, ks, at=estimates[len(ks) : 2 * len(ks)], mean=estimates[-2])
    return RetrievalRecall(
        text_to_image=forth,
        image_to_text=back,
        mean=estimates[-1],
        expected_mean=float(np.mean([*forth.expected_at.values(), *back.expected_at.values()])),
    )


def _groups(depths: int) -> list[list[int]]:
    """Which ratios `mean` of one direction, of the other, and mR average."""
    return [list(range(depths)), list(range(depths, 2 * depths)), list(range(2 * depths))]


def _rank_all(
    block: Callable[[int, int], NDArray[np.floating[Any]]], relevance: Relevance, *, width: int, tolerance: float
) -> Ranks:
    step = max(1, _BLOCK_VALUES // width)
    parts = [
        rank_best(
            block(start, stop := min(start + step, len(relevance))),
            relevance.mask(start, stop, width=width),
            tolerance=tolerance,
        )
        for start in range(0, len(relevance), step)
    ]
    return Ranks(
        better=np.concatenate([part.better for part in parts]),
        tied=np.concatenate([part.tied for part in parts]),
        right=np.concatenate([part.right for part in parts]),
    )


def _direction(ranks: Ranks, ks: tuple[int, ...], *, at: list[Estimate], mean: Estimate) -> DirectionRecall:
    return DirectionRecall(
        at=dict(zip(ks, at, strict=True)),
        mean=mean,
        expected_at={k: float(ranks.expected_hits(k).mean()) for k in ks},
        median_rank=float(np.median(ranks.pessimistic)),
        queries=len(ranks.better),
        tied_queries=int(np.count_nonzero(ranks.tied)),
    )
