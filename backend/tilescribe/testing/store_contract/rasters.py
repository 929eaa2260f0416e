"""Opening a catalog, and what becomes of its rasters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tilescribe.catalog.opening import catalog_identity, is_catalog, open_annotations, open_catalog
from tilescribe.catalog.protocols import Catalog, Mode
from tilescribe.domain.query import Filters
from tilescribe.domain.raster import RasterState
from tilescribe.domain.tile import TileState
from tilescribe.errors import (
    CatalogError,
    CatalogNotFoundError,
    CatalogReadOnlyError,
    UnknownTileError,
)
from tilescribe.testing.store_contract import samples

__all__ = ["RasterContract"]


class RasterContract:
    """Tests; see `StoreContract`."""

    # --- opening ------------------------------------------------------------------------------------------------------

    def test_what_is_not_there_is_said_and_not_made(self, location: str) -> None:
        modes: tuple[Mode, ...] = ("r", "w")
        for mode in modes:
            with pytest.raises(CatalogNotFoundError):
                open_catalog(location, mode=mode)
        with pytest.raises(CatalogNotFoundError):
            open_annotations(location)
        with pytest.raises(CatalogNotFoundError):
            catalog_identity(location)
        assert not is_catalog(location)

    def test_a_catalog_is_known_as_one_and_keeps_its_identity(self, location: str) -> None:
        open_catalog(location, mode="a").close()
        first = catalog_identity(location)
        with open_catalog(location, mode="a") as again:
            samples.put(again)
            assert catalog_identity(location) == first
        assert is_catalog(location)

    def test_a_reader_cannot_write(self, catalog: Catalog) -> None:
        with open_catalog(catalog.path) as reader, pytest.raises(CatalogReadOnlyError):
            samples.put(reader)
        assert catalog.rasters() == []

    def test_closing_twice_does_nothing(self, location: str) -> None:
        opened = open_catalog(location, mode="a")
        opened.close()
        opened.close()

    # --- rasters ------------------------------------------------------------------------------------------------------

    def test_a_raster_comes_back_as_it_was_opened(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog, "/imagery/b.tif", crs="EPSG:3413", nodata=(0.0, None), acquired=None)
        samples.put(catalog, "/imagery/a.tif")
        assert catalog.load_raster(raster_id) == samples.raster(
            "/imagery/b.tif", crs="EPSG:3413", nodata=(0.0, None), acquired=None
        )
        assert [stored.path for stored in catalog.rasters()] == ["/imagery/a.tif", "/imagery/b.tif"]
        assert [stored.tiles for stored in catalog.rasters()] == [{TileState.PENDING: 4}] * 2
        assert [outline.raster_id for outline in catalog.outlines()] == [stored.id for stored in catalog.rasters()]
        with pytest.raises(CatalogError, match=str(raster_id + 10)):
            catalog.load_raster(raster_id + 10)

    def test_a_raster_that_is_put_again_keeps_its_tiles_and_what_is_said_of_them(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        before = samples.ids(catalog)
        samples.say(catalog, {before[0]: ["a lake"]})
        assert samples.put(catalog, count=3) == raster_id
        assert samples.ids(catalog) == before[:3]
        assert [one.text for one in catalog.descriptions(before[0])] == ["a lake"]
        assert catalog.tiles(before[:1])[0].state is TileState.DONE

    def test_a_raster_may_be_read_again_though_it_looks_unchanged(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        samples.say(catalog, {tile_id: ["a lake"] for tile_id in samples.ids(catalog)})
        tiles = [samples.tile(number) for number in range(4)]
        assert catalog.pending([samples.FACTS]) == {}
        catalog.put_raster(samples.raster(), stamp=samples.SIGNATURE, overrides="", plan="", tiles=tiles, reread=True)
        assert catalog.pending([samples.FACTS]) == {raster_id: 4}

    def test_an_outline_says_how_much_of_a_raster_is_described(self, catalog: Catalog) -> None:
        samples.put(catalog)
        samples.put(catalog, "/imagery/b.tif")
        ids = samples.ids(catalog)
        assert [dict(one.described) for one in catalog.outlines()] == [{}, {}]
        samples.say(catalog, {ids[0]: ["a lake"], ids[1]: ["a road"]})
        samples.say(catalog, {ids[1]: ["a street"]}, author=samples.MODEL)
        first, second = catalog.outlines()
        assert (first.described, second.described) == ({"facts": 2, "model": 1}, {})
        assert first.footprint.equals(samples.raster().footprint)
        assert first.updated is not None
        assert second.updated is None

    def test_changed_pixels_make_tiles_pending_and_what_was_said_is_kept_for_them(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        ids = samples.ids(catalog)
        samples.say(catalog, {ids[0]: ["a lake"]})
        catalog.put_scene(raster_id, "{}")
        assert samples.found(catalog, "a lake") == [ids[0]]
        samples.put(catalog, fingerprint="edited")
        assert samples.found(catalog, "a lake") == [], "what is said of other pixels answers nothing"
        assert catalog.candidates(Filters()).tolist() == []
        assert catalog.pending([samples.FACTS]) == {raster_id: 4}
        assert catalog.load_scene(raster_id) is None
        (kept,) = catalog.known_captions([f"pixels {ids[0]}"], [samples.FACTS]).values()
        assert [one.text for one in kept[samples.FACTS].descriptions] == ["a lake"]

    def test_a_scene_is_kept_with_its_raster(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        assert catalog.load_scene(raster_id) is None
        catalog.put_scene(raster_id, '{"stretch": 1}')
        assert catalog.load_scene(raster_id) == '{"stretch": 1}'

    def test_rows_follow_what_becomes_of_a_raster(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        catalog.move_raster(raster_id, path="/elsewhere/c.tif", stamp=replace(samples.SIGNATURE, mtime_ns=2))
        catalog.touch_raster(raster_id, stamp=replace(samples.SIGNATURE, mtime_ns=3), has_overviews=True)
        catalog.set_raster_state(raster_id, RasterState.FAILED, reason="it is broken")
        (stored,) = catalog.rasters()
        assert (stored.path, stored.stamp.mtime_ns) == ("/elsewhere/c.tif", 3)
        assert (stored.state, stored.reason) == (RasterState.FAILED, "it is broken")
        assert catalog.load_raster(raster_id).has_overviews
        assert {tile.raster for tile in catalog.tiles(samples.ids(catalog))} == {"c.tif"}

    def test_removed_rasters_leave_nothing_behind(self, catalog: Catalog) -> None:
        gone, kept = samples.put(catalog), samples.put(catalog, "/imagery/b.tif")
        of_gone, of_kept = samples.ids(catalog)[:4], samples.ids(catalog)[4:]
        samples.say(catalog, {of_gone[0]: ["a lake"], of_kept[0]: ["a forest"]})
        catalog.remove_rasters([gone])
        assert [stored.id for stored in catalog.rasters()] == [kept]
        assert samples.found(catalog, "a lake") == [of_kept[0]]
        assert catalog.text_vectors(["a lake", "a forest"], space=samples.EMBEDDER.fingerprint).keys() == {"a forest"}
        with pytest.raises(UnknownTileError):
            catalog.tiles(of_gone[:1])
        assert catalog.verify() == []
