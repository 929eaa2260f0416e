"""What is said of two dates of one place, measured: found by sentence, told from no change, put in words."""

from __future__ import annotations

from tilescribe.evaluate.pairs.altering import look_at_altered
from tilescribe.evaluate.pairs.looking import PairLook, look_at
from tilescribe.evaluate.pairs.measure import AlteredLook, measure_captions, measure_changes, questions_of
from tilescribe.evaluate.pairs.pictures import pair_pixels, read_pair

__all__ = [
    "AlteredLook",
    "PairLook",
    "look_at",
    "look_at_altered",
    "measure_captions",
    "measure_changes",
    "pair_pixels",
    "questions_of",
    "read_pair",
]
