"""Which models' weights are in memory: those used last, as many as fit, and none that nobody has used for long."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.describe import UnloadableCaptioner

__all__ = ["IDLE_S", "Residency"]

IDLE_S = 600.0
"""A model that was not used for so long makes room for other programs; loading it again takes a minute at most."""
_LOG = logging.getLogger(__name__)


class Residency:
    """Lets captioners have their weights in memory, least recently used out first. Safe from any thread.

    What is in use is never unloaded: who needs its room waits. A captioner for which there is not enough room even when
    all others are out is let in all the same; it says itself when memory is too small.

    Args:
        idle_s: Weights that were not used for so many seconds are unloaded.
    """

    def __init__(self, *, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._used: dict[UnloadableCaptioner, float] = {}
        """When each was used last, as `time.monotonic` has it."""
        self._users: dict[UnloadableCaptioner, int] = {}
        self._changed = threading.Condition()
        self._loading = threading.Lock()
        """One at a time: how much room is left is known once the one before is loaded."""
        self._timer: threading.Timer | None = None
        self._closed = False

    @contextmanager
    def using(self, captioner: UnloadableCaptioner) -> Iterator[None]:
        """For the block its weights are in memory.

        Raises:
            ModelError: they cannot be loaded.
        """
        with self._changed:
            self._users[captioner] = self._users.get(captioner, 0) + 1
        try:
            if not captioner.is_loaded:
                with self._loading:
                    self._make_room(captioner)
                    captioner.load()
            yield
        finally:
            with self._changed:
                self._users[captioner] -= 1
                self._used[captioner] = time.monotonic()
                self._changed.notify_all()
                if self._closed:
                    self._unload_idle(0.0)
                else:
                    self._watch(self._idle_s)

    def unload_idle(self) -> None:
        """Unload all that is not in use."""
        with self._changed:
            self._unload_idle(0.0)

    def close(self) -> None:
        """Unload all; what is in use, when it no longer is."""
        with self._changed:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._unload_idle(0.0)

    def _make_room(self, captioner: UnloadableCaptioner) -> None:
        with self._changed:
            while not captioner.is_loaded and not captioner.fits():
                loaded = [other for other in self._users if other is not captioner and other.is_loaded]
                idle = [other for other in loaded if not self._users[other]]
                if idle:
                    self._unload(min(idle, key=lambda other: self._used.get(other, 0.0)))
                elif loaded:
                    self._changed.wait()
                else:
                    return

    def _watch(self, after_s: float) -> None:
        """Look for what is idle after so many seconds. The caller holds the lock."""
        if self._timer is None:
            self._timer = threading.Timer(after_s, self._look)
            self._timer.daemon = True
            self._timer.start()

    def _look(self) -> None:
        with self._changed:
            self._timer = None
            if self._closed:
                return
            left_s = self._unload_idle(self._idle_s)
            if left_s is not None:
                self._watch(left_s)

    def _unload_idle(self, idle_s: float) -> float | None:
        """Unload what was not used for so long; seconds until the next one may be, None where none is loaded.

        What is in use is looked at when it is let go. The caller holds the lock.
        """
        now = time.monotonic()
        waiting = []
        for captioner, users in self._users.items():
            if users or not captioner.is_loaded:
                continue
            left_s = self._used[captioner] + idle_s - now
            if left_s > 0:
                waiting.append(left_s)
            else:
                self._unload(captioner)
        return min(waiting, default=None)

    def _unload(self, captioner: UnloadableCaptioner) -> None:
        _LOG.info("%s is unloaded", captioner.author.captioner)
        captioner.unload()
