"""What others write meanwhile, what runs leave behind, and what people said."""

from __future__ import annotations

import pytest

from tilescribe.catalog.opening import open_annotations, open_catalog
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.types import Judgement, TileResult
from tilescribe.domain.tile import TileState
from tilescribe.errors import InvalidOptionError
from tilescribe.testing.store_contract import samples

__all__ = ["WritingContract"]


class WritingContract:
    """Tests; see `StoreContract`."""

    # --- states -------------------------------------------------------------------------------------------------------

    def test_a_snapshot_is_of_one_state_whatever_is_written_meanwhile(self, catalog: Catalog) -> None:
        samples.put(catalog)
        ids = samples.ids(catalog)
        samples.say(catalog, {ids[0]: ["a lake"]})
        with open_catalog(catalog.path) as reader:
            with reader.snapshot():
                before = reader.version()
                assert samples.found(reader, "a lake") == [ids[0]]
                samples.say(catalog, {ids[1]: ["a lake"]})
                assert samples.found(reader, "a lake") == [ids[0]]
                assert reader.tiles([ids[1]])[0].state is TileState.PENDING
            assert samples.found(reader, "a lake") == [ids[0], ids[1]]
            assert reader.version() != before
            assert reader.version() == reader.version()
            before = reader.version()
            with open_annotations(catalog.path) as notes:
                notes.mark(ids[0], Judgement(verdict="confirmed"))
            assert reader.version() != before

    def test_methods_may_be_called_from_any_thread(self, catalog: Catalog) -> None:
        samples.put(catalog)
        ids = samples.ids(catalog)
        samples.in_thread(lambda: samples.say(catalog, {ids[0]: ["a lake"]}))
        assert samples.in_thread(lambda: samples.found(catalog, "a lake")) == [ids[0]]

    def test_runs_and_failures_are_kept(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        run = catalog.begin_run({"captioner": "facts"})
        catalog.record_failure(run, path="/imagery/a.tif", tile_id=tile_id, stage="read", reason="broken")
        catalog.end_run(run, status="partial", counts={"done": 3})
        (record,) = catalog.runs(limit=5)
        assert (record.id, record.status, record.counts, record.settings) == (
            run,
            "partial",
            {"done": 3},
            {"captioner": "facts"},
        )
        (failure,) = catalog.failures(limit=5)
        assert (failure.tile_id, failure.stage, failure.reason) == (tile_id, "read", "broken")
        catalog.record_failure(run, path="/imagery/b.tif", tile_id=None, stage="open", reason="gone")
        assert [one.stage for one in catalog.failures(limit=5)] == ["read", "open"]
        assert [one.stage for one in catalog.failures(limit=1)] == ["read"]
        later = catalog.begin_run({})
        assert catalog.failures(limit=5) == [], "those of the latest run"
        assert [one.id for one in catalog.runs(limit=5)] == [later, run]
        assert [one.id for one in catalog.runs(limit=1)] == [later]

    # --- what people said ---------------------------------------------------------------------------------------------

    def test_what_people_said_outlives_its_tile_and_its_pixels(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        samples.say(catalog, {tile_id: ["a lake"]})
        with open_annotations(catalog.path) as notes:
            notes.correct(tile_id, "a fish farm", embedder=samples.EMBEDDER, vector=samples.vector("a fish farm"))
            notes.mark(tile_id, Judgement(verdict="confirmed"))
            assert catalog.tiles([tile_id])[0].summary == "a fish farm"
            assert samples.ask(catalog, "a fish farm")[0].tile.id == tile_id
            samples.put(catalog, fingerprint="edited")
            catalog.remove_rasters([stored.id for stored in catalog.rasters()])
            (correction,) = notes.corrections()
            assert (correction.text, correction.tile_id) == ("a fish farm", None)
            assert notes.count().marks_without_tile == 1
            samples.put(catalog)
            (correction,) = notes.corrections()
            assert correction.tile_id == samples.ids(catalog)[0]
            notes.uncorrect(samples.ids(catalog)[0])
            assert notes.corrections() == []

    def test_a_blank_tile_cannot_be_corrected(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        catalog.write_batch([TileResult(tile_id, blank="one flat value")], embedder=samples.EMBEDDER, vectors={})
        with open_annotations(catalog.path) as notes, pytest.raises(InvalidOptionError):
            notes.correct(tile_id, "a lake", embedder=samples.EMBEDDER, vector=samples.vector("a lake"))

    def test_a_tile_that_turns_out_blank_does_not_show_its_correction(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        samples.say(catalog, {tile_id: ["a lake"]})
        with open_annotations(catalog.path) as notes:
            notes.correct(tile_id, "a fish farm", embedder=samples.EMBEDDER, vector=samples.vector("a fish farm"))
            assert (notes.corrections()[0].tile_id, notes.count().corrections_without_tile) == (tile_id, 0)
            catalog.write_batch([TileResult(tile_id, blank="one flat value")], embedder=samples.EMBEDDER, vectors={})
            assert (notes.corrections()[0].tile_id, notes.count().corrections_without_tile) == (None, 1)
            assert samples.found(catalog, "a fish farm") == []
            samples.say(catalog, {tile_id: ["a lake"]})
            assert (notes.corrections()[0].tile_id, notes.count().corrections_without_tile) == (tile_id, 0)
            assert catalog.tiles([tile_id])[0].summary == "a fish farm"
