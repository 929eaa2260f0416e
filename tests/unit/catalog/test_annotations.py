"""People's marks and corrections stand beside what captioners wrote, and are written beside a run at work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.unit.catalog.made_up import EMBEDDER, FACTS, MODEL, describe, put, vector, write

from tilescribe.catalog import Annotations, open_annotations, open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import Judgement, TileResult
from tilescribe.domain.description import USER
from tilescribe.domain.tile import TileState
from tilescribe.errors import InvalidOptionError, UnknownTileError

NORMAL, FULL = 1, 2
"""Of `PRAGMA synchronous`: <https://www.sqlite.org/pragma.html#pragma_synchronous>."""
SOLAR = "A solar park beside a motorway."


@pytest.fixture
def notes(catalog: GeoPackageCatalog) -> Iterator[Annotations]:
    """Of a catalog that its writer keeps open all the while."""
    put(catalog)
    describe(catalog, [1, 2], author=MODEL)
    with open_annotations(catalog.path) as opened:
        yield opened


def correct(notes: Annotations, tile_id: int, text: str = SOLAR) -> None:
    notes.correct(tile_id, text, embedder=EMBEDDER, vector=vector(text))


def test_a_correction_is_the_summary_and_answers_questions_at_once(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    correct(notes, 1)
    assert catalog.tiles([1])[0].summary == SOLAR
    scores = catalog.channels.dense(vector(SOLAR), space=EMBEDDER.fingerprint)
    best = scores.tile_ids[scores.scores.argmax()]
    assert best == 1
    assert scores.scores.max() > 0.99
    assert catalog.channels.lexical("solar park").tile_ids.tolist() == [1]
    assert [one.author for one in catalog.descriptions(1)].count(USER) == 1
    assert catalog.verify() == []


def test_a_correction_survives_a_new_description_and_gives_way_to_a_new_correction(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    correct(notes, 1)
    describe(catalog, [1], author=FACTS)
    assert catalog.tiles([1])[0].summary == SOLAR
    correct(notes, 1, "An orchard.")
    assert catalog.tiles([1])[0].summary == "An orchard."
    assert SOLAR not in {one.text for one in catalog.descriptions(1)}


def test_a_correction_taken_back_leaves_what_was_there(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    before = catalog.descriptions(1), catalog.tiles([1])
    correct(notes, 1)
    notes.uncorrect(1)
    assert (catalog.descriptions(1), catalog.tiles([1])) == before
    assert catalog.verify() == []


def test_a_failed_tile_that_a_person_described_is_failed_work_again_without_it(
    catalog: GeoPackageCatalog, notes: Annotations
) -> None:
    write(catalog, [TileResult(3, failure="unreadable")])
    correct(notes, 3)
    assert catalog.tiles([3])[0].state is TileState.DONE
    assert catalog.pending([MODEL]) == {1: 1}, "the captioner still has its turn"
    notes.uncorrect(3)
    assert catalog.tiles([3])[0].state is TileState.PENDING
    assert catalog.verify() == []


def test_tiles_without_a_picture_or_not_there_are_refused(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    write(catalog, [TileResult(3, blank="no valid pixels")])
    with pytest.raises(InvalidOptionError, match="blank"):
        correct(notes, 3)
    for attempt in (lambda: correct(notes, 99), lambda: notes.mark(99, Judgement()), lambda: notes.unmark(99)):
        with pytest.raises(UnknownTileError):
            attempt()


def test_people_and_a_run_write_side_by_side(catalog: GeoPackageCatalog, notes: Annotations) -> None:
    for number in range(20):
        notes.mark(1, Judgement(author=f"author {number}", verdict="confirmed"))
        describe(catalog, [2], author=FACTS, words=(f"word {number}",))
    assert len(notes.marks()) == 20
    with open_catalog(catalog.path) as reader:
        assert reader.verify() == []


def test_what_people_typed_survives_a_loss_of_power(notes: Annotations, catalog: GeoPackageCatalog) -> None:
    """A commit flushes the log to the disk; that of a batch, which can be made again, does not."""
    notes.mark(1, Judgement(verdict="confirmed"))
    with notes._connections.writing() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (FULL,)
    with catalog._connections.writing() as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (NORMAL,)
