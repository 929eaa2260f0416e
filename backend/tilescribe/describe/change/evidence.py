"""All that is measured of the difference of two dates, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.change.covers import changes_of, side_of
from tilescribe.describe.change.magnitude import magnitude_of, surface_change
from tilescribe.describe.change.ready import Ready, trust_in_light
from tilescribe.describe.change.structure import built_changes, structure_of
from tilescribe.describe.facts.position import where
from tilescribe.domain.bands import Quantity
from tilescribe.domain.pair import ChangeMeasures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tilescribe.describe.change.covers import CoverChanges
    from tilescribe.describe.change.structure import Structure
    from tilescribe.describe.facts.view import TileView
    from tilescribe.domain.pair import PairPixels

    Plane = NDArray[np.float32]

__all__ = ["ChangeEvidence", "gather", "reason_not_to_measure"]

_HALF = 0.5
LEAST_SIDE_PX = 16
LEAST_COMPARABLE = 0.02
"""Share of a tile that must be comparable: 1,000 pixels of 224 x 224, four windows of structure."""
LEAST_MENTIONED = 0.05
"""Least share of the ground of a change that is worth a word."""
SHARES = (
    "water_gained", "water_lost", "vegetation_gained", "vegetation_lost", "burnt", "bare_gained", "structure_gained",
    "structure_lost",
)  # fmt: skip
"""Fields of `ChangeMeasures` that are shares of the ground."""


@dataclass(frozen=True, slots=True)
class ChangeEvidence:
    """What the wording stands on."""

    measures: ChangeMeasures
    places: Mapping[str, str]
    """Name of a share in `SHARES` of at least `LEAST_MENTIONED` to `in the north-west`; empty where it is all over or
    north is not known."""
    surface_place: str
    """Where the surface is another one, whatever it is now; likewise."""
    comparable_place: str
    """Where the pixels lie that can be compared; likewise."""
    measured: bool
    """Near infrared tells water and vegetation by physics; without it they are guessed from colour and texture."""
    trust: float = 1.0
    """How far the light that was fitted to the earlier date may be used, 0 (only the scene's own) to 1."""


def reason_not_to_measure(pair: PairPixels) -> str | None:
    """Why nothing can be measured of a pair, one sentence; None where something can."""
    if Quantity.OTHER in (pair.raster.quantity, pair.before.raster.quantity):
        return "One of the two dates is no picture; compare rasters that show light or radar echoes"
    if min(pair.comparable.shape) < LEAST_SIDE_PX:
        height, width = pair.comparable.shape
        return f"A pair of {width} x {height} px is too small; {LEAST_SIDE_PX} px a side are needed"
    share = _comparable_share(pair)
    if share < LEAST_COMPARABLE:
        return (
            f"Only {100 * share:.1f} % of the tile can be compared, the rest is clouded, empty or not aligned on one "
            f"of the dates; at least {100 * LEAST_COMPARABLE:g} % are needed"
        )
    return None


def gather(pair: PairPixels) -> ChangeEvidence | None:
    """Measure one pair; once, whoever asks for it again. None where there is a `reason_not_to_measure`."""
    return pair.once("change evidence", lambda: None if reason_not_to_measure(pair) else _measured(pair))


def _comparable_share(pair: PairPixels) -> float:
    """Of the later tile's valid pixels."""
    return float(np.count_nonzero(pair.comparable)) / max(int(np.count_nonzero(pair.valid)), 1)


def _measured(pair: PairPixels) -> ChangeEvidence:
    ready = Ready(pair)
    structure = structure_of(
        *ready.luminance,
        detail_px=max(1.0, pair.detail_m / pair.gsd_m),
        speckled=pair.raster.quantity is Quantity.BACKSCATTER,
    )
    trust = trust_in_light(structure)
    before, after = (side_of(view) for view in ready.views(trust))
    weight = after.view.weight
    colour, brightness = ready.colour_change(trust, after.view.cell_px)
    surface = surface_change(structure, colour, ready.residual)
    covers = changes_of(
        before, after, surface, lit=ready.lit_cells(trust, after.view.cell_px), wet=ready.wet(after.view.cell_px)
    )
    parts = _parts(covers, structure, before.cells, after.cells)
    whole = magnitude_of(surface, structure, covers, weight)
    shares = {name: after.view.mean(part) for name, part in parts.items()}
    return ChangeEvidence(
        measures=ChangeMeasures(
            comparable=_comparable_share(pair),
            magnitude=whole.magnitude,
            magnitude_error=whole.error,
            brightness=float(np.clip(after.view.mean(brightness), -1, 1)),
            dnbr=after.view.mean(covers.dnbr) if covers.dnbr is not None else None,
            **shares,
        ),
        places={name: _place(part, after.view) for name, part in parts.items() if shares[name] >= LEAST_MENTIONED},
        surface_place=_place(surface, after.view),
        comparable_place=where(after.view.filled) if after.view.oriented else "",
        measured=covers.measured,
        trust=trust,
    )


def _place(part: Plane, view: TileView) -> str:
    return where((part > _HALF) & view.filled, view.filled) if view.oriented else ""


def _parts(
    covers: CoverChanges, structure: Structure, before: NDArray[np.uint8], after: NDArray[np.uint8]
) -> dict[str, Plane]:
    """Name of a share to how much of each cell belongs to it, (rows, cols), 0 to 1."""
    parts = {name: mask.astype(np.float32) for name in SHARES if (mask := getattr(covers, name, None)) is not None}
    lost, gained = built_changes(structure, before, after)
    return parts | {"structure_lost": lost, "structure_gained": gained}
