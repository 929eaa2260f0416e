"""The process of one job: reads its order from standard input, does it, and tells of it on standard output.

{"request": {…}, "catalog": "/data/area.gpkg"}      the first line of standard input
cancel                                              any later line: finish the batch in flight and stop
(end of standard input)                             the service is gone: the same, within 20 seconds
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from tilescribe.domain.throttle import Throttle
from tilescribe.errors import JobDiedError
from tilescribe.service.jobs.messages import Ended, Message, as_dict
from tilescribe.service.loaders import Loaders
from tilescribe.service.problems import problem_of

__all__ = ["LAST_BATCH_S", "NICENESS", "PROGRESS_EVERY_S", "main"]

NICENESS = 10
"""A tenth of the processor where a question wants it, all of it where nobody asks."""
LAST_BATCH_S = 20.0
"""What a batch may still take once the service is gone: nothing may outlive QGIS for long."""
PROGRESS_EVERY_S = 0.25
"""Followers cannot read more than four numbers a second."""


def main(loaders: Loaders | None = None) -> None:
    """Run the job that standard input names."""
    output = _claim_output()
    _step_back()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the service's, which cancels in its own way
    order = json.loads(sys.stdin.readline())
    cancel = threading.Event()
    told = Throttle[Message](lambda message: _send(output, message, cancel), interval_s=PROGRESS_EVERY_S)
    threading.Thread(target=_listen, args=(cancel,), name="tilescribe-orders", daemon=True).start()
    try:
        from tilescribe.service.jobs.tasks import perform

        for message in perform(order["request"], catalog=order["catalog"], loaders=loaders or Loaders(), cancel=cancel):
            _tell(told, message)
    except MemoryError:
        error = JobDiedError("The job ran out of memory", remedy="Continue it with fewer programs open")
        _tell(told, Ended("failed", problem=problem_of(error).model_dump()))
    except Exception as error:
        logging.getLogger(__name__).exception("the job failed")
        _tell(told, Ended("failed", problem=problem_of(error).model_dump()))


def _claim_output() -> IO[str]:
    """Standard output for messages alone: what libraries print goes to standard error, into the log."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _step_back() -> None:
    """Leave processor and memory to those who ask questions."""
    with suppress(OSError, AttributeError):  # no such call on Windows
        os.nice(NICENESS)
    # Linux: when memory runs out, this process shall go, and not the service.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _listen(cancel: threading.Event) -> None:
    for line in sys.stdin:
        if line.strip() == "cancel":
            cancel.set()
    cancel.set()
    ended = threading.Timer(LAST_BATCH_S, os._exit, (1,))
    ended.daemon = True
    ended.start()


def _tell(told: Throttle[Message], message: Message) -> None:
    """Everything at once, but for mere progress. Each message but the last has the progress so far with it."""
    if isinstance(message, Ended):
        told.flush()
        told.send(message)
    elif message.type == "progress":
        told.offer(message)
    else:
        told.send(message)


def _send(output: IO[str], message: Message, cancel: threading.Event) -> None:
    try:
        output.write(json.dumps(as_dict(message)) + "\n")
        output.flush()
    except OSError:
        cancel.set()  # nobody listens any more; the batch in flight is finished all the same


if __name__ == "__main__":
    main()
