"""Which tiles a deeper look is worth, in which order, and which of them share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tilescribe.domain.query import Filters
from tilescribe.errors import InvalidOptionError
from tilescribe.indexing.informative import informativeness
from tilescribe.indexing.near_duplicates import Groups, first_of_each

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import ScannedTile
    from tilescribe.domain.description import Author
    from tilescribe.domain.tile import TileRef

__all__ = ["Choice", "Deepening", "Task", "choose"]


@dataclass(frozen=True, slots=True)
class Deepening:
    """What is worth a deeper look. All given conditions must hold; with none it is every described tile."""

    filters: Filters = field(default_factory=Filters)
    most: int | None = None
    """Only so many tiles, the most informative; those described already count, so that a second run is idle."""
    tile_ids: tuple[int, ...] | None = None
    """Only these, in this order, such as the hits of a question; None for all, the most informative first."""
    share: bool = True
    """Near-identical tiles share a description; without it each is described itself, also those that inherited one."""

    def __post_init__(self) -> None:
        if self.most is not None and self.most < 1:
            raise InvalidOptionError(f"{self.most} tiles to look at are too few", remedy="Give 1 or more")


@dataclass(frozen=True, slots=True)
class Task:
    """One tile to describe, with those that will share what is said of it if their pixels agree."""

    ref: TileRef
    worth: float
    """Tasks with more come first."""
    near_duplicates: tuple[TileRef, ...] = ()
    described: bool = False
    """It has its description; only the near-duplicates lack theirs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to do, the most worthwhile first."""

    tasks: Sequence[Task]

    @property
    def tiles(self) -> int:
        """How many tiles will get a description, their own or another's."""
        return sum((not task.described) + len(task.near_duplicates) for task in self.tasks)


def choose(catalog: Catalog, author: Author, *, raster_ids: Sequence[int], deepening: Deepening) -> Choice:
    """The described tiles of these rasters that deserve a description by `author` and lack it.

    A tile on which the author failed before is asked for again.
    """
    wanted = _wanted(catalog, deepening)
    if deepening.most is not None:
        wanted = _best(catalog, author, raster_ids=raster_ids, wanted=wanted, most=deepening.most)
    tasks: list[Task] = []
    for raster_id in raster_ids:
        tiles = catalog.coarse_results(raster_id, author)
        tasks += _tasks(list(_valued(tiles, wanted)), tiles, share=deepening.share)
    return Choice(sorted(tasks, key=lambda task: (-task.worth, task.ref.id)))


def _wanted(catalog: Catalog, deepening: Deepening) -> dict[int, float | None] | None:
    """Tile id to its worth, None where that is its informativeness; None for all tiles."""
    wanted: dict[int, float | None] | None = None
    if deepening.tile_ids is not None:
        wanted = {tile_id: float(-at) for at, tile_id in enumerate(deepening.tile_ids)}
    if not deepening.filters.empty:
        passing = catalog.candidates(deepening.filters).tolist()
        wanted = dict.fromkeys(passing) if wanted is None else {one: wanted[one] for one in passing if one in wanted}
    return wanted


def _best(
    catalog: Catalog, author: Author, *, raster_ids: Sequence[int], wanted: dict[int, float | None] | None, most: int
) -> dict[int, float | None]:
    valued = [
        (worth, tile.ref.id)
        for raster_id in raster_ids
        for tile, worth in _valued(catalog.coarse_results(raster_id, author), wanted)
    ]
    valued.sort(key=lambda one: (-one[0], one[1]))
    return {tile_id: worth for worth, tile_id in valued[:most]}


def _valued(
    tiles: Sequence[ScannedTile], wanted: dict[int, float | None] | None
) -> Iterator[tuple[ScannedTile, float]]:
    """The wanted ones of the tiles of one raster with their worth, the best first."""
    found = []
    for tile, informative in zip(tiles, informativeness(tiles), strict=True):
        if wanted is None or tile.ref.id in wanted:
            given = None if wanted is None else wanted[tile.ref.id]
            found.append((tile, informative if given is None else given))
    yield from sorted(found, key=lambda one: -one[1])


def _tasks(valued: Sequence[tuple[ScannedTile, float]], tiles: Sequence[ScannedTile], *, share: bool) -> list[Task]:
    """Of one raster."""
    worth = {tile.ref.id: value for tile, value in valued}
    lacking = [tile for tile, _ in valued if tile.state != "done" or (not share and tile.inherited_from is not None)]
    if not share:
        return [Task(tile.ref, worth[tile.ref.id]) for tile in lacking]
    groups = Groups()
    for tile in tiles:
        if tile.state == "done" and tile.inherited_from is None:
            groups.add_source(tile)
    chosen = [Task(tile.ref, worth[tile.ref.id]) for tile in first_of_each(lacking, groups)]
    known = {tile.ref.id: tile.ref for tile in tiles}
    near_duplicates = {source: tuple(tile.ref for tile in near) for source, near in groups.near_duplicates.items()}
    tasks = [replace(task, near_duplicates=near_duplicates.pop(task.ref.id, ())) for task in chosen]
    return tasks + [
        Task(known[source], max(worth[ref.id] for ref in refs), refs, described=True)
        for source, refs in near_duplicates.items()
    ]
