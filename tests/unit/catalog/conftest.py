"""An empty catalog for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "area.gpkg"


@pytest.fixture
def catalog(path: Path) -> Iterator[GeoPackageCatalog]:
    with open_catalog(path, mode="a") as opened:
        yield opened
