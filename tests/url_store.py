"""A form of the catalog for tests: GeoPackages in a folder, known by URLs only, as those of a server are."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tilescribe.catalog import geopackage
from tilescribe.catalog.protocols import Annotations, Catalog, Mode
from tilescribe.errors import CatalogNotFoundError

SCHEME = "shelf"
SECRET = "hunter2"
URL = f"{SCHEME}://me:{SECRET}@host:5432/flood"
SHOWN = f"{SCHEME}://me:***@host:5432/flood"


class UrlStore:
    folder = Path()
    made = 0

    def __init__(self) -> None:
        type(self).made += 1

    def open_catalog(self, location: str, *, mode: Mode = "r") -> Catalog:
        file = self._file(location)
        if mode != "a" and not file.exists():
            raise CatalogNotFoundError(f"There is no catalog {location}", remedy=f"Make {location}")
        return _under(location, geopackage.open_catalog(file, mode=mode))

    def open_annotations(self, location: str) -> Annotations:
        return _under(location, geopackage.open_annotations(str(self._file(location))))

    def is_catalog(self, location: str) -> bool:
        return geopackage.is_catalog(self._file(location))

    def identity(self, location: str) -> Any:
        return geopackage.identity(str(self._file(location)))

    def _file(self, location: str) -> Path:
        if not self.folder.is_dir():
            raise ConnectionRefusedError(f"nobody listens at {location}")
        return self.folder / f"{location.rpartition('/')[2]}.gpkg"


def _under(location: str, opened: Any) -> Any:
    opened.path = location
    return opened


def install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let URLs of `SCHEME` lead to catalogs in a folder."""
    point = EntryPoint(SCHEME, f"{__name__}:UrlStore", "tilescribe.stores")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point] if group == point.group else [])
    monkeypatch.setattr(UrlStore, "folder", folder)
