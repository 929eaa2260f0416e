"""Counts over a whole catalog are taken anew when something was committed to it, and not otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.e2e.runs import run
from tests.scenes import draw

from tilescribe.catalog import open_annotations, open_catalog
from tilescribe.catalog.geopackage.changes import ChangeCounter
from tilescribe.catalog.types import Judgement
from tilescribe.domain.tile import TileState
from tilescribe.service.statistics import FILLING_SHARE, CatalogStatistics, Counted


class Clock:
    """Each look at it takes some seconds."""

    def __init__(self, *, step_s: float = 0.0) -> None:
        self.now, self.step_s = 100.0, step_s

    def __call__(self) -> float:
        self.now += self.step_s
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(step_s=1.0)


@pytest.fixture
def statistics(described: Path, clock: Clock) -> Iterator[CatalogStatistics]:
    with open_catalog(described) as store:
        yield CatalogStatistics(store, clock=clock)


def done(counted: Counted) -> int:
    tiles = sum(raster.tiles.get(TileState.DONE, 0) for raster in counted.rasters)
    assert {row.author.captioner: row.done for row in counted.coverage} == {"facts": tiles, "fake": tiles}
    assert sum(outline.described["fake"] for outline in counted.outlines) == tiles
    return tiles


def test_what_did_not_change_is_not_counted_again(statistics: CatalogStatistics, described: Path) -> None:
    first = statistics.current(filling=False)
    assert done(first) == 9
    with open_catalog(described) as other:
        assert other.rasters()
    assert statistics.current(filling=False) is first
    assert statistics.current(filling=True) is first


def test_what_another_has_committed_is_counted(statistics: CatalogStatistics, described: Path, raster: Path) -> None:
    assert done(statistics.current(filling=False)) == 9
    run([draw(raster.with_name("more.tif"), seed=5)], described)
    assert done(statistics.current(filling=False)) == 18
    with closing(sqlite3.connect(described, isolation_level=None)) as db:
        db.execute("UPDATE captions SET state = 'failed' WHERE id = (SELECT max(id) FROM captions)")
    coverage = statistics.current(filling=False).coverage
    assert sorted((row.done, row.failed) for row in coverage) == [(17, 1), (18, 0)]


def test_while_a_job_fills_it_counting_takes_a_small_share_of_the_time(
    statistics: CatalogStatistics, clock: Clock, described: Path, raster: Path
) -> None:
    first = statistics.current(filling=True)  # in one second of this clock
    run([draw(raster.with_name("more.tif"), seed=5)], described)
    clock.now += 1 / FILLING_SHARE - 3
    assert statistics.current(filling=True) is first
    clock.now += 2
    assert done(statistics.current(filling=True)) == 18
    run([draw(raster.with_name("third.tif"), seed=6)], described)
    assert done(statistics.current(filling=False)) == 27, "when it has ended they are right at once"


def test_a_version_changes_with_every_commit_and_only_then(described: Path) -> None:
    counter = ChangeCounter(str(described))
    seen = [counter.version(), counter.version()]
    with open_annotations(described) as notes:
        seen.append(counter.version())
        notes.mark(1, Judgement(question="a lake", verdict="confirmed"))
        seen.append(counter.version())
    assert seen[0] == seen[1] == seen[2] != seen[3]
    counter.close()
    counter.close()
