"""All questions against all tiles, channel by channel: what measuring needs and users do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import probability
from tilescribe.catalog.joining import asked_texts, joined
from tilescribe.catalog.protocols import ScoresEveryTile
from tilescribe.domain.question import Term, terms_of
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.question_vectors import embedded_questions
from tilescribe.searching.question_weights import weights_of_part, weights_of_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import ScoreMatrix
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.question import Expression
    from tilescribe.embed.base import Embedder

__all__ = ["joined_scores", "require_scores", "score_matrix"]


def score_matrix(
    catalog: Catalog,
    questions: Sequence[str],
    *,
    embedder: Embedder,
    tile_ids: NDArray[np.int64] | None = None,
    encoders: Sequence[VisualEncoder] = (),
    weigh: Callable[[Weights], Weights] | None = None,
) -> ScoreMatrix:
    """Score every tile for every question by the formulas that `search` uses; all scores are in memory at once.

    Args:
        catalog: An open catalog of a form that can do that: a GeoPackage.
        questions: Plain words.
        embedder: Must be one that has vectors in this catalog.
        tile_ids: Ascending; None means all described tiles.
        encoders: Visual encoders that count as well, each of which has looked at tiles.
        weigh: What becomes of the weights of a question; None for nothing.

    Raises:
        InvalidOptionError: this form of the catalog cannot.
    """
    scorer = require_scores(catalog)
    space = embedder.fingerprint
    asked = embedded_questions(questions, embedder)
    weights = weights_of_questions(catalog, asked, space=space)
    if weigh is not None:
        weights = [weigh(one) for one in weights]
    visual: Mapping[str, NDArray[np.float32]] = {}
    if encoders:
        weights, visual = _with_encoders(catalog, questions, weights, encoders, space=space)
    return scorer.score_matrix(asked, questions, weights, space=space, tile_ids=tile_ids, visual=visual)


def _with_encoders(
    catalog: Catalog,
    questions: Sequence[str],
    weights: Sequence[Weights],
    encoders: Sequence[VisualEncoder],
    *,
    space: str,
) -> tuple[list[Weights], dict[str, NDArray[np.float32]]]:
    """(the weights with the scales of the encoders' spaces; (n, dim) questions by space), as in a search."""
    from tilescribe.searching.space_scales import bank_of
    from tilescribe.searching.visual_spaces import beside_words, has_own_pictures, in_space, with_scales

    alone = not has_own_pictures(catalog, space)
    scaled = {
        one.space: in_space(
            catalog, one.space, one.encode_questions(questions), bank_of(one), embedder=space, alone=alone
        )
        for one in encoders
    }
    weighed = [beside_words(one) if alone else one for one in weights]
    return [with_scales(one, scaled) for one in weighed], {other: one.vector for other, one in scaled.items()}


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
    wholes = {one.text for one in expressions if isinstance(one, Term)}
    read = [one for one in expressions if not isinstance(one, Term)]
    parts = {text for one in read for text in terms_of(one)}
    asked = {wordings for one in read for wordings in asked_texts(one)}
    sentences = {text for wordings in asked if len(wordings) > 1 or wordings[0] not in parts for text in wordings}

    def scored(texts: Iterable[str], weigh: Callable[[Weights], Weights] | None) -> dict[str, NDArray[np.float32]]:
        ordered = sorted(texts)
        if not ordered:
            return {}
        found = score_matrix(catalog, ordered, embedder=embedder, tile_ids=tile_ids, weigh=weigh)
        return dict(zip(ordered, found.by_channel["fused"], strict=True))

    odds = scored(sentences, partial(weights_of_part, sentence=True))
    odds |= scored(parts, partial(weights_of_part, sentence=False))
    values = {wordings: probability(np.mean([odds[text] for text in wordings], axis=0)) for wordings in asked}
    whole = {text: probability(scores) for text, scores in scored(wholes, None).items()}
    return np.stack(
        [whole[one.text] if isinstance(one, Term) else joined(one, values.__getitem__) for one in expressions]
    )


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
