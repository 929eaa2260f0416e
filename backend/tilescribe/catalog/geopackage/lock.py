"""One writer at a time: a lock of the operating system, which vanishes with the process that holds it."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from pathlib import Path

from tilescribe.errors import CatalogLockedError, CatalogReadOnlyError

__all__ = ["WriterLock"]


class WriterLock:
    """Holds `<catalog>.lock` from construction to `release`. Readers never take it.

    The lock file itself stays behind (removing it would let two processes lock two different files of one name);
    `<catalog>.writer` says who holds the lock, and is only believed while the lock is held.

    Raises:
        CatalogLockedError: another process, or another catalog object of this one, holds it.
        CatalogReadOnlyError: the folder does not let a lock file be made.
    """

    def __init__(self, catalog: str) -> None:
        from filelock import FileLock, Timeout

        # One file has one lock, whichever link leads to it.
        file = Path(catalog).resolve()
        self._holder = Path(f"{file}.writer")
        # Not thread-local: a catalog may be closed by another thread than the one that opened it.
        self._lock = FileLock(f"{file}.lock", thread_local=False)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise CatalogLockedError(
                f"Another process is writing to the catalog {catalog} ({self._describe_holder()})",
                remedy="Wait until it has finished or stop it; searching is possible meanwhile",
            ) from error
        except OSError as error:
            raise CatalogReadOnlyError(
                f"The catalog {catalog} cannot be locked for writing ({error.strerror or error})",
                remedy="Check the permissions of its folder, or copy the catalog to a place of your own",
            ) from error
        # The name is a courtesy to whoever finds the catalog locked; the lock holds without it.
        with suppress(OSError):
            self._holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), encoding="utf-8")

    def release(self) -> None:
        """Let others write. Releasing twice does nothing."""
        if self._lock.is_locked:
            # A holder file that cannot be removed is not believed once the lock is free.
            with suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _describe_holder(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {int(holder['pid'])} on {holder['host']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "process unknown"
