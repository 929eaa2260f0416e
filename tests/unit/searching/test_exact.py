"""Who asks for exact scoring gets it, from every way to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.unit.catalog.made_up import MODEL, caption, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.query import TileQuery, TileRanking
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.cli import search as command
from tilescribe.searching import search, similar, similar_to_captions
from tilescribe.testing import HashEmbedder

EMBEDDER = HashEmbedder()
INFO = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
SAID = caption(summary="a harbour")


@pytest.fixture
def area(tmp_path: Path) -> Path:
    path = tmp_path / "area.gpkg"
    with open_catalog(path, mode="a") as catalog:
        put(catalog)
        catalog.write_batch(
            [TileResult(1, captions={MODEL: SAID})],
            embedder=INFO,
            vectors={"a harbour": EMBEDDER.embed(["a harbour"])[0]},
        )
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each question that a catalog got was to be answered exactly."""
    put_to, noted = GeoPackageCatalog.search, []

    def note(self: GeoPackageCatalog, query: TileQuery) -> TileRanking:
        noted.append(query.exact)
        return put_to(self, query)

    monkeypatch.setattr(GeoPackageCatalog, "search", note)
    return noted


@pytest.mark.parametrize("options", [{}, {"exact": True}])
def test_functions_pass_it_on(area: Path, asked: list[bool], options: dict[str, Any]) -> None:
    with open_catalog(area) as catalog:
        search(catalog, "a harbour", embedder=EMBEDDER, **options)
        similar(catalog, 1, embedder=EMBEDDER, **options)
        similar_to_captions(catalog, [SAID], embedder=EMBEDDER, **options)
    assert asked == [bool(options)] * 3


@pytest.mark.parametrize("options", [{}, {"exact": True}])
def test_commands_pass_it_on(
    area: Path, asked: list[bool], options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_load", lambda name: EMBEDDER)
    command.search(str(area), "a harbour", embedder=EMBEDDER.name, **options)
    command.similar(str(area), 1, embedder=EMBEDDER.name, **options)
    assert asked == [bool(options)] * 2
