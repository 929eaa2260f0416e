"""Files that are written for people: nothing that is there is lost, and what is written appears whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tilescribe.catalog import is_catalog
from tilescribe.errors import OutputError

__all__ = ["Output", "replacing"]

_PARTS_OF_CATALOG = ("-wal", "-shm", "-journal", ".lock", ".writer", ".new")
"""What SQLite and a writer keep beside a catalog, by the end of their names."""
_BUSY_TIMEOUT_S = 10.0
_RESERVED = ("gpkg_", "rtree_", "sqlite_")
"""How tables of the GeoPackage standard and of SQLite begin."""
_LONGEST_REASON = 300
_SQL = re.compile(r"\b(?:INSERT INTO|CREATE (?:VIRTUAL )?TABLE|CREATE TRIGGER|UPDATE|DELETE FROM)\b.*(?=\))")
_DRAFT = re.compile(r"[^\s('\"]*\.[0-9a-f]{32}\.partial[^\s)'\":]*")
_REMEDY = "Check that the folder exists, is writable and has room"


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a command is to write.

    Never a catalog, and never what the command reads, whatever `overwrite` says. Another file that exists is replaced
    with `overwrite` only; of a GeoPackage only the layer is.
    """

    path: Path
    overwrite: bool = False
    layer: str = "hits"
    """In a GeoPackage."""
    inputs: tuple[str, ...] = ()
    """Files and folders that the command reads."""

    @property
    def target(self) -> Path:
        """Where a link leads, so that the file is written and the link stays."""
        return self.path.resolve()

    @property
    def special(self) -> bool:
        """A device or a pipe, which is written to and never replaced."""
        return self.path.exists() and not (self.path.is_file() or self.path.is_dir())

    @property
    def adds_layer(self) -> bool:
        """Whether there is a GeoPackage already."""
        return self.path.suffix.lower() == ".gpkg" and _layers(self.target) is not None

    def check(self) -> None:
        """Refuse at once what could not, or must not, be written in the end.

        Raises:
            OutputError: with the reason and what to do about it.
        """
        if self.special:
            return
        _check_place(self)
        _check_catalog(self)
        if not self.path.exists():
            return
        _check_inputs(self)
        if self.adds_layer:
            _check_layer(self)
        elif not self.overwrite:
            raise OutputError(f"{self.path} exists already", remedy="Name another file, or agree to it: --overwrite")

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A file of the same kind to write to, which becomes the output when the block ends well.

        A GeoPackage that exists is given as a copy with all its layers.

        Raises:
            OutputError: the place cannot be written.
        """
        self.check()
        try:
            if self.special:
                yield self.path
            elif self.adds_layer:
                with _amended(self) as copy:
                    yield copy
            else:
                with replacing(self.target) as draft:
                    yield draft
        # pyogrio reports a full disk or a missing folder as RuntimeError.
        except (OSError, RuntimeError, sqlite3.Error) as error:
            raise OutputError(f"{self.path} cannot be written ({_reason(error, self)})", remedy=_REMEDY) from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` that takes its place when the block ends well, and goes when it does not.

    Raises:
        OSError: the folder cannot be written.
    """
    draft = path.with_name(f".{uuid.uuid4().hex}.partial{path.suffix}")
    try:
        yield draft
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        _remove(draft)


@contextmanager
def _amended(output: Output) -> Iterator[Path]:
    """A copy of a GeoPackage, whose content the GeoPackage takes over in one transaction.

    Another program (a GIS) may have it open: it reads on, and sees the change.
    """
    copy = output.target.with_name(f".{uuid.uuid4().hex}.partial.gpkg")
    try:
        with closing(sqlite3.connect(output.target, timeout=_BUSY_TIMEOUT_S)) as original:
            with closing(sqlite3.connect(copy)) as copied:
                original.backup(copied, progress=_Patience())
                copied.execute("PRAGMA journal_mode = DELETE").fetchall()
            before = original.execute("PRAGMA data_version").fetchone()
            yield copy
            if original.execute("PRAGMA data_version").fetchone() != before:
                raise OutputError(
                    f"Another program has changed {output.path} meanwhile", remedy="Save the edits there, and try again"
                )
            with closing(sqlite3.connect(copy)) as copied:
                copied.backup(original, progress=_Patience())
    finally:
        _remove(copy)


class _Patience:
    """Ends a backup that waits too long for another program, which Python alone would never do."""

    def __init__(self) -> None:
        self._until = time.monotonic() + _BUSY_TIMEOUT_S

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > self._until:
            raise OutputError(
                "Another program is writing to the GeoPackage", remedy="Save or cancel the edits there, and try again"
            )


def _remove(draft: Path) -> None:
    for left in (draft, *(Path(f"{draft}{end}") for end in _PARTS_OF_CATALOG[:3])):
        with suppress(OSError):  # the place may have become read-only; what is to be said is why writing failed
            left.unlink(missing_ok=True)


def _check_place(output: Output) -> None:
    path = output.path
    if path.is_dir():
        raise OutputError(f"{path} is a folder", remedy="Name a file in it")
    folder = output.target.parent
    if not folder.is_dir():
        raise OutputError(f"{path} cannot be written: the folder {folder} does not exist", remedy="Make it first")
    for place in (folder, output.target):
        if place.exists() and not os.access(place, os.W_OK):
            raise OutputError(f"{path} cannot be written, for {place} may not be", remedy="Name a place of your own")


def _check_catalog(output: Output) -> None:
    """Whatever has been agreed to: no catalog, nor a name that belongs to one, taken at the moment or not."""
    target = output.target
    names = (str(target).removesuffix(end) for end in _PARTS_OF_CATALOG if str(target).endswith(end))
    for file in (target, *(Path(name) for name in names), *_folders_of_caches(target)):
        if is_catalog(file):
            raise OutputError(
                f"{output.path} is a catalog, or a part of one, and is never overwritten", remedy="Name another file"
            )


def _check_inputs(output: Output) -> None:
    """Whatever has been agreed to: nothing that the command reads."""
    target = output.target
    for name in output.inputs:
        source = Path(name)
        inside = source.is_dir() and target.is_relative_to(source.resolve()) and not _is_report(target)
        if inside or _is_same(source, target):
            raise OutputError(f"{output.path} is what this command reads", remedy="Name another file")


def _folders_of_caches(target: Path) -> Iterable[Path]:
    """The catalogs in whose `NAME.gpkg.cache` the target would lie."""
    return (folder.with_suffix("") for folder in target.parents if folder.suffix == ".cache")


def _is_report(path: Path) -> bool:
    """Written by an earlier run, as what is read among pictures never is."""
    return path.suffix.lower() in (".html", ".htm", ".json")


def _is_same(source: Path, target: Path) -> bool:
    try:
        return source.samefile(target)
    except OSError:
        return False


def _check_layer(output: Output) -> None:
    layers = _layers(output.target) or {}
    name = output.layer.casefold()
    if name.startswith(_RESERVED) or not name.strip():
        raise OutputError(f"A layer cannot be called {output.layer!r}", remedy="Give another name: --layer")
    taken = layers.get(name)
    if taken is None:
        return
    if not taken:
        raise OutputError(
            f"{output.path} has a table {output.layer!r} that is no vector layer", remedy="Give another name: --layer"
        )
    if not output.overwrite:
        raise OutputError(
            f"{output.path} has a layer {output.layer!r} already",
            remedy="Give another name with --layer, or agree to replace that layer: --overwrite",
        )


def _layers(path: Path) -> dict[str, bool] | None:
    """The tables of a GeoPackage in lower case, and whether each is a vector layer; None for any other file."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_TIMEOUT_S)) as db:
            tables = {name.casefold(): False for (name,) in db.execute("SELECT name FROM sqlite_master")}
            vector = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
            return tables | {name.casefold(): True for (name,) in db.execute(vector)}
    except sqlite3.Error:
        return None


def _reason(error: BaseException, output: Output) -> str:
    """One sentence: GDAL tells the SQL that failed, some KB of it, and names the draft."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    said = _SQL.sub("…", _DRAFT.sub(output.path.name, " ".join(said.split())))
    return (said if len(said) <= _LONGEST_REASON else f"{said[:_LONGEST_REASON]} …").strip().rstrip(".")
