"""Fusion keeps a score that can be thresholded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tilescribe.catalog.fusion import UNREAD, Weights, discounted, log_odds, probability, seen_log_odds
from tilescribe.catalog.geopackage.fusing import (
    BLOCK,
    candidate_tiles,
    of_text_and_picture,
    scores_of,
    top_k,
    with_words,
)
from tilescribe.catalog.geopackage.scores import TextMatch, TileScores

PLAIN = Weights()


def fuse(
    dense: TileScores, lexical: TextMatch | None, visual: TileScores | None = None, *, weights: Weights = PLAIN
) -> NDArray[np.float32]:
    """Probabilities, as `search` makes them."""
    evidence = of_text_and_picture(dense, visual, weights=weights)
    return scores_of(evidence if lexical is None else with_words(evidence, dense, lexical), dense)


def alone(cosine: float, lexical: float = 0.0) -> float:
    """Of a tile that was described and not seen."""
    channels = PLAIN.unseen
    return float(1 / (1 + np.exp(-(channels.offset + channels.text * cosine + channels.lexical * lexical))))


def _dense(ids: list[int], scores: list[float]) -> TileScores:
    values = np.array(scores, np.float32)
    return TileScores(np.array(ids), values, np.array(ids) * 10, values)


def _lexical(ids: list[int], scores: list[float]) -> TextMatch:
    values = np.array(scores, np.float32)
    return TextMatch(np.array(ids), values, np.array(ids) * 10, values, terms=("lake",))


def test_without_a_shared_word_the_cosine_alone_decides() -> None:
    dense = _dense([1, 5, 9], [0.1, 0.5, -0.2])
    assert fuse(dense, None).tolist() == pytest.approx([alone(0.1), alone(0.5), alone(-0.2)])
    assert fuse(dense, _lexical([], [])).tolist() == fuse(dense, None).tolist()


def test_a_shared_word_lifts_only_the_tiles_that_share_it() -> None:
    fused = fuse(_dense([1, 5, 9], [0.2, 0.5, 0.4]), _lexical([5], [1.0]))
    assert fused.tolist() == pytest.approx([alone(0.2), alone(0.5, 1.0), alone(0.4)])


def test_lexical_tiles_that_are_no_candidates_are_ignored() -> None:
    fused = fuse(_dense([1, 5], [0.2, 0.5]), _lexical([0, 3, 7], [1.0, 1.0, 1.0]))
    assert fused.tolist() == pytest.approx([alone(0.2), alone(0.5)])


def test_no_candidates_give_no_scores() -> None:
    assert len(fuse(_dense([], []), _lexical([3], [1.0]))) == 0


def test_what_was_seen_counts_only_for_the_tiles_that_were_looked_at() -> None:
    dense = _dense([1, 5, 9], [0.2, 0.5, 0.4])
    fused = fuse(dense, _lexical([5], [0.5]), _dense([0, 5], [0.9, 0.8]))
    seen = PLAIN.seen
    odds = seen.offset + 0.5 * seen.text + 0.8 * seen.visual + 0.5 * seen.lexical
    assert fused.tolist() == pytest.approx([alone(0.2), 1 / (1 + np.exp(-odds)), alone(0.4)])
    assert dense.scores.tolist() == pytest.approx([0.2, 0.5, 0.4])


def test_what_was_not_understood_counts_by_its_words_and_less_than_if_nobody_had_looked() -> None:
    eye = _dense([5, 9], [np.nan, 0.5])
    fused = fuse(_dense([1, 5, 9], [0.5, 0.5, 0.5]), _lexical([5], [1.0]), eye)
    channels = PLAIN.unseen
    odds = channels.offset + 0.5 * channels.text + channels.lexical - UNREAD
    assert fused[1] == pytest.approx(1 / (1 + np.exp(-odds)))
    assert UNREAD > 0


def test_a_picture_that_fits_better_never_lowers_the_score() -> None:
    cosines = np.linspace(-1, 1, 50, dtype=np.float32)
    odds = seen_log_odds(np.full(50, 0.5, np.float32), cosines, PLAIN)
    assert (np.diff(probability(odds)) > 0).all()


def test_tiles_of_hardly_any_probability_stay_apart() -> None:
    odds = np.linspace(-20, -10, 1_000, dtype=np.float32)
    assert (np.diff(probability(odds)) > 0).all()


@given(st.floats(0, 1, width=32))
def test_log_odds_turn_back(share: float) -> None:
    assert probability(log_odds(np.array([share], np.float32)))[0] == pytest.approx(share, abs=1e-6)


def test_log_odds_of_certainty_and_beyond_are_infinite() -> None:
    assert log_odds(np.array([-0.5, 0, 1, 1.5], np.float32)).tolist() == [-np.inf, -np.inf, np.inf, np.inf]
    assert probability(np.array([-np.inf, -1e4, 1e4, np.inf], np.float32)).tolist() == pytest.approx([0, 0, 1, 1])


scores = st.floats(-1, 1, width=32)
shares = st.floats(0, 1, width=32)


@given(st.lists(st.tuples(scores, shares), min_size=1, max_size=30))
def test_scores_are_probabilities_which_words_never_lower(rows: list[tuple[float, float]]) -> None:
    ids = list(range(1, len(rows) + 1))
    dense = _dense(ids, [d for d, _ in rows])
    fused = fuse(dense, _lexical(ids, [w for _, w in rows]))
    assert ((fused > 0) & (fused < 1)).all()
    assert (fused >= fuse(dense, None) - 1e-7).all()


@given(scores, shares, shares)
def test_a_better_word_match_never_lowers_the_score(cosine: float, one: float, other: float) -> None:
    worse, better = sorted((one, other))
    dense = _dense([1], [cosine])
    assert fuse(dense, _lexical([1], [better]))[0] >= fuse(dense, _lexical([1], [worse]))[0] - 1e-6


@given(st.lists(st.tuples(scores, shares), min_size=1, max_size=40), st.integers(1, 50), st.integers(1, 3))
def test_leaving_out_all_but_the_contenders_changes_nothing_among_the_best(
    rows: list[tuple[float, float]], size: int, every: int
) -> None:
    ids = list(range(1, len(rows) + 1))
    dense = _dense(ids, [d for d, _ in rows])
    visual = _dense(ids[::every], [1 - 2 * w for _, w in rows[::every]])
    kept, needed = candidate_tiles(dense, of_text_and_picture(dense, visual, weights=PLAIN), size=size)
    everyone = fuse(dense, _lexical(ids, [w for _, w in rows]), visual)
    # Those with fewer words than they need may be left out as well.
    chosen = [i for i, least in zip(kept.tolist(), needed.tolist(), strict=True) if rows[i - 1][1] >= least]
    few = fuse(dense, _lexical(chosen, [rows[i - 1][1] for i in chosen]), visual)
    assert np.sort(few)[::-1][:size] == pytest.approx(np.sort(everyone)[::-1][:size], abs=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6 * BLOCK), st.sampled_from([2, 50, 1_000_000]), st.data())
def test_the_highest_are_those_of_a_full_sort_and_all_that_tie_with_the_last(
    seed: int, count: int, different: int, data: st.DataObject
) -> None:
    values = np.random.default_rng(seed).integers(0, different, count).astype(np.float32)
    size = data.draw(st.one_of(st.integers(1, min(count, 6)), st.integers(1, count)))
    least = np.sort(values)[-size]
    assert top_k(values, size=size).tolist() == np.flatnonzero(values >= least).tolist()


# --- tiles of which little can be seen --------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "factor"), [(1.0, 1.0), (0.75, 0.96875), (0.5, 0.875), (0.11, 0.60395)])
def test_a_score_is_worth_less_the_less_can_be_seen(share: float, factor: float) -> None:
    (score,) = discounted(np.array([0.6], np.float32), np.array([share], np.float32))
    assert score == pytest.approx(0.6 * factor)


@given(shares, shares, shares)
def test_seeing_more_of_a_tile_never_lowers_its_score(score: float, one: float, other: float) -> None:
    less, more = sorted((one, other))
    pair = discounted(np.array([score, score], np.float32), np.array([less, more], np.float32))
    assert pair[0] <= pair[1] <= score + 1e-6


def test_where_all_tiles_are_whole_nothing_changes() -> None:
    whole = np.array([0.6, 0.3], np.float32)
    assert discounted(whole, None) is whole
    assert discounted(whole, np.ones(2, np.float32)).tolist() == whole.tolist()


def test_a_sliver_of_water_does_not_outrank_a_lake() -> None:
    sliver, lake = discounted(np.array([0.70, 0.62], np.float32), np.array([0.11, 1.0], np.float32))
    assert sliver < lake


@given(st.lists(st.tuples(scores, shares, st.floats(0.0625, 1, width=32)), min_size=1, max_size=40), st.integers(1, 40))
def test_pruning_loses_none_of_the_best_where_tiles_are_cut_off(
    rows: list[tuple[float, float, float]], size: int
) -> None:
    ids = list(range(1, len(rows) + 1))
    dense = replace(
        _dense(ids, [score for score, _, _ in rows]), valid_shares=np.array([share for _, _, share in rows], np.float32)
    )
    evidence = of_text_and_picture(dense, None, weights=PLAIN)
    kept, needed = candidate_tiles(dense, evidence, size=size)
    words = [lexical for _, lexical, _ in rows]
    all_words = _lexical(ids, words)
    chosen = [i for i, least in zip(kept.tolist(), needed.tolist(), strict=True) if words[i - 1] >= least]
    some_words = _lexical(chosen, [words[i - 1] for i in chosen])
    exact, pruned = fuse(dense, all_words), fuse(dense, some_words)
    best = np.sort(exact)[::-1][:size]
    assert np.sort(pruned)[::-1][:size] == pytest.approx(best, abs=1e-6)
