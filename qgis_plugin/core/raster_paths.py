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


@lru_cache(maxsize=100_000)
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
    by_key: dict[str, list[str]] = {}
    by_content: dict[str, list[str]] = {}
    for layer, source in keys.items():
        by_key.setdefault(source, []).append(layer)
        for inside in _contained(source):
            by_content.setdefault(inside, []).append(layer)
    found = {}
    for path in dict.fromkeys(wanted):
        key = path_key(path)
        parts = [layer for layer, source in keys.items() if _is_part(source, path, key)] if _has_parts(path) else []
        found[path] = tuple(dict.fromkeys((*by_key.get(key, ()), *parts, *by_content.get(key, ()))))
    return found


def _has_parts(path: str) -> bool:
    return _BANDS.search(path) is not None or path.lower().rstrip("\\/").endswith(".safe")


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
