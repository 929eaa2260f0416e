"""Arrays beside the catalog that can be had again from it: deleting them costs a rebuild and nothing else.

Each build is a folder `<name>.<random>` in `<catalog>.cache/`, holding one raw little-endian file for each array and
`stamp.json`, which says what the arrays are of. A folder appears complete, by one rename, and never changes after; so
any number of processes may build, read and tidy up at once. Raw files and not a FAISS index file: they can be written
in constant memory and mapped rather than read.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Arrays", "CacheFolder", "Sink", "Stamp", "Stored"]

FORMAT = 4
"""Of the files; another number makes older ones stale."""
ABANDONED_S = 3600.0
"""A draft not touched for this long was left by a killed process."""

Arrays: TypeAlias = "Mapping[str, NDArray[Any]]"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What arrays are of: rows up to `last_id` of one table, as they were in one generation of one catalog."""

    uuid: str
    generation: int
    last_id: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Arrays with their stamp."""

    stamp: Stamp
    arrays: Arrays


class Sink(Protocol):
    """Takes arrays piece by piece."""

    def append(self, name: str, rows: NDArray[Any]) -> None:
        """Add rows (n, …) to an array; all pieces agree in type and in the other axes."""
        ...


class CacheFolder:
    """The cache of one catalog."""

    def __init__(self, catalog_path: str) -> None:
        self.root = Path(f"{catalog_path}.cache")

    def load(self, name: str, *, uuid: str, generation: int) -> Stored | None:
        """The arrays of `name` of this generation that reach furthest, mapped; None when there are none."""
        found = [
            stored
            for folder in self._builds(name)
            if (stored := _load(folder)) is not None
            and (stored.stamp.uuid, stored.stamp.generation) == (uuid, generation)
        ]
        return max(found, key=lambda stored: stored.stamp.last_id, default=None)

    def build(self, name: str, stamp: Stamp, fill: Callable[[Sink], None]) -> Stored:
        """Make the arrays of `name`, of which `fill` gives the rows.

        They are kept in memory where the cache cannot be written (a read-only place, a full disk); `fill` may be
        called a second time for that.
        """
        try:
            return self._build_files(name, stamp, fill)
        except OSError:
            rows = _Memory()
            fill(rows)
            return Stored(stamp, rows.arrays())

    def _build_files(self, name: str, stamp: Stamp, fill: Callable[[Sink], None]) -> Stored:
        self.root.mkdir(exist_ok=True)
        self._tidy()
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=self.root))
        try:
            with ExitStack() as stack:
                files = _Files(draft, stack)
                fill(files)
                files.finish(stamp)
            folder = self.root / f"{name}.{draft.name.removeprefix('draft-')}"
            older = self._builds(name)
            draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        for other in older:
            _discard(other)
        stored = _load(folder)
        if stored is None:
            raise OSError(f"{folder} cannot be read back")
        return stored

    def _builds(self, name: str) -> list[Path]:
        return sorted(self.root.glob(f"{name}.*"))

    def _tidy(self) -> None:
        for draft in self.root.glob("draft-*"):
            try:
                age_s = time.time() - max(file.stat().st_mtime for file in (draft, *draft.iterdir()))
            except OSError:
                continue  # another process is at it
            if age_s > ABANDONED_S:
                shutil.rmtree(draft, ignore_errors=True)


class _Files:
    """Writes each array to a file of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._files: dict[str, BinaryIO] = {}
        self._layout: dict[str, dict[str, Any]] = {}

    def append(self, name: str, rows: NDArray[Any]) -> None:
        rows = np.ascontiguousarray(rows, dtype=rows.dtype.newbyteorder("<"))
        if name not in self._files:
            self._files[name] = self._stack.enter_context((self._folder / f"{name}.bin").open("wb"))
            self._layout[name] = {"dtype": rows.dtype.str, "shape": [0, *rows.shape[1:]]}
        self._files[name].write(rows.data if rows.size else b"")
        self._layout[name]["shape"][0] += len(rows)

    def finish(self, stamp: Stamp) -> None:
        stamped = self._stack.enter_context((self._folder / "stamp.json").open("wb"))
        stamped.write(json.dumps({"format": FORMAT, **asdict(stamp), "arrays": self._layout}).encode())
        for file in (*self._files.values(), stamped):
            file.flush()
            os.fsync(file.fileno())


class _Memory:
    """Keeps each array in memory."""

    def __init__(self) -> None:
        self._pieces: dict[str, list[NDArray[Any]]] = {}

    def append(self, name: str, rows: NDArray[Any]) -> None:
        self._pieces.setdefault(name, []).append(rows)

    def arrays(self) -> Arrays:
        return {name: np.concatenate(pieces) for name, pieces in self._pieces.items()}


def _load(folder: Path) -> Stored | None:
    """None for what is damaged, vanishing or of another format: it is as good as absent."""
    try:
        stamped = json.loads((folder / "stamp.json").read_bytes())
        if stamped["format"] != FORMAT:
            return None
        stamp = Stamp(str(stamped["uuid"]), int(stamped["generation"]), int(stamped["last_id"]))
        arrays = {name: _map(folder / f"{name}.bin", **layout) for name, layout in stamped["arrays"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Stored(stamp, arrays)


def _map(file: Path, *, dtype: str, shape: list[int]) -> NDArray[Any]:
    """The file as an array that is read as it is needed.

    Raises:
        ValueError: the file has another length than the array.
    """
    kind = np.dtype(dtype)
    size = kind.itemsize * int(np.prod(shape))
    if file.stat().st_size != size:
        raise ValueError(f"{file} has not {size} bytes")
    if not size:
        return np.empty(shape, dtype=kind)  # nothing cannot be mapped
    return np.asarray(np.memmap(file, dtype=kind, mode="r", shape=tuple(shape)))


def _discard(folder: Path) -> None:
    """Delete a build; one that another process has mapped goes later where the system holds on to it (Windows)."""
    try:
        (folder / "stamp.json").unlink(missing_ok=True)  # first, so that half a build is none
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)
