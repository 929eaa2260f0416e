"""File names, and files that are written as a whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

__all__ = [
    "CATALOG_SUFFIX",
    "StagedFile",
    "file_name",
    "file_stem",
    "read_lines",
    "with_catalog_suffix",
    "write_atomically",
]

CATALOG_SUFFIX = ".gpkg"


def file_name(path: str) -> str:
    """The last part of a path of any system: a catalog, or an engine, may be of another one than this QGIS."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1] or path


def file_stem(path: str) -> str:
    """The file name without its suffix."""
    return file_name(path).rpartition(".")[0] or file_name(path)


def with_catalog_suffix(path: str) -> str:
    """The path as that of a catalog; `.gpkg` is added where it is missing."""
    return path if path.lower().endswith(CATALOG_SUFFIX) else path + CATALOG_SUFFIX


def read_lines(path: Path, count: int) -> list[str]:
    """The last `count` lines; none where there is no such file."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` by `text`, readable by its owner only (0600). Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


class StagedFile:
    """A file that is written beside its place: `commit` puts it there as a whole, `discard` removes it."""

    def __init__(self, path: str):
        """Makes a folder beside the place, so that putting it there is a rename. Raises OSError."""
        self._place = Path(path)
        self._folder = Path(tempfile.mkdtemp(dir=self._place.parent, prefix=".tilescribe-"))

    @property
    def staged(self) -> str:
        """Where to write."""
        return str(self._folder / self._place.name)

    def commit(self) -> None:
        """Replace what is in the place. Raises OSError; then as much of the old is left as could be."""
        try:
            # What belongs to the file first: whoever sees the file finds all of it.
            for part in sorted(self._folder.iterdir(), key=lambda part: part.name == self._place.name):
                part.replace(self._place.parent / part.name)
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing of it."""
        shutil.rmtree(self._folder, ignore_errors=True)
