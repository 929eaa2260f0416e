"""Has results that were answered some time ago bear the marks of today: of an earlier question, layer or project."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.engine import EngineState
from ...core.judging import comparing
from ...core.slices import SlicedWork

__all__ = ["MarksCheck"]


class MarksCheck(QObject):
    """Reads the marks of the catalog of such results once, and tells the `MarkEditor` what is another one.

    It never starts the engine: where that does not run yet, it reads them once it does.
    """

    failed = pyqtSignal(object)
    """A `Problem`: what is shown may be out of date."""

    def __init__(self, engine, editor, view, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._editor = editor
        self._view = view
        self._due = None
        self._call = None
        self._work = SlicedWork(self)
        engine.state_changed.connect(self._ask)

    def check(self, results) -> None:
        """These results of before are shown now."""
        if results.hits:
            self._due = results
            self._ask()

    def close_down(self) -> None:
        """Ask nothing any more."""
        self._engine.state_changed.disconnect(self._ask)
        self._work.stop()
        call, self._call = self._call, None
        if call is not None:
            call.cancel()

    def _ask(self, *_args) -> None:
        if self._due is None or self._engine.state is not EngineState.READY:
            return
        results, self._due = self._due, None
        if self._call is not None:
            self._call.cancel()
        asked = time.monotonic()
        self._call = call = self._engine.send_to_catalog(results.catalog_path, routes.marks(results.catalog_id))
        call.done.connect(lambda marks: self._compare(call, results.catalog_id, marks.tiles, asked))
        call.failed.connect(lambda problem: call is self._call and self.failed.emit(problem))

    def _compare(self, call, catalog_id: str, tiles, asked: float) -> None:
        shown = self._view.results
        if call is self._call and shown.catalog_id == catalog_id:
            self._work.run(
                comparing(shown.hits, tiles),
                lambda changes: changes and self._editor.take_over(catalog_id, changes, asked=asked),
            )
