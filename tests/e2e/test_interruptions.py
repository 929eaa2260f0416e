"""Whatever happens to the process, at most the batch in flight is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.e2e.runs import contents, last, run

from tilescribe import index, open_catalog
from tilescribe.domain.description import Caption
from tilescribe.domain.events import TilesWritten
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import CatalogFullError, CatalogLockedError
from tilescribe.testing import FakeCaptioner, HashEmbedder

WRITER = """
import sys
from tilescribe import index
from tilescribe.domain.events import TilesWritten
from tilescribe.testing import FakeCaptioner, HashEmbedder
events = index([sys.argv[1]], catalog=sys.argv[2], captioner=FakeCaptioner(batch_size=2, delay_s=0.02),
               embedder=HashEmbedder())
for event in events:
    if isinstance(event, TilesWritten):
        print(event.done, flush=True)
        if "hold" in sys.argv:
            sys.stdin.read()
"""
"""With `hold` it goes on only when its input ends."""

ROUNDS = 6


def start(imagery: Path, catalog: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(imagery), str(catalog), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_run_continues_where_it_stopped(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "killed.gpkg"
    rng = random.Random(2512)
    reported = 0
    for _ in range(ROUNDS):
        child = start(imagery, catalog)
        assert child.stdout is not None
        for _ in range(rng.randrange(1, 4)):  # some batches are safe, then the axe falls anywhere in the next one
            line = child.stdout.readline()
            reported += 2 if line else 0
        time.sleep(rng.random() * 0.05)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        with open_catalog(catalog) as store:
            assert store.verify() == []
            done = sum(count for raster in store.rasters() for state, count in raster.tiles.items() if state == "done")
        assert done >= min(reported, 27)
    finished = last(run([imagery], catalog))
    assert finished.status == "done"
    with open_catalog(catalog) as store:
        assert store.verify() == []
        assert store.runs(limit=20)[1].status in {"interrupted", "done"}
    run([imagery], tmp_path / "straight.gpkg")
    assert contents(catalog) == contents(tmp_path / "straight.gpkg")


def test_a_second_writer_is_refused_and_a_reader_is_not(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    writer = start(imagery, catalog, "hold")
    assert writer.stdout is not None
    writer.stdout.readline()
    try:
        with pytest.raises(CatalogLockedError, match=str(writer.pid)):
            run([imagery], catalog)
        with open_catalog(catalog) as store:
            assert store.rasters()
    finally:
        writer.kill()
        writer.communicate()
    assert last(run([imagery], catalog)).status == "done"  # the lock went with the process


def test_a_full_disk_ends_the_run_with_one_clear_error_and_keeps_what_was_there(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = tmp_path / "area.gpkg"
    done = last(run([imagery / "lake_20260915.tif"], catalog)).done
    import sqlite3

    connect = sqlite3.connect

    def on_a_small_disk(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)  # type: ignore[arg-type]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", on_a_small_disk)
    with pytest.raises(CatalogFullError):
        run([imagery], catalog)
    monkeypatch.undo()
    with open_catalog(catalog) as store:
        assert store.verify() == []
        kept = sum(count for raster in store.rasters() for state, count in raster.tiles.items() if state == "done")
    assert kept >= done
    assert last(run([imagery], catalog)).status == "done"


def test_ctrl_c_finishes_the_batch_and_says_how_to_go_on(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    script = (
        "import sys, tilescribe.indexing as indexing\n"
        "from tilescribe.testing import FakeCaptioner, HashEmbedder\n"
        "from tilescribe.cli import main\n"
        "class UntilCancelled(FakeCaptioner):\n"
        "    def describe(self, tiles):\n"
        "        if len(self.batches) == 2:\n"
        "            cancel.wait(300)\n"
        "        return super().describe(tiles)\n"
        "real = indexing.index\n"
        "def index(*a, **k):\n"
        "    global cancel\n"
        "    cancel = k['cancel']\n"
        "    return real(*a, **k, captioner=UntilCancelled(batch_size=1), embedder=HashEmbedder())\n"
        "indexing.index = index\n"
        "main(sys.argv[1:])\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, "index", str(imagery), "--catalog", str(catalog), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert child.stdout is not None
    for line in child.stdout:
        if "TilesWritten" in line:
            break
    child.send_signal(signal.SIGINT)
    rest, messages = child.communicate(timeout=300)
    assert child.returncode == 130
    assert '"status": "cancelled"' in rest
    assert "go on with" in messages
    with open_catalog(catalog) as store:
        assert store.verify() == []


def test_ctrl_c_while_it_prepares_for_questions_ends_that_at_once(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    script = (
        "import sys, threading, tilescribe.indexing as indexing\n"
        "from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog\n"
        "from tilescribe.testing import FakeCaptioner, HashEmbedder\n"
        "from tilescribe.cli import main\n"
        "def prepare(self):\n"
        "    print('preparing now', flush=True)\n"
        "    threading.Event().wait(300)\n"
        "GeoPackageCatalog.prepare = prepare\n"
        "real = indexing.index\n"
        "indexing.index = lambda *a, **k: real(*a, **k, captioner=FakeCaptioner(), embedder=HashEmbedder())\n"
        "main(sys.argv[1:])\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, "index", str(imagery), "--catalog", str(catalog), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert child.stdout is not None
    for line in child.stdout:
        if "preparing now" in line:
            break
    child.send_signal(signal.SIGINT)
    rest, messages = child.communicate(timeout=200)
    assert child.returncode == 130
    assert '"status": "done"' in rest
    assert "the next question does it" in messages
    with open_catalog(catalog) as store:
        assert store.verify() == []
        assert store.runs(limit=1)[0].status == "done"


def test_the_catalog_can_be_searched_while_it_is_being_filled(imagery: Path, tmp_path: Path) -> None:
    from tilescribe import search

    catalog = tmp_path / "area.gpkg"
    found = []
    for event in index([imagery], catalog=catalog, captioner=FakeCaptioner(batch_size=4), embedder=HashEmbedder()):
        if isinstance(event, TilesWritten):
            with open_catalog(catalog) as store:
                answer = search(store, "a lake", k=100, embedder=HashEmbedder(), merge_places=False)
            found.append((event.done, answer.candidates))
    assert found[-1] == (27, 27)
    assert all(searchable >= done for done, searchable in found)


def test_after_a_cancel_no_batch_is_begun_that_was_only_measured(imagery: Path, tmp_path: Path) -> None:
    cancel, second_begun = threading.Event(), threading.Event()
    begun_late = []

    class Watched(FakeCaptioner):
        def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
            begun_late.append(cancel.is_set())
            if len(begun_late) == 2:  # at work when the run is cancelled, while measured batches wait before it
                second_begun.set()
                assert cancel.wait(300)
            return super().describe(tiles)

    captioner = Watched(batch_size=2)
    catalog = tmp_path / "area.gpkg"
    happened = []
    for event in index([imagery], catalog=catalog, captioner=captioner, embedder=HashEmbedder(), cancel=cancel):
        happened.append(event)
        if isinstance(event, TilesWritten):
            assert second_begun.wait(300)
            cancel.set()
    assert last(happened).status == "cancelled"
    assert begun_late == [False, False]
    assert last(run([imagery], catalog, captioner=captioner)).status == "done"
    run([imagery], tmp_path / "straight.gpkg")
    assert contents(catalog) == contents(tmp_path / "straight.gpkg")
