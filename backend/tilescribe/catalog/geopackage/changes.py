"""Whether anything was committed to a catalog, whoever did it."""

from __future__ import annotations

import threading
from pathlib import Path

from tilescribe.catalog.geopackage.connections import connect, sqlite_errors

__all__ = ["ChangeCounter"]


class ChangeCounter:
    """Tells the versions of a catalog's file apart, in microseconds. Safe from any thread; `close` it in the end.

    Raises:
        CatalogError: the file cannot be read.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        with sqlite_errors(path):
            # SQLite counts for each connection apart what others have committed: this one has no other task.
            self._db = connect(Path(path).absolute(), writable=False)

    def version(self) -> int:
        """Another number than before where this or another program has committed something since."""
        with self._lock, sqlite_errors(self._path):
            (version,) = self._db.execute("PRAGMA data_version").fetchone()
            return int(version)

    def close(self) -> None:
        """Closing twice does nothing."""
        with self._lock:
            self._db.close()
