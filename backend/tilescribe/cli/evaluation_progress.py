"""Draw the events of an evaluation, and say at the end what was left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tilescribe.cli.progress import Progress
from tilescribe.cli.screen import command_line, warn
from tilescribe.domain.plurals import plural
from tilescribe.evaluate.events import (
    EvaluationFinished,
    EvaluationStarted,
    Measuring,
    PictureFailed,
    PicturesDescribed,
)

if TYPE_CHECKING:
    from tilescribe.domain.events import Event
    from tilescribe.evaluate.datasets import Problem

__all__ = ["EvaluationProgress"]

_NAMED = 20
"""Problems that are named; the rest is counted, and stands in the report."""


class EvaluationProgress(Progress):
    """Bars on a terminal, now and then a line elsewhere, as when indexing."""

    def __init__(self) -> None:
        super().__init__(quiet=False)
        self._problems: list[Problem] = []
        self._what = "pictures"

    def show(self, event: Event) -> None:
        """Draw one event."""
        match event:
            case EvaluationStarted(dataset=name, pictures=pictures, captions=captions, labelled=labelled):
                self._problems += event.problems
                self._what = "pairs" if event.pairs else "pictures"
                counts = [plural(pictures, "pair" if event.pairs else "picture"), plural(captions, "caption")]
                counts += [] if event.pairs else [plural(labelled, "scene label")]
                warn(f"{name}: {', '.join(counts)}")
            case PictureFailed(problem=problem):
                self._problems.append(problem)
            case PicturesDescribed(done=done, failed=failed, total=total):
                self._advance(f"Describing {self._what}", done + failed, total, failed=failed)
            case Measuring(what=what, done=done, total=total):
                self._advance(f"Measuring {what}", done, total)
            case _:
                super().show(event)

    def conclude(self, finished: EvaluationFinished, *, kept: bool) -> None:
        """Name what was left out, and say how to go on."""
        if finished.report is not None:
            for notice in finished.report.notices:
                warn(notice)
        if self._problems:
            kinds = Counter(problem.kind for problem in self._problems)
            warn("Left out: " + ", ".join(f"{count:,} x {kind}" for kind, count in kinds.most_common()))
        for problem in self._problems[:_NAMED]:
            warn(f"  {problem.name}: {problem.reason}")
        if len(self._problems) > _NAMED:
            warn(f"  … and {len(self._problems) - _NAMED:,} more; --json FILE lists all")
        if finished.status == "cancelled":
            warn(f"Stopped. What was described is kept; go on with: {command_line()}" if kept else "Stopped.")
