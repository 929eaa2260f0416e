"""What is not looked at for lack of prospects would have been no hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.unit.catalog.made_up import FACTS, caption, put, vector

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import lexical
from tilescribe.catalog.geopackage import search as tiles_of_question
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.geopackage.fusing import Evidence
from tilescribe.catalog.geopackage.scores import TileScores
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.query import Filters
from tilescribe.searching import search
from tilescribe.testing import HashEmbedder

WORDS = ("river", "roof", "boat", "crop", "dune", "fog", "hill", "jetty", "kiln", "lamp", "moor")


class _Unrelated(HashEmbedder):
    """Vectors that tell nothing of the words, so that words change the ranking."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        return np.array([vector(text, self.dim) for text in texts])


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeoPackageCatalog]:
    """400 tiles with up to three texts each, of common and rare words; of some of them little can be seen."""
    rng, embedder = np.random.default_rng(4), _Unrelated()
    weights = 1 / np.arange(1, len(WORDS) + 1) ** 2
    said = {
        tile_id: [
            " ".join(rng.choice(WORDS, rng.integers(1, 7), p=weights / weights.sum()))
            for _ in range(rng.integers(1, 4))
        ]
        for tile_id in range(1, 401)
    }
    texts = sorted({text for some in said.values() for text in some})
    with open_catalog(tmp_path_factory.mktemp("varied") / "area.gpkg", mode="a") as catalog:
        put(catalog, count=400)
        catalog.write_batch(
            [
                TileResult(tile_id, valid_share=1.0 if tile_id % 3 else 0.4, captions={FACTS: caption(*some)})
                for tile_id, some in said.items()
            ],
            embedder=EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim),
            vectors=dict(zip(texts, embedder.embed(texts), strict=True)),
        )
        yield catalog


def _all(dense: TileScores, evidence: Evidence, *, size: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    return dense.tile_ids, np.zeros_like(dense.scores)


@pytest.mark.parametrize("bounds", [None, (9.015, 48.8, 9.065, 49.05)])
@pytest.mark.parametrize("cost", [0, 1, 10_000])
@pytest.mark.parametrize("question", ["river", "kiln", "river moor", "a boat near the river by a lamp", "zebra roof"])
def test_hits_are_those_of_looking_at_all_texts(
    varied: GeoPackageCatalog,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    cost: int,
    bounds: tuple[float, float, float, float] | None,
) -> None:
    filters = Filters(bounds=bounds)
    monkeypatch.setattr(lexical, "LOOK_COST", cost)
    for k in (1, 10, 60):
        few = search(varied, question, k=k, embedder=_Unrelated(), filters=filters)
        with monkeypatch.context() as patch:
            patch.setattr(tiles_of_question, "candidate_tiles", _all)
            patch.setattr(lexical, "LOOK_COST", 1_000_000)
            every = search(varied, question, k=k, embedder=_Unrelated(), filters=filters)
        assert [(hit.tile_id, hit.score, hit.channels, hit.matched) for hit in few.hits] == [
            (hit.tile_id, hit.score, hit.channels, hit.matched) for hit in every.hits
        ]
