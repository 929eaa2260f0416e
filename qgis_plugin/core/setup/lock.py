"""The lock that allows one set-up at a time. The system releases it when its holder crashes."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["SetupLockedError", "setup_lock"]


class SetupLockedError(RuntimeError):
    """Another QGIS is setting the engine up."""


@contextlib.contextmanager
def setup_lock(folder: Path) -> Iterator[None]:
    """Hold `folder/setup.lock`. Raises SetupLockedError at once when another process holds it, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "setup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise SetupLockedError(str(folder)) from error
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
