"""Where in a tile the words match: the part that shows it, on the ground, whatever the raster's orientation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point
from tests.e2e.runs import run
from tests.unit.catalog.made_up import sql

from tilescribe import HeatMap, open_catalog, where
from tilescribe.catalog.fusion import ChannelWeights
from tilescribe.domain.heat_map import heat_map_collection
from tilescribe.domain.question import Term, read_question
from tilescribe.domain.tile import Window
from tilescribe.errors import (
    EmptyQuestionError,
    InvalidOptionError,
    RasterNotFoundError,
    RasterReadError,
    UnknownTileError,
)
from tilescribe.raster import locate, open_raster
from tilescribe.searching.heat_maps import MAX_GRID
from tilescribe.searching.picture_questions import PictureQuestion
from tilescribe.searching.windows import grid_windows
from tilescribe.testing import ColourCaptioner, FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster

SIDE = 448
"""Twice what the captioner looks at: the tile is read decimated, its windows are not."""
RED = (235, 20, 20)


def picture(*, row: int, col: int, side: int = 120) -> np.ndarray:
    """(3, SIDE, SIDE) of noisy green with a red square whose upper left corner is at (row, col)."""
    rng = np.random.default_rng(1)
    pixels = np.empty((3, SIDE, SIDE))
    pixels[:] = np.array((30, 180, 30))[:, None, None]
    pixels[:, row : row + side, col : col + side] = np.array(RED)[:, None, None]
    return (pixels + rng.integers(-15, 16, pixels.shape)).clip(1, 255).astype(np.uint8)


def catalog_of(path: Path, *, kind: str = "projected", pixels: np.ndarray | None = None) -> Path:
    """A catalog beside a new raster, whose one tile is all of it."""
    pixels = picture(row=300, col=300) if pixels is None else pixels
    make_raster(path / "scene.tif", kind=kind, width=SIDE, height=SIDE, pixels=pixels)
    raster = open_raster(str(path / "scene.tif"))
    run([path / "scene.tif"], path / "area.gpkg", levels_m=(SIDE * raster.gsd_m,))
    return path / "area.gpkg"


def ask(catalog: Path, question: str = "red", *, tile_id: int = 1, grid: int = 5, **options: object) -> HeatMap:
    options = {"captioner": ColourCaptioner(HashEmbedder(), batch_size=10), "embedder": HashEmbedder(), **options}
    with open_catalog(catalog) as store:
        assert len(store.tiles([tile_id])) == 1
        return where(store, tile_id, question, grid=grid, **options)  # type: ignore[arg-type]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return catalog_of(tmp_path)


# --- what is found ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "col"), [(0, 0), (0, 328), (328, 0), (328, 328), (164, 164)])
def test_the_best_window_is_the_one_that_shows_what_was_asked_for(tmp_path: Path, row: int, col: int) -> None:
    found = ask(catalog_of(tmp_path, pixels=picture(row=row, col=col)))
    assert found.shape == found.scores.shape == (5, 5)
    place = locate(open_raster(str(tmp_path / "scene.tif")))
    lon, lat = place.lonlat(np.array([col + 60.0]), np.array([row + 60.0]))
    assert found.best.footprint.contains(Point(lon[0], lat[0]))
    assert found.best.score == max(one.score or -1 for one in found.windows)
    assert found.best.score > found.score > 0, "the square fills more of a window than of the tile"


@pytest.mark.parametrize("kind", ["projected", "rotated", "south-up", "geographic", "gcps"])
def test_windows_lie_where_their_pixels_do(tmp_path: Path, kind: str) -> None:
    found = ask(catalog_of(tmp_path, kind=kind, pixels=picture(row=328, col=0)))
    assert (found.best.row, found.best.column) == (4, 0), "the grid follows the pixels"
    ground = locate(open_raster(str(tmp_path / "scene.tif")))
    lon, lat = ground.lonlat(np.array([60.0]), np.array([388.0]))
    assert found.best.footprint.contains(Point(lon[0], lat[0])), "the outline lies on the ground"
    north = max(found.windows, key=lambda one: one.footprint.centroid.y)
    assert north.row == (4 if kind == "south-up" else 0)


def test_the_map_of_a_question_in_parts_points_away_from_what_is_excluded(catalog: Path) -> None:
    alone, without = ask(catalog, "NOT red"), ask(catalog, "green without red")
    square = ask(catalog).best
    for found in (alone, without):
        assert (found.best.row, found.best.column) != (square.row, square.column)
    plain = ask(catalog, "NOT red", reading="plain")
    assert plain.score != pytest.approx(alone.score)


def test_another_question_is_answered_from_another_place(catalog: Path) -> None:
    red, green = ask(catalog).best, ask(catalog, "green").best
    assert (red.row, red.column) != (green.row, green.column)
    assert (green.score or 0) > 0.8, "a window without the square"


def test_a_window_is_read_in_the_detail_that_the_raster_has(catalog: Path) -> None:
    captioner = ColourCaptioner(HashEmbedder(), batch_size=10)
    found = ask(catalog, captioner=captioner)
    assert captioner.shapes == [(224, 224)] * 26, "the tile at half its resolution, its windows at all of it"
    assert captioner.batches == [10, 10, 6]
    assert {(one.window.width, one.window.height) for one in found.windows} == {(224, 224)}


def test_windows_without_a_picture_have_no_score(tmp_path: Path) -> None:
    pixels = picture(row=328, col=328)
    pixels[:, :, : SIDE * 5 // 8] = 0
    make_raster(tmp_path / "scene.tif", width=SIDE, height=SIDE, pixels=pixels, nodata=0)
    run([tmp_path / "scene.tif"], tmp_path / "area.gpkg", levels_m=(SIDE * 10.0,))
    found = ask(tmp_path / "area.gpkg")
    assert np.isnan(found.scores[:, :2]).all()
    assert np.isfinite(found.scores[:, 2:]).all()
    assert found.windows[0].score is None
    assert heat_map_collection(found)["features"][0]["properties"]["score"] is None
    assert found.best.column == 4


def test_nothing_is_written(catalog: Path) -> None:
    before = sorted((file.name, file.stat().st_mtime_ns) for file in catalog.parent.glob("*.gpkg"))
    ask(catalog)
    assert sorted((file.name, file.stat().st_mtime_ns) for file in catalog.parent.glob("*.gpkg")) == before


def test_it_is_a_feature_collection_for_other_libraries(catalog: Path) -> None:
    found = ask(catalog, grid=3)
    collection = found.__geo_interface__
    assert (collection["rows"], collection["columns"], len(collection["features"])) == (3, 3, 9)
    assert collection["best"] == {"row": found.best.row, "column": found.best.column, "score": found.best.score}
    first = collection["features"][0]
    assert first["geometry"]["type"] == "Polygon"
    assert first["properties"]["window"] == [0, 0, 224, 224]


# --- geometry and scores ----------------------------------------------------------------------------------------------


@given(
    window=st.builds(Window, *(st.integers(0, 9000),) * 2, *(st.integers(1, 5000),) * 2),
    grid=st.integers(2, MAX_GRID),
)
def test_windows_reach_from_edge_to_edge_and_never_beyond(window: Window, grid: int) -> None:
    windows = grid_windows(window, grid)
    assert len(windows) == grid**2
    assert [one.row for one in windows] == sorted(one.row for one in windows), "row by row"
    assert {(one.height, one.width) for one in windows} == {((window.height + 1) // 2, (window.width + 1) // 2)}
    first, last = windows[0], windows[-1]
    assert (first.row, first.col) == (window.row, window.col)
    assert last.row + last.height == window.row + window.height
    assert last.col + last.width == window.col + window.width
    gaps = np.diff([one.col for one in windows[:grid]])
    assert gaps.max() - gaps.min() <= 1, "evenly spaced"
    assert gaps.max() <= first.width, "nothing between them is left out"


def test_scores_are_probabilities_that_are_less_where_little_can_be_seen() -> None:
    vectors = np.array([[1, 0], [0, 1], [np.nan, np.nan], [0.6, 0.8], [1, 0]], dtype=np.float32)
    shares = np.array([1, 1, 0, 1, 0.1], dtype=np.float32)
    weights = ChannelWeights(offset=-2.0, text=9.0, visual=4.0)
    asked = PictureQuestion(Term("a lake"), {"a lake": np.array([1, 0], dtype=np.float32)}, {"a lake": weights})
    scores = asked.scores(vectors, shares)
    whole, nothing, part = (1 / (1 + np.exp(-odds)) for odds in (2.0, -2.0, 0.4))
    assert np.allclose(scores, [whole, nothing, np.nan, part, 0.595 * whole], equal_nan=True)


def test_what_a_question_excludes_lowers_the_parts_that_show_it() -> None:
    vectors = np.array([[0.6, 0.6], [0.8, 0.0], [0.8, 0.6]], dtype=np.float32)
    texts = {"houses": np.array([1, 0], dtype=np.float32), "trees": np.array([0, 1], dtype=np.float32)}
    weights = dict.fromkeys(texts, ChannelWeights(offset=-4.0, text=0.0, visual=10.0))
    asked = PictureQuestion(read_question("houses without trees").expression, texts, weights)
    _, bare, shaded = asked.scores(vectors, np.ones(3, dtype=np.float32))
    assert bare > 0.6 > 0.2 > shaded
    anywhere = asked.scores(vectors, np.ones(3, dtype=np.float32), excluded_anywhere=True)
    assert anywhere[1] < 0.2, "trees stand elsewhere in the tile"


# --- what is refused --------------------------------------------------------------------------------------------------


def test_what_cannot_be_asked_is_refused_before_a_pixel_is_read(catalog: Path) -> None:
    with pytest.raises(EmptyQuestionError, match=r"'\?'"):
        ask(catalog, "?")
    for grid in (1, MAX_GRID + 1):
        with pytest.raises(InvalidOptionError, match=f"A grid of {grid}.*2 to {MAX_GRID}"):
            ask(catalog, grid=grid)
    with open_catalog(catalog) as store, pytest.raises(UnknownTileError, match="99"):
        where(store, 99, "red", captioner=ColourCaptioner(HashEmbedder()), embedder=HashEmbedder())


def test_a_captioner_without_visual_vectors_is_named_with_one_that_has_them(catalog: Path) -> None:
    with pytest.raises(InvalidOptionError, match=r"'fake' cannot compare.*such as builtin"):
        ask(catalog, captioner=FakeCaptioner())


def test_vectors_of_another_space_are_never_compared(catalog: Path) -> None:
    with pytest.raises(InvalidOptionError, match=r"'fake'.*'other'.*all-MiniLM-L6-v2"):
        ask(catalog, embedder=HashEmbedder(name="other"))


def test_a_raster_that_is_gone_or_changed_is_said_to_be(catalog: Path) -> None:
    path = catalog.parent / "scene.tif"
    with rasterio.open(path, "r+") as sink:
        sink.write(picture(row=0, col=0))
    with pytest.raises(RasterReadError, match=r"scene\.tif has changed since it was indexed\. Index it again"):
        ask(catalog)
    path.unlink()
    with pytest.raises(RasterNotFoundError, match=r"scene\.tif is no longer there\. Bring the file back"):
        ask(catalog)


def test_pixels_that_cannot_be_read_are_an_error_and_no_gap(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasterio.errors import RasterioIOError

    from tilescribe.raster.arrays import WindowReader

    read = WindowReader.read

    def broken(self: WindowReader, window: Window, **options: object) -> object:
        if window.row > 200:
            raise RasterioIOError("the block is broken")
        return read(self, window, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(WindowReader, "read", broken)
    with pytest.raises(RasterReadError, match=r"scene\.tif, columns .* the block is broken.*copy it again"):
        ask(catalog)


def test_a_blank_tile_has_no_place_for_words(catalog: Path) -> None:
    sql(catalog, "UPDATE tiles SET state = 'blank', reason = 'one flat value'")
    with pytest.raises(UnknownTileError, match=r"Tile 1 has no picture \(one flat value\)"):
        ask(catalog)


def test_pictures_that_the_captioner_knows_nothing_of_are_no_zeros(catalog: Path) -> None:
    class Blind(ColourCaptioner):
        def visual_vectors(self, tiles: object) -> np.ndarray:
            return np.full_like(super().visual_vectors(tiles), np.nan)  # type: ignore[arg-type]

    with pytest.raises(UnknownTileError, match=r"Nothing in tile 1.*'fake'.*another captioner"):
        ask(catalog, captioner=Blind(HashEmbedder()))
