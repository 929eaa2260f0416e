"""The best tiles of a question, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
import shapely

from tilescribe.catalog.fusion import UNREAD, VisualScale, Weights, probability
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.query import MAX_DATES, Page, TileQuery
from tilescribe.catalog.types import ByCaptioner, TileResult
from tilescribe.domain.description import DescriptionKind, VisualVector
from tilescribe.domain.query import Filters
from tilescribe.errors import (
    UnknownTileError,
)
from tilescribe.testing.store_contract import samples

__all__ = ["QuestionContract"]


class QuestionContract:
    """Tests; see `StoreContract`."""

    # --- questions ----------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "weights",
        [
            Weights(),
            samples.BY_TEXT,
            Weights(spaces={samples.OTHER_SPACE: VisualScale(scale=0.7, offset=0.1, share=3.0)}),
            Weights(spaces={samples.OTHER_SPACE: VisualScale(share=0.0)}),
        ],
    )
    @pytest.mark.parametrize("words", ["", "river roof", "a zebra in the forest"])
    def test_scores_are_those_of_scoring_every_tile(self, catalog: Catalog, weights: Weights, words: str) -> None:
        said, seen = samples.fill(catalog)
        rng = np.random.default_rng(3)
        text, other = samples.unit(rng, 2, samples.EMBEDDER.dim), samples.unit(rng, 1, 5)[0]
        query = TileQuery(
            space=samples.EMBEDDER.fingerprint,
            text=text,
            visual={samples.EMBEDDER.fingerprint: text[0], samples.OTHER_SPACE: other},
            words=words,
            weights=weights,
            page=Page(k=100, merge_places=False),
        )
        ranking = catalog.search(query)
        assert ranking.candidates == len(said) == len(ranking.tiles)
        scores = [found.score for found in ranking.tiles]
        assert scores == sorted(scores, reverse=True)
        for found in ranking.tiles:
            expected, dense, visual = samples.expected(query, found, said, seen)
            assert found.channels["dense"] == pytest.approx(dense, abs=samples.TOLERANCE)
            assert found.channels.get("visual", -9) == pytest.approx(
                -9 if visual is None else visual, abs=samples.TOLERANCE
            )
            assert found.score == pytest.approx(expected, abs=samples.TOLERANCE)
            assert 0 <= found.channels.get("lexical", 0.0) <= 1
            assert found.matched.text in {one for texts in said[found.tile.id].values() for one in texts}

    def test_pages_are_parts_of_one_ranking(self, catalog: Catalog) -> None:
        samples.fill(catalog)
        whole = samples.ask(catalog, "river roof", k=100)
        assert len(whole) > 20
        for offset in range(0, len(whole), 7):
            part = samples.ask(catalog, "river roof", k=7, offset=offset)
            assert [(one.tile.id, one.score) for one in part] == [
                (one.tile.id, one.score) for one in whole[offset : offset + 7]
            ]
        threshold = whole[10].score
        above = samples.ask(catalog, "river roof", k=100, threshold=threshold)
        assert [one.tile.id for one in above] == [one.tile.id for one in whole if one.score >= threshold]

    @pytest.mark.parametrize("words", ["", "river roof"])
    def test_scores_of_all_tiles_are_those_of_the_ranking(self, catalog: Catalog, words: str) -> None:
        said, _ = samples.fill(catalog)
        query = samples.query("a lake", words=words, page=Page(k=100, merge_places=False))
        ranked = {one.tile.id: one.score for one in catalog.search(query).tiles}
        scored = catalog.tile_scores(replace(query, page=Page(k=1)))
        assert scored.tile_ids.tolist() == sorted(said)
        assert scored.scores.tolist() == pytest.approx([ranked[one] for one in sorted(said)], abs=1e-6)
        assert set(scored.levels_m.tolist()) == {128.0}
        first = sorted(said)[0]
        some = catalog.tile_scores(replace(query, exclude=(first,), filters=Filters(bounds=(9.0, 49.0, 9.035, 49.1))))
        assert first not in some.tile_ids
        assert 0 < len(some.tile_ids) < len(said)
        nobody = catalog.tile_scores(replace(query, filters=Filters(levels_m=(5.0,))))
        assert not len(nobody.tile_ids) + len(nobody.scores) + len(nobody.levels_m)

    def test_footprints_come_in_the_order_asked_for(self, catalog: Catalog) -> None:
        samples.put(catalog)
        backwards = samples.ids(catalog)[::-1]
        expected = [tile.footprint for tile in catalog.tiles(backwards)]
        assert all(shape.equals(like) for shape, like in zip(catalog.footprints(backwards), expected, strict=True))
        assert catalog.footprints([]) == []
        with pytest.raises(UnknownTileError, match="999"):
            catalog.footprints([backwards[0], 999])

    def test_equal_scores_are_ordered_by_the_mean_of_all_descriptions_and_then_by_id(self, catalog: Catalog) -> None:
        samples.put(catalog, count=6)
        ids = samples.ids(catalog)
        question = samples.vector("a lake")
        near, far = sorted(("a road", "a forest"), key=lambda text: -float(samples.vector(text) @ question))
        said = (["a lake", far], ["a lake"], ["a lake", near], ["a lake"], ["a lake", far], [far])
        samples.say(catalog, dict(zip(ids, said, strict=True)))
        expected = [ids[1], ids[3], ids[2], ids[0], ids[4], ids[5]]
        ranking = catalog.search(samples.query("a lake"))
        assert [one.tile.id for one in ranking.tiles] == expected
        assert len({one.score for one in ranking.tiles}) == 2
        for offset in range(6):
            for k in (1, 2):
                page = catalog.search(samples.query("a lake", page=Page(k=k, offset=offset)))
                assert [one.tile.id for one in page.tiles] == expected[offset : offset + k]
                assert page.candidates == 6

    def test_the_own_text_comes_first_and_no_score_exceeds_1(self, catalog: Catalog) -> None:
        samples.put(catalog, count=12)
        texts = [f"a lake {number}" for number in range(12)]
        samples.say(catalog, {tile_id: [text] for tile_id, text in zip(samples.ids(catalog), texts, strict=True)})
        for text in texts:
            (best,) = samples.ask(catalog, text, k=1)
            assert best.matched.text == text
            assert best.channels["dense"] == pytest.approx(1, abs=samples.TOLERANCE)
            assert 0.5 < best.score <= 1

    def test_several_summaries_by_one_author_are_one_statement(self, catalog: Catalog) -> None:
        samples.put(catalog)
        ids = samples.ids(catalog)
        texts = ("a lake", "a road")
        samples.say(catalog, {ids[0]: texts}, kind=DescriptionKind.SUMMARY)
        samples.say(catalog, {ids[1]: texts}, kind=DescriptionKind.FEATURES)
        samples.say(catalog, {ids[2]: texts[:1]}, kind=DescriptionKind.SUMMARY)
        samples.say(catalog, {ids[2]: texts[1:]}, author=samples.MODEL, kind=DescriptionKind.SUMMARY)
        found = {one.tile.id: one for one in samples.ask(catalog, "a lake")}
        mean = float(np.mean([samples.vector(text) @ samples.vector("a lake") for text in texts]))
        dense = [found[tile_id].channels["dense"] for tile_id in ids[:3]]
        assert dense == pytest.approx([mean, 1, 1], abs=samples.TOLERANCE)
        assert {one.matched.text for one in found.values()} == {"a lake"}, "the better wording"

    def test_what_was_looked_at_and_not_understood_does_not_win_by_its_words(self, catalog: Catalog) -> None:
        """Understood, not understood, and never looked at, with the same words."""
        samples.put(catalog)
        understood, unread, unseen = samples.ids(catalog)[:3]
        space, asked = samples.EMBEDDER.fingerprint, samples.vector("a lake")
        samples.say(catalog, {tile_id: ["a lake"] for tile_id in (understood, unread, unseen)})
        samples.see(catalog, understood, samples.MODEL, {space: asked})
        said = replace(samples.caption("seen"), visual=VisualVector.unread(space=space, dim=len(asked)))
        samples.write(catalog, [TileResult(unread, content_hash="pixels", captions={samples.MODEL: said})])
        found = {one.tile.id: one for one in catalog.search(samples.query("a lake")).tiles}
        channels = Weights().unseen
        less = probability(np.array(channels.offset + channels.text - UNREAD, np.float32))
        assert found[unread].score == pytest.approx(float(less), abs=samples.TOLERANCE)
        assert found[unread].channels["visual"] == 0
        assert found[understood].score > found[unread].score < found[unseen].score
        assert catalog.visual_vector(unread, space=space) is None
        assert catalog.known_captions(["pixels"], [samples.MODEL]) == {"pixels": {samples.MODEL: said}}

    def test_a_text_without_a_vector_does_not_count(self, catalog: Catalog) -> None:
        samples.put(catalog)
        first, second = samples.ids(catalog)[:2]
        samples.say(catalog, {first: ["a road"]})
        results = [
            TileResult(tile_id, captions={samples.MODEL: samples.caption("a lake")}) for tile_id in (first, second)
        ]
        catalog.write_batch(results, embedder=samples.EMBEDDER, vectors={})
        assert catalog.candidates(Filters()).tolist() == [first, second]
        ranking = catalog.search(samples.query("a lake"))
        assert [(one.tile.id, one.matched.text) for one in ranking.tiles] == [(first, "a road")]
        assert ranking.candidates == 1

    def test_the_matched_description_gave_the_larger_part_of_the_score(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        samples.say(catalog, {tile_id: ["a lake", "a road by a quarry"]})
        (found,) = samples.ask(catalog, "a lake")
        assert (found.matched.text, found.matched.author, found.words) == ("a lake", samples.FACTS, ("lake",))
        away = -(samples.vector("a lake") + samples.vector("a road by a quarry"))
        asked = replace(samples.query("", words="quarry"), text=away[None] / np.linalg.norm(away))
        (found,) = catalog.search(asked).tiles
        assert (found.matched.text, found.words) == ("a road by a quarry", ("quarry",))
        samples.say(catalog, {tile_id: ["a forest"]}, author=samples.MODEL, kind=DescriptionKind.SUMMARY)
        (found,) = catalog.search(samples.query("a lake", words="lake forest harbour")).tiles
        assert (found.matched.text, found.words) == ("a lake", ("lake", "forest")), "one stands in the summary"

    def test_filters_and_exclusion_leave_no_page_short(self, catalog: Catalog) -> None:
        """They come before the best are chosen: worse tiles that pass are all found."""
        samples.put(catalog, count=40)
        samples.put(catalog, "/imagery/b.tif", count=3)
        better, worse = samples.ids(catalog)[:40], samples.ids(catalog)[40:]
        samples.say(
            catalog, {**{tile_id: ["a lake"] for tile_id in better}, **{tile_id: ["a quarry"] for tile_id in worse}}
        )
        for options in ({"filters": Filters(rasters=("b.tif",))}, {"exclude": tuple(better)}):
            for words in ("", "a lake"):
                ranking = catalog.search(samples.query("a lake", words=words, page=Page(k=2), **options))
                assert [one.tile.id for one in ranking.tiles] == worse[:2]
                assert ranking.candidates == 3
        (second,) = catalog.search(samples.query("a lake", page=Page(k=1), exclude=(better[0], 10**9))).tiles
        assert second.tile.id == better[1]

    def test_only_the_descriptions_of_those_who_are_asked_count(self, catalog: Catalog) -> None:
        samples.put(catalog)
        first, second = samples.ids(catalog)[:2]
        samples.say(catalog, {first: ["a lake"], second: ["a forest"]}, author=samples.FACTS)
        samples.say(catalog, {second: ["a lake"]}, author=samples.MODEL, kind=DescriptionKind.SUMMARY)
        assert {one.tile.id for one in samples.ask(catalog, "a lake")} == {first, second}
        (found,) = catalog.search(samples.query("a lake", author_filter=ByCaptioner("model"))).tiles
        assert (found.tile.id, found.matched.text, found.tile.summary) == (second, "a lake", "a lake")
        assert len(catalog.search(samples.query("a lake", author_filter="measured")).tiles) == 2
        assert len(catalog.search(samples.query("a lake", author_filter="described")).tiles) == 1

    def test_the_summary_is_the_own_one_of_the_captioner_that_was_asked(self, catalog: Catalog) -> None:
        samples.put(catalog)
        first, second = samples.ids(catalog)[:2]
        samples.say(
            catalog, {first: ["a road"], second: ["a forest"]}, author=samples.MODEL, kind=DescriptionKind.SUMMARY
        )
        samples.say(catalog, {first: ["a lake"]}, author=samples.FACTS, kind=DescriptionKind.SUMMARY)
        samples.say(catalog, {second: ["a quarry"]}, author=samples.FACTS)
        for captioner, summaries in (("facts", ["a lake", "a forest"]), ("model", ["a road", "a forest"])):
            tiles = catalog.search(samples.query("a lake", author_filter=ByCaptioner(captioner))).tiles
            assert [one.tile.summary for one in sorted(tiles, key=lambda one: one.tile.id)] == summaries

    def test_whose_descriptions_count_holds_for_every_channel(self, catalog: Catalog) -> None:
        samples.put(catalog)
        tile_id = samples.ids(catalog)[0]
        samples.see(catalog, tile_id, samples.FACTS, {samples.EMBEDDER.fingerprint: samples.vector("a lake")})
        samples.say(catalog, {tile_id: ["a quarry"]}, author=samples.MODEL)
        channels = {
            who: set(catalog.search(samples.query("a lake", words="seen quarry", author_filter=who)).tiles[0].channels)
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
            (found,) = catalog.search(samples.query("a lake", words=word, author_filter=who)).tiles
            assert "lexical" not in found.channels

    def test_rare_words_count_more_and_unknown_words_lower_the_score(self, catalog: Catalog) -> None:
        samples.put(catalog, count=12)
        ids = samples.ids(catalog)
        texts = ["a road by a quarry", "a roof", *("a road" for _ in ids[2:])]
        samples.say(catalog, {tile_id: [f"{text} {tile_id}"] for tile_id, text in zip(ids, texts, strict=True)})

        def lexical(words: str, **options: Any) -> dict[int, float]:
            found = catalog.search(samples.query("a lake", words=words, **options)).tiles
            return {one.tile.id: one.channels["lexical"] for one in found if "lexical" in one.channels}

        assert lexical("roof road")[ids[1]] > lexical("roof road")[ids[5]], "each has one of them, in as many words"
        assert lexical("quarries").keys() == {ids[0]}, "a word matches in its other forms"
        assert lexical("zebra quarry")[ids[0]] < lexical("quarry")[ids[0]]
        assert lexical("zebra") == {}
        assert next(one.words for one in samples.ask(catalog, "the Quarry") if one.tile.id == ids[0]) == ("Quarry",)
        assert lexical("\"NEAR( * ' -- OR") == {}

    def test_words_lift_a_tile_above_many_that_are_nearer(self, catalog: Catalog) -> None:
        samples.put(catalog, count=60)
        ids = samples.ids(catalog)
        samples.say(catalog, {tile_id: ["a lake" if tile_id < ids[-1] else "a quarry by a road"] for tile_id in ids})
        between = samples.vector("a lake") + 0.98 * samples.vector("a quarry by a road")
        asked = replace(samples.query("", page=Page(k=1)), text=between[None] / np.linalg.norm(between))
        (nearest,) = catalog.search(asked).tiles
        (lifted,) = catalog.search(replace(asked, words="quarry road")).tiles
        assert (nearest.tile.id, lifted.tile.id) == (ids[0], ids[-1])

    def test_a_text_has_the_same_words_whatever_is_filtered_and_whoever_is_asked(self, catalog: Catalog) -> None:
        samples.put(catalog)
        samples.put(catalog, "/imagery/b.tif", count=12)
        ids = samples.ids(catalog)
        samples.say(catalog, {tile_id: [f"a quarry by a road {tile_id}"] for tile_id in ids[:4]})
        samples.say(catalog, {tile_id: [f"a road {tile_id}"] for tile_id in ids[4:]})
        samples.say(catalog, {ids[0]: ["a quarry by a forest"]}, author=samples.MODEL)

        def lexical(**options: Any) -> dict[int, float]:
            query = samples.query("a lake", words="quarry road zebra", page=Page(k=99, merge_places=False), **options)
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
        samples.put(catalog)
        sliver, whole = samples.ids(catalog)[:2]
        caption = samples.caption("a lake")
        samples.write(
            catalog,
            [
                TileResult(sliver, valid_share=0.11, captions={samples.FACTS: caption}),
                TileResult(whole, valid_share=1.0, captions={samples.FACTS: caption}),
            ],
        )
        first, second = samples.ask(catalog, "a lake")
        assert (first.tile.id, second.tile.id) == (whole, sliver)
        assert second.score == pytest.approx(first.score * 0.604, abs=samples.TOLERANCE)

    def test_overlapping_tiles_of_several_levels_are_one_answer(self, catalog: Catalog) -> None:
        catalog.put_raster(
            samples.raster(),
            stamp=samples.SIGNATURE,
            overrides="",
            plan="two levels",
            tiles=[samples.tile(0), samples.tile(0, level_m=64.0)],
        )
        ids = samples.ids(catalog)
        samples.say(catalog, {ids[0]: ["a lake"], ids[1]: ["a road"]})
        (merged,) = samples.ask(catalog, "a lake")
        assert (merged.tile.id, merged.merged) == (ids[0], 1)
        apart = catalog.search(samples.query("a lake", words="a lake", page=Page(merge_levels=False))).tiles
        assert [one.tile.id for one in apart] == ids
        (other,) = merged.alternatives
        assert other.tile == apart[1].tile
        assert other.score == pytest.approx(apart[1].score, abs=1e-6)

    def test_every_tile_is_an_answer_where_places_are_not_merged(self, catalog: Catalog) -> None:
        samples.put(catalog, count=2)
        samples.put(catalog, "/imagery/copy.tif", count=2)
        samples.say(catalog, {tile_id: ["a lake"] for tile_id in samples.ids(catalog)})
        assert [one.merged for one in samples.ask(catalog, "a lake")] == [1, 1]
        whole = samples.ask(catalog, "a lake", merge_places=False)
        assert sorted(one.tile.id for one in whole) == samples.ids(catalog)
        assert not any(one.merged or one.alternatives or one.dates for one in whole)

    def test_other_dates_of_a_place_are_listed_with_it_newest_first_each_with_its_score(self, catalog: Catalog) -> None:
        said = {"2022": "a lake", "2023": "a harbour", "2024": "a forest", "2025": "a lake"}
        for year in said:
            samples.put(catalog, f"/imagery/{year}.tif", count=2, acquired=datetime(int(year), 6, 1, tzinfo=UTC))
        samples.put(catalog, "/imagery/undated.tif", count=1, acquired=None)
        rows = catalog.tiles(samples.ids(catalog))
        samples.say(catalog, {row.id: [said.get(row.raster[:4], "a lake") + f" {row.col}"] for row in rows})
        found = samples.ask(catalog, "a harbour 0")
        alone = {one.tile.id: one.score for one in samples.ask(catalog, "a harbour 0", merge_places=False)}
        best = found[0]
        assert (best.tile.raster, best.tile.col) == ("2023.tif", 0)
        assert [one.tile.raster for one in best.dates] == ["2025.tif", "2024.tif", "2022.tif"]
        for other in best.dates:
            assert other.tile.col == 0
            assert other.score == pytest.approx(alone[other.tile.id], abs=1e-6)
        assert len(found) == 3  # two places, and what nobody can date
        (undated,) = (one for one in found if one.tile.raster == "undated.tif")
        assert undated.dates == ()

    def test_other_dates_pass_the_filters_and_need_not_reach_the_threshold(self, catalog: Catalog) -> None:
        for year in (2023, 2024, 2025):
            samples.put(catalog, f"/imagery/{year}.tif", count=1, acquired=datetime(year, 6, 1, tzinfo=UTC))
        first, second, third = samples.ids(catalog)
        samples.say(catalog, {first: ["a lake"], second: ["a road"], third: ["a road"]})
        since = Filters(acquired_from=datetime(2022, 1, 1, tzinfo=UTC), acquired_to=datetime(2024, 12, 31, tzinfo=UTC))
        page = Page(threshold=0.9)
        (only,) = catalog.search(samples.query("a lake", weights=samples.BY_TEXT, filters=since, page=page)).tiles
        assert (only.tile.id, [one.tile.id for one in only.dates]) == (first, [second])
        assert only.dates[0].score < 0.9
        (left,) = catalog.search(samples.query("a lake", exclude=(second,), page=Page(k=1))).tiles
        assert [one.tile.id for one in left.dates] == [third]

    def test_of_another_date_the_nearest_level_is_listed(self, catalog: Catalog) -> None:
        samples.put(catalog, count=1, acquired=datetime(2025, 6, 1, tzinfo=UTC))
        tiles = [samples.tile(0, level_m=level_m) for level_m in (512.0, 120.0, 32.0)]
        before = samples.raster("/imagery/before.tif", acquired=datetime(2024, 6, 1, tzinfo=UTC))
        catalog.put_raster(before, stamp=samples.SIGNATURE, overrides="", plan="three levels", tiles=tiles)
        ids = samples.ids(catalog)
        samples.say(catalog, {tile_id: ["a lake" if tile_id == ids[0] else "a road"] for tile_id in ids})
        (best,) = samples.ask(catalog, "a lake")
        assert [one.tile.level_m for one in best.dates] == [120.0]

    def test_of_many_dates_the_newest_are_listed(self, catalog: Catalog) -> None:
        samples.put(catalog, "/imagery/now.tif", count=1, acquired=datetime(2026, 6, 1, tzinfo=UTC))
        fine = [samples.tile(0, level_m=level_m) for level_m in (96.0, 32.0)]
        years = range(2010, 2022)
        for year in years:
            raster = samples.raster(f"/imagery/{year}.tif", acquired=datetime(year, 6, 1, tzinfo=UTC))
            catalog.put_raster(raster, stamp=samples.SIGNATURE, overrides="", plan="two levels", tiles=fine)
        rows = catalog.tiles(samples.ids(catalog))
        samples.say(catalog, {row.id: ["a lake" if row.raster == "now.tif" else "a road"] for row in rows})
        best = samples.ask(catalog, "a lake")[0]
        assert best.tile.raster == "now.tif"
        assert [one.tile.raster for one in best.dates] == [f"{year}.tif" for year in reversed(years)][:MAX_DATES]
        assert {one.tile.level_m for one in best.dates} == {96.0}

    def test_pages_are_cut_after_levels_are_merged(self, catalog: Catalog) -> None:
        """Of one raster, and of those of known dates: what an undated one shows of the same place is another answer."""
        levels = (128.0, 64.0, 32.0)
        tiles = [samples.tile(number, level_m=level_m) for level_m in levels for number in range(20)]
        catalog.put_raster(samples.raster(), stamp=samples.SIGNATURE, overrides="", plan="three levels", tiles=tiles)
        other = [samples.tile(number, level_m=256.0) for number in range(20)]
        catalog.put_raster(
            samples.raster("/imagery/b.tif", acquired=None), stamp=samples.SIGNATURE, overrides="", plan="", tiles=other
        )
        ids = samples.ids(catalog)
        samples.say(catalog, {tile_id: [f"a lake {number % 20}"] for number, tile_id in enumerate(ids)})
        whole = samples.ask(catalog, "a lake", k=100)
        assert len(whole) == 40
        assert sorted(one.merged for one in whole) == [0] * 20 + [2] * 20
        pages = [one for offset in range(0, 40, 3) for one in samples.ask(catalog, "a lake", k=3, offset=offset)]
        assert [one.tile.id for one in pages] == [one.tile.id for one in whole]

    def test_what_is_below_the_threshold_stands_behind_no_answer(self, catalog: Catalog) -> None:
        tiles = [samples.tile(0), samples.tile(0, level_m=64.0)]
        catalog.put_raster(samples.raster(), stamp=samples.SIGNATURE, overrides="", plan="two levels", tiles=tiles)
        first, second = samples.ids(catalog)
        samples.say(catalog, {first: ["a lake"], second: ["a road"]})
        assert [(one.tile.id, one.merged) for one in samples.ask(catalog, "a lake")] == [(first, 1)]
        assert [(one.tile.id, one.merged) for one in samples.ask(catalog, "a lake", threshold=0.9)] == [(first, 0)]

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
        samples.put(catalog)
        fiji = [samples.tile(number, west=179.9, north=-15.0) for number in range(4)]
        place = shapely.MultiPolygon([shapely.box(179.9, -16, 180, -15)])
        catalog.put_raster(
            samples.raster("/imagery/fiji.tif", acquired=None, footprint=place),
            stamp=samples.SIGNATURE,
            overrides="",
            plan="",
            tiles=fiji,
        )
        old = datetime(2019, 3, 1, tzinfo=UTC)
        catalog.put_raster(
            samples.raster("/imagery/old.tif", acquired=old, acquired_end=datetime(2019, 3, 31, tzinfo=UTC)),
            stamp=samples.SIGNATURE,
            overrides="",
            plan="",
            tiles=[samples.tile(number, west=20.0, level_m=64.0) for number in range(4)],
        )
        samples.say(catalog, {tile_id: ["a lake"] for tile_id in samples.ids(catalog)})
        ranking = catalog.search(samples.query("a lake", filters=filters))
        found: dict[str, int] = {}
        for one in ranking.tiles:
            found[one.tile.raster] = found.get(one.tile.raster, 0) + 1
        assert found == expected
        assert sorted(one.tile.id for one in ranking.tiles) == catalog.candidates(filters).tolist()
        by_time = filters.acquired_from is not None or filters.acquired_to is not None
        assert ranking.undated_rasters == int(by_time and not filters.rasters)

    def test_tiles_come_in_the_order_asked_for_and_are_found_by_place(self, catalog: Catalog) -> None:
        samples.put(catalog)
        ids = samples.ids(catalog)
        assert [tile.id for tile in catalog.tiles(ids[::-1])] == ids[::-1]
        assert catalog.tiles_at((9.005, 49.095, 9.005, 49.095)) == [ids[0]]
        with pytest.raises(UnknownTileError):
            catalog.tiles([ids[0], ids[-1] + 1000])
        tiles = [samples.tile(0, level_m=256.0), samples.tile(0, level_m=64.0)]
        catalog.put_raster(
            samples.raster("/imagery/b.tif"), stamp=samples.SIGNATURE, overrides="", plan="", tiles=tiles
        )
        found = catalog.tiles(catalog.tiles_at((9.005, 49.095, 9.005, 49.095)))
        assert [tile.level_m for tile in found] == [64.0, 128.0, 256.0], "the smallest first"
        assert len(catalog.tiles_at((9.015, 49.09, 9.025, 49.1))) == 2

    def test_an_empty_catalog_answers_nothing(self, catalog: Catalog) -> None:
        assert catalog.search(samples.query("a lake")).tiles == ()
        assert catalog.candidates(Filters()).tolist() == []
        assert catalog.tile_scores(samples.query("a lake", words="a lake")).tile_ids.tolist() == []
        assert catalog.embedders() == []
        assert catalog.verify() == []
        assert catalog.size_bytes() >= 0
