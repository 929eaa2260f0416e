"""The mission list: every mark of one or several catalogs, filtered, ordered and counted.

Nothing here touches a widget or the engine, so that 50,000 marks are gone through in a thread (`list_entries`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Callable, Optional

from .protocol import Mark, MarkedTile
from .protocol.catalogs import Bounds

__all__ = [
    "BY_AUTHOR",
    "BY_PLACE",
    "BY_QUESTION",
    "BY_TIME",
    "BY_VERDICT",
    "NOTED",
    "EntryKey",
    "MarkChanges",
    "MissionCatalog",
    "MissionCounts",
    "MissionEntry",
    "MissionFilter",
    "MissionListing",
    "changed_marks",
    "entries_of",
    "list_entries",
]

NOTED = "noted"
"""What stands for the verdict of a mark that has none: a note, a drawing or a count only."""
BY_TIME, BY_PLACE, BY_VERDICT, BY_AUTHOR, BY_QUESTION = "time", "place", "verdict", "author", "question"
"""Orders of the list. Within each the latest comes first."""

EntryKey = tuple[str, str, str]
"""(catalog, place, author): what tells one entry from another as long as both last."""
MarkChanges = dict[int, dict[str, Optional[Mark]]]
"""Tile to author to what that author thinks of it now; None where the mark was taken back."""


@dataclass(frozen=True)
class MissionCatalog:
    """A catalog whose marks are listed."""

    id: str
    path: str
    name: str


@dataclass(frozen=True)
class MissionEntry:
    """One mark of one author, with its place."""

    catalog: MissionCatalog
    mark: MarkedTile
    key: EntryKey
    boxes: tuple[Bounds, ...]
    """(west, south, east, north) of each part of the place; several where it lies on the antimeridian."""

    @property
    def place(self) -> tuple[str, str]:
        """What the marks of several authors on one tile have in common."""
        return self.key[:2]

    @property
    def verdict(self) -> str:
        """confirmed, rejected, unsure, or NOTED."""
        return self.mark.verdict or NOTED


@dataclass(frozen=True)
class MissionFilter:
    """What of the list is wanted; all of what is given has to hold."""

    verdict: Optional[str] = None
    """confirmed, rejected, unsure or NOTED"""
    grade: Optional[str] = None
    author: Optional[str] = None
    """An empty one is the author of marks that nobody signed."""
    question: Optional[str] = None
    label: Optional[str] = None
    text: str = ""
    """Words that all have to occur, in any order and case, in the note, place, question, author, grade or summary."""
    bounds: Optional[Bounds] = None
    """(west, south, east, north) that the place has to touch; west > east across the antimeridian."""

    @property
    def active(self) -> bool:
        return self != MissionFilter()

    def tests(self) -> list[Callable[[MissionEntry], bool]]:
        """One function for each part that is given."""
        tests: list[Callable[[MissionEntry], bool]] = []
        if self.verdict is not None:
            tests.append(lambda entry: entry.verdict == self.verdict)
        for name in ("grade", "author", "question", "label"):
            wanted = getattr(self, name)
            if wanted is not None:
                tests.append(_equals(name, wanted))
        words = self.text.casefold().split()
        if words:
            tests.append(lambda entry: _has_words(entry, words))
        if self.bounds is not None:
            views = _unwrapped(self.bounds)
            tests.append(lambda entry: any(_touch(box, view) for box in entry.boxes for view in views))
        return tests


@dataclass(frozen=True)
class MissionCounts:
    """How many places are judged how; a place that several people judge alike counts once."""

    confirmed: int = 0
    rejected: int = 0
    unsure: int = 0
    noted: int = 0
    """Places with notes, drawings or counts only."""
    disputed: int = 0
    """Places that people judge differently; they count in none of the others."""
    drawn: int = 0
    """Marks with a shape."""
    counted: int = 0
    """Sum of what was counted."""


@dataclass(frozen=True)
class MissionListing:
    """What the list shows."""

    entries: tuple[MissionEntry, ...] = ()
    counts: MissionCounts = MissionCounts()
    """Of `entries`."""
    total: int = 0
    """Marks before filtering."""
    disputed: frozenset[tuple[str, str]] = frozenset()
    """Places that people judge differently."""
    judged: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Catalog to the numbers of its tiles that anybody has judged, before filtering."""
    rows: Mapping[EntryKey, int] = field(default_factory=dict, compare=False)
    """Where each entry stands in `entries`."""
    grades: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """What filters can be chosen from, before filtering."""


def entries_of(
    catalog: MissionCatalog, tiles: Iterable[MarkedTile], known: Iterable[MissionEntry] = ()
) -> tuple[MissionEntry, ...]:
    """The marks of a catalog as entries, in the same order.

    Of `known` ones those that are as they were are taken as they are, so that whoever compares finds them the same at
    once.
    """
    before = {entry.key: entry for entry in known}
    made = (_entry(catalog, tile) for tile in tiles)
    return tuple(before[entry.key] if before.get(entry.key) == entry else entry for entry in made)


def changed_marks(before: Iterable[MissionEntry], after: Iterable[MissionEntry]) -> MarkChanges:
    """What is another mark now than it was, or is gone; marks without a tile are left out."""
    known = {entry.key: entry for entry in before if entry.mark.tile_id is not None}
    changes: MarkChanges = {}
    for entry in after:
        tile = entry.mark.tile_id
        if tile is None:
            continue
        old = known.pop(entry.key, None)
        if old is None or old.mark.mark != entry.mark.mark:
            changes.setdefault(tile, {})[entry.mark.author] = entry.mark.mark
    for gone in known.values():
        if gone.mark.tile_id is not None:
            changes.setdefault(gone.mark.tile_id, {})[gone.mark.author] = None
    return changes


def list_entries(entries: Iterable[MissionEntry], wanted: MissionFilter, *, order: str = BY_TIME) -> MissionListing:
    """The entries that are wanted, in order, with counts and what filters can be chosen from."""
    everything = tuple(entries)
    tests = wanted.tests()
    kept = [entry for entry in everything if all(test(entry) for test in tests)]
    # Both sorts are stable, and compare text only: tuples would take ten times as long, under Python's lock.
    kept.sort(key=lambda entry: entry.mark.updated, reverse=True)
    if order != BY_TIME:
        kept.sort(key=_ORDERS[order])
    disputed = _disputed(everything)
    judged: dict[str, set[int]] = {}
    for entry in everything:
        if entry.mark.tile_id is not None and entry.mark.verdict:
            judged.setdefault(entry.catalog.id, set()).add(entry.mark.tile_id)
    return MissionListing(
        entries=tuple(kept),
        counts=_counts(kept, disputed),
        total=len(everything),
        disputed=disputed,
        judged={catalog: frozenset(tiles) for catalog, tiles in judged.items()},
        rows={entry.key: row for row, entry in enumerate(kept)},
        grades=_values(everything, "grade"),
        authors=_values(everything, "author", empty=True),
        questions=_values(everything, "question"),
        labels=_values(everything, "label"),
    )


def _entry(catalog: MissionCatalog, tile: MarkedTile) -> MissionEntry:
    place = str(tile.tile_id) if tile.tile_id is not None else f"{tile.path} {tile.geometry['coordinates']}"
    return MissionEntry(catalog, tile, (catalog.id, place, tile.author), _boxes(tile.geometry))


def _boxes(geometry: dict) -> tuple[Bounds, ...]:
    coordinates = geometry["coordinates"]
    parts = coordinates if geometry["type"] == "MultiPolygon" else (coordinates,)
    boxes = []
    for rings in parts:
        eastings, northings = [place[0] for place in rings[0]], [place[1] for place in rings[0]]
        boxes.append((min(eastings), min(northings), max(eastings), max(northings)))
    return tuple(boxes)


def _unwrapped(bounds: Bounds) -> tuple[Bounds, ...]:
    west, south, east, north = bounds
    return (bounds,) if west <= east else ((west, south, 180.0, north), (-180.0, south, east, north))


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _equals(name: str, wanted: str) -> Callable[[MissionEntry], bool]:
    return lambda entry: getattr(entry.mark, name) == wanted


def _has_words(entry: MissionEntry, words: list[str]) -> bool:
    mark = entry.mark
    texts = (mark.note, mark.raster, mark.path, mark.label, mark.question, mark.author, mark.grade, mark.summary)
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in words)


def _place_order(entry: MissionEntry) -> str:
    mark = entry.mark
    return f"{entry.catalog.name}\0{mark.label}\0{mark.path}\0{(mark.tile_id or 0):012d}".casefold()


_VERDICT_ORDER = {"confirmed": "1", "unsure": "2", "rejected": "3", NOTED: "4"}
_ORDERS: dict[str, Callable[[MissionEntry], str]] = {
    BY_PLACE: _place_order,
    BY_VERDICT: lambda entry: f"{_VERDICT_ORDER.get(entry.verdict, '5')}{entry.mark.grade.casefold()}",
    BY_AUTHOR: lambda entry: entry.mark.author.casefold(),
    BY_QUESTION: lambda entry: entry.mark.question.casefold(),
}


def _values(entries: Iterable[MissionEntry], name: str, *, empty: bool = False) -> tuple[str, ...]:
    values = {getattr(entry.mark, name) for entry in entries}
    return tuple(sorted((value for value in values if value or empty), key=str.casefold))


def _disputed(entries: Iterable[MissionEntry]) -> frozenset[tuple[str, str]]:
    judged: dict[tuple[str, str], tuple[str, str]] = {}
    disputed = set()
    for entry in entries:
        if entry.mark.verdict:
            judgement = (entry.mark.verdict, entry.mark.grade)
            if judged.setdefault(entry.place, judgement) != judgement:
                disputed.add(entry.place)
    return frozenset(disputed)


def _counts(entries: Iterable[MissionEntry], disputed: frozenset[tuple[str, str]]) -> MissionCounts:
    verdicts: dict[tuple[str, str], str] = {}
    drawn = counted = 0
    for entry in entries:
        if entry.mark.verdict or entry.place not in verdicts:
            verdicts[entry.place] = "disputed" if entry.place in disputed else entry.verdict
        drawn += entry.mark.shape is not None
        counted += entry.mark.count or 0
    number = Counter(verdicts.values())
    return MissionCounts(
        confirmed=number["confirmed"],
        rejected=number["rejected"],
        unsure=number["unsure"],
        noted=number[NOTED],
        disputed=number["disputed"],
        drawn=drawn,
        counted=counted,
    )
