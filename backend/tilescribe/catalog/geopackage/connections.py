"""SQLite connections: one writer behind a lock, one reader for each thread, and SQLite's errors in our words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tilescribe.catalog.geopackage import encoding, revisions
from tilescribe.errors import (
    CatalogChangedError,
    CatalogDamagedError,
    CatalogError,
    CatalogFullError,
    CatalogLockedError,
    CatalogReadOnlyError,
)

__all__ = ["Connections", "connect", "sqlite_errors"]

BUSY_TIMEOUT_S = 10.0
"""How long to wait for another program (a GIS in edit mode) to finish its transaction."""
CACHE_KIB = 64 * 1024
"""Page cache of a connection: 16,384 pages of 4 KiB hold the upper levels of every index of a million tiles."""
SMALL_DISK_BYTES = 1 << 20
"""With less free than this, an input/output error is taken for a full disk: some file systems say it that way."""


_NO_SHARED_MEMORY = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)


@dataclass(frozen=True, slots=True)
class _FileState:
    """By which a file that was written to is told from what it was."""

    inode: int
    size_bytes: int
    mtime_ns: int

    @classmethod
    def of(cls, file: Path) -> _FileState:
        try:
            found = file.stat()
        except OSError:  # it is gone, which is a change too
            return cls(0, 0, 0)
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class _Reader:
    db: sqlite3.Connection
    opened_as: _FileState | None
    """Of a file taken for immutable; None where SQLite's locks keep readers and writers apart."""

    def is_outdated(self, file: Path) -> bool:
        """Whether somebody has begun to write since, or has written."""
        return self.opened_as is not None and (_is_logged(file) or self.has_changed(file))

    def has_changed(self, file: Path) -> bool:
        """Whether pages may have changed under what was read of an immutable file. A log changes none as yet."""
        return self.opened_as is not None and _FileState.of(file) != self.opened_as


class Connections:
    """The connections of one open catalog. Safe to use from any thread; `close` when no other thread is inside.

    Args:
        path: Of the file.
        writable: Whether `writing` is possible.
        durable: What is committed survives a loss of power too, at the price of one disk flush for each transaction.
    """

    def __init__(self, path: str, *, writable: bool, durable: bool = False) -> None:
        self.path = path
        """As the user wrote it, for messages."""
        self._file = Path(path).absolute()
        """Readers are opened when they are needed, and the working directory may have changed by then."""
        self._writable = writable
        self._durable = durable
        self._readers: dict[threading.Thread, _Reader] = {}
        self._readers_lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._writer_lock = threading.RLock()
        self._closed = False

    def read(self) -> sqlite3.Connection:
        """This thread's read-only connection. It sees every transaction committed before its statement starts."""
        return self._reader().db

    def _reader(self) -> _Reader:
        thread = threading.current_thread()
        with self._readers_lock:
            self._require_open()
            known = self._readers.get(thread)
            if known is not None and (known.db.in_transaction or not known.is_outdated(self._file)):
                return known
            for ended in [other for other in self._readers if other is thread or not other.is_alive()]:
                self._readers.pop(ended).db.close()
            with sqlite_errors(self.path):
                reader = self._readers[thread] = _connect_reader(self._file)
            return reader

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """`read()` with one snapshot for the whole block, and SQLite's errors in our words.

        Raises:
            CatalogChangedError: what was read may be of two states; read it again.
        """
        reader = self._reader()
        db = reader.db
        if db.in_transaction:
            with sqlite_errors(self.path):
                yield db
            return
        try:
            with sqlite_errors(self.path):
                db.execute("BEGIN")
                try:
                    yield db
                finally:
                    db.execute("COMMIT")
        except Exception as error:
            if reader.has_changed(self._file):
                raise self._changed() from error
            raise
        if reader.has_changed(self._file):
            raise self._changed()

    def _changed(self) -> CatalogChangedError:
        return CatalogChangedError(
            f"Another user wrote to the catalog {self.path} while it was read", remedy="Ask again"
        )

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The writer inside one transaction with a revision of its own: committed at the end, rolled back when the
        block raises.

        Raises:
            CatalogReadOnlyError: the catalog was opened for reading.
            CatalogFullError: the disk is full; the transaction is rolled back.
        """
        if not self._writable:
            raise CatalogReadOnlyError(
                f"The catalog {self.path} is open for reading only", remedy='Open it with mode="w" or mode="a"'
            )
        with self._writer_lock, sqlite_errors(self.path):
            self._require_open()
            if self._writer is None:
                self._writer = connect(self._file, writable=True, durable=self._durable)
            db = self._writer
            db.execute("BEGIN IMMEDIATE")
            try:
                revision = revisions.begin(db)
                yield db
                revisions.end(db, revision)
                db.execute("COMMIT")
            except BaseException:
                # A full disk may have made SQLite roll back on its own account.
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close all; the writer leaves its write-ahead log empty. Closing twice does nothing."""
        with self._writer_lock, self._readers_lock:
            self._closed = True
            for reader in self._readers.values():
                reader.db.close()
            self._readers.clear()
            if self._writer is not None:
                writer, self._writer = self._writer, None
                try:
                    with sqlite_errors(self.path):
                        # What a reader elsewhere still needs stays in the log; that is no error.
                        writer.execute("PRAGMA busy_timeout = 0")
                        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    writer.close()

    def _require_open(self) -> None:
        if self._closed:
            raise CatalogError(f"The catalog {self.path} is closed", remedy="Open it again with open_catalog")


def connect(file: Path, *, writable: bool, durable: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode with the GeoPackage functions and this project's settings.

    Args:
        file: Must exist.
        writable: Else it reads only.
        durable: As in `Connections`.

    Raises:
        sqlite3.Error: as SQLite says it.
    """
    if not writable:
        return _connect_reader(file).db
    db = _connect(file, "mode=rw")
    try:
        # Readers and the writer never wait for each other in WAL mode. NORMAL survives the death of the process without
        # loss and the loss of power without damage; the batches that the disk had not got by then are pending again,
        # which costs describing them once more and saves a disk flush for each batch. FULL loses nothing.
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        if durable:
            # What undoes a single statement with triggers is kept in memory: a third less time for 50,000 marks.
            db.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        db.close()
        raise
    return db


def _connect_reader(file: Path) -> _Reader:
    """A read-only connection.

    Where SQLite can make no shared memory (a read-only medium, another user's folder, a full disk) and no writer has
    made it, the file is taken for immutable, and it is on the caller to look whether that was true.
    """
    # Not mode=ro where it can be helped, which leaves the -wal and -shm files behind when the last reader closes.
    own = os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK)
    opened_as = _FileState.of(file)
    try:
        # Setting up looks into the file already.
        return _Reader(_query_only(_connect(file, "mode=rw" if own else "mode=ro")), None)
    except sqlite3.OperationalError as error:
        if _is_logged(file) or (own and error.sqlite_errorcode not in _NO_SHARED_MEMORY):
            raise
    return _Reader(_query_only(_connect(file, "mode=ro&immutable=1")), opened_as)


def _is_logged(file: Path) -> bool:
    """Whether a writer is at work, or has died: what it has written stands in the log."""
    return _FileState.of(Path(f"{file}-wal")).size_bytes > 0


def _query_only(db: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, which has looked into its file."""
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute("PRAGMA schema_version").fetchall()
    except BaseException:
        db.close()
        raise
    return db


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{file.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        db.execute("PRAGMA foreign_keys = ON")
        encoding.register_functions(db)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def sqlite_errors(path: str) -> Iterator[None]:
    """Say SQLite's errors in our words, once, at the border."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error


def _translated(error: sqlite3.Error, path: str) -> CatalogError:
    # The low byte is the primary result code, <https://www.sqlite.org/rescode.html>.
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _disk_is_full(path)):
        return CatalogFullError(
            f"The disk that holds the catalog {path} is full",
            remedy="Free some space and run again; what was written before is intact",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return CatalogReadOnlyError(
            f"The catalog {path} cannot be written ({error})",
            remedy="Check the permissions of the file and of its folder, or copy the catalog to a place of your own",
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CatalogDamagedError(
            f"The catalog {path} is damaged ({error})",
            remedy=f'Restore it from a backup, or save what can be read with: sqlite3 "{path}" .recover',
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CatalogLockedError(
            f"Another program is writing to the catalog {path}",
            remedy="Save or cancel the edits there (a GIS in edit mode holds the file), then try again",
        )
    return CatalogError(
        f"The catalog {path} cannot be used ({error})", remedy="Check the disk, and the catalog with: tilescribe verify"
    )


def _disk_is_full(path: str) -> bool:
    try:
        return shutil.disk_usage(Path(path).absolute().parent).free < SMALL_DISK_BYTES
    except OSError:
        return False
