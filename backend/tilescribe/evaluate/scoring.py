"""Scores of questions against pictures, channel by channel, through the search itself."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.events import Measuring
from tilescribe.searching import score_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder

__all__ = ["QuestionScores", "RepeatedScores", "score_questions"]

NO_COSINE = -1.0
"""What the search gives a picture that has nothing in a channel of cosines."""
_QUESTIONS_AT_ONCE = 512
"""The search scores against all tiles of the catalog: 512 x 10,000 float32 in five channels are 100 MB."""
_IN_MEMORY_BYTES = 2**30
"""Larger tables lie in a temporary file, of which the system keeps in memory what there is room for."""


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """The scores of all questions for all pictures."""

    channels: Mapping[str, RepeatedScores]
    """By channel, those without any score left out; (questions, pictures) each, pictures in the order of the tiles."""


class RepeatedScores:
    """Scores of questions of which some are the same: each different one is held once. A `metrics.PairScores`.

    Args:
        values: (different questions, pictures).
        rows: (questions,): the row of `values` of each.
    """

    def __init__(self, values: NDArray[np.float32], rows: NDArray[np.int64]) -> None:
        self._values = values
        self._rows = rows

    @property
    def shape(self) -> tuple[int, int]:
        return len(self._rows), int(self._values.shape[1])

    def of_captions(self, start: int, stop: int) -> NDArray[np.float32]:
        block: NDArray[np.float32] = self._values[self._rows[start:stop]]
        return block

    def of_pictures(self, start: int, stop: int) -> NDArray[np.float32]:
        block: NDArray[np.float32] = np.asarray(self._values[:, start:stop])[self._rows].T
        return block


def score_questions(
    catalog: Catalog,
    questions: Sequence[str],
    *,
    embedder: Embedder,
    tile_ids: NDArray[np.int64],
    what: str,
    encoders: Sequence[VisualEncoder] = (),
) -> Generator[Event, None, QuestionScores]:
    """Score every question for every tile; a question that comes twice is asked once.

    Args:
        catalog: Of described pictures.
        questions: At least one, in plain words.
        embedder: One that has vectors in the catalog.
        tile_ids: (pictures,), ascending.
        what: Named by the events.
        encoders: Visual encoders that count as well; each is a channel of its name.
    """
    different = {question: row for row, question in enumerate(dict.fromkeys(questions))}
    rows = np.array([different[question] for question in questions], dtype=np.int64)
    asked = list(different)
    tables: dict[str, NDArray[np.float32]] = {}
    yield Measuring(what, 0, len(asked))
    for start in range(0, len(asked), _QUESTIONS_AT_ONCE):
        block = asked[start : start + _QUESTIONS_AT_ONCE]
        scores = score_matrix(catalog, block, embedder=embedder, tile_ids=tile_ids, encoders=encoders)
        seen = {one.family: np.nan_to_num(scores.by_space[one.space], nan=NO_COSINE) for one in encoders}
        for channel, values in {**scores.by_channel, **seen}.items():
            table = tables.setdefault(channel, _table(len(asked), len(tile_ids)))
            table[start : start + len(block)] = values
        yield Measuring(what, start + len(block), len(asked))
    return QuestionScores(
        {name: RepeatedScores(table, rows) for name, table in tables.items() if not _is_empty(name, table)}
    )


def _is_empty(channel: str, table: NDArray[np.float32]) -> bool:
    """Whether no picture has anything in a channel of cosines; no shared word is an answer of the lexical one."""
    return channel not in {"lexical", "fused"} and bool((table == NO_COSINE).all())


def _table(rows: int, columns: int) -> NDArray[np.float32]:
    if rows * columns * 4 <= _IN_MEMORY_BYTES:
        return np.empty((rows, columns), dtype=np.float32)
    # The file has no name on POSIX, and goes with the array.
    with tempfile.NamedTemporaryFile(suffix=".scores") as file:
        return np.memmap(Path(file.name), dtype=np.float32, mode="w+", shape=(rows, columns))
