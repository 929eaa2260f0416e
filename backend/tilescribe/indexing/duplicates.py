"""One answer a place: rasters that show what another raster of the catalog shows already."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tilescribe.domain.names import gdal_name
from tilescribe.errors import RasterError
from tilescribe.raster import is_virtual, read_virtual

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from tilescribe.raster import VirtualRaster

__all__ = ["Duplicates", "Identity", "identity_of"]

Identity: TypeAlias = tuple[object, ...]
_SHOWN = 0.98
"""Share of a source's footprint that a VRT shows where it shows all of it in place: corners are rounded to pixels."""
_MOST_NESTED = 8


def identity_of(path: str) -> Identity:
    """The same for every name of one raster: links, hard links, and other mounts of one file system."""
    name = gdal_name(path)
    if not name.file:
        return (path,)
    try:
        entry = os.stat(name.file)  # noqa: PTH116 - a GDAL name is no clean path
    except (OSError, ValueError):
        return (name.prefix, name.file, name.rest)
    # Some network drives number no files.
    place = (entry.st_dev, entry.st_ino) if entry.st_ino else (os.path.realpath(name.file),)
    return (name.prefix, *place, name.rest)


@dataclass(slots=True)
class Duplicates:
    """Knows the rasters of a catalog and those that a run has found, by what they are and not by their names."""

    _owners: dict[Identity, str] = field(default_factory=dict)
    """Identity to the path under which it is, or will be, in the catalog."""
    _shown_by: dict[Identity, str] = field(default_factory=dict)
    """Identity of a source to the VRT in the catalog that shows all of it."""

    @classmethod
    def among(cls, found: Sequence[str], *, known: Iterable[str]) -> Duplicates:
        """Of rasters in the catalog, which go first, and of those found, where a file goes before links to it."""
        duplicates = cls()
        for path in known:
            duplicates._owners.setdefault(identity_of(path), path)
            duplicates.add_virtual(path)
        for path in sorted(found, key=_is_link):
            duplicates._owners.setdefault(identity_of(path), path)
        return duplicates

    def same_file(self, path: str) -> str | None:
        """The other path under which the same file is in the catalog or comes to it."""
        owner = self._owners.get(identity_of(path), path)
        return None if owner == path else owner

    def shown_by(self, path: str) -> str | None:
        """The VRT in the catalog that shows all of this raster."""
        shown = self._shown_by.get(identity_of(path))
        return None if shown == path else shown

    def add_virtual(self, path: str) -> None:
        """Where it is a VRT that comes to the catalog: its sources need not."""
        virtual = _virtual(path)
        if virtual is not None and not virtual.computes:
            for source in virtual.whole:
                self._shown_by.setdefault(identity_of(source), path)


def plain_sources(path: str) -> tuple[str, ...]:
    """The rasters that a VRT shows and does nothing else with, through VRTs of VRTs; empty for anything else."""
    return tuple(dict.fromkeys(_leaves(path, 0)))


def stacks(path: str) -> bool:
    """Whether it is a VRT that puts bands of several files side by side."""
    virtual = _virtual(path)
    return virtual is not None and virtual.stacks and not virtual.computes


def shows_in_place(footprint: MultiPolygon, source: MultiPolygon, *, whole: bool) -> bool:
    """Whether a VRT shows a source where the source itself lies, and not with a georeference of its own."""
    if not whole:
        return bool(footprint.intersects(source))
    return bool(footprint.intersection(source).area >= _SHOWN * source.area)


def _leaves(path: str, depth: int) -> list[str]:
    virtual = _virtual(path)
    if virtual is None or virtual.stacks or virtual.computes or depth > _MOST_NESTED:
        return [path] if depth else []
    return [leaf for source in virtual.sources for leaf in _leaves(source, depth + 1)]


def _virtual(path: str) -> VirtualRaster | None:
    if not is_virtual(path):
        return None
    try:
        return read_virtual(path)
    except RasterError:  # opening it says what is wrong
        return None


def _is_link(path: str) -> bool:
    file = gdal_name(path).file
    return bool(file) and os.path.realpath(file) != os.path.abspath(file)  # noqa: PTH100
