"""Recall agrees with hand and with brute force; ties never help; blocks change nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.evaluate.metrics import (
    ArrayScores,
    BestOfVectors,
    CaptionTruth,
    Ranks,
    Relevance,
    measure_recall,
    rank_best,
)
from tilescribe.evaluate.metrics import recall as recall_module


def ranked(row: list[float], right: list[int]) -> Ranks:
    return rank_best(np.array([row]), Relevance.of([right]).mask(0, 1, width=len(row)))


def test_the_rank_of_the_best_right_item_counts() -> None:
    assert ranked([0.9, 0.1, 0.5, 0.8], [1, 2]).pessimistic.tolist() == [3]


def test_ties_go_against_us() -> None:
    ranks = ranked([0.5, 0.5, 0.5, 0.9], [0])
    assert ranks.pessimistic.tolist() == [4]
    assert ranks.expected.tolist() == [3.0]
    assert [ranks.expected_hits(k)[0] for k in (1, 2, 3, 4)] == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_rounding_of_a_matrix_product_does_not_break_ties() -> None:
    assert ranked([0.7, np.nextafter(np.float32(0.7), np.float32(0))], [0]).pessimistic.tolist() == [2]


def test_no_match_at_all_is_a_tie_of_all() -> None:
    assert ranked([-np.inf, -np.inf, -np.inf], [1]).pessimistic.tolist() == [3]


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        ranked([0.1, np.nan], [0])


def test_a_query_without_a_right_item_is_refused() -> None:
    with pytest.raises(ValueError, match="query 1 has no right item"):
        Relevance.of([[0], [], [1]])


def first_right(row: tuple[int, ...], right: set[int]) -> Iterator[int]:
    """The rank of the first right item under every order of tied items."""
    for order in itertools.permutations(range(len(row))):
        if all(row[a] >= row[b] for a, b in itertools.pairwise(order)):
            yield 1 + min(order.index(item) for item in right)


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=6).flatmap(
        lambda row: st.tuples(st.just(tuple(row)), st.sets(st.integers(0, len(row) - 1), min_size=1, max_size=len(row)))
    )
)
def test_ranks_agree_with_every_order_of_ties(case: tuple[tuple[int, ...], set[int]]) -> None:
    row, right = case
    ranks = ranked([float(score) for score in row], sorted(right))
    possible = list(first_right(row, right))
    assert ranks.pessimistic[0] == max(possible)
    assert ranks.expected[0] == pytest.approx(np.mean(possible))
    for k in range(1, len(row) + 1):
        assert ranks.expected_hits(k)[0] == pytest.approx(np.mean([rank <= k for rank in possible]))
        assert ranks.hits(k)[0] == float(max(possible) <= k)


HAND = np.array(
    [  # picture 0, 1, 2
        [0.9, 0.1, 0.2],  # caption 0 of picture 0: first
        [0.3, 0.4, 0.2],  # caption 1 of picture 0: second
        [0.5, 0.6, 0.1],  # caption 2 of picture 1: first
        [0.8, 0.7, 0.1],  # caption 3 of picture 2: third
    ]
)


def test_recall_in_both_directions_by_hand() -> None:
    found = measure_recall(ArrayScores(HAND), CaptionTruth.standard([2, 1, 1]), ks=(1, 2))
    assert {k: estimate.value for k, estimate in found.text_to_image.at.items()} == {1: 0.5, 2: 0.75}
    # Picture 0 ranks caption 0 first; picture 1 has caption 2 second, behind 3; picture 2 has caption 3 last, and tied.
    assert {k: estimate.value for k, estimate in found.image_to_text.at.items()} == {
        1: pytest.approx(1 / 3),
        2: pytest.approx(2 / 3),
    }
    assert found.text_to_image.mean.value == 0.625
    assert found.mean.value == pytest.approx((0.625 + 0.5) / 2)
    assert found.text_to_image.median_rank == 1.5
    assert found.image_to_text.tied_queries == 1
    assert found.text_to_image.queries == 4


def test_the_variant_that_knows_duplicates_takes_a_picture_with_the_same_caption() -> None:
    scores = ArrayScores(np.array([[0.1, 0.9], [0.2, 0.8]]))
    strict = measure_recall(scores, CaptionTruth.standard([1, 1]), ks=(1,))
    sharing = measure_recall(scores, CaptionTruth.sharing([["a pier"], ["a pier"]]), ks=(1,))
    assert (strict.text_to_image.at[1].value, sharing.text_to_image.at[1].value) == (0.5, 1.0)
    assert (strict.image_to_text.at[1].value, sharing.image_to_text.at[1].value) == (0.0, 1.0)


@st.composite
def collections(draw: st.DrawFn) -> tuple[np.ndarray, list[list[str]]]:
    keys = draw(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3), min_size=1, max_size=6))
    shape = (sum(map(len, keys)), len(keys))
    values = draw(st.lists(st.integers(0, 5), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    return np.array(values, dtype=np.float32).reshape(shape) / 5, keys


def brute_recall(scores: np.ndarray, right: np.ndarray, k: int) -> float:
    """By sorting each row, wrong items first among equals."""
    hits = [right[row, np.lexsort((right[row], -scores[row]))[:k]].any() for row in range(len(scores))]
    return float(np.mean(hits))


@given(collections(), st.booleans())
def test_recall_agrees_with_brute_force(case: tuple[np.ndarray, list[list[str]]], shared: bool) -> None:
    scores, keys = case
    truth = CaptionTruth.sharing(keys) if shared else CaptionTruth.standard([len(own) for own in keys])
    found = measure_recall(ArrayScores(scores), truth, ks=(1, 2, 3), resamples=2)
    flat = [(picture, key) for picture, own in enumerate(keys) for key in own]
    right = np.array(
        [[(key in keys[other]) if shared else owner == other for other in range(len(keys))] for owner, key in flat]
    )
    for k in (1, 2, 3):
        assert found.text_to_image.at[k].value == pytest.approx(brute_recall(scores, right, k))
        assert found.image_to_text.at[k].value == pytest.approx(brute_recall(scores.T, right.T, k))
        assert found.text_to_image.expected_at[k] >= found.text_to_image.at[k].value - 1e-12


@given(st.integers(1, 40))
def test_the_size_of_blocks_changes_nothing(values: int) -> None:
    scores = ArrayScores(np.random.default_rng(1).random((12, 4)))
    truth = CaptionTruth.standard([3] * 4)
    whole = measure_recall(scores, truth, resamples=9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recall_module, "_BLOCK_VALUES", values)
        assert measure_recall(scores, truth, resamples=9) == whole


def test_the_order_of_pictures_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 4, (20, 20)).astype(np.float64)
    order = rng.permutation(20)
    truth = CaptionTruth.standard([1] * 20)
    first = measure_recall(ArrayScores(scores), truth, resamples=2)
    second = measure_recall(ArrayScores(scores[order][:, order]), truth, resamples=2)
    assert [estimate.value for estimate in first.text_to_image.at.values()] == [
        estimate.value for estimate in second.text_to_image.at.values()
    ]


def test_scores_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        measure_recall(ArrayScores(np.zeros((3, 2))), CaptionTruth.standard([1, 1]))


def test_a_picture_scores_as_its_best_description() -> None:
    rng = np.random.default_rng(5)
    queries, descriptions = rng.random((6, 8)), rng.random((7, 8))
    owners = [0, 0, 1, 2, 2, 2, 3]
    scores = BestOfVectors(queries, descriptions, owners=owners)
    every = queries @ descriptions.T
    expected = np.stack([every[:, np.array(owners) == owner].max(axis=1) for owner in range(4)], axis=1)
    assert scores.shape == (6, 4)
    np.testing.assert_allclose(scores.of_captions(1, 4), expected[1:4], rtol=1e-5)
    for start, stop in itertools.combinations(range(5), 2):
        np.testing.assert_allclose(scores.of_pictures(start, stop), expected.T[start:stop], rtol=1e-5)


@pytest.mark.parametrize("owners", [[], [1, 1], [0, 2], [1, 0], [0]])
def test_descriptions_that_leave_a_picture_out_are_refused(owners: list[int]) -> None:
    with pytest.raises(ValueError, match="owners"):
        BestOfVectors(np.zeros((1, 2)), np.zeros((2 if owners else 0, 2)), owners=owners)


def test_scores_that_are_no_matrix_are_refused() -> None:
    with pytest.raises(ValueError, match="1 dimensions"):
        ArrayScores(np.zeros(3))
