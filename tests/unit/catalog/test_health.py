"""`verify` finds each kind of damage, `repair` mends it, and what we do ourselves never needs it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.unit.catalog.made_up import EMBEDDER, FACTS, MODEL, STAMP, caption, describe, put, raster, sql, tile, write

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import TileResult
from tilescribe.domain.description import Author, Caption, Measurements
from tilescribe.domain.raster import RasterState
from tilescribe.errors import CatalogDamagedError, CatalogReadOnlyError


@pytest.fixture
def filled(path: Path) -> Iterator[Path]:
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=6)
        describe(catalog, [1, 2, 3])
        said = caption("sand", measurements=Measurements(bare=1.0))
        write(catalog, [TileResult(4, content_hash="h", captions={FACTS: said}), TileResult(5, blank="black")])
        run_id = catalog.begin_run({})
        catalog.record_failure(run_id, path="/imagery/a.tif", tile_id=6, stage="read", reason="corrupt")
        assert catalog.verify() == []
    return path


DAMAGE = {
    "Tiles that stand wrongly in the spatial index: 1": "DELETE FROM rtree_tiles_geom WHERE id = 1",
    "Tiles that stand wrongly in the spatial index: 2": (
        "UPDATE rtree_tiles_geom SET maxx = 170, minx = 160 WHERE id < 3"
    ),
    "Rasters that stand wrongly in the spatial index: 1": "INSERT INTO rtree_rasters_geom VALUES (9, 0, 1, 0, 1)",
    "Texts that stand wrongly in the full-text index: 1": (
        "INSERT INTO texts_fts (texts_fts, rowid, text) SELECT 'delete', id, text FROM texts WHERE text = 'sand'"
    ),
    "Captions that have lost descriptions or have too many: 1": "DELETE FROM descriptions WHERE id = 1",
    "Rows of descriptions that refer to missing texts: 1": "DELETE FROM texts WHERE text = 'sand'",
    "Descriptions that belong to no caption: 2": "DELETE FROM captions WHERE tile_id = 1",
    "Measurements that belong to no caption: 1": "UPDATE measurements SET tile_id = 5",
    "Tiles that have a state that their captions contradict: 1": "UPDATE tiles SET state = 'done' WHERE id = 6",
    "Tiles that have a state that their captions contradict: 3": "UPDATE tiles SET state = 'blank' WHERE id < 4",
    "Tiles that have a state that their captions contradict: 4": "UPDATE tiles SET state = 'pending' WHERE id < 5",
    "Tiles that failed without a reason: 1": "UPDATE tiles SET state = 'failed' WHERE id = 6",
    "Texts that are used by no description: 1": "INSERT INTO texts (text) VALUES ('nobody said this')",
    "Vectors of a wrong length or not normalised: 1": "UPDATE vectors SET vector = x'00ff' WHERE id = 1",
    "Vectors of a wrong length or not normalised: 2": "UPDATE vectors SET vector = zeroblob(16) WHERE id < 3",
    "Texts of descriptions without a vector, which questions pass over: 5": "DELETE FROM spaces",
    "Texts of descriptions without a vector, which questions pass over: 1": "DELETE FROM vectors WHERE id = 1",
    "Rows of tiles that refer to missing rasters: 6": "UPDATE tiles SET raster_id = 77",
    "Rows of failures that refer to missing tiles: 1": "UPDATE failures SET tile_id = 77",
    "The table rtree_tiles_geom is missing": "DROP TABLE rtree_tiles_geom",
    "The table texts_fts is missing": "DROP TABLE texts_fts",
    "The trigger rtree_tiles_geom_insert is missing": "DROP TRIGGER rtree_tiles_geom_insert",
    "The index rasters_fingerprint is missing": "DROP INDEX rasters_fingerprint",
    "Rows of gpkg_contents that are missing: 4": "DELETE FROM gpkg_contents WHERE data_type = 'features'",
    "Rows of gpkg_geometry_columns that are missing: 1": "DELETE FROM gpkg_geometry_columns WHERE table_name = 'tiles'",
}


def embed_again(catalog: GeoPackageCatalog) -> None:
    """As the next run of the index does."""
    texts = catalog.all_texts_without_vectors(EMBEDDER, limit=99)
    catalog.write_vectors(EMBEDDER, dict.fromkeys(texts, np.eye(EMBEDDER.dim, dtype=np.float32)[0]))


@pytest.mark.parametrize(("finding", "statement"), DAMAGE.items(), ids=DAMAGE)
def test_damage_is_found_and_mended(filled: Path, finding: str, statement: str) -> None:
    sql(filled, statement)  # foreign keys are off here, as in a program that does not know of them
    with open_catalog(filled) as reader:
        found = reader.verify()
        assert any(one.startswith(finding) for one in found), found
    with open_catalog(filled, mode="w") as catalog:
        mended = catalog.verify(repair=True)
        assert any(one.startswith(finding) and ";" in one for one in mended), mended
        embed_again(catalog)
        assert catalog.verify() == []
        assert catalog.verify(repair=True) == []
        for raster_id, count in catalog.pending([FACTS]).items():
            refs = catalog.pending_tiles(raster_id, [FACTS])
            assert len(refs) == count
            describe(catalog, [ref.id for ref in refs])
        assert catalog.verify() == []


def test_vectors_that_are_not_numbers_are_found(filled: Path) -> None:
    bad = np.full(EMBEDDER.dim, np.nan, dtype="<f2").tobytes()
    sql(filled, "UPDATE vectors SET vector = ? WHERE id = 2", bad)
    with open_catalog(filled, mode="w") as catalog:
        assert catalog.verify() == ["Vectors of a wrong length or not normalised: 1"]
        assert [one.split(";")[0] for one in catalog.verify(repair=True)] == [
            "Vectors of a wrong length or not normalised: 1",
            "Texts of descriptions without a vector, which questions pass over: 1",
        ]
        assert len(catalog.all_texts_without_vectors(EMBEDDER, limit=9)) == 1


def test_an_index_that_disagrees_with_its_texts_is_made_anew(filled: Path) -> None:
    sql(filled, "DROP TRIGGER texts_fts_update")
    sql(filled, "UPDATE texts SET text = 'snow' WHERE text = 'sand'")
    match = "SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'snow'"
    assert sql(filled, match) == [(0,)]
    with open_catalog(filled, mode="w") as catalog:
        assert catalog.verify(repair=True) == [
            "The trigger texts_fts_update is missing; made anew",
            "The full-text index does not agree with the texts; index made anew",
        ]
    assert sql(filled, match) == [(1,)]


def test_nothing_is_described_twice_for_a_wrong_state(filled: Path) -> None:
    sql(filled, "UPDATE tiles SET state = 'blank' WHERE id = 1")
    with open_catalog(filled, mode="w") as catalog:
        catalog.verify(repair=True)
        assert catalog.known_captions(["hash 1"], [FACTS])


def test_a_broken_btree_index_is_found_and_mended(filled: Path) -> None:
    # The index now claims to be over another column than it was made of.
    sql(filled, "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(filled, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX rasters_fingerprint ON rasters (path)' "
            "WHERE name = 'rasters_fingerprint'"
        )
    with open_catalog(filled, mode="w") as catalog:
        assert any("rasters_fingerprint" in one for one in catalog.verify())
        assert all(one.endswith("index made anew") for one in catalog.verify(repair=True))
        assert catalog.verify() == []


def test_a_damaged_page_is_told_and_not_hidden(filled: Path) -> None:
    sql(filled, "PRAGMA journal_mode = DELETE")
    ((root,),) = sql(filled, "SELECT rootpage FROM sqlite_master WHERE name = 'texts'")
    with filled.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with open_catalog(filled, mode="w") as catalog:
        try:
            found = catalog.verify()
        except CatalogDamagedError:
            return
        assert any("damaged" in one for one in found)


@pytest.mark.parametrize("table", ["vectors", "measurements", "tiles"])
def test_a_lost_table_is_named_and_nothing_is_mended(filled: Path, table: str) -> None:
    sql(filled, f"DROP TABLE {table}")
    descriptions = sql(filled, "SELECT count(*) FROM descriptions")
    for repair in (False, True):
        with open_catalog(filled, mode="w") as catalog, pytest.raises(CatalogDamagedError, match=f"table {table}"):
            catalog.verify(repair=repair)
    assert sql(filled, "SELECT count(*) FROM descriptions") == descriptions


def test_a_schema_version_that_is_no_number_is_told(filled: Path) -> None:
    sql(filled, "UPDATE tilescribe_meta SET value = 'x' WHERE key = 'schema_version'")
    with pytest.raises(CatalogDamagedError, match="is no number"):
        open_catalog(filled)


def test_repairing_needs_a_writer(filled: Path) -> None:
    with open_catalog(filled) as reader, pytest.raises(CatalogReadOnlyError):
        reader.verify(repair=True)


AUTHORS = st.sampled_from([FACTS, MODEL, Author("model", "weights-2", "1")])
WORDS = st.lists(st.sampled_from(["water", "trees", "a road", "sand"]), max_size=3)
PATHS = st.sampled_from(["/a.tif", "/b.tif", "/c.tif"])


class AnySequenceOfWrites(RuleBasedStateMachine):
    """Whatever is done in whatever order, the catalog stays consistent and pending work is exactly what is left."""

    @initialize()
    def make(self) -> None:
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.catalog: GeoPackageCatalog = self.stack.enter_context(open_catalog(Path(folder) / "a.gpkg", mode="a"))

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    @rule(path=PATHS, numbers=st.sets(st.integers(0, 12), max_size=6), edited=st.booleans(), coarse=st.booleans())
    def put(self, path: str, numbers: set[int], edited: bool, coarse: bool) -> None:
        planned = [tile(number, level_m=512.0 if coarse else 128.0) for number in numbers]
        opened = raster(path, fingerprint=f"{path} {edited}")
        self.catalog.put_raster(opened, stamp=STAMP, overrides="", plan=str(sorted(numbers)), tiles=planned)

    @rule(author=AUTHORS, words=WORDS, pixels=st.integers(0, 2), ending=st.sampled_from(["done", "failed"]))
    def describe(self, author: Author, words: list[str], pixels: int, ending: str) -> None:
        said = Caption(failure="no answer") if ending == "failed" else caption(*words, summary="A place.")
        write(
            self.catalog,
            [
                TileResult(ref.id, content_hash=f"{pixels}", captions={author: said})
                for raster_id in self.catalog.pending([author])
                for ref in self.catalog.pending_tiles(raster_id, [author])[:2]
            ],
        )

    @rule(author=AUTHORS, blank=st.booleans())
    def give_up(self, author: Author, blank: bool) -> None:
        results = [
            TileResult(ref.id, blank="black") if blank else TileResult(ref.id, failure="corrupt")
            for raster_id in self.catalog.pending([author])
            for ref in self.catalog.pending_tiles(raster_id, [author])[:1]
        ]
        write(self.catalog, results)

    @rule(position=st.integers(0, 2))
    def remove(self, position: int) -> None:
        self.catalog.remove_rasters([stored.id for stored in self.catalog.rasters()[position : position + 1]])

    @rule(path=PATHS)
    def move(self, path: str) -> None:
        for stored in self.catalog.rasters():
            if stored.path == path:
                self.catalog.move_raster(stored.id, path=f"/moved/{stored.id}.tif", stamp=STAMP)
                self.catalog.set_raster_state(stored.id, RasterState.MISSING)

    @invariant()
    def is_sound(self) -> None:
        if not hasattr(self, "catalog"):
            return
        assert self.catalog.verify() == []
        for author in (FACTS, MODEL):
            counted = self.catalog.pending([author])
            listed = {one.id: len(self.catalog.pending_tiles(one.id, [author])) for one in self.catalog.rasters()}
            assert counted == {raster_id: count for raster_id, count in listed.items() if count}
        missing = self.catalog.all_texts_without_vectors(EMBEDDER, limit=99)
        assert missing == []


TestAnySequenceOfWrites = AnySequenceOfWrites.TestCase
TestAnySequenceOfWrites.settings = settings(max_examples=25, stateful_step_count=15, deadline=None, derandomize=True)
