"""A run from its first event to its last, for people who look on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tilescribe.cli.interrupting import interruptible
from tilescribe.cli.screen import command_line, warn

if TYPE_CHECKING:
    from tilescribe.domain.events import Event, RunFinished

__all__ = ["run_to_end"]


def run_to_end(
    start: Callable[[threading.Event], Iterable[Event]], *, json: bool = False, summary: bool = True
) -> RunFinished:
    """Show a run on standard error; Ctrl-C cancels once what a model has begun is done.

    While it prepares for questions all is written, and Ctrl-C ends it at once.

    Args:
        start: Gives the events of the run, which the event that it gets cancels.
        json: Events as JSON lines on standard output, and no bars.
        summary: The sentence at the end is the command's result and goes to standard output.

    Raises:
        KeyboardInterrupt: it was interrupted at once.
    """
    from tilescribe.cli.progress import Progress, print_json
    from tilescribe.domain.events import RunFinished, StageStarted

    last: RunFinished | None = None
    interruption: KeyboardInterrupt | None = None
    with interruptible() as cancel, Progress(quiet=json) as progress:
        try:
            for event in start(cancel):
                if json:
                    print_json(event)
                progress.show(event)
                if isinstance(event, StageStarted) and event.stage == "preparing":
                    cancel.interrupt_at_once()
                if isinstance(event, RunFinished):
                    last = event
        except KeyboardInterrupt as interrupted:
            interruption = interrupted
            if last is None:
                raise
    assert last is not None, "every run ends with RunFinished or an exception"
    progress.report(last, command=command_line(), summary=summary)
    if interruption is not None:
        warn("Stopped while preparing for questions: nothing is lost, and the next question does it.")
        raise interruption
    return last
