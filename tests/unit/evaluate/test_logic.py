"""Questions with connectives are made from what captions name, and asked in both readings."""

from __future__ import annotations

import numpy as np
import pytest

from tilescribe.domain.question import And, Not, Or, Term, read_question
from tilescribe.evaluate.logic import THINGS, logic_questions, shown_things

NAMES = ("houses", "a river", "trees")


def _shown(*rows: str) -> np.ndarray:
    """`1` shown, `0` lacking, `?` unknown."""
    return np.array([[{"1": 1.0, "0": 0.0, "?": 0.5}[value] for value in row] for row in rows], dtype=np.float32)


def test_a_thing_is_there_where_two_captions_name_it_and_lacking_where_none_does() -> None:
    captions = [["many Houses .", "a villa and a road"], ["a house", "a lawn"], ["a lawn", "a lawn"]]

    row = shown_things(captions)[list(THINGS).index("houses")]

    assert row.tolist() == [1.0, 0.5, 0.0]


def test_of_a_picture_with_one_caption_that_one_is_enough() -> None:
    assert shown_things([["a house"]])[list(THINGS).index("houses"), 0] == 1.0


def test_pairs_are_asked_for_that_enough_pictures_answer_and_half_answer() -> None:
    houses = "1" * 30 + "0" * 170
    river = "0" * 10 + "1" * 30 + "0" * 160  # 20 with houses, 10 without

    questions = {one.text: one for one in logic_questions(NAMES[:2], _shown(houses, river))}

    assert list(questions) == [
        "houses and a river",
        "houses without river",
        "a river without houses",
        "houses or a river",
    ]
    assert [int(one.right.sum()) for one in questions.values()] == [20, 10, 10, 40]


def test_what_is_unknown_of_a_part_is_unknown_of_the_whole_unless_the_other_part_settles_it() -> None:
    houses = "1" * 30 + "0" * 168 + "??"
    river = "0" * 10 + "1" * 30 + "0" * 158 + "10"

    right = next(one for one in logic_questions(NAMES[:2], _shown(houses, river)) if one.kind == "conjunctions").right

    assert right[-2:].tolist() == [0.5, 0.0]


def test_what_most_pictures_show_is_asked_for_only_to_exclude_something() -> None:
    shown = _shown("1" * 90 + "0" * 10, "1" * 80 + "0" * 10 + "1" * 10)

    assert {one.kind for one in logic_questions(NAMES[:2], shown)} == {"exclusions"}


@pytest.mark.parametrize(
    ("kind", "expression"),
    [
        ("conjunctions", And((Term("houses"), Term("a river")))),
        ("exclusions", And((Term("houses"), Not(Term("river"))))),
        ("alternatives", Or((Term("houses"), Term("a river")))),
    ],
)
def test_the_questions_are_such_as_are_read_in_parts(kind: str, expression: object) -> None:
    shown = _shown("1" * 30 + "0" * 170, "0" * 10 + "1" * 30 + "0" * 160)

    first = next(one for one in logic_questions(NAMES[:2], shown) if one.kind == kind)

    assert read_question(first.text).expression == expression
