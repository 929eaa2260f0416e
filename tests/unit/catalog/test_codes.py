"""Answers out of a shortlist are those of scoring every tile, whatever has happened to the codes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.catalog.made_up import EMBEDDER, FACTS, MODEL, caption, put, vector, write

from tilescribe.catalog import open_catalog
from tilescribe.catalog.fusion import ChannelWeights, Weights
from tilescribe.catalog.geopackage import code_cache, code_index, incremental_cache, shortlist
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.query import Page, TileQuery, TileRanking
from tilescribe.catalog.types import ByCaptioner, TileResult
from tilescribe.domain.description import VisualVector
from tilescribe.domain.query import Filters

SPACE = EMBEDDER.fingerprint
TILES = 400
WORDS = ("river", "roof", "forest", "harbour", "road", "field")


@pytest.fixture(autouse=True)
def codes_of_small_catalogs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_cache, "CODES_FROM", 100)
    monkeypatch.setattr(code_cache, "LIVE_ROWS", 20)
    monkeypatch.setattr(incremental_cache, "LIVE_ROWS", 50)
    monkeypatch.setattr(shortlist, "LEAST_COUNT", 40)
    monkeypatch.setattr(shortlist, "A_HIT", 4)
    monkeypatch.setattr(shortlist, "MOST_SHARE", 0.8)


def fill(catalog: GeoPackageCatalog, tile_ids: range, *, seed: int = 3) -> None:
    """Tiles with texts of their own and shared ones, most of them seen."""
    rng = np.random.default_rng(seed)
    results = []
    for i in tile_ids:
        said = caption(f"{rng.choice(WORDS)} {i % 50}", summary=f"{rng.choice(WORDS)} beside tile {i}")
        if rng.random() < 0.8:
            seen = rng.standard_normal(EMBEDDER.dim)
            picture = VisualVector.of((seen / np.linalg.norm(seen)).astype(np.float32), space=SPACE)
            said = replace(said, visual=picture)
        results.append(
            TileResult(i, valid_share=float(rng.choice([1.0, 0.5])), captions={MODEL if i % 3 else FACTS: said})
        )
    write(catalog, results)


@pytest.fixture
def filled(path: Path) -> Path:
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=2 * TILES)
        fill(catalog, range(1, TILES + 1))
    return path


def question(text: str, *, page: Page | None = None, **options: Any) -> TileQuery:
    asked = vector(text)
    return TileQuery(
        SPACE, asked[None], {SPACE: asked}, words=text, page=page or Page(10, merge_places=False), **options
    )


def both(catalog: GeoPackageCatalog, query: TileQuery) -> tuple[TileRanking, TileRanking]:
    return catalog.search(query), catalog.search(replace(query, exact=True))


def scores(ranking: TileRanking) -> dict[int, float]:
    return {one.tile.id: one.score for one in ranking.tiles}


def recall(found: TileRanking, exact: TileRanking) -> float:
    """Share of the exact answer that was found, ties of its last place aside."""
    last = exact.tiles[-1].score
    return sum(one.score >= last - 1e-6 for one in found.tiles) / len(exact.tiles)


def assert_good(path: Path, **options: Any) -> None:
    """Many questions, with nearly the same answers."""
    with open_catalog(path) as catalog:
        pairs = [both(catalog, question(f"river {number}", **options)) for number in range(10)]
    assert np.mean([recall(found, exact) for found, exact in pairs]) >= 0.99
    assert all(found.candidates == exact.candidates for found, exact in pairs)


def builds(path: Path, name: str = "codes-vectors-1") -> list[Path]:
    return sorted(Path(f"{path}.cache").glob(f"{name}.*"))


@pytest.mark.parametrize(("tiles", "asked"), [(1_000, 4_096), (1_000_000, 4_096), (10_000_000, 8_173)])
def test_among_more_vectors_more_candidates_are_asked_for(tiles: int, asked: int) -> None:
    assert shortlist.candidates_among(4_096, tiles) == asked


@pytest.mark.parametrize(("lists", "probed"), [(8, 32), (512, 102), (4_096, 410)])
def test_of_more_lists_a_smaller_share_is_gone_through(lists: int, probed: int) -> None:
    assert code_index.probed(lists) == probed


def test_what_questions_need_can_be_made_before_the_first(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_catalog(filled) as catalog:
        catalog.prepare()
    assert builds(filled)
    assert builds(filled, "codes-visuals-1")

    def trained(*args: Any, **options: Any) -> None:
        raise AssertionError("codes are learned although they are there")

    monkeypatch.setattr(code_index, "train", trained)
    assert_good(filled)


def test_a_catalog_without_anything_in_it_is_prepared_at_once(path: Path) -> None:
    with open_catalog(path, mode="a") as catalog:
        catalog.prepare()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[shortlist.Shortlist]:
    """The shortlists that answers came from."""
    from tilescribe.catalog.geopackage import search

    made: list[shortlist.Shortlist] = []

    def noted(*args: Any, **options: Any) -> shortlist.Shortlist | None:
        found = shortlist.shortlist(*args, **options)
        made.extend([] if found is None else [found])
        return found

    monkeypatch.setattr(search, "shortlist", noted)
    return made


# --- the same answers -------------------------------------------------------------------------------------------------


def test_a_shortlist_gives_the_answer_of_scoring_every_tile(filled: Path, asked: list[shortlist.Shortlist]) -> None:
    assert_good(filled)
    assert asked
    assert min(len(one.tile_ids) for one in asked) < TILES
    assert builds(filled)
    assert builds(filled, "codes-visuals-1")


@pytest.mark.parametrize(
    "options",
    [
        {"weights": Weights(ChannelWeights(-4.0, 4.0, 4.0), ChannelWeights(-4.0, 8.0))},
        {"weights": Weights(ChannelWeights(-4.0, 6.0, 1.0, 2.0), ChannelWeights(-4.0, 7.0, lexical=2.0))},
        {"author_filter": ByCaptioner(MODEL.captioner)},
        {"exclude": (1, 5, 9)},
        {"page": Page(10, offset=10)},
        {"page": Page(10, merge_places=True)},
    ],
    ids=["like", "by text", "captioner", "exclude", "second page", "merged"],
)
def test_a_shortlist_serves_every_kind_of_question(filled: Path, options: dict[str, Any]) -> None:
    assert_good(filled, **options)


def test_few_vectors_have_no_codes(path: Path, asked: list[shortlist.Shortlist]) -> None:
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=40)
        fill(catalog, range(1, 41))
        catalog.search(question("river"))
    assert not asked
    assert not builds(path)


def test_exact_scores_every_tile(filled: Path, asked: list[shortlist.Shortlist]) -> None:
    with open_catalog(filled) as catalog:
        assert catalog.search(question("river", exact=True)).candidates == TILES
    assert not asked
    assert not builds(filled)


def test_all_that_reach_a_threshold_come(filled: Path) -> None:
    with open_catalog(filled) as catalog:
        every = catalog.search(question("river", page=Page(TILES, merge_places=False), exact=True))
        for place in (3, 60, 390):
            least = every.tiles[place].score
            page = Page(TILES, threshold=least, merge_places=False)
            assert scores(catalog.search(question("river", page=page))) == {
                tile_id: score for tile_id, score in scores(every).items() if score >= least
            }


def test_a_page_is_full_while_there_are_tiles(filled: Path) -> None:
    with open_catalog(filled) as catalog:
        for k in (1, 50, TILES, TILES + 1):
            assert len(catalog.search(question("river", page=Page(k, merge_places=False))).tiles) == min(k, TILES)


@pytest.mark.parametrize("east", [9.05, 9.3])
def test_filters_leave_out_tiles_and_no_hits(filled: Path, east: float) -> None:
    with open_catalog(filled) as catalog:
        everywhere = catalog.search(question("river", page=Page(TILES, merge_places=False), exact=True))
        tile = everywhere.tiles[0].tile
        filters = Filters(rasters=("a.tif",))
        found, exact = both(catalog, question("river", filters=filters))
        assert found.candidates == exact.candidates == TILES
        assert recall(found, exact) >= 0.9
        bounds = tile.footprint.bounds
        here = Filters(bounds=(bounds[0], bounds[1], max(east, bounds[2]), bounds[3]))
        found, exact = both(catalog, question("river", filters=here))
        assert found.candidates == exact.candidates < TILES
        assert set(scores(found)) == set(scores(exact))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), words=st.lists(st.sampled_from((*WORDS, "7", "zebra")), max_size=3))
def test_no_tile_has_a_score_that_exact_search_would_not_give(
    tmp_path_factory: pytest.TempPathFactory, seed: int, words: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "scores.gpkg"
    if not path.exists():
        with open_catalog(path, mode="a") as catalog:
            put(catalog, count=TILES)
            fill(catalog, range(1, TILES + 1))
    rng = np.random.default_rng(seed)
    text = rng.standard_normal((int(rng.integers(1, 3)), EMBEDDER.dim)).astype(np.float32)
    text /= np.linalg.norm(text, axis=1, keepdims=True)
    page = Page(int(rng.integers(1, 40)), offset=int(rng.integers(0, 40)), merge_places=False)
    query = TileQuery(SPACE, text, {SPACE: text[0]}, words=" ".join(words), page=page)
    with open_catalog(path) as catalog:
        every = scores(catalog.search(replace(query, page=Page(TILES, merge_places=False), exact=True)))
        found = catalog.search(query)
    assert len(found.tiles) == page.k
    assert {one.tile.id: one.score for one in found.tiles} == {one.tile.id: every[one.tile.id] for one in found.tiles}
    listed = [one.score for one in found.tiles]
    assert listed == sorted(listed, reverse=True)


# --- following the catalog --------------------------------------------------------------------------------------------


def test_codes_are_appended_to_while_the_catalog_is_filled(filled: Path) -> None:
    with open_catalog(filled) as reader:
        reader.search(question("river"))
        before = builds(filled)
        for start in range(TILES, 2 * TILES, 40):
            with open_catalog(filled, mode="w") as catalog:
                fill(catalog, range(start + 1, start + 41), seed=start)
            found, exact = both(reader, question(f"river {start}"))
            assert found.candidates == exact.candidates == start + 40
            assert recall(found, exact) >= 0.9
    assert builds(filled) != before
    assert len(builds(filled)) == 1
    assert_good(filled)


def test_a_snapshot_does_not_see_what_codes_have_of_later(filled: Path) -> None:
    with open_catalog(filled) as reader:
        reader.search(question("river"))
        with reader.snapshot():
            earlier = reader.search(question("river 3", exact=True))
            with open_catalog(filled, mode="w") as catalog:
                fill(catalog, range(TILES + 1, 2 * TILES + 1), seed=4)
            import threading

            thread = threading.Thread(target=lambda: reader.search(question("river")))  # brings the codes further
            thread.start()
            thread.join()
            found = reader.search(question("river 3"))
            assert found.candidates == TILES
            assert max(scores(found)) <= TILES
            assert recall(found, earlier) >= 0.9
        assert reader.search(question("river")).candidates == 2 * TILES


def test_what_is_deleted_is_no_hit(filled: Path) -> None:
    assert_good(filled)
    with open_catalog(filled, mode="w") as catalog:
        catalog.remove_rasters([1])
        put(catalog, "/imagery/b.tif", count=TILES)
        ids = catalog.candidates(Filters())
        assert not len(ids)
        fill(catalog, range(2 * TILES + 1, 3 * TILES + 1), seed=8)
    with open_catalog(filled) as catalog:
        found, exact = both(catalog, question("river"))
    assert found.candidates == exact.candidates == TILES
    assert scores(found) == pytest.approx(scores(exact))


# --- damage -----------------------------------------------------------------------------------------------------------


def test_deleted_codes_are_made_again_and_vectors_are_not(filled: Path) -> None:
    assert_good(filled)
    before = builds(filled, "vectors-1")
    for folder in builds(filled):
        shutil.rmtree(folder)
    assert_good(filled)
    assert builds(filled)
    assert builds(filled, "vectors-1") == before
    shutil.rmtree(f"{filled}.cache")
    assert_good(filled)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\0" * 100])
def test_broken_codes_are_made_again(filled: Path, content: bytes) -> None:
    assert_good(filled)
    (folder,) = builds(filled)
    file = folder / "codes.bin"
    file.write_bytes(content.ljust(file.stat().st_size, b"\0") if content else content)
    assert_good(filled)
    assert (folder / "codes.bin").exists() is False or (folder / "codes.bin").read_bytes()[:8] != content[:8]


def test_codes_that_hold_more_rows_than_there_are_lead_nowhere() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((300, 8)).astype(np.float32)
    index = code_index.extended(code_index.train(vectors, rows=300), [vectors], first_row=0)
    rows, _ = code_index.CodeIndex((index,), 200, 300).nearest(vectors[0], 300)
    assert 0 <= rows.min() <= rows.max() < 200


def test_verify_tells_codes_of_other_vectors(filled: Path) -> None:
    assert_good(filled)
    (folder,) = builds(filled)
    with open_catalog(filled, mode="w") as catalog:
        assert catalog.verify() == []
        file = folder / "codes.bin"
        rng = np.random.default_rng(1)
        vectors = rng.standard_normal((1, 8)).astype(np.float32)
        rows = int(np.fromfile(folder / "rows.bin", dtype="<i8")[0])
        index = code_index.emptied(code_index.deserialized(np.fromfile(file, dtype=np.uint8)))
        code_index.extended(index, [np.repeat(vectors, rows, axis=0)], first_row=0)
        written = code_index.serialized(index)
        stamp = (folder / "stamp.json").read_text().replace(str(file.stat().st_size), str(len(written)))
        (folder / "stamp.json").write_text(stamp)
        file.unlink()
        written.tofile(file)
        (finding,) = catalog.verify()
        assert "codes of other vectors" in finding
        catalog.verify(repair=True)
        assert not builds(filled)
        assert catalog.verify() == []
