"""An engine in this process, and a catalog of nine described tiles that it may work on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.e2e.runs import run
from tests.scenes import draw

from tilescribe.domain.pixels import TilePixels
from tilescribe.service.engine import Engine
from tilescribe.service.loaders import Loaders
from tilescribe.testing import ColourCaptioner, FakeCaptioner, FakeEncoder, HashEmbedder

WORKER = (sys.executable, "-c", 'import sys; sys.stdin.readline(); print(\'{"kind": "Ended", "state": "done"}\')')
"""Ends at once and does nothing."""


class FakeVerifier(FakeCaptioner):
    """Says yes to tiles with an even id, more surely the higher it is, and nothing to tile 3."""

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        return [None if one.tile.id == 3 else (1 - one.tile.id % 2) * one.tile.id / 10 for one in tiles]


def load(name: str, prompt: str | None) -> FakeCaptioner:
    if name == "colours":
        return ColourCaptioner(HashEmbedder())
    return FakeVerifier() if name == "verifier" else FakeCaptioner()


@pytest.fixture
def loaders() -> Loaders:
    return Loaders(
        captioner=load, embedder=lambda name: HashEmbedder(name=name), encoder=lambda name: FakeEncoder(name=name)
    )


@pytest.fixture
def engine(tmp_path: Path, loaders: Loaders) -> Iterator[Engine]:
    opened = Engine(tmp_path / "state", loaders=loaders, worker=WORKER)
    yield opened
    opened.close()


@pytest.fixture
def raster(tmp_path: Path) -> Path:
    return draw(tmp_path / "tifs" / "scene_20260914.tif", seed=1)


@pytest.fixture
def described(raster: Path, tmp_path: Path) -> Path:
    catalog = tmp_path / "area.gpkg"
    run([raster], catalog)
    return catalog
