"""The same place on another day: pairs in which nothing has changed, made from one picture.

Every function takes a picture, (height, width, 3) uint8, leaves it alone, and returns two of one size, the earlier and
the later one; the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.degrade import blur, half_resolution, haze

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Pair = tuple[Picture, Picture]

__all__ = ["ALTERATIONS", "bleached", "darker", "shifted", "warmer"]

_SHIFT_PX = (3, 2)
"""Columns and rows: what is left between two rasters that are both well georeferenced."""
_STRAW = np.array((1.25, 1.05, 0.75), dtype=np.float32)
"""Light that dry grass throws back, of that of green leaves of the same brightness; red, green, blue."""


def darker(picture: Picture, *, gain: float = 0.6) -> Picture:
    """Less light on everything, as under a lower sun or a thin cloud."""
    return _as_uint8(picture.astype(np.float32) * gain)


def warmer(picture: Picture, *, gains: tuple[float, float, float] = (1.15, 1.0, 0.8)) -> Picture:
    """Light of another colour, as of another sensor or another hour; gains of red, green and blue."""
    return _as_uint8(picture.astype(np.float32) * np.asarray(gains, dtype=np.float32))


def bleached(picture: Picture) -> Picture:
    """Green turned to straw, as grass and leaves do from spring to autumn; everything else as it was.

    How green a pixel is: 2 g - r - b of the shares of its brightness (excess green, Woebbecke et al., Transactions of
    the ASAE, 1995), from 0.05 (not) to 0.25 (wholly).
    """
    colours = picture.astype(np.float32)
    total = colours.sum(axis=-1, keepdims=True) + 1e-6
    shares = colours / total
    excess = 2 * shares[..., 1:2] - shares[..., 0:1] - shares[..., 2:3]
    green = np.clip((excess - 0.05) / 0.2, 0, 1)
    return _as_uint8(colours + green * (total / 3 * _STRAW - colours))


def shifted(picture: Picture, *, by_px: tuple[int, int] = _SHIFT_PX) -> Pair:
    """Two windows of the picture that lie some columns and rows apart, so that both show real ground to their edges."""
    across, down = by_px
    height, width = picture.shape[:2]
    if height <= abs(down) or width <= abs(across):
        raise ValueError(f"a picture of {width} x {height} pixels cannot be shifted by {across} and {down}")
    earlier = picture[max(0, down) : height + min(0, down), max(0, across) : width + min(0, across)]
    later = picture[max(0, -down) : height - max(0, down), max(0, -across) : width - max(0, across)]
    return earlier.copy(), later.copy()


def _later(alter: Callable[[Picture], Picture]) -> Callable[[Picture], Pair]:
    return lambda picture: (picture.copy(), alter(picture))


def _all_of_it(picture: Picture) -> Pair:
    earlier, later = shifted(picture)
    return earlier, bleached(warmer(darker(blur(later), gain=0.75)))


def _as_uint8(values: NDArray[np.float32]) -> Picture:
    rounded: Picture = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return rounded


ALTERATIONS: Mapping[str, Callable[[Picture], Pair]] = MappingProxyType(
    {
        "none": _later(lambda picture: picture.copy()),
        "darker": _later(darker),
        "warmer light": _later(warmer),
        "haze": _later(haze),
        "dry season": _later(bleached),
        "blur": _later(blur),
        "shift": shifted,
        "half resolution": _later(half_resolution),
        "all together": _all_of_it,
    }
)
"""Each with its default strength, by the name that a report gives it; `all together`: darker, warmer, dry, blurred and
shifted."""
