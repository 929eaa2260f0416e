"""Questions with and, or, not and beside, asked of a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.unit.catalog.made_up import MODEL, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Caption, Description, DescriptionKind, VisualVector
from tilescribe.domain.hit import Answer
from tilescribe.domain.question import read_question
from tilescribe.searching import joined_scores, search
from tilescribe.testing import HashEmbedder

EMBEDDER = HashEmbedder()
SAID = {
    1: "a harbour with ships",
    2: "a harbour with cranes",
    3: "a lake with boats",
    4: "a river",
    5: "a road",
    6: "fields",
    7: "a river and a road",
    8: "sand",
}
"""Tiles in one row of a raster: each has the one before and the one after beside it."""


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[GeoPackageCatalog]:
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=len(SAID))
        info = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
        results = [
            TileResult(
                number,
                content_hash=f"hash {number}",
                captions={MODEL: Caption((Description(DescriptionKind.SUMMARY, text),))},
            )
            for number, text in SAID.items()
        ]
        texts = list(SAID.values())
        store.write_batch(results, embedder=info, vectors=dict(zip(texts, EMBEDDER.embed(texts), strict=True)))
        yield store


def ask(catalog: GeoPackageCatalog, question: str, **options: object) -> Answer:
    return search(catalog, question, embedder=EMBEDDER, merge_levels=False, **options)  # type: ignore[arg-type]


def ranked(answer: Answer) -> list[int]:
    return [hit.tile_id for hit in answer.hits]


def test_what_is_excluded_sinks_and_the_answer_says_how_it_was_read(catalog: GeoPackageCatalog) -> None:
    answer = ask(catalog, "a harbour without ships")

    assert ranked(answer)[0] == 2
    assert (answer.question, answer.reading) == ("a harbour without ships", "a harbour AND NOT ships")
    assert answer.hits[0].words == ("harbour",), "a hit is explained by what was asked for"


def test_the_plain_reading_takes_every_word_as_it_is(catalog: GeoPackageCatalog) -> None:
    answer = ask(catalog, "a harbour without ships", reading="plain")

    assert ranked(answer)[0] == 1
    assert answer.reading is None


@pytest.mark.parametrize("question", ["a harbour AND (ships", "ships - ships", "0 * ships"])
def test_what_cannot_be_read_is_answered_as_plain_words_with_a_notice(
    catalog: GeoPackageCatalog, question: str
) -> None:
    answer, plain = ask(catalog, question), ask(catalog, question, reading="plain")

    assert [(hit.tile_id, hit.score) for hit in answer.hits] == [(hit.tile_id, hit.score) for hit in plain.hits]
    assert answer.reading is None
    assert any(notice.startswith("Read as plain words: ") for notice in answer.notices)


@pytest.mark.parametrize("question", ["a river + a road", "a river OR sand", "a harbour - ships", "2 * a lake + boats"])
def test_scores_are_those_of_joining_the_parts_for_every_tile(catalog: GeoPackageCatalog, question: str) -> None:
    answer = ask(catalog, question)
    (expected,) = joined_scores(
        catalog, [read_question(question).expression], embedder=EMBEDDER, tile_ids=np.array(list(SAID))
    )

    assert len(answer.hits) == len(SAID)
    assert {hit.tile_id: hit.score for hit in answer.hits} == pytest.approx(
        {tile_id: float(score) for tile_id, score in zip(SAID, expected, strict=True)}, abs=1e-5
    )


@pytest.mark.parametrize("question", ["a river + a road", "a river OR sand", "a harbour - ships", "a river"])
def test_scores_of_tiles_that_were_seen_are_those_of_joining_the_parts(tmp_path: Path, question: str) -> None:
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=len(SAID))
        texts = list(SAID.values())
        vectors = dict(zip(texts, EMBEDDER.embed(texts), strict=True))
        results = [
            TileResult(
                number,
                content_hash=f"hash {number}",
                captions={
                    MODEL: Caption(
                        (Description(DescriptionKind.SUMMARY, text),),
                        visual=VisualVector.of(vectors[SAID[1 + number % len(SAID)]], space=EMBEDDER.fingerprint),
                    )
                },
            )
            for number, text in SAID.items()
        ]
        info = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
        store.write_batch(results, embedder=info, vectors=vectors)
        scores = {hit.tile_id: hit.score for hit in ask(store, question).hits}
        expression = read_question(question).expression
        (expected,) = joined_scores(store, [expression], embedder=EMBEDDER, tile_ids=np.array(list(SAID)))
    assert scores == pytest.approx({tile: float(score) for tile, score in zip(SAID, expected, strict=True)}, abs=1e-5)


def test_both_in_one_tile_is_surer_than_beside_each_other_and_that_than_far_apart(catalog: GeoPackageCatalog) -> None:
    order = ranked(ask(catalog, "a river BESIDE a road"))
    apart = ranked(ask(catalog, "a river BESIDE sand"))

    assert order[0] == 7
    assert set(order[1:3]) == {4, 5}, "a river, and a road in the next tile"
    assert set(apart[:2]) == {7, 8}, "the river of tile 4 has no sand beside it"


def test_only_exclusions_find_what_has_none_of_it(catalog: GeoPackageCatalog) -> None:
    answer = ask(catalog, "no harbour")

    assert set(ranked(answer)[-2:]) == {1, 2}
    assert answer.notices


def test_pages_and_thresholds_are_of_one_ranking(catalog: GeoPackageCatalog) -> None:
    whole = ask(catalog, "a river or sand")
    least = whole.hits[2].score - 1e-6

    assert ranked(ask(catalog, "a river or sand", k=2, offset=1)) == ranked(whole)[1:3]
    assert ranked(ask(catalog, "a river or sand", threshold=least)) == ranked(whole)[:3]


def test_more_like_a_tile_moves_what_is_asked_for_and_not_what_is_excluded(catalog: GeoPackageCatalog) -> None:
    before, after = (ranked(ask(catalog, "fields - ships", like=like)) for like in ([], [3]))

    assert before.index(3) > after.index(3)
    assert after.index(2) < after.index(1), "the harbour with ships stays below the one without"


def test_an_empty_question_with_tiles_to_be_like_is_still_one(catalog: GeoPackageCatalog) -> None:
    assert ranked(ask(catalog, "", like=[2]))[0] == 2
