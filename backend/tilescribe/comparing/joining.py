"""Both dates of a tile in one object, once it is known how they lie on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.pair import PairPixels, Shift
from tilescribe.domain.pixels import TilePixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pair import BandLight
    from tilescribe.raster import EarlierPixels

__all__ = ["coverage", "joined"]


def joined(after: TilePixels, before: EarlierPixels, shift: Shift, *, light: tuple[BandLight, ...] = ()) -> PairPixels:
    """The pair, with the shift taken out; all that is valid in both is comparable."""
    data, valid, paths = before.moved(shift.x_px, shift.y_px)
    return PairPixels(
        tile=after.tile,
        raster=after.raster,
        stretch=after.stretch,
        data=after.data,
        valid=after.valid,
        ground=after.ground,
        before=TilePixels(after.tile, before.raster, before.stretch, data, valid, after.ground),
        shift=shift,
        comparable=after.valid & valid,
        coverage=coverage(after, valid),
        detail_m=max(after.gsd_m, before.gsd_m),
        gsd_ratio=before.gsd_m / (after.raster.gsd_m if after.ground is None else after.ground.gsd_m),
        angle_deg=before.angle_deg,
        before_paths=paths,
        light=light,
    )


def coverage(after: TilePixels, valid: NDArray[np.bool_]) -> float:
    """Share of the tile's valid pixels that are valid in a (height, width) mask of the earlier date, too."""
    whole = int(np.count_nonzero(after.valid))
    return int(np.count_nonzero(valid & after.valid)) / whole if whole else 0.0
