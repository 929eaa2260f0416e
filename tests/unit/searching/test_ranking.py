"""A page of hits costs as many queries as one hit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import MODEL, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.domain.hit import MATCH_FROM, score_text
from tilescribe.searching import search
from tilescribe.searching.ranking import page_of
from tilescribe.testing import HashEmbedder

EMBEDDER = HashEmbedder()
OTHER = Author("other", "1", "1")
NEWER = Author("model", "weights-2", "1")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[GeoPackageCatalog]:
    """Forty tiles with two summaries by `model` and one by `other`; of tile 3 `model` has only seen features."""
    info = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=40)
        results, texts = [], set()
        for i in range(1, 41):
            kind = DescriptionKind.FEATURES if i == 3 else DescriptionKind.SUMMARY
            mine = Caption((Description(kind, f"a lake {i}", 0), Description(kind, f"water {i}", 1)))
            others = Caption((Description(DescriptionKind.SUMMARY, f"a pond {i}"),))
            texts |= {one.text for caption in (mine, others) for one in caption.descriptions}
            results.append(TileResult(i, content_hash=f"{i}", captions={MODEL: mine, OTHER: others}))
        said = sorted(texts)
        store.write_batch(results, embedder=info, vectors=dict(zip(said, EMBEDDER.embed(said), strict=True)))
        yield store


def test_summaries_are_those_of_the_captioner_asked_for_the_first_of_several(catalog: GeoPackageCatalog) -> None:
    hits = search(catalog, "a lake", k=40, embedder=EMBEDDER, captioner="model").hits
    summaries = {hit.tile_id: hit.summary for hit in hits}
    assert summaries == {i: "a pond 3" if i == 3 else f"a lake {i}" for i in range(1, 41)}
    others = search(catalog, "a pond", k=40, embedder=EMBEDDER, captioner="other").hits
    assert {hit.summary for hit in others} == {f"a pond {i}" for i in range(1, 41)}


@pytest.mark.parametrize("captioner", [None, "model"])
def test_a_page_costs_as_many_queries_as_one_hit(catalog: GeoPackageCatalog, captioner: str | None) -> None:
    statements: list[str] = []
    db = catalog._connections.read()

    def asked(k: int) -> int:
        search(catalog, "a lake", k=k, embedder=EMBEDDER, captioner=captioner)  # what is read once is in memory now
        statements.clear()
        db.set_trace_callback(statements.append)
        assert len(search(catalog, "a lake", k=k, embedder=EMBEDDER, captioner=captioner).hits) == k
        db.set_trace_callback(None)
        return len([one for one in statements if not one.startswith("--")])  # FTS5 looks into its own tables

    assert asked(30) == asked(1)


def test_that_nothing_matches_is_said_on_the_first_page_only(catalog: GeoPackageCatalog) -> None:
    weak = search(catalog, "zebra crossing", k=5, embedder=EMBEDDER)
    assert weak.hits[0].score < MATCH_FROM
    assert weak.matching == 0
    assert weak.notices[0] == f"Nothing here matches: 5 weak hits, the best {score_text(weak.hits[0].score)}."
    part = page_of(weak, k=2, offset=1)
    assert part.hits == weak.hits[1:3]
    assert part.notices[0] == f"Nothing here matches: 2 weak hits, the best {score_text(part.hits[0].score)}."
    assert part.notices[1:] == weak.notices[1:]
    assert not page_of(weak, k=2, offset=9).hits
    assert not any("matches" in one for one in search(catalog, "zebra crossing", offset=5, embedder=EMBEDDER).notices)
    assert search(catalog, "zebra crossing", k=5, embedder=EMBEDDER).__geo_interface__["notices"] == list(weak.notices)


def test_of_what_matches_nothing_is_said(catalog: GeoPackageCatalog) -> None:
    found = search(catalog, "a lake 7", k=5, embedder=EMBEDDER)
    assert found.hits[0].score >= MATCH_FROM
    assert found.matching == sum(hit.score >= MATCH_FROM for hit in found.hits) > 0
    assert not any("matches" in one for one in found.notices)
