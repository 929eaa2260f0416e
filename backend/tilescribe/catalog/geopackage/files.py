"""Which file is a catalog, and how a new one comes into being."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tilescribe.catalog.geopackage import encoding, migrations
from tilescribe.catalog.geopackage.connections import connect, sqlite_errors
from tilescribe.errors import (
    CatalogDamagedError,
    CatalogNotFoundError,
    CatalogReadOnlyError,
    InvalidOptionError,
    NewerCatalogError,
    NotACatalogError,
)

__all__ = ["check", "create", "is_catalog", "require_creatable", "require_writable", "upgrade"]

_SQLITE_MAGIC = b"SQLite format 3\x00"
_HEAD_BYTES = 1 << 20
"""The schema is written first, so that it stands among the first pages of a file."""
_JOURNALS = ("-journal", "-wal", "-shm")
_START_ANEW = "Name another file, or index into a new one: tilescribe index PATH... --catalog area.gpkg"


def check(path: str) -> int:
    """The schema version of the catalog at `path`.

    The file is looked into by SQLite alone. POSIX takes all locks of a process off a file as soon as the process closes
    it anywhere, those of its SQLite connections included: the next process to close the catalog would take itself for
    the last and delete the log that this one goes on writing to (https://www.sqlite.org/howtocorrupt.html, 2.2).

    Raises:
        CatalogNotFoundError, NotACatalogError, NewerCatalogError, CatalogDamagedError, CatalogReadOnlyError.
    """
    _check_file(path)
    with sqlite_errors(path), _no_database(path), closing(connect(Path(path), writable=False)) as db:
        (application_id,) = db.execute("PRAGMA application_id").fetchone()
        if application_id != encoding.APPLICATION_ID:
            raise NotACatalogError(f"{path} is an SQLite database and not a GeoPackage", remedy=_START_ANEW)
        try:
            version = migrations.read_version(db)
        except ValueError as error:
            raise CatalogDamagedError(
                f"The schema version of the catalog {path} is no number ({error})",
                remedy="Restore it from a backup, or index anew into another file",
            ) from error
    if version is None:
        raise NotACatalogError(f"{path} is a GeoPackage that Tilescribe has not made", remedy=_START_ANEW)
    if version > migrations.SCHEMA_VERSION:
        raise NewerCatalogError(
            f"The catalog {path} has schema version {version}; this Tilescribe knows up to {migrations.SCHEMA_VERSION}",
            remedy="Upgrade Tilescribe: pip install --upgrade tilescribe",
        )
    return version


def is_catalog(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a catalog of any version, by its content; a damaged one that still says so is one too."""
    file = Path(path)
    if not file.is_file() or not file.stat().st_size:
        return False
    try:
        with closing(connect(file, writable=False)) as db:
            return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'tilescribe_meta'").fetchone() is not None
    except sqlite3.Error:
        # No connection of this process reads it either, so that closing it here takes no lock away; see `check`.
        head = _head(file, _HEAD_BYTES)
        return head.startswith(_SQLITE_MAGIC) and b"CREATE TABLE tilescribe_meta" in head


def _check_file(path: str) -> None:
    try:
        status = Path(path).stat()
    except FileNotFoundError as error:
        raise CatalogNotFoundError(
            f"There is no catalog {path}", remedy=f"Make one: tilescribe index PATH... --catalog {path}"
        ) from error
    except NotADirectoryError as error:
        raise NotACatalogError(f"{path} is not a file", remedy=_START_ANEW) from error
    except PermissionError as error:
        raise _not_readable(path) from error
    except OSError as error:
        raise CatalogDamagedError(
            f"The catalog {path} cannot be read ({error.strerror or error})", remedy="Check the disk"
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotACatalogError(f"{path} is not a file", remedy=_START_ANEW)
    if not status.st_size:
        raise _not_a_database(path)


@contextmanager
def _no_database(path: str) -> Iterator[None]:
    """Tell what never was a database from one that is damaged, and what may not be read from what may not be
    written."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        if code & 0xFF == sqlite3.SQLITE_NOTADB and not _head(Path(path), len(_SQLITE_MAGIC)).startswith(_SQLITE_MAGIC):
            raise _not_a_database(path) from error
        if code & 0xFF == sqlite3.SQLITE_CANTOPEN and not os.access(path, os.R_OK):
            raise _not_readable(path) from error
        raise


def _head(file: Path, number: int) -> bytes:
    """The first bytes of a file that SQLite cannot read; none where it cannot be read at all."""
    try:
        with file.open("rb") as stream:
            return stream.read(number)
    except OSError:
        return b""


def _not_a_database(path: str) -> NotACatalogError:
    return NotACatalogError(f"{path} is not an SQLite database", remedy=_START_ANEW)


def _not_readable(path: str) -> CatalogReadOnlyError:
    return CatalogReadOnlyError(f"The catalog {path} may not be read", remedy="Check its permissions")


def require_writable(path: str) -> None:
    """Refuse early what SQLite would refuse at the first write.

    Raises:
        CatalogReadOnlyError: the file or its folder may not be written.
    """
    file = Path(path).absolute()
    for place in (file, file.parent):
        if not os.access(place, os.W_OK):
            raise CatalogReadOnlyError(
                f"The catalog {path} cannot be written, for {place} may not be",
                remedy="Check the permissions, or copy the catalog to a place of your own",
            )


def require_creatable(path: str) -> None:
    """Refuse early what cannot become a catalog.

    Raises:
        InvalidOptionError: the name does not end in `.gpkg`, as requirement 3 of GeoPackage has it.
        CatalogNotFoundError: the folder does not exist.
        CatalogReadOnlyError: the folder may not be written.
    """
    folder = Path(path).absolute().parent
    if Path(path).suffix.lower() != ".gpkg":
        raise InvalidOptionError(f"The catalog {path} does not end in .gpkg", remedy=f"Name it {path}.gpkg")
    if not folder.is_dir():
        raise CatalogNotFoundError(f"The folder {folder} for the catalog does not exist", remedy="Make it first")
    if not os.access(folder, os.W_OK):
        raise CatalogReadOnlyError(
            f"The catalog {path} cannot be made, for {folder} may not be written",
            remedy="Check the permissions, or choose a place of your own",
        )


def create(path: str) -> None:
    """Make an empty catalog. It appears complete or not at all. The caller holds the writer lock.

    Raises:
        CatalogReadOnlyError, CatalogFullError: the folder does not take it.
    """
    draft = Path(f"{path}.new")
    # What killed processes and deleted catalogs left: SQLite would take a journal for the new file's own.
    leftovers = [draft, *(Path(f"{name}{tail}") for name in (draft, path) for tail in _JOURNALS)]
    try:
        _delete(leftovers)
        with sqlite_errors(path):
            _fill(draft)
        draft.replace(path)
    except OSError as error:
        raise CatalogReadOnlyError(
            f"The catalog {path} cannot be made ({error.strerror or error})",
            remedy="Check the permissions of its folder, or choose a place of your own",
        ) from error
    finally:
        with suppress(OSError):
            _delete(leftovers)


def _delete(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _fill(draft: Path) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as db:
        db.execute(f"PRAGMA application_id = {encoding.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {encoding.USER_VERSION}")
        encoding.register_functions(db)
        migrations.migrate(db, start=0, migrations=migrations.MIGRATIONS)


def upgrade(path: str, version: int) -> None:
    """Bring an older catalog to this version. The caller holds the writer lock."""
    if version < migrations.SCHEMA_VERSION:
        with sqlite_errors(path), closing(connect(Path(path), writable=True)) as db:
            migrations.migrate(db, start=version, migrations=migrations.MIGRATIONS)
