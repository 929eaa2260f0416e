"""All marks that are known of some catalogs, and the list that is made of them, in threads.

book.set_marks(catalog, tiles, asked)   # what `MarksFeed.arrived` tells
book.wanted = MissionFilter(verdict="confirmed")
book.listed          -> MissionListing: filtered and ordered anew
book.changed         -> (MissionCatalog, MarkChanges, asked): what is another mark than before
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from .collector import hold_results
from .geojson import without_full_collections
from .mission import (
    BY_TIME,
    EntryKey,
    MarkChanges,
    MissionCatalog,
    MissionEntry,
    MissionFilter,
    MissionListing,
    changed_marks,
    entries_of,
    list_entries,
)
from .protocol import Mark, MarkedTile
from .threads import run_in_thread

__all__ = ["MissionBook"]

Entries = tuple[MissionEntry, ...]


class MissionBook(QObject):
    """Keeps the marks of catalogs, and one listing of them up to date; on the GUI thread, working in others."""

    listed = pyqtSignal(object)
    """The `MissionListing`, where anything of it is another one."""
    changed = pyqtSignal(object, object, float)
    """A `MissionCatalog`, `MarkChanges`, and when these marks were asked for (`time.monotonic()`)."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._catalogs: dict[str, Entries] = {}
        self._index: dict[str, dict[EntryKey, MissionEntry]] = {}
        self._arrived: dict[str, _Arrival] = {}
        self._kept: Optional[set[str]] = None
        self._wanted = MissionFilter()
        self._order = BY_TIME
        self._listing = MissionListing()
        self._busy = False
        self._stale = False
        self._closed = False

    @property
    def listing(self) -> MissionListing:
        """As it was listed last."""
        return self._listing

    @property
    def busy(self) -> bool:
        """It is being listed anew."""
        return self._busy

    @property
    def wanted(self) -> MissionFilter:
        """What of the marks is listed."""
        return self._wanted

    @wanted.setter
    def wanted(self, wanted: MissionFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._list()

    @property
    def order(self) -> str:
        """BY_TIME and so on."""
        return self._order

    @order.setter
    def order(self, order: str) -> None:
        if order != self._order:
            self._order = order
            self._list()

    def set_marks(self, catalog: MissionCatalog, tiles: Iterable[MarkedTile], asked: float) -> None:
        """All marks of a catalog, as they were at `asked` (`time.monotonic()`)."""
        self._arrived[catalog.id] = _Arrival(catalog, tuple(tiles), asked)
        self._list()

    def keep_catalogs(self, catalog_ids: Iterable[str]) -> None:
        """Forget the marks of all others."""
        self._kept = wanted = set(catalog_ids)
        self._arrived = {key: arrival for key, arrival in self._arrived.items() if key in wanted}
        self._catalogs = {key: entries for key, entries in self._catalogs.items() if key in wanted}
        self._list()

    def mark_of(self, catalog_id: str, tile_id: int, author: str) -> Optional[Mark]:
        """What an author thinks of a tile, filtered out or not; None where that is nothing."""
        entry = self._index.get(catalog_id, {}).get((catalog_id, str(tile_id), author))
        return None if entry is None else entry.mark.mark

    def close_down(self) -> None:
        """Tell nobody any more."""
        self._closed = True
        hold_results(0, holder="marks")

    def _list(self) -> None:
        """In a thread; once more where something has changed meanwhile."""
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        arrived, self._arrived = tuple(self._arrived.values()), {}
        known, wanted, order = dict(self._catalogs), self._wanted, self._order
        future = run_in_thread(lambda: _listed_without_pauses(known, arrived, wanted, order))
        future.done.connect(self._on_listed)
        future.failed.connect(self._on_failed)

    def _on_listed(self, outcome: _Outcome) -> None:
        self._busy = False
        if self._closed:
            return
        hold_results(outcome.listing.total, holder="marks")
        for arrival, entries, index, _ in outcome.read:
            if self._kept is None or arrival.catalog.id in self._kept:
                self._catalogs[arrival.catalog.id], self._index[arrival.catalog.id] = entries, index
        if outcome.listing != self._listing:
            self._listing = outcome.listing
            self.listed.emit(self._listing)
        for arrival, _, _, changes in outcome.read:
            if changes:
                self.changed.emit(arrival.catalog, changes, arrival.asked)
        if self._stale:
            self._list()

    def _on_failed(self, error: Exception) -> None:
        """Listing foresees every mark; what it did not foresee belongs to whoever reads tracebacks."""
        self._busy = False
        raise error


@dataclass(frozen=True)
class _Arrival:
    """The marks of a catalog as they came."""

    catalog: MissionCatalog
    tiles: tuple[MarkedTile, ...]
    asked: float


@dataclass(frozen=True)
class _Outcome:
    """What a thread has made."""

    listing: MissionListing
    read: tuple[tuple[_Arrival, Entries, dict[EntryKey, MissionEntry], MarkChanges], ...]


def _listed_without_pauses(
    known: dict[str, Entries], arrived: tuple[_Arrival, ...], wanted: MissionFilter, order: str
) -> _Outcome:
    """The collector would walk through 50,000 entries in one go, under Python's lock."""
    with without_full_collections():
        return _listed(known, arrived, wanted, order)


def _listed(known: dict[str, Entries], arrived: tuple[_Arrival, ...], wanted: MissionFilter, order: str) -> _Outcome:
    read = []
    for arrival in arrived:
        before = known.get(arrival.catalog.id, ())
        entries = entries_of(arrival.catalog, arrival.tiles, before)
        index = {entry.key: entry for entry in entries}
        read.append((arrival, entries, index, changed_marks(before, entries)))
        known[arrival.catalog.id] = entries
    everything = (entry for entries in known.values() for entry in entries)
    return _Outcome(list_entries(everything, wanted, order=order), tuple(read))
