"""What people think of places."""

from __future__ import annotations

import time

import pytest

from tilescribe.catalog.opening import open_annotations
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.types import Judgement
from tilescribe.errors import InvalidOptionError, UnknownTileError
from tilescribe.testing.store_contract import samples

__all__ = ["MarksContract"]

POINT = {"type": "Point", "coordinates": [9.005, 49.095]}
MARIA, JON = "maria", "jon"


class MarksContract:
    """Tests; see `StoreContract`."""

    def test_a_mark_is_of_a_place_and_an_author(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        with open_annotations(catalog.path) as notes:
            said = Judgement(
                verdict="unsure", grade="minor", note="roofs", question="a  lake", author=MARIA, shape=POINT, count=2
            )
            mark = notes.mark(tile_id, said)
            assert (mark.verdict, mark.grade, mark.note, mark.question) == ("unsure", "minor", "roofs", "a lake")
            assert (mark.author, mark.shape, mark.count, mark.tile_id) == (MARIA, POINT, 2, tile_id)
            assert notes.marks_of_tiles([tile_id]) == {tile_id: (mark,)}
            time.sleep(0.01)  # stores may tell times by milliseconds
            notes.mark(tile_id, Judgement(verdict="rejected", question="an airport", author=MARIA))
            (mark,) = notes.marks_of_tiles([tile_id])[tile_id]
            assert (mark.verdict, mark.note, mark.question) == ("rejected", "", "an airport"), "replaced"
            time.sleep(0.01)
            notes.mark(tile_id, Judgement(verdict="confirmed", author=JON))
            assert [one.author for one in notes.marks_of_tiles([tile_id])[tile_id]] == [JON, MARIA], "the latest first"
            assert [one.mark.author for one in notes.marks()] == [JON, MARIA], "the latest first"
            assert [one.mark.author for one in notes.marks(verdict="rejected")] == [MARIA]
            assert [one.mark.verdict for one in notes.marks(author=JON)] == ["confirmed"]
            assert notes.marks(verdict="confirmed", author=MARIA) == []
            assert notes.count().verdicts == {"rejected": 1, "confirmed": 1}
            notes.unmark(tile_id, author=MARIA)
            notes.unmark(tile_id, author="never here")
            assert [one.mark.author for one in notes.marks()] == [JON]

    def test_an_empty_judgement_takes_the_mark_back(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        with open_annotations(catalog.path) as notes:
            notes.mark(tile_id, Judgement(note="cloudy"))
            assert notes.mark(tile_id, Judgement(question="a lake")).empty
            assert notes.marks() == []

    def test_many_marks_are_put_at_once_or_not_at_all(self, catalog: Catalog) -> None:
        samples.put(catalog)
        first, second, third = samples.ids(catalog)[:3]
        with open_annotations(catalog.path) as notes:
            notes.mark(third, Judgement(verdict="unsure"))
            wanted = [(first, Judgement(verdict="confirmed")), (second, Judgement(note="dark")), (third, Judgement())]
            assert notes.put_marks(wanted) == 3
            assert {one.mark.tile_id for one in notes.marks()} == {first, second}
            with pytest.raises(UnknownTileError):
                notes.put_marks([(first, Judgement(verdict="rejected")), (third + 1000, Judgement(note="nowhere"))])
            with pytest.raises(InvalidOptionError):
                notes.put_marks([(first, Judgement(verdict="rejected")), (second, Judgement(count=-1))])
            assert [one.mark.tile_id for one in notes.marks(verdict="confirmed")] == [first]
            assert notes.put_marks([]) == 0

    def test_marks_of_tiles_that_are_not_there_are_refused(self, catalog: Catalog) -> None:
        samples.put(catalog)
        unknown = samples.ids(catalog)[0] + 1000
        with open_annotations(catalog.path) as notes:
            with pytest.raises(UnknownTileError):
                notes.mark(unknown, Judgement(verdict="confirmed"))
            with pytest.raises(UnknownTileError):
                notes.unmark(unknown)
            assert notes.marks_of_tiles([unknown]) == {}

    def test_a_mark_is_shown_on_all_tiles_of_its_ground_and_day(self, catalog: Catalog) -> None:
        """Of two rasters of one day, that is: what was said of one is said of both."""
        samples.put(catalog, path="/imagery/a.tif")
        samples.put(catalog, path="/imagery/b.tif")
        a, b = (
            [tile.id for tile in catalog.tiles(samples.ids(catalog)) if tile.path == path]
            for path in ("/imagery/a.tif", "/imagery/b.tif")
        )
        with open_annotations(catalog.path) as notes:
            mark = notes.mark(a[0], Judgement(verdict="confirmed"))
            assert notes.marks_of_tiles([*a, *b]) == {a[0]: (mark,), b[0]: (mark,)}
            notes.unmark(b[0])
            assert notes.marks() == [], "taken back where it shows"

    def test_the_state_of_marks_is_another_one_after_each_change(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        with open_annotations(catalog.path) as notes, open_annotations(catalog.path) as others:
            seen = [notes.marks_state()]
            assert notes.marks_state() == seen[0]
            others.mark(tile_id, Judgement(verdict="confirmed"))
            seen.append(notes.marks_state())
            others.mark(tile_id, Judgement(verdict="confirmed"))
            seen.append(notes.marks_state())
            others.unmark(tile_id)
            seen.append(notes.marks_state())
            others.put_marks([(tile_id, Judgement(note="dark"))])
            seen.append(notes.marks_state())
            samples.say(catalog, {tile_id: ["a lake"]})
            seen.append(notes.marks_state())
            catalog.remove_rasters([stored.id for stored in catalog.rasters()])
            seen.append(notes.marks_state())
            assert len(set(seen)) == len(seen)
