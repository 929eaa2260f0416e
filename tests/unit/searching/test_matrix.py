"""What is measured is what users get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.unit.catalog.made_up import FACTS, MODEL, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Caption, Description, DescriptionKind, VisualVector
from tilescribe.searching import score_matrix, search
from tilescribe.testing import HashEmbedder

SAID = ("a lake with boats", "houses beside a road", "a green forest", "a lake in a forest", "a road")
QUESTIONS = ["boats on a lake", "forest", "a wide road beside houses"]


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def filled(tmp_path: Path, embedder: HashEmbedder) -> Iterator[GeoPackageCatalog]:
    """Five tiles: all said something of, three also seen, two also measured."""
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    with open_catalog(tmp_path / "area.gpkg", mode="a") as catalog:
        put(catalog, count=5)
        results = []
        for number, text in enumerate(SAID, start=1):
            eye = VisualVector.of(embedder.embed([f"{text} seen"])[0], space=embedder.fingerprint)
            said = Caption((Description(DescriptionKind.SUMMARY, text),), visual=eye if number % 2 else None)
            captions = {MODEL: said}
            if number < 3:
                captions[FACTS] = Caption((Description(DescriptionKind.FACTS, "Water covers half of the tile"),))
            results.append(TileResult(number, content_hash=f"hash {number}", captions=captions))
        texts = [one.text for result in results for said in result.captions.values() for one in said.descriptions]
        vectors = dict(zip(texts, embedder.embed(texts), strict=True))
        catalog.write_batch(results, embedder=info, vectors=vectors)
        yield catalog


def test_the_fused_channel_is_what_search_ranks_by(filled: GeoPackageCatalog, embedder: HashEmbedder) -> None:
    matrix = score_matrix(filled, QUESTIONS, embedder=embedder)
    assert matrix.tile_ids.tolist() == [1, 2, 3, 4, 5]
    for row, question in enumerate(QUESTIONS):
        hits = search(filled, question, embedder=embedder, merge_places=False, reading="plain").hits
        found = {hit.tile_id: hit.score for hit in hits}
        expected = dict(zip([1, 2, 3, 4, 5], matrix.by_channel["fused"][row].tolist(), strict=True))
        assert found == pytest.approx(
            {tile_id: 1 / (1 + np.exp(-odds)) for tile_id, odds in expected.items()}, abs=1e-5
        )
        for hit in hits:
            if "visual" in hit.channels:
                at = matrix.tile_ids.tolist().index(hit.tile_id)
                assert hit.channels["visual"] == pytest.approx(matrix.by_channel["visual"][row, at], abs=1e-5)


def test_each_channel_holds_its_own_and_nothing_else(filled: GeoPackageCatalog, embedder: HashEmbedder) -> None:
    channels = score_matrix(filled, QUESTIONS, embedder=embedder).by_channel
    asked = embedder.embed(QUESTIONS, query=True)
    np.testing.assert_allclose(channels["descriptions"], asked @ embedder.embed(SAID).T, atol=2e-3)
    assert (channels["facts"][:, 2:] == -1).all()
    assert (channels["facts"][:, :2] > -1).all()
    assert (channels["visual"][:, [1, 3]] == -1).all()
    assert channels["lexical"][1].nonzero()[0].tolist() == [2, 3]


def test_some_tiles_are_scored_as_all_are(filled: GeoPackageCatalog, embedder: HashEmbedder) -> None:
    every = score_matrix(filled, QUESTIONS, embedder=embedder)
    some = score_matrix(filled, QUESTIONS, embedder=embedder, tile_ids=np.array([2, 5]))
    for name, scores in some.by_channel.items():
        np.testing.assert_allclose(scores, every.by_channel[name][:, [1, 4]], atol=1e-6)


def test_a_catalog_that_nothing_has_looked_at_has_no_visual_channel(tmp_path: Path, embedder: HashEmbedder) -> None:
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    with open_catalog(tmp_path / "blind.gpkg", mode="a") as catalog:
        put(catalog)
        said = {MODEL: Caption((Description(DescriptionKind.SUMMARY, "a lake"),))}
        vectors = {"a lake": embedder.embed(["a lake"])[0]}
        catalog.write_batch([TileResult(1, captions=said)], embedder=info, vectors=vectors)
        assert "visual" not in score_matrix(catalog, QUESTIONS, embedder=embedder).by_channel
