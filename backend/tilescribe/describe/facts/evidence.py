"""All that is measured on one tile, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts import indices
from tilescribe.describe.facts.colours import dominant_colours
from tilescribe.describe.facts.cover import Cover, cover_of
from tilescribe.describe.facts.lines import straight_band
from tilescribe.describe.facts.position import where
from tilescribe.describe.facts.texture import gradient, texture_of
from tilescribe.describe.facts.view import view_of
from tilescribe.describe.facts.water_bodies import WaterBody, water_body
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Measurements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tilescribe.describe.facts.texture import Texture
    from tilescribe.describe.facts.view import TileView
    from tilescribe.domain.pixels import TilePixels

    Cells = NDArray[np.uint8]

__all__ = ["Certainty", "Evidence", "gather"]


class Certainty(IntEnum):
    """How much the bands allow to be said."""

    NOTHING = 0
    """Values that are no picture (elevation, classes), or hardly a valid pixel."""
    STRUCTURE = 1
    """One band or radar: light, dark, smooth, busy."""
    LIKELY = 2
    """A colour picture: covers can be guessed."""
    MEASURED = 3
    """Near infrared: water and vegetation are told by physics."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the wording stands on."""

    certainty: Certainty
    measurements: Measurements
    shares: Mapping[Cover, float]
    """Of the valid area, commonest first, covers that occur and have a name."""
    places: Mapping[Cover, str]
    """`in the north-west`, or empty where a cover is all over or the tile has no known north."""
    water: WaterBody | None
    shore: frozenset[Cover]
    """What borders on the water along a good part of its shore."""
    band: str | None
    """Which way a long straight band runs, e.g. `from north to south`."""
    radar: bool
    valid_share: float
    """Share of the tile that carries a picture, 0 to 1."""
    valid_place: str
    """Where that is: `in the north-west`, or empty where it is all over or the tile has no known north."""


_SHORE = 0.2
"""Least share of the cells along the shore that a cover needs to be named with the water."""
_WAKES = 0.6
"""Share of water from which a straight bright line is the wake of a boat or a breaking wave."""


def gather(tile: TilePixels) -> Evidence:
    """Measure one tile; once, whoever asks for it again."""
    return tile.once("evidence", lambda: _measured(tile))


def _measured(tile: TilePixels) -> Evidence:
    view = view_of(tile)
    slope = gradient(view.grey) if view.grey is not None else None
    texture = (
        texture_of(view.grey, slope, side=view.cell_px, weight=view.weight)
        if view.grey is not None and slope is not None
        else None
    )
    cells = cover_of(view, texture)
    certainty = _certainty(view)
    shares = _shares(view, cells) if certainty >= Certainty.LIKELY else {}
    body = water_body(cells == Cover.WATER, view.filled) if shares.get(Cover.WATER) else None
    dry = shares.get(Cover.WATER, 0.0) < _WAKES
    return Evidence(
        certainty=certainty,
        measurements=_measurements(view, texture, tile=tile, shares=shares, certainty=certainty),
        shares=shares,
        places={cover: where(cells == cover, view.filled) if view.oriented else "" for cover in shares},
        water=body,
        shore=_shore(cells) if body else frozenset(),
        band=straight_band((slope[0] * view.valid, slope[1] * view.valid))
        if slope is not None and dry and view.oriented and certainty >= Certainty.LIKELY
        else None,
        radar=tile.raster.quantity is Quantity.BACKSCATTER,
        valid_share=float(view.valid.mean()),
        valid_place=where(view.filled) if view.oriented else "",
    )


def _certainty(view: TileView) -> Certainty:
    if view.grey is None or not view.filled.any():
        return Certainty.NOTHING
    if Role.NIR in view.bands and Role.RED in view.bands:
        return Certainty.MEASURED
    return Certainty.LIKELY if view.picture else Certainty.STRUCTURE


def _shares(view: TileView, cells: Cells) -> dict[Cover, float]:
    totals = np.bincount(cells.ravel(), weights=view.weight.ravel(), minlength=len(Cover))
    totals[[Cover.NOTHING, Cover.OTHER]] = 0
    seen = float(view.weight[cells != Cover.NOTHING].sum())
    order = np.argsort(-totals, kind="stable")
    return {Cover(int(code)): float(totals[code]) / seen for code in order if totals[code] > 0}


def _shore(cells: Cells) -> frozenset[Cover]:
    from scipy.ndimage import binary_dilation

    water = cells == Cover.WATER
    ring = binary_dilation(water, iterations=3) & ~water
    counts = np.bincount(cells[ring], minlength=len(Cover))
    counts[Cover.NOTHING] = 0
    total = counts.sum()
    return frozenset(Cover(code) for code in np.flatnonzero(counts >= max(1.0, _SHORE * total)).tolist())


def _measurements(
    view: TileView, texture: Texture | None, *, tile: TilePixels, shares: Mapping[Cover, float], certainty: Certainty
) -> Measurements:
    if certainty is Certainty.NOTHING or texture is None:
        return Measurements()
    numbers = _structure(tile, texture, view)
    if certainty >= Certainty.LIKELY:
        numbers |= {
            "water": shares.get(Cover.WATER, 0.0),
            "vegetation": shares.get(Cover.DENSE_VEGETATION, 0.0) + shares.get(Cover.LOW_VEGETATION, 0.0),
            "bare": shares.get(Cover.BARE, 0.0),
            "built_up": shares.get(Cover.BUSY, 0.0) + shares.get(Cover.GREY, 0.0),
            "cloud": shares.get(Cover.CLOUD, 0.0),
        }
    bands = view.bands
    if Role.SWIR1 in bands and Role.GREEN in bands and view.calibrated:
        numbers["snow"] = shares.get(Cover.SNOW, 0.0)
    if Role.SWIR2 in bands and view.calibrated and certainty is Certainty.MEASURED:
        numbers["burnt"] = shares.get(Cover.BURNT, 0.0)
    colours = ", ".join(dominant_colours(view)) or None
    return Measurements(**numbers, **_mean_indices(view), colours=colours)


def _structure(tile: TilePixels, texture: Texture, view: TileView) -> dict[str, float]:
    return {
        "brightness": view.mean(texture.mean),
        # A standard deviation of 0.25 is that of a half black, half white surface seen through one cell: busy.
        "texture": min(1.0, 4 * view.mean(texture.near)),
        "lines": texture.straightness,
    }


def _mean_indices(view: TileView) -> dict[str, float]:
    bands, numbers = view.bands, {}
    if Role.NIR in bands and Role.RED in bands:
        numbers["ndvi"] = view.mean(indices.vegetation(nir=bands[Role.NIR], red=bands[Role.RED]))
    if Role.NIR in bands and Role.GREEN in bands:
        numbers["ndwi"] = view.mean(indices.water(green=bands[Role.GREEN], nir=bands[Role.NIR]))
    if Role.NIR in bands and Role.SWIR2 in bands:
        numbers["nbr"] = view.mean(indices.burn_ratio(nir=bands[Role.NIR], swir2=bands[Role.SWIR2]))
    return numbers
