"""Whether the score means what it says: the probability that a tile shows what was asked."""

from __future__ import annotations

from tilescribe.evaluate.score.absent import ABSENT_QUESTIONS
from tilescribe.evaluate.score.calibrating import calibrate, check_calibration
from tilescribe.evaluate.score.fitting import fit_link
from tilescribe.evaluate.score.measure import measure_score
from tilescribe.evaluate.score.naming import NAMES, named
from tilescribe.evaluate.score.shown import UNDECIDED, shown

__all__ = [
    "ABSENT_QUESTIONS",
    "NAMES",
    "UNDECIDED",
    "calibrate",
    "check_calibration",
    "fit_link",
    "measure_score",
    "named",
    "shown",
]
