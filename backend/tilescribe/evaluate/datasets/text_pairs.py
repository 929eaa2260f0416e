"""Captions as text pairs: `SPLIT_caps.txt`, one caption a line, beside `SPLIT_filename.txt`.

Published with VSE++ and, for remote sensing, AMFMN. The list of file names holds either one line for each caption, or
one line for each picture, whose captions (five, as a rule) then follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError
from tilescribe.evaluate.datasets.entries import Captions, Entry, read_text
from tilescribe.evaluate.datasets.model import Problem, ProblemKind

__all__ = ["is_pair_file", "read_pairs"]

_PAIR_FILE = re.compile(r"(?P<split>.+)_(?P<kind>caps|filename)(?P<variant>_[a-z]+)?\.txt", re.IGNORECASE)
"""`test_caps.txt`; AMFMN also has `train_caps_verify.txt`, the part of the training set that it trains on."""


def is_pair_file(path: Path) -> bool:
    """Whether the file's name is that of one half of a pair."""
    return _PAIR_FILE.fullmatch(path.name) is not None


def read_pairs(path: Path) -> Captions:
    """Read all pairs of a folder, or all beside the given file, whose split then is the default.

    The other splits are read with it because their pictures are not to be reported as pictures without captions.

    Raises:
        DatasetNotFoundError: A file cannot be read.
        DatasetFormatError: No pair is there, a partner is missing, the numbers of lines do not fit, or no UTF-8.
    """
    folder = path if path.is_dir() else path.parent
    pairs: dict[str, dict[str, Path]] = {}
    for file in _listed(folder):
        if is_pair_file(file):
            split, kind = _split_and_kind(file)
            pairs.setdefault(split, {})[kind] = file
    default = None if path.is_dir() else _split_and_kind(path)[0]
    if not pairs or (default is not None and default not in pairs):
        raise DatasetFormatError(
            f"{path} holds no captions",
            remedy="Give a folder with `SPLIT_caps.txt` and `SPLIT_filename.txt`, or a JSON file",
        )
    entries: list[Entry] = []
    problems: list[Problem] = []
    for split, pair in pairs.items():
        found, broken = _read_pair(_half(pair, "caps", split), _half(pair, "filename", split), split=split)
        entries += found
        problems += broken
    name = folder.resolve().name
    return Captions(name=name, entries=tuple(entries), problems=tuple(problems), split=default)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise DatasetNotFoundError(
            f"The folder {folder} cannot be listed: {error.strerror}", remedy="Check the path and its permissions"
        ) from error


def _split_and_kind(path: Path) -> tuple[str, str]:
    """(`train`, `caps`) of `train_caps.txt`, (`train_verify`, `caps`) of `train_caps_verify.txt`."""
    match = _PAIR_FILE.fullmatch(path.name)
    assert match is not None
    return match["split"] + (match["variant"] or ""), match["kind"].lower()


def _half(pair: Mapping[str, Path], kind: str, split: str) -> Path:
    if kind not in pair:
        (other,) = pair.values()
        raise DatasetFormatError(
            f"{other} stands alone: the `{kind}` file of split {split!r} is missing",
            remedy="Put captions and file names side by side, as `SPLIT_caps.txt` and `SPLIT_filename.txt`",
        )
    return pair[kind]


def _read_pair(captions: Path, filenames: Path, *, split: str) -> tuple[list[Entry], list[Problem]]:
    lines, names = _lines(captions), _lines(filenames)
    if not names or len(lines) % len(names):
        raise DatasetFormatError(
            f"{captions} has {len(lines):,} lines and {filenames.name} {len(names):,}, which do not belong together",
            remedy="Give one file name for each caption, or one for each picture with equally many captions",
        )
    each = len(lines) // len(names)
    grouped: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for position, line in enumerate(lines):
        name = names[position // each].strip()
        if name and line.strip():
            grouped.setdefault(name, []).append(line.strip())
        else:
            empty = "caption" if name else "file name"
            place = f"{captions.name} line {position + 1}"
            problems.append(Problem(ProblemKind.BROKEN_ENTRY, name or place, f"{place} has no {empty}"))
    return [Entry(filename=name, captions=tuple(own), split=split) for name, own in grouped.items()], problems


def _lines(path: Path) -> list[str]:
    """By line feeds only: `str.splitlines` also breaks at the form feeds and separators that stand inside captions."""
    lines = read_text(path).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
