"""Tiles of which little can be seen answer after those that can be seen whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.unit.catalog.made_up import FACTS, MODEL, put, sql

from tilescribe.catalog import open_catalog
from tilescribe.catalog.fusion import probability
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Caption, Description, DescriptionKind
from tilescribe.domain.query import Filters
from tilescribe.searching import score_matrix, search, similar
from tilescribe.testing import HashEmbedder

SHARES = (0.11, 0.5, 1.0, 0.9)


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


def results(*, shares: tuple[float, ...] = SHARES) -> list[TileResult]:
    said = Caption((Description(DescriptionKind.SUMMARY, "open water of a lake"),))
    measured = Caption((Description(DescriptionKind.FACTS, "All of the area is water."),))
    return [
        TileResult(number, content_hash=f"{share}", valid_share=share, captions={MODEL: said, FACTS: measured})
        for number, share in enumerate(shares, start=1)
    ]


def write(catalog: GeoPackageCatalog, batch: list[TileResult], embedder: HashEmbedder) -> None:
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    texts = sorted({one.text for result in batch for said in result.captions.values() for one in said.descriptions})
    catalog.write_batch(batch, embedder=info, vectors=dict(zip(texts, embedder.embed(texts), strict=True)))


@pytest.fixture
def lakes(tmp_path: Path, embedder: HashEmbedder) -> Iterator[GeoPackageCatalog]:
    """Four tiles of which the same is said; the first can hardly be seen."""
    with open_catalog(tmp_path / "area.gpkg", mode="a") as catalog:
        put(catalog, count=len(SHARES))
        write(catalog, results(), embedder)
        yield catalog


def test_of_tiles_that_say_the_same_the_whole_ones_come_first(lakes: GeoPackageCatalog, embedder: HashEmbedder) -> None:
    hits = search(lakes, "open water of a lake", embedder=embedder).hits
    assert [hit.tile_id for hit in hits] == [3, 4, 2, 1]
    assert [hit.valid_share for hit in hits] == [1.0, 0.9, 0.5, 0.11]
    whole, *_, sliver = hits
    assert sliver.score == pytest.approx(0.60395 * whole.score, abs=1e-4)
    # What the channels say stays what it is.
    assert sliver.channels == whole.channels


@pytest.mark.parametrize("k", [1, 2, 3])
def test_pages_of_any_size_agree(lakes: GeoPackageCatalog, embedder: HashEmbedder, k: int) -> None:
    hits = search(lakes, "open water of a lake", embedder=embedder, k=k, merge_places=False).hits
    assert [hit.tile_id for hit in hits] == [3, 4, 2, 1][:k]


def test_a_filter_and_a_captioner_change_nothing_about_it(lakes: GeoPackageCatalog, embedder: HashEmbedder) -> None:
    every = {hit.tile_id: hit.score for hit in search(lakes, "open water of a lake", embedder=embedder).hits}
    own = search(lakes, "open water of a lake", embedder=embedder, captioner=MODEL.captioner).hits
    assert [hit.tile_id for hit in own] == [3, 4, 2, 1]
    some = search(lakes, "open water of a lake", embedder=embedder, filters=Filters(levels_m=(128.0,))).hits
    assert {hit.tile_id: hit.score for hit in some} == every


def test_a_tile_that_looks_the_same_is_less_alike_the_less_can_be_seen(
    lakes: GeoPackageCatalog, embedder: HashEmbedder
) -> None:
    hits = similar(lakes, 3, embedder=embedder).hits
    assert [hit.tile_id for hit in hits] == [4, 2, 1]
    scores = np.array([hit.score for hit in hits])
    assert scores / scores[0] == pytest.approx(np.array([0.995, 0.875, 0.60395]) / 0.995, abs=1e-3)


def test_measuring_counts_as_search_does(lakes: GeoPackageCatalog, embedder: HashEmbedder) -> None:
    for tile_ids in (None, [1, 3]):
        chosen = None if tile_ids is None else np.array(tile_ids)
        matrix = score_matrix(lakes, ["open water of a lake"], embedder=embedder, tile_ids=chosen)
        found = {hit.tile_id: hit.score for hit in search(lakes, "open water of a lake", embedder=embedder).hits}
        scores = probability(matrix.by_channel["fused"][0])
        fused = dict(zip(matrix.tile_ids.tolist(), scores.tolist(), strict=True))
        assert fused == pytest.approx({tile_id: found[tile_id] for tile_id in fused}, abs=2e-4)


def test_a_share_that_changes_is_seen(tmp_path: Path, embedder: HashEmbedder) -> None:
    """Also by another process, which finds the arrays of the first in the cache."""
    path = tmp_path / "area.gpkg"
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=2)
        write(catalog, results(shares=(0.2, 1.0)), embedder)
        assert [hit.tile_id for hit in search(catalog, "open water of a lake", embedder=embedder).hits] == [2, 1]
        write(catalog, results(shares=(1.0, 0.2)), embedder)
        assert [hit.tile_id for hit in search(catalog, "open water of a lake", embedder=embedder).hits] == [1, 2]
    with open_catalog(path) as catalog:
        assert [hit.tile_id for hit in search(catalog, "open water of a lake", embedder=embedder).hits] == [1, 2]


def test_a_tile_that_does_not_say_counts_as_whole(tmp_path: Path, embedder: HashEmbedder) -> None:
    path = tmp_path / "area.gpkg"
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=2)
        write(catalog, results(shares=(0.5, 1.0)), embedder)
    sql(path, "UPDATE tiles SET valid_share = NULL WHERE id = 2")
    with open_catalog(path) as catalog:
        hits = search(catalog, "open water of a lake", embedder=embedder).hits
        assert [(hit.tile_id, hit.valid_share) for hit in hits] == [(2, 1.0), (1, 0.5)]
