"""Events of an evaluation, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.domain.events import Event

if TYPE_CHECKING:
    from tilescribe.evaluate.datasets import Problem
    from tilescribe.evaluate.results import EvaluationReport

__all__ = ["EvaluationFinished", "EvaluationStarted", "Measuring", "PictureFailed", "PicturesDescribed"]


@dataclass(frozen=True, slots=True)
class EvaluationStarted(Event):
    """The data set is read and paired; no picture has been opened yet."""

    dataset: str
    pictures: int
    captions: int
    labelled: int
    problems: tuple[Problem, ...]
    """What of the data set is left out already."""
    pairs: bool = False
    """Whether `pictures` counts pairs of two dates."""


@dataclass(frozen=True, slots=True)
class PicturesDescribed(Event):
    """One batch is safe in the catalog. Counts are of this run so far."""

    done: int
    failed: int
    reused: int
    """Of `done`: described before from the same pixels, not again."""
    total: int
    """Pictures that this run set out to describe; the catalog had the others."""


@dataclass(frozen=True, slots=True)
class PictureFailed(Event):
    """One picture could not be read or described; it takes no part, and the next run tries again."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Measuring(Event):
    """Where a measurement stands."""

    what: str
    """Such as `short queries` or `scenes`."""
    done: int
    total: int
    """In whatever the measurement counts; `done` is 0 at its beginning."""


@dataclass(frozen=True, slots=True)
class EvaluationFinished(Event):
    """The last event of every evaluation."""

    status: str
    """`done`, `partial` (something was left out) or `cancelled`."""
    report: EvaluationReport | None
    """None when cancelled."""
