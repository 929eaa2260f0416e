"""Section that explains the metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.evaluate.report.formatting import CHANNEL_NOTES, channel
from tilescribe.evaluate.report.markup import Html, element

if TYPE_CHECKING:
    from tilescribe.evaluate.results import EvaluationReport

__all__ = ["how_to_read"]

_RECALL = (
    "The share of questions whose right answer is among the first k. mR is the mean of R@1, R@5 and R@10 over both "
    "directions: from text to image, and from image to text, where any own caption counts."
)
_INTERVALS = (
    "{level:.0f} % confidence, by {draws:,} bootstrap draws of pictures with all their captions: how a figure varies "
    "with the questions. More pictures to choose from make every figure lower: compare equal galleries only."
)
_TIES = (
    "Where a wrong picture scores exactly as the right one, the standard figure counts a miss. “Ties by chance” counts "
    "what a random order would find. “Copies right” also accepts a picture that has the very same sentence: data sets "
    "of this field repeat many."
)
_SCENES = (
    "Accuracy: the share of pictures whose own class scores strictly best. mAP: average precision of all pictures "
    "ranked for a class, mean over the classes. P@k: the share of right ones among the first k."
)
_CHANGES = (
    "AP: average precision of the pairs ranked by a score; chance has the share of the right ones. AUROC: how often a "
    "right one scores above a wrong one. False alarms: the share of the wrong ones that score as high as nine in ten "
    "of the right ones. S*m: the mean of BLEU-4, METEOR, ROUGE-L and CIDEr. Hybrid measure: S*m of the changed pairs, "
    "and the share of the unchanged ones whose sentence says so, each by how many there are."
)


def how_to_read(report: EvaluationReport) -> Html:
    """The protocol in plain words, as far as the report needs it."""
    terms: list[tuple[str, str]] = []
    if report.retrieval:
        intervals = _INTERVALS.format(level=100 * report.settings.level, draws=report.settings.resamples)
        terms += [("R@k and mR", _RECALL), ("Intervals", intervals), ("Ties and copies", _TIES)]
    if report.changes is not None:
        terms.append(("Changes", _CHANGES))
    if report.scenes is not None:
        terms.append(("Scenes", _SCENES))
    terms += [(channel(name), f"{note[0].upper()}{note[1:]}.") for name, note in CHANNEL_NOTES.items()]
    return element("dl", [[element("dt", term), element("dd", meaning)] for term, meaning in terms], class_="terms")
