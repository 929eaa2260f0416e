"""Pictures of two dates of one place, pixel by pixel on each other, and of what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.comparing.comparability import no_common_bands
from tilescribe.describe.change.light import matched
from tilescribe.domain.pair import PairPixels, Shift
from tilescribe.domain.pixels import TilePixels
from tilescribe.raster.common_grid import EarlierReader

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.change.light import MatchedPictures
    from tilescribe.domain.change import PairAlignment
    from tilescribe.domain.raster import Raster
    from tilescribe.raster import Scene

    Picture = NDArray[np.uint8]

__all__ = ["PairPictures", "pair_pictures"]

_MOST = 0.5
"""Difference, of display brightness, that has the last colour: dark forest that has become bare ground."""
_COLOURS = (
    (0x00, 0x20, 0x4D),
    (0x00, 0x33, 0x6F),
    (0x39, 0x48, 0x6B),
    (0x57, 0x5C, 0x6D),
    (0x70, 0x71, 0x73),
    (0x8A, 0x87, 0x79),
    (0xA6, 0x9D, 0x75),
    (0xC4, 0xB5, 0x6C),
    (0xE4, 0xCF, 0x5B),
    (0xFF, 0xEA, 0x46),
)
"""The colour map cividis at equal steps: of equal perceptual steps, the same to people who see no red or green, and
neither black nor white, so that it stands out from dark and light surroundings (Nunez et al. 2018, *Optimizing
colormaps with consideration for color vision deficiency*)."""
_NOT_COMPARED = (128, 128, 128)


@dataclass(frozen=True, slots=True, eq=False)
class PairPictures:
    """All (height, width, 3) uint8, on the later tile's grid."""

    before: Picture
    """With the shift taken out, as bright and as contrasty as the later date; black where it shows nothing."""
    after: Picture
    difference: Picture
    """How far apart the colours of both are, from dark blue (not at all) to yellow; grey where nothing is compared."""


def pair_pictures(
    after: TilePixels, earlier: Sequence[tuple[Raster, Scene]], *, alignment: PairAlignment | None
) -> PairPictures | None:
    """Both dates of a tile, and their difference.

    Args:
        after: The tile of the later date.
        earlier: Rasters of the earlier date with their scenes.
        alignment: As it was found when the dates were compared; None: neither is moved.

    Returns:
        None where the earlier rasters show nothing of the tile.

    Raises:
        RasterError: A file of the earlier date cannot be read (any more).
    """
    with EarlierReader(earlier) as reader:
        pixels = reader.read(after)
        if pixels is None:
            return None
        shift = _shift_px(after, alignment)
        data, valid, paths = pixels.moved(shift.x_px, shift.y_px)
        before = TilePixels(after.tile, pixels.raster, pixels.stretch, data, valid, after.ground)
        if no_common_bands(after.raster, before.raster) is not None:
            return PairPictures(before.rgb(), after.rgb(), np.full_like(after.rgb(), _NOT_COMPARED[0]))
        pair = PairPixels(
            tile=after.tile,
            raster=after.raster,
            stretch=after.stretch,
            data=after.data,
            valid=after.valid,
            ground=after.ground,
            before=before,
            shift=shift,
            # Clouds too: a person wants to see them.
            comparable=after.valid & valid,
            coverage=float(np.mean(valid[after.valid])) if after.valid.any() else 0.0,
            detail_m=max(after.gsd_m, pixels.gsd_m),
            gsd_ratio=pixels.gsd_m / (after.raster.gsd_m if after.ground is None else after.ground.gsd_m),
            angle_deg=pixels.angle_deg,
            before_paths=paths,
        )
    return _drawn(pair)


def _drawn(pair: PairPixels) -> PairPictures:
    both, shown = matched(pair), pair.comparable[..., None]
    return PairPictures(
        np.where(shown, _as_bright(both), pair.before.rgb()),
        np.where(shown, both.after_rgb, pair.rgb()),
        _difference(both.before, both.after, pair.comparable),
    )


def _as_bright(both: MatchedPictures) -> Picture:
    """The earlier picture with the mean of the lines that were fitted to its channels.

    Where little of a tile is as it was, a line of its own for each channel dyes the picture: roofs that are gone would
    be shown in the colour of the rubble.
    """
    gains = np.array([fit.gain for fit in both.fits], dtype=np.float32)
    offsets = np.array([fit.offset for fit in both.fits], dtype=np.float32)
    own = (both.before - offsets) / gains
    as_bytes: Picture = np.clip(np.rint((own * gains.mean() + offsets.mean()) * 255), 0, 255).astype(np.uint8)
    return as_bytes


def _difference(before: NDArray[np.float32], after: NDArray[np.float32], comparable: NDArray[np.bool_]) -> Picture:
    """The length of the change vector of each pixel (Malila 1980), in colours."""
    apart = np.sqrt(np.mean((np.clip(after, 0, 1) - np.clip(before, 0, 1)) ** 2, axis=-1))
    steps = np.minimum(apart / _MOST, 1) * (len(_COLOURS) - 1)
    colours = np.array(_COLOURS, dtype=np.float32)
    places = np.arange(len(_COLOURS))
    picture = np.stack([np.interp(steps, places, colours[:, band]) for band in range(3)], axis=-1)
    picture[~comparable] = _NOT_COMPARED
    drawn: Picture = np.rint(picture).astype(np.uint8)
    return drawn


def _shift_px(after: TilePixels, alignment: PairAlignment | None) -> Shift:
    """In pixels of the tile's array; see `PairPixels.alignment`."""
    if alignment is None:
        return Shift(0.0, 0.0, 0.0)
    across_m, down_m = (side_m / px for side_m, px in zip(after.ground_m, after.data.shape[:0:-1], strict=True))
    return Shift(alignment.shift_x_m / across_m, alignment.shift_y_m / down_m, alignment.shift_confidence)
