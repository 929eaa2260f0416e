"""The field's measures, each with the source of its formula. Pure numbers: no model, no file."""

from __future__ import annotations

from tilescribe.evaluate.metrics.bootstrap import Estimate, bootstrap_pictures
from tilescribe.evaluate.metrics.calibration import Calibration, ReliabilityBin, calibration
from tilescribe.evaluate.metrics.captions import CaptionScores, caption_scores, caption_words
from tilescribe.evaluate.metrics.labels import (
    average_precision,
    mean_average_precision,
    precision_at_k,
    threshold_at_recall,
    zero_shot_accuracy,
)
from tilescribe.evaluate.metrics.ranks import Ranks, Relevance, rank_best
from tilescribe.evaluate.metrics.recall import DirectionRecall, RetrievalRecall, measure_recall
from tilescribe.evaluate.metrics.scores import ArrayScores, BestOfVectors, PairScores
from tilescribe.evaluate.metrics.truth import CaptionTruth

__all__ = [
    "ArrayScores",
    "BestOfVectors",
    "Calibration",
    "CaptionScores",
    "CaptionTruth",
    "DirectionRecall",
    "Estimate",
    "PairScores",
    "Ranks",
    "Relevance",
    "ReliabilityBin",
    "RetrievalRecall",
    "average_precision",
    "bootstrap_pictures",
    "calibration",
    "caption_scores",
    "caption_words",
    "mean_average_precision",
    "measure_recall",
    "precision_at_k",
    "rank_best",
    "threshold_at_recall",
    "zero_shot_accuracy",
]
