"""Services for tests: one that a module shares, with a catalog of 27 described tiles, and fresh ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.e2e.service.served import Service
from tests.scenes import draw


@dataclass(frozen=True)
class Filled:
    """A service with a catalog in it."""

    service: Service
    catalog: str
    """Its id."""
    path: Path
    imagery: Path
    job: str
    """The one that filled it."""


def draw_imagery(folder: Path) -> Path:
    draw(folder / "scene_20260914.tif", seed=1)
    draw(folder / "lake_20260915.tif", seed=2, west=401_000.0, cover="water")
    draw(folder / "deep" / "forest_20260916.tif", seed=3, west=402_000.0, cover="forest")
    return folder


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    home = tmp_path_factory.mktemp("service")
    imagery, path = draw_imagery(home / "tifs"), home / "area.gpkg"
    with Service(home / "state") as service:
        catalog = service.make(path)
        job = service.index(catalog, imagery)
        assert service.finish(job)["state"] == "done"
        yield Filled(service, catalog, path, imagery, job)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path / "state") as fresh:
        yield fresh
