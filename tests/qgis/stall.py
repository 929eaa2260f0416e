"""Is the window held? A timer on the GUI thread beats every 5 ms; between two beats nothing is drawn.

Other programs may pause this one, so that a clock on the wall says little. What counts between two beats:

- processor time of the GUI thread: it was at work itself;
- processor time of the whole process: another thread of ours held Python's lock;
- time in which a thread beside it was on time, and the GUI thread was not: it waited (a lock, a file, a process).
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from qgis.PyQt.QtCore import Qt, QTimer

WORK_LIMIT_S = 0.250
"""On a machine that does `_piece_of_work` in `PIECE_S`; a slower one, or one that is busy at the moment, has longer.
The plugin aims at 50 ms. A shared machine may halt a processor for up to 0.16 s, as was seen, and such a halt counts as
work; doing in one go what has to be done in parts takes seconds."""
PIECE_S = 0.006
LOCK_LIMIT_S = 0.500
"""Python's collector walks through 50,000 hits in one go, once, which takes 0.1 to 0.3 s on a busy machine."""
WAIT_LIMIT_S = 0.500
"""Generous: on a machine with more to do than processors, one thread may be late and the other not."""
BEAT_MS = 5


class StallDetector:
    """Watches while `with detector.watching():` is open; `conclude` raises AssertionError when a limit was passed."""

    def __init__(self) -> None:
        self.worked_s = self.locked_s = self.waited_s = 0.0
        self._thread_s = self._process_s = self._wall_s = 0.0
        self._beside = _ThreadBeside()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        self._remember()
        self._timer.start()
        with self._beside.beating():
            try:
                yield
            finally:
                self._beat()
                self._timer.stop()

    def conclude(self) -> None:
        limit_s = WORK_LIMIT_S * slowness()
        assert self.worked_s <= limit_s, (
            f"the GUI thread worked for {self.worked_s * 1000:.0f} ms on end, of {limit_s * 1000:.0f}"
        )
        assert self.locked_s <= LOCK_LIMIT_S, f"the GUI thread was locked out for {self.locked_s * 1000:.0f} ms"
        assert self.waited_s <= WAIT_LIMIT_S, f"the GUI thread waited for {self.waited_s * 1000:.0f} ms"

    def _beat(self) -> None:
        self.worked_s = max(self.worked_s, time.thread_time() - self._thread_s)
        self.locked_s = max(self.locked_s, time.process_time() - self._process_s)
        self.waited_s = max(self.waited_s, time.perf_counter() - self._wall_s - self._beside.latest_s())
        self._remember()

    def _remember(self) -> None:
        self._thread_s, self._process_s, self._wall_s = time.thread_time(), time.process_time(), time.perf_counter()


def slowness() -> float:
    """How much longer than `PIECE_S` a piece of work takes here and now, in processor time; at least 1."""
    times_s = []
    for _ in range(5):
        before = time.thread_time()
        _piece_of_work()
        times_s.append(time.thread_time() - before)
    return max(1.0, sorted(times_s)[2] / PIECE_S)


def _piece_of_work() -> int:
    return sum(number * number for number in range(100_000))


class _ThreadBeside:
    """How late does the machine let a thread be that only sleeps?"""

    def __init__(self) -> None:
        self._late_s = 0.0
        self._ended = threading.Event()

    @contextlib.contextmanager
    def beating(self) -> Iterator[None]:
        self._ended.clear()
        thread = threading.Thread(target=self._run, name="stall-beside", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def latest_s(self) -> float:
        """The longest that it was asleep since this was last asked."""
        late, self._late_s = self._late_s, 0.0
        return late

    def _run(self) -> None:
        before = time.perf_counter()
        while not self._ended.wait(BEAT_MS / 1000):
            now = time.perf_counter()
            self._late_s = max(self._late_s, now - before)
            before = now
