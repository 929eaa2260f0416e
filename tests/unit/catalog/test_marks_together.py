"""Several people mark one catalog: on about the same ground, at the same time, and while it is written and edited."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import shapely
from shapely.affinity import rotate, translate
from tests.unit.catalog.made_up import FACTS, MODEL, STAMP, describe, put, raster, sql, tile, tiles

from tilescribe.catalog import Annotations, open_annotations, open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import Judgement
from tilescribe.domain.tile import Tile, Window
from tilescribe.errors import InvalidOptionError

ANA, JON, MARIA = "ana", "jon", "maria"
MARKER = """
import sys
from tilescribe.catalog import open_annotations
from tilescribe.catalog.types import Judgement
path, author, rounds = sys.argv[1:]
with open_annotations(path) as notes:
    for number in range(int(rounds)):
        for tile_id in (1, 2, 3):
            notes.mark(tile_id, Judgement(verdict="confirmed", author=author, count=number))
            notes.mark(tile_id, Judgement(note=f"round {number}", author="both"))
"""


@pytest.fixture
def notes(catalog: GeoPackageCatalog) -> Iterator[Annotations]:
    """Of a catalog of three described tiles that its writer keeps open."""
    put(catalog)
    describe(catalog, [1, 2, 3], author=MODEL)
    with open_annotations(catalog.path) as opened:
        yield opened


def add(
    catalog: GeoPackageCatalog, path: str, *footprints: shapely.Polygon, level_m: float = 128.0, **changes: object
) -> list[int]:
    """Another raster with tiles of these outlines; their ids."""
    made = [
        Tile(level_m, Window(0, 100 * number, 80, 100), shapely.MultiPolygon([one]))
        for number, one in enumerate(footprints)
    ]
    raster_id = catalog.put_raster(raster(path, **changes), stamp=STAMP, overrides="", plan="p", tiles=made)
    return [row[0] for row in sql(catalog.path, "SELECT id FROM tiles WHERE raster_id = ? ORDER BY col", raster_id)]


def seen_on(notes: Annotations, *tile_ids: int) -> list[int]:
    return sorted(notes.marks_of_tiles(tile_ids))


# --- whose ground it is -----------------------------------------------------------------------------------------------


def test_about_the_same_ground_is_half_of_what_both_cover(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    (ground,) = tile(0).footprint.geoms
    width = 0.01
    # Moved by x of its width a square has (1 - x) / (1 + x) of the union in common: 0.5 at a third.
    near, far = add(catalog, "/imagery/b.tif", translate(ground, 0.32 * width), translate(ground, 0.35 * width))
    notes.mark(1, Judgement(verdict="confirmed", author=ANA))
    assert seen_on(notes, near, far) == [near]


def test_a_turned_tile_of_the_same_ground_shows_the_mark(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    (ground,) = tile(0).footprint.geoms
    slim = shapely.box(9.0, 49.094, 9.01, 49.096)
    turned, crossed = add(catalog, "/imagery/b.tif", rotate(ground, 45), rotate(slim, 90))
    notes.mark(1, Judgement(verdict="confirmed", author=ANA))
    assert seen_on(notes, turned, crossed) == [turned]


def test_another_day_and_another_level_are_another_place(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    (ground,) = tile(0).footprint.geoms
    (later,) = add(catalog, "/imagery/later.tif", ground, acquired=datetime(2025, 6, 1, tzinfo=UTC))
    (same_day,) = add(catalog, "/imagery/evening.tif", ground, acquired=datetime(2024, 6, 1, 22, tzinfo=UTC))
    (coarse,) = add(catalog, "/imagery/coarse.tif", ground, level_m=512.0)
    notes.mark(1, Judgement(verdict="confirmed", author=ANA))
    assert seen_on(notes, later, same_day, coarse) == [same_day]


def test_rasters_without_a_date_are_of_one_day(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    (ground,) = tile(0).footprint.geoms
    first = add(catalog, "/imagery/b.tif", ground, acquired=None)
    second = add(catalog, "/imagery/c.tif", ground, acquired=None)
    notes.mark(first[0], Judgement(verdict="confirmed", author=ANA))
    assert seen_on(notes, 1, *first, *second) == [*first, *second]


def test_all_authors_are_told_the_latest_first_whichever_tile_they_marked(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    (ground,) = tile(0).footprint.geoms
    (twin,) = add(catalog, "/imagery/b.tif", ground)
    notes.mark(1, Judgement(verdict="confirmed", author=ANA))
    notes.mark(twin, Judgement(verdict="rejected", author=ANA))
    notes.mark(1, Judgement(verdict="unsure", author=JON))
    for number, when in enumerate(("T10", "T12", "T11"), start=1):
        sql(catalog.path, "UPDATE marks SET updated = ? WHERE id = ?", f"2026-12-01{when}:00:00.000Z", number)
    told = [(mark.author, mark.verdict) for mark in notes.marks_of_tiles([1])[1]]
    assert told == [(ANA, "rejected"), (JON, "unsure"), (ANA, "confirmed")]
    notes.mark(twin, Judgement(author=ANA))
    assert [mark.author for mark in notes.marks_of_tiles([1])[1]] == [JON], "of Ana nothing comes to light again"


def test_a_mark_that_waits_for_a_tile_is_told_where_its_ground_is_shown(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    (ground,) = tile(0).footprint.geoms
    (twin,) = add(catalog, "/imagery/b.tif", ground)
    notes.mark(twin, Judgement(note="before", author=ANA))
    notes.mark(1, Judgement(note="after", author=ANA))
    catalog.remove_rasters([2])
    assert [mark.note for mark in notes.marks_of_tiles([1])[1]] == ["after", "before"]
    assert notes.count().marks_without_tile == 1
    notes.unmark(1, author=ANA)
    assert notes.marks() == []


# --- who writes meanwhile ---------------------------------------------------------------------------------------------


def test_two_processes_mark_one_catalog_at_once(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    command = [sys.executable, "-c", MARKER, str(catalog.path)]
    both = [subprocess.Popen([*command, author, "15"]) for author in (ANA, JON)]
    for number in range(5):
        describe(catalog, [1], author=FACTS, words=(f"word {number}",))
        notes.mark(1, Judgement(verdict="unsure", author=MARIA, count=number))
    assert [one.wait(120) for one in both] == [0, 0]
    found = {(one.mark.tile_id, one.mark.author): one.mark for one in notes.marks()}
    assert len(notes.marks()) == len(found) == 3 * 3 + 1
    assert {found[tile_id, author].count for tile_id in (1, 2, 3) for author in (ANA, JON)} == {14}
    assert {found[tile_id, "both"].note for tile_id in (1, 2, 3)} == {"round 14"}
    assert catalog.verify() == []


def test_planning_anew_keeps_the_marks_of_all_authors(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    for author in (ANA, JON):
        notes.put_marks([(number, Judgement(note=f"{author} {number}", author=author)) for number in (1, 2, 3)])
    large = [tile(0, level_m=256.0), tile(1, level_m=256.0)]
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="large", tiles=large)
    found = notes.marks()
    assert {one.mark.note for one in found} == {f"{author} {number}" for author in (ANA, JON) for number in (1, 2, 3)}
    on_tiles = [(one.mark.tile_id, one.mark.author) for one in found if one.mark.tile_id is not None]
    assert len(on_tiles) == len(set(on_tiles)) == 4
    put(catalog)
    assert notes.count().marks_without_tile == 0
    assert catalog.verify() == []


def test_the_state_changes_with_what_a_gis_writes_and_with_what_is_shown_of_tiles(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    notes.mark(1, Judgement(verdict="confirmed", author=ANA))
    seen = [notes.marks_state()]
    for statement in (
        "UPDATE marks SET note = 'typed in a GIS'",
        "UPDATE rasters SET label = 'after'",
        "UPDATE tiles SET summary = 'A quarry.' WHERE id = 1",
        "DELETE FROM tiles WHERE id = 1",
        "DELETE FROM marks",
    ):
        sql(catalog.path, statement)
        seen.append(notes.marks_state())
    assert len(set(seen)) == len(seen)


def test_work_that_shows_nothing_of_marked_tiles_leaves_the_state(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    notes.mark(1, Judgement(verdict="confirmed", author=ANA))
    before = notes.marks_state()
    describe(catalog, [2, 3], author=FACTS, words=("a lake",))
    put(catalog, "/imagery/b.tif")
    put(catalog)
    assert notes.marks_state() == before
    assert notes.marks() != []
    assert notes.marks_state() == before


def test_a_shape_that_a_gis_has_broken_is_none(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    for number, shape in enumerate(("no JSON", "[1]", '{"type": "Point", "coordinates": [500000, 1]}'), start=1):
        notes.mark(number, Judgement(verdict="confirmed", author=ANA))
        sql(catalog.path, "UPDATE marks SET shape = ? WHERE tile_id = ?", shape, number)
    assert [one.mark.shape for one in notes.marks()] == [None, None, None]


# --- what may be said -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judgement", "named"),
    [
        (Judgement(verdict="perhaps"), "'perhaps'"),  # type: ignore[arg-type]
        (Judgement(grade="x" * 101), "grade .* has 101 characters"),
        (Judgement(note="x" * 10_001), "note .* has 10,001 characters"),
        (Judgement(question="x" * 2_001), "question .* has 2,001 characters"),
        (Judgement(author="x" * 201), "author .* has 201 characters"),
        (Judgement(count=-1), "count -1"),
        (Judgement(count=2**60), "count 1152921504606846976"),
        (Judgement(shape={"type": "Point", "coordinates": [500_000.0, 1.0]}), "outside the world"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_value(notes: Annotations, judgement: Judgement, named: str) -> None:
    with pytest.raises(InvalidOptionError, match=named) as refused:
        notes.mark(1, judgement)
    assert refused.value.remedy
    with pytest.raises(InvalidOptionError, match=named):
        notes.put_marks([(2, Judgement(verdict="confirmed")), (1, judgement)])
    assert notes.marks() == []


def test_as_much_as_may_be_said_is_kept(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    ring = [[9 + number / 1e6, 49.0] for number in range(9_999)]
    said = Judgement(
        verdict="unsure",
        grade="g" * 100,
        note="Ünïcode 🏚\n" * 900,
        question="q" * 2_000,
        author="a" * 200,
        shape={"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        count=2**53,
    )
    mark = notes.mark(1, said)
    assert (mark.grade, mark.note, mark.question, mark.author, mark.count) == (
        said.grade,
        said.note,
        said.question,
        said.author,
        said.count,
    )
    assert mark.shape == said.shape
    with open_catalog(catalog.path) as reader:
        assert reader.verify() == []


def test_a_note_of_spaces_and_an_author_of_spaces_are_none(notes: Annotations) -> None:
    assert notes.mark(1, Judgement(note=" \n ", author="  ")).empty
    notes.mark(1, Judgement(note="  indented\n", author=" Ana  Lopez "))
    (found,) = notes.marks(author="Ana Lopez")
    assert found.mark.note == "  indented\n", "what a person typed"
    notes.unmark(1, author="Ana  Lopez ")
    assert notes.marks() == []


def test_the_last_of_several_for_one_tile_and_author_counts(notes: Annotations) -> None:
    sent = [
        (1, Judgement(verdict="confirmed")),
        (1, Judgement(verdict="rejected")),
        (1, Judgement(author=JON, count=0)),
    ]
    assert notes.put_marks(sent) == 2
    assert {one.mark.author: one.mark.verdict for one in notes.marks()} == {"": "rejected", JON: None}
    assert notes.put_marks([(1, Judgement(verdict="confirmed")), (1, Judgement())]) == 1
    assert [one.mark.author for one in notes.marks()] == [JON]


def test_thousands_of_marks_are_put_and_undone(catalog: GeoPackageCatalog) -> None:
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="many", tiles=tiles(3000))
    ids = [row[0] for row in sql(catalog.path, "SELECT id FROM tiles")]
    with open_annotations(catalog.path) as notes:
        assert notes.put_marks([(number, Judgement(verdict="rejected", author=ANA)) for number in ids]) == 3000
        assert len(notes.marks_of_tiles(ids)) == 3000
        assert notes.put_marks([(number, Judgement(author=ANA)) for number in ids]) == 3000
        assert notes.marks() == []
    assert catalog.verify() == []
