"""All questions against all tiles, channel by channel: what measuring needs and users do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.protocols import ScoresEveryTile
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.question_vectors import embedded_questions
from tilescribe.searching.question_weights import weights_of_questions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import ScoreMatrix
    from tilescribe.embed.base import Embedder

__all__ = ["require_scores", "score_matrix"]


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
