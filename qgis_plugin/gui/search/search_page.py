"""Ask, and see what was found."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.engine import EngineState
from ...core.protocol import SearchRequest
from ..layers.map_sync import MapLink
from .empty_state import EmptyState, States
from .filter_section import FilterFold
from .mark_editor import Marking
from .output import Output
from .results_header import ResultsHeader
from .results_view import ResultsView
from .search_controller import Asking
from .search_line import SearchLine
from .thumbnails import Thumbnails
from .tile_actions import TileActions
from .tile_details import TileDetailsPage

__all__ = ["SearchPage"]


class SearchPage(QWidget):
    """The search line, filters, results and all that ties them together and to the map."""

    catalogs_requested = pyqtSignal()
    """Show the catalogs, to choose or fill one."""
    complained = pyqtSignal(str)
    """Something that its user should know, in one sentence."""
    problem_arisen = pyqtSignal(object)
    """A `Problem` beside the question itself, such as a mark that could not be written."""

    def __init__(self, iface, session, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeSearchPage")
        self.session = session
        self._canvas = iface.mapCanvas()
        self._opening = None
        self.line = SearchLine(self)
        self.fold = FilterFold(iface, session.engine, self)
        self.filters = self.fold.panel
        self.thumbnails = Thumbnails(session.engine, self)
        self.view = ResultsView(self.thumbnails, self)
        self.header = ResultsHeader(self)
        self.empty = EmptyState(self)
        self.details = TileDetailsPage(self)
        self.asking = Asking(session.engine, self)
        self.marking = Marking(session.engine, self)
        self.link = MapLink(iface, self.view, self.thumbnails, self)
        self.output = Output(self.link, self.thumbnails, self)
        self.actions_on_tiles = TileActions(iface, self)
        self._states = States(self.empty, self)
        self._lay_out()
        self._connect()
        self._take_catalog(session.catalog)
        self.link.take_up_project()
        self.header.show_habit(self.link.camera.habit)

    # What can be asked of it from outside

    def ask(self, question: str) -> None:
        """Search for words, with the filters as they stand."""
        self.line.set_text(question)
        self.ask_request(SearchRequest(question=question))

    def ask_request(self, request) -> None:
        """Search, or find similar tiles, with the filters as they stand."""
        catalog, last = self.session.catalog, self.session.last_catalog_path
        if catalog is not None:
            self.asking.ask(catalog, self.filters.filters().applied_to(request))
        elif last:
            self._open_and_ask(last, request)
        else:
            self._states.no_catalog()
            self._show(self.empty)

    def open_catalog(self, path: str) -> None:
        """Open a catalog and take it into use."""
        call = self.session.open_catalog(path)
        call.failed.connect(self._explain)

    def again(self) -> None:
        """Ask the last question once more, with the filters as they stand."""
        results = self.view.results
        request = self.asking.last[1] if self.asking.last else results.request
        if self.session.catalog is None and results.catalog_path:
            self._open_and_ask(results.catalog_path, request)
        else:
            self.ask_request(request)

    def stop(self) -> None:
        """Stop the question that is being answered; what was shown before stays."""
        self._opening = None
        self.asking.stop()
        if not self.view.results.hits:
            self._show_rest()

    def loosen(self, part: str) -> None:
        """Take a filter away and ask again."""
        self.filters.loosen(part)
        self.again()

    def show_details(self, details) -> None:
        """Show all that is known of a tile (`TileDetails`)."""
        self.details.show_details(details, self.thumbnails.pixmap(details.tile_id))
        self._show(self.details)
        self.thumbnails.want([details.tile_id])

    def show_spot(self, spot, raster: str) -> None:
        """Show what was described on the spot (`protocol.OnTheSpot`) of a raster."""
        self.details.show_spot(spot, raster=raster)
        self._show(self.details)

    def show_progress(self, busy: bool) -> None:
        """Whether the engine is at work for this page."""
        self._progress.setRange(0, 0 if busy else 1)
        self._progress.setVisible(busy)

    def close_down(self) -> None:
        """End everything that is in flight and leave the canvas as it was."""
        self._canvas.extentsChanged.disconnect(self._map_moved)
        self.session.catalog_changed.disconnect(self._take_catalog)
        self.view.in_view.disconnect(self.thumbnails.want)
        self.asking.stop()
        self.marking.close_down()
        self.thumbnails.close_down()
        self.fold.close_down()
        self.filters.area.leave_canvas()
        self.actions_on_tiles.close_down()
        self.output.close_down()
        self.link.close_down()

    # What happens

    def _open_and_ask(self, path: str, request) -> None:
        """Take a catalog of an earlier session into use, and ask it."""
        self._opening = request
        self._states.searching(starting=self.session.engine.state is not EngineState.READY)
        self._show(self.empty)
        self.open_catalog(path)

    def _take_catalog(self, catalog) -> None:
        self.line.set_place(catalog.name if catalog is not None else Path(self.session.last_catalog_path).stem)
        if catalog is not None:
            self.fold.offer(catalog)
        waiting, self._opening = self._opening, None
        if catalog is not None and waiting is not None:
            self.ask_request(waiting)
        elif not self.view.results.hits and not self.asking.busy:
            self._show_rest()

    def _show_rest(self) -> None:
        """Nothing was asked yet."""
        catalog = self.session.catalog
        if catalog is None and not self.session.last_catalog_path:
            self._states.no_catalog()
        elif catalog is not None and not catalog.tiles.done:
            self._states.nothing_described()
        else:
            self._states.ready(self._examples())
        self._show(self.empty)

    def _examples(self):
        return (self.tr("water beside trees"), self.tr("buildings along a road"), self.tr("fields without houses"))

    def _show_busy(self, busy: bool) -> None:
        self.line.set_busy(busy)
        self.show_progress(busy)
        if busy and not self.view.results.hits:
            self._states.searching(starting=self.session.engine.state is not EngineState.READY)
            self._show(self.empty)
        elif not busy and not self.view.results.hits:
            self._show_rest()

    def _show_answer(self, results) -> None:
        self._use(results)
        if results.hits or self.link.current is not None:
            self.link.show(results, name=self._name(results))
        if not results.hits:
            self._states.nothing_found(results)
        self._show(self.view if results.hits else self.empty)
        if results.hits and self.line.line.hasFocus():
            # The next keys are for the results: arrows, Enter, C and R.
            self.view.setFocus()

    def _name(self, results) -> str:
        """Of the layer."""
        tile = results.likened_to
        return results.question if tile is None else self.tr("Like tile {number}").format(number=tile)

    def _restore_layer(self) -> None:
        results = self.view.results
        self.link.show(results, name=self._name(results))

    def _turn_to(self, results) -> None:
        """Results of another layer."""
        self._use(results)
        if isinstance(results.request, SearchRequest):
            self.line.set_text(results.request.question)
        if not results.hits:
            self._states.forgotten(results)
        self._show(self.view if results.hits else self.empty)

    def _use(self, results) -> None:
        self.thumbnails.use(results.catalog_id, results.catalog_path)
        self.view.show_results(results)
        self.marking.use(results)
        self.header.show_results(results)
        self.header.here.hide()
        self._show_layer()

    def _explain(self, problem) -> None:
        """A question failed. What was shown before stays where there was something."""
        self._opening = None
        if self.view.results.hits:
            self.problem_arisen.emit(problem)
        else:
            self._states.problem(problem)
            self._show(self.empty)

    def _put(self, results, tile_ids) -> None:
        self.view.put_results(results, tile_ids)
        self.link.put(results, tile_ids)

    def _complete_details(self, tile_id: int) -> None:
        details = self.details.details
        if self._stack.currentWidget() is self.details and details is not None and details.tile_id == tile_id:
            self.details.show_details(details, self.thumbnails.pixmap(tile_id))

    def _show_layer(self) -> None:
        layer = self.link.current
        self.header.show_layer(exists=layer is not None, kept=layer is not None and layer.kept)

    def _map_moved(self) -> None:
        self.header.here.setVisible(self.filters.area.live and bool(self.view.results.hits))

    def _show(self, widget) -> None:
        self._stack.setCurrentWidget(widget)
        self.header.setVisible(widget is self.view)

    # How it is put together

    def _lay_out(self) -> None:
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setMaximumHeight(max(3, self.fontMetrics().height() // 5))
        self._progress.hide()
        self._stack = QStackedWidget(self)
        for widget in (self.empty, self.view, self.details):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setSpacing(self.fontMetrics().height() // 3)
        for widget in (self.line, self.fold, self._progress, self.header):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        tools = self.actions_on_tiles
        self.fold.add_tool("describe", self.tr("Describe a place: click it on the map"), tools.describe_tool)
        self.fold.add_tool("similar", self.tr("Find places like one: click it on the map"), tools.similar_tool)

    def _connect(self) -> None:
        self.line.asked.connect(self.ask)
        self.line.stopped.connect(self.stop)
        self.filters.complained.connect(self.complained)
        self.asking.busy_changed.connect(self._show_busy)
        self.asking.answered.connect(self._show_answer)
        self.asking.failed.connect(self._explain)
        self.marking.changed.connect(self._put)
        self.marking.failed.connect(self.problem_arisen)
        self.view.in_view.connect(self.thumbnails.want)
        self.thumbnails.arrived.connect(self._complete_details)
        self.link.layer_changed.connect(self._show_layer)
        self.link.turned_to.connect(self._turn_to)
        self.header.kept.connect(self.link.keep)
        self.header.saved.connect(self.output.save)
        self.header.exported.connect(self.output.export)
        self.header.reported.connect(self.output.report)
        self.header.restore_requested.connect(self._restore_layer)
        self.header.search_here_requested.connect(self.again)
        self.header.habit_chosen.connect(self._choose_habit)
        self.details.closed.connect(self._leave_details)
        self._canvas.extentsChanged.connect(self._map_moved)
        self.session.catalog_changed.connect(self._take_catalog)

    def _leave_details(self) -> None:
        self._show(self.view if self.view.results.hits else self.empty)
        self.thumbnails.want(self.view.tiles_in_view())

    def _choose_habit(self, habit: str) -> None:
        self.link.camera.habit = habit
