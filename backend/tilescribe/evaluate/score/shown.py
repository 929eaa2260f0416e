"""Which pictures show what a question asks for, as far as people's captions of them tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from tilescribe.evaluate.datasets import caption_key
from tilescribe.evaluate.score.naming import NAMES, named

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["UNDECIDED", "shown"]

UNDECIDED: Final = -1


def shown(questions: Sequence[str], captions: Sequence[Sequence[str]]) -> NDArray[np.int8]:
    """(questions, pictures) 1 where people say that the picture shows it, 0 where they do not, `UNDECIDED` otherwise.

    A picture shows what a question asks for where one of its captions is the question, or where each thing and place
    that the question names (`NAMES`) is named in one of its captions. A question that names none of these is undecided
    for all pictures that do not have it as a caption. People leave out much that can be seen, so that a share of right
    answers by this measure is a lower bound.

    Args:
        questions: Plain words.
        captions: Of each picture.
    """
    told = _named(questions)
    seen: NDArray[np.bool_] = np.array([_named(own).any(axis=0) for own in captions], dtype=bool)
    seen = seen.reshape(len(captions), len(NAMES))
    lacking = told.astype(np.float32) @ (~seen).T.astype(np.float32)
    truth: NDArray[np.int8] = (lacking == 0).astype(np.int8)
    truth[~told.any(axis=1)] = UNDECIDED
    rows: dict[str, list[int]] = {}
    for row, question in enumerate(questions):
        rows.setdefault(caption_key(question), []).append(row)
    for column, own in enumerate(captions):
        for key in {caption_key(text) for text in own}:
            truth[rows.get(key, []), column] = 1
    return truth


def _named(texts: Sequence[str]) -> NDArray[np.bool_]:
    """(texts, names)."""
    table: NDArray[np.bool_] = np.array([named(text) for text in texts], dtype=bool)
    return table.reshape(len(texts), len(NAMES))
