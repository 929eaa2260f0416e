"""What speaks for each picture when each question is asked, as tables that several weights can be tried on."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import fused_log_odds
from tilescribe.catalog.query import NO_COSINE
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.score.absent import ABSENT_QUESTIONS
from tilescribe.evaluate.score.shown import shown
from tilescribe.searching import score_matrix
from tilescribe.searching.question_vectors import embedded_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.catalog.fusion import Weights
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder
    from tilescribe.evaluate.cataloguing import DescribedPictures

__all__ = ["Evidence", "gather", "understood"]

_PAIRS = 2_000_000
"""Different captions are asked until there are so many pairs with pictures: more take memory."""
_AT_ONCE = 256
"""Questions."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Questions against pictures. Captions come first, each different one once, then `ABSENT_QUESTIONS`."""

    questions: tuple[str, ...]
    vectors: NDArray[np.float32]
    """(questions, dim)."""
    text: NDArray[np.float32]
    """(questions, pictures) cosines, as the next ones."""
    lexical: NDArray[np.float32]
    visual: Mapping[str, NDArray[np.float32]]
    """Products by space: NaN where a picture has no vector, 0 where it was not understood."""
    truth: NDArray[np.int8]
    """Of `shown`."""
    absent: NDArray[np.bool_]
    """(questions,) nothing answers it."""
    fitted: NDArray[np.bool_]
    """(questions,) may be part of a fit: of absent questions every second one, so that the others can be measured."""
    captions: tuple[tuple[str, ...], ...]
    """Of each picture."""

    def part(self, rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> Evidence:
        """Some questions and some pictures."""
        at = np.ix_(rows, columns)
        return Evidence(
            questions=tuple(text for text, wanted in zip(self.questions, rows, strict=True) if wanted),
            vectors=self.vectors[rows],
            text=self.text[at],
            lexical=self.lexical[at],
            visual={space: table[at] for space, table in self.visual.items()},
            truth=self.truth[at],
            absent=self.absent[rows],
            fitted=self.fitted[rows],
            captions=tuple(own for own, wanted in zip(self.captions, columns, strict=True) if wanted),
        )

    def asked_of(self, columns: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(questions,) those that are captions of some of the pictures, and all absent ones."""
        own = {text for said, wanted in zip(self.captions, columns, strict=True) if wanted for text in said}
        return np.array([text in own for text in self.questions], dtype=bool) | self.absent

    def log_odds(self, weights: Sequence[Weights]) -> NDArray[np.float32]:
        """(questions, pictures) with the weights of each question."""
        rows = [
            fused_log_odds(text, words, {space: table[row] for space, table in self.visual.items()}, how)
            for row, (text, words, how) in enumerate(zip(self.text, self.lexical, weights, strict=True))
        ]
        return np.array(rows, dtype=np.float32).reshape(self.text.shape)


def understood(products: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(pictures,) whether each has a vector that says something; `products` is (questions, pictures) of one space."""
    known: NDArray[np.bool_] = ~np.isnan(products).any(axis=0) & (products != 0).any(axis=0)
    return known


def gather(
    catalog: Catalog, described: DescribedPictures, *, embedder: Embedder, encoders: Sequence[VisualEncoder]
) -> Generator[Event, None, Evidence]:
    """Put all questions to all pictures.

    Args:
        catalog: Where the pictures are described.
        described: With captions.
        embedder: One that has vectors in the catalog.
        encoders: Visual encoders that have looked at the pictures.
    """
    captions = tuple(picture.captions for picture in described.pictures)
    asked = list(dict.fromkeys(text for own in captions for text in own))
    most = max(1, _PAIRS // max(1, len(captions)))
    if len(asked) > most:
        asked = [asked[at] for at in np.sort(np.random.default_rng(0).choice(len(asked), most, replace=False))]
    kinds = ABSENT_QUESTIONS.values()
    absent = [question for questions in kinds for question in questions]
    fitted = [number % 2 == 0 for questions in kinds for number in range(len(questions))]
    questions = [*asked, *absent]
    truth = shown(questions, captions)
    truth[len(asked) :] = 0
    tables: dict[str, list[NDArray[np.float32]]] = {}
    what = "what to calibrate with"
    yield Measuring(what, 0, len(questions))
    for start in range(0, len(questions), _AT_ONCE):
        block = questions[start : start + _AT_ONCE]
        scores = score_matrix(catalog, block, embedder=embedder, tile_ids=described.tile_ids, encoders=encoders)
        for name, table in {**scores.by_channel, **scores.by_space}.items():
            tables.setdefault(name, []).append(table)
        yield Measuring(what, start + len(block), len(questions))
    joined = {name: np.concatenate(blocks) for name, blocks in tables.items()}
    visual = {one.space: joined[one.space] for one in encoders}
    if "visual" in joined:
        visual[embedder.fingerprint] = np.where(joined["visual"] == NO_COSINE, np.float32(np.nan), joined["visual"])
    return Evidence(
        questions=tuple(questions),
        vectors=embedded_questions(questions, embedder),
        text=np.maximum(joined["descriptions"], joined["facts"]),
        lexical=joined["lexical"],
        visual=visual,
        truth=truth,
        absent=np.arange(len(questions)) >= len(asked),
        fitted=np.array([*[True] * len(asked), *fitted]),
        captions=captions,
    )
