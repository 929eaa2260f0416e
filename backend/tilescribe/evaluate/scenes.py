"""Scene classes: retrieval of pictures by the name of their class, and zero-shot classification."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.cataloguing import DescribedPictures
from tilescribe.evaluate.class_names import phrase, readable
from tilescribe.evaluate.metrics import mean_average_precision, precision_at_k, zero_shot_accuracy
from tilescribe.evaluate.results import SceneResult, SceneScores, in_order
from tilescribe.evaluate.scoring import score_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder

__all__ = ["KS", "TEMPLATES", "measure_scenes"]

TEMPLATES = (
    "an aerial picture of {}",
    "a satellite image of {}",
    "an overhead view of {}",
    "{}",
)
"""Scores are averaged over them, as Radford et al. (ICML 2021, CLIP) average prompts, so that no wording decides."""

KS = (1, 5, 10, 20)
"""Depths of precision@k; those beyond the number of pictures are left out."""


def measure_scenes(
    catalog: Catalog, described: DescribedPictures, *, embedder: Embedder, encoders: Sequence[VisualEncoder] = ()
) -> Generator[Event, None, SceneResult | None]:
    """mAP, precision@k and zero-shot accuracy of each channel; None with fewer than two classes.

    Args:
        catalog: Where the pictures are described.
        described: All pictures; those with a scene label take part.
        embedder: One that has vectors in the catalog.
        encoders: Visual encoders that count as well.
    """
    labelled = described.where(lambda picture: picture.scene is not None)
    labels = [str(picture.scene) for picture in labelled.pictures]
    counts = dict(sorted(Counter(labels).items()))
    if len(counts) < 2:
        return None
    words = {label: readable(label) for label in counts}
    questions = [template.format(phrase(words[label])) for template in TEMPLATES for label in counts]
    asked = yield from score_questions(
        catalog,
        questions,
        embedder=embedder,
        tile_ids=labelled.tile_ids,
        what="questions after scenes",
        encoders=encoders,
    )
    channels = {}
    for name in in_order(asked.channels):
        every = asked.channels[name].of_captions(0, len(questions))
        mean = every.reshape(len(TEMPLATES), len(counts), len(labels)).mean(axis=0, dtype=np.float64)
        channels[name] = _measured(mean, labels, tuple(counts))
    return SceneResult(pictures=len(labels), classes=counts, readable=words, templates=TEMPLATES, channels=channels)


def _measured(scores: NDArray[np.float64], labels: Sequence[str], classes: tuple[str, ...]) -> SceneScores:
    overall, each = mean_average_precision(scores, labels, classes=classes)
    return SceneScores(
        mean_average_precision=overall,
        precision_at=_precision(scores, labels, classes),
        accuracy=zero_shot_accuracy(scores, labels, classes=classes),
        average_precision=each,
    )


def _precision(scores: NDArray[np.float64], labels: Sequence[str], classes: tuple[str, ...]) -> Mapping[int, float]:
    true = np.asarray(labels, dtype=object)
    return {
        k: float(np.mean([precision_at_k(row, true == name, k=k) for name, row in zip(classes, scores, strict=True)]))
        for k in KS
        if k <= len(labels)
    }
