"""What an evaluation of pairs finds out, as data. Shares are 0 to 1 throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["AlterationRow", "CaptionResult", "ChangeResult", "Detection", "LabelResult", "SentenceScores"]


@dataclass(frozen=True, slots=True)
class Detection:
    """How well one number tells pairs that have changed from those that have not."""

    pairs: int
    """Of which somebody says whether they have changed, and which have the number."""
    average_precision: float
    """Of the changed ones; their share is what chance gives."""
    auroc: float


@dataclass(frozen=True, slots=True)
class LabelResult:
    """One kind of change, asked for by a question."""

    question: str
    pairs: int
    """That have the label."""
    others: int
    """Whose labels are known and do not name it."""
    average_precision: Mapping[str, float]
    """By channel as in the retrieval; `tag` where the captioner gives tags of the label's or question's name; and
    `magnitude`, which knows nothing of the question, where all pairs were measured."""
    auroc: Mapping[str, float]
    """By the same; empty where all pairs have the label."""
    false_alarms: float | None
    """Share of the others that score at least as high, fused, as nine in ten of the pairs that have the label; None
    where there are none."""
    false_alarms_among: Mapping[str, float]
    """The same of those with each other label, and of those with no label (`none`)."""


@dataclass(frozen=True, slots=True)
class AlterationRow:
    """Pairs without a change, made from the earlier pictures, seen in one other way."""

    alteration: str
    pairs: int
    """Described; those that could not be compared are left out."""
    not_compared: int
    magnitude: float | None
    """Mean; None where none was measured."""
    said_changed: float | None
    """Share whose first sentence does not deny a change."""
    thought_changed: float | None
    """Share whose tags make a change more probable than none; None where the captioner gives no tags."""
    auroc: Mapping[str, float]
    """How well `magnitude` and `probability` tell the changed pairs of the data set from these."""
    alarms: Mapping[str, float]
    """By label: share whose score for its question is above one half."""


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The measures of sentences; see `metrics.CaptionScores`."""

    pairs: int
    bleu_4: float
    meteor: float
    rouge_l: float
    cider: float
    mean: float
    """S*m: the mean of the four."""


@dataclass(frozen=True, slots=True)
class CaptionResult:
    """The first sentence about each pair, beside what people said."""

    every: SentenceScores | None
    """All pairs with captions; None where the libraries are not installed, as the next."""
    changed: SentenceScores | None
    """Those that have changed; None where there are none."""
    accuracy: float | None
    """Share of the pairs whose sentence is right in whether anything has changed; None where nobody says."""
    accuracy_changed: float | None
    accuracy_unchanged: float | None
    hybrid: float | None
    """Unchanged pairs by whether the sentence denies a change, changed ones by S*m, each by their share."""


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """All of it."""

    pairs: int
    changed: int
    unchanged: int
    detection: Mapping[str, Detection]
    """By `magnitude`, by `probability` (of the tags) and by `sentence` (whether it denies a change); those that
    the captioner does not give are left out, and all where not both changed and unchanged pairs are known."""
    labels: Mapping[str, LabelResult]
    captions: CaptionResult | None
    """None without captions."""
    alterations: tuple[AlterationRow, ...]
