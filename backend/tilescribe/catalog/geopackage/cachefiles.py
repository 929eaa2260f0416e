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

from tilescribe.catalog.geopackage.revisions import State, Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Arrays", "CacheFolder", "Sink", "Stored"]

FORMAT = 7
"""Of the files; another number makes older ones stale."""
ABANDONED_S = 3600.0
"""A draft not touched for this long was left by a killed process."""
_STAMP = "stamp.json"

Arrays: TypeAlias = "Mapping[str, NDArray[Any]]"


@dataclass(frozen=True, slots=True)
class Stored:
    """Arrays, and the state of their table that they are of."""

    state: State
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

    def load(self, name: str, *, believed: Callable[[State], bool]) -> Stored | None:
        """The arrays of `name` that reach furthest of those whose state is believed, mapped; None for none."""
        found = [stored for _, stored in self.stored(name) if believed(stored.state)]
        return max(found, key=lambda stored: stored.state.last_id, default=None)

    def stored(self, name: str) -> list[tuple[Path, Stored]]:
        """All that can be read of `name`, whatever catalog and state it is of, with its folder."""
        loaded = [(folder, _load(folder)) for folder in self._builds(name)]
        return [(folder, stored) for folder, stored in loaded if stored is not None]

    def discard(self, folder: Path) -> None:
        """Delete one build; what another process has mapped goes later where the system holds on to it (Windows)."""
        try:
            (folder / _STAMP).unlink(missing_ok=True)  # first, so that half a build is none
        except OSError:
            return
        shutil.rmtree(folder, ignore_errors=True)

    def build(self, name: str, state: State, fill: Callable[[Sink], None]) -> Stored:
        """Make the arrays of `name` as they are in a state, of which `fill` gives the rows.

        They are kept in memory where the cache cannot be written (a read-only place, a full disk); `fill` may be
        called a second time for that.
        """
        try:
            return self._build_files(name, state, fill)
        except OSError:
            rows = _Memory()
            fill(rows)
            return Stored(state, rows.arrays())

    def _build_files(self, name: str, state: State, fill: Callable[[Sink], None]) -> Stored:
        self.root.mkdir(exist_ok=True)
        self._tidy()
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=self.root))
        try:
            with ExitStack() as stack:
                files = _Files(draft, stack)
                fill(files)
                files.finish(state)
            folder = self.root / f"{name}.{draft.name.removeprefix('draft-')}"
            older = self._builds(name)
            draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        for other in older:
            self.discard(other)
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

    def finish(self, state: State) -> None:
        stamped = self._stack.enter_context((self._folder / _STAMP).open("wb"))
        stamped.write(json.dumps({"format": FORMAT, "state": asdict(state), "arrays": self._layout}).encode())
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
        stamped = json.loads((folder / _STAMP).read_bytes())
        if stamped["format"] != FORMAT:
            return None
        state = State(**{**stamped["state"], "revision": Token(**stamped["state"]["revision"])})
        arrays = {name: _map(folder / f"{name}.bin", **layout) for name, layout in stamped["arrays"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Stored(state, arrays)


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
