"""All questions against all tiles, channel by channel: what measuring needs and users do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import probability
from tilescribe.catalog.joining import asked_texts, joined
from tilescribe.catalog.protocols import ScoresEveryTile
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.question_vectors import embedded_questions
from tilescribe.searching.question_weights import weights_of_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import ScoreMatrix
    from tilescribe.domain.question import Expression
    from tilescribe.embed.base import Embedder

__all__ = ["joined_scores", "require_scores", "score_matrix"]


def score_matrix(
    catalog: Catalog,
    questions: Sequence[str],
    *,
    embedder: Embedder,
    tile_ids: NDArray[np.int64] | None = None,
) -> ScoreMatrix:
    """Score every tile for every question by the formulas that `search` uses; all scores are in memory at once.

    Args:
        catalog: An open catalog of a form that can do that: a GeoPackage.
        questions: Plain words.
        embedder: Must be one that has vectors in this catalog.
        tile_ids: Ascending; None means all described tiles.

    Raises:
        InvalidOptionError: this form of the catalog cannot.
    """
    scorer = require_scores(catalog)
    asked = embedded_questions(questions, embedder)
    weights = weights_of_questions(catalog, asked, space=embedder.fingerprint)
    return scorer.score_matrix(asked, questions, weights, space=embedder.fingerprint, tile_ids=tile_ids)


def joined_scores(
    catalog: Catalog,
    expressions: Sequence[Expression],
    *,
    embedder: Embedder,
    tile_ids: NDArray[np.int64],
) -> NDArray[np.float32]:
    """(expressions, tiles): the probability that each expression holds, neighbours left out of account.

    Args:
        catalog: As in `score_matrix`.
        expressions: Of read questions.
        embedder: Must be one that has vectors in this catalog.
        tile_ids: (tiles,), ascending.

    Raises:
        InvalidOptionError: this form of the catalog cannot.
    """
    asked = list(dict.fromkeys(wordings for one in expressions for wordings in asked_texts(one)))
    texts = list(dict.fromkeys(text for wordings in asked for text in wordings))
    fused = score_matrix(catalog, texts, embedder=embedder, tile_ids=tile_ids).by_channel["fused"]
    rows = {text: row for row, text in enumerate(texts)}
    values = {wordings: probability(np.mean([fused[rows[text]] for text in wordings], axis=0)) for wordings in asked}
    return np.stack([joined(one, values.__getitem__) for one in expressions])


def require_scores(catalog: Catalog) -> ScoresEveryTile:
    """The catalog, as one of a form that can score every tile.

    Raises:
        InvalidOptionError: its form cannot.
    """
    if isinstance(catalog, ScoresEveryTile):
        return catalog
    raise InvalidOptionError(
        f"The catalog {catalog.path} cannot score all tiles at once", remedy="Measure with a GeoPackage"
    )
