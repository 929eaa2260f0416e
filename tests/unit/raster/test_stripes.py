"""Stripes of zeros inside a picture are gaps; black ditches, a road and a collar are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import open_raster, read_tiles, scan_scene
from tilescribe.raster.stripes import find_stripes
from tilescribe.testing.rasters import make_pixels, make_raster

SIDE = 224


def picture(*, bands: int = 4) -> NDArray[Any]:
    """Values of 3,000 to 15,000, as stored reflectances are."""
    pixels = make_pixels(width=SIDE, height=SIDE, count=bands, dtype="uint16", seed=3).astype(np.float64)
    scaled = (pixels - pixels.min()) / (pixels.max() - pixels.min())
    return (3000 + 12_000 * scaled).astype("uint16")


def stripes(*, slope: float = 0.15, every: float = 33.0, width: float = 9.0, bend: float = 0.0) -> NDArray[np.bool_]:
    """Wedges that narrow to half of `width` on the right."""
    row, col = np.mgrid[:SIDE, :SIDE].astype(float)
    along = row - slope * col - bend * col**2
    return (along % every) < width * (1 - 0.5 * col / SIDE)


@pytest.mark.parametrize("slope", [0.0, 0.15, -0.2])
def test_gaps_are_found_whatever_their_slope(slope: float) -> None:
    gaps = stripes(slope=slope)
    found = find_stripes(np.where(gaps, 0, picture()).astype("uint16"), None)
    assert found is not None
    # The ends that a corner cuts off are short.
    assert (found & gaps).sum() > 0.9 * gaps.sum()
    assert (found & ~ndimage.binary_dilation(gaps, np.ones((3, 3)))).sum() == 0


def test_gaps_are_found_in_a_picture_that_was_averaged() -> None:
    gaps = stripes(width=14.0)
    data = np.where(gaps, 0, picture()).astype(np.float64).reshape(4, SIDE // 2, 2, SIDE // 2, 2).mean(axis=(2, 4))
    found = find_stripes(data.astype("uint16"), None)
    assert found is not None
    assert found.mean() > 0.8 * gaps.mean()


def test_what_is_no_gap_stays_picture() -> None:
    whole = picture()
    assert find_stripes(whole, None) is None
    one = stripes(every=1000.0)
    assert find_stripes(np.where(one, 0, whole).astype("uint16"), None) is None, "one stripe"
    bent = stripes(bend=0.004)
    assert find_stripes(np.where(bent, 0, whole).astype("uint16"), None) is None, "bent"
    ditches = stripes(slope=0.15, width=9.0)
    shallow = np.where(ndimage.binary_dilation(ditches, np.ones((3, 3)), iterations=3), 300, whole)
    assert find_stripes(np.where(ditches, 0, shallow).astype("uint16"), None) is None, "black water"
    some_bands = whole.copy()
    some_bands[:2, stripes()] = 0
    assert find_stripes(some_bands, None) is None, "data in other bands"


@pytest.mark.parametrize("nodata", [None, 65535])
def test_a_tile_is_not_valid_in_its_gaps_unless_the_file_tells_what_is(tmp_path: Path, nodata: int | None) -> None:
    gaps = stripes()
    pixels = np.where(gaps, 0, picture()).astype("uint16")
    path = make_raster(
        tmp_path / "a.tif", width=SIDE, height=SIDE, count=4, dtype="uint16", pixels=pixels, nodata=nodata
    )
    raster = open_raster(path)
    tile = TileRef(0, 1, 2240.0, Window(0, 0, SIDE, SIDE))
    (outcome,) = read_tiles(raster, [tile], scene=scan_scene(raster), side_px=SIDE)
    valid = outcome.valid  # type: ignore[union-attr]
    assert valid[gaps].mean() == pytest.approx(0.0 if nodata is None else 1.0, abs=0.1)
    assert valid[~gaps].mean() > 0.8
