"""What a map shows of a catalog: outlines with their coverage, and the tiles under a place."""

from __future__ import annotations

from tests.unit.catalog.made_up import FACTS, MODEL, STAMP, describe, put, raster, tiles

from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog


def test_outlines_tell_who_has_described_how_much(catalog: GeoPackageCatalog) -> None:
    first, second = put(catalog, count=3), put(catalog, "/imagery/b.tif", count=2)
    describe(catalog, [1, 2, 3], author=FACTS)
    describe(catalog, [2], author=MODEL)
    one, other = catalog.outlines()
    assert (one.raster_id, dict(one.described)) == (first, {"facts": 3, "model": 1})
    assert (other.raster_id, dict(other.described), other.updated) == (second, {}, None)
    assert one.updated is not None
    assert one.footprint.equals(raster().footprint)


def test_tiles_at_a_place_come_smallest_first_in_any_state(catalog: GeoPackageCatalog) -> None:
    catalog.put_raster(
        raster(), stamp=STAMP, overrides="", plan="p", tiles=[*tiles(3, level_m=512.0), *tiles(3, level_m=128.0)]
    )
    describe(catalog, [1])
    at_point = catalog.tiles_at((9.005, 49.095, 9.005, 49.095))
    assert [tile.level_m for tile in catalog.tiles(at_point)] == [128.0, 512.0]
    assert len(catalog.tiles_at((9.005, 49.095, 9.015, 49.096))) == 4
    assert catalog.tiles_at((10.0, 49.0, 10.0, 49.0)) == []
