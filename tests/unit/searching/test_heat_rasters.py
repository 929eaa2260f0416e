"""The heat map of an extent: a Cloud Optimized GeoTIFF of probabilities that are known, with its style."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from tests.unit.catalog.made_up import MODEL, STAMP, caption, raster

from tilescribe import Filters, heat_map
from tilescribe.catalog import open_catalog
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.tile import Tile, Window
from tilescribe.errors import EmptyQuestionError, InvalidBoundsError, InvalidOptionError, OutputError, UsageError
from tilescribe.raster import footprints, locate
from tilescribe.searching import heat_drawing, search
from tilescribe.testing import HashEmbedder

EMBEDDER = HashEmbedder()
INFO = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
SAID = ("a lake", "a forest", "a road", "a roof")
SIDE_PX = 100
"""Of a fine tile, with pixels of 1 m: a raster of 2 x 2 of them, and one coarse tile over all."""


def tiles(path: str, *, coarse: bool = True) -> list[Tile]:
    windows = [Window(row, col, SIDE_PX, SIDE_PX) for row in (0, SIDE_PX) for col in (0, SIDE_PX)]
    windows += [Window(0, 0, 2 * SIDE_PX, 2 * SIDE_PX)] if coarse else []
    outlines = footprints(windows, locate(described(path)))
    return [Tile(float(one.height), one, shape) for one, shape in zip(windows, outlines, strict=True)]


def described(path: str = "/imagery/a.tif", *, west: float = 500_000.0) -> Any:
    return raster(
        path,
        width=2 * SIDE_PX,
        height=2 * SIDE_PX,
        crs="EPSG:32632",
        transform=(1.0, 0.0, west, 0.0, -1.0, 5_500_000.0),
        gsd_x_m=1.0,
        gsd_y_m=1.0,
    )


def fill(catalog: Catalog, *, coarse: bool = True) -> None:
    one = described()
    catalog.put_raster(one, stamp=STAMP, overrides="", plan="p", tiles=tiles(one.path, coarse=coarse))
    ids = sorted(catalog.tiles_at((-180.0, -90.0, 180.0, 90.0)))
    texts = [*SAID, "a lake beside a road"][: len(ids)]
    vectors = dict(zip(texts, EMBEDDER.embed(texts), strict=True))
    results = [TileResult(one, captions={MODEL: caption(summary=text)}) for one, text in zip(ids, texts, strict=True)]
    catalog.write_batch(results, embedder=INFO, vectors=vectors)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with open_catalog(tmp_path / "area.gpkg", mode="a") as opened:
        fill(opened, coarse=False)
        yield opened


def cells_of(path: Path) -> np.ndarray[Any, np.dtype[np.float32]]:
    with rasterio.open(path) as opened:
        cells: np.ndarray[Any, np.dtype[np.float32]] = opened.read(1)
        return cells


def test_cells_have_the_scores_of_a_search_in_plain_words_too(catalog: Catalog, tmp_path: Path) -> None:
    auto, plain = (
        heat_map(catalog, "NOT lake", tmp_path / f"{reading}.tif", embedder=EMBEDDER, reading=reading)
        for reading in ("auto", "plain")
    )
    best = max(hit.score for hit in search(catalog, "NOT lake", embedder=EMBEDDER, reading="plain").hits)
    assert plain.highest == pytest.approx(best, abs=2e-4)
    assert auto.highest != pytest.approx(plain.highest, abs=2e-4)


def test_cells_have_the_scores_of_a_search(catalog: Catalog, tmp_path: Path) -> None:
    drawn = heat_map(catalog, "a  lake", tmp_path / "map.tif", embedder=EMBEDDER)
    scores = {hit.tile_id: hit.score for hit in search(catalog, "a  lake", embedder=EMBEDDER).hits}
    first = min(scores)
    expected = np.array([[scores[first], scores[first + 1]], [scores[first + 2], scores[first + 3]]])
    assert cells_of(drawn.path) == pytest.approx(np.kron(expected, np.ones((2, 2))), abs=2e-4)
    assert (drawn.crs, drawn.resolution_m, drawn.width, drawn.height) == ("EPSG:32632", 50.0, 4, 4)
    assert (drawn.tiles, drawn.left_out, drawn.levels_m) == (4, 0, (100.0,))
    assert drawn.highest == pytest.approx(max(scores.values()), abs=2e-4)
    (best,) = (hit for hit in search(catalog, "a lake", k=1, embedder=EMBEDDER).hits)
    assert best.footprint.covers(shapely.Point(drawn.highest_at))
    with rasterio.open(drawn.path) as opened:
        assert opened.bounds == (500_000, 5_499_800, 500_200, 5_500_000)
        assert (opened.dtypes, opened.descriptions) == (("float32",), ("a lake",))
        assert np.isnan(opened.nodata)
        assert opened.tags()["question"] == "a lake"
        assert opened.tags()["embedder"] == EMBEDDER.name
        assert opened.tags()["version"]
        assert opened.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"


def test_several_levels_stay_between_what_each_says(tmp_path: Path) -> None:
    with open_catalog(tmp_path / "area.gpkg", mode="a") as catalog:
        fill(catalog)
        drawn = heat_map(catalog, "a lake", tmp_path / "map.tif", embedder=EMBEDDER)
        scores = [hit.score for hit in search(catalog, "a lake", embedder=EMBEDDER, merge_places=False).hits]
        coarse = heat_map(
            catalog, "a lake", tmp_path / "coarse.tif", embedder=EMBEDDER, filters=Filters(levels_m=(200.0,))
        )
    assert drawn.levels_m == (100.0, 200.0)
    cells = cells_of(drawn.path)
    assert min(scores) < cells.min() < cells.max() < max(scores)
    assert (coarse.resolution_m, coarse.tiles) == (100.0, 1)
    assert np.ptp(cells_of(coarse.path)) == 0


def test_a_large_map_has_overviews_and_is_the_same_in_blocks_of_any_size(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = described("/imagery/far.tif", west=520_000.0)
    catalog.put_raster(far, stamp=STAMP, overrides="", plan="p", tiles=tiles_of(far))
    last = max(catalog.tiles_at((-180.0, -90.0, 180.0, 90.0)))
    catalog.write_batch([TileResult(last, captions={MODEL: caption(summary="a lake")})], embedder=INFO, vectors={})
    done: list[tuple[int, int]] = []
    path = tmp_path / "map.tif"

    def note(blocks: int, total: int) -> None:
        done.append((blocks, total))

    drawn = heat_map(catalog, "a lake", path, embedder=EMBEDDER, resolution_m=12.5, progress=note)
    assert drawn.width > 1_500
    assert done == [(number, len(done)) for number in range(1, len(done) + 1)]
    with rasterio.open(path) as opened:
        assert opened.overviews(1)
        assert opened.block_shapes == [(512, 512)]
        cells = opened.read(1)
    assert np.isnan(cells[:, 600:1_000]).all()
    assert np.isfinite(cells[:, -1]).any()
    monkeypatch.setattr(heat_drawing, "_BLOCK", 512)
    again = heat_map(catalog, "a lake", tmp_path / "again.tif", embedder=EMBEDDER, resolution_m=12.5)
    assert np.array_equal(cells_of(again.path), cells, equal_nan=True)


def tiles_of(one: Any) -> list[Tile]:
    window = Window(0, 0, SIDE_PX, SIDE_PX)
    return [Tile(float(SIDE_PX), window, footprints([window], locate(one))[0])]


def test_an_area_and_a_box_cut_the_map(catalog: Catalog, tmp_path: Path) -> None:
    west, south, east, north = shapely.union_all(
        [hit.footprint for hit in search(catalog, "a lake", embedder=EMBEDDER).hits]
    ).bounds
    middle = (west + east) / 2
    boxed = heat_map(
        catalog, "a lake", tmp_path / "box.tif", embedder=EMBEDDER, filters=Filters(bounds=(west, south, middle, north))
    )
    assert (boxed.width, boxed.height) == (2, 4)
    triangle = shapely.Polygon([(west, south), (east, south), (west, north)])
    cut = heat_map(
        catalog,
        "a lake",
        tmp_path / "area.tif",
        embedder=EMBEDDER,
        filters=Filters(area=triangle),
        resolution_m=12.5,
    )
    known = np.isfinite(cells_of(cut.path))
    assert known[-1, 0]
    assert not known[0, -1]
    assert 0.4 < known.mean() < 0.6


@pytest.mark.parametrize(
    ("options", "error", "names"),
    [
        ({"resolution_m": 12.4}, InvalidOptionError, r"12\.4 m is finer .* 100 m\. Give 12\.5 m or more"),
        ({"resolution_m": 101.0}, InvalidOptionError, "passes over tiles"),
        ({"resolution_m": 0.0}, InvalidOptionError, "above 0"),
        ({"resolution_m": float("nan")}, InvalidOptionError, "above 0"),
        ({"crs": "EPSG:4326"}, InvalidOptionError, "not in metres"),
        ({"crs": "EPSG:2263"}, InvalidOptionError, "not in metres"),
        ({"crs": "Narnia"}, InvalidOptionError, "Narnia"),
        ({"filters": Filters(bounds=(100.0, 10.0, 101.0, 11.0))}, InvalidBoundsError, "in this extent"),
        ({"filters": Filters(levels_m=(7.0,))}, InvalidBoundsError, "passes the filters"),
        ({"filters": Filters(bounds=(8.9999, 49.0, 9.00000001, 50.0))}, InvalidBoundsError, "centre of a cell"),
        ({"question": "  ?"}, EmptyQuestionError, "no words"),
        ({"captioner": "nobody"}, UsageError, "nobody"),
        ({"path": "map.png"}, InvalidOptionError, r"\.tif"),
        ({"path": "missing/map.tif"}, OutputError, "missing"),
        ({"path": "area.gpkg"}, InvalidOptionError, r"\.tif"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason_and_leaves_nothing(
    catalog: Catalog, tmp_path: Path, options: dict[str, Any], error: type[Exception], names: str
) -> None:
    before = {one.name for one in tmp_path.iterdir()}
    asked: dict[str, Any] = {"question": "a lake", "path": "map.tif", **options}
    with pytest.raises(error, match=names):
        heat_map(catalog, asked.pop("question"), tmp_path / asked.pop("path"), embedder=EMBEDDER, **asked)
    assert {one.name for one in tmp_path.iterdir()} - before <= {"area.gpkg.cache"}


def test_an_empty_catalog_has_no_map(tmp_path: Path) -> None:
    with (
        open_catalog(tmp_path / "area.gpkg", mode="a") as catalog,
        pytest.raises(InvalidBoundsError, match="no described tile yet"),
    ):
        heat_map(catalog, "a lake", tmp_path / "map.tif", embedder=EMBEDDER)


@pytest.mark.parametrize("name", ["map.tif", "map.qml"])
def test_nothing_is_replaced_unless_that_was_agreed_to(catalog: Catalog, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--overwrite"):
        heat_map(catalog, "a lake", tmp_path / "map.tif", embedder=EMBEDDER)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert not {"map.tif", "map.qml"}.difference({name}) & {one.name for one in tmp_path.iterdir()}
    drawn = heat_map(catalog, "a lake", tmp_path / "map.tif", embedder=EMBEDDER, overwrite=True)
    assert np.isfinite(cells_of(drawn.path)).all()
    assert drawn.style.read_text(encoding="utf-8").startswith("<!DOCTYPE qgis")


def test_the_style_is_see_through_where_little_is_probable_and_tells_percentages(
    catalog: Catalog, tmp_path: Path
) -> None:
    style = heat_map(catalog, "a lake", tmp_path / "map.tif", embedder=EMBEDDER).style
    items = list(ET.parse(style).getroot().iter("item"))
    steps = [float(item.attrib["value"]) for item in items]
    opacities = [int(item.attrib["alpha"]) for item in items]
    assert (steps[0], steps[-1], opacities[0], opacities[-1]) == (0.0, 1.0, 0, 255)
    assert steps == sorted(steps)
    assert opacities == sorted(opacities)
    assert [item.attrib["label"] for item in items] == [f"{100 * step:g} %" for step in steps]
