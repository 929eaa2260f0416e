"""What every form of the catalog promises, as tests.

A package that brings a form of its own derives one class from `StoreContract` and gives it a fixture `location` that
yields an address at which nothing is, in a module that pytest collects (docs/extending.md):

    class TestMyStore(StoreContract):
        @pytest.fixture
        def location(self) -> Iterator[str]: ...
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from tilescribe.catalog.fusion import SIMILARITY, Weights, discounted, fuse_lexical, fuse_visual
from tilescribe.catalog.opening import catalog_identity, is_catalog, open_annotations, open_catalog
from tilescribe.catalog.protocols import Catalog, Mode
from tilescribe.catalog.query import Page, RankedTile, TileQuery
from tilescribe.catalog.types import ByCaptioner, EmbedderInfo, TileResult
from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Measurements, Tag, VisualVector
from tilescribe.domain.query import Filters
from tilescribe.domain.raster import FileSignature, Georeferencing, Raster, RasterState
from tilescribe.domain.tile import Tile, TileState, Window
from tilescribe.errors import (
    CatalogError,
    CatalogNotFoundError,
    CatalogReadOnlyError,
    InvalidOptionError,
    UnknownTileError,
)

__all__ = ["StoreContract"]

FACTS, MODEL = Author("facts", "1", "1"), Author("model", "weights-1", "1")
EMBEDDER = EmbedderInfo("mini", "fingerprint of mini", 8)
OTHER_SPACE = "fingerprint of another text encoder"
SIGNATURE = FileSignature(size_bytes=100, mtime_ns=1)
WORDS = ("lake", "harbour", "forest", "road", "roof", "field", "river", "quarry")
TOLERANCE = 2e-3
"""Stores may keep vectors in half precision: a cosine of unit vectors is then off by less than this."""


class StoreContract:
    """Tests of one form of the catalog; see the module."""

    @pytest.fixture
    def location(self) -> str:
        """An address at which nothing is."""
        raise NotImplementedError("give the class a fixture `location`")

    @pytest.fixture
    def catalog(self, location: str) -> Iterator[Catalog]:
        """A new catalog, open for writing."""
        with open_catalog(location, mode="a") as opened:
            yield opened

    # --- opening ------------------------------------------------------------------------------------------------------

    def test_what_is_not_there_is_said_and_not_made(self, location: str) -> None:
        modes: tuple[Mode, ...] = ("r", "w")
        for mode in modes:
            with pytest.raises(CatalogNotFoundError):
                open_catalog(location, mode=mode)
        with pytest.raises(CatalogNotFoundError):
            open_annotations(location)
        with pytest.raises(CatalogNotFoundError):
            catalog_identity(location)
        assert not is_catalog(location)

    def test_a_catalog_is_known_as_one_and_keeps_its_identity(self, location: str) -> None:
        open_catalog(location, mode="a").close()
        first = catalog_identity(location)
        with open_catalog(location, mode="a") as again:
            _put(again)
            assert catalog_identity(location) == first
        assert is_catalog(location)

    def test_a_reader_cannot_write(self, catalog: Catalog) -> None:
        with open_catalog(catalog.path) as reader, pytest.raises(CatalogReadOnlyError):
            _put(reader)
        assert catalog.rasters() == []

    def test_closing_twice_does_nothing(self, location: str) -> None:
        opened = open_catalog(location, mode="a")
        opened.close()
        opened.close()

    # --- rasters ------------------------------------------------------------------------------------------------------

    def test_a_raster_comes_back_as_it_was_opened(self, catalog: Catalog) -> None:
        raster_id = _put(catalog, "/imagery/b.tif", crs="EPSG:3413", nodata=(0.0, None), acquired=None)
        _put(catalog, "/imagery/a.tif")
        assert catalog.load_raster(raster_id) == _raster(
            "/imagery/b.tif", crs="EPSG:3413", nodata=(0.0, None), acquired=None
        )
        assert [stored.path for stored in catalog.rasters()] == ["/imagery/a.tif", "/imagery/b.tif"]
        assert [stored.tiles for stored in catalog.rasters()] == [{TileState.PENDING: 4}] * 2
        assert [outline.raster_id for outline in catalog.outlines()] == [stored.id for stored in catalog.rasters()]
        with pytest.raises(CatalogError, match=str(raster_id + 10)):
            catalog.load_raster(raster_id + 10)

    def test_a_raster_that_is_put_again_keeps_its_tiles_and_what_is_said_of_them(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        before = _ids(catalog)
        _say(catalog, {before[0]: ["a lake"]})
        assert _put(catalog, count=3) == raster_id
        assert _ids(catalog) == before[:3]
        assert [one.text for one in catalog.descriptions(before[0])] == ["a lake"]
        assert catalog.tiles(before[:1])[0].state is TileState.DONE

    def test_a_raster_may_be_read_again_though_it_looks_unchanged(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        _say(catalog, {tile_id: ["a lake"] for tile_id in _ids(catalog)})
        tiles = [_tile(number) for number in range(4)]
        assert catalog.pending([FACTS]) == {}
        catalog.put_raster(_raster(), stamp=SIGNATURE, overrides="", plan="", tiles=tiles, reread=True)
        assert catalog.pending([FACTS]) == {raster_id: 4}

    def test_an_outline_says_how_much_of_a_raster_is_described(self, catalog: Catalog) -> None:
        _put(catalog)
        _put(catalog, "/imagery/b.tif")
        ids = _ids(catalog)
        assert [dict(one.described) for one in catalog.outlines()] == [{}, {}]
        _say(catalog, {ids[0]: ["a lake"], ids[1]: ["a road"]})
        _say(catalog, {ids[1]: ["a street"]}, author=MODEL)
        first, second = catalog.outlines()
        assert (first.described, second.described) == ({"facts": 2, "model": 1}, {})
        assert first.footprint.equals(_raster().footprint)
        assert first.updated is not None
        assert second.updated is None

    def test_changed_pixels_make_tiles_pending_and_what_was_said_is_kept_for_them(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        ids = _ids(catalog)
        _say(catalog, {ids[0]: ["a lake"]})
        catalog.put_scene(raster_id, "{}")
        assert _found(catalog, "a lake") == [ids[0]]
        _put(catalog, fingerprint="edited")
        assert _found(catalog, "a lake") == [], "what is said of other pixels answers nothing"
        assert catalog.candidates(Filters()).tolist() == []
        assert catalog.pending([FACTS]) == {raster_id: 4}
        assert catalog.load_scene(raster_id) is None
        (kept,) = catalog.known_captions([f"pixels {ids[0]}"], [FACTS]).values()
        assert [one.text for one in kept[FACTS].descriptions] == ["a lake"]

    def test_a_scene_is_kept_with_its_raster(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        assert catalog.load_scene(raster_id) is None
        catalog.put_scene(raster_id, '{"stretch": 1}')
        assert catalog.load_scene(raster_id) == '{"stretch": 1}'

    def test_rows_follow_what_becomes_of_a_raster(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        catalog.move_raster(raster_id, path="/elsewhere/c.tif", stamp=replace(SIGNATURE, mtime_ns=2))
        catalog.touch_raster(raster_id, stamp=replace(SIGNATURE, mtime_ns=3), has_overviews=True)
        catalog.set_raster_state(raster_id, RasterState.FAILED, reason="it is broken")
        (stored,) = catalog.rasters()
        assert (stored.path, stored.stamp.mtime_ns) == ("/elsewhere/c.tif", 3)
        assert (stored.state, stored.reason) == (RasterState.FAILED, "it is broken")
        assert catalog.load_raster(raster_id).has_overviews
        assert {tile.raster for tile in catalog.tiles(_ids(catalog))} == {"c.tif"}

    def test_removed_rasters_leave_nothing_behind(self, catalog: Catalog) -> None:
        gone, kept = _put(catalog), _put(catalog, "/imagery/b.tif")
        of_gone, of_kept = _ids(catalog)[:4], _ids(catalog)[4:]
        _say(catalog, {of_gone[0]: ["a lake"], of_kept[0]: ["a forest"]})
        catalog.remove_rasters([gone])
        assert [stored.id for stored in catalog.rasters()] == [kept]
        assert _found(catalog, "a lake") == [of_kept[0]]
        assert catalog.text_vectors(["a lake", "a forest"], space=EMBEDDER.fingerprint).keys() == {"a forest"}
        with pytest.raises(UnknownTileError):
            catalog.tiles(of_gone[:1])
        assert catalog.verify() == []

    # --- work ---------------------------------------------------------------------------------------------------------

    def test_work_is_what_an_author_has_not_described(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        ids = _ids(catalog)
        _say(catalog, {ids[1]: ["a lake"]})
        catalog.write_batch([TileResult(ids[2], blank="one flat value")], embedder=EMBEDDER, vectors={})
        assert catalog.pending([FACTS]) == {raster_id: 2}
        assert catalog.pending([FACTS, MODEL], raster_id=raster_id) == {raster_id: 3}
        pending = catalog.pending_tiles(raster_id, [FACTS])
        assert [(ref.id, ref.window) for ref in pending] == [(ids[0], _tile(0).window), (ids[3], _tile(3).window)]

    def test_every_result_gives_its_tile_a_state_with_a_reason(self, catalog: Catalog) -> None:
        _put(catalog)
        ids = _ids(catalog)
        caption = Caption(failure="no answer")
        _write(
            catalog,
            [
                TileResult(ids[0], valid_share=0.5, captions={FACTS: _caption("a lake"), MODEL: caption}),
                TileResult(ids[1], blank="one flat value"),
                TileResult(ids[2], failure="cannot be read"),
                TileResult(ids[3], captions={MODEL: caption}),
                TileResult(ids[3] + 1000, captions={FACTS: _caption("a tile that is gone")}),
            ],
        )
        tiles = catalog.tiles(ids)
        assert [tile.state for tile in tiles] == [TileState.DONE, TileState.BLANK, TileState.FAILED, TileState.FAILED]
        assert [tile.reason for tile in tiles[1:]] == ["one flat value", "cannot be read", "no answer"]
        assert tiles[0].valid_share == 0.5
        coverage = {one.author.captioner: (one.done, one.failed) for one in catalog.coverage()}
        assert coverage == {"facts": (1, 0), "model": (0, 2)}
        raster_id = tiles[0].raster_id
        waiting = {author: [ref.id for ref in catalog.pending_tiles(raster_id, [author])] for author in (FACTS, MODEL)}
        assert waiting == {FACTS: ids[2:], MODEL: [ids[0], *ids[2:]]}, (
            "what failed is tried again, what is blank is not"
        )
        assert catalog.pending([MODEL]) == {raster_id: 3}

    def test_a_newer_model_replaces_the_older_one_of_its_captioner_alone(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        _say(catalog, {tile_id: ["a pond"]}, author=MODEL)
        _say(catalog, {tile_id: ["water"]}, author=FACTS)
        _say(catalog, {tile_id: ["a lake"]}, author=replace(MODEL, model="weights-2"))
        assert sorted(one.text for one in catalog.descriptions(tile_id)) == ["a lake", "water"]
        assert catalog.captioners() == ["facts", "model"]

    def test_a_batch_that_is_refused_changes_nothing(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        for results, vectors in (
            ([TileResult(tile_id)], {}),
            ([TileResult(tile_id, captions={FACTS: _caption("a lake")})], {"a lake": np.ones(3, np.float32)}),
        ):
            with pytest.raises(ValueError, match=r"."):
                catalog.write_batch(results, embedder=EMBEDDER, vectors=vectors)
        assert catalog.tiles([tile_id])[0].state is TileState.PENDING
        assert catalog.spaces() == []

    def test_what_captioners_found_out_comes_back(self, catalog: Catalog) -> None:
        raster_id = _put(catalog)
        tile_id = _ids(catalog)[0]
        caption = Caption(
            descriptions=(Description(DescriptionKind.SUMMARY, "a lake"), Description(DescriptionKind.FACTS, "water")),
            measurements=Measurements(water=0.7, colours="blue"),
            visual=VisualVector.of(_vector("a lake"), space=OTHER_SPACE),
            tags=(Tag("lake", 0.9), Tag("harbour", 0.2)),
        )
        _write(catalog, [TileResult(tile_id, content_hash="pixels", valid_share=1.0, captions={FACTS: caption})])
        assert catalog.known_captions(["pixels", "others"], [FACTS, MODEL]) == {"pixels": {FACTS: caption}}
        assert catalog.measurements(tile_id) == caption.measurements
        assert catalog.tags(tile_id) == list(caption.tags)
        assert [(one.kind, one.text, one.author) for one in catalog.descriptions(tile_id)] == [
            ("summary", "a lake", FACTS),
            ("facts", "water", FACTS),
        ]
        alike = replace(caption, inherited_from=tile_id)
        _write(catalog, [TileResult(_ids(catalog)[1], captions={MODEL: alike})])
        scanned, inherited = catalog.coarse_results(raster_id, FACTS)
        assert (scanned.ref.id, scanned.state, scanned.tags, scanned.visual, scanned.inherited_from) == (
            tile_id,
            "done",
            caption.tags,
            caption.visual,
            None,
        )
        assert (inherited.ref.id, inherited.state, inherited.tags) == (_ids(catalog)[1], "", caption.tags)
        assert [one.inherited_from for one in catalog.coarse_results(raster_id, MODEL)] == [None, tile_id]
        assert [one.inherited for one in catalog.coverage() if one.author == MODEL] == [1]

    # --- vectors ------------------------------------------------------------------------------------------------------

    def test_texts_are_embedded_once_for_each_embedder(self, catalog: Catalog) -> None:
        _put(catalog)
        ids = _ids(catalog)
        other = EmbedderInfo("other", "fingerprint of other", 4)
        _say(catalog, {ids[0]: ["a lake"], ids[1]: ["a lake", "a road"]})
        time.sleep(0.01)
        assert catalog.texts_without_vectors(["a road", "new", "new"], EMBEDDER) == ["new"]
        assert catalog.count_texts_without_vectors(other) == 2
        assert len(catalog.all_texts_without_vectors(other, limit=1)) == 1
        catalog.write_vectors(other, {"a lake": _vector("a lake", 4), "unheard of": _vector("x", 4)})
        assert catalog.all_texts_without_vectors(other, limit=9) == ["a road"]
        assert [one.name for one in catalog.embedders()] == ["other", "mini"], "the most recently used first"
        time.sleep(0.01)  # stores may tell times by milliseconds
        catalog.write_vectors(EMBEDDER, {})
        assert [one.name for one in catalog.embedders()] == ["mini", "other"], "used, though there was nothing to embed"
        vectors = catalog.text_vectors(["a road", "a lake", "unheard of"], space=EMBEDDER.fingerprint)
        assert vectors.keys() == {"a lake", "a road"}
        for text, vector in vectors.items():
            assert vector.dtype == np.float32
            np.testing.assert_allclose(vector, _vector(text), atol=TOLERANCE)

    def test_spaces_say_who_fills_them_and_which_encoder_speaks_them(self, catalog: Catalog) -> None:
        _put(catalog)
        first, second = _ids(catalog)[:2]
        _see(catalog, first, MODEL, {EMBEDDER.fingerprint: _vector("a lake")})
        _see(catalog, second, FACTS, {OTHER_SPACE: _vector("a road", 5)})
        spaces = {one.id: one for one in catalog.spaces()}
        assert spaces.keys() == {EMBEDDER.fingerprint, OTHER_SPACE}
        own, other = spaces[EMBEDDER.fingerprint], spaces[OTHER_SPACE]
        assert (own.dim, own.metric, own.encoder, own.has_texts, own.visual_models) == (
            EMBEDDER.dim,
            "cosine",
            EMBEDDER.name,
            True,
            (MODEL.captioner,),
        )
        assert (other.dim, other.encoder, other.has_texts, other.visual_models) == (5, "", False, (FACTS.captioner,))
        seen = catalog.visual_vector(second, space=OTHER_SPACE)
        assert seen is not None
        np.testing.assert_allclose(seen, _vector("a road", 5), atol=TOLERANCE)
        assert catalog.visual_vector(second, space=EMBEDDER.fingerprint) is None

    def test_vectors_of_different_spaces_are_never_compared(self, catalog: Catalog) -> None:
        """Even where they are of one length."""
        _put(catalog)
        first, second = _ids(catalog)[:2]
        _say(catalog, {first: ["a lake"], second: ["a forest"]})
        _see(catalog, first, MODEL, {OTHER_SPACE: _vector("a forest")})
        other = EmbedderInfo("other", OTHER_SPACE, EMBEDDER.dim)
        catalog.write_vectors(other, {"a lake": _vector("a forest"), "a forest": _vector("a lake")})
        best = {
            space: catalog.search(_query("a lake", space=space, weights=Weights(visual=0.0))).tiles[0]
            for space in (EMBEDDER.fingerprint, OTHER_SPACE)
        }
        assert {space: found.tile.id for space, found in best.items()} == {
            EMBEDDER.fingerprint: first,
            OTHER_SPACE: second,
        }
        (seen,) = (one for one in _ask(catalog, "a lake") if one.tile.id == first)
        assert "visual" not in seen.channels
        ranking = catalog.search(_query("a lake", space="of nobody"))
        assert (ranking.tiles, ranking.candidates) == ((), 0)

    def test_of_several_visual_vectors_in_one_space_the_best_counts_and_the_latest_is_given(
        self, catalog: Catalog
    ) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        _see(catalog, tile_id, FACTS, {EMBEDDER.fingerprint: _vector("a lake")})
        _see(catalog, tile_id, MODEL, {EMBEDDER.fingerprint: _vector("a road")})
        latest = catalog.visual_vector(tile_id, space=EMBEDDER.fingerprint)
        assert latest is not None
        np.testing.assert_allclose(latest, _vector("a road"), atol=TOLERANCE)
        for question in ("a lake", "a road"):
            assert _ask(catalog, question)[0].channels["visual"] == pytest.approx(1, abs=TOLERANCE)

    # --- questions ----------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "weights",
        [Weights(), SIMILARITY, Weights(visual=0.2, spaces={OTHER_SPACE: 3.0}), Weights(spaces={OTHER_SPACE: 0.0})],
    )
    @pytest.mark.parametrize("words", ["", "river roof", "a zebra in the forest"])
    def test_scores_are_those_of_scoring_every_tile(self, catalog: Catalog, weights: Weights, words: str) -> None:
        said, seen = _fill(catalog)
        rng = np.random.default_rng(3)
        text, other = _unit(rng, 2, EMBEDDER.dim), _unit(rng, 1, 5)[0]
        query = TileQuery(
            space=EMBEDDER.fingerprint,
            text=text,
            visual={EMBEDDER.fingerprint: text[0], OTHER_SPACE: other},
            words=words,
            weights=weights,
            page=Page(k=100, merge_levels=False),
        )
        ranking = catalog.search(query)
        assert ranking.candidates == len(said) == len(ranking.tiles)
        scores = [found.score for found in ranking.tiles]
        assert scores == sorted(scores, reverse=True)
        for found in ranking.tiles:
            expected, dense, visual = _expected(query, found, said, seen)
            assert found.channels["dense"] == pytest.approx(dense, abs=TOLERANCE)
            assert found.channels.get("visual", -9) == pytest.approx(-9 if visual is None else visual, abs=TOLERANCE)
            assert found.score == pytest.approx(expected, abs=TOLERANCE)
            assert 0 <= found.channels.get("lexical", 0.0) <= 1
            assert found.matched.text in {one for texts in said[found.tile.id].values() for one in texts}

    def test_pages_are_parts_of_one_ranking(self, catalog: Catalog) -> None:
        _fill(catalog)
        whole = _ask(catalog, "river roof", k=100)
        assert len(whole) > 20
        for offset in range(0, len(whole), 7):
            part = _ask(catalog, "river roof", k=7, offset=offset)
            assert [(one.tile.id, one.score) for one in part] == [
                (one.tile.id, one.score) for one in whole[offset : offset + 7]
            ]
        threshold = whole[10].score
        above = _ask(catalog, "river roof", k=100, threshold=threshold)
        assert [one.tile.id for one in above] == [one.tile.id for one in whole if one.score >= threshold]

    def test_equal_scores_are_ordered_by_the_mean_of_all_descriptions_and_then_by_id(self, catalog: Catalog) -> None:
        _put(catalog, count=6)
        ids = _ids(catalog)
        question = _vector("a lake")
        near, far = sorted(("a road", "a forest"), key=lambda text: -float(_vector(text) @ question))
        said = (["a lake", far], ["a lake"], ["a lake", near], ["a lake"], ["a lake", far], [far])
        _say(catalog, dict(zip(ids, said, strict=True)))
        expected = [ids[1], ids[3], ids[2], ids[0], ids[4], ids[5]]
        ranking = catalog.search(_query("a lake"))
        assert [one.tile.id for one in ranking.tiles] == expected
        assert len({one.score for one in ranking.tiles}) == 2
        for offset in range(6):
            for k in (1, 2):
                page = catalog.search(_query("a lake", page=Page(k=k, offset=offset)))
                assert [one.tile.id for one in page.tiles] == expected[offset : offset + k]
                assert page.candidates == 6

    def test_no_score_exceeds_1(self, catalog: Catalog) -> None:
        """As rounded vectors may be a little too long."""
        _put(catalog, count=12)
        texts = [f"a lake {number}" for number in range(12)]
        _say(catalog, {tile_id: [text] for tile_id, text in zip(_ids(catalog), texts, strict=True)})
        for text in texts:
            (best,) = _ask(catalog, text, k=1)
            assert best.matched.text == text
            assert 1 - TOLERANCE < best.score <= 1

    def test_several_summaries_by_one_author_are_one_statement(self, catalog: Catalog) -> None:
        _put(catalog)
        ids = _ids(catalog)
        texts = ("a lake", "a road")
        _say(catalog, {ids[0]: texts}, kind=DescriptionKind.SUMMARY)
        _say(catalog, {ids[1]: texts}, kind=DescriptionKind.FEATURES)
        _say(catalog, {ids[2]: texts[:1]}, kind=DescriptionKind.SUMMARY)
        _say(catalog, {ids[2]: texts[1:]}, author=MODEL, kind=DescriptionKind.SUMMARY)
        found = {one.tile.id: one for one in _ask(catalog, "a lake")}
        mean = float(np.mean([_vector(text) @ _vector("a lake") for text in texts]))
        dense = [found[tile_id].channels["dense"] for tile_id in ids[:3]]
        assert dense == pytest.approx([mean, 1, 1], abs=TOLERANCE)
        assert {one.matched.text for one in found.values()} == {"a lake"}, "the better wording"

    def test_a_text_without_a_vector_does_not_count(self, catalog: Catalog) -> None:
        _put(catalog)
        first, second = _ids(catalog)[:2]
        _say(catalog, {first: ["a road"]})
        results = [TileResult(tile_id, captions={MODEL: _caption("a lake")}) for tile_id in (first, second)]
        catalog.write_batch(results, embedder=EMBEDDER, vectors={})
        assert catalog.candidates(Filters()).tolist() == [first, second]
        ranking = catalog.search(_query("a lake"))
        assert [(one.tile.id, one.matched.text) for one in ranking.tiles] == [(first, "a road")]
        assert ranking.candidates == 1

    def test_the_matched_description_gave_the_larger_part_of_the_score(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        _say(catalog, {tile_id: ["a lake", "a road by a quarry"]})
        (found,) = _ask(catalog, "a lake")
        assert (found.matched.text, found.matched.author, found.words) == ("a lake", FACTS, ("lake",))
        away = -(_vector("a lake") + _vector("a road by a quarry"))
        asked = replace(_query("", words="quarry"), text=away[None] / np.linalg.norm(away))
        (found,) = catalog.search(asked).tiles
        assert (found.matched.text, found.words) == ("a road by a quarry", ("quarry",))
        _say(catalog, {tile_id: ["a forest"]}, author=MODEL, kind=DescriptionKind.SUMMARY)
        (found,) = catalog.search(_query("a lake", words="lake forest harbour")).tiles
        assert (found.matched.text, found.words) == ("a lake", ("lake", "forest")), "one stands in the summary"

    def test_filters_and_exclusion_leave_no_page_short(self, catalog: Catalog) -> None:
        """They come before the best are chosen: worse tiles that pass are all found."""
        _put(catalog, count=40)
        _put(catalog, "/imagery/b.tif", count=3)
        better, worse = _ids(catalog)[:40], _ids(catalog)[40:]
        _say(catalog, {**{tile_id: ["a lake"] for tile_id in better}, **{tile_id: ["a quarry"] for tile_id in worse}})
        for options in ({"filters": Filters(rasters=("b.tif",))}, {"exclude": tuple(better)}):
            for words in ("", "a lake"):
                ranking = catalog.search(_query("a lake", words=words, page=Page(k=2), **options))
                assert [one.tile.id for one in ranking.tiles] == worse[:2]
                assert ranking.candidates == 3
        (second,) = catalog.search(_query("a lake", page=Page(k=1), exclude=(better[0], 10**9))).tiles
        assert second.tile.id == better[1]

    def test_only_the_descriptions_of_those_who_are_asked_count(self, catalog: Catalog) -> None:
        _put(catalog)
        first, second = _ids(catalog)[:2]
        _say(catalog, {first: ["a lake"], second: ["a forest"]}, author=FACTS)
        _say(catalog, {second: ["a lake"]}, author=MODEL, kind=DescriptionKind.SUMMARY)
        assert {one.tile.id for one in _ask(catalog, "a lake")} == {first, second}
        (found,) = catalog.search(_query("a lake", author_filter=ByCaptioner("model"))).tiles
        assert (found.tile.id, found.matched.text, found.tile.summary) == (second, "a lake", "a lake")
        assert len(catalog.search(_query("a lake", author_filter="measured")).tiles) == 2
        assert len(catalog.search(_query("a lake", author_filter="described")).tiles) == 1

    def test_the_summary_is_the_own_one_of_the_captioner_that_was_asked(self, catalog: Catalog) -> None:
        _put(catalog)
        first, second = _ids(catalog)[:2]
        _say(catalog, {first: ["a road"], second: ["a forest"]}, author=MODEL, kind=DescriptionKind.SUMMARY)
        _say(catalog, {first: ["a lake"]}, author=FACTS, kind=DescriptionKind.SUMMARY)
        _say(catalog, {second: ["a quarry"]}, author=FACTS)
        for captioner, summaries in (("facts", ["a lake", "a forest"]), ("model", ["a road", "a forest"])):
            tiles = catalog.search(_query("a lake", author_filter=ByCaptioner(captioner))).tiles
            assert [one.tile.summary for one in sorted(tiles, key=lambda one: one.tile.id)] == summaries

    def test_whose_descriptions_count_holds_for_every_channel(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        _see(catalog, tile_id, FACTS, {EMBEDDER.fingerprint: _vector("a lake")})
        _say(catalog, {tile_id: ["a quarry"]}, author=MODEL)
        channels = {
            who: set(catalog.search(_query("a lake", words="seen quarry", author_filter=who)).tiles[0].channels)
            for who in ("all", "measured", "described", ByCaptioner("facts"), ByCaptioner("model"))
        }
        by_facts, by_model = {"dense", "lexical", "visual"}, {"dense", "lexical"}
        assert channels == {
            "all": by_facts,
            "measured": by_facts,
            "described": by_model,
            ByCaptioner("facts"): by_facts,
            ByCaptioner("model"): by_model,
        }
        for who, word in ((ByCaptioner("facts"), "quarry"), (ByCaptioner("model"), "seen")):
            (found,) = catalog.search(_query("a lake", words=word, author_filter=who)).tiles
            assert "lexical" not in found.channels

    def test_rare_words_count_more_and_unknown_words_lower_the_score(self, catalog: Catalog) -> None:
        _put(catalog, count=12)
        ids = _ids(catalog)
        texts = ["a road by a quarry", "a roof", *("a road" for _ in ids[2:])]
        _say(catalog, {tile_id: [f"{text} {tile_id}"] for tile_id, text in zip(ids, texts, strict=True)})

        def lexical(words: str, **options: Any) -> dict[int, float]:
            found = catalog.search(_query("a lake", words=words, **options)).tiles
            return {one.tile.id: one.channels["lexical"] for one in found if "lexical" in one.channels}

        assert lexical("roof road")[ids[1]] > lexical("roof road")[ids[5]], "each has one of them, in as many words"
        assert lexical("quarries").keys() == {ids[0]}, "a word matches in its other forms"
        assert lexical("zebra quarry")[ids[0]] < lexical("quarry")[ids[0]]
        assert lexical("zebra") == {}
        assert next(one.words for one in _ask(catalog, "the Quarry") if one.tile.id == ids[0]) == ("Quarry",)
        assert lexical("\"NEAR( * ' -- OR") == {}

    def test_words_lift_a_tile_above_many_that_are_nearer(self, catalog: Catalog) -> None:
        _put(catalog, count=60)
        ids = _ids(catalog)
        _say(catalog, {tile_id: ["a lake" if tile_id < ids[-1] else "a quarry by a road"] for tile_id in ids})
        between = _vector("a lake") + 0.98 * _vector("a quarry by a road")
        asked = replace(_query("", page=Page(k=1)), text=between[None] / np.linalg.norm(between))
        (nearest,) = catalog.search(asked).tiles
        (lifted,) = catalog.search(replace(asked, words="quarry road")).tiles
        assert (nearest.tile.id, lifted.tile.id) == (ids[0], ids[-1])

    def test_a_text_has_the_same_words_whatever_is_filtered_and_whoever_is_asked(self, catalog: Catalog) -> None:
        _put(catalog)
        _put(catalog, "/imagery/b.tif", count=12)
        ids = _ids(catalog)
        _say(catalog, {tile_id: [f"a quarry by a road {tile_id}"] for tile_id in ids[:4]})
        _say(catalog, {tile_id: [f"a road {tile_id}"] for tile_id in ids[4:]})
        _say(catalog, {ids[0]: ["a quarry by a forest"]}, author=MODEL)

        def lexical(**options: Any) -> dict[int, float]:
            query = _query("a lake", words="quarry road zebra", page=Page(k=99), **options)
            return {one.tile.id: one.channels.get("lexical", 0.0) for one in catalog.search(query).tiles}

        everywhere = lexical(author_filter="measured")
        assert everywhere.keys() == set(ids)
        for raster, some in (("a.tif", ids[:4]), ("b.tif", ids[4:])):
            here = lexical(author_filter="measured", filters=Filters(rasters=(raster,)))
            assert here == {tile_id: everywhere[tile_id] for tile_id in some}
        assert lexical(author_filter="measured", exclude=tuple(ids[:-1])) == {ids[-1]: everywhere[ids[-1]]}
        assert {tile_id: score for tile_id, score in lexical().items() if tile_id != ids[0]} == {
            tile_id: score for tile_id, score in everywhere.items() if tile_id != ids[0]
        }

    def test_what_is_said_of_a_sliver_counts_less(self, catalog: Catalog) -> None:
        _put(catalog)
        sliver, whole = _ids(catalog)[:2]
        caption = _caption("a lake")
        _write(
            catalog,
            [
                TileResult(sliver, valid_share=0.11, captions={FACTS: caption}),
                TileResult(whole, valid_share=1.0, captions={FACTS: caption}),
            ],
        )
        first, second = _ask(catalog, "a lake")
        assert (first.tile.id, second.tile.id) == (whole, sliver)
        assert second.score == pytest.approx(first.score * 0.604, abs=TOLERANCE)

    def test_overlapping_tiles_of_several_levels_are_one_answer(self, catalog: Catalog) -> None:
        catalog.put_raster(
            _raster(), stamp=SIGNATURE, overrides="", plan="two levels", tiles=[_tile(0), _tile(0, level_m=64.0)]
        )
        ids = _ids(catalog)
        _say(catalog, {tile_id: ["a lake"] for tile_id in ids})
        (merged,) = _ask(catalog, "a lake")
        assert merged.merged == 1
        assert len(catalog.search(_query("a lake", page=Page(merge_levels=False))).tiles) == 2

    def test_pages_are_cut_after_levels_are_merged(self, catalog: Catalog) -> None:
        """Of one raster: what another one shows of the same place is another answer."""
        levels = (128.0, 64.0, 32.0)
        tiles = [_tile(number, level_m=level_m) for level_m in levels for number in range(20)]
        catalog.put_raster(_raster(), stamp=SIGNATURE, overrides="", plan="three levels", tiles=tiles)
        other = [_tile(number, level_m=256.0) for number in range(20)]
        catalog.put_raster(_raster("/imagery/b.tif"), stamp=SIGNATURE, overrides="", plan="", tiles=other)
        ids = _ids(catalog)
        _say(catalog, {tile_id: [f"a lake {number % 20}"] for number, tile_id in enumerate(ids)})
        whole = _ask(catalog, "a lake", k=100)
        assert len(whole) == 40
        assert sorted(one.merged for one in whole) == [0] * 20 + [2] * 20
        pages = [one for offset in range(0, 40, 3) for one in _ask(catalog, "a lake", k=3, offset=offset)]
        assert [one.tile.id for one in pages] == [one.tile.id for one in whole]

    def test_what_is_below_the_threshold_stands_behind_no_answer(self, catalog: Catalog) -> None:
        tiles = [_tile(0), _tile(0, level_m=64.0)]
        catalog.put_raster(_raster(), stamp=SIGNATURE, overrides="", plan="two levels", tiles=tiles)
        first, second = _ids(catalog)
        _say(catalog, {first: ["a lake"], second: ["a road"]})
        assert [(one.tile.id, one.merged) for one in _ask(catalog, "a lake")] == [(first, 1)]
        assert [(one.tile.id, one.merged) for one in _ask(catalog, "a lake", threshold=0.9)] == [(first, 0)]

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            (Filters(bounds=(9.005, 49.0, 9.006, 49.2)), {"a.tif": 1}),
            (Filters(bounds=(170.0, -20.0, -170.0, -10.0)), {"fiji.tif": 4}),
            (Filters(area=shapely.Polygon([(9.001, 49.095), (9.019, 49.095), (9.001, 49.2)])), {"a.tif": 2}),
            (Filters(area=shapely.Polygon([(9.001, 49.091), (9.025, 49.15), (9.001, 49.15)])), {"a.tif": 1}),
            (Filters(rasters=("f*.tif",)), {"fiji.tif": 4}),
            (Filters(rasters=("/imagery/a.tif",)), {"a.tif": 4}),
            (Filters(acquired_from=datetime(2024, 6, 1, tzinfo=UTC)), {"a.tif": 4}),
            (Filters(acquired_to=datetime(2023, 12, 31, tzinfo=UTC)), {"old.tif": 4}),
            (Filters(acquired_from=datetime(2019, 3, 5, tzinfo=UTC), rasters=("old.tif",)), {"old.tif": 4}),
            (Filters(levels_m=(64.0,)), {"old.tif": 4}),
            (Filters(levels_m=(59.0, 1.0)), {"old.tif": 4}),
            (Filters(levels_m=(58.0, 72.0)), {}),
            (Filters(levels_m=(64.0,), rasters=("a.tif",)), {}),
        ],
    )
    def test_filters_come_before_scoring(self, catalog: Catalog, filters: Filters, expected: Mapping[str, int]) -> None:
        _put(catalog)
        fiji = [_tile(number, west=179.9, north=-15.0) for number in range(4)]
        place = shapely.MultiPolygon([shapely.box(179.9, -16, 180, -15)])
        catalog.put_raster(
            _raster("/imagery/fiji.tif", acquired=None, footprint=place),
            stamp=SIGNATURE,
            overrides="",
            plan="",
            tiles=fiji,
        )
        old = datetime(2019, 3, 1, tzinfo=UTC)
        catalog.put_raster(
            _raster("/imagery/old.tif", acquired=old, acquired_end=datetime(2019, 3, 31, tzinfo=UTC)),
            stamp=SIGNATURE,
            overrides="",
            plan="",
            tiles=[_tile(number, west=20.0, level_m=64.0) for number in range(4)],
        )
        _say(catalog, {tile_id: ["a lake"] for tile_id in _ids(catalog)})
        ranking = catalog.search(_query("a lake", filters=filters))
        found: dict[str, int] = {}
        for one in ranking.tiles:
            found[one.tile.raster] = found.get(one.tile.raster, 0) + 1
        assert found == expected
        assert sorted(one.tile.id for one in ranking.tiles) == catalog.candidates(filters).tolist()
        by_time = filters.acquired_from is not None or filters.acquired_to is not None
        assert ranking.undated_rasters == int(by_time and not filters.rasters)

    def test_tiles_come_in_the_order_asked_for_and_are_found_by_place(self, catalog: Catalog) -> None:
        _put(catalog)
        ids = _ids(catalog)
        assert [tile.id for tile in catalog.tiles(ids[::-1])] == ids[::-1]
        assert catalog.tiles_at((9.005, 49.095, 9.005, 49.095)) == [ids[0]]
        with pytest.raises(UnknownTileError):
            catalog.tiles([ids[0], ids[-1] + 1000])
        tiles = [_tile(0, level_m=256.0), _tile(0, level_m=64.0)]
        catalog.put_raster(_raster("/imagery/b.tif"), stamp=SIGNATURE, overrides="", plan="", tiles=tiles)
        found = catalog.tiles(catalog.tiles_at((9.005, 49.095, 9.005, 49.095)))
        assert [tile.level_m for tile in found] == [64.0, 128.0, 256.0], "the smallest first"
        assert len(catalog.tiles_at((9.015, 49.09, 9.025, 49.1))) == 2

    def test_an_empty_catalog_answers_nothing(self, catalog: Catalog) -> None:
        assert catalog.search(_query("a lake")).tiles == ()
        assert catalog.candidates(Filters()).tolist() == []
        assert catalog.embedders() == []
        assert catalog.verify() == []
        assert catalog.size_bytes() >= 0

    # --- states -------------------------------------------------------------------------------------------------------

    def test_a_snapshot_is_of_one_state_whatever_is_written_meanwhile(self, catalog: Catalog) -> None:
        _put(catalog)
        ids = _ids(catalog)
        _say(catalog, {ids[0]: ["a lake"]})
        with open_catalog(catalog.path) as reader:
            with reader.snapshot():
                before = reader.version()
                assert _found(reader, "a lake") == [ids[0]]
                _say(catalog, {ids[1]: ["a lake"]})
                assert _found(reader, "a lake") == [ids[0]]
                assert reader.tiles([ids[1]])[0].state is TileState.PENDING
            assert _found(reader, "a lake") == [ids[0], ids[1]]
            assert reader.version() != before
            assert reader.version() == reader.version()
            before = reader.version()
            with open_annotations(catalog.path) as notes:
                notes.mark(ids[0], verdict="confirmed")
            assert reader.version() != before

    def test_methods_may_be_called_from_any_thread(self, catalog: Catalog) -> None:
        _put(catalog)
        ids = _ids(catalog)
        _in_thread(lambda: _say(catalog, {ids[0]: ["a lake"]}))
        assert _in_thread(lambda: _found(catalog, "a lake")) == [ids[0]]

    def test_runs_and_failures_are_kept(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        run = catalog.begin_run({"captioner": "facts"})
        catalog.record_failure(run, path="/imagery/a.tif", tile_id=tile_id, stage="read", reason="broken")
        catalog.end_run(run, status="partial", counts={"done": 3})
        (record,) = catalog.runs(limit=5)
        assert (record.id, record.status, record.counts, record.settings) == (
            run,
            "partial",
            {"done": 3},
            {"captioner": "facts"},
        )
        (failure,) = catalog.failures(limit=5)
        assert (failure.tile_id, failure.stage, failure.reason) == (tile_id, "read", "broken")
        catalog.record_failure(run, path="/imagery/b.tif", tile_id=None, stage="open", reason="gone")
        assert [one.stage for one in catalog.failures(limit=5)] == ["read", "open"]
        assert [one.stage for one in catalog.failures(limit=1)] == ["read"]
        later = catalog.begin_run({})
        assert catalog.failures(limit=5) == [], "those of the latest run"
        assert [one.id for one in catalog.runs(limit=5)] == [later, run]
        assert [one.id for one in catalog.runs(limit=1)] == [later]

    # --- what people said ---------------------------------------------------------------------------------------------

    def test_marks_are_of_a_tile_and_a_question(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        with open_annotations(catalog.path) as notes:
            notes.mark(tile_id, question="a  lake", verdict="confirmed", note="sure")
            notes.mark(tile_id, question="A lake", verdict="rejected")
            (mark,) = notes.marks_of_tile(tile_id)
            assert (mark.verdict, mark.note) == ("rejected", "")
            assert notes.marks_of_hits([tile_id], question="a lake").keys() == {tile_id}
            assert notes.count().verdicts == {"rejected": 1}
            with pytest.raises(UnknownTileError):
                notes.mark(tile_id + 1000, verdict="confirmed")
            time.sleep(0.01)  # stores may tell times by milliseconds
            notes.mark(tile_id, verdict="confirmed")
            assert [one.question for one in notes.marks_of_tile(tile_id)] == ["", mark.question]
            assert [one.mark.question for one in notes.marks()] == ["", mark.question], "the latest first"
            assert [one.mark.verdict for one in notes.marks(question="A LAKE")] == ["rejected"]
            notes.unmark(tile_id, question="a lake")
            notes.unmark(tile_id, question="never asked")
            assert [one.mark.question for one in notes.marks()] == [""]

    def test_what_people_said_outlives_its_tile_and_its_pixels(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        _say(catalog, {tile_id: ["a lake"]})
        with open_annotations(catalog.path) as notes:
            notes.correct(tile_id, "a fish farm", embedder=EMBEDDER, vector=_vector("a fish farm"))
            notes.mark(tile_id, verdict="confirmed")
            assert catalog.tiles([tile_id])[0].summary == "a fish farm"
            assert _ask(catalog, "a fish farm")[0].tile.id == tile_id
            _put(catalog, fingerprint="edited")
            catalog.remove_rasters([stored.id for stored in catalog.rasters()])
            (correction,) = notes.corrections()
            assert (correction.text, correction.tile_id) == ("a fish farm", None)
            assert notes.count().marks_without_tile == 1
            _put(catalog)
            (correction,) = notes.corrections()
            assert correction.tile_id == _ids(catalog)[0]
            notes.uncorrect(_ids(catalog)[0])
            assert notes.corrections() == []

    def test_a_blank_tile_cannot_be_corrected(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        catalog.write_batch([TileResult(tile_id, blank="one flat value")], embedder=EMBEDDER, vectors={})
        with open_annotations(catalog.path) as notes, pytest.raises(InvalidOptionError):
            notes.correct(tile_id, "a lake", embedder=EMBEDDER, vector=_vector("a lake"))

    def test_a_tile_that_turns_out_blank_does_not_show_its_correction(self, catalog: Catalog) -> None:
        _put(catalog)
        tile_id = _ids(catalog)[0]
        _say(catalog, {tile_id: ["a lake"]})
        with open_annotations(catalog.path) as notes:
            notes.correct(tile_id, "a fish farm", embedder=EMBEDDER, vector=_vector("a fish farm"))
            assert (notes.corrections()[0].tile_id, notes.count().corrections_without_tile) == (tile_id, 0)
            catalog.write_batch([TileResult(tile_id, blank="one flat value")], embedder=EMBEDDER, vectors={})
            assert (notes.corrections()[0].tile_id, notes.count().corrections_without_tile) == (None, 1)
            assert _found(catalog, "a fish farm") == []
            _say(catalog, {tile_id: ["a lake"]})
            assert (notes.corrections()[0].tile_id, notes.count().corrections_without_tile) == (tile_id, 0)
            assert catalog.tiles([tile_id])[0].summary == "a fish farm"


# --- made-up rasters, tiles and captions ------------------------------------------------------------------------------


def _raster(path: str = "/imagery/a.tif", **changes: Any) -> Raster:
    fields: dict[str, Any] = {
        "path": path,
        "fingerprint": f"content of {path}",
        "driver": "GTiff",
        "width": 1000,
        "height": 800,
        "dtype": "uint16",
        "bands": (Band(1, Role.RED, 0.0001, -0.1), Band(2, Role.NIR)),
        "nodata": (),
        "palette": False,
        "profile": "planet-4",
        "profile_source": "tags",
        "quantity": Quantity.REFLECTANCE,
        "crs": "EPSG:32632",
        "georeferencing": Georeferencing.GEOTRANSFORM,
        "transform": (3.0, 0.0, 500_000.0, 0.0, -3.0, 5_500_000.0),
        "gsd_x_m": 3.0,
        "gsd_y_m": 3.5,
        "footprint": shapely.MultiPolygon([shapely.box(9.0, 49.0, 9.1, 49.1)]),
        "acquired": datetime(2024, 6, 1, 10, 20, 30, tzinfo=UTC),
        "acquired_source": "file name",
        "sensor": "PSB.SD",
        "has_overviews": False,
        "notices": ("The nodata value is assumed.",),
    }
    return Raster(**{**fields, **changes})


def _tile(number: int, *, level_m: float = 128.0, west: float = 9.0, north: float = 49.1) -> Tile:
    """Ten tiles of 0.01 degrees in a row."""
    row, col = divmod(number, 10)
    box = shapely.box(west + col * 0.01, north - (row + 1) * 0.01, west + (col + 1) * 0.01, north - row * 0.01)
    return Tile(level_m, Window(row * 80, col * 100, 80, 100), shapely.MultiPolygon([box]))


def _put(catalog: Catalog, path: str = "/imagery/a.tif", *, count: int = 4, **changes: Any) -> int:
    tiles = [_tile(number) for number in range(count)]
    return catalog.put_raster(_raster(path, **changes), stamp=SIGNATURE, overrides="", plan="", tiles=tiles)


def _ids(catalog: Catalog) -> list[int]:
    """Ids of all tiles, in order."""
    return sorted(catalog.tiles_at((-180.0, -90.0, 180.0, 90.0)))


def _caption(*texts: str, kind: DescriptionKind = DescriptionKind.FEATURES) -> Caption:
    return Caption(tuple(Description(kind, text, number) for number, text in enumerate(texts)))


def _vector(text: str, dim: int = EMBEDDER.dim) -> NDArray[np.float32]:
    """(dim,) float32: a unit vector that only the text decides."""
    vector: NDArray[np.float32] = _unit(np.random.default_rng(list(text.encode())), 1, dim)[0]
    return vector


def _unit(rng: np.random.Generator, count: int, dim: int) -> NDArray[np.float32]:
    values = rng.standard_normal((count, dim)).astype(np.float32)
    units: NDArray[np.float32] = values / np.linalg.norm(values, axis=1, keepdims=True)
    return units


def _write(catalog: Catalog, results: Sequence[TileResult]) -> None:
    """One batch with the vectors it needs."""
    captions = [caption for result in results for caption in result.captions.values()]
    new = catalog.texts_without_vectors([one.text for caption in captions for one in caption.descriptions], EMBEDDER)
    catalog.write_batch(results, embedder=EMBEDDER, vectors={text: _vector(text) for text in new})


def _say(
    catalog: Catalog,
    said: Mapping[int, Iterable[str]],
    *,
    author: Author = FACTS,
    kind: DescriptionKind = DescriptionKind.FEATURES,
) -> None:
    results = [
        TileResult(tile_id, content_hash=f"pixels {tile_id}", captions={author: _caption(*texts, kind=kind)})
        for tile_id, texts in said.items()
    ]
    _write(catalog, results)


def _see(catalog: Catalog, tile_id: int, author: Author, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    ((space, vector),) = vectors.items()
    caption = replace(_caption(f"seen by {author.captioner}"), visual=VisualVector.of(vector, space=space))
    _write(catalog, [TileResult(tile_id, content_hash=f"pixels {tile_id}", captions={author: caption})])


def _fill(
    catalog: Catalog,
) -> tuple[dict[int, dict[Author, list[str]]], dict[int, dict[str, NDArray[np.float32]]]]:
    """(what is said of 30 tiles by two authors; what is seen on some of them, in two spaces)."""
    rng = np.random.default_rng(7)
    _put(catalog, count=30)
    said: dict[int, dict[Author, list[str]]] = {}
    seen: dict[int, dict[str, NDArray[np.float32]]] = {}
    results = []
    for tile_id in _ids(catalog):
        captions = {}
        for author, space, dim, share in ((FACTS, OTHER_SPACE, 5, 0.5), (MODEL, EMBEDDER.fingerprint, 8, 0.6)):
            texts = [" ".join(rng.choice(WORDS, rng.integers(1, 5))) + f" {rng.integers(99)}" for _ in range(2)]
            said.setdefault(tile_id, {})[author] = list(dict.fromkeys(texts))
            captions[author] = _caption(*said[tile_id][author])
            if rng.random() < share:
                seen.setdefault(tile_id, {})[space] = vector = _unit(rng, 1, dim)[0]
                captions[author] = replace(captions[author], visual=VisualVector.of(vector, space=space))
        share_valid = float(rng.choice([1.0, 0.4]))
        results.append(TileResult(tile_id, valid_share=share_valid, captions=captions))
    _write(catalog, results)
    return said, seen


def _query(text: str, *, words: str = "", space: str = EMBEDDER.fingerprint, **options: Any) -> TileQuery:
    vector = _vector(text)
    return TileQuery(
        space=space,
        text=vector[None],
        visual={EMBEDDER.fingerprint: vector},
        words=words,
        **options,
    )


def _ask(catalog: Catalog, question: str, **page: Any) -> tuple[RankedTile, ...]:
    return catalog.search(_query(question, words=question, page=Page(**page))).tiles


def _found(catalog: Catalog, question: str) -> list[int]:
    return sorted(one.tile.id for one in _ask(catalog, question))


def _expected(
    query: TileQuery,
    found: RankedTile,
    said: Mapping[int, Mapping[Author, Sequence[str]]],
    seen: Mapping[int, Mapping[str, NDArray[np.float32]]],
) -> tuple[float, float, float | None]:
    """(fused score, text cosine, visual cosine) of a tile, from what was written; words as the store counts them."""
    texts = [text for by_author in said[found.tile.id].values() for text in by_author]
    dense = float(np.mean([max(float(_vector(text) @ vector) for text in texts) for vector in query.text]))
    cosines = {
        space: float(vector @ query.visual[space])
        for space, vector in seen.get(found.tile.id, {}).items()
        if query.weights.spaces.get(space, 1.0)
    }
    visual = None
    score = np.array([dense], np.float32)
    if cosines:
        shares = [query.weights.spaces.get(space, 1.0) for space in cosines]
        visual = float(np.average(list(cosines.values()), weights=shares))
        score = fuse_visual(score, np.array([visual], np.float32), query.weights)
    words = np.array([found.channels.get("lexical", 0.0)], np.float32)
    score = fuse_lexical(np.minimum(score, np.float32(1)), words, query.weights)
    share = np.array([found.tile.valid_share], np.float32)
    return float(discounted(score, share)[0]), dense, visual


def _in_thread(call: Callable[[], Any]) -> Any:
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(call()))
    thread.start()
    thread.join()
    return answers[0]
