"""What is counted over all tiles and captions of a catalog, kept as long as the catalog does not change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import CatalogReader
    from tilescribe.catalog.types import Coverage, PairedDates, RasterOutline, StoredRaster

__all__ = ["FILLING_SHARE", "CatalogStatistics", "Counted"]

FILLING_SHARE = 0.05
"""Of one core that counting may take while a job fills the catalog: 0.34 s were measured for 100,000 tiles of 100
rasters with the captions of two captioners, and clients ask every few seconds."""


@dataclass(frozen=True, slots=True)
class Counted:
    """All of one state of the catalog."""

    rasters: Sequence[StoredRaster]
    """With their tiles by state, in order of path."""
    outlines: Sequence[RasterOutline]
    """Of the same rasters, with who has described how much of them."""
    coverage: Sequence[Coverage]
    dates: Sequence[PairedDates]
    """Of a catalog of changes: what is compared with what."""


class CatalogStatistics:
    """Counts of one open catalog. Safe from any thread.

    Args:
        store: The catalog.
        clock: In seconds.
    """

    def __init__(self, store: CatalogReader, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        """Held while counting: who asks for the same meanwhile has it afterwards."""
        self._counted: Counted | None = None
        self._version = 0
        self._next = 0.0
        """On the clock: not before it is counted again while a job fills the catalog."""

    def forget(self) -> None:
        """Count anew at the next question, also while a job fills the catalog: a person has changed something."""
        with self._lock:
            self._counted = None

    def current(self, *, filling: bool) -> Counted:
        """Of the catalog as it is, whoever wrote to it. Not to be called within a snapshot of the store.

        Args:
            filling: A job writes to the catalog, and tells of its progress itself: counts may be as old as twenty times
                the time that counting takes.
        """
        with self._lock:
            version, started = self._store.version(), self._clock()
            if self._counted is not None and (version == self._version or (filling and started < self._next)):
                return self._counted
            # What is committed between the two lines is counted, and counted once more with the next question.
            with self._store.snapshot():
                counted = Counted(
                    self._store.rasters(),
                    self._store.outlines(),
                    self._store.coverage(),
                    self._store.paired_dates(),
                )
            ended = self._clock()
            self._counted, self._version = counted, version
            self._next = ended + (ended - started) / FILLING_SHARE
            return counted
