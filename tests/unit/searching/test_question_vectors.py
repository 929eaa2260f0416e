"""How a question ends says nothing about what is looked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tilescribe.searching.question_vectors import embedded_questions
from tilescribe.testing import HashEmbedder


class Noting(HashEmbedder):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, bool]] = []

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        self.asked += [(text, query) for text in texts]
        return super().embed(texts, query=query)


def test_the_end_of_a_question_does_not_matter_and_its_inside_does() -> None:
    embedder = Noting()
    found = embedded_questions(["A lake?", "A lake .", "A lake", "St. Louis, Missouri!"], embedder)
    assert found.shape == (4, embedder.dim)
    assert embedder.asked == [("A lake", True)] * 3 + [("St. Louis, Missouri", True)]


def test_a_question_of_marks_alone_is_left_as_it_is() -> None:
    embedder = Noting()
    embedded_questions(["?"], embedder)
    assert embedder.asked == [("?", True)]
