"""What tiles show without words: stored with the caption, scored exactly, gone with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.unit.catalog.made_up import EMBEDDER, FACTS, MODEL, caption, put, sql, vector, write

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import ByCaptioner, EmbedderInfo, TileResult
from tilescribe.domain.description import Author, Caption, Tag, VisualVector

QUERY = vector("a question")


def seen(number: int, *, space: str = EMBEDDER.fingerprint) -> Caption:
    said = caption(summary=f"seen {number}")
    tags = (Tag("lake", 0.75), Tag("trees", 0.5))
    return Caption(said.descriptions, visual=VisualVector.of(vector(f"picture {number}"), space=space), tags=tags)


def see(catalog: GeoPackageCatalog, numbers: Sequence[int], *, author: Author = MODEL) -> None:
    write(catalog, [TileResult(n, content_hash=f"hash {n}", captions={author: seen(n)}) for n in numbers])


def cosine(number: int) -> float:
    return float(VisualVector.of(vector(f"picture {number}"), space="").array() @ QUERY)


def test_a_visual_vector_scores_its_tile_by_the_cosine(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=4)
    see(catalog, [1, 2, 4])
    scores = catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint)
    assert scores.tile_ids.tolist() == [1, 2, 4]
    np.testing.assert_allclose(scores.scores, [cosine(n) for n in (1, 2, 4)], atol=1e-6)
    some = catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint, tile_ids=np.array([2, 3]))
    assert some.tile_ids.tolist() == [2]


def test_a_vector_of_another_space_is_not_compared(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    captions = {MODEL: seen(1, space="another embedder")}
    write(catalog, [TileResult(1, content_hash="hash 1", captions=captions)])
    assert not len(catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids)
    assert catalog.visual_vector(1, space=EMBEDDER.fingerprint) is None
    stranger = EmbedderInfo("stranger", "another embedder", EMBEDDER.dim)
    assert catalog.visual_vector(1, space=stranger.fingerprint) is not None


def test_visual_vectors_and_tags_are_known_again_for_the_same_pixels(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    see(catalog, [1])
    assert catalog.known_captions(["hash 1"], [MODEL]) == {"hash 1": {MODEL: seen(1)}}
    assert catalog.tags(1) == [Tag("lake", 0.75), Tag("trees", 0.5)]


def test_a_newer_model_replaces_what_an_older_one_saw(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    see(catalog, [1])
    assert len(catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids) == 1
    newer = Author(MODEL.captioner, "newer", "1")
    write(catalog, [TileResult(1, content_hash="hash 1", captions={newer: caption(summary="blind")})])
    assert not len(catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids)
    assert catalog.tags(1) == []
    assert catalog.verify() == []


def test_vectors_written_while_a_reader_is_open_are_found(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    see(catalog, [1])
    with open_catalog(catalog.path) as reader:
        assert reader.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids.tolist() == [1]
        see(catalog, [2])
        assert reader.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids.tolist() == [1, 2]


def test_a_raster_takes_its_visual_vectors_and_tags_along(catalog: GeoPackageCatalog, path: Path) -> None:
    raster_id = put(catalog)
    see(catalog, [1, 2])
    catalog.remove_rasters([raster_id])
    assert sql(path, "SELECT (SELECT count(*) FROM visuals), (SELECT count(*) FROM tags)") == [(0, 0)]


@pytest.mark.parametrize("table", ["visuals", "tags"])
def test_verify_finds_what_has_lost_its_caption(catalog: GeoPackageCatalog, path: Path, table: str) -> None:
    put(catalog)
    see(catalog, [1])
    sql(path, f"UPDATE {table} SET author_id = (SELECT author_id + 1 FROM captions)")
    sql(path, "INSERT INTO authors (captioner, model, prompt_version) VALUES ('ghost', '', '')")
    assert any(f"{table.capitalize()} that belong to no caption" in finding for finding in catalog.verify())
    catalog.verify(repair=True)
    assert catalog.verify() == []


def test_verify_finds_a_damaged_visual_vector_and_search_does_without_it(
    catalog: GeoPackageCatalog, path: Path
) -> None:
    put(catalog)
    see(catalog, [1, 2])
    sql(path, "UPDATE visuals SET vector = X'00' WHERE tile_id = 1")
    assert catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids.tolist() == [2]
    assert any("Visual vectors" in finding for finding in catalog.verify())
    catalog.verify(repair=True)
    assert catalog.verify() == []


def test_a_picture_that_was_not_understood_is_no_damage(catalog: GeoPackageCatalog, path: Path) -> None:
    put(catalog)
    unread = VisualVector.unread(space=EMBEDDER.fingerprint, dim=EMBEDDER.dim)
    captions = {MODEL: Caption(caption(summary="seen").descriptions, visual=unread)}
    write(catalog, [TileResult(1, content_hash="hash 1", captions=captions)])
    assert catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint).scores.tolist() == [0.0]
    assert catalog.verify() == []
    sql(path, "UPDATE visuals SET vector = zeroblob(3)")
    assert any("Visual vectors" in finding for finding in catalog.verify())


def test_scores_of_many_questions_are_those_of_each(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=4)
    see(catalog, [1, 2, 4])
    facts = {FACTS: caption("water", "a shore")}
    write(catalog, [TileResult(n, content_hash=f"hash {n}", captions=facts) for n in (1, 3)])
    queries = np.stack([QUERY, vector("another")])
    for authors, expected in (("all", [1, 2, 3, 4]), ("described", [1, 2, 4]), ("measured", [1, 3])):
        tiles, scores = catalog.channels.dense_many(queries, space=EMBEDDER.fingerprint, author_filter=authors)  # type: ignore[arg-type]
        assert tiles.tolist() == expected
        if authors == "all":
            one = catalog.channels.dense(queries[1], space=EMBEDDER.fingerprint)
            np.testing.assert_allclose(scores[1], one.scores, atol=1e-6)
    tiles, scores = catalog.channels.visual_many(queries, space=EMBEDDER.fingerprint)
    np.testing.assert_allclose(scores[0], [cosine(n) for n in tiles.tolist()], atol=1e-6)


def test_only_the_voice_that_is_asked_for_counts(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    other = Author("other", "1", "1")
    see(catalog, [1, 2])
    write(catalog, [TileResult(n, content_hash=f"hash {n}", captions={FACTS: caption("water")}) for n in (1, 2, 3)])
    write(catalog, [TileResult(3, content_hash="hash 3", captions={other: seen(3)})])
    only = ByCaptioner("other")
    assert catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint, author_filter=only).tile_ids.tolist() == [3]
    assert catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint, author_filter=only).tile_ids.tolist() == [3]
    assert catalog.channels.lexical("seen water", author_filter=only).tile_ids.tolist() == [3]
    assert catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint, author_filter="measured").tile_ids.tolist() == [
        1,
        2,
        3,
    ]
    assert catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint, author_filter="described").tile_ids.tolist() == [
        1,
        2,
        3,
    ]
    assert (
        catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint, author_filter=ByCaptioner("nobody")).tile_ids.tolist()
        == []
    )


def test_a_damaged_visual_vector_is_as_good_as_absent(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    see(catalog, [1, 2])
    for damaged in (b"\0" * 3, b"\0" * 4, b"\0\x7c" * EMBEDDER.dim):
        sql(catalog.path, "UPDATE visuals SET vector = ? WHERE tile_id = 1", damaged)
        assert catalog.visual_vector(1, space=EMBEDDER.fingerprint) is None
        assert catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids.tolist() == [2]


def test_the_text_encoder_has_the_last_word_on_the_dimension_of_its_space(catalog: GeoPackageCatalog) -> None:
    """A visual model that writes first, and wrongly, does not hide what the encoder writes later."""
    put(catalog)
    wrong = VisualVector.of(np.ones(3), space=EMBEDDER.fingerprint)
    said = Caption(caption(summary="seen 1").descriptions, visual=wrong)
    other = EmbedderInfo("other", "another embedder", 4)
    first = {"seen 1": np.eye(4, dtype=np.float32)[0]}
    catalog.write_batch([TileResult(1, captions={MODEL: said})], embedder=other, vectors=first)
    with open_catalog(catalog.path) as reader:
        assert [space.dim for space in reader.spaces() if space.id == EMBEDDER.fingerprint] == [3]
        assert reader.channels.visual(np.ones(3, np.float32), space=EMBEDDER.fingerprint).tile_ids.tolist() == [1]
        catalog.write_vectors(EMBEDDER, {"seen 1": vector("seen 1")})
        assert reader.channels.dense(QUERY, space=EMBEDDER.fingerprint).tile_ids.tolist() == [1]
        assert not len(reader.channels.visual(QUERY, space=EMBEDDER.fingerprint).tile_ids)
