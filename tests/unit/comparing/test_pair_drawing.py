"""Two dates become pictures that lie on each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, shift

from tilescribe.comparing.pictures import PairPictures, pair_pictures
from tilescribe.domain.change import PairAlignment
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Raster
from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import Scene, open_raster, read_tiles, scan_scene
from tilescribe.testing.rasters import make_raster

SIDE, PIXEL_M = 320, 2.0
WINDOW = Window(80, 80, 160, 160)


def town(seed: int) -> NDArray[np.float64]:
    """(SIDE, SIDE) 0 to 1: roofs on ground."""
    random = np.random.default_rng(seed)
    ground = np.full((SIDE, SIDE), 0.45)
    for row, col in random.integers(0, SIDE - 16, (600, 2)):
        height, width = random.integers(6, 16, 2)
        ground[row : row + height, col : col + width] = random.uniform(0.15, 0.85)
    blurred: NDArray[np.float64] = gaussian_filter(ground, 0.8)
    return blurred


def raster_of(
    path: Path,
    picture: NDArray[np.float64],
    *,
    left: float = 500_000.0,
    count: int = 3,
    profile: str | None = None,
    tint: Sequence[float] = (1.0, 1.0, 1.0),
) -> tuple[Raster, Scene]:
    tinted = np.stack([picture * share for share in tint[:count]])
    pixels = np.clip(np.rint(tinted * 255), 1, 255).astype(np.uint8)
    made = make_raster(
        path,
        pixels=pixels,
        count=count,
        width=pixels.shape[2],
        height=pixels.shape[1],
        transform=(PIXEL_M, 0.0, left, 0.0, -PIXEL_M, 5_300_000.0),
    )
    raster = open_raster(made, profile=profile)
    return raster, scan_scene(raster)


def tile_of(later: tuple[Raster, Scene], *, side_px: int = 160) -> TilePixels:
    ref = TileRef(1, 1, WINDOW.width * PIXEL_M, WINDOW)
    (read,) = read_tiles(later[0], [ref], scene=later[1], side_px=side_px)
    assert isinstance(read, TilePixels)
    return read


def drawn(
    before: tuple[Raster, Scene],
    after: tuple[Raster, Scene],
    *,
    shift_m: tuple[float, float] = (0.0, 0.0),
    side_px: int = 160,
) -> PairPictures:
    alignment = PairAlignment(*shift_m, 0.9, 1.0, 1.0, 0.0, PIXEL_M)
    found = pair_pictures(tile_of(after, side_px=side_px), [before], alignment=alignment)
    assert found is not None
    return found


def apart(pictures: PairPictures) -> float:
    """Mean difference of both pictures, of 255."""
    return float(np.abs(pictures.before.astype(float) - pictures.after).mean())


def test_what_has_changed_stands_out_and_what_has_not_does_not(tmp_path: Path) -> None:
    now = town(1)
    now[:, : SIDE // 2] = town(2)[:, : SIDE // 2]
    pictures = drawn(raster_of(tmp_path / "before.tif", town(1)), raster_of(tmp_path / "after.tif", now))
    assert pictures.before.shape == pictures.after.shape == pictures.difference.shape == (160, 160, 3)
    yellow = pictures.difference[..., 0].astype(float)
    assert yellow[:, :76].mean() > 3 * yellow[:, 84:].mean()
    assert tuple(np.median(pictures.difference[:, 84:], axis=(0, 1))) < (20, 60, 120), "dark blue"


def test_another_light_is_no_difference(tmp_path: Path) -> None:
    before = raster_of(tmp_path / "before.tif", 0.55 * town(1) + 0.2)
    pictures = drawn(before, raster_of(tmp_path / "after.tif", town(1)))
    assert apart(pictures) < 4


def test_what_is_gone_keeps_its_colours(tmp_path: Path) -> None:
    """Nothing is as it was: whatever line is fitted to a channel dyes it."""
    after = raster_of(tmp_path / "after.tif", town(2), tint=(1.0, 0.6, 0.35))
    pictures = drawn(raster_of(tmp_path / "before.tif", town(1)), after)
    assert np.ptp(pictures.before.astype(int), axis=-1).max() <= 2, "as grey as it is"
    assert pictures.before.std() > 10


def test_the_shift_that_was_found_is_taken_out_at_every_size(tmp_path: Path) -> None:
    before = raster_of(tmp_path / "before.tif", shift(town(1), (3.0, -4.0), mode="nearest"))
    after = raster_of(tmp_path / "after.tif", town(1))
    aligned = (4 * PIXEL_M, -3 * PIXEL_M)
    for side_px in (160, 80):
        kept = apart(drawn(before, after, side_px=side_px))
        assert apart(drawn(before, after, shift_m=aligned, side_px=side_px)) < 0.3 * kept


def test_what_the_earlier_date_does_not_show_is_black_before_and_grey_between(tmp_path: Path) -> None:
    before = raster_of(tmp_path / "before.tif", town(1)[:, 160:], left=500_000.0 + 160 * PIXEL_M)
    pictures = drawn(before, raster_of(tmp_path / "after.tif", town(1)))
    assert (pictures.before[:, :78] == 0).all()
    assert (pictures.difference[:, :78] == 128).all()
    assert pictures.after[:, :78].std() > 20, "the later date is shown all the same"


def test_no_pictures_where_the_earlier_date_lies_elsewhere(tmp_path: Path) -> None:
    before = raster_of(tmp_path / "before.tif", town(1), left=900_000.0)
    assert pair_pictures(tile_of(raster_of(tmp_path / "after.tif", town(1))), [before], alignment=None) is None


def test_without_common_bands_there_are_pictures_and_no_difference(tmp_path: Path) -> None:
    before = raster_of(tmp_path / "before.tif", town(1), count=2, profile="sar-vv-vh")
    pictures = drawn(before, raster_of(tmp_path / "after.tif", town(1)))
    assert (pictures.difference == 128).all()
    assert pictures.before.std() > 20
