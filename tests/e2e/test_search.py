"""The main job with the real facts and the real embedder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import geopandas
import pytest
import shapely
from tests.scenes import draw

from tilescribe import index, open_catalog, search, similar
from tilescribe.catalog.protocols import Catalog
from tilescribe.domain.query import Filters
from tilescribe.embed import load_embedder
from tilescribe.embed.base import Embedder
from tilescribe.errors import (
    EmptyQuestionError,
    InvalidBoundsError,
    InvalidDateError,
    InvalidOptionError,
    UnknownEmbedderError,
    UnknownTileError,
)
from tilescribe.indexing import IndexOptions
from tilescribe.searching import read_area
from tilescribe.testing import HashEmbedder


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("search")
    draw(folder / "tifs" / "lake_20260915.tif", seed=2, west=401_000.0, cover="water")
    draw(folder / "tifs" / "forest_20260916.tif", seed=3, west=402_000.0, cover="forest")
    options = IndexOptions(captioner="facts", levels_m=(112.0, 336.0))
    for _ in index([folder / "tifs"], catalog=folder / "area.gpkg", options=options, embedder=embedder):
        pass
    with open_catalog(folder / "area.gpkg") as store:
        yield store


@pytest.mark.parametrize(
    ("question", "raster"),
    [
        ("a lake", "lake_20260915.tif"),
        ("open water", "lake_20260915.tif"),
        ("dense vegetation", "forest_20260916.tif"),
        ("many green trees", "forest_20260916.tif"),
    ],
)
def test_a_question_finds_what_is_there(catalog: Catalog, embedder: Embedder, question: str, raster: str) -> None:
    answer = search(catalog, question, k=3, embedder=embedder)
    assert {hit.raster for hit in answer.hits} == {raster}
    assert all(hit.matched for hit in answer.hits)


def test_hits_are_ranked_best_first_and_say_why(catalog: Catalog, embedder: Embedder) -> None:
    answer = search(catalog, "water", k=100, embedder=embedder, merge_places=False)
    assert [hit.rank for hit in answer.hits] == list(range(1, 21))  # 2 rasters of 9 + 1 tiles
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert "water" in answer.hits[0].words
    assert answer.hits[0].channels["lexical"] > 0
    assert all(hit.score <= 1 for hit in answer.hits)


def test_concurrent_batches_levels_are_merged_unless_asked_for(catalog: Catalog, embedder: Embedder) -> None:
    apart = search(catalog, "water", k=100, embedder=embedder, merge_places=False).hits
    merged = search(catalog, "water", k=100, embedder=embedder).hits
    assert len(merged) < len(apart)
    assert sum(hit.merged + 1 for hit in merged) == len(apart)


def test_offset_pages_through_the_same_ranking(catalog: Catalog, embedder: Embedder) -> None:
    whole = search(catalog, "trees", k=6, embedder=embedder, merge_places=False).hits
    pages = [search(catalog, "trees", k=2, offset=o, embedder=embedder, merge_places=False).hits for o in (0, 2, 4)]
    assert [hit for page in pages for hit in page] == list(whole)


def test_nothing_here_matches_is_an_answer(catalog: Catalog, embedder: Embedder) -> None:
    answer = search(catalog, "a spaceship", threshold=0.95, embedder=embedder)
    assert answer.hits == ()
    assert answer.candidates == 20


LAKE, FOREST = {"lake_20260915.tif"}, {"forest_20260916.tif"}


def _rasters(catalog: Catalog, embedder: Embedder, **filters: object) -> set[str]:
    answer = search(catalog, "water", k=100, filters=Filters(**filters), embedder=embedder)  # type: ignore[arg-type]
    return {hit.raster for hit in answer.hits}


def test_filters_by_time_raster_and_level(catalog: Catalog, embedder: Embedder) -> None:
    day = datetime(2026, 9, 16, tzinfo=UTC)
    assert _rasters(catalog, embedder, acquired_from=day) == FOREST
    assert _rasters(catalog, embedder, acquired_to=datetime(2026, 9, 15, 23, tzinfo=UTC)) == LAKE
    assert _rasters(catalog, embedder, rasters=("*lake*",)) == LAKE
    assert _rasters(catalog, embedder, levels_m=(112.0,)) == LAKE | FOREST
    assert _rasters(catalog, embedder, levels_m=(50.0,)) == set()


def test_filters_by_box_and_by_an_area_in_another_crs(catalog: Catalog, embedder: Embedder, tmp_path: Path) -> None:
    lake = shapely.unary_union([hit.footprint for hit in search(catalog, "lake", k=3, embedder=embedder).hits])
    assert _rasters(catalog, embedder, bounds=lake.bounds) == LAKE
    file = tmp_path / "aoi.gpkg"
    geopandas.GeoDataFrame(geometry=[lake], crs=4326).to_crs(3857).to_file(file)
    assert _rasters(catalog, embedder, area=read_area(file)) == LAKE
    assert _rasters(catalog, embedder, bounds=(0.0, 0.0, 1.0, 1.0)) == set()


def test_similar_tiles_come_from_the_same_cover_without_the_tile_itself(catalog: Catalog, embedder: Embedder) -> None:
    first = search(catalog, "lake", k=1, embedder=embedder).hits[0]
    answer = similar(catalog, first.tile_id, k=3, embedder=embedder, merge_places=False)
    assert first.tile_id not in {hit.tile_id for hit in answer.hits}
    assert {hit.raster for hit in answer.hits} == LAKE


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!"])
def test_a_question_without_words_is_refused(catalog: Catalog, question: str) -> None:
    with pytest.raises(EmptyQuestionError):
        search(catalog, question)


def test_impossible_wishes_are_refused(catalog: Catalog, embedder: Embedder) -> None:
    with pytest.raises(InvalidOptionError, match="k = 0"):
        search(catalog, "water", k=0, embedder=embedder)
    with pytest.raises(InvalidOptionError, match="offset"):
        search(catalog, "water", offset=-1, embedder=embedder)
    for threshold in (1.5, -0.1):
        with pytest.raises(InvalidOptionError, match=f"threshold of {threshold:g}.*0 to 1"):
            search(catalog, "water", threshold=threshold, embedder=embedder)
    with pytest.raises(InvalidOptionError, match="level"):
        search(catalog, "water", filters=Filters(levels_m=(-5.0,)), embedder=embedder)
    with pytest.raises(InvalidBoundsError):
        search(catalog, "water", filters=Filters(bounds=(0, 10, 10, 0)), embedder=embedder)
    late, early = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(InvalidDateError):
        search(catalog, "water", filters=Filters(acquired_from=late, acquired_to=early), embedder=embedder)
    with pytest.raises(UnknownTileError, match="4711"):
        similar(catalog, 4711, embedder=embedder)
    with pytest.raises(UnknownEmbedderError, match="hash"):
        search(catalog, "water", embedder=HashEmbedder())
