"""Draw the events of a run: bars on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tilescribe.cli.screen import errors, warn
from tilescribe.domain import events
from tilescribe.domain.plurals import plural
from tilescribe.domain.throttle import Throttle

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

__all__ = ["Progress", "print_json"]

_LINE_EVERY_S = 10.0
"""Where nobody looks at a bar, a log needs a sign of life and no more."""
_REASONS_SHOWN = 20


def print_json(event: events.Event) -> None:
    """One event as one JSON line: `{"event": "TilesWritten", …}`."""
    print(json.dumps({"event": type(event).__name__, **asdict(event)}, ensure_ascii=False), flush=True)


class Progress:
    """Shows events while they come and keeps what must be said at the end."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self._lines = Throttle(warn, interval_s=_LINE_EVERY_S)
        self._failures: list[tuple[str, str]] = []
        self._missing: list[events.RasterMissing] = []
        self._planned: dict[str, int] = {}
        self._started: events.RunStarted | None = None

    def __enter__(self) -> Self:
        if not self._quiet and errors().is_terminal:
            self._bars = _bars()
            self._bars.start()
            self._task = self._bars.add_task("Starting", total=None, failed="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()
        self._lines.flush()

    def show(self, event: events.Event) -> None:
        """Draw one event."""
        match event:
            case events.RasterFailed(path=path, reason=reason):
                self._failures.append((path, reason))
            case events.TileFailed(tile_id=tile_id, path=path, reason=reason):
                self._failures.append((f"{path}, tile {tile_id}", reason))
            case events.RasterMissing():
                self._missing.append(event)
            case events.RasterPlanned(status=status):
                self._planned[status] = self._planned.get(status, 0) + 1
            case events.RunStarted():
                self._started = event
        if not self._quiet:
            self._draw(event)

    def advance(self, what: str, done: int, total: int) -> None:
        """Show work that is no run."""
        self._advance(what, done, total)

    def _draw(self, event: events.Event) -> None:
        match event:
            case events.StageStarted(stage="discovering"):
                self._begin("Looking for rasters")
            case events.StageStarted(stage="loading", what=model):
                self._begin(f"Loading {model}")
            case events.StageStarted(stage="preparing"):
                self._begin("Preparing for questions")
            case events.Notice(path=path, message=message):
                warn(f"{path}: {message}")
            case events.RasterMoved(path=path, previous=previous):
                warn(f"{path}: found again, was {previous}")
            case events.RasterPlanned(position=position, total=total):
                self._advance("Looking at rasters", position, total)
            case events.RunStarted(pending=pending, rasters=rasters):
                if pending:
                    what = f"Describing {plural(pending, 'tile')} of {plural(rasters, 'raster')}"
                    self._begin(what)
                    self._advance(what, 0, pending)
            case events.TilesReembedded(done=done, total=total):
                self._advance("Embedding known texts", done, total)
            case events.TilesWritten(done=done, blank=blank, failed=failed, total=total):
                self._advance("Describing tiles", done + blank + failed, total, failed=failed)

    def _advance(self, what: str, done: int, total: int, *, failed: int = 0) -> None:
        note = f"{failed:,} failed" if failed else ""
        if self._bars and self._task is not None:
            self._bars.update(self._task, description=what, completed=done, total=total, failed=note)
        else:
            pass_on = self._lines.offer if done < total else self._lines.send
            pass_on(f"{what}: {done:,} of {total:,}" + (f", {note}" if note else ""))

    def _begin(self, what: str) -> None:
        """Say at once what is done from now on, though not how much of it there is."""
        if self._bars and self._task is not None:
            self._bars.update(self._task, description=what, completed=0)
        else:
            self._lines.send(what)

    def report(self, finished: events.RunFinished, *, command: str, summary: bool = True) -> None:
        """Say what was done, what failed with its reason, and how to go on.

        Args:
            finished: The last event.
            command: What goes on where this run stopped.
            summary: The run is the command's result: its sentence goes to standard output, else to standard error.
        """
        for missing in self._missing:
            why = missing.kept or "remove with --prune"
            kept = "removed with" if missing.pruned else f"its file is gone; kept ({why}):"
            warn(f"{missing.path}: {kept} {plural(missing.tiles, 'tile')}")
        for path, reason in self._failures[:_REASONS_SHOWN]:
            warn(f"Failed: {path}: {reason}" if path not in reason else f"Failed: {reason}")
        if len(self._failures) > _REASONS_SHOWN:
            warn(f"… and {len(self._failures) - _REASONS_SHOWN:,} more; `tilescribe info CATALOG` lists all")
        if finished.status == "cancelled":
            warn(f"Stopped. What was described is kept; go on with: {command}")
        if not self._quiet:
            (print if summary else warn)(_sentence(finished, self._started, self._planned))


def _sentence(finished: events.RunFinished, started: events.RunStarted | None, planned: dict[str, int]) -> str:
    rasters = started.rasters if started else sum(planned.values())
    tiles = started.tiles if started else 0
    described = finished.done - finished.reused - finished.inherited
    parts = [f"described {described:,}"]
    parts += [f"reused {finished.reused:,}"] if finished.reused else []
    if finished.inherited:
        parts += [
            f"{finished.inherited:,} ({finished.inherited / finished.done:.0%}) inherited from near-identical ones"
        ]
    parts += [f"{finished.blank:,} blank"] if finished.blank else []
    parts += [f"{finished.failed:,} failed"] if finished.failed else []
    parts += [f"{plural(finished.failed_rasters, 'raster')} failed"] if finished.failed_rasters else []
    parts += [f"{plural(planned['older'], 'older raster')} left alone"] if planned.get("older") else []
    parts += [f"{plural(planned['duplicate'], 'duplicate')} left out"] if planned.get("duplicate") else []
    rate = f" ({finished.done / finished.seconds:.0f} tiles/s)" if finished.done and finished.seconds > 1 else ""
    return f"{plural(rasters, 'raster')}, {plural(tiles, 'tile')}: {', '.join(parts)} in {finished.seconds:.1f} s{rate}"


def _bars() -> Bars:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as RichProgress,
    )

    return RichProgress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failed]}"),
        console=errors(),
        transient=True,
    )
