"""What the storage half of the catalog promises."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import (
    EMBEDDER,
    FACTS,
    MODEL,
    STAMP,
    caption,
    describe,
    put,
    raster,
    sql,
    tile,
    tiles,
    vector,
    write,
)

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.bands import Band, Role
from tilescribe.domain.description import Author, Caption, Measurements
from tilescribe.domain.raster import FileSignature, RasterState
from tilescribe.domain.tile import TileState
from tilescribe.errors import CatalogError, CatalogFullError, CatalogReadOnlyError


def states(path: Path) -> Counter[str]:
    return Counter(state for (state,) in sql(path, "SELECT state FROM tiles"))


# --- rasters ----------------------------------------------------------------------------------------------------------


def test_a_raster_comes_back_as_it_was_opened(catalog: GeoPackageCatalog) -> None:
    opened = raster()
    raster_id = catalog.put_raster(opened, stamp=STAMP, overrides="", plan="p", tiles=tiles(3))
    assert catalog.load_raster(raster_id) == opened


def test_a_nodata_value_of_nan_survives(catalog: GeoPackageCatalog) -> None:
    nodata = catalog.load_raster(put(catalog, nodata=(math.nan, None, -1.5))).nodata
    assert nodata[0] is not None
    assert math.isnan(nodata[0])
    assert nodata[1:] == (None, -1.5)


@pytest.mark.parametrize(("stored", "values"), [("-9999.0", (-9999.0,)), (None, ()), ('["0.0", null]', (0.0, None))])
def test_nodata_values_of_earlier_versions_are_those_of_all_bands(
    catalog: GeoPackageCatalog, stored: str | None, values: tuple[float | None, ...]
) -> None:
    raster_id = put(catalog)
    bands = len(catalog.load_raster(raster_id).bands)
    sql(catalog.path, "UPDATE rasters SET nodata = ?", stored)
    expected = values * bands if len(values) == 1 else values
    assert catalog.load_raster(raster_id).nodata == expected


def test_a_raster_without_transform_time_and_sensor_survives(catalog: GeoPackageCatalog) -> None:
    opened = raster(transform=None, acquired=None, acquired_source="", sensor=None, nodata=(-9999.0,))
    raster_id = catalog.put_raster(opened, stamp=STAMP, overrides="", plan="", tiles=())
    assert catalog.load_raster(raster_id) == opened


def test_an_unknown_raster_is_named(catalog: GeoPackageCatalog) -> None:
    with pytest.raises(CatalogError, match="no raster 7"):
        catalog.load_raster(7)


def test_rasters_are_listed_by_path_with_their_tiles_by_state(catalog: GeoPackageCatalog) -> None:
    second, first = put(catalog, "/imagery/b.tif", count=2), put(catalog, "/imagery/a.tif", count=3)
    describe(catalog, [ref.id for ref in catalog.pending_tiles(first, [FACTS])[:2]])
    stored = catalog.rasters()
    assert [one.id for one in stored] == [first, second]
    assert stored[0].tiles == {TileState.DONE: 2, TileState.PENDING: 1}
    assert stored[1].tiles == {TileState.PENDING: 2}
    assert stored[0].levels_m == (128.0,)
    assert stored[0].roles == (Role.RED, Role.NIR)
    assert stored[0].gsd_m == pytest.approx(math.sqrt(3.0 * 3.5))


def test_a_planned_raster_put_again_keeps_its_ids_and_descriptions(catalog: GeoPackageCatalog, path: Path) -> None:
    raster_id = put(catalog)
    describe(catalog, [1, 2, 3])
    before = sql(path, "SELECT id, state, summary FROM tiles")
    assert put(catalog, plan="other") == raster_id
    assert sql(path, "SELECT id, state, summary FROM tiles") == before


@pytest.mark.parametrize("change", [{"fingerprint": "edited"}, {"bands": (Band(1, Role.RED), Band(2, Role.GREEN))}])
def test_a_changed_raster_has_its_tiles_pending_and_keeps_what_was_said(
    catalog: GeoPackageCatalog, path: Path, change: dict[str, object]
) -> None:
    raster_id = put(catalog)
    describe(catalog, [1, 2])
    write(catalog, [TileResult(3, blank="black")])
    put(catalog, **change)
    assert states(path) == {"pending": 3}
    assert catalog.pending([FACTS]) == {raster_id: 3}
    assert sql(path, "SELECT count(*) FROM descriptions") == [(4,)]
    assert catalog.known_captions(["hash 1"], [FACTS])["hash 1"][FACTS].descriptions
    assert catalog.verify() == []


def test_tiles_no_longer_planned_go_with_their_texts_and_new_ones_come(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=3)
    describe(catalog, [1, 2, 3])
    catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="q", tiles=[tile(0), tile(7), tile(0, level_m=512.0)])
    assert sql(path, "SELECT id FROM tiles ORDER BY id") == [(1,), (4,), (5,)]
    assert sorted(text for (text,) in sql(path, "SELECT text FROM texts")) == ["facts on tile 1", "water"]
    assert catalog.verify() == []


def test_a_moved_raster_keeps_everything_and_is_found_under_its_new_name(
    catalog: GeoPackageCatalog, path: Path
) -> None:
    raster_id = put(catalog)
    describe(catalog, [1])
    catalog.set_raster_state(raster_id, RasterState.MISSING)
    catalog.move_raster(raster_id, path="C:\\new\\b.tif", stamp=FileSignature(5, 6))
    (stored,) = catalog.rasters()
    assert (stored.path, stored.stamp, stored.state) == ("C:\\new\\b.tif", FileSignature(5, 6), RasterState.PRESENT)
    assert sql(path, "SELECT DISTINCT raster FROM tiles") == [("b.tif",)]
    assert states(path) == {"done": 1, "pending": 2}


def test_touching_and_failing_change_only_the_row(catalog: GeoPackageCatalog) -> None:
    raster_id = put(catalog)
    catalog.touch_raster(raster_id, stamp=FileSignature(7, 8))
    catalog.set_raster_state(raster_id, RasterState.FAILED, reason="truncated")
    (stored,) = catalog.rasters()
    assert (stored.stamp, stored.state, stored.reason) == (FileSignature(7, 8), RasterState.FAILED, "truncated")


def test_removed_rasters_leave_nothing_but_what_others_use(catalog: GeoPackageCatalog, path: Path) -> None:
    first, second = put(catalog, "/a.tif", count=2), put(catalog, "/b.tif", count=1)
    describe(catalog, [1, 2, 3], words=("water", "trees"))
    catalog.remove_rasters([first])
    assert [one.id for one in catalog.rasters()] == [second]
    assert sorted(text for (text,) in sql(path, "SELECT text FROM texts")) == ["facts on tile 3", "trees", "water"]
    assert sql(path, "SELECT count(*) FROM vectors") == [(3,)]
    assert catalog.verify() == []


# --- work -------------------------------------------------------------------------------------------------------------


def test_a_tile_is_pending_until_all_authors_have_described_it(catalog: GeoPackageCatalog) -> None:
    raster_id = put(catalog)
    describe(catalog, [1, 2], author=FACTS)
    describe(catalog, [1], author=MODEL)
    assert catalog.pending([FACTS]) == {raster_id: 1}
    assert catalog.pending([FACTS, MODEL]) == {raster_id: 2}
    assert [ref.id for ref in catalog.pending_tiles(raster_id, [FACTS, MODEL])] == [2, 3]
    assert catalog.pending([FACTS, MODEL], raster_id=raster_id) == {raster_id: 2}
    assert catalog.pending([FACTS], raster_id=raster_id + 1) == {}


def test_pending_tiles_come_in_reading_order_whatever_the_order_of_planning(catalog: GeoPackageCatalog) -> None:
    planned = [tile(12), tile(3, level_m=512.0), tile(3), tile(0)]
    raster_id = catalog.put_raster(raster(), stamp=STAMP, overrides="", plan="", tiles=planned)
    refs = catalog.pending_tiles(raster_id, [FACTS])
    assert [(ref.level_m, ref.window.row, ref.window.col) for ref in refs] == [
        (128.0, 0, 0),
        (128.0, 0, 300),
        (128.0, 80, 200),
        (512.0, 0, 300),
    ]


def test_a_caption_is_known_by_its_pixels_and_its_author(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    said = caption("water", "trees", summary="A lake.", measurements=Measurements(water=0.7, colours="blue"))
    write(catalog, [TileResult(1, content_hash="h", captions={FACTS: said})])
    assert catalog.known_captions(["h", "other"], [FACTS, MODEL]) == {"h": {FACTS: said}}


def test_a_failed_caption_is_not_known(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    write(catalog, [TileResult(1, content_hash="h", captions={FACTS: Caption(failure="too dark")})])
    assert catalog.known_captions(["h"], [FACTS]) == {}


# --- batches ----------------------------------------------------------------------------------------------------------


def test_every_result_gives_its_tile_a_state_with_a_reason(catalog: GeoPackageCatalog, path: Path) -> None:
    raster_id = put(catalog, count=4)
    write(
        catalog,
        [
            TileResult(1, content_hash="h", valid_share=0.5, captions={FACTS: caption(summary="A lake.")}),
            TileResult(2, valid_share=0.0, blank="nodata only"),
            TileResult(3, failure="block 7 is corrupt"),
            TileResult(4, captions={FACTS: Caption(failure="too dark"), MODEL: Caption(failure="no answer")}),
        ],
    )
    assert sql(path, "SELECT state, reason, summary, valid_share FROM tiles ORDER BY id") == [
        ("done", "", "A lake.", 0.5),
        ("blank", "nodata only", "", 0.0),
        ("failed", "block 7 is corrupt", "", None),
        ("failed", "too dark", "", None),
    ]
    assert [ref.id for ref in catalog.pending_tiles(raster_id, [FACTS])] == [3, 4]


def test_a_tile_that_one_author_described_is_done_and_still_pending_for_the_other(
    catalog: GeoPackageCatalog, path: Path
) -> None:
    raster_id = put(catalog, count=1)
    write(catalog, [TileResult(1, captions={FACTS: caption("water"), MODEL: Caption(failure="no answer")})])
    assert states(path) == {"done": 1}
    assert catalog.pending([MODEL]) == {raster_id: 1}
    write(catalog, [TileResult(1, failure="file vanished")])
    assert sql(path, "SELECT state, reason FROM tiles") == [("done", "file vanished")]
    assert catalog.verify() == []


def test_a_captioner_with_nothing_to_say_is_done_with_the_tile(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=1)
    write(catalog, [TileResult(1, captions={FACTS: Caption()})])
    assert catalog.pending([FACTS]) == {}
    assert catalog.verify() == []


def test_a_new_model_replaces_the_old_one_and_leaves_other_captioners_alone(
    catalog: GeoPackageCatalog, path: Path
) -> None:
    put(catalog, count=1)
    describe(catalog, [1], author=FACTS, words=("water",))
    describe(catalog, [1], author=MODEL, words=("an old phrase", "water"))
    describe(catalog, [1], author=Author("model", "weights-2", "1"), words=("a new phrase",))
    texts = {text for (text,) in sql(path, "SELECT text FROM texts")}
    assert texts == {"water", "facts on tile 1", "model on tile 1", "a new phrase"}
    assert sql(path, "SELECT model FROM captions JOIN authors ON authors.id = author_id ORDER BY 1") == [
        ("1",),
        ("weights-2",),
    ]
    assert catalog.verify() == []


def test_a_new_model_that_fails_does_not_take_the_old_words_away(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=1)
    describe(catalog, [1], author=MODEL)
    newer = Author("model", "weights-2", "1")
    write(catalog, [TileResult(1, captions={newer: Caption(failure="out of memory")})])
    assert states(path) == {"done": 1}
    assert sql(path, "SELECT summary FROM tiles") == [("model on tile 1",)]
    assert catalog.pending([newer]) == {1: 1}
    assert catalog.verify() == []


@pytest.mark.parametrize("order", [(FACTS, MODEL), (MODEL, FACTS)])
def test_what_a_model_has_seen_is_the_summary_before_what_was_measured(
    catalog: GeoPackageCatalog, path: Path, order: tuple[Author, Author]
) -> None:
    put(catalog, count=1)
    for author in order:
        describe(catalog, [1], author=author)
    assert sql(path, "SELECT summary FROM tiles") == [("model on tile 1",)]


def test_unchanged_pixels_of_a_changed_raster_bring_other_authors_words_back(
    catalog: GeoPackageCatalog, path: Path
) -> None:
    put(catalog, count=2)
    describe(catalog, [1, 2], author=FACTS)
    describe(catalog, [1, 2], author=MODEL)
    put(catalog, count=2, fingerprint="edited")
    write(
        catalog,
        [
            TileResult(1, content_hash="hash 1", captions={FACTS: caption("water")}),
            TileResult(2, content_hash="other pixels", captions={FACTS: caption("sand")}),
        ],
    )
    assert catalog.pending([MODEL]) == {1: 1}
    assert [ref.id for ref in catalog.pending_tiles(1, [MODEL])] == [2]
    assert sql(path, "SELECT count(*) FROM descriptions WHERE tile_id = 2") == [(1,)]
    assert catalog.verify() == []


def test_a_described_tile_that_turns_blank_loses_its_words(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=1)
    describe(catalog, [1])
    put(catalog, count=1, fingerprint="edited")
    write(catalog, [TileResult(1, blank="black")])
    assert states(path) == {"blank": 1}
    assert sql(path, "SELECT (SELECT count(*) FROM texts), (SELECT count(*) FROM captions)") == [(0, 0)]
    assert catalog.verify() == []


def test_a_tile_deleted_meanwhile_is_passed_over(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=2)
    sql(path, "DELETE FROM tiles WHERE id = 1")
    describe(catalog, [1, 2])
    assert sql(path, "SELECT id, state FROM tiles") == [(2, "done")]


@pytest.mark.parametrize(
    "results",
    [
        [TileResult(1)],
        [TileResult(1, blank="black", failure="corrupt")],
        [TileResult(1, blank="black"), TileResult(1, blank="black")],
    ],
)
def test_a_batch_that_contradicts_itself_is_refused_whole(
    catalog: GeoPackageCatalog, path: Path, results: list[TileResult]
) -> None:
    put(catalog)
    with pytest.raises(ValueError, match="tile"):
        write(catalog, [TileResult(2, blank="black"), *results])
    assert states(path) == {"pending": 3}


def test_a_vector_of_the_wrong_length_stores_nothing(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=1)
    result = TileResult(1, captions={FACTS: caption("water")})
    with pytest.raises(ValueError, match="shape"):
        catalog.write_batch([result], embedder=EMBEDDER, vectors={"water": vector("water", 5)})
    assert states(path) == {"pending": 1}
    assert sql(path, "SELECT count(*) FROM texts") == [(0,)]


# --- vectors ----------------------------------------------------------------------------------------------------------


def test_a_text_is_embedded_once_and_each_tile_keeps_its_row(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog)
    describe(catalog, [1, 2, 3])
    assert sql(path, "SELECT count(*) FROM vectors") == [(4,)]
    assert sql(path, "SELECT count(*) FROM descriptions") == [(6,)]
    assert catalog.texts_without_vectors(["water", "new", "new", "facts on tile 1"], EMBEDDER) == ["new"]


def test_another_embedder_finds_every_text_to_do_in_portions(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    describe(catalog, [1, 2, 3])
    other = EmbedderInfo(name="maxi", fingerprint="f2", dim=4)
    assert catalog.count_texts_without_vectors(other) == 4
    seen = []
    while portion := catalog.all_texts_without_vectors(other, limit=3):
        seen.append(len(portion))
        catalog.write_vectors(other, {text: vector(text, 4) for text in portion})
    assert seen == [3, 1]
    assert catalog.count_texts_without_vectors(EMBEDDER) == catalog.count_texts_without_vectors(other) == 0
    assert catalog.verify() == []


def test_a_text_that_lost_its_vector_is_found_again(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog)
    describe(catalog, [1, 2, 3])
    assert catalog.all_texts_without_vectors(EMBEDDER, limit=10) == []
    sql(path, "DELETE FROM vectors WHERE id = 1")
    assert len(catalog.all_texts_without_vectors(EMBEDDER, limit=10)) == 1


def test_vectors_are_stored_as_little_endian_halves(catalog: GeoPackageCatalog, path: Path) -> None:
    import numpy as np

    put(catalog, count=1)
    write(catalog, [TileResult(1, captions={FACTS: caption("water")})])
    ((blob,),) = sql(path, "SELECT vector FROM vectors")
    assert np.frombuffer(blob, "<f2") == pytest.approx(vector("water"), abs=1e-3)


# --- generation -------------------------------------------------------------------------------------------------------


def generation(path: Path) -> int:
    """The part of it that rises; the other is random."""
    return int(sql(path, "SELECT value FROM tilescribe_meta WHERE key = 'generation'")[0][0].partition("-")[0])


def test_the_generation_rises_with_what_a_cache_may_hold_and_not_with_additions(
    catalog: GeoPackageCatalog, path: Path
) -> None:
    new = generation(path)
    raster_id = put(catalog)
    describe(catalog, [1, 2])
    describe(catalog, [1], author=MODEL)
    assert generation(path) == new
    rises = [generation(path)]
    for change in (
        lambda: describe(catalog, [1], author=Author("model", "weights-2", "1")),
        lambda: put(catalog, fingerprint="edited"),
        lambda: describe(catalog, [2], words=("sand",)),
        lambda: catalog.remove_rasters([raster_id]),
    ):
        change()
        rises.append(generation(path))
    assert rises == sorted(set(rises))


# --- runs -------------------------------------------------------------------------------------------------------------


def test_a_run_that_never_ended_is_interrupted_when_the_next_begins(catalog: GeoPackageCatalog) -> None:
    catalog.begin_run({"captioner": "facts"})
    second = catalog.begin_run({"path": Path("x")})
    catalog.end_run(second, status="done", counts={"done": 3})
    latest, first = catalog.runs(limit=5)
    assert (first.status, first.finished, first.settings) == ("interrupted", None, {"captioner": "facts"})
    assert (latest.id, latest.status, latest.counts) == (second, "done", {"done": 3})


def test_failures_outlive_their_tiles(catalog: GeoPackageCatalog) -> None:
    raster_id = put(catalog)
    run_id = catalog.begin_run({})
    catalog.record_failure(run_id, path="/imagery/a.tif", tile_id=2, stage="read", reason="corrupt")
    catalog.record_failure(run_id, path="/imagery/x.tif", tile_id=None, stage="open", reason="not a raster")
    catalog.remove_rasters([raster_id])
    assert [(one.path, one.tile_id, one.reason) for one in catalog.failures(limit=5)] == [
        ("/imagery/a.tif", None, "corrupt"),
        ("/imagery/x.tif", None, "not a raster"),
    ]


# --- many at once, and bad ends ---------------------------------------------------------------------------------------


def test_readers_see_each_batch_as_soon_as_it_is_written_and_only_whole(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=3)
    with open_catalog(path) as reader:
        assert reader.rasters()[0].tiles == {TileState.PENDING: 3}
        describe(catalog, [1, 2])
        assert reader.rasters()[0].tiles == {TileState.DONE: 2, TileState.PENDING: 1}


def test_methods_may_be_called_from_any_thread(catalog: GeoPackageCatalog) -> None:
    raster_id = put(catalog, count=20)
    errors: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, 21, 4):
                describe(catalog, [number])
                catalog.pending_tiles(raster_id, [FACTS])
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert catalog.pending([FACTS]) == {}
    assert catalog.verify() == []


def test_a_full_disk_loses_nothing_that_was_written(
    catalog: GeoPackageCatalog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raster_id = put(catalog)
    describe(catalog, [1])
    with catalog._connections.writing() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CatalogFullError, match="Free some space") as caught:
        describe(catalog, [2, 3], words=["long " * 5000])
    assert caught.value.__cause__ is not None
    assert states(path) == {"done": 1, "pending": 2}
    with catalog._connections.writing() as db:
        db.execute("PRAGMA max_page_count = 1000000")
    describe(catalog, [2, 3])
    assert catalog.pending([FACTS], raster_id=raster_id) == {}
    assert catalog.verify() == []


def test_a_reader_cannot_write(catalog: GeoPackageCatalog, path: Path) -> None:
    with open_catalog(path) as reader, pytest.raises(CatalogReadOnlyError, match="reading only"):
        reader.begin_run({})


def test_a_closed_catalog_says_so_and_may_be_closed_again(path: Path) -> None:
    catalog = open_catalog(path, mode="a")
    catalog.close()
    catalog.close()
    with pytest.raises(CatalogError, match="is closed"):
        catalog.rasters()


def test_closing_leaves_one_file_and_its_lock(path: Path) -> None:
    with open_catalog(path, mode="a") as catalog:
        put(catalog)
        catalog.rasters()
    assert sorted(file.name for file in path.parent.iterdir()) == ["area.gpkg", "area.gpkg.lock"]


WRITER = """
import sys
from tests.unit.catalog.made_up import describe
from tilescribe.catalog import open_catalog
with open_catalog(sys.argv[1], mode="w") as catalog:
    catalog.begin_run({})
    for start in range(int(sys.argv[2]), 2000, 4):
        describe(catalog, range(start, start + 4), words=[f"word {start}", "water"])
        print(start + 3, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_loses_nothing_it_had_reported(path: Path) -> None:
    root = Path(__file__).parents[3]
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=2000)
    reported = 0
    for round_ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(reported + 1)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        assert child.stdout is not None
        for _ in range(3 + 5 * round_):
            reported = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        # What it wrote between the last line read and the kill counts as reported, too.
        rest, _ = child.communicate()
        reported = max([reported, *(int(line) for line in rest.split("\n")[:-1])])
        with open_catalog(path) as reader:
            assert reader.verify() == []
            done = reader.rasters()[0].tiles[TileState.DONE]
        assert done in (reported, reported + 4)
        reported = done
    with open_catalog(path, mode="w") as catalog:
        catalog.begin_run({})
        assert [run.status for run in catalog.runs(limit=9)] == ["running", *["interrupted"] * 4]


def test_the_store_is_what_the_interface_asks_for(catalog: GeoPackageCatalog) -> None:
    from tilescribe.catalog.protocols import Catalog

    asked = {name for name in vars(Catalog) if not name.startswith("_")} | set(Catalog.__annotations__)
    assert {name for name in asked if not hasattr(catalog, name)} == set()


def test_what_was_written_answers_questions(catalog: GeoPackageCatalog) -> None:
    from tilescribe.domain.query import Filters

    put(catalog)
    describe(catalog, [1, 2], words=("a river with boats",))
    describe(catalog, [3], words=("dry sand",))
    assert catalog.candidates(Filters()).tolist() == [1, 2, 3]
    assert catalog.channels.lexical("boats").tile_ids.tolist() == [1, 2]
    scores = catalog.channels.dense(vector("dry sand"), space=EMBEDDER.fingerprint)
    assert scores.tile_ids[scores.scores.argmax()] == 3
    put(catalog, fingerprint="edited")
    assert catalog.candidates(Filters()).tolist() == catalog.channels.lexical("boats").tile_ids.tolist() == []
    write(catalog, [TileResult(2, content_hash="hash 2", captions={MODEL: caption(summary="A bridge.")})])
    assert catalog.channels.lexical("boats").tile_ids.tolist() == [2]


def test_the_size_of_a_catalog_counts_what_is_not_yet_worked_in(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog)
    log = path.with_name(f"{path.name}-wal")
    assert catalog.size_bytes() == path.stat().st_size + log.stat().st_size > path.stat().st_size
