"""Time and number of items by stage of a run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tilescribe.evaluate.results import StageCost

__all__ = ["Stopwatch"]


class Stopwatch:
    """Adds up seconds and items by stage, in order of first use. For one thread."""

    def __init__(self) -> None:
        self._stages: dict[str, StageCost] = {}

    @contextmanager
    def time(self, stage: str, *, items: int) -> Iterator[None]:
        """Time what is done inside; a stage that handles nothing leaves no trace."""
        started = time.perf_counter()
        yield
        self.add(stage, items=items, seconds=time.perf_counter() - started)

    def add(self, stage: str, *, items: int, seconds: float) -> None:
        """Add what was timed elsewhere."""
        if items:
            so_far = self._stages.get(stage, StageCost(stage, 0, 0.0))
            self._stages[stage] = StageCost(stage, so_far.items + items, so_far.seconds + seconds)

    def stages(self) -> tuple[StageCost, ...]:
        """All of them so far."""
        return tuple(self._stages.values())
