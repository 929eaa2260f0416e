"""From what is said of pairs, and what is known of them, to figures. No model, no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.metrics import average_precision, caption_scores, caption_words, threshold_at_recall
from tilescribe.evaluate.pair_results import (
    AlterationRow,
    CaptionResult,
    ChangeResult,
    Detection,
    LabelResult,
    SentenceScores,
)
from tilescribe.evaluate.pairs.words import denies_change
from tilescribe.evaluate.score.measure import auroc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.evaluate.datasets import Picture
    from tilescribe.evaluate.pairs.looking import PairLook

    Numbers = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["AlteredLook", "has_changed", "measure_captions", "measure_changes", "questions_of"]

_NONE = "none"


@dataclass(frozen=True, slots=True)
class AlteredLook:
    """Pairs without a change, and what is said of them."""

    alteration: str
    look: PairLook
    not_compared: int


def questions_of(labels: Sequence[str], questions: Mapping[str, str]) -> dict[str, str]:
    """The question for each label: the given one, else the label itself, `_` and `-` as spaces."""
    return {label: questions.get(label) or label.replace("_", " ").replace("-", " ") for label in labels}


def has_changed(pair: Picture) -> bool | None:
    """As the data set says, else as all captions agree; None where they do not, or where there are none."""
    if pair.changed is not None:
        return pair.changed
    denied = {denies_change(text) for text in pair.captions}
    return not denied.pop() if len(denied) == 1 else None


def measure_changes(
    pairs: Sequence[Picture],
    look: PairLook,
    questions: Mapping[str, str],
    *,
    captions: CaptionResult | None,
    altered: Sequence[AlteredLook] = (),
) -> ChangeResult:
    """All figures but those of sentences.

    Args:
        pairs: What is known of each.
        look: What is said of each, in the same order.
        questions: By label, those of `look.scores`.
        captions: As of `measure_captions`.
        altered: Pairs without a change.
    """
    truth = [has_changed(pair) for pair in pairs]
    changed = np.array([one is True for one in truth], dtype=bool)
    known = np.array([one is not None for one in truth], dtype=bool)
    labels = {label: _label(pairs, look, label, questions[label]) for label in questions}
    return ChangeResult(
        pairs=len(pairs),
        changed=int(changed.sum()),
        unchanged=int((known & ~changed).sum()),
        detection=_detection(look, changed, known),
        labels={label: found for label, found in labels.items() if found is not None},
        captions=captions,
        alterations=tuple(_alteration(one, look, changed) for one in altered),
    )


# --- changed or not ---------------------------------------------------------------------------------------------------


def _signals(look: PairLook) -> dict[str, Numbers]:
    """What may tell whether anything has changed, higher for more; NaN where it does not."""
    said = [np.nan if not text else float(not denies_change(text)) for text in look.sentences]
    found = {"magnitude": look.magnitude}
    probability = look.probability
    if probability is not None:
        found["probability"] = probability
    found["sentence"] = np.array(said, dtype=np.float32)
    return {name: values for name, values in found.items() if not np.isnan(values).all()}


def _detection(look: PairLook, changed: Mask, known: Mask) -> dict[str, Detection]:
    found = {}
    for name, values in _signals(look).items():
        there = known & ~np.isnan(values)
        right = changed[there]
        if right.any() and not right.all():
            found[name] = Detection(
                pairs=int(there.sum()),
                average_precision=average_precision(values[there], right),
                auroc=auroc(values[there][right], values[there][~right]),
            )
    return found


# --- kinds of change --------------------------------------------------------------------------------------------------


def _label(pairs: Sequence[Picture], look: PairLook, label: str, question: str) -> LabelResult | None:
    """None where no pair of which anything is known has the label."""
    at = [place for place, pair in enumerate(pairs) if pair.labels is not None]
    named = [pairs[place].labels or () for place in at]
    right = np.array([label in own for own in named], dtype=bool)
    if not right.any():
        return None
    channels = {name: values[at] for name, values in look.scores[label].items()}
    tag = next((look.tags[name.lower()] for name in (label, question) if name.lower() in look.tags), None)
    if tag is not None:
        channels["tag"] = tag[at]
    if not np.isnan(look.magnitude[at]).any():
        channels["magnitude"] = look.magnitude[at]
    others = ~right
    least = threshold_at_recall(channels["fused"], right)
    alarms = channels["fused"] >= least
    among = {
        other: np.array([other in own if own else other == _NONE for own in named], dtype=bool) & others
        for other in sorted({other for own in named for other in own or (_NONE,)} - {label})
    }
    return LabelResult(
        question=question,
        pairs=int(right.sum()),
        others=int(others.sum()),
        average_precision={name: average_precision(values, right) for name, values in channels.items()},
        auroc={name: auroc(values[right], values[others]) for name, values in channels.items()} if others.any() else {},
        false_alarms=float(alarms[others].mean()) if others.any() else None,
        false_alarms_among={name: float(alarms[those].mean()) for name, those in among.items() if those.any()},
    )


# --- nothing has changed ----------------------------------------------------------------------------------------------


def _alteration(one: AlteredLook, real: PairLook, changed: Mask) -> AlterationRow:
    look = one.look
    signals, of_real = _signals(look), _signals(real)
    found: dict[str, float] = {}
    for name in ("magnitude", "probability"):
        if name in signals and name in of_real:
            there = of_real[name][changed]
            here = signals[name][~np.isnan(signals[name])]
            there = there[~np.isnan(there)]
            if len(here) and len(there):
                found[name] = auroc(there, here)
    said = signals.get("sentence")
    return AlterationRow(
        alteration=one.alteration,
        pairs=len(look.sentences),
        not_compared=one.not_compared,
        magnitude=_mean(look.magnitude),
        said_changed=None if said is None else _mean(said),
        thought_changed=_share_above_half(look.probability),
        auroc=found,
        alarms={
            label: float((channels["fused"] > 0.5).mean())
            for label, channels in look.scores.items()
            if "fused" in channels
        },
    )


def _share_above_half(values: Numbers | None) -> float | None:
    there = np.empty(0) if values is None else values[~np.isnan(values)]
    return float((there > 0.5).mean()) if len(there) else None


def _mean(values: Numbers) -> float | None:
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else None


# --- sentences --------------------------------------------------------------------------------------------------------


def measure_captions(pairs: Sequence[Picture], look: PairLook, *, compare: bool = True) -> CaptionResult | None:
    """The first sentence about each pair beside what people said; None where nobody said anything.

    Args:
        pairs: What is known of each.
        look: What is said of each, in the same order.
        compare: Whether the sentences are compared with those by people, for which libraries are needed.

    Raises:
        MissingPackageError: They are not installed.
    """
    at = [place for place, pair in enumerate(pairs) if any(map(caption_words, pair.captions))]
    if not at:
        return None
    truth = [has_changed(pairs[place]) for place in at]
    right = [
        None if changed is None else changed != denies_change(look.sentences[place])
        for changed, place in zip(truth, at, strict=True)
    ]
    moved = [place for changed, place in zip(truth, at, strict=True) if changed]
    every = _sentences(pairs, look, at) if compare else None
    changed = _sentences(pairs, look, moved) if compare and moved else None
    of_changed = [one for one, was in zip(right, truth, strict=True) if was]
    of_unchanged = [one for one, was in zip(right, truth, strict=True) if was is False]
    return CaptionResult(
        every=every,
        changed=changed,
        accuracy=_share([*of_changed, *of_unchanged]),
        accuracy_changed=_share(of_changed),
        accuracy_unchanged=_share(of_unchanged),
        hybrid=_hybrid(changed, _share(of_unchanged), len(of_changed), len(of_unchanged)) if compare else None,
    )


def _sentences(pairs: Sequence[Picture], look: PairLook, at: Sequence[int]) -> SentenceScores:
    scores = caption_scores([look.sentences[place] for place in at], [pairs[place].captions for place in at])
    return SentenceScores(len(at), scores.bleu_4, scores.meteor, scores.rouge_l, scores.cider, scores.mean)


def _share(right: Sequence[bool | None]) -> float | None:
    return sum(bool(one) for one in right) / len(right) if right else None


def _hybrid(changed: SentenceScores | None, unchanged: float | None, moved: int, still: int) -> float | None:
    if not moved + still:
        return None
    return ((changed.mean if changed else 0.0) * moved + (unchanged or 0.0) * still) / (moved + still)
