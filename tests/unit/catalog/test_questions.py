"""Rows for hits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.unit.catalog.made_up import EMBEDDER, FACTS, MODEL, caption, describe, put, reader, tile, write

from tilescribe.catalog.geopackage import tile_queries
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Measurements
from tilescribe.domain.tile import TileState
from tilescribe.errors import UnknownTileError


def test_tiles_come_in_the_order_asked_for(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=5)
    assert [one.id for one in catalog.tiles([4, 1, 5, 1])] == [4, 1, 5, 1]
    assert catalog.tiles([]) == []


def test_a_tile_has_all_that_a_hit_shows(catalog: GeoPackageCatalog) -> None:
    raster_id = put(catalog, count=2)
    describe(catalog, [2])
    (found,) = catalog.tiles([2])
    planned = tile(1)
    assert (found.raster_id, found.raster, found.path) == (raster_id, "a.tif", "/imagery/a.tif")
    assert found.acquired == datetime(2024, 6, 1, 10, 20, 30, tzinfo=UTC)
    assert (found.row, found.col, found.height, found.width) == (0, 100, 80, 100)
    assert (found.level_m, found.state, found.reason) == (128.0, TileState.DONE, "")
    assert found.summary == "facts on tile 2"
    assert found.footprint.equals(planned.footprint)


def test_an_unknown_tile_is_named(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=2)
    with pytest.raises(UnknownTileError, match="no tile 77"):
        catalog.tiles([1, 77, 2])


def test_more_ids_than_sqlite_has_variables_are_no_obstacle(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=50)
    describe(catalog, range(1, 51))
    many = [1 + number % 50 for number in range(300_000)]
    assert len(tile_queries.description_texts(reader(catalog), many)) == 50
    assert [one.id for one in catalog.tiles(many[:40_000])] == many[:40_000]


def test_descriptions_say_who_wrote_them(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    describe(catalog, [1], author=MODEL, words=("a lake", "a boat"))
    found = catalog.descriptions(1)
    assert [(one.kind, one.text) for one in found] == [
        ("summary", "model on tile 1"),
        ("facts", "a lake"),
        ("facts", "a boat"),
    ]
    assert {one.author for one in found} == {MODEL}
    assert tile_queries.description_texts(reader(catalog), [found[2].id]) == {found[2].id: found[2]}


def test_an_unknown_description_is_left_out(catalog: GeoPackageCatalog) -> None:
    assert tile_queries.description_texts(reader(catalog), [3]) == {}
    assert catalog.descriptions(3) == []


def test_measurements_come_back_as_measured(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    measured = Measurements(water=0.25, ndvi=-0.1, colours="blue, green")
    write(catalog, [TileResult(1, captions={FACTS: caption(summary="Water.", measurements=measured)})])
    assert catalog.measurements(1) == measured
    assert catalog.measurements(2) is None


def test_only_embedders_with_vectors_are_named(catalog: GeoPackageCatalog) -> None:
    assert catalog.embedders() == []
    put(catalog)
    describe(catalog, [1])
    catalog.write_vectors(EmbedderInfo("other", "f2", 8), {})
    assert catalog.embedders() == [EMBEDDER]
