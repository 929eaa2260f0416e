"""Work on the GUI thread in slices, so that the window stays free in between."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QObject, QTimer

from .collector import pause_ended, pause_started

__all__ = ["SlicedWork", "finished"]

SLICE_S = 0.015
"""The window stays free for the rest of the 50 ms that it may be held: what is painted then needs some of them."""

Steps = Generator[None, None, Any]
"""Work that yields wherever it may be interrupted, every few hundred items at the latest, and returns a value."""


def finished(steps: Steps) -> Any:
    """What a generator returns, at once."""
    returned = []

    def collect() -> Steps:
        returned.append((yield from steps))

    for _ in collect():
        pass
    return returned[0]


class SlicedWork(QObject):
    """Runs generators one after the other, each from its first step to its last.

    The first slice runs within `run`, so that little work is done when `run` returns.
    """

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Steps, Optional[Callable[[Any], None]]]] = deque()
        self._running = False
        self._frozen = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether there is work left."""
        return bool(self._waiting)

    def run(self, steps: Steps, then: Optional[Callable[[Any], None]] = None) -> None:
        """Do this after what is waiting already; `then` is called with what the generator returns."""
        self._waiting.append((steps, then))
        if len(self._waiting) == 1 and not self._running:
            self._slice()

    def finish(self) -> None:
        """Do all that is left now, however long it takes: only where the window closes."""
        while self._waiting:
            self._step()
        self._timer.stop()
        self._freeze(False)

    def stop(self) -> None:
        """Forget all that is left."""
        self._timer.stop()
        self._waiting.clear()
        self._freeze(False)

    def _slice(self) -> None:
        if self._running:
            # Whoever was called at the end of a piece of work let the event loop in.
            return
        # Of this thread: while a busy computer lets others run, nothing is held up by us.
        began = time.thread_time()
        while self._waiting and time.thread_time() - began < SLICE_S:
            self._step()
        self._freeze(bool(self._waiting))
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def _freeze(self, frozen: bool) -> None:
        """While much is made in slices, Python's collector looks at what is new only."""
        if frozen != self._frozen:
            self._frozen = frozen
            (pause_started if frozen else pause_ended)()

    def _step(self) -> None:
        steps, then = self._waiting[0]
        self._running = True
        try:
            next(steps)
        except StopIteration as ended:
            self._waiting.popleft()
            if then is not None:
                then(ended.value)
        except BaseException:
            self._waiting.popleft()
            raise
        finally:
            self._running = False
