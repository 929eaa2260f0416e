"""Marks and corrections of hits: shown at once, reverted where the engine refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.protocol import Mark
from ...core.results import Results, my_mark, verdict_of
from ...core.settings import author

__all__ = ["MarkEditor"]


class MarkEditor(QObject):
    """Keeps one `Results` in line with what its user thinks of the hits."""

    changed = pyqtSignal(object, list)
    """`Results`, and the numbers of the tiles in them that changed."""
    corrected = pyqtSignal(object)
    """`TileDetails` after a correction."""
    failed = pyqtSignal(object)
    """A `Problem`; what was shown at once has been taken back."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._results = Results.empty()
        self._calls = {}
        self._next = {}
        self._closed = False

    def set_results(self, results: Results) -> None:
        """Which results are meant from now on."""
        self._results = results

    def set_verdict(self, hits, verdict: str) -> None:
        """Confirm or reject hits; where all of them are judged so already, take it back."""
        back = all(verdict_of(hit) == verdict for hit in hits)
        self._mark(hits, {hit.tile_id: self._judged(hit, verdict=None if back else verdict, grade="") for hit in hits})

    def note(self, hit, text: str) -> None:
        """Note something about a hit; nothing takes the note back."""
        self._mark([hit], {hit.tile_id: self._judged(hit, note=text.strip())})

    def correct(self, tile_id: int, text: str) -> None:
        """Say what a tile really shows; nothing takes the correction back."""
        catalog = self._results.catalog_id
        route = routes.correct(catalog, tile_id, text) if text else routes.remove_correction(catalog, tile_id)
        call = self._engine.send_to_catalog(self._results.catalog_path, route)
        call.done.connect(lambda details: self._closed or self._on_corrected(catalog, details))
        call.failed.connect(self.failed)

    def close_down(self) -> None:
        """What is in flight is still written; nobody is told any more."""
        self._next.clear()
        self._closed = True

    def _judged(self, hit, **changes) -> Mark:
        """This user's mark of a hit with some of it changed; what was drawn and counted there stays."""
        mark = my_mark(hit) or Mark()
        return replace(mark, question=self._results.question, author=author(), updated="", **changes)

    def _mark(self, hits, wanted: dict) -> None:
        before = {hit.tile_id: my_mark(hit) for hit in hits}
        self._show({tile: mark if mark.has_content else None for tile, mark in wanted.items()})
        for tile, mark in wanted.items():
            self._next[tile] = _Write(self._results, tile, mark, before[tile])
            self._write_next(tile)

    def _write_next(self, tile: int) -> None:
        """One write of a tile at a time, or an earlier one could arrive last."""
        if tile in self._calls or tile not in self._next:
            return
        write = self._next.pop(tile)
        call = self._engine.send_to_catalog(
            write.results.catalog_path, _route(write.results.catalog_id, tile, write.mark)
        )
        self._calls[tile] = call
        call.failed.connect(lambda problem: self._closed or self._restore_mark(write, problem))
        call.finished.connect(lambda: self._closed or self._written(tile))

    def _written(self, tile: int) -> None:
        self._calls.pop(tile, None)
        self._write_next(tile)

    def _restore_mark(self, write: _Write, problem) -> None:
        same = (write.results.catalog_id, write.results.question) == (self._results.catalog_id, self._results.question)
        if same and write.tile not in self._next:
            self._show({write.tile: write.before})
        self.failed.emit(problem)

    def _on_corrected(self, catalog: str, details) -> None:
        if catalog == self._results.catalog_id:
            self._results = self._results.with_correction(details.tile_id, details.summary)
            self.changed.emit(self._results, [details.tile_id])
        self.corrected.emit(details)

    def _show(self, marks: dict) -> None:
        self._results = self._results.with_marks(marks)
        self.changed.emit(self._results, list(marks))


@dataclass(frozen=True)
class _Write:
    """A mark that is still to be written."""

    results: Results
    """In which it was made."""
    tile: int
    mark: Mark
    before: Optional[Mark]
    """To be shown again where the engine refuses."""


def _route(catalog: str, tile_id: int, mark: Mark):
    if mark.has_content:
        return routes.mark(catalog, tile_id, mark)
    return routes.unmark(catalog, tile_id, author=mark.author)
