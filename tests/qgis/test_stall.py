"""The stall detector sees what holds the window, and nothing else."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from tests.qgis.stall import LOCK_LIMIT_S, WORK_LIMIT_S, StallDetector, slowness


def _busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_work_on_the_gui_thread_is_seen(qtbot: Any) -> None:
    detector = StallDetector()
    with detector.watching():
        qtbot.wait(50)
        _busy(4 * WORK_LIMIT_S * slowness())
        qtbot.wait(50)
    with pytest.raises(AssertionError, match="worked for"):
        detector.conclude()


def test_waiting_on_the_gui_thread_is_seen(qtbot: Any) -> None:
    detector = StallDetector()
    with detector.watching():
        qtbot.wait(50)
        time.sleep(1.0)
        qtbot.wait(50)
    with pytest.raises(AssertionError, match="waited for"):
        detector.conclude()


def test_a_thread_that_keeps_pythons_lock_is_seen(qtbot: Any) -> None:
    detector = StallDetector()
    # One call into C that never lets go of the lock, for a second and more.
    thread = threading.Thread(target=lambda: sum(range(200_000_000)))
    with detector.watching():
        qtbot.wait(50)
        thread.start()
        qtbot.wait(50)
        qtbot.waitUntil(lambda: not thread.is_alive(), timeout=60_000)
    # On a busy machine other things may be seen, too; this is one of them.
    assert detector.locked_s > LOCK_LIMIT_S
    with pytest.raises(AssertionError):
        detector.conclude()


def test_work_in_a_thread_that_shares_the_lock_is_no_stall(qtbot: Any) -> None:
    detector = StallDetector()
    thread = threading.Thread(target=_busy, args=(0.3,))
    with detector.watching():
        thread.start()
        qtbot.waitUntil(lambda: not thread.is_alive(), timeout=60_000)
    assert detector.worked_s < WORK_LIMIT_S
