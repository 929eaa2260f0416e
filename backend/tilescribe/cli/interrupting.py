"""Ctrl-C that lets a run finish what it has in hand."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Cancellation", "interruptible"]


class Cancellation(threading.Event):
    """Set by the first Ctrl-C, unless there is nothing to be finished."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once = False

    def interrupt_at_once(self) -> None:
        """From now on the first Ctrl-C interrupts: what is in hand may be given up."""
        self.at_once = True


@contextmanager
def interruptible() -> Iterator[Cancellation]:
    """An event that the first Ctrl-C sets; the second one interrupts at once."""
    cancel = Cancellation()

    def on_interrupt(number: int, frame: object) -> None:
        if cancel.at_once or cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, previous)
