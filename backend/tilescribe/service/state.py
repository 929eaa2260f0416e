"""What outlives the service: its jobs, the catalogs it has known, and how quick each captioner is on this machine."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tilescribe.errors import OutputError

__all__ = ["KnownCatalog", "StateFile"]

KnownCatalog = tuple[str, str]
"""(id, path)"""

_TABLES = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,         -- order of their making
    owner TEXT NOT NULL,             -- which service process: see `owners`
    state TEXT NOT NULL,
    body TEXT NOT NULL               -- JSON: a Job of the interface
);
CREATE TABLE IF NOT EXISTS catalogs (id TEXT PRIMARY KEY, path TEXT NOT NULL, opened INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS paces (
    captioner TEXT PRIMARY KEY,
    tiles_per_s REAL,                -- while describing; NULL until a job has described enough
    startup_s REAL                   -- from the start of a job to its first look at a raster
);
DROP TABLE IF EXISTS rates;          -- of earlier versions: start-up was not told apart
"""
_YOUNG_S = 60.0
_UNFINISHED = ("waiting", "running", "cancelling")


class StateFile:
    """One SQLite file in the state folder, shared by all services that use the folder. Safe from any thread.

    Every service holds a lock of the operating system in `owners`, which goes with its process, so that another one can
    tell jobs that are at work elsewhere from jobs whose service has died.

    Raises:
        OutputError: from any method, where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        from filelock import FileLock

        self.folder = folder
        self.owner = uuid.uuid4().hex
        self._owners = folder / "owners"
        self._lock = threading.Lock()
        with self._errors():
            self._owners.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
            self._alive = FileLock(self._owners / self.owner, thread_local=False)
            self._alive.acquire(timeout=0)
            self._sweep()
            self._db = sqlite3.connect(
                folder / "service.sqlite3", isolation_level=None, check_same_thread=False, timeout=5
            )
            self._db.execute("PRAGMA journal_mode = WAL").fetchall()
            self._db.executescript(_TABLES)

    def close(self) -> None:
        """Closing twice does nothing."""
        with self._lock:
            self._db.close()
        self._alive.release()
        (self._owners / self.owner).unlink(missing_ok=True)

    # --- jobs ---------------------------------------------------------------------------------------------------------

    def save_job(self, job_id: str, body: dict[str, Any]) -> None:
        """Keep a job as it is now."""
        self._write(
            "INSERT INTO jobs VALUES (?, (SELECT ifnull(max(number), 0) + 1 FROM jobs), ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, state = excluded.state, body = excluded.body",
            (job_id, self.owner, body["state"], json.dumps(body)),
        )

    def jobs(self) -> list[tuple[str, dict[str, Any]]]:
        """(owner, job) of all jobs, the latest first."""
        rows = self._read("SELECT owner, body FROM jobs ORDER BY number DESC")
        return [(owner, json.loads(body)) for owner, body in rows]

    def forget_job(self, job_id: str) -> None:
        self._write("DELETE FROM jobs WHERE id = ?", (job_id,))

    def orphans(self) -> list[dict[str, Any]]:
        """Unfinished jobs whose service is no more."""
        unfinished = self._read(f"SELECT owner, body FROM jobs WHERE state IN {_UNFINISHED} ORDER BY number")
        gone = {owner: not self.is_alive(owner) for owner in {owner for owner, _ in unfinished}}
        return [json.loads(body) for owner, body in unfinished if gone[owner]]

    def is_alive(self, owner: str) -> bool:
        """Whether the service process of that name is there; this one is."""
        from filelock import FileLock, Timeout

        file = self._owners / owner
        if owner == self.owner:
            return True
        if not file.exists():
            return False
        try:
            with FileLock(file, thread_local=False).acquire(timeout=0):
                file.unlink(missing_ok=True)
        except Timeout:
            return True
        return False

    def _sweep(self) -> None:
        """Take away what services that were killed have left. Young files may be of one that is just starting."""
        for file in self._owners.iterdir():
            with suppress(FileNotFoundError):  # another service was quicker
                if time.time() - file.stat().st_mtime > _YOUNG_S:
                    self.is_alive(file.name)

    # --- catalogs -----------------------------------------------------------------------------------------------------

    def remember_catalog(self, catalog_id: str, path: str) -> None:
        self._write(
            "INSERT INTO catalogs VALUES (?, ?, (SELECT ifnull(max(opened), 0) + 1 FROM catalogs)) "
            "ON CONFLICT (id) DO UPDATE SET path = excluded.path, opened = excluded.opened",
            (catalog_id, path),
        )

    def catalogs(self) -> list[KnownCatalog]:
        """The last opened first."""
        return self._read("SELECT id, path FROM catalogs ORDER BY opened DESC")

    def forget_catalog(self, catalog_id: str) -> None:
        self._write("DELETE FROM catalogs WHERE id = ?", (catalog_id,))

    # --- paces --------------------------------------------------------------------------------------------------------

    def remember_pace(self, captioner: str, *, tiles_per_s: float | None, startup_s: float | None) -> None:
        """What a job has shown of a captioner; None leaves what was known."""
        self._write(
            "INSERT INTO paces VALUES (?, ?, ?) ON CONFLICT (captioner) DO UPDATE SET "
            "tiles_per_s = coalesce(excluded.tiles_per_s, tiles_per_s), "
            "startup_s = coalesce(excluded.startup_s, startup_s)",
            (captioner, tiles_per_s, startup_s),
        )

    def pace(self, captioner: str) -> tuple[float | None, float | None]:
        """(tiles a second, seconds of start-up) in the last jobs of this captioner here; None where there were none."""
        rows = self._read("SELECT tiles_per_s, startup_s FROM paces WHERE captioner = ?", (captioner,))
        return rows[0] if rows else (None, None)

    # ------------------------------------------------------------------------------------------------------------------

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._lock, self._errors():
            self._db.execute(statement, values)

    def _read(self, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
        with self._lock, self._errors():
            return self._db.execute(statement, values).fetchall()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise OutputError(
                f"The service cannot keep its notes in {self.folder} ({error})",
                remedy="Make room and check permissions, or name another folder with --state",
            ) from error
