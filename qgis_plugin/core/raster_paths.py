"""Whether a raster layer of a project and a raster of a catalog are the same file.

Files are looked at (links are followed, virtual rasters are read), so that this belongs into a thread.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path

__all__ = ["find_layers", "path_key"]

_SUBDATASET = re.compile(r"^[A-Za-z][A-Za-z0-9_]+:")
"""`NETCDF:…`; a drive of Windows has one letter."""
_BANDS = re.compile(r"\{([^{}]*)\}")
"""Files of one band each, as the engine names a scene of them: `LC08_…_B{2,3,4}.TIF`."""
_SOURCE = re.compile(r"<SourceFilename([^>]*)>(.*?)</SourceFilename>", re.DOTALL)
_MAX_VRT_BYTES = 8_000_000
"""About 20,000 sources; of a larger virtual raster it is not told what it contains."""


def path_key(path: str) -> str:
    """The same text for the same file: links are followed, spellings of `/vsi…` and of the system evened out."""
    if path.startswith("/vsi"):
        return re.sub(r"/{2,}", "/", re.sub(r"[{}]", "", path)).rstrip("/")
    if _SUBDATASET.match(path):
        return path.replace('"', "")
    return os.path.normcase(os.path.realpath(path))


def find_layers(sources: Mapping[str, str], wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which layers show which rasters.

    Args:
        sources: {layer id: path of its file}, the uppermost layer first.
        wanted: Paths of rasters, as the engine tells them.

    Returns:
        {path: layer ids}: layers of that file first, then those of a part of it, then virtual rasters that contain it.
    """
    keys = {layer: path_key(source) for layer, source in sources.items() if source}
    found = {}
    for path in dict.fromkeys(wanted):
        key = path_key(path)
        same = [layer for layer, source in keys.items() if source == key]
        parts = [layer for layer, source in keys.items() if source != key and _is_part(source, path, key)]
        virtual = [layer for layer, source in keys.items() if source != key and key in _contained(source)]
        found[path] = tuple(dict.fromkeys((*same, *parts, *virtual)))
    return found


def _is_part(source: str, path: str, key: str) -> bool:
    """A band of a scene of several files, or a file in the folder of a scene."""
    bands = _BANDS.search(path)
    if bands is not None and not path.startswith("/vsi"):
        names = (path[: bands.start()] + band + path[bands.end() :] for band in bands.group(1).split(","))
        return any(source == path_key(name) for name in names)
    inside = source.partition(":")[2] if _SUBDATASET.match(source) else source
    return key.lower().endswith(".safe") and inside.startswith(key.rstrip("\\/") + os.sep)


def _contained(source: str) -> frozenset[str]:
    """The files of a virtual raster; none of any other."""
    if not source.lower().endswith(".vrt") or source.startswith("/vsi"):
        return frozenset()
    try:
        status = Path(source).stat()
    except OSError:
        return frozenset()
    return frozenset() if status.st_size > _MAX_VRT_BYTES else _read(source, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=200)
def _read(source: str, _changed_ns: int, _size: int) -> frozenset[str]:
    try:
        text = Path(source).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return frozenset()
    folder = Path(source).parent
    keys = set()
    for attributes, name in _SOURCE.findall(text):
        relative = re.search(r"relativeToVRT\s*=\s*[\"']1", attributes) is not None
        file = unescape(name.strip())
        keys.add(path_key(str(folder / file) if relative else file))
    return frozenset(keys)
