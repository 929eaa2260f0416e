"""From a tile of the later date to the pair of both dates, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from tilescribe.comparing.alignment import ExpectedShift, expected_shift
from tilescribe.comparing.common import pair_of
from tilescribe.comparing.comparability import NotComparable, Obstacle
from tilescribe.describe.change.light import matched
from tilescribe.domain.pair import PairPixels
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import EarlierReader, open_raster, read_tiles, scan_scene
from tilescribe.testing.rasters import make_raster

SIDE = 480
LEFT, TOP = 500_000.0, 5_300_000.0


def town(seed: int = 0, side: int = SIDE) -> NDArray[np.float64]:
    """(3, side, side) 0 to 1: ground, roofs and streets."""
    random = np.random.default_rng(seed)
    ground = gaussian_filter(random.random((side, side)), 6)
    ground = 0.25 + 0.3 * (ground - ground.min()) / np.ptp(ground)
    for _ in range(side * side // 900):
        row, col = random.integers(0, side - 14, 2)
        height, width = random.integers(5, 14, 2)
        ground[row : row + height, col : col + width] = random.uniform(0.1, 0.9)
    for row in random.integers(0, side - 3, side // 80):
        ground[row : row + 3] = 0.6
    colours = np.array([1.0, 0.95, 0.85])[:, None, None]
    return np.clip(gaussian_filter(ground, 0.7) * colours, 0, 1)


def moved(picture: NDArray[np.float64], x_px: float, y_px: float) -> NDArray[np.float64]:
    """The picture, shown so many pixels further to the right and down."""
    rows, cols = np.indices(picture.shape[1:], dtype=float)
    return np.stack([map_coordinates(band, [rows - y_px, cols - x_px], order=3, mode="mirror") for band in picture])


def write(path: Path, picture: NDArray[np.float64], *, pixel_m: float = 1.0, left: float = LEFT, **more: Any) -> str:
    pixels = np.clip(np.rint(picture * 255), 0, 255).astype(np.uint8)
    count, height, width = pixels.shape
    transform = (pixel_m, 0.0, left, 0.0, -pixel_m, TOP)
    return make_raster(path, pixels=pixels, count=count, width=width, height=height, transform=transform, **more)


def tiles_of(path: str, side: int = 160) -> list[TilePixels]:
    raster = open_raster(path)
    refs = [
        TileRef(number, 1, side * raster.gsd_m, Window(row, col, side, side))
        for number, (row, col) in enumerate(
            (row, col)
            for row in range(0, raster.height - side + 1, side)
            for col in range(0, raster.width - side + 1, side)
        )
    ]
    return [tile for tile in read_tiles(raster, refs, scene=scan_scene(raster), side_px=side) if tile_has_pixels(tile)]  # type: ignore[misc]


def tile_has_pixels(outcome: object) -> bool:
    return isinstance(outcome, TilePixels)


def earlier_of(*paths: str) -> EarlierReader:
    rasters = [open_raster(path) for path in paths]
    return EarlierReader([(raster, scan_scene(raster)) for raster in rasters])


def middle(tiles: list[TilePixels]) -> TilePixels:
    return min(tiles, key=lambda tile: abs(tile.tile.window.row - 160) + abs(tile.tile.window.col - 160))


def refusal(later: str, *earlier: str, expected: ExpectedShift | None = None) -> NotComparable:
    with earlier_of(*earlier) as reader:
        answer = pair_of(middle(tiles_of(later)), reader, expected=expected)
    assert isinstance(answer, NotComparable)
    return answer


@pytest.mark.parametrize(("x_px", "y_px"), [(0.0, 0.0), (2.3, -1.6), (-7.4, 5.2), (20.5, 11.0)])
def test_a_shift_is_found_and_taken_out(tmp_path: Path, x_px: float, y_px: float) -> None:
    picture = town()
    later = write(tmp_path / "later.tif", picture)
    before = write(tmp_path / "before.tif", moved(picture, -x_px, -y_px))
    with earlier_of(before) as reader:
        pair = pair_of(middle(tiles_of(later)), reader)
    assert isinstance(pair, PairPixels)
    assert (pair.shift.x_px, pair.shift.y_px) == pytest.approx((x_px, y_px), abs=0.2)
    assert pair.shift.confidence > 0.95
    assert pair.comparable.all()
    assert pair.coverage == 1
    assert pair.before_paths == (before,)
    assert np.percentile(np.abs(pair.data.astype(float) - pair.before.data.astype(float)), 95) < 6


def test_another_sensor_is_aligned_as_well(tmp_path: Path) -> None:
    picture = town()
    later = write(tmp_path / "later.tif", picture)
    low = moved(picture, -3.0, 2.0)
    low = np.stack([gaussian_filter(band, 0.5) for band in low])
    low = low.reshape(3, SIDE // 2, 2, SIDE // 2, 2).mean(axis=(2, 4))[::-1] ** 1.5 * 0.7 + 0.1
    before = write(tmp_path / "before.tif", low, pixel_m=2.0)
    with earlier_of(before) as reader:
        pair = pair_of(middle(tiles_of(later)), reader)
    assert isinstance(pair, PairPixels)
    assert (pair.shift.x_px, pair.shift.y_px) == pytest.approx((3.0, -2.0), abs=0.25)
    assert pair.gsd_ratio == pytest.approx(2.0, rel=0.01)
    assert pair.detail_m == pytest.approx(2.0, rel=0.01)


def test_a_tile_that_is_changed_all_over_takes_the_shift_of_the_others(tmp_path: Path) -> None:
    picture = town()
    after = picture.copy()
    after[:, 160:320, 160:320] = town(9)[:, :160, :160]
    later = write(tmp_path / "later.tif", after)
    before = write(tmp_path / "before.tif", moved(picture, -4.0, -3.0))
    tiles = tiles_of(later)
    with earlier_of(before) as reader:
        expected = expected_shift(tiles, reader)
        assert expected is not None
        pair = pair_of(middle(tiles), reader, expected=expected)
        alone = pair_of(middle(tiles), reader)
    assert (expected.x_m, expected.y_m) == pytest.approx((4.0, 3.0), abs=0.15)
    assert isinstance(pair, PairPixels)
    assert (pair.shift.x_px, pair.shift.y_px) == pytest.approx((4.0, 3.0), abs=0.5)
    assert pair.shift.confidence < 0.9
    assert isinstance(alone, NotComparable)
    assert alone.obstacle is Obstacle.SHIFT


def test_a_tile_learns_its_light_from_the_others(tmp_path: Path) -> None:
    picture = town()
    after = picture * 0.6 + 0.1
    after[:, 160:320, 160:320] = 0.25 + town(9)[:, :160, :160] * 0.02
    later, before = write(tmp_path / "later.tif", after), write(tmp_path / "before.tif", picture)
    tiles = tiles_of(later)
    with earlier_of(before) as reader:
        expected = expected_shift(tiles, reader)
        assert expected is not None
        pair = pair_of(middle(tiles), reader, expected=expected)
    assert isinstance(pair, PairPixels)
    assert {line.role for line in pair.light} == {"red", "green", "blue"}
    lit = matched(pair).before
    low, high = np.array(pair.stretch.low), np.array(pair.stretch.high)
    expectation = ((picture[:, 160:320, 160:320] * 0.6 + 0.1) * 255 - low[:, None, None]) / (high - low)[:, None, None]
    assert float(np.abs(lit.mean(axis=(0, 1)) - expectation.mean(axis=(1, 2))).max()) < 0.05


def test_even_ground_is_compared_where_it_is(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    water = 0.2 + random.normal(0, 0.004, (3, SIDE, SIDE))
    edge = town()
    edge[:, 100:400, 100:400] = water[:, 100:400, 100:400]
    later, before = write(tmp_path / "later.tif", edge), write(tmp_path / "before.tif", edge[:, :, ::-1])
    with earlier_of(before) as reader:
        pair = pair_of(middle(tiles_of(later)), reader)
    assert isinstance(pair, PairPixels)
    assert (pair.shift.x_px, pair.shift.y_px) == (0, 0)
    assert pair.shift.confidence < 0.5


def test_an_earlier_date_that_shows_a_sliver_is_refused(tmp_path: Path) -> None:
    later = write(tmp_path / "later.tif", town())
    before = write(tmp_path / "before.tif", town()[:, :, :190])
    answer = refusal(later, before)
    assert answer.obstacle is Obstacle.COVERAGE
    assert answer.reason == "The earlier date shows 19% of the tile, and 25% are needed"


def test_an_earlier_date_elsewhere_is_refused(tmp_path: Path) -> None:
    later = write(tmp_path / "later.tif", town())
    before = write(tmp_path / "before.tif", town(), left=LEFT + 2000)
    assert refusal(later, before).reason == "The earlier date shows nothing of the tile"


def test_thirty_metres_against_half_a_metre_is_refused_with_both(tmp_path: Path) -> None:
    later = write(tmp_path / "later.tif", town(), pixel_m=0.5)
    before = write(tmp_path / "before.tif", town()[:, :64, :64], pixel_m=30.0)
    answer = refusal(later, before)
    assert answer.obstacle is Obstacle.SCALE
    assert "Pixels of 30 m before and 0.5 m after" in answer.reason
    assert "compare tiles of 720 m or more" in answer.reason


def test_radar_against_a_picture_is_refused(tmp_path: Path) -> None:
    later = write(tmp_path / "later.tif", town())
    before = write(tmp_path / "before.tif", town()[:2], descriptions=("VV", "VH"))
    answer = refusal(later, before)
    assert answer.obstacle is Obstacle.BANDS
    assert "radar backscatter" in answer.reason


def test_a_shift_of_more_than_a_quarter_of_the_tile_is_refused(tmp_path: Path) -> None:
    picture = town(side=900)
    later = write(tmp_path / "later.tif", picture[:, 200:680, 200:680])
    before = write(tmp_path / "before.tif", picture[:, 280:760, 290:770])
    answer = refusal(later, before)
    assert answer.obstacle is Obstacle.SHIFT
    assert "a quarter of the tile" in answer.reason


def test_an_expected_shift_of_more_than_a_quarter_is_refused_with_its_size(tmp_path: Path) -> None:
    later, before = write(tmp_path / "later.tif", town()), write(tmp_path / "before.tif", town(5))
    answer = refusal(later, before, expected=ExpectedShift(60.0, 0.0, 1.0, 1.0, 20))
    assert answer.obstacle is Obstacle.SHIFT
    assert "shifted by 60 m (60 px)" in answer.reason


def test_an_earlier_file_that_is_gone_is_said_so(tmp_path: Path) -> None:
    later, before = write(tmp_path / "later.tif", town()), write(tmp_path / "before.tif", town())
    with earlier_of(before) as reader:
        Path(before).unlink()
        answer = pair_of(middle(tiles_of(later)), reader)
    assert isinstance(answer, NotComparable)
    assert answer.obstacle is Obstacle.UNREADABLE
    assert "before.tif" in answer.reason
