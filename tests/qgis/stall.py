"""Is the window held? A timer on the GUI thread beats every 5 ms; between two beats nothing is drawn.

Two limits, because other programs may pause this one: 50 ms of processor time, which only grows when the GUI thread
itself is at work, and a generous limit of wall-clock time for what holds it without working (a wait, a lock, Python's
lock in another thread).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from qgis.PyQt.QtCore import Qt, QTimer

LIMIT_S = 0.050
WAIT_LIMIT_S = 0.5
BEAT_MS = 5


class StallDetector:
    """`longest_s` is the longest stretch of work on the GUI thread without a beat, `longest_wait_s` of anything."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self.longest_wait_s = 0.0
        self._last = self._last_wall = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        self._last, self._last_wall = time.thread_time(), time.perf_counter()
        self._timer.start()
        try:
            yield
        finally:
            self._beat()
            self._timer.stop()

    def conclude(self) -> None:
        assert self.longest_s <= LIMIT_S, f"the GUI thread worked for {self.longest_s * 1000:.0f} ms on end"
        assert self.longest_wait_s <= WAIT_LIMIT_S, f"the GUI thread was held for {self.longest_wait_s * 1000:.0f} ms"

    def _beat(self) -> None:
        now, wall = time.thread_time(), time.perf_counter()
        self.longest_s = max(self.longest_s, now - self._last)
        self.longest_wait_s = max(self.longest_wait_s, wall - self._last_wall)
        self._last, self._last_wall = now, wall
