"""What the caption formats have in common: entries, and text read as UTF-8."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError
from tilescribe.evaluate.datasets.model import Problem

__all__ = ["Captions", "Entry", "is_text", "read_text"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a caption file says about one picture."""

    filename: str
    captions: tuple[str, ...] = ()
    split: str | None = None
    scene: str | None = None
    lat: float | None = None
    lon: float | None = None
    gsd_m: float | None = None


@dataclass(frozen=True, slots=True)
class Captions:
    """What a caption file, or a folder of text pairs, says about all pictures."""

    name: str
    entries: tuple[Entry, ...]
    """In file order; of several entries about one file name and split only one is kept."""
    problems: tuple[Problem, ...]
    """Broken entries."""
    split: str | None = None
    """The split that the given path itself names (`test_caps.txt`), or None."""


def read_text(path: Path) -> str:
    """The whole file as UTF-8, with or without a byte order mark.

    Raises:
        DatasetNotFoundError: The file does not exist or cannot be read.
        DatasetFormatError: The file is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DatasetNotFoundError(
            f"The caption file {path} cannot be read: {error.strerror}",
            remedy="Check the path and its permissions",
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark.
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise DatasetFormatError(
            f"The caption file {path} is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}",
            remedy=f"Convert it, for example with iconv -f ISO-8859-1 -t UTF-8 {path.name}",
        ) from error


def is_text(value: object) -> TypeGuard[str]:
    """A string that says something and that any file can hold: JSON can escape half a character (`"\\ud800"`)."""
    if not isinstance(value, str) or not value.strip():
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
