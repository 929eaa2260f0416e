"""Scores are exact, whatever has happened to the catalog and to the cache beside it."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.unit.catalog.made_up import EMBEDDER, FACTS, MODEL, caption, describe, put, sql, vector, write

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import incremental_cache, scoring, vectors
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.geopackage.scores import TileScores
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Caption, Description, DescriptionKind

OTHER = EmbedderInfo(name="other", fingerprint="f2", dim=12)
QUERY = vector("a question")


def fill(catalog: GeoPackageCatalog, tile_ids: range | list[int], *, seed: int = 3) -> None:
    """One to four facts for each tile, and often a summary in up to three wordings, out of a stock of forty texts, so
    that texts are shared."""
    rng = np.random.default_rng(seed)
    stock = [f"text {seed} {number}" for number in range(40)]
    results = []
    for i in tile_ids:
        captions = {FACTS: caption(*rng.choice(stock, rng.integers(1, 5)))}
        if wordings := list(rng.choice(stock, rng.integers(0, 4))):
            captions[MODEL] = summarised(*wordings)
        results.append(TileResult(i, captions=captions))
    write(catalog, results)


def summarised(*wordings: str) -> Caption:
    return Caption(tuple(Description(DescriptionKind.SUMMARY, text, number) for number, text in enumerate(wordings)))


def brute(
    path: Path, query: NDArray[np.float32], embedder: EmbedderInfo = EMBEDDER
) -> dict[int, tuple[float, set[int]]]:
    """Tile to (score, descriptions that may stand for it), straight from the tables."""
    rows = sql(
        path,
        "SELECT d.tile_id, iif(d.kind = 'summary', 'by ' || d.author_id, d.id), d.id, v.vector "
        "FROM descriptions AS d JOIN tiles AS t ON t.id = d.tile_id "
        "JOIN vectors AS v ON v.text_id = d.text_id JOIN spaces AS e ON e.id = v.space_id "
        "WHERE t.state = 'done' AND e.fingerprint = ?",
        embedder.fingerprint,
    )
    scores: dict[int, dict[object, dict[int, float]]] = {}
    for tile_id, statement, description_id, blob in rows:
        score = float(np.frombuffer(blob, "<f2").astype(np.float64) @ query)
        scores.setdefault(tile_id, {}).setdefault(statement, {})[description_id] = score
    found = {}
    for tile_id, statements in scores.items():
        means = {statement: float(np.mean([*each.values()])) for statement, each in statements.items()}
        best = max(means.values())
        standing = [statements[statement] for statement, mean in means.items() if mean > best - 1e-6]
        found[tile_id] = (best, {one for each in standing for one, s in each.items() if s > max(each.values()) - 1e-6})
    return found


def assert_exact(found: TileScores, expected: dict[int, tuple[float, set[int]]]) -> None:
    assert found.tile_ids.tolist() == sorted(expected)
    assert (found.tile_ids.dtype, found.scores.dtype) == (np.int64, np.float32)
    np.testing.assert_allclose(found.scores, [expected[i][0] for i in sorted(expected)], atol=1e-6)
    for tile_id, description_id in zip(found.tile_ids.tolist(), found.description_ids.tolist(), strict=True):
        assert description_id in expected[tile_id][1]


def builds(path: Path, name: str = "vectors-1") -> list[Path]:
    return sorted(Path(f"{path}.cache").glob(f"{name}.*"))


def test_a_summary_in_several_wordings_scores_by_their_mean_and_shows_the_best(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=2)
    question = vector("wording 1")
    said = ("wording 1", "wording 2", "wording 3")
    write(
        catalog, [TileResult(1, captions={MODEL: summarised(*said)}), TileResult(2, captions={FACTS: caption(*said)})]
    )

    found = catalog.channels.dense(question, space=EMBEDDER.fingerprint)

    each = [float(vector(text) @ question) for text in said]
    np.testing.assert_allclose(found.scores, [np.mean(each), max(each)], atol=2e-3)
    texts = dict(
        sql(Path(catalog.path), "SELECT d.id, t.text FROM descriptions AS d JOIN texts AS t ON t.id = d.text_id")
    )
    assert [texts[i] for i in found.description_ids.tolist()] == ["wording 1", "wording 1"]
    many = catalog.channels.dense_many(question[None], space=EMBEDDER.fingerprint, author_filter="all")[1]
    np.testing.assert_allclose(many[0], found.scores, atol=1e-6)


@pytest.fixture
def filled(catalog: GeoPackageCatalog) -> GeoPackageCatalog:
    put(catalog, count=100)
    fill(catalog, range(1, 81))
    return catalog


@pytest.fixture
def reader(filled: GeoPackageCatalog, path: Path) -> Iterator[GeoPackageCatalog]:
    """Another process, as far as the catalog can tell, that has already answered a question."""
    with open_catalog(path) as opened:
        opened.channels.dense(QUERY, space=EMBEDDER.fingerprint)
        yield opened


# --- exactness --------------------------------------------------------------------------------------------------------


def test_scores_are_the_best_cosines(filled: GeoPackageCatalog, path: Path) -> None:
    assert_exact(filled.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.6, 1.0])
def test_a_restricted_answer_is_that_part_of_the_whole(filled: GeoPackageCatalog, path: Path, share: float) -> None:
    chosen = np.flatnonzero(np.random.default_rng(4).random(120) < share).astype(np.int64)
    expected = {tile_id: best for tile_id, best in brute(path, QUERY).items() if tile_id in chosen}
    assert_exact(filled.channels.dense(QUERY, space=EMBEDDER.fingerprint, tile_ids=chosen), expected)


def test_one_text_for_each_tile_in_order_is_exact_too(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=50)
    write(catalog, [TileResult(i, captions={FACTS: caption(f"only {i}")}) for i in range(1, 51)])
    expected = brute(path, QUERY)
    assert_exact(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint), expected)
    few = np.array([3, 17, 50])
    assert_exact(
        catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint, tile_ids=few), {i: expected[i] for i in few.tolist()}
    )


def test_tiles_described_in_another_order_than_planned_are_exact(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=60)
    for tile_ids in ([60, 2, 31], [1, 59], list(range(40, 20, -2))):
        fill(catalog, tile_ids, seed=tile_ids[0])
        assert_exact(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))


def test_texts_without_a_vector_do_not_count(filled: GeoPackageCatalog, path: Path) -> None:
    some = filled.all_texts_without_vectors(OTHER, limit=7)
    filled.write_vectors(OTHER, {text: vector(text, OTHER.dim) for text in reversed(some)})
    query = vector("?", OTHER.dim)
    for tile_ids in (None, np.arange(1, 101)):
        assert_exact(
            filled.channels.dense(query, space=OTHER.fingerprint, tile_ids=tile_ids), brute(path, query, OTHER)
        )


def test_a_damaged_vector_is_passed_over(filled: GeoPackageCatalog, path: Path) -> None:
    sql(path, "UPDATE vectors SET vector = x'0102' WHERE id = 1")
    sql(path, "UPDATE vectors SET vector = ? WHERE id = 2", np.full(8, np.nan, "<f2").tobytes())
    found = filled.channels.dense(QUERY, space=EMBEDDER.fingerprint)
    sql(path, "DELETE FROM vectors WHERE id < 3")
    assert_exact(found, brute(path, QUERY))


def test_an_embedder_without_vectors_finds_nothing(filled: GeoPackageCatalog, catalog: GeoPackageCatalog) -> None:
    assert len(filled.channels.dense(vector("?", 12), space=OTHER.fingerprint).tile_ids) == 0


def test_an_empty_catalog_answers_nothing(catalog: GeoPackageCatalog) -> None:
    catalog.write_vectors(EMBEDDER, {})
    assert len(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids) == 0
    assert len(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint, tile_ids=np.array([1])).tile_ids) == 0


def test_a_query_of_another_length_is_refused(filled: GeoPackageCatalog) -> None:
    with pytest.raises(ValueError, match="shape"):
        filled.channels.dense(QUERY[:5], space=EMBEDDER.fingerprint)


# --- what happens to the catalog --------------------------------------------------------------------------------------


def test_a_new_batch_is_found_at_once(filled: GeoPackageCatalog, reader: GeoPackageCatalog, path: Path) -> None:
    before = builds(path)
    for tile_id in range(81, 90):
        fill(filled, [tile_id], seed=tile_id)
        assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
        few = np.array([5, tile_id])
        expected = {i: best for i, best in brute(path, QUERY).items() if i in few}
        assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint, tile_ids=few), expected)
    assert builds(path) == before  # so little is read live


def test_what_is_new_joins_the_cache_when_it_is_much(
    filled: GeoPackageCatalog, reader: GeoPackageCatalog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = builds(path)
    monkeypatch.setattr(incremental_cache, "LIVE_ROWS", 5)
    fill(filled, range(81, 101), seed=9)
    expected = brute(path, QUERY)
    assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), expected)
    after = builds(path)
    assert len(after) == 1
    assert after != before
    with open_catalog(path) as later:
        assert_exact(later.channels.dense(QUERY, space=EMBEDDER.fingerprint), expected)
    assert builds(path) == after


def test_deleted_tiles_stop_answering(filled: GeoPackageCatalog, reader: GeoPackageCatalog, path: Path) -> None:
    other = put(filled, "/imagery/b.tif", count=5)
    describe(filled, range(101, 106))
    assert 103 in reader.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids
    filled.remove_rasters([other])
    assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert 103 not in reader.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids


def test_tiles_of_a_changed_raster_answer_again_once_described(
    filled: GeoPackageCatalog, reader: GeoPackageCatalog, path: Path
) -> None:
    put(filled, count=100, fingerprint="changed")
    assert len(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids) == 0
    fill(filled, [4, 8], seed=6)
    assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert reader.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids.tolist() == [4, 8]


def test_a_stale_description_that_is_true_again_counts_again(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog, count=2)
    describe(catalog, [1, 2], author=MODEL)
    put(catalog, count=2, fingerprint="touched up")
    assert len(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids) == 0
    describe(catalog, [1], author=FACTS)  # the same pixels, by their hash
    assert_exact(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert len(catalog.descriptions(1)) == 4


def test_a_description_replaced_is_forgotten(filled: GeoPackageCatalog, reader: GeoPackageCatalog, path: Path) -> None:
    fill(filled, range(1, 40), seed=12)
    assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))


def test_a_vector_changed_in_place_is_seen(reader: GeoPackageCatalog, path: Path) -> None:
    sql(path, "UPDATE vectors SET vector = ? WHERE id = 3", QUERY.astype("<f2").tobytes())
    found = reader.channels.dense(QUERY, space=EMBEDDER.fingerprint)
    assert_exact(found, brute(path, QUERY))
    assert found.scores.max() > 0.99


def test_another_embedder_joins_while_the_first_goes_on(
    filled: GeoPackageCatalog, reader: GeoPackageCatalog, path: Path
) -> None:
    query = vector("?", OTHER.dim)
    for _ in range(3):
        some = filled.all_texts_without_vectors(OTHER, limit=9)
        filled.write_vectors(OTHER, {text: vector(text, OTHER.dim) for text in some})
        assert_exact(reader.channels.dense(query, space=OTHER.fingerprint), brute(path, query, OTHER))
        assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))


# --- what happens to the cache ----------------------------------------------------------------------------------------


def test_the_cache_serves_the_next_process(reader: GeoPackageCatalog, path: Path) -> None:
    before = builds(path), builds(path, "descriptions")
    with open_catalog(path) as later:
        assert_exact(later.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert (builds(path), builds(path, "descriptions")) == before
    assert len(before[0]) == len(before[1]) == 1


def test_deleting_the_cache_costs_a_rebuild_and_nothing_else(reader: GeoPackageCatalog, path: Path) -> None:
    shutil.rmtree(f"{path}.cache")
    with open_catalog(path) as later:
        assert_exact(later.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert builds(path)


@pytest.mark.parametrize("name", ["vectors.bin", "text_ids.bin", "stamp.json"])
@pytest.mark.parametrize("length", [0, 10])
def test_a_truncated_cache_is_made_anew(reader: GeoPackageCatalog, path: Path, name: str, length: int) -> None:
    (build,) = builds(path)
    reader.close()
    os.truncate(build / name, length)
    with open_catalog(path) as later:
        assert_exact(later.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert builds(path) != [build]


@pytest.mark.parametrize("stamp", ["[]", "{}", '{"format": 1}', "null"])
def test_a_nonsensical_stamp_is_as_good_as_none(reader: GeoPackageCatalog, path: Path, stamp: str) -> None:
    (build,) = builds(path)
    (build / "stamp.json").write_text(stamp)
    with open_catalog(path) as later:
        assert_exact(later.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))


def test_a_cache_of_another_format_is_not_read(reader: GeoPackageCatalog, path: Path) -> None:
    (build,) = builds(path)
    stamp = json.loads((build / "stamp.json").read_bytes())
    (build / "stamp.json").write_text(json.dumps({**stamp, "format": stamp["format"] + 1}))
    with open_catalog(path) as later:
        assert_exact(later.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert builds(path) != [build]


def test_the_cache_of_another_catalog_is_not_used(reader: GeoPackageCatalog, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.gpkg"
    shutil.copytree(f"{path}.cache", f"{other}.cache")
    with open_catalog(other, mode="a") as catalog:
        put(catalog, count=100)
        fill(catalog, range(1, 81), seed=30)
        assert_exact(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(other, QUERY))


def test_a_cache_that_cannot_be_written_stays_in_memory(filled: GeoPackageCatalog, path: Path) -> None:
    Path(f"{path}.cache").write_text("a file where the folder would be")
    assert_exact(filled.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    fill(filled, range(81, 90), seed=5)
    assert_exact(filled.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert Path(f"{path}.cache").is_file()


def test_a_full_disk_half_way_leaves_no_draft(
    filled: GeoPackageCatalog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert_exact(filled.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
    assert list(Path(f"{path}.cache").iterdir()) == []


def test_drafts_of_killed_processes_are_removed_and_others_left(filled: GeoPackageCatalog, path: Path) -> None:
    cache = Path(f"{path}.cache")
    for name, mtime in (("draft-old", 1_000_000), ("draft-new", None)):
        (cache / name).mkdir(parents=True)
        file = cache / name / "vectors.bin"
        file.write_bytes(b"half")
        if mtime is not None:
            os.utime(file, (mtime, mtime))
            os.utime(cache / name, (mtime, mtime))
    filled.channels.dense(QUERY, space=EMBEDDER.fingerprint)
    assert [draft.name for draft in cache.glob("draft-*")] == ["draft-new"]


def test_many_readers_may_build_the_cache_at_once(filled: GeoPackageCatalog, path: Path) -> None:
    expected = brute(path, QUERY)

    def ask(_: int) -> TileScores:
        with open_catalog(path) as catalog:
            return catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint)

    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(ask, range(12)):
            assert_exact(found, expected)


def test_both_channels_may_be_asked_at_once(filled: GeoPackageCatalog, path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        dense = [pool.submit(filled.channels.dense, QUERY, space=EMBEDDER.fingerprint) for _ in range(8)]
        words = [pool.submit(filled.channels.lexical, "text") for _ in range(8)]
        for found in dense:
            assert_exact(found.result(), brute(path, QUERY))
        assert len({tuple(one.result().tile_ids.tolist()) for one in words}) == 1


def test_reading_in_small_pieces_changes_nothing(
    filled: GeoPackageCatalog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "PIECE", 7)
    assert_exact(filled.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))


@pytest.mark.parametrize("numpy_rows", [0, scoring.NUMPY_ROWS], ids=["faiss", "numpy"])
@pytest.mark.parametrize("dim", [4, 8, 12, 16, 31, 384])
def test_scores_of_chosen_tiles_are_those_of_all_to_the_last_bit(
    filled: GeoPackageCatalog, monkeypatch: pytest.MonkeyPatch, dim: int, numpy_rows: int
) -> None:
    monkeypatch.setattr(scoring, "NUMPY_ROWS", numpy_rows)
    one = EmbedderInfo(name="one", fingerprint=f"of {dim}", dim=dim)
    texts = filled.all_texts_without_vectors(one, limit=1_000)
    filled.write_vectors(one, {text: vector(text, dim) for text in texts})
    question = vector("a question", dim)
    monkeypatch.setattr(scoring, "ROWS_A_THREAD", 5)
    whole = filled.channels.dense(question, space=one.fingerprint)
    sets = (np.arange(5, 40), np.array([2, 3, 4, 9, 20, 21, 50, 51, 52, 53, 54]), whole.tile_ids[1::2])
    for chosen, share in itertools.product(sets, (0.0, 1.0)):
        monkeypatch.setattr(scoring, "CHOSEN_SHARE", share)
        some = filled.channels.dense(question, space=one.fingerprint, tile_ids=chosen)
        of_all = np.searchsorted(whole.tile_ids, some.tile_ids)
        assert len(some.tile_ids)
        assert some.scores.tobytes() == whole.scores[of_all].tobytes()
