"""Plain English names of the colours of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts import indices
from tilescribe.domain.bands import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.facts.view import TileView

    Plane = NDArray[np.float32]

__all__ = ["dominant_colours"]

_NAMES = (
    "black", "dark grey", "light grey", "white", "brown", "beige", "dark green", "green", "turquoise", "dark blue",
    "blue", "red", "yellow", "purple",
)  # fmt: skip
_LEAST_SHARE = 0.2
_MOST = 3


def dominant_colours(view: TileView) -> tuple[str, ...]:
    """Names of at most three colours that each fill a fifth of the tile, commonest first; empty without a picture."""
    if not view.picture:
        return ()
    shares = np.bincount(_named(view).ravel(), weights=view.weight.ravel(), minlength=len(_NAMES))
    total = float(shares.sum())
    if total == 0:
        return ()
    order = np.argsort(-shares, kind="stable")[:_MOST]
    return tuple(_NAMES[index] for index in order if shares[index] >= _LEAST_SHARE * total)


def _named(view: TileView) -> NDArray[np.intp]:
    """(rows, cols) indices into the names: bins of HSV hue (degrees), saturation and value.

    Aerial colours are muted, so that a saturation of 0.12 already tells a hue.
    """
    red, green, blue = (view.picture[role] for role in (Role.RED, Role.GREEN, Role.BLUE))
    value = np.maximum(np.maximum(red, green), blue)
    colour = indices.saturation(red=red, green=green, blue=blue)
    hue = _hue(red, green, blue)
    dark = value < 0.35
    vivid = colour > 0.5
    conditions = [
        value < 0.12,
        (colour < 0.12) & (value > 0.8),
        (colour < 0.12) & (value < 0.45),
        colour < 0.12,
        (hue >= 65) & (hue < 160) & dark,
        (hue >= 65) & (hue < 160),
        (hue >= 160) & (hue < 195),
        (hue >= 195) & (hue < 265) & dark,
        (hue >= 195) & (hue < 265),
        (hue >= 265) & (hue < 335),
        vivid & (value > 0.4) & ((hue < 15) | (hue >= 335)),
        vivid & (value > 0.6) & (hue >= 45),
        value > 0.6,
    ]
    names = (
        "black", "white", "dark grey", "light grey", "dark green", "green", "turquoise", "dark blue", "blue",
        "purple", "red", "yellow", "beige",
    )  # fmt: skip
    return np.select(conditions, [_NAMES.index(name) for name in names], _NAMES.index("brown"))


def _hue(red: Plane, green: Plane, blue: Plane) -> NDArray[np.float64]:
    """H of HSV in degrees, 0 to 360, by its continuous form atan2(sqrt(3) (G - B), 2 R - G - B)."""
    degrees: NDArray[np.float64] = np.degrees(np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360
    return degrees
