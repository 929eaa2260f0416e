"""When the service must end: a signal, standard input that closes, a parent that is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

__all__ = ["end_on_signals", "end_with_parent"]

_LOOK_EVERY_S = 0.3


def end_on_signals(end: Callable[[], None]) -> None:
    """Call `end` on SIGTERM and SIGINT (SIGBREAK on Windows). From the main thread only."""
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda *_: end())


def end_with_parent(end: Callable[[], None]) -> None:
    """Call `end` once standard input closes, or the parent process is gone.

    A terminal is not watched: a process in the background that reads from one is stopped.
    """
    if sys.stdin is not None and not sys.stdin.closed and not sys.stdin.isatty():
        threading.Thread(target=_watch_input, args=(end,), name="tilescribe-stdin", daemon=True).start()
    threading.Thread(target=_watch_parent, args=(end, os.getppid()), name="tilescribe-parent", daemon=True).start()


def _watch_input(end: Callable[[], None]) -> None:
    try:
        while os.read(sys.stdin.fileno(), 4096):
            pass
    except OSError:
        pass  # closed under our hands: the same
    end()


def _watch_parent(end: Callable[[], None], parent: int) -> None:
    # An orphan is given to another process. On Windows the number stays, and standard input alone must tell.
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_S)
    end()
