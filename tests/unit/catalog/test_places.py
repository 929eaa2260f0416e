"""What people said belongs to a place: it outlives tiles and rasters, and shows on the tile that fits the place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely
from tests.unit.catalog.made_up import (
    EMBEDDER,
    FACTS,
    MODEL,
    STAMP,
    describe,
    put,
    raster,
    sql,
    tile,
    tiles,
    vector,
    write,
)
from tests.unit.catalog.test_migrations import GOLDEN, load

from tilescribe.catalog import Annotations, open_annotations, open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import AnnotationCounts as Counts
from tilescribe.catalog.types import Judgement, TileResult
from tilescribe.domain.tile import Tile, TileState, Window

MARIA, JON = "maria", "jon"
SOLAR = "A solar park beside a motorway."


@pytest.fixture
def notes(catalog: GeoPackageCatalog) -> Iterator[Annotations]:
    """Of a catalog with one raster of three described tiles, of which the first bears all that can be said."""
    put(catalog)
    describe(catalog, [1, 2, 3], author=MODEL)
    with open_annotations(catalog.path) as opened:
        opened.mark(1, Judgement(question="a lake", verdict="confirmed", note="seen on site", author=MARIA))
        opened.mark(1, Judgement(note="cloudy", author=JON))
        correct(opened, 1)
        yield opened


def correct(notes: Annotations, tile_id: int, text: str = SOLAR) -> None:
    notes.correct(tile_id, text, embedder=EMBEDDER, vector=vector(text))


def cut(catalog: GeoPackageCatalog, side: int, *, path: str = "/imagery/a.tif", **changes: object) -> list[int]:
    """Plan the raster anew with tiles of `side` tiles of 128 m; the ids of its tiles, from west to east."""
    width = 0.01 * side
    planned = [
        Tile(
            128.0 * side,
            Window(0, int(100 * side * number), int(80 * side), int(100 * side)),
            shapely.MultiPolygon([shapely.box(9.0 + width * number, 49.1 - width, 9.0 + width * (number + 1), 49.1)]),
        )
        for number in range(3)
    ]
    catalog.put_raster(raster(path, **changes), stamp=STAMP, overrides="", plan=f"{side}", tiles=planned)
    return [row[0] for row in sql(catalog.path, "SELECT id FROM tiles WHERE level_m = ? ORDER BY col", 128.0 * side)]


def tile_of_mark(notes: Annotations) -> int | None:
    (found,) = notes.marks(author=MARIA)
    return found.mark.tile_id


def test_an_edited_raster_keeps_corrections_though_every_pixel_reads_otherwise(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    put(catalog, fingerprint="edited")
    assert catalog.tiles([1])[0].state is TileState.PENDING
    results = [TileResult(1, content_hash="another stretch", captions={})]
    describe_again(catalog, results)
    assert catalog.tiles([1])[0].summary == SOLAR
    assert [one.text for one in catalog.descriptions(1) if one.author.captioner == "user"] == [SOLAR]
    assert notes.count() == Counts({"confirmed": 1, None: 1}, 0, 1, 0)
    assert catalog.channels.lexical("solar park").tile_ids.tolist() == [1]
    assert catalog.verify() == []


def describe_again(catalog: GeoPackageCatalog, results: list[TileResult]) -> None:
    from tests.unit.catalog.made_up import caption

    write(
        catalog,
        [
            TileResult(one.tile_id, content_hash=one.content_hash, captions={MODEL: caption(summary="A field.")})
            for one in results
        ],
    )


def test_other_levels_take_over_what_was_said_and_give_it_back(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    large = cut(catalog, 2)
    assert tile_of_mark(notes) == large[0]
    found = catalog.tiles([large[0]])[0]
    assert (found.summary, found.state) == (SOLAR, TileState.DONE)
    scores = catalog.channels.dense(vector(SOLAR), space=EMBEDDER.fingerprint)
    assert scores.tile_ids.tolist() == [large[0]], "searchable at once, and the vector was kept"
    assert sum(catalog.pending([FACTS]).values()) == 3, "captioners have their turn"
    put(catalog)
    (small,) = sql(catalog.path, "SELECT min(id) FROM tiles")[0]
    assert tile_of_mark(notes) == small
    assert catalog.tiles([small])[0].summary == SOLAR
    assert catalog.verify() == []


def test_added_levels_leave_what_was_said_on_its_tile(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    both = [*tiles(3), *(tile(number, level_m=512.0) for number in range(3))]
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="both", tiles=both)
    assert tile_of_mark(notes) == 1
    assert catalog.tiles([1])[0].summary == SOLAR


def test_what_is_said_of_a_house_is_not_said_of_a_town(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    town = cut(catalog, 8)
    assert tile_of_mark(notes) is None
    assert catalog.tiles(town)[0].summary == ""
    assert notes.count() == Counts({"confirmed": 1, None: 1}, 2, 1, 1)
    (correction,) = notes.corrections()
    assert (correction.tile_id, correction.text) == (None, SOLAR)
    assert correction.place.footprint.equals(tile(0).footprint)
    assert (correction.place.level_m, correction.place.path) == (128.0, "/imagery/a.tif")
    assert catalog.verify() == [], "waiting is no fault"


def test_a_removed_raster_leaves_what_was_said_until_it_comes_back(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    catalog.remove_rasters([1])
    assert notes.count() == Counts({"confirmed": 1, None: 1}, 2, 1, 1)
    assert {one.mark.note for one in notes.marks()} == {"seen on site", "cloudy"}
    assert catalog.verify() == []
    put(catalog)
    first = tile_of_mark(notes)
    assert first is not None
    assert catalog.tiles([first])[0].summary == SOLAR
    assert catalog.channels.dense(vector(SOLAR), space=EMBEDDER.fingerprint).tile_ids.tolist() == [first]
    assert notes.count().corrections_without_tile == 0
    assert catalog.verify() == []


def test_what_was_said_stays_with_its_raster_and_returns_to_it(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    put(catalog, "/imagery/b.tif", count=1)
    assert tile_of_mark(notes) == 1, "another raster covers the place as well"
    cut(catalog, 8)
    assert tile_of_mark(notes) is None, "its own raster is there, if with other tiles"
    catalog.remove_rasters([1])
    other = tile_of_mark(notes)
    assert other is not None
    assert catalog.tiles([other])[0].raster == "b.tif"
    assert catalog.tiles([other])[0].summary == SOLAR
    put(catalog)
    back = tile_of_mark(notes)
    assert back is not None
    assert catalog.tiles([back])[0].raster == "a.tif"
    assert [one.summary for one in catalog.tiles([other, back])] == ["", SOLAR]
    assert catalog.verify() == []


def test_what_was_said_of_one_day_is_not_said_of_another(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    catalog.remove_rasters([1])
    put(catalog, "/imagery/after.tif", acquired=datetime(2025, 6, 1, tzinfo=UTC))
    assert tile_of_mark(notes) is None
    put(catalog, "/imagery/same_day.tif", acquired=datetime(2024, 6, 1, 23, tzinfo=UTC))
    found = tile_of_mark(notes)
    assert found is not None
    assert catalog.tiles([found])[0].raster == "same_day.tif"


def test_a_corrected_georeference_moves_what_was_said(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    east = [tile(number, east=10.0) for number in range(3)]
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="p", tiles=east)
    (found,) = notes.marks(author=MARIA)
    assert found.mark.tile_id == 1
    assert found.place.footprint.equals(east[0].footprint)
    assert catalog.verify() == []


def test_several_marks_that_want_one_tile_are_all_kept(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    notes.mark(2, Judgement(verdict="rejected", note="a pond", author=MARIA))
    (large, *_) = cut(catalog, 2)
    found = {one.mark.note: one.mark.tile_id for one in notes.marks(author=MARIA)}
    assert found == {"a pond": large, "seen on site": None}, "the latest is shown"
    assert len(notes.marks(author=JON)) == 1
    put(catalog)
    found = {one.mark.note: one.mark.tile_id for one in notes.marks(author=MARIA)}
    assert None not in found.values()
    assert len(set(found.values())) == 2


def test_the_latest_of_two_marks_is_shown_though_the_other_fits_better(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    both = [*tiles(3), tile(0, level_m=160.0)]
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="both", tiles=both)
    ((other,),) = sql(catalog.path, "SELECT id FROM tiles WHERE level_m = 160.0")
    notes.mark(other, Judgement(verdict="rejected", note="on second thoughts", author=MARIA))
    sql(catalog.path, "UPDATE marks SET level_m = 161.0, tile_id = NULL WHERE tile_id = ?", other)
    sql(catalog.path, "UPDATE marks SET tile_id = NULL WHERE author = ?", MARIA)
    put(catalog)
    found = {one.mark.note: one.mark.tile_id for one in notes.marks(author=MARIA)}
    assert found == {"on second thoughts": 1, "seen on site": None}
    assert [one.note for one in notes.marks_of_tiles([1])[1] if one.author == MARIA] == [
        "on second thoughts",
        "seen on site",
    ], "what waits for a tile is told where its ground is shown"


def test_a_blank_tile_keeps_its_correction_for_later(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    write(catalog, [TileResult(1, blank="no valid pixels")])
    assert [(one.tile_id, one.text) for one in notes.corrections()] == [(None, SOLAR)]
    assert catalog.channels.lexical("solar park").tile_ids.tolist() == []
    assert catalog.verify() == []
    describe(catalog, [1], author=MODEL)
    assert catalog.tiles([1])[0].summary == SOLAR
    assert catalog.channels.dense(vector(SOLAR), space=EMBEDDER.fingerprint).scores.max() > 0.99
    assert catalog.verify() == []


def test_a_correction_taken_back_is_gone_for_good(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    notes.uncorrect(1)
    cut(catalog, 2)
    put(catalog)
    assert notes.corrections() == []
    assert sql(catalog.path, "SELECT count(*) FROM texts WHERE text = ?", SOLAR) == [(0,)]


@pytest.mark.parametrize("table", ["tiles", "rasters"])
def test_rows_deleted_in_a_gis_take_nothing_that_was_typed(
    catalog: GeoPackageCatalog, notes: Annotations, table: str
) -> None:
    sql(catalog.path, f"DELETE FROM {table} WHERE id = 1")  # foreign keys are off here, as in QGIS
    with open_catalog(catalog.path) as reader:
        reader.verify()
    assert {one.mark.note for one in notes.marks()} == {"seen on site", "cloudy"}
    assert [one.text for one in notes.corrections()] == [SOLAR]
    assert catalog.verify(repair=True)
    assert catalog.verify() == []
    assert {one.mark.note for one in notes.marks()} == {"seen on site", "cloudy"}
    assert [one.text for one in notes.corrections()] == [SOLAR]


def test_a_correction_that_its_tile_lost_is_written_again(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    sql(catalog.path, "DELETE FROM captions WHERE author_id = (SELECT id FROM authors WHERE captioner = 'user')")
    sql(catalog.path, "DELETE FROM descriptions WHERE author_id = (SELECT id FROM authors WHERE captioner = 'user')")
    assert catalog.verify() == ["Corrections that their tiles do not show: 1"]
    assert catalog.verify(repair=True) == ["Corrections that their tiles do not show: 1; written again"]
    assert catalog.tiles([1])[0].summary == SOLAR
    assert catalog.verify() == []


@pytest.mark.parametrize("golden", GOLDEN[:4], ids=lambda golden: golden.stem)
def test_what_people_said_before_places_were_kept_is_moved(golden: Path, path: Path) -> None:
    load(golden, path)
    with closing(sqlite3.connect(path)) as db:
        db.executescript("""
            INSERT INTO authors (captioner, model, prompt_version) VALUES ('user', '', '1');
            INSERT OR IGNORE INTO texts (text) VALUES ('An orchard.');
            INSERT OR IGNORE INTO vectors (embedder_id, text_id, vector)
            SELECT embedder_id, (SELECT id FROM texts WHERE text = 'An orchard.'), vector FROM vectors LIMIT 1;
            INSERT INTO captions (tile_id, author_id, state, reason, content_hash, descriptions, updated)
            SELECT 1, max(id), 'done', '', 'hash 1', 1, '2026-11-25T00:30:00.000Z' FROM authors;
            INSERT INTO descriptions (tile_id, author_id, kind, variant, text_id)
            SELECT 1, (SELECT max(id) FROM authors), 'summary', 0, id FROM texts WHERE text = 'An orchard.';
        """)
    marks = sql(path, "SELECT count(*) FROM sqlite_master WHERE name = 'marks'")[0][0] and sql(
        path, "SELECT tile_id, question, verdict, note, updated FROM marks"
    )
    with open_annotations(path) as notes, open_catalog(path) as catalog:
        assert catalog.verify() == []
        (correction,) = notes.corrections()
        assert (correction.tile_id, correction.text) == (1, "An orchard.")
        assert correction.place.footprint.equals(catalog.tiles([1])[0].footprint)
        assert correction.place.path == "/imagery/a.tif"
        found = [
            (one.mark.tile_id, one.mark.question, one.mark.verdict, one.mark.note, one.mark.updated)
            for one in notes.marks(author="")
        ]
        assert found == (marks or [])
    with open_catalog(path, mode="w") as catalog:
        catalog.remove_rasters([1])
    with open_annotations(path) as notes:
        assert [one.text for one in notes.corrections()] == ["An orchard."]
        assert notes.count().marks_without_tile == len(marks or [])
