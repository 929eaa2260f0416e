"""All questions against all tiles, channel by channel: what measuring needs and users do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.protocols import ScoresEveryTile
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.question_vectors import embedded_questions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import ScoreMatrix
    from tilescribe.embed.base import Embedder

__all__ = ["score_matrix"]


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
    if not isinstance(catalog, ScoresEveryTile):
        raise InvalidOptionError(
            f"The catalog {catalog.path} cannot score all tiles at once", remedy="Measure with a GeoPackage"
        )
    asked = embedded_questions(questions, embedder)
    return catalog.score_matrix(asked, questions, space=embedder.fingerprint, tile_ids=tile_ids)
