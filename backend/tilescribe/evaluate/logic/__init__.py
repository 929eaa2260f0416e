"""Questions with and, or, without: whether reading them in parts finds more than reading them as plain words."""

from __future__ import annotations

from tilescribe.evaluate.logic.measure import (
    LogicQuestion,
    logic_questions,
    measure_logic,
    measure_logic_of_captions,
)
from tilescribe.evaluate.logic.things import THINGS, shown_things

__all__ = [
    "THINGS",
    "LogicQuestion",
    "logic_questions",
    "measure_logic",
    "measure_logic_of_captions",
    "shown_things",
]
