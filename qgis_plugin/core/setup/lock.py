"""The lock that allows one set-up at a time. The system releases it when its holder crashes."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

__all__ = ["SetupLockedError", "cleaning_up", "setup_lock"]

_cleaning_up = threading.RLock()


class SetupLockedError(RuntimeError):
    """Another QGIS is setting the engine up."""


@contextlib.contextmanager
def setup_lock(folder: Path) -> Iterator[None]:
    """Hold `folder/setup.lock`. Raises SetupLockedError at once when another process holds it, OSError.

    Where this process holds it to clean up, that is waited for. Not for the GUI thread.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "setup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _take(handle)
        except OSError:
            _take_after_clean_up(handle, folder)
        yield
    finally:
        os.close(handle)


def _take_after_clean_up(handle: int, folder: Path) -> None:
    with _cleaning_up:
        pass
    try:
        _take(handle)
    except OSError as error:
        raise SetupLockedError(str(folder)) from error


@contextlib.contextmanager
def cleaning_up(folder: Path) -> Iterator[None]:
    """As `setup_lock`, for the seconds in which this process removes what it no longer needs."""
    with _cleaning_up, setup_lock(folder):
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
