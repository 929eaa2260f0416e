"""Where on the tile something lies, in compass words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels

__all__ = ["Turn", "turn_to_north", "where"]

_IN_A_THIRD = 2 / 3
_IN_A_HALF = 0.9
_COLUMNS = ("west", "", "east")
_ROWS = ("north", "", "south")


class Turn:
    """One of the eight ways to lay a square on itself: the one that brings north to the top and east to the right."""

    def __init__(self, *, transposed: bool, rows_flipped: bool, columns_flipped: bool) -> None:
        self._transposed = transposed
        self._rows = slice(None, None, -1 if rows_flipped else 1)
        self._columns = slice(None, None, -1 if columns_flipped else 1)

    def __call__(self, plane: NDArray[Any]) -> NDArray[Any]:
        """A view of a (height, width) array, north up."""
        return (plane.T if self._transposed else plane)[self._rows, self._columns]


def turn_to_north(tile: TilePixels) -> Turn | None:
    """How to lay a tile north up; None where no side faces north, within 19 degrees, or where north is not known.

    North is true north at the tile, whatever the projection makes of it.
    """
    if tile.facing is None:
        return None
    a, b, d, e = tile.facing
    if a:
        return Turn(transposed=False, rows_flipped=e > 0, columns_flipped=a < 0)
    return Turn(transposed=True, rows_flipped=d > 0, columns_flipped=b < 0)


def where(part: NDArray[np.bool_], seen: NDArray[np.bool_] | None = None) -> str:
    """Where the True cells of a (rows, cols) north-up mask lie: `in the north-west`, or empty when all over.

    Args:
        part: What is looked for.
        seen: The cells that show a picture, all by default. Where they themselves lie in one place, what lies in the
            same place is all over what can be seen.
    """
    place = _place(part)
    return "" if seen is not None and place == _place(seen) else place


def _place(part: NDArray[np.bool_]) -> str:
    rows, columns = np.nonzero(part)
    if rows.size == 0:
        return ""
    row = _crowded(rows, part.shape[0])
    column = _crowded(columns, part.shape[1])
    if row == column == 1:
        return "in the centre"
    name = "-".join(
        word for word in (_ROWS[row] if row is not None else "", _COLUMNS[column] if column is not None else "") if word
    )
    return f"in the {name}" if name else ""


def _crowded(positions: NDArray[np.intp], length: int) -> int | None:
    """0, 1 or 2 for the third that holds two thirds of the positions, or whose half holds nine tenths; else None."""
    centres = (2 * positions + 1) / (2 * length)
    shares = np.bincount((3 * centres).astype(np.intp), minlength=3) / positions.size
    third = int(shares.argmax())
    if shares[third] >= _IN_A_THIRD:
        return third
    if np.mean(centres < 0.5) >= _IN_A_HALF:
        return 0
    return 2 if np.mean(centres > 0.5) >= _IN_A_HALF else None
