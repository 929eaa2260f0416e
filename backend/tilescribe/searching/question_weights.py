"""How the channels are weighed for a question to a catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tilescribe.domain.hit import MATCH_FROM
from tilescribe.searching.calibration import LEAST_FAMILIARITY, packaged_calibration
from tilescribe.searching.own_calibrations import calibration_of, find_embedder_fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import ChannelWeights, Weights
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import TileRanking
    from tilescribe.embed.base import Embedder

__all__ = [
    "is_calibrated",
    "notices_of_question",
    "others_describe",
    "picture_weights",
    "weights_of_part",
    "weights_of_question",
    "weights_of_questions",
]

PART_TEXT, PART_WORDS = 0.2, 0.15
"""What text and shared words count at least beside the picture, which is 1, in a part of a question."""
_USUAL_COSINE = 0.4
"""Of a short question with what is said of a picture: at it, counting text more changes nothing."""
_OWN_WORDS = frozenset({"builtin", "facts"})
"""Captioners whose words tell nothing that `builtin`'s visual vector does not."""


def weights_of_question(
    catalog: Catalog, question: NDArray[np.float32], *, space: str, captioner: str | None = None
) -> Weights:
    """The weights for one question; see `weights_of_questions`."""
    (weights,) = weights_of_questions(catalog, [question], space=space, captioner=captioner)
    return weights


def weights_of_questions(
    catalog: Catalog, questions: Iterable[NDArray[np.float32]], *, space: str, captioner: str | None = None
) -> list[Weights]:
    """The same for several questions.

    Args:
        catalog: Whose descriptions are asked.
        questions: Their vectors.
        space: Fingerprint of the text embedder that made them.
        captioner: Whose descriptions count; None for everybody's.
    """
    calibration = calibration_of(space)
    if catalog.has_pairs():
        return [calibration.change_weights(one, space=space) for one in questions]
    others = others_describe(catalog.captioners() if captioner is None else [captioner])
    return [calibration.weights(one, space=space, others_describe=others) for one in questions]


def weights_of_part(weights: Weights, *, sentence: bool) -> Weights:
    """The weights of a text that stands for a part of a question, where the tile was seen.

    A part is short, and so is what the picture tells of it; what is said of the tile, in words or by its meaning,
    counts more than beside a whole question. docs/evaluation.md has the figures.

    Args:
        weights: Of the text as a question of its own.
        sentence: It joins several parts, whose words are not looked for once more.
    """
    seen = weights.seen
    text = max(seen.text, PART_TEXT * seen.visual)
    lexical = seen.lexical if sentence else max(seen.lexical, PART_WORDS * seen.visual)
    offset = seen.offset - (text - seen.text) * _USUAL_COSINE
    return replace(weights, seen=replace(seen, offset=offset, text=text, lexical=lexical))


def picture_weights(question: NDArray[np.float32], *, space: str) -> ChannelWeights:
    """The weights of a question, (dim,), where there is nothing but a picture."""
    return calibration_of(space).picture_weights(question, space=space)


def others_describe(captioners: Iterable[str]) -> bool:
    """Whether their words tell more than the visual vectors of `builtin`."""
    return any(name not in _OWN_WORDS for name in captioners)


def is_calibrated(space: str) -> bool:
    """Whether scores of questions by this text embedder were measured to be probabilities."""
    return calibration_of(space).embedder == space


def notices_of_question(
    question: str, vector: NDArray[np.float32], ranking: TileRanking, *, embedder: Embedder
) -> tuple[str, ...]:
    """What to tell of a question that means little to the embedder, or of scores that nobody has measured.

    Args:
        question: In words.
        vector: (dim,) of the question.
        ranking: What was found. Where a tile matches, or has a word of the question, the question has a meaning here.
        embedder: That made the vector.
    """
    if embedder.fingerprint != packaged_calibration().embedder:
        return _notices_of_embedder(embedder)
    if any(found.score >= MATCH_FROM or "lexical" in found.channels for found in ranking.tiles):
        return ()
    if packaged_calibration().scale_of(vector).familiarity >= LEAST_FAMILIARITY:
        return ()
    hint = (
        f"“{question.strip()}” means little to the embedder {embedder.name}, which knows English, and what is said of "
        "pictures from above. Ask in other words, or index with a multilingual embedder (--embedder)."
    )
    return (hint,)


def _notices_of_embedder(embedder: Embedder) -> tuple[str, ...]:
    """Of another than the default one."""
    found = find_embedder_fit(embedder.fingerprint)
    if found.fit is not None:
        origin = found.fit.origin
        return (
            f"Scores of the embedder {embedder.name} are calibrated by your own fit on {origin.data} of {origin.made}.",
        )
    plain = f"Scores of the embedder {embedder.name} are not calibrated: they order hits, and are no probabilities."
    return (plain,) if found.problem is None else (found.problem, plain)
