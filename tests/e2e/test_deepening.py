"""A slower captioner looks only at what is worth it, and nothing is described twice or lost."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from tests.e2e.runs import last, run
from tests.scenes import draw

from tilescribe import open_catalog
from tilescribe.catalog.types import Coverage
from tilescribe.cli.main import main
from tilescribe.domain import events
from tilescribe.domain.bands import Role
from tilescribe.domain.description import Author, Caption, Tag, VisualVector
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.query import Filters
from tilescribe.indexing import Deepening, deepen
from tilescribe.testing import FakeCaptioner, HashEmbedder

SCOUT = Author("scout", "1", "1")
DEEP = Author("deep", "1", "1")
TILES = 27


class Scout(FakeCaptioner):
    """A first scan that tells water from land by the near infrared."""

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        return [replace(one, **self._seen(tile)) for one, tile in zip(super().describe(tiles), tiles, strict=True)]

    def _seen(self, tile: TilePixels) -> dict[str, object]:
        nir = tile.physical(Role.NIR)
        assert nir is not None
        water = float((nir < 0.1).mean())
        vector = np.array([water, 1 - water, 0.1])
        name = "water" if water > 0.5 else "forest"
        visual = VisualVector.of(vector, space=HashEmbedder(dim=3).fingerprint)
        return {"tags": (Tag(name, 0.9),), "visual": visual, "measurements": None}


class Watcher(FakeCaptioner):
    """Remembers which tiles it was shown. Like a language model it measures nothing."""

    def __init__(self, **options: object) -> None:
        super().__init__(author=DEEP, **options)  # type: ignore[arg-type]
        self.shown: list[int] = []

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        self.shown += [tile.tile.id for tile in tiles]
        return [replace(caption, measurements=None) for caption in super().describe(tiles)]


@pytest.fixture
def catalog(imagery: Path, tmp_path: Path) -> Path:
    """After a first scan: a mixed raster, a lake and a forest, nine tiles each."""
    path = tmp_path / "area.gpkg"
    assert last(run([imagery], path, captioner=Scout(author=SCOUT))).status == "done"
    return path


def look(
    catalog: Path, captioner: FakeCaptioner, *, paths: Sequence[Path] | None = None, **deepening: object
) -> list[events.Event]:
    return list(
        deepen(
            catalog,
            captioner=captioner,
            deepening=Deepening(**deepening),  # type: ignore[arg-type]
            paths=paths,
            embedder=HashEmbedder(),
        )
    )


def covered(catalog: Path, author: Author = DEEP) -> Coverage:
    with open_catalog(catalog) as store:
        assert store.verify() == []
        return next(row for row in store.coverage() if row.author == author)


def tiles_of(catalog: Path, name: str) -> set[int]:
    with sqlite3.connect(catalog) as db:
        return {tile_id for (tile_id,) in db.execute("SELECT id FROM tiles WHERE raster LIKE ?", (f"{name}%",))}


def test_open_water_is_described_once_and_shared(catalog: Path) -> None:
    captioner = Watcher()
    finished = last(look(catalog, captioner))
    lake = tiles_of(catalog, "lake")
    assert len(lake & set(captioner.shown)) == 1
    assert covered(catalog) == Coverage(DEEP, TILES, 0, inherited=finished.inherited)
    assert finished.inherited == TILES - len(captioner.shown)
    assert finished.status == "done"
    with open_catalog(catalog) as store:
        said = {text.text for tile_id in lake for text in store.descriptions(tile_id) if text.author == DEEP}
    assert len(said) == 2  # the summary and the features of one tile


def test_a_boat_on_the_lake_is_not_overlooked(imagery: Path, tmp_path: Path) -> None:
    with rasterio.open(imagery / "lake_20260915.tif", "r+") as lake:
        scene = lake.read()
        scene[:, 320:326, 340:352] = 6000  # 3 m by 6 m in the middle tile, a thousandth of it
        lake.write(scene)
    catalog = tmp_path / "area.gpkg"
    run([imagery], catalog, captioner=Scout(author=SCOUT))
    captioner = Watcher()
    look(catalog, captioner)
    with sqlite3.connect(catalog) as db:
        ((boat,),) = db.execute("SELECT id FROM tiles WHERE raster LIKE 'lake%' AND row = 224 AND col = 224").fetchall()
        taken_over = db.execute("SELECT count(*) FROM inheritances WHERE tile_id = ? OR source_id = ?", (boat, boat))
        assert taken_over.fetchone() == (0,)
    assert boat in captioner.shown
    assert len(tiles_of(catalog, "lake") & set(captioner.shown)) == 2


def test_a_second_look_has_nothing_to_do_and_another_prompt_everything(catalog: Path) -> None:
    look(catalog, Watcher())
    again = Watcher()
    assert last(look(catalog, again)).done == 0
    assert again.shown == []
    changed = FakeCaptioner(author=replace(DEEP, prompt_version="2"))
    assert last(look(catalog, changed)).done == TILES
    assert covered(catalog, changed.author).done == TILES
    with open_catalog(catalog) as store:
        assert DEEP not in {row.author for row in store.coverage()}  # replaced, not piled up


def test_two_models_stand_side_by_side(catalog: Path) -> None:
    look(catalog, Watcher())
    other = FakeCaptioner(author=Author("another", "1", "1"))
    look(catalog, other)
    assert covered(catalog).done == covered(catalog, other.author).done == TILES


def test_without_sharing_every_tile_is_described_also_those_that_inherited(catalog: Path) -> None:
    look(catalog, Watcher())
    inherited = covered(catalog).inherited
    assert inherited
    captioner = Watcher()
    look(catalog, captioner, share=False)
    assert len(captioner.shown) == inherited
    assert covered(catalog) == Coverage(DEEP, TILES, 0, inherited=0)


def test_the_most_informative_tiles_come_first_and_a_second_run_does_not_go_on(catalog: Path) -> None:
    captioner = Watcher(batch_size=1)
    look(catalog, captioner, most=5, share=False)
    assert len(captioner.shown) == 5
    assert set(captioner.shown) <= tiles_of(catalog, "scene")  # water and forest in one raster, edges between them
    look(catalog, again := Watcher(), most=5, share=False)
    assert again.shown == []


def test_chosen_tiles_are_looked_at_and_no_others(catalog: Path) -> None:
    chosen = tuple(sorted(tiles_of(catalog, "scene"))[2:5])
    captioner = Watcher()
    look(catalog, captioner, tile_ids=chosen, share=False)
    assert sorted(captioner.shown) == list(chosen)


def test_an_extent_restricts_the_look(catalog: Path) -> None:
    with open_catalog(catalog) as store:
        west, south, east, north = next(iter(store.tiles(sorted(tiles_of(catalog, "forest"))[:1]))).footprint.bounds
        box = (west + 1e-5, south + 1e-5, east - 1e-5, north - 1e-5)
        expected = set(store.candidates(Filters(bounds=box)).tolist())
    captioner = Watcher()
    look(catalog, captioner, filters=Filters(bounds=box), share=False)
    assert set(captioner.shown) == expected
    assert 0 < len(expected) < 9


def test_only_the_rasters_that_are_named(catalog: Path, imagery: Path) -> None:
    captioner = Watcher()
    draw(imagery / "deep" / "new.tif", seed=8, west=409_000.0)
    happened = look(catalog, captioner, paths=[imagery / "deep"], share=False)
    assert set(captioner.shown) == tiles_of(catalog, "forest")
    (notice,) = [event for event in happened if isinstance(event, events.Notice)]
    assert notice.path.endswith("new.tif")
    assert "index it first" in notice.message


def test_a_raster_that_changed_is_left_out_and_named(catalog: Path, imagery: Path) -> None:
    os.utime(imagery / "lake_20260915.tif", ns=(1, 1))
    captioner = Watcher()
    happened = look(catalog, captioner, share=False)
    assert not set(captioner.shown) & tiles_of(catalog, "lake")
    assert [event.path for event in happened if isinstance(event, events.Notice)] == [
        str(imagery / "lake_20260915.tif")
    ]


def test_a_raster_that_cannot_be_read_any_more_costs_only_itself(catalog: Path, imagery: Path) -> None:
    lake = imagery / "lake_20260915.tif"
    stat = lake.stat()
    lake.write_bytes(b"\0" * stat.st_size)
    os.utime(lake, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    finished = last(look(catalog, Watcher()))
    assert finished.status == "partial"
    assert finished.failed_rasters == 1
    assert covered(catalog).done == TILES - 9


def test_where_the_tile_that_others_wait_for_fails_another_takes_its_place(catalog: Path) -> None:
    lake = tiles_of(catalog, "lake")
    tried: list[int] = []

    def fails(tile: TilePixels) -> bool:
        if tile.tile.id in lake:
            tried.append(tile.tile.id)
        return tile.tile.id in lake and len(tried) == 1

    finished = last(look(catalog, Watcher(fails=fails)))
    row = covered(catalog)
    assert (row.done, row.failed) == (TILES - 1, 1)
    assert finished.status == "partial"
    assert len(tried) == 2


def test_a_model_that_fails_on_all_water_leaves_every_tile_with_a_reason(catalog: Path) -> None:
    lake = tiles_of(catalog, "lake")
    captioner = Watcher(fails=lambda tile: tile.tile.id in lake)
    finished = last(look(catalog, captioner))
    assert finished.failed == len(lake)
    row = covered(catalog)
    assert row.done + row.failed == TILES
    with open_catalog(catalog) as store:
        assert {failure.tile_id for failure in store.failures(limit=100)} == lake
        assert all(tile.reason for tile in store.tiles(sorted(lake)))
    retried = Watcher()
    look(catalog, retried)
    assert covered(catalog) == Coverage(DEEP, TILES, 0, inherited=row.inherited + len(lake) - 1)


def test_a_look_that_was_stopped_goes_on(catalog: Path) -> None:
    cancel = threading.Event()
    first = Watcher(batch_size=1)
    for event in deepen(catalog, captioner=first, embedder=HashEmbedder(), cancel=cancel):
        if isinstance(event, events.TilesWritten):
            cancel.set()
    row = covered(catalog)
    assert 0 < row.done < TILES
    second = Watcher(batch_size=1)
    look(catalog, second)
    assert not set(first.shown) & set(second.shown)
    assert covered(catalog).done == TILES


def test_near_duplicates_of_a_tile_described_in_an_earlier_run_are_found(catalog: Path) -> None:
    lake = sorted(tiles_of(catalog, "lake"))
    look(catalog, Watcher(), tile_ids=tuple(lake[:1]))
    captioner = Watcher()
    look(catalog, captioner, tile_ids=tuple(lake))
    assert captioner.shown == []
    assert covered(catalog) == Coverage(DEEP, 9, 0, inherited=8)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "tifs", "-c", "area.gpkg", "--most", "5"], "--most needs --deepen"),
        (["index", "tifs", "-c", "area.gpkg", "--no-share", "--bbox", "1,2,3,4"], "--bbox, --no-share needs --deepen"),
        (["index", "tifs", "-c", "area.gpkg", "--deepen", "--levels", "128"], "--levels cannot be used with --deepen"),
        (["index", "tifs", "-c", "area.gpkg", "--deepen", "--most", "0"], "0 tiles"),
        (["search", "area.gpkg", "a lake", "--deepen", "5"], "need a model"),
        (["search", "area.gpkg", "a lake", "--verify", "0", "--captioner", "facts"], "--verify 0 is out of range"),
        (["search", "area.gpkg", "a lake", "--verify", "5", "--captioner", "facts"], "'facts' cannot say"),
        (["search", "area.gpkg", "a lake", "--prompt", "disaster"], "needs --deepen"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    catalog: Path, imagery: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(imagery.parent)
    monkeypatch.setattr("tilescribe.searching.ranking.load_embedder", lambda *_: HashEmbedder())
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_info_tells_how_many_descriptions_are_inherited(
    catalog: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = last(look(catalog, Watcher()))
    with pytest.raises(SystemExit):
        main(["info", str(catalog)])
    share = f"{finished.inherited} of them ({finished.inherited / TILES:.0%}) inherited"
    assert share in " ".join(capsys.readouterr().out.split())
