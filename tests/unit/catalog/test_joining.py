"""Parts of a question are joined as probabilities."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tilescribe.catalog.joining import NEIGHBOUR, TOGETHER, UNSAID, Wordings, asked_texts, excluded_texts, joined
from tilescribe.domain.question import And, Beside, Expression, Not, Or, Term, Weighted, read_question

TOGETHER_AB = ("a near b", "b near a")


def _there(said: float) -> float:
    return said * UNSAID / (1 - said + said * UNSAID)


def _said(there: float) -> float:
    return there / (there + (1 - there) * UNSAID)


def _pooled(together: float, apart: float) -> float:
    odds = TOGETHER * math.log(together / (1 - together)) + (1 - TOGETHER) * math.log(apart / (1 - apart))
    return 1 / (1 + math.exp(-odds))


def _joined(question: str, **scores: float) -> float:
    """Of one tile; what is not named, such as the sentence of several parts, has the product of its parts."""
    return float(_values(read_question(question).expression, scores)[0])


def _values(expression: Expression, scores: dict[str, float]) -> NDArray[np.float32]:
    def probability(texts: Wordings) -> NDArray[np.float32]:
        parts = [scores[word] for word in re.sub(" (near|and|or) ", " ", texts[0]).split()]
        return np.array([np.prod(parts)], dtype=np.float32)

    return joined(expression, probability)


A, B, C = 0.8, 0.5, 0.1
BOTH = _pooled(A * B, _said(_there(A) * _there(B)))
SOME = 1 - (1 - B) * (1 - C)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("NOT a", 1 - _there(A)),
        ("a AND NOT b", A * (1 - _there(B))),
        ("NOT a AND NOT b", (1 - _there(A)) * (1 - _there(B))),
        ("a AND b", BOTH),
        ("a BESIDE b", BOTH),
        ("a AND b AND NOT c", BOTH * (1 - _there(C))),
        ("b OR c", _pooled(B * C, SOME)),
        ("a AND (b OR c)", _said(_there(A) * _there(_pooled(B * C, SOME)))),
        ("2 * a AND b", _said(_there(A) ** (4 / 3) * _there(B) ** (2 / 3))),
        ("2 * a OR b", 1 - (1 - A) ** (4 / 3) * (1 - B) ** (2 / 3)),
        ("a - 3 * b", _said(_there(A) ** 0.5) * (1 - _there(B)) ** 1.5),
    ],
)
def test_parts_are_joined_as_independent_probabilities(question: str, expected: float) -> None:
    assert _joined(question, a=A, b=B, c=C) == pytest.approx(expected, rel=1e-4)


def test_several_things_that_are_asked_for_are_also_asked_for_in_one_sentence_both_ways_round() -> None:
    assert asked_texts(read_question("a AND b AND c AND NOT d").expression) == (
        *(("a",), ("b",), ("c",), ("d",)),
        ("a near b and c", "c near b and a"),
    )
    assert asked_texts(Beside(Term("a"), Term("b")))[-1] == TOGETHER_AB


def test_alternatives_are_asked_for_in_one_sentence_as_they_are_said() -> None:
    assert asked_texts(Or((Term("a"), Term("b"))))[-1] == ("a or b",)


@pytest.mark.parametrize("question", ["a", "NOT a", "a - b", "2 * a AND b", "2 * a OR b", "a AND (2 * b OR c)"])
def test_what_is_no_list_of_plain_texts_has_no_sentence(question: str) -> None:
    assert all(len(texts[0]) == 1 for texts in asked_texts(read_question(question).expression))


def test_beside_sees_the_neighbouring_tile_with_less_trust() -> None:
    river, road = np.array([0.9, 0.0, 0.0], np.float32), np.array([0.0, 0.8, 0.8], np.float32)
    table = {("a",): river, ("b",): road, TOGETHER_AB: np.zeros(3, np.float32)}

    def best_neighbour(values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Three tiles in a row."""
        padded = np.pad(values, 1)
        return np.maximum(padded[:-2], padded[2:])

    beside = joined(Beside(Term("a"), Term("b")), table.__getitem__, best_neighbour=best_neighbour)

    across = NEIGHBOUR * _said(_there(0.9) * _there(0.8))
    assert beside.tolist() == pytest.approx([across, across, 0.0], abs=1e-3)


EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from("abcd").map(Term),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(st.one_of(inner, inner.map(lambda part: Weighted(part, 2.5))), min_size=2, max_size=3).map(
            lambda parts: And(tuple(parts))
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.tuples(inner, inner).map(lambda pair: Beside(*pair)),
    ),
    max_leaves=8,
)
SCORES = st.fixed_dictionaries({name: st.floats(0, 1, width=32) for name in "abcd"})


@given(EXPRESSIONS, SCORES)
def test_the_answer_is_a_probability_again(expression: Expression, scores: dict[str, float]) -> None:
    assert 0 <= float(_values(expression, scores)[0]) <= 1


@given(st.sampled_from(["a + b", "a OR b", "a BESIDE b", "a + b - c", "2 * a + b"]), SCORES, st.floats(0, 1, width=32))
def test_more_of_what_is_asked_for_never_lowers_the_answer(
    question: str, scores: dict[str, float], more: float
) -> None:
    expression = read_question(question).expression
    raised = scores | {"a": max(scores["a"], more)}

    assert _values(expression, raised)[0] >= _values(expression, scores)[0] - 1e-6


def test_texts_of_what_must_not_hold_are_told_from_those_that_are_asked_for() -> None:
    excluded = excluded_texts(read_question("a + b - (c OR d)").expression)
    assert excluded == {("c",), ("d",), ("c or d",)}
    assert excluded < set(asked_texts(read_question("a + b - (c OR d)").expression))
    assert excluded_texts(read_question("a BESIDE b").expression) == frozenset()
    assert excluded_texts(Or((Term("a"), Weighted(Not(Term("b")), 2.0)))) == {("b",)}
