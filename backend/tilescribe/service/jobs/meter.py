"""From the events of a run to progress: how far, how quick, how long still."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from tilescribe.domain import events
from tilescribe.domain.plurals import plural
from tilescribe.service.jobs.messages import Happened, JobProgress, Stage

__all__ = ["Meter"]

WINDOW_S = 30.0
"""The rate is that of the last half minute: tiles of one raster may be quicker than those of the next."""
_SURE_AFTER_S = 0.5


class Meter:
    """Keeps the state between events. `progress` is always the latest; the worker sends not all of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.progress = JobProgress()
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def messages(self, event: events.Event) -> Iterator[Happened]:
        """What an event means for followers, each message with the progress so far."""
        match event:
            case events.StageStarted(stage="discovering"):
                yield self.step("discovering", 0, None)
            case events.StageStarted(stage="loading"):
                yield self.step("loading", 0, None)
            case events.RasterPlanned(path=path, position=position, total=total, tiles=tiles, status=status):
                self._step("planning", position, total)
                yield self._happened("raster", f"{status}, {plural(tiles, 'tile')}", path)
            case events.RunStarted(pending=pending):
                self._step("describing", 0, pending)
                yield self._happened("progress")
            case events.TilesReembedded(done=done, total=total):
                self._step("embedding", done, total)
                yield self._happened("progress")
            case events.RasterStarted(path=path):
                self.progress = replace(self.progress, raster=path)
                yield self._happened("progress")
            case events.TilesWritten():
                self._step("describing", event.done + event.blank + event.failed, event.total)
                self.progress = replace(self.progress, failed=event.failed, blank=event.blank, reused=event.reused)
                yield self._happened("progress")
            case _:
                yield from self._told_at_once(event)

    def step(self, stage: Stage, done: int, total: int | None) -> Happened:
        """Progress of work that has no events of its own."""
        self._step(stage, done, total)
        return self._happened("progress")

    def _told_at_once(self, event: events.Event) -> Iterator[Happened]:
        match event:
            case events.RasterFailed(path=path, reason=reason):
                yield self._happened("failure", reason, path)
            case events.TileFailed(path=path, reason=reason, tile_id=tile_id):
                yield replace(self._happened("failure", reason, path), tile_id=tile_id)
            case events.Notice(path=path, message=message):
                yield self._happened("notice", message, path)
            case events.RasterMoved(path=path, previous=previous):
                yield self._happened("notice", f"found again, was {previous}", path)
            case events.RasterMissing(path=path, tiles=tiles, pruned=pruned, kept=why):
                kept = "removed" if pruned else f"its file is gone; kept ({why})" if why else "its file is gone; kept"
                yield self._happened("notice", f"{kept}, {plural(tiles, 'tile')}", path)

    def _step(self, stage: Stage, done: int, total: int | None) -> None:
        now = self._clock()
        if stage != self.progress.stage:
            self._seen.clear()
            self.progress = JobProgress(stage=stage, raster=self.progress.raster if stage == "describing" else None)
        self._seen.append((now, done))
        while now - self._seen[0][0] > WINDOW_S and len(self._seen) > 2:
            self._seen.popleft()
        since, before = self._seen[0]
        seconds = now - since
        rate = (done - before) / seconds if seconds >= _SURE_AFTER_S and done > before else None
        left = None if total is None or rate is None else round(max(0, total - done) / rate, 1)
        self.progress = replace(
            self.progress,
            done=done,
            total=total,
            rate_per_s=None if rate is None else round(rate, 2),
            seconds_left=left,
        )

    def _happened(self, kind: str, message: str = "", path: str | None = None) -> Happened:
        return Happened(kind, message, path, progress=self.progress)  # type: ignore[arg-type]
