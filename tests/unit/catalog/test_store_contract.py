"""The GeoPackage form of the catalog holds to what every form promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from tilescribe.testing.store_contract import StoreContract


class TestGeoPackage(StoreContract):
    @pytest.fixture
    def location(self, tmp_path: Path) -> str:
        return str(tmp_path / "area.gpkg")
