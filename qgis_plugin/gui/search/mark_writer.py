"""Writes marks to the engine: one request at a time, in the order in which they were made."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.judging import STEP
from ...core.problems import engine_stopped
from ...core.protocol import Mark, ProblemError
from ...core.slices import SlicedWork, finished
from ...core.transport import send
from ..message_log import LOG_TAG

__all__ = ["MarkWriter", "Write"]

CLOSING_S = 5.0
"""How long the window waits for the engine when it closes and marks are still to be written."""


@dataclass(frozen=True, eq=False)
class Write:
    """Marks of one catalog that are to be written together."""

    catalog_id: str
    catalog_path: str
    marks: Mapping[int, Optional[Mark]]
    """By the number of the tile; None takes the author's mark away."""
    author: str
    token: Any = None
    """For whoever asked."""


class MarkWriter(QObject):
    """A queue. A write that comes later never reaches the engine earlier."""

    written = pyqtSignal(object)
    """A `Write`."""
    refused = pyqtSignal(object, object)
    """A `Write` of which nothing was kept, and a `Problem`."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._queue = deque()
        self._current = None
        self._work = SlicedWork(self)
        self._closed = False

    @property
    def busy(self) -> bool:
        return self._current is not None

    def write(self, write: Write) -> None:
        """Write marks after what is waiting already."""
        self._queue.append(write)
        self._next()

    def waiting(self, catalog_id: str, author: str) -> dict:
        """An author's marks of a catalog, by tile, that the engine may not know of yet: the latest of each."""
        found = {}
        for write in self._unwritten():
            if (write.catalog_id, write.author) == (catalog_id, author):
                found.update(write.marks)
        return found

    def close_down(self) -> None:
        """Write what is left now, and tell nobody any more. Waits for the engine: what was judged is not lost."""
        self._closed = True
        self._work.stop()
        left = {}
        for write in self._unwritten():
            key = (write.catalog_id, write.author)
            left.setdefault(key, {}).update(write.marks)
        self._queue.clear()
        for (catalog_id, author), marks in left.items():
            self._write_now(catalog_id, marks, author)

    def _write_now(self, catalog_id: str, marks: dict, author: str) -> None:
        """Blocks."""
        client = self._engine.client
        try:
            if client is None:
                raise ProblemError(engine_stopped())
            route = routes.put_marks(catalog_id, finished(_encoding(marks, author)))
            send(client.endpoint, route, timeout_s=CLOSING_S)
        except ProblemError as error:
            text = self.tr("{count} judgements could not be written when the window was closed: {reason}")
            said = text.format(count=len(marks), reason=error.problem.detail)
            QgsMessageLog.logMessage(said, LOG_TAG, Qgis.MessageLevel.Warning)

    def _unwritten(self) -> list:
        return [*([self._current] if self._current is not None else ()), *self._queue]

    def _next(self) -> None:
        if self._current is not None or not self._queue:
            return
        self._current = write = self._queue.popleft()
        if len(write.marks) == 1:
            ((tile, mark),) = write.marks.items()
            self._send(write, _route(write, tile, mark))
        else:
            self._work.run(
                _encoding(write.marks, write.author),
                lambda body: self._send(write, routes.put_marks(write.catalog_id, body)),
            )

    def _send(self, write: Write, route) -> None:
        call = self._engine.send_to_catalog(write.catalog_path, route)
        call.done.connect(lambda _answer: self._on_ended(write, None))
        call.failed.connect(lambda problem: self._on_ended(write, problem))

    def _on_ended(self, write: Write, problem) -> None:
        if self._closed or write is not self._current:
            return
        self._current = None
        if problem is None:
            self.written.emit(write)
        else:
            self.refused.emit(write, problem)
        self._next()


def _route(write: Write, tile: int, mark: Optional[Mark]):
    if mark is None or not mark.has_content:
        return routes.unmark(write.catalog_id, tile, author=write.author)
    return routes.mark(write.catalog_id, tile, mark)


def _encoding(marks: Mapping[int, Optional[Mark]], author: str) -> Generator[None, None, bytes]:
    """The body of a request with many marks, in steps. In a thread, `encode_marks` would keep Python's lock for as long
    as all of 50,000 take, 0.2 s."""
    parts = []
    for number, (tile, mark) in enumerate(marks.items()):
        if number % STEP == STEP - 1:
            yield
        said = (mark or Mark(author=author)).request().__dict__
        known = {name: value for name, value in said.items() if value is not None and value != ""}
        parts.append(json.dumps({"tile_id": tile, **known}, allow_nan=False))
    return ('{"marks": [' + ",".join(parts) + "]}").encode()
