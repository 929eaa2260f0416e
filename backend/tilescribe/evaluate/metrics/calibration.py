"""Calibration of confidences: of all answers given with 80 % confidence, 80 % should be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Calibration", "ReliabilityBin", "calibration"]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The answers whose confidence lies in (low, high], one bar of a reliability diagram."""

    low: float
    high: float
    count: int
    confidence: float | None
    """Mean; None in an empty bin."""
    accuracy: float | None
    """Share of right answers; None in an empty bin."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability diagram and its summary."""

    error: float
    """ECE, 0 (as sure as right) to 1."""
    bins: tuple[ReliabilityBin, ...]


def calibration(confidence: NDArray[np.floating[Any]], right: NDArray[np.bool_], *, bins: int = 15) -> Calibration:
    """ECE = sum over bins of |B| / n · |accuracy(B) - confidence(B)|, with bins of equal width.

    Naeini, Cooper and Hauskrecht, AAAI 2015, with the 15 bins of Guo et al., "On Calibration of Modern Neural
    Networks", ICML 2017, equations 3 to 5.

    Args:
        confidence: (answers,), each within 0 to 1.
        right: (answers,), True where the answer was right.
        bins: How many; 0 lies in the first.

    Raises:
        ValueError: There is no answer, or a confidence outside 0 to 1.
    """
    if confidence.ndim != 1 or confidence.shape != right.shape or not len(confidence):
        raise ValueError(f"confidence is {confidence.shape} and right {right.shape}, expected (answers,) of both")
    if not ((confidence >= 0) & (confidence <= 1)).all():
        raise ValueError("a confidence lies outside 0 to 1")
    edges = np.linspace(0.0, 1.0, bins + 1)
    place = np.clip(np.digitize(confidence, edges, right=True) - 1, 0, bins - 1)
    diagram = tuple(
        _bin(confidence[place == index], right[place == index], low=float(edges[index]), high=float(edges[index + 1]))
        for index in range(bins)
    )
    error = sum(
        found.count / len(confidence) * abs(found.accuracy - found.confidence)
        for found in diagram
        if found.accuracy is not None and found.confidence is not None
    )
    return Calibration(error=float(error), bins=diagram)


def _bin(confidence: NDArray[np.floating[Any]], right: NDArray[np.bool_], *, low: float, high: float) -> ReliabilityBin:
    count = len(confidence)
    return ReliabilityBin(
        low=low,
        high=high,
        count=count,
        confidence=float(confidence.mean()) if count else None,
        accuracy=float(right.mean()) if count else None,
    )
