"""From the scores of overlapping windows to a smooth picture of where the words match."""

from __future__ import annotations

from typing import Optional

from .protocol import HeatMap

__all__ = ["LEAST_SPAN", "heat_shares"]

LEAST_SPAN = 0.1
"""Scores closer together than this are not drawn as if they were far apart: nothing stands out in such a tile."""
_HALF = 0.25
"""Half the side of a window, as a share of the tile's side."""


def heat_shares(heat_map: HeatMap, side: int) -> list[list[Optional[float]]]:
    """`side` x `side` shares from 0 (the worst place) to 1, row by row; None where no window has a score.

    At each place stands the mean of the windows over it, each counting the more the nearer its centre is. The best
    place has 1 where it stands out by `LEAST_SPAN` or more.
    """
    means = _means(heat_map, side)
    known = [mean for row in means for mean in row if mean is not None]
    lowest = min(known)
    span = max(LEAST_SPAN, max(known) - lowest)
    return [[None if mean is None else (mean - lowest) / span for mean in row] for row in means]


def _means(heat_map: HeatMap, side: int) -> list[list[Optional[float]]]:
    down, across = _weights(heat_map.rows, side), _weights(heat_map.columns, side)
    scored = [(one.row, one.column, one.score) for one in heat_map.windows if one.score is not None]
    return [[_mean([(y[row] * x[column], score) for row, column, score in scored]) for x in across] for y in down]


def _mean(weighted: list[tuple[float, float]]) -> Optional[float]:
    """Of (weight, score) pairs; None where all weights are 0."""
    total = sum(weight for weight, _ in weighted)
    return sum(weight * score for weight, score in weighted) / total if total > 0 else None


def _weights(count: int, side: int) -> list[list[float]]:
    """For each of `side` places the weights of `count` windows: 1 at the centre, falling to 0 at the edge."""
    centres = [_HALF + (1 - 2 * _HALF) * at / (count - 1) for at in range(count)]
    places = [(at + 0.5) / side for at in range(side)]
    return [[max(0.0, 1 - abs(place - centre) / _HALF) for centre in centres] for place in places]
