"""What is left to describe, what was described, and the vectors of both."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import (
    Author,
    Caption,
    Description,
    DescriptionKind,
    Measurements,
    Tag,
    VisualVector,
)
from tilescribe.domain.tile import TileState
from tilescribe.testing.store_contract import samples

__all__ = ["WorkContract"]


class WorkContract:
    """Tests; see `StoreContract`."""

    # --- work ---------------------------------------------------------------------------------------------------------

    def test_work_is_what_an_author_has_not_described(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        ids = samples.ids(catalog)
        samples.say(catalog, {ids[1]: ["a lake"]})
        catalog.write_batch([TileResult(ids[2], blank="one flat value")], embedder=samples.EMBEDDER, vectors={})
        assert catalog.pending([samples.FACTS]) == {raster_id: 2}
        assert catalog.pending([samples.FACTS, samples.MODEL], raster_id=raster_id) == {raster_id: 3}
        pending = catalog.pending_tiles(raster_id, [samples.FACTS])
        assert [(ref.id, ref.window) for ref in pending] == [
            (ids[0], samples.tile(0).window),
            (ids[3], samples.tile(3).window),
        ]

    def test_every_result_gives_its_tile_a_state_with_a_reason(self, catalog: Catalog) -> None:
        samples.put(catalog)
        ids = samples.ids(catalog)
        caption = Caption(failure="no answer")
        samples.write(
            catalog,
            [
                TileResult(
                    ids[0], valid_share=0.5, captions={samples.FACTS: samples.caption("a lake"), samples.MODEL: caption}
                ),
                TileResult(ids[1], blank="one flat value"),
                TileResult(ids[2], failure="cannot be read"),
                TileResult(ids[3], captions={samples.MODEL: caption}),
                TileResult(ids[3] + 1000, captions={samples.FACTS: samples.caption("a tile that is gone")}),
            ],
        )
        tiles = catalog.tiles(ids)
        assert [tile.state for tile in tiles] == [TileState.DONE, TileState.BLANK, TileState.FAILED, TileState.FAILED]
        assert [tile.reason for tile in tiles[1:]] == ["one flat value", "cannot be read", "no answer"]
        assert tiles[0].valid_share == 0.5
        coverage = {one.author.captioner: (one.done, one.failed) for one in catalog.coverage()}
        assert coverage == {"facts": (1, 0), "model": (0, 2)}
        raster_id = tiles[0].raster_id
        waiting = {
            author: [ref.id for ref in catalog.pending_tiles(raster_id, [author])]
            for author in (samples.FACTS, samples.MODEL)
        }
        assert waiting == {samples.FACTS: ids[2:], samples.MODEL: [ids[0], *ids[2:]]}, (
            "what failed is tried again, what is blank is not"
        )
        assert catalog.pending([samples.MODEL]) == {raster_id: 3}

    def test_a_newer_model_replaces_the_older_one_of_its_captioner_alone(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        samples.say(catalog, {tile_id: ["a pond"]}, author=samples.MODEL)
        samples.say(catalog, {tile_id: ["water"]}, author=samples.FACTS)
        samples.say(catalog, {tile_id: ["a lake"]}, author=replace(samples.MODEL, model="weights-2"))
        assert sorted(one.text for one in catalog.descriptions(tile_id)) == ["a lake", "water"]
        assert catalog.captioners() == ["facts", "model"]

    def test_a_batch_that_is_refused_changes_nothing(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        for results, vectors in (
            ([TileResult(tile_id)], {}),
            (
                [TileResult(tile_id, captions={samples.FACTS: samples.caption("a lake")})],
                {"a lake": np.ones(3, np.float32)},
            ),
        ):
            with pytest.raises(ValueError, match=r"."):
                catalog.write_batch(results, embedder=samples.EMBEDDER, vectors=vectors)
        assert catalog.tiles([tile_id])[0].state is TileState.PENDING
        assert catalog.spaces() == []

    def test_what_captioners_found_out_comes_back(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        caption = Caption(
            descriptions=(Description(DescriptionKind.SUMMARY, "a lake"), Description(DescriptionKind.FACTS, "water")),
            measurements=Measurements(water=0.7, colours="blue"),
            visual=VisualVector.of(samples.vector("a lake"), space=samples.OTHER_SPACE),
            tags=(Tag("lake", 0.9), Tag("harbour", 0.2)),
        )
        samples.write(
            catalog, [TileResult(tile_id, content_hash="pixels", valid_share=1.0, captions={samples.FACTS: caption})]
        )
        assert catalog.known_captions(["pixels", "others"], [samples.FACTS, samples.MODEL]) == {
            "pixels": {samples.FACTS: caption}
        }
        assert catalog.measurements(tile_id) == caption.measurements
        assert catalog.tags(tile_id) == list(caption.tags)
        assert [(one.kind, one.text, one.author) for one in catalog.descriptions(tile_id)] == [
            ("summary", "a lake", samples.FACTS),
            ("facts", "water", samples.FACTS),
        ]
        alike = replace(caption, inherited_from=tile_id)
        samples.write(catalog, [TileResult(samples.ids(catalog)[1], captions={samples.MODEL: alike})])
        scanned, inherited = catalog.coarse_results(raster_id, samples.FACTS)
        assert (scanned.ref.id, scanned.state, scanned.tags, scanned.visual, scanned.inherited_from) == (
            tile_id,
            "done",
            caption.tags,
            caption.visual,
            None,
        )
        assert (inherited.ref.id, inherited.state, inherited.tags) == (samples.ids(catalog)[1], "", caption.tags)
        assert [one.inherited_from for one in catalog.coarse_results(raster_id, samples.MODEL)] == [None, tile_id]
        assert [one.inherited for one in catalog.coverage() if one.author == samples.MODEL] == [1]

    def test_a_visual_encoder_fills_a_space_and_says_nothing(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        encoder = Author("clip:tiny", "files-1", "1")
        known = VisualVector.of(samples.vector("a lake"), space=samples.EMBEDDER.fingerprint)
        said = Caption(descriptions=(Description(DescriptionKind.SUMMARY, "a lake"),), visual=known)
        samples.write(catalog, [TileResult(tile_id, content_hash="pixels", captions={samples.MODEL: said})])
        seen = VisualVector.of(samples.vector("a road", 5), space=samples.OTHER_SPACE, encoder="clip:/models/tiny")
        result = TileResult(tile_id, content_hash="pixels", captions={encoder: Caption(visual=seen)})
        samples.write(catalog, [result])
        (space,) = (one for one in catalog.spaces() if one.id == samples.OTHER_SPACE)
        assert (space.encoder, space.visual_models, space.has_texts) == ("clip:/models/tiny", ("clip:tiny",), False)
        assert [one.text for one in catalog.descriptions(tile_id)] == ["a lake"], "what was described stays"
        assert catalog.captioners() == [samples.MODEL.captioner], "it can be asked for no descriptions"
        assert {one.author.captioner: one.done for one in catalog.coverage()}["clip:tiny"] == 1
        assert catalog.known_captions(["pixels"], [encoder]) == {"pixels": {encoder: Caption(visual=seen)}}
        assert [one.name for one in catalog.embedders()] == [samples.EMBEDDER.name]
        (scanned, *_) = catalog.coarse_results(raster_id, samples.FACTS)
        assert scanned.visual == known, "what a deeper look is chosen by is what captioners saw"

    # --- vectors ------------------------------------------------------------------------------------------------------

    def test_texts_are_embedded_once_for_each_embedder(self, catalog: Catalog) -> None:
        samples.put(catalog)
        ids = samples.ids(catalog)
        other = EmbedderInfo("other", "fingerprint of other", 4)
        samples.say(catalog, {ids[0]: ["a lake"], ids[1]: ["a lake", "a road"]})
        time.sleep(0.01)
        assert catalog.texts_without_vectors(["a road", "new", "new"], samples.EMBEDDER) == ["new"]
        assert catalog.count_texts_without_vectors(other) == 2
        assert len(catalog.all_texts_without_vectors(other, limit=1)) == 1
        catalog.write_vectors(other, {"a lake": samples.vector("a lake", 4), "unheard of": samples.vector("x", 4)})
        assert catalog.all_texts_without_vectors(other, limit=9) == ["a road"]
        assert [one.name for one in catalog.embedders()] == ["other", "mini"], "the most recently used first"
        time.sleep(0.01)  # stores may tell times by milliseconds
        catalog.write_vectors(samples.EMBEDDER, {})
        assert [one.name for one in catalog.embedders()] == ["mini", "other"], "used, though there was nothing to embed"
        vectors = catalog.text_vectors(["a road", "a lake", "unheard of"], space=samples.EMBEDDER.fingerprint)
        assert vectors.keys() == {"a lake", "a road"}
        for text, vector in vectors.items():
            assert vector.dtype == np.float32
            np.testing.assert_allclose(vector, samples.vector(text), atol=samples.TOLERANCE)

    def test_spaces_say_who_fills_them_and_which_encoder_speaks_them(self, catalog: Catalog) -> None:
        samples.put(catalog)
        first, second = samples.ids(catalog)[:2]
        samples.see(catalog, first, samples.MODEL, {samples.EMBEDDER.fingerprint: samples.vector("a lake")})
        samples.see(catalog, second, samples.FACTS, {samples.OTHER_SPACE: samples.vector("a road", 5)})
        spaces = {one.id: one for one in catalog.spaces()}
        assert spaces.keys() == {samples.EMBEDDER.fingerprint, samples.OTHER_SPACE}
        own, other = spaces[samples.EMBEDDER.fingerprint], spaces[samples.OTHER_SPACE]
        assert (own.dim, own.metric, own.encoder, own.has_texts, own.visual_models) == (
            samples.EMBEDDER.dim,
            "cosine",
            samples.EMBEDDER.name,
            True,
            (samples.MODEL.captioner,),
        )
        assert (other.dim, other.encoder, other.has_texts, other.visual_models) == (
            5,
            "",
            False,
            (samples.FACTS.captioner,),
        )
        seen = catalog.visual_vector(second, space=samples.OTHER_SPACE)
        assert seen is not None
        np.testing.assert_allclose(seen, samples.vector("a road", 5), atol=samples.TOLERANCE)
        assert catalog.visual_vector(second, space=samples.EMBEDDER.fingerprint) is None
        sample = catalog.visual_sample(space=samples.OTHER_SPACE, limit=9)
        np.testing.assert_allclose(sample, [samples.vector("a road", 5)], atol=samples.TOLERANCE)
        assert len(catalog.visual_sample(space="of nobody", limit=9)) == 0

    def test_vectors_of_different_spaces_are_never_compared(self, catalog: Catalog) -> None:
        """Even where they are of one length."""
        samples.put(catalog)
        first, second = samples.ids(catalog)[:2]
        samples.say(catalog, {first: ["a lake"], second: ["a forest"]})
        samples.see(catalog, first, samples.MODEL, {samples.OTHER_SPACE: samples.vector("a forest")})
        other = EmbedderInfo("other", samples.OTHER_SPACE, samples.EMBEDDER.dim)
        catalog.write_vectors(other, {"a lake": samples.vector("a forest"), "a forest": samples.vector("a lake")})
        best = {
            space: catalog.search(samples.query("a lake", space=space, weights=samples.BY_TEXT)).tiles[0]
            for space in (samples.EMBEDDER.fingerprint, samples.OTHER_SPACE)
        }
        assert {space: found.tile.id for space, found in best.items()} == {
            samples.EMBEDDER.fingerprint: first,
            samples.OTHER_SPACE: second,
        }
        (seen,) = (one for one in samples.ask(catalog, "a lake") if one.tile.id == first)
        assert "visual" not in seen.channels
        ranking = catalog.search(samples.query("a lake", space="of nobody"))
        assert (ranking.tiles, ranking.candidates) == ((), 0)

    def test_of_several_visual_vectors_in_one_space_the_best_counts_and_the_latest_is_given(
        self, catalog: Catalog
    ) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        samples.see(catalog, tile_id, samples.FACTS, {samples.EMBEDDER.fingerprint: samples.vector("a lake")})
        samples.see(catalog, tile_id, samples.MODEL, {samples.EMBEDDER.fingerprint: samples.vector("a road")})
        latest = catalog.visual_vector(tile_id, space=samples.EMBEDDER.fingerprint)
        assert latest is not None
        np.testing.assert_allclose(latest, samples.vector("a road"), atol=samples.TOLERANCE)
        for question in ("a lake", "a road"):
            assert samples.ask(catalog, question)[0].channels["visual"] == pytest.approx(1, abs=samples.TOLERANCE)
