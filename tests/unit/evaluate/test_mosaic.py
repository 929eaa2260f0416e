"""A mosaic shows each picture at the place that the truth names, and hits are measured against that place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from rasterio.windows import Window as RasterioWindow
from shapely import MultiPolygon, box

from tilescribe.domain.hit import Hit
from tilescribe.domain.tile import Window
from tilescribe.errors import EmptyDatasetError, InvalidOptionError, OutputError
from tilescribe.evaluate.datasets import Picture, ProblemKind, open_picture
from tilescribe.evaluate.degrade import swap_bands
from tilescribe.evaluate.localisation import best_overlap, lay_out, measure_localisation, write_mosaic

Folder = Callable[[Sequence[str]], Path]
LAYOUTS = st.builds(
    lay_out,
    st.integers(1, 30),
    cell_px=st.integers(1, 300),
    gsd_m=st.floats(0.05, 30),
    columns=st.none() | st.integers(1, 40),
    gap_px=st.integers(0, 20),
    seed=st.none() | st.integers(0, 3),
)


def made_up(root: Path, names: Sequence[str]) -> list[Picture]:
    return [Picture(filename=name, container=str(root), member=name) for name in names]


@given(LAYOUTS)
def test_cells_lie_inside_the_mosaic_apart_from_each_other_and_hold_each_picture_once(layout) -> None:
    windows = [layout.window(cell) for cell in range(len(layout.order))]
    assert sorted(layout.order) == list(range(len(layout.order)))
    assert min(window.row for window in windows) == min(window.col for window in windows) == 0
    assert max(window.col + window.width for window in windows) == layout.width
    assert max(window.row + window.height for window in windows) == layout.height
    for first, second in combinations(windows, 2):
        down, right = abs(first.row - second.row), abs(first.col - second.col)
        assert max(down, right) >= layout.cell_px + layout.gap_px


@given(LAYOUTS)
def test_footprints_have_the_size_and_place_of_their_windows(layout) -> None:
    a, _, west, _, e, north = layout.transform
    to_utm = Transformer.from_crs("OGC:CRS84", "EPSG:32631", always_xy=True)
    for cell, footprint in enumerate(layout.footprints()):
        window = layout.window(cell)
        assert footprint.is_valid
        assert footprint.exterior.is_ccw
        x, y = to_utm.transform(*np.array(footprint.exterior.coords).T)
        # Corners within a hundredth of a pixel.
        assert (x.min() - west) / a == pytest.approx(window.col, abs=0.01)
        assert (x.max() - west) / a == pytest.approx(window.col + window.width, abs=0.01)
        assert (y.max() - north) / e == pytest.approx(window.row, abs=0.01)
        assert (y.min() - north) / e == pytest.approx(window.row + window.height, abs=0.01)


def test_a_cell_has_its_size_on_the_ground() -> None:
    layout = lay_out(4, cell_px=200, gsd_m=0.5)
    lon, lat = np.array(layout.footprints()[0].exterior.coords)[:2].T
    # 200 px of 0.5 m; UTM's scale is 0.9996 on the central meridian.
    assert Geod(ellps="WGS84").inv(lon[0], lat[0], lon[1], lat[1])[2] == pytest.approx(100 / 0.9996, abs=0.01)


def test_a_seed_shuffles_and_none_keeps_the_order() -> None:
    assert lay_out(9, cell_px=1, gsd_m=1).order == tuple(range(9))
    shuffled = lay_out(9, cell_px=1, gsd_m=1, seed=1).order
    assert shuffled == lay_out(9, cell_px=1, gsd_m=1, seed=1).order != tuple(range(9))


@pytest.mark.parametrize(
    "wrong", [{"pictures": 0}, {"cell_px": 0}, {"columns": 0}, {"gap_px": -1}, {"gsd_m": 0.0}, {"gsd_m": float("nan")}]
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    numbers = {"pictures": 4, "cell_px": 8, "gsd_m": 1.0} | wrong
    with pytest.raises(InvalidOptionError):
        lay_out(numbers.pop("pictures"), **numbers)


@pytest.mark.parametrize("seed", [None, 5])
def test_each_cell_shows_its_picture(tmp_path: Path, folder: Folder, seed: int | None) -> None:
    names = [f"{number}.png" for number in range(7)]
    pictures = made_up(folder(names), names)
    mosaic = write_mosaic(pictures, tmp_path / "mosaic.tif", gsd_m=0.5, columns=3, gap_px=4, seed=seed)
    assert sorted(cell.picture.filename for cell in mosaic.cells) == names
    with rasterio.open(mosaic.path) as opened:
        assert opened.crs.to_epsg() == 32631
        assert opened.res == (0.5, 0.5)
        assert opened.profile["tiled"]
        assert opened.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        for cell in mosaic.cells:
            window = RasterioWindow(cell.window.col, cell.window.row, cell.window.width, cell.window.height)
            np.testing.assert_array_equal(np.moveaxis(opened.read(window=window), 0, -1), open_picture(cell.picture))
            assert (opened.dataset_mask(window=window) == 255).all()
        # 7 cells of 16 x 16 px; gaps and the two empty cells are masked.
        assert np.count_nonzero(opened.dataset_mask()) == 7 * 16 * 16


def test_a_large_mosaic_has_overviews_of_pixels_and_mask(tmp_path: Path, folder: Folder) -> None:
    pictures = made_up(folder(["a.png"]), ["a.png"]) * 4
    mosaic = write_mosaic(pictures, tmp_path / "m.tif", gsd_m=1, read=lambda _: np.full((600, 600, 3), 99, np.uint8))
    with rasterio.open(mosaic.path) as opened:
        assert opened.overviews(1) == [2, 4]
        assert (opened.read(1, out_shape=(300, 300)) == 99).all()
        assert (opened.dataset_mask(out_shape=(300, 300)) == 255).all()


def test_a_broken_picture_leaves_its_cell_empty_and_is_named(tmp_path: Path, folder: Folder) -> None:
    root = folder(["a.png", "c.png"])
    (root / "b.png").write_bytes(b"no picture")
    mosaic = write_mosaic(made_up(root, ["b.png", "a.png", "c.png"]), tmp_path / "m.tif", gsd_m=1, columns=3)
    assert [cell.picture.filename for cell in mosaic.cells] == ["a.png", "c.png"]
    assert [(problem.kind, problem.name) for problem in mosaic.problems] == [(ProblemKind.BROKEN_PICTURE, "b.png")]
    with rasterio.open(mosaic.path) as opened:
        assert not opened.dataset_mask()[:, :16].any()
        assert opened.dataset_mask()[:, 16:].all()


def test_pictures_of_other_sizes_fill_their_cells(tmp_path: Path, folder: Folder) -> None:
    pictures = made_up(folder(["a.png"]), ["a.png"]) * 2
    shown = iter([np.zeros((8, 10, 3), np.uint8), np.zeros((8, 10, 3), np.uint8), np.full((20, 5, 3), 200, np.uint8)])
    mosaic = write_mosaic(pictures, tmp_path / "m.tif", gsd_m=1, columns=2, read=lambda _: next(shown))
    assert mosaic.cells[1].window == Window(row=0, col=10, height=10, width=10)
    with rasterio.open(mosaic.path) as opened:
        assert (opened.read(1)[:, 10:] == 200).all()


def test_pictures_can_be_degraded_on_the_way(tmp_path: Path, folder: Folder) -> None:
    pictures = made_up(folder(["a.png", "b.png"]), ["b.png"])
    mosaic = write_mosaic(pictures, tmp_path / "m.tif", gsd_m=1, read=lambda one: swap_bands(open_picture(one)))
    with rasterio.open(mosaic.path) as opened:
        assert opened.read()[:, 0, 0].tolist() == [40, 40, 10]


def test_a_mosaic_of_nothing_is_refused(tmp_path: Path) -> None:
    for pictures in ([], made_up(tmp_path, ["gone.png"])):
        with pytest.raises(EmptyDatasetError, match="can be read"):
            write_mosaic(pictures, tmp_path / "m.tif", gsd_m=1)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, folder: Folder) -> None:
    pictures = made_up(folder(["a.png"]), ["a.png"])
    with pytest.raises(OutputError, match="cannot be written"):
        write_mosaic(pictures, tmp_path / "absent" / "m.tif", gsd_m=1)


def test_a_failed_write_leaves_the_old_mosaic_and_no_rest(tmp_path: Path, folder: Folder) -> None:
    target = tmp_path / "out" / "m.tif"
    target.parent.mkdir()
    target.write_bytes(b"the old one")
    pictures = made_up(folder(["a.png"]), ["a.png"]) * 2
    shown = iter([np.zeros((4, 4, 3), np.uint8)] * 2)

    def then_stop(_: Picture) -> np.ndarray:
        try:
            return next(shown)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        write_mosaic(pictures, target, gsd_m=1, read=then_stop)
    assert target.read_bytes() == b"the old one"
    assert list(target.parent.iterdir()) == [target]


def hit(rank: int, bounds: tuple[float, float, float, float]) -> Hit:
    return Hit(
        rank=rank,
        score=0.5,
        tile_id=rank,
        raster="m.tif",
        path="m.tif",
        acquired=None,
        level_m=100.0,
        summary="",
        matched="",
        matched_kind="summary",
        words=(),
        channels={},
        footprint=MultiPolygon([box(*bounds)]),
    )


CELL = box(0, 0, 1, 1)


@pytest.mark.parametrize(
    ("bounds", "share"),
    [
        ((0, 0, 1, 1), 1.0),
        ((0.5, 0, 1.5, 1), 1 / 3),
        ((0, 0, 2, 2), 1 / 4),
        ((1, 0, 2, 1), 0.0),
        ((5, 5, 6, 6), 0.0),
    ],
)
def test_overlap_is_intersection_over_union(bounds: tuple[float, float, float, float], share: float) -> None:
    assert best_overlap([hit(1, bounds)], CELL, k=1) == pytest.approx(share)


def test_localisation_by_hand() -> None:
    right, half, off = (0, 0, 1, 1), (0.5, 0, 1.5, 1), (5, 5, 6, 6)
    answers = [
        ([hit(2, right), hit(1, off)], CELL),
        ([hit(1, half)], CELL),
        ([], CELL),
        ([hit(1, off), hit(2, off)], CELL),
    ]
    found = measure_localisation(answers, ks=(1, 2))
    assert found.questions == 4
    assert found.overlapping == {1: 0.25, 2: 0.5}
    assert found.mean_overlap == {1: pytest.approx(1 / 12), 2: pytest.approx(1 / 3)}
    assert measure_localisation(answers, ks=(1, 2), least_iou=0.5).overlapping == {1: 0.0, 2: 0.25}


def test_unfit_questions_are_refused() -> None:
    with pytest.raises(InvalidOptionError, match="no question"):
        measure_localisation([])
    with pytest.raises(InvalidOptionError, match="least overlap"):
        measure_localisation([([], CELL)], least_iou=1.0)
