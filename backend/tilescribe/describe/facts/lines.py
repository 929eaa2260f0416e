"""Long straight bands, as roads and canals are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

__all__ = ["straight_band"]

_DIRECTIONS = 64
"""Of the gradient, over the full circle: 5.6 degrees each."""
_EDGE = 0.03
"""Least gradient of an edge, in display brightness a pixel."""
_EDGES_AT_MOST = 0.08
"""Share of the pixels kept as edges, the strongest; in a busy tile the rest only feeds false lines."""
_LENGTH = 0.6
"""Least length of a line as a share of the tile's shorter side."""
_WIDTH_PX = range(3, 33)
_PIECES = 16
_PIECES_SEEN = 0.7
_RUNS = ("from north to south", "from north-east to south-west", "from east to west", "from north-west to south-east")


def straight_band(slope: tuple[Plane, Plane]) -> str | None:
    """Where a long straight band runs across a north-up tile, as `from north to south`; None when there is none.

    A Hough transform in which each edge pixel votes only for the line across its own gradient (O'Gorman and Clowes
    1976, Finding picture edges through collinearity of feature points). A band has two parallel edges with opposite
    gradients; a lone edge is the border between two surfaces and does not count.
    """
    x, y = slope
    height, width = x.shape
    side = min(height, width)
    strength = x * x + y * y
    rows, columns = _edges(strength)
    if rows.size < _LENGTH * side:
        return None
    direction = np.arctan2(y[rows, columns], x[rows, columns])
    bins = np.rint(direction * (_DIRECTIONS / (2 * np.pi))).astype(np.intp) % _DIRECTIONS
    across, along = _rotated(rows - height / 2, columns - width / 2, bins)
    reach = int(np.hypot(height, width) / 2) + 2
    votes = np.bincount(bins * (2 * reach) + across + reach, minlength=_DIRECTIONS * 2 * reach)
    votes = _thickened(votes.reshape(_DIRECTIONS, 2 * reach))
    found = _strongest_band(votes, at_least=_LENGTH * side)
    if found is None:
        return None
    line, offset = found
    near = (np.abs((bins - line + _DIRECTIONS // 2) % _DIRECTIONS - _DIRECTIONS // 2) <= 1) & (
        np.abs(across + reach - offset) <= 2
    )
    pieces = np.unique(np.floor((along[near] + side / 2) * (_PIECES / side)))
    if np.count_nonzero((pieces >= 0) & (pieces < _PIECES)) < _PIECES_SEEN * _PIECES:
        return None
    return _RUNS[round(line * 8 / _DIRECTIONS) % 4]


def _edges(strength: Plane) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    rows, columns = np.nonzero(strength > _EDGE**2)
    most = int(strength.size * _EDGES_AT_MOST)
    if rows.size > most:
        kept = np.sort(np.argpartition(strength[rows, columns], -most)[-most:])
        rows, columns = rows[kept], columns[kept]
    return rows, columns


def _rotated(
    rows: NDArray[np.float64], columns: NDArray[np.float64], bins: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Position across each pixel's own line (whole pixels) and along it, from the centre of the tile."""
    angles = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    cosine, sine = np.cos(angles)[bins], np.sin(angles)[bins]
    return np.rint(columns * cosine + rows * sine).astype(np.intp), rows * cosine - columns * sine


def _thickened(votes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Neighbouring offsets and directions together: a real edge is two pixels wide and straight to a degree or two."""
    wide = votes.copy()
    wide[:, 1:] += votes[:, :-1]
    wide[:, :-1] += votes[:, 1:]
    return wide + np.roll(wide, 1, axis=0) + np.roll(wide, -1, axis=0)


def _strongest_band(votes: NDArray[np.intp], *, at_least: float) -> tuple[int, int] | None:
    """(direction, offset) of an edge whose opposite edge lies within the width of a band."""
    opposite = np.roll(votes, _DIRECTIONS // 2, axis=0)[:, ::-1]
    best: tuple[int, int] | None = None
    best_votes = 0
    for line, offset in np.argwhere(votes >= at_least):
        first, last = max(0, offset - _WIDTH_PX.stop), offset + _WIDTH_PX.stop
        partners = np.delete(opposite[line, first:last], np.s_[offset - first - 2 : offset - first + 3])
        if partners.size and partners.max() >= at_least / 2 and votes[line, offset] > best_votes:
            best, best_votes = (int(line), int(offset)), int(votes[line, offset])
    return best
