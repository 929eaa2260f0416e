"""Marks of before version 8, one for each question, become one of the place, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import put, sql
from tests.unit.catalog.test_migrations import GOLDEN, load

from tilescribe.catalog import open_annotations, open_catalog
from tilescribe.catalog.types import Judgement, PlacedMark

OF_TILE_1 = (
    "INSERT INTO marks (geom, tile_id, raster_id, path, acquired, level_m, question, verdict, note, updated) "
    "SELECT t.geom, {tile}, r.id, r.path, r.acquired, t.level_m, ?, ?, ?, ? "
    "FROM tiles AS t JOIN rasters AS r ON r.id = t.raster_id WHERE t.id = 1"
)


@pytest.fixture
def version_7(path: Path) -> Path:
    """Tile 1 is confirmed as "a lake" on 2026-11-30, with the note "seen on site"."""
    return load(GOLDEN[6], path)


def add(path: Path, question: str, verdict: str | None, note: str, updated: str, *, tile: str = "t.id") -> None:
    sql(path, OF_TILE_1.format(tile=tile), question, verdict, note, updated)


def migrated(path: Path) -> list[PlacedMark]:
    with open_annotations(path) as notes, open_catalog(path) as catalog:
        assert catalog.verify() == []
        return notes.marks()


@pytest.fixture
def no_dangling(version_7: Path) -> Iterator[Path]:
    yield version_7
    assert sql(version_7, "PRAGMA foreign_key_check") == []


def test_the_latest_leads_and_its_note_tells_the_others(no_dangling: Path) -> None:
    add(no_dangling, "an airport", "rejected", "a road", "2026-12-01T10:00:00.000Z")
    add(no_dangling, "a fish farm", "rejected", "", "2026-11-29T10:00:00.000Z")
    (found,) = migrated(no_dangling)
    mark = found.mark
    assert (mark.tile_id, mark.question, mark.verdict, mark.author) == (1, "an airport", "rejected", "")
    assert mark.note.splitlines() == [
        "a road",
        '"a lake": confirmed on 2026-11-30: seen on site',
        '"a fish farm": rejected on 2026-11-29',
    ]
    assert mark.updated == "2026-12-01T10:00:00.000Z"
    assert (mark.grade, mark.shape, mark.count) == ("", None, None)


def test_a_later_note_does_not_hide_a_verdict(no_dangling: Path) -> None:
    add(no_dangling, "", None, "cloudy", "2026-12-01T10:00:00.000Z")
    (found,) = migrated(no_dangling)
    assert (found.mark.verdict, found.mark.question) == ("confirmed", "a lake")
    assert found.mark.note == "seen on site\nWithout a question: noted on 2026-12-01: cloudy"
    assert found.mark.updated == "2026-12-01T10:00:00.000Z"


def test_marks_without_a_tile_are_kept_and_find_one_later(version_7: Path) -> None:
    sql(version_7, "DELETE FROM rasters")
    sql(
        version_7,
        "INSERT INTO marks (geom, path, acquired, level_m, question, verdict, note, updated) "
        "SELECT geom, path, acquired, level_m, ?, ?, ?, ? FROM marks",
        *("an airport", "rejected", "a road", "2026-12-01T10:00:00.000Z"),
    )
    with open_annotations(version_7) as notes:
        (found,) = notes.marks()
    assert (found.mark.tile_id, found.place.raster_id) == (None, None)
    assert found.mark.note == 'a road\n"a lake": confirmed on 2026-11-30: seen on site'
    with open_catalog(version_7, mode="w") as catalog:
        catalog.verify(repair=True)
        put(catalog)
    (found,) = migrated(version_7)
    assert found.mark.tile_id is not None


def test_a_mark_of_a_tile_that_another_program_deleted_is_kept(no_dangling: Path) -> None:
    for trigger in ("marks_tile_id_release", "tiles_delete_cascade", "pairs_delete_cascade"):
        sql(no_dangling, f"DROP TRIGGER {trigger}")
    sql(no_dangling, "DELETE FROM tiles WHERE id = 1")
    with open_annotations(no_dangling) as notes:
        (found,) = notes.marks()
    assert (found.mark.tile_id, found.mark.note, found.place.raster_id) == (None, "seen on site", 1)
    with open_catalog(no_dangling, mode="w") as catalog:
        catalog.verify(repair=True)


def test_ten_thousand_characters_are_kept_whole(no_dangling: Path) -> None:
    add(no_dangling, "an airport", "rejected", "ü" * 10_000, "2026-12-01T10:00:00.000Z")
    (found,) = migrated(no_dangling)
    assert found.mark.note == "ü" * 10_000 + '\n"a lake": confirmed on 2026-11-30: seen on site'


def test_marks_of_before_are_nobodys_and_stand_beside_new_ones(no_dangling: Path) -> None:
    with open_annotations(no_dangling) as notes:
        notes.mark(1, Judgement(verdict="unsure", author="maria"))
        assert {one.author: one.verdict for one in notes.marks_of_tiles([1])[1]} == {
            "": "confirmed",
            "maria": "unsure",
        }
        notes.mark(1, Judgement(verdict="rejected"))
        assert {one.author: one.verdict for one in notes.marks_of_tiles([1])[1]} == {"": "rejected", "maria": "unsure"}


def test_ids_are_never_used_twice(no_dangling: Path) -> None:
    add(no_dangling, "a fish farm", "rejected", "", "2026-11-29T10:00:00.000Z")
    with open_annotations(no_dangling) as notes:
        notes.mark(2, Judgement(verdict="confirmed"))
    assert sql(no_dangling, "SELECT id FROM marks ORDER BY id") == [(1,), (3,)]


def test_the_labels_and_marks_of_version_8_are_read(path: Path) -> None:
    load(GOLDEN[7], path)
    with open_annotations(path) as notes:
        maria, nobody = notes.marks_of_tiles([1])[1]
        assert (maria.verdict, maria.grade, maria.author, maria.count) == ("unsure", "minor", "maria", 3)
        assert maria.shape == {"type": "Point", "coordinates": [9.005, 49.095]}
        assert (nobody.verdict, nobody.author, nobody.shape) == ("confirmed", "", None)
    with open_catalog(path) as catalog:
        assert [stored.label for stored in catalog.rasters()] == ["after"]


def test_a_raster_that_is_indexed_again_keeps_its_label(path: Path) -> None:
    load(GOLDEN[7], path)
    with open_catalog(path, mode="w") as catalog:
        put(catalog, fingerprint="edited")
        assert [stored.label for stored in catalog.rasters()] == ["after"]
