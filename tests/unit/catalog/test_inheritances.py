"""A caption taken over from a near-identical tile says so, for as long as it is there."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.catalog.made_up import FACTS, MODEL, caption, describe, put, sql, write

from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import Coverage, TileResult
from tilescribe.domain.description import Author

SAID = caption(summary="Open sea.")


def inherit(catalog: GeoPackageCatalog, tile_id: int, *, source_id: int) -> None:
    captions = {MODEL: replace(SAID, inherited_from=source_id)}
    write(catalog, [TileResult(tile_id, content_hash=f"hash {tile_id}", captions=captions)])


def test_coverage_tells_inherited_captions_from_own_ones(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    describe(catalog, [1, 2, 3], author=FACTS)
    write(catalog, [TileResult(1, content_hash="hash 1", captions={MODEL: SAID})])
    inherit(catalog, 2, source_id=1)
    inherit(catalog, 3, source_id=1)
    assert catalog.coverage() == [Coverage(FACTS, 3, 0, 0), Coverage(MODEL, 3, 0, 2)]
    assert catalog.verify() == []


def test_an_own_caption_takes_the_mark_away(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    inherit(catalog, 2, source_id=1)
    write(catalog, [TileResult(2, content_hash="hash 2", captions={MODEL: SAID})])
    assert sql(catalog.path, "SELECT * FROM inheritances") == []
    assert catalog.coverage() == [Coverage(MODEL, 1, 0, 0)]


def test_the_mark_travels_with_the_same_pixels_unless_someone_looked_at_them(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    inherit(catalog, 2, source_id=1)
    assert catalog.known_captions(["hash 2"], [MODEL])["hash 2"][MODEL].inherited_from == 1
    write(catalog, [TileResult(3, content_hash="hash 2", captions={MODEL: SAID})])
    assert catalog.known_captions(["hash 2"], [MODEL])["hash 2"][MODEL].inherited_from is None


def test_a_mark_without_its_caption_is_found_and_removed(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    inherit(catalog, 2, source_id=1)
    sql(catalog.path, "DELETE FROM descriptions")
    sql(catalog.path, "DELETE FROM captions")
    assert "Inheritances that belong to no caption: 1" in catalog.verify()
    catalog.verify(repair=True)
    assert catalog.verify() == []


def test_a_deeper_look_gives_the_summary_of_a_tile(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    quick = Author("builtin", "1", "1")
    write(catalog, [TileResult(1, content_hash="h", captions={MODEL: caption(summary="Two piers in the sea.")})])
    write(catalog, [TileResult(1, content_hash="h", captions={quick: caption(summary="Water.")})])
    assert catalog.tiles([1])[0].summary == "Two piers in the sea."
