"""How the channels are weighed for a question to a catalog."""

from __future__ import annotations

from collections.abc import Iterable
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
    "weights_of_question",
    "weights_of_questions",
]

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
    others = others_describe(catalog.captioners() if captioner is None else [captioner])
    return [calibration.weights(one, space=space, others_describe=others) for one in questions]


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
