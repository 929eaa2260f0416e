"""What is known of questions before any picture is looked at: how familiar they are, how common what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from tilescribe.evaluate.score.fitting import CannotFitError
from tilescribe.evaluate.score.naming import NAMES, named
from tilescribe.searching.calibration import ScoreCalibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["KINDS", "fit_questions"]

KINDS: Final = 256
"""The most kinds of captions that are told apart."""
_CAPTIONS_A_KIND = 8
_PRIOR_RIDGE = 2.0
_NEVER = float(np.log(2e-4))
"""The prior of absent questions."""
_ABSENT_REPEATS = 10
"""How often each of them counts, of which there are few beside the captions."""


def fit_questions(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    captions: Sequence[Sequence[str]],
    absent: NDArray[np.float32],
    *,
    embedder: str,
    version: str,
) -> ScoreCalibration:
    """A calibration without links, which knows the kinds of questions and how common their answers are.

    Args:
        texts: Captions and other questions about pictures; those that name nothing (`named`) are passed over.
        vectors: (texts, dim) of them, L2-normalised.
        captions: Of each picture: how common a thing is, they tell.
        absent: (n, dim) vectors of questions that nothing answers.
        embedder: Fingerprint of who made the vectors.
        version: Of the fit.

    Raises:
        CannotFitError: no text names anything.
    """
    told = np.array([named(text) for text in texts], dtype=bool).reshape(len(texts), len(NAMES))
    naming = told.any(axis=1)
    if not naming.any():
        raise CannotFitError("no caption names anything that is known")
    told, vectors = told[naming].astype(np.float32), vectors[naming]
    seen = np.array([np.any([named(text) for text in own], axis=0) for own in captions])
    share = ((told @ (~seen).T.astype(np.float32)) == 0).mean(axis=1)
    kinds = _kinds(vectors)
    table = np.concatenate((vectors, np.repeat(absent, _ABSENT_REPEATS, axis=0)))
    aim = np.concatenate((np.log((share + 1e-3) / (1 - share + 1e-3)), np.full(_ABSENT_REPEATS * len(absent), _NEVER)))
    middle, level = table.mean(axis=0), aim.mean()
    spread = (table - middle).T @ (table - middle) + _PRIOR_RIDGE * np.eye(table.shape[1])
    prior = np.linalg.solve(spread, (table - middle).T @ (aim - level))
    return ScoreCalibration(
        version=version,
        embedder=embedder,
        kinds=kinds,
        prior=prior.astype(np.float32),
        prior_offset=float(level - middle @ prior),
        links={},
        least_counted=float(np.median((vectors @ kinds.T).max(axis=1))),
    )


def _kinds(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, dim) centres of clusters, L2-normalised."""
    import faiss

    count = max(1, min(KINDS, len(vectors) // _CAPTIONS_A_KIND))
    clusters = faiss.Kmeans(vectors.shape[1], count, niter=25, seed=0, spherical=True, min_points_per_centroid=1)
    clusters.train(np.ascontiguousarray(vectors, dtype=np.float32))
    centres = np.asarray(clusters.centroids, dtype=np.float32)
    unit: NDArray[np.float32] = centres / np.linalg.norm(centres, axis=1, keepdims=True)
    return unit
