"""News that come too fast are passed on now and then, and the last of them always."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Throttle"]

Value = TypeVar("Value")


class Throttle(Generic[Value]):
    """Passes values on, at most one in `interval_s` seconds unless they are urgent.

    The first value goes at once (the leading edge). Of those that follow within the interval only the latest is kept,
    and goes when the interval ends (the trailing edge), whether or not another one comes: what is behind may be long in
    coming. Values keep their order, and `send` is never called by two threads at a time. Safe from any thread.

    Args:
        send: Takes a value; called by whoever offers it, or by a timer's thread. It must not raise.
        interval_s: Seconds between two values that are not urgent.
    """

    def __init__(self, send: Callable[[Value], None], *, interval_s: float) -> None:
        self._send = send
        self._interval_s = interval_s
        self._lock = threading.Lock()
        self._sent_at = float("-inf")
        self._held: tuple[Value] | None = None
        self._timer: threading.Timer | None = None

    def offer(self, value: Value) -> None:
        """Pass it on now or when the interval ends, unless a later one takes its place."""
        with self._lock:
            left_s = self._sent_at + self._interval_s - time.monotonic()
            if left_s <= 0:
                self._pass_on(value)
                return
            self._held = (value,)
            if self._timer is None:
                self._timer = threading.Timer(left_s, self._interval_over)
                self._timer.daemon = True
                self._timer.start()

    def send(self, value: Value) -> None:
        """Pass it on at once. What was held back is superseded, for it is older."""
        with self._lock:
            self._pass_on(value)

    def flush(self) -> None:
        """Pass on what is held back."""
        with self._lock:
            if self._held is not None:
                self._pass_on(*self._held)

    def _pass_on(self, value: Value) -> None:
        """The caller holds the lock."""
        self._drop()
        self._sent_at = time.monotonic()
        self._send(value)

    def _drop(self) -> None:
        self._held = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _interval_over(self) -> None:
        with self._lock:
            # A timer that was cancelled too late finds nothing, or another timer's value.
            if self._timer is threading.current_thread() and self._held is not None:
                self._pass_on(*self._held)
