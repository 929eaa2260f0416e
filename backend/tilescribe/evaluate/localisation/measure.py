"""Localisation metrics: overlap of hits with the footprint of the right picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from shapely import Geometry

    from tilescribe.domain.hit import Hit

__all__ = ["Localisation", "best_overlap", "measure_localisation"]


@dataclass(frozen=True, slots=True)
class Localisation:
    """Localisation metrics over all questions."""

    questions: int
    overlapping: Mapping[int, float]
    """By k: the share of questions with one of the first k hits on the right cell, by intersection over union."""
    mean_overlap: Mapping[int, float]
    """By k: the mean of the best intersection over union among the first k hits, 0 to 1."""


def measure_localisation(
    answers: Sequence[tuple[Sequence[Hit], Geometry]], *, ks: tuple[int, ...] = (1, 5, 10), least_iou: float = 0.0
) -> Localisation:
    """The share of questions whose first k hits overlap the right cell.

    Args:
        answers: For each question its hits, in any order, and the footprint of the right cell in WGS84.
        ks: Depths, compared with `Hit.rank`.
        least_iou: The intersection over union that a hit must exceed. 0 takes any overlap, so that a coarse tile over
            many cells counts; more demands a tile of the cell's size at its place.

    Raises:
        InvalidOptionError: There is no question, or `least_iou` is not within 0 to 1.
    """
    if not answers:
        raise InvalidOptionError("There is no question to measure", remedy="Give at least one")
    if not 0 <= least_iou < 1:
        raise InvalidOptionError(f"The least overlap is {least_iou}", remedy="Give a share from 0 to below 1")
    best = {k: [best_overlap(hits, cell, k=k) for hits, cell in answers] for k in ks}
    return Localisation(
        questions=len(answers),
        overlapping={k: sum(share > least_iou for share in shares) / len(answers) for k, shares in best.items()},
        mean_overlap={k: sum(shares) / len(answers) for k, shares in best.items()},
    )


def best_overlap(hits: Sequence[Hit], cell: Geometry, *, k: int) -> float:
    """The largest intersection over union (Jaccard index) of a first-k hit's footprint with the cell, 0 to 1.

    Areas are taken in degrees: over a hit and its cell the length of a degree hardly changes, and a share has no unit.
    Footprints that only touch share no area and give 0.
    """
    return max((_iou(hit.footprint, cell) for hit in hits if hit.rank <= k), default=0.0)


def _iou(first: Geometry, second: Geometry) -> float:
    shared = first.intersection(second).area
    return float(shared / (first.area + second.area - shared)) if shared else 0.0
