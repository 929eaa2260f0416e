"""Rows deleted in a program that minds no foreign keys (QGIS, ogr2ogr, sqlite3) break no search."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.catalog.made_up import FACTS, MODEL, put, sql, vector

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Caption, Description, DescriptionKind, Measurements, Tag, VisualVector
from tilescribe.domain.query import Filters
from tilescribe.searching import search, similar
from tilescribe.service.exporting import everything
from tilescribe.testing import HashEmbedder

EMBEDDER = HashEmbedder()
INFO = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)


@pytest.fixture
def filled(path: Path) -> Path:
    """Tiles 1 to 6 of a.tif and 7 to 9 of b.tif; the cache holds all of it."""
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=6)
        put(catalog, "/imagery/b.tif", count=3)
        results, texts = [], []
        for i in range(1, 10):
            said = [f"a lake number{i}", "water"]
            texts += said
            descriptions = tuple(Description(DescriptionKind.FACTS, text, at) for at, text in enumerate(said))
            facts = Caption(descriptions, measurements=Measurements(water=1.0), tags=(Tag("lake", 0.9),))
            seen = VisualVector(INFO.fingerprint, vector(f"{i}", INFO.dim).astype("<f2").tobytes())
            model = Caption((Description(DescriptionKind.SUMMARY, "a lake"),), visual=seen, inherited_from=1)
            results.append(TileResult(i, content_hash=f"{i}", captions={FACTS: facts, MODEL: model}))
        texts = [*dict.fromkeys([*texts, "a lake"])]
        catalog.write_batch(results, embedder=INFO, vectors=dict(zip(texts, EMBEDDER.embed(texts), strict=True)))
        run_id = catalog.begin_run({})
        catalog.record_failure(run_id, path="/imagery/a.tif", tile_id=3, stage="read", reason="corrupt")
        assert found(catalog) == set(range(1, 10))
    return path


def found(catalog: GeoPackageCatalog) -> set[int]:
    """Every way to ask answers with the same tiles, and shows all of them."""
    answer = search(catalog, "a lake number3", k=50, embedder=EMBEDDER, merge_places=False)
    tile_ids = {hit.tile_id for hit in answer.hits}
    assert all(hit.matched for hit in answer.hits)
    assert answer.candidates == len(tile_ids)
    box = Filters(bounds=(8.0, 48.0, 10.0, 50.0))
    assert {
        hit.tile_id for hit in search(catalog, "a lake", k=50, embedder=EMBEDDER, merge_places=False, filters=box).hits
    } == tile_ids
    assert {hit.tile_id for hit in search(catalog, "a lake", k=50, embedder=EMBEDDER).hits} <= tile_ids
    if 1 in tile_ids:
        assert {
            hit.tile_id for hit in similar(catalog, 1, k=50, embedder=EMBEDDER, merge_places=False).hits
        } == tile_ids - {1}
    assert {hit.tile_id for hit in everything(catalog).hits} >= tile_ids
    return tile_ids


@pytest.mark.parametrize(
    ("statement", "left"),
    {
        "DELETE FROM tiles WHERE id IN (3, 4)": {1, 2, 5, 6, 7, 8, 9},
        "DELETE FROM rasters WHERE id = 1": {7, 8, 9},
        "DELETE FROM rasters": set(),
    }.items(),
)
def test_tiles_and_rasters_deleted_in_another_program_take_all_that_is_theirs(
    filled: Path, statement: str, left: set[int]
) -> None:
    with open_catalog(filled) as reader:  # it has answered before, and is open
        assert found(reader) == set(range(1, 10))
        sql(filled, statement)
        assert found(reader) == left
        assert all(one.startswith("Texts that are used by no description") for one in reader.verify())
    for table in ("captions", "descriptions", "measurements", "visuals", "tags", "inheritances"):
        assert {tile_id for (tile_id,) in sql(filled, f"SELECT tile_id FROM {table}")} == left
    assert sql(filled, "SELECT tile_id FROM failures") == [(3 if 3 in left else None,)]
    with open_catalog(filled, mode="w") as writer:
        writer.verify(repair=True)
        assert writer.verify() == []
        assert found(writer) == left


def test_an_embedder_deleted_elsewhere_takes_its_vectors(filled: Path) -> None:
    sql(filled, "DELETE FROM spaces")
    assert sql(filled, "SELECT count(*) FROM vectors") == [(0,)]
    with open_catalog(filled) as reader:
        assert reader.embedders() == []
        (finding,) = reader.verify()
        assert finding.startswith("Texts of descriptions without a vector, which questions pass over: 11;")


def test_a_run_deleted_elsewhere_takes_its_failures(filled: Path) -> None:
    sql(filled, "DELETE FROM runs")
    assert sql(filled, "SELECT count(*) FROM failures") == [(0,)]


CASCADES = ("rasters_delete_cascade", "tiles_delete_cascade", "texts_delete_cascade", "spaces_delete_cascade")


@pytest.mark.parametrize(
    ("statement", "left"),
    {
        "DELETE FROM tiles WHERE id = 3": {1, 2, 4, 5, 6, 7, 8, 9},
        "DELETE FROM rasters WHERE id = 2": {1, 2, 3, 4, 5, 6},
        "DELETE FROM texts WHERE text = 'a lake number3'": set(range(1, 10)),
        "DELETE FROM authors WHERE captioner = 'facts'": set(range(1, 10)),
        "DELETE FROM descriptions WHERE tile_id = 5": set(range(1, 10)) - {5},
        "DELETE FROM captions WHERE tile_id = 5": set(range(1, 10)),
    }.items(),
)
def test_a_catalog_damaged_by_an_earlier_deletion_answers_and_can_be_mended(
    filled: Path, statement: str, left: set[int]
) -> None:
    """As version 4 left it: without cascades, and with a cache that is no longer believed."""
    triggers = [sql(filled, "SELECT sql FROM sqlite_master WHERE name = ?", name)[0][0] for name in CASCADES]
    for name in CASCADES:
        sql(filled, f"DROP TRIGGER {name}")
    sql(filled, statement)
    for trigger in triggers:
        sql(filled, trigger)
    sql(filled, "UPDATE tilescribe_meta SET value = '99-x' WHERE key = 'generation'")
    with open_catalog(filled) as reader:
        assert found(reader) == left
    with open_catalog(filled, mode="w") as writer:
        assert writer.verify() != []
        writer.verify(repair=True)
        assert writer.verify() == []
        assert found(writer) <= left


def test_a_tile_given_to_a_raster_that_does_not_exist_stops_answering(filled: Path) -> None:
    with open_catalog(filled) as reader:
        assert found(reader) == set(range(1, 10))
        sql(filled, "UPDATE tiles SET raster_id = 77 WHERE id = 4")
        assert found(reader) == set(range(1, 10)) - {4}
        assert reader.tiles([4])[0].path == ""
