"""Questions with connectives, made from what pictures show: the reading in parts beside the plain one."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.question import read_question
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.logic.things import THINGS, shown_things
from tilescribe.evaluate.metrics import average_precision
from tilescribe.evaluate.results import LogicResult, LogicScores
from tilescribe.evaluate.sampling import evenly_spaced
from tilescribe.searching import joined_scores, score_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder

__all__ = ["LogicQuestion", "logic_questions", "measure_logic", "measure_logic_of_captions"]

_LEAST = 10
"""Right pictures of a question, and pictures that a half of it would take for right."""
_MOST_COMMON = 0.25
"""Of the pictures: what more of them show is no question that anybody needs answered."""
_MOST = 200
"""Questions of a kind, at even distances."""
_AT_ONCE = 50
_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class LogicQuestion:
    """A question with a connective."""

    kind: str
    """`conjunctions`, `exclusions` or `alternatives`."""
    text: str
    """As a person would type it."""
    right: NDArray[np.float32]
    """(pictures,): 1 right, 0 wrong, 0.5 unknown."""


def logic_questions(names: Sequence[str], shown: NDArray[np.float32]) -> list[LogicQuestion]:
    """All pairs of things that make a question with enough right answers, and enough that only half of it fits.

    Args:
        names: Of things, as questions call them.
        shown: (things, pictures): 1 shown, 0 lacking, 0.5 unknown.
    """
    return [
        one
        for kind in (_conjunctions, _exclusions, _alternatives)
        for one in evenly_spaced(list(kind(names, shown)), most=_MOST)
    ]


def measure_logic_of_captions(
    catalog: Catalog, captions: Sequence[Sequence[str]], *, tile_ids: NDArray[np.int64], embedder: Embedder
) -> Generator[Event, None, LogicResult | None]:
    """The same of pictures with captions, and how many captions are read as more than plain words.

    None where too few pictures show or lack what a question needs.

    Args:
        catalog: Of described pictures.
        captions: Of each picture.
        tile_ids: (pictures,), ascending.
        embedder: One that has vectors in the catalog.
    """
    kinds = yield from measure_logic(
        catalog, list(THINGS), shown_things(captions), tile_ids=tile_ids, embedder=embedder
    )
    if not kinds:
        return None
    different = {caption for own in captions for caption in own}
    return LogicResult(
        pictures=len(captions),
        kinds=kinds,
        captions=len(different),
        captions_read=sum(not read_question(caption).is_plain for caption in different),
    )


def measure_logic(
    catalog: Catalog,
    names: Sequence[str],
    shown: NDArray[np.float32],
    *,
    tile_ids: NDArray[np.int64],
    embedder: Embedder,
) -> Generator[Event, None, Mapping[str, LogicScores]]:
    """Mean average precision of each kind of question, read as plain words and in parts.

    Pictures of which nothing is known are no answers, right or wrong.

    Args:
        catalog: Of described pictures or tiles.
        names: Of things, as questions call them.
        shown: (things, tiles): 1 shown, 0 lacking, 0.5 unknown.
        tile_ids: (tiles,), ascending.
        embedder: One that has vectors in the catalog.
    """
    questions = logic_questions(names, shown)
    plain: list[float] = []
    read: list[float] = []
    for start in range(0, len(questions), _AT_ONCE):
        yield Measuring("questions with connectives", start, len(questions))
        some = questions[start : start + _AT_ONCE]
        as_words = score_matrix(catalog, [one.text for one in some], embedder=embedder, tile_ids=tile_ids)
        expressions = [read_question(one.text).expression for one in some]
        in_parts = joined_scores(catalog, expressions, embedder=embedder, tile_ids=tile_ids)
        plain += [_precision(row, one) for row, one in zip(as_words.by_channel["fused"], some, strict=True)]
        read += [_precision(row, one) for row, one in zip(in_parts, some, strict=True)]
    kinds = dict.fromkeys(one.kind for one in questions)
    return {kind: _scores(kind, questions, plain, read) for kind in kinds}


def _conjunctions(names: Sequence[str], shown: NDArray[np.float32]) -> Iterator[LogicQuestion]:
    for one, other in combinations(range(len(names)), 2):
        right = np.minimum(shown[one], shown[other])
        halves = [int(((row == 1) & (right != 1)).sum()) for row in (shown[one], shown[other])]
        if _is_fair(right) and min(halves) >= _LEAST // 2:
            yield LogicQuestion("conjunctions", f"{names[one]} and {names[other]}", right)


def _exclusions(names: Sequence[str], shown: NDArray[np.float32]) -> Iterator[LogicQuestion]:
    for one, other in permutations(range(len(names)), 2):
        right = np.minimum(shown[one], 1 - shown[other])
        both = int(((shown[one] == 1) & (shown[other] == 1)).sum())
        if (right == 1).sum() >= _LEAST and both >= _LEAST:
            yield LogicQuestion("exclusions", f"{names[one]} without {_kind(names[other])}", right)


def _alternatives(names: Sequence[str], shown: NDArray[np.float32]) -> Iterator[LogicQuestion]:
    for one, other in combinations(range(len(names)), 2):
        right = np.maximum(shown[one], shown[other])
        pairs = ((shown[one], shown[other]), (shown[other], shown[one]))
        alone = [int(((row == 1) & (rest == 0)).sum()) for row, rest in pairs]
        if _is_fair(right) and min(alone) >= _LEAST:
            yield LogicQuestion("alternatives", f"{names[one]} or {names[other]}", right)


def _is_fair(right: NDArray[np.float32]) -> bool:
    return _LEAST <= int((right == 1).sum()) <= _MOST_COMMON * len(right)


def _kind(name: str) -> str:
    return re.sub("^(a|an|the) ", "", name)


def _precision(scores: NDArray[np.float32], question: LogicQuestion) -> float:
    known = question.right != _UNKNOWN
    return average_precision(scores[known], question.right[known] == 1)


def _scores(
    kind: str, questions: Sequence[LogicQuestion], plain: Sequence[float], read: Sequence[float]
) -> LogicScores:
    at = [position for position, one in enumerate(questions) if one.kind == kind]
    return LogicScores(
        questions=len(at),
        plain=float(np.mean([plain[position] for position in at])),
        read=float(np.mean([read[position] for position in at])),
        not_worse=float(np.mean([read[position] >= plain[position] for position in at])),
    )
