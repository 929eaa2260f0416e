"""A run does what is missing and no more, and one bad raster costs only itself."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.e2e.runs import contents, last, run
from tests.scenes import draw

from tilescribe import index, open_catalog
from tilescribe.catalog.geopackage.vectors import VectorIndex
from tilescribe.catalog.protocols import Catalog
from tilescribe.domain import events
from tilescribe.domain.description import Author, Caption, Tag, VisualVector
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.query import Filters
from tilescribe.domain.raster import RasterState
from tilescribe.errors import CaptionerFailedError, NoRastersFoundError, RasterNotFoundError
from tilescribe.raster import scan_scene
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_pixels, make_raster


def statuses(happened: list[events.Event]) -> list[str]:
    return sorted(event.status for event in happened if isinstance(event, events.RasterPlanned))


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return tmp_path / "area.gpkg"


def test_every_tile_is_described_and_the_run_ends_with_a_count(imagery: Path, catalog: Path) -> None:
    finished = last(run([imagery], catalog))
    assert finished.status == "done"
    assert finished.done == 3 * 9  # 672 px at 224 px a tile; 4 x 224 px no longer fits
    with open_catalog(catalog) as store:
        assert store.verify() == []
        assert {raster.state for raster in store.rasters()} == {RasterState.PRESENT}


def test_what_the_first_question_needs_is_made_at_the_end_of_a_run_that_wrote_tiles(
    imagery: Path, catalog: Path
) -> None:
    happened = run([imagery], catalog)
    assert happened[-2:] == [events.StageStarted("preparing"), last(happened)]
    assert list(Path(f"{catalog}.cache").glob("vectors-1.*"))
    again = run([imagery], catalog)
    assert events.StageStarted("preparing") not in again


def test_a_run_is_done_though_nothing_can_be_kept_for_questions(
    imagery: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(VectorIndex, "prepare", full)
    happened = run([imagery], catalog)
    assert last(happened).status == "done"
    (notice,) = [event for event in happened if isinstance(event, events.Notice)]
    assert notice.path == "Preparing for questions"
    assert "No space left on device" in notice.message


def test_a_second_run_reads_and_describes_nothing(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    captioner = FakeCaptioner()
    happened = run([imagery], catalog, captioner=captioner)
    assert statuses(happened) == ["unchanged"] * 3
    assert not [event for event in happened if isinstance(event, events.RasterStarted)]
    assert sum(captioner.batches) == 0
    assert last(happened).done == 0


def test_a_new_raster_is_added_without_touching_the_others(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    draw(imagery / "new_20261001.tif", seed=9, west=405_000)
    happened = run([imagery], catalog)
    assert statuses(happened) == ["new", "unchanged", "unchanged", "unchanged"]
    assert last(happened).done == 9


def test_a_moved_file_is_recognised(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    (imagery / "archive").mkdir()
    (imagery / "lake_20260915.tif").rename(imagery / "archive" / "lake_20260915.tif")
    captioner = FakeCaptioner()
    happened = run([imagery], catalog, captioner=captioner)
    moved = [event for event in happened if isinstance(event, events.RasterMoved)]
    assert [Path(event.path).parent.name for event in moved] == ["archive"]
    assert sum(captioner.batches) == 0
    with open_catalog(catalog) as store:
        assert len(store.rasters()) == 3
        assert store.verify() == []


def test_a_touched_file_is_not_described_again(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    os.utime(imagery / "lake_20260915.tif", (1, 1))
    captioner = FakeCaptioner()
    assert statuses(run([imagery], catalog, captioner=captioner)) == ["unchanged"] * 3
    assert sum(captioner.batches) == 0


def test_a_changed_file_is_described_again(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    draw(imagery / "lake_20260915.tif", seed=77, west=401_000.0, cover="forest")
    captioner = FakeCaptioner()
    assert "changed" in statuses(run([imagery], catalog, captioner=captioner))
    assert sum(captioner.batches) == 9
    with open_catalog(catalog) as store:
        assert store.verify() == []


def test_a_deleted_file_is_reported_and_kept_until_pruned(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    (imagery / "lake_20260915.tif").unlink()
    missing = [event for event in run([imagery], catalog) if isinstance(event, events.RasterMissing)]
    assert [(event.tiles, event.pruned) for event in missing] == [(9, False)]
    with open_catalog(catalog) as store:
        assert [raster.state for raster in store.rasters()].count(RasterState.MISSING) == 1
    run([imagery], catalog, prune=True)
    with open_catalog(catalog) as store:
        assert len(store.rasters()) == 2
        assert store.verify() == []


def test_a_raster_that_comes_back_is_present_again(imagery: Path, catalog: Path, tmp_path: Path) -> None:
    run([imagery], catalog)
    lake = imagery / "lake_20260915.tif"
    shutil.move(lake, tmp_path / "away.tif")
    run([imagery], catalog)
    shutil.move(tmp_path / "away.tif", lake)
    captioner = FakeCaptioner()
    run([imagery], catalog, captioner=captioner)
    assert sum(captioner.batches) == 0
    with open_catalog(catalog) as store:
        assert {raster.state for raster in store.rasters()} == {RasterState.PRESENT}


def test_identical_pixels_are_described_once(imagery: Path, catalog: Path) -> None:
    # Another day, hence no mere copy.
    shutil.copy(imagery / "lake_20260915.tif", imagery / "lake_20250915.tif")
    captioner = FakeCaptioner()
    finished = last(run([imagery], catalog, captioner=captioner))
    assert sum(captioner.batches) == 27
    assert (finished.done, finished.reused) == (36, 9)


def test_another_embedder_embeds_again_and_describes_nothing(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    captioner = FakeCaptioner()
    happened = run([imagery], catalog, captioner=captioner, embedder=HashEmbedder(name="hash-2", dim=32))
    assert sum(captioner.batches) == 0
    assert [event for event in happened if isinstance(event, events.TilesReembedded)]
    with open_catalog(catalog) as store:
        assert {embedder.name for embedder in store.embedders()} == {"hash", "hash-2"}
        assert store.verify() == []


def test_a_new_wording_replaces_the_old_one(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    captioner = FakeCaptioner(author=Author("fake", "1", "2"))
    run([imagery], catalog, captioner=captioner)
    assert sum(captioner.batches) == 27
    with open_catalog(catalog) as store:
        authors = {description.author for description in store.descriptions(_first_tile(store))}
        assert {author.prompt_version for author in authors if author.captioner == "fake"} == {"2"}
        assert store.verify() == []


def _first_tile(store: Catalog) -> int:
    from tilescribe.domain.query import Filters

    return int(store.candidates(Filters())[0])


def test_other_levels_plan_again_and_keep_what_is_the_same(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    captioner = FakeCaptioner()
    happened = run([imagery], catalog, captioner=captioner, levels_m=(112.0, 224.0))
    assert statuses(happened) == ["replanned"] * 3
    assert sum(captioner.batches) == 3 * 4  # 2 x 2 tiles of 448 px; those of 224 px are still there
    assert statuses(run([imagery], catalog)) == ["unchanged"] * 3


def test_one_broken_raster_never_stops_the_run(imagery: Path, catalog: Path) -> None:
    (imagery / "broken.tif").write_bytes(b"II*\x00 this is no TIFF")
    (imagery / "empty.tif").touch()
    happened = run([imagery], catalog)
    failed = [event for event in happened if isinstance(event, events.RasterFailed)]
    assert sorted(Path(event.path).name for event in failed) == ["broken.tif", "empty.tif"]
    assert all(event.reason for event in failed)
    finished = last(happened)
    assert (finished.status, finished.done, finished.failed_rasters) == ("partial", 27, 2)
    with open_catalog(catalog) as store:
        assert len(store.failures(limit=10)) == 2


def test_a_failing_tile_is_kept_with_its_reason_and_tried_again(imagery: Path, catalog: Path) -> None:
    happened = run([imagery], catalog, captioner=FakeCaptioner(fails=lambda tile: tile.tile.window.col == 0))
    finished = last(happened)
    assert finished.status == "partial"
    assert (finished.done, finished.failed) == (18, 9)
    with open_catalog(catalog) as store:
        assert store.verify() == []
        assert all(failure.reason for failure in store.failures(limit=100))
    again = last(run([imagery], catalog))
    assert (again.status, again.done) == ("done", finished.failed)


def test_a_tile_that_breaks_its_batch_fails_alone(imagery: Path, catalog: Path) -> None:
    corner = FakeCaptioner(raises=lambda tile: tile.tile.window.row == tile.tile.window.col == 0)
    happened = run([imagery], catalog, captioner=corner)
    assert (last(happened).done, last(happened).failed) == (24, 3)
    reasons = {event.reason for event in happened if isinstance(event, events.TileFailed)}
    assert all("fake failed: RuntimeError" in reason for reason in reasons)


def test_a_captioner_that_gives_up_ends_the_run_and_keeps_what_was_written(imagery: Path, catalog: Path) -> None:
    with pytest.raises(CaptionerFailedError):
        run([imagery], catalog, captioner=FakeCaptioner(dead_after=2))
    with open_catalog(catalog) as store:
        assert store.verify() == []
        assert store.runs(limit=1)[0].status == "failed"
    assert last(run([imagery], catalog)).status == "done"


def test_cancelling_keeps_whole_batches_and_the_next_run_goes_on(imagery: Path, catalog: Path) -> None:
    cancel = threading.Event()
    happened = []
    for event in index(
        [imagery], catalog=catalog, captioner=FakeCaptioner(batch_size=2), embedder=HashEmbedder(), cancel=cancel
    ):
        happened.append(event)
        if isinstance(event, events.TilesWritten):
            cancel.set()
    finished = last(happened)
    assert finished.status == "cancelled"
    assert 0 < finished.done < 27
    captioner = FakeCaptioner()
    assert last(run([imagery], catalog, captioner=captioner)).done == 27 - finished.done
    assert sum(captioner.batches) == 27 - finished.done


def test_a_generator_that_is_closed_early_leaves_no_thread_and_a_sound_catalog(imagery: Path, catalog: Path) -> None:
    before = set(threading.enumerate())
    running: Iterator[events.Event] = index(
        [imagery], catalog=catalog, captioner=FakeCaptioner(batch_size=2), embedder=HashEmbedder()
    )
    for event in running:
        if isinstance(event, events.TilesWritten):
            break
    running.close()  # type: ignore[attr-defined]
    assert set(threading.enumerate()) <= before
    with open_catalog(catalog) as store:
        assert store.verify() == []
        assert store.runs(limit=1)[0].status == "cancelled"


def test_a_path_that_vanishes_in_mid_run_fails_alone(imagery: Path, catalog: Path) -> None:
    happened: list[events.Event] = []
    for event in index([imagery], catalog=catalog, captioner=FakeCaptioner(), embedder=HashEmbedder()):
        happened.append(event)
        if isinstance(event, events.RunStarted):
            (imagery / "lake_20260915.tif").unlink()
    finished = last(happened)
    assert finished.status == "partial"
    assert finished.done == 18
    reasons = [e.reason for e in happened if isinstance(e, (events.RasterFailed, events.TileFailed))]
    assert any("lake_20260915.tif" in reason for reason in reasons)


def test_what_the_user_forces_is_remembered(imagery: Path, catalog: Path) -> None:
    run([imagery / "lake_20260915.tif"], catalog, profile="bgrn")
    assert statuses(run([imagery / "lake_20260915.tif"], catalog)) == ["unchanged"]
    os.utime(imagery / "lake_20260915.tif", (1, 1))
    run([imagery / "lake_20260915.tif"], catalog)
    with open_catalog(catalog) as store:
        assert store.rasters()[0].profile == "bgrn"


def test_a_forced_nodata_value_is_remembered_until_another_is_forced(tmp_path: Path, catalog: Path) -> None:
    pixels = make_pixels(width=448, height=448, count=3, dtype="uint8")
    pixels[:, :, :100] = 3
    path = Path(make_raster(tmp_path / "a.tif", width=448, height=448, pixels=pixels))

    def shares(**forced: str) -> list[float]:
        run([path], catalog, **forced)
        with open_catalog(catalog) as store:
            (stored,) = store.rasters()
            return sorted(tile.valid_share for tile in store.coarse_results(stored.id, FakeCaptioner().author))

    hidden = [pytest.approx(124 / 224)] * 2 + [1.0, 1.0]
    assert shares(nodata="3") == hidden
    assert statuses(run([path], catalog)) == ["unchanged"]
    os.utime(path, (1, 1))
    assert shares() == hidden
    assert shares(profile="blue,green,red") == hidden
    assert shares(nodata="none") == [1.0] * 4
    assert shares(nodata="3") == hidden


def test_a_scene_is_kept_with_its_raster_until_the_raster_changes(tmp_path: Path, catalog: Path) -> None:
    path = Path(make_raster(tmp_path / "a.tif", width=448, height=448))
    run([path], catalog)
    with open_catalog(catalog, mode="w") as store:
        (stored,) = store.rasters()
        first = store.load_scene(stored.id)
        assert first == scan_scene(store.load_raster(stored.id)).to_json()
        hashes = {tile.content_hash for tile in store.coarse_results(stored.id, FakeCaptioner().author)}
        # What is kept is what counts: another stretch shows that the next captioner looks at nothing but its tiles.
        changed = json.loads(first or "") | {"low": [1.0, 2.0, 3.0]}
        store.put_scene(stored.id, json.dumps(changed))
    run([path], catalog, captioner=FakeCaptioner(author=Author("another", "1", "1")))
    with open_catalog(catalog) as store:
        assert store.load_scene(stored.id) == json.dumps(changed)
        assert not hashes & {tile.content_hash for tile in store.coarse_results(stored.id, FakeCaptioner().author)}
    make_raster(path, width=448, height=448, seed=1)
    run([path], catalog)
    with open_catalog(catalog) as store:
        assert store.load_scene(stored.id) == scan_scene(store.load_raster(stored.id)).to_json()


def test_older_rasters_are_left_alone_on_request(imagery: Path, catalog: Path) -> None:
    from tilescribe.domain.period import parse_period

    happened = run([imagery], catalog, since=parse_period("2026-09-16").start)
    assert statuses(happened) == ["new", "older", "older"]
    with open_catalog(catalog) as store:
        assert [raster.path.endswith("forest_20260916.tif") for raster in store.rasters()] == [True]


def test_nothing_to_index_is_an_error_that_names_the_path(tmp_path: Path, catalog: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(NoRastersFoundError, match="none"):
        run([tmp_path / "none"], catalog)
    with pytest.raises(RasterNotFoundError, match="nowhere"):
        run([tmp_path / "nowhere"], catalog)


def test_two_runs_give_the_same_catalog(imagery: Path, tmp_path: Path) -> None:
    run([imagery], tmp_path / "one.gpkg")
    run([imagery], tmp_path / "two.gpkg")
    assert contents(tmp_path / "one.gpkg") == contents(tmp_path / "two.gpkg")


def test_a_run_begins_with_small_batches(imagery: Path, catalog: Path) -> None:
    captioner = FakeCaptioner(batch_size=64)
    run([imagery], catalog, captioner=captioner)
    assert captioner.batches[0] == 16
    assert sum(captioner.batches) > 16


class MeadowCaptioner(FakeCaptioner):
    """Takes everything for a meadow."""

    def _caption(self, tile: TilePixels) -> Caption:
        visual = VisualVector.of(np.ones(64), space=HashEmbedder().fingerprint)
        return replace(super()._caption(tile), measurements=None, visual=visual, tags=(Tag("meadow", 0.9),))


def test_a_picture_that_the_bands_speak_against_is_not_matched(tmp_path: Path, catalog: Path) -> None:
    draw(tmp_path / "tifs" / "water.tif", seed=1, cover="water")
    draw(tmp_path / "tifs" / "forest.tif", seed=2, cover="forest", west=402_000)
    run([tmp_path / "tifs"], catalog, captioner=MeadowCaptioner())
    with sqlite3.connect(catalog) as db:
        read = db.execute(
            "SELECT DISTINCT raster, vector <> zeroblob(128) FROM tiles JOIN visuals ON tile_id = tiles.id ORDER BY 1"
        ).fetchall()
        texts = [text for (text,) in db.execute("SELECT text FROM texts")]
    assert read == [("forest.tif", 1), ("water.tif", 0)]
    assert not [text for text in texts if "the bands show" in text], "what is denied must not be found by it"
    with open_catalog(catalog) as store:
        said: dict[str, set[str]] = {}
        for tile in store.tiles(store.candidates(Filters()).tolist()):
            said.setdefault(tile.raster, set()).update(one.author.captioner for one in store.descriptions(tile.id))
    assert said == {"forest.tif": {"facts", "fake"}, "water.tif": {"facts"}}
