"""The search page: input line, filters and results, tied to each other and to the map."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ...core.engine import EngineState
from ...core.files import file_stem
from ...core.filters import Filters
from ...core.judging import with_my_mark
from ...core.protocol import SearchRequest
from ...core.results import Results, dates_text, heading, my_mark
from ..layers.hit_index import HitIndex
from ..layers.map_sync import MapSync
from ..layers.pointer_sync import PointerSync
from ..two_dates.two_dates import TwoDates
from ..widgets import CurrentPageStack
from .details_pictures import DetailsPictures
from .empty_state import EmptyStateMessages, EmptyStateWidget
from .filter_section import FilterSection
from .heat_map_layer import HeatMapMaker
from .map_judging import MapJudging
from .mark_editor import MarkEditor
from .marks_check import MarksCheck
from .other_date_pictures import OtherDatePictures
from .output import ResultsOutput
from .question_navigation import QuestionNavigation
from .result_hints import ResultHints
from .results_header import ResultsHeader
from .results_view import ResultsView
from .search_controller import SearchController
from .search_line import SearchLine
from .thumbnails import ThumbnailCache
from .tile_actions import TileActions
from .tile_details import TileDetailsPage
from .triage import Triage

__all__ = ["SearchPage"]


class SearchPage(QWidget):
    """The search line, filters, results and all that ties them together and to the map."""

    catalogs_requested = pyqtSignal()
    """Show the catalogs, to choose or fill one."""
    message_emitted = pyqtSignal(str)
    """Something that its user should know, in one sentence."""
    offer_emitted = pyqtSignal(str, str, object)
    """A sentence, the label of a button (empty: none), and what is called when it is pressed."""
    problem_occurred = pyqtSignal(object)
    """A `Problem` beside the question itself, such as a mark that could not be written."""

    def __init__(self, iface, session, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeSearchPage")
        self._after_answer = None
        self.session = session
        self._canvas = iface.mapCanvas()
        self._pending_request = None
        self._describing = None
        self.search_line = SearchLine(self)
        self.filter_section = FilterSection(iface, session.engine, self)
        self.filters = self.filter_section.panel
        self.thumbnails = ThumbnailCache(session.engine, self)
        self.other_dates = OtherDatePictures(session.engine, self.thumbnails, self)
        self.view = ResultsView(self.thumbnails, self, other_dates=self.other_dates)
        self.header = ResultsHeader(self)
        self.empty = EmptyStateWidget(self)
        self.details = TileDetailsPage(self)
        self.controller = SearchController(session.engine, self)
        self.mark_editor = MarkEditor(session.engine, self)
        self.marks_check = MarksCheck(session.engine, self.mark_editor, self.view, self)
        self.map_sync = MapSync(iface, self.view, self.thumbnails, self)
        self.hit_index = HitIndex(self)
        self.pointer_sync = PointerSync(self._canvas, self.hit_index, self)
        self.hints = ResultHints(self._canvas, self.filters, self.hit_index, self)
        self.output = ResultsOutput(iface, session.engine, self.map_sync, self.view, self)
        self.triage = Triage(self)
        self.details_pictures = DetailsPictures(self)
        self.map_judging = MapJudging(iface, self, self.triage)
        self.navigation = QuestionNavigation(self)
        self.tile_actions = TileActions(iface, self)
        self.two_dates = TwoDates(iface, self)
        self.heat_maps = HeatMapMaker(session, self)
        self._states = EmptyStateMessages(self.empty, self)
        self._lay_out()
        self._connect()
        self._on_catalog_changed(session.catalog)
        self.map_sync.restore_layers()
        self.header.show_zoom_mode(self.map_sync.navigator.zoom_mode)

    # What can be asked of it from outside

    def ask(self, question: str) -> None:
        """Search for words, or for what has changed, with the filters as they stand."""
        self.search_line.set_text(question)
        self.ask_request(SearchRequest(question=question, changed=self.search_line.changed or None))

    def ask_of(self, path: str, request, then=None) -> None:
        """Put a request to the catalog at `path`, taking it into use first where it is not; `then()` follows the
        answer."""
        if isinstance(request, SearchRequest):
            self.search_line.set_text(request.question)
            self.search_line.set_changed(False)
        self._after_answer = None if then is None else (_asked(request), then)
        if self.session.catalog is not None and self.session.catalog.path == path:
            self.ask_request(request)
        else:
            self._open_and_ask(path, request)

    def ask_request(self, request) -> None:
        """Search, or find similar tiles, with the filters, and for a question the closer look, as they stand."""
        if self.filter_section.tell_problem():
            return
        catalog, last = self.session.catalog, self.session.last_catalog_path
        if catalog is not None:
            request = self.filters.filters().apply_to(request)
            if isinstance(request, SearchRequest) and not request.changed:
                request = dataclasses.replace(request, closer=self.filters.closer(), channels=self.filters.channels())
            self.controller.start(catalog, request)
        elif last:
            self._open_and_ask(last, request)
        else:
            self._states.no_catalog()
            self._show(self.empty)

    def open_catalog(self, path: str) -> None:
        """Open a catalog and take it into use."""
        call = self.session.open_catalog(path)
        call.failed.connect(self._show_problem)

    def repeat_search(self) -> None:
        """Ask the last question once more, with the filters as they stand."""
        results = self.view.results
        request = self.controller.last[1] if self.controller.last else results.request
        if self.session.catalog is None and results.catalog_path:
            self._open_and_ask(results.catalog_path, request)
        else:
            self.ask_request(request)

    def stop(self) -> None:
        """Stop the question that is being answered; what was shown before stays."""
        self._pending_request = None
        self.controller.stop()
        if not self.view.results.hits:
            self._show_idle()

    def remove_filter(self, part: str) -> None:
        """Take a filter away and ask again."""
        self.filters.remove_filter(part)
        self.repeat_search()

    def describe(self, tile_id: int) -> None:
        """Ask for all that is known of a tile, and show it."""
        self._describing = self.tile_actions.describe(tile_id)

    def awaits_details(self) -> bool:
        """Whether the details of another tile are on their way."""
        return self._describing is not None and not self._describing.ended

    def shown_details(self):
        """The `TileDetails` of a tile of the catalog that its user looks at; None where that is something else."""
        return self.details.details if self._stack.currentWidget() is self.details else None

    def focus_results(self) -> None:
        """Give the keyboard to what is judged."""
        self._stack.currentWidget().setFocus()

    def mean_catalog(self, catalog_id: str, path: str) -> None:
        """Nothing of the catalog was found by a question yet: what is judged now is judged in it."""
        results = dataclasses.replace(Results.empty(), catalog_id=catalog_id, catalog_path=path)
        self.view.show_results(self.mark_editor.set_results(results))
        self.thumbnails.set_catalog(catalog_id, path)

    def show_details(self, details) -> None:
        """Show all that is known of a tile (`TileDetails`)."""
        self._fill_details(details)
        self._show(self.details)
        self.details_pictures.show(details)
        self.thumbnails.fetch_visible([details.tile_id])

    def show_ad_hoc(self, ad_hoc, raster: str) -> None:
        """Show what was described ad hoc (`protocol.AdHocDescription`) of a raster."""
        self.details.show_ad_hoc(ad_hoc, raster=raster)
        self._show(self.details)

    def show_progress(self, busy: bool) -> None:
        """Whether the engine is at work for this page."""
        self._progress.setRange(0, 0 if busy else 1)
        self._progress.setVisible(busy)

    def close_down(self) -> None:
        """End everything that is in flight and leave the canvas as it was."""
        self._canvas.extentsChanged.disconnect(self._on_extents_changed)
        self.session.catalog_changed.disconnect(self._on_catalog_changed)
        self.view.in_view.disconnect(self.thumbnails.fetch_visible)
        self.view.in_view.disconnect(self.other_dates.fetch_visible)
        self.controller.stop()
        self.marks_check.close_down()
        self.mark_editor.close_down()
        self.thumbnails.close_down()
        self.other_dates.close_down()
        self.filter_section.close_down()
        self.filters.area.leave_canvas()
        self.triage.close_down()
        self.details_pictures.close_down()
        self.map_judging.close_down()
        self.tile_actions.close_down()
        self.two_dates.close_down()
        self.heat_maps.close_down()
        self.output.close_down()
        self.hit_index.close_down()
        self.hints.close_down()
        self.pointer_sync.close_down()
        self.map_sync.close_down()

    # What happens

    def _open_and_ask(self, path: str, request) -> None:
        """Take a catalog of an earlier session into use, and ask it."""
        self._pending_request = request
        self._states.searching(starting=self.session.engine.state is not EngineState.READY)
        self._show(self.empty)
        self.open_catalog(path)

    def _on_catalog_changed(self, catalog) -> None:
        self.search_line.set_catalog_name(
            catalog.name if catalog is not None else file_stem(self.session.last_catalog_path)
        )
        if catalog is not None:
            self.filter_section.set_catalog(catalog)
            self.search_line.offer_changes(catalog.changes is not None)
        waiting, self._pending_request = self._pending_request, None
        if catalog is not None and waiting is not None:
            self.ask_request(waiting)
        elif not self.view.results.hits and not self.controller.busy:
            self._show_idle()

    def _show_idle(self) -> None:
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
        self.search_line.set_busy(busy)
        self.show_progress(busy)
        if busy and not self.view.results.hits:
            self._states.searching(starting=self.session.engine.state is not EngineState.READY)
            self._show(self.empty)
        elif not busy and not self.view.results.hits:
            self._show_idle()

    def _show_answer(self, results) -> None:
        results = self._set_results(results)
        if results.hits or self.map_sync.current is not None:
            self.map_sync.show(results, name=self._name(results))
        if not results.hits:
            self._states.nothing_found(results)
        self._show(self.view if results.hits else self.empty)
        if results.hits and self.search_line.edit.hasFocus():
            # The next keys are for the results: arrows, Enter, C and R.
            self.view.setFocus()
        waiting, self._after_answer = self._after_answer, None
        if waiting is not None and waiting[0] == _asked(results.request):
            waiting[1]()

    def _name(self, results) -> str:
        """Of the layer."""
        tile = results.similar_to
        if tile is not None:
            return self.tr("Like tile {number}").format(number=tile)
        unasked = isinstance(results.request, SearchRequest) and results.request.changed and not results.question
        return self.tr("What has changed most") if unasked else results.question

    def _restore_layer(self) -> None:
        results = self.view.results
        self.map_sync.show(results, name=self._name(results))
        mine = (my_mark(hit) for hit in results.hits)
        if any(mark is not None and mark.question == results.question for mark in mine):
            self.map_sync.current.set_judged(True)

    def _show_other_results(self, results) -> None:
        """Results of another layer, with the question and the filters that they answer."""
        self._show_results_of_before(results)

    def _show_results_of_before(self, results):
        self.filters.set_filters(Filters.from_request(results.request))
        self.filters.set_closer(getattr(results.request, "closer", None))
        results = self._set_results(results, earlier=True)
        if isinstance(results.request, SearchRequest):
            self.search_line.set_text(results.request.question)
            self.search_line.set_changed(bool(results.request.changed))
            self.filters.set_closer(results.request.closer)
            self.filters.set_channels(results.request.channels)
        self._set_results(results)
        if not results.hits:
            self._states.too_many_results(results)
        self._show(self.view if results.hits else self.empty)
        # Others have judged since, or I have, in another QGIS.
        self.marks_check.check(results)
        return results

    def _set_results(self, results, *, earlier: bool = False):
        """Show results in the list; returns them with the marks of mine that they lack."""
        results = self.mark_editor.set_results(results, earlier=earlier)
        self.thumbnails.set_catalog(results.catalog_id, results.catalog_path)
        self.other_dates.show_results(results)
        self.view.show_results(results)
        self.header.show_results(results)
        self.hit_index.set_hits(results.hits)
        self.hints.show_results(results)
        self.header.here.hide()
        self.navigation.visit(results)
        self.triage.show_results()
        self._show_layer()
        return results

    def _go_to_question(self, results) -> None:
        """Show an earlier question again, with its filters."""
        if not results.hits:
            # There were none, or too many to keep.
            self.filters.set_filters(Filters.from_request(results.request))
            self.controller.start(SimpleNamespace(id=results.catalog_id, path=results.catalog_path), results.request)
            return
        results = self._show_results_of_before(results)
        self.map_sync.show(results, name=self._name(results))

    def _show_problem(self, problem) -> None:
        """A question failed. What was shown before stays where there was something."""
        self._pending_request = None
        if self.view.results.hits:
            self.problem_occurred.emit(problem)
        else:
            self._states.problem(problem)
            self._show(self.empty)

    def _update_results(self, results, tile_ids) -> None:
        self.view.update_results(results, tile_ids)
        self.map_sync.update_results(results, tile_ids)
        self.navigation.update(results)
        self.triage.update_results(tile_ids)

    def _complete_details(self, tile_id: int) -> None:
        details = self.details.details
        if self._stack.currentWidget() is self.details and details is not None and details.tile_id == tile_id:
            self._fill_details(details)

    def _fill_details(self, details) -> None:
        request = self.view.results.request
        question = request.question.strip() if isinstance(request, SearchRequest) else ""
        hit = next((one for one in self.view.results.hits if one.tile_id == details.tile_id), None)
        known = {} if hit is None else {"dates": dates_text(hit), "against": hit.against, "pair": hit.pair}
        if hit is not None:
            known["headline"] = heading(hit)
            details = dataclasses.replace(details, marks=hit.marks)
        self.details.show_details(details, self.thumbnails.pixmap(details.tile_id), question=question, **known)

    def _on_marked(self, catalog_id: str, marks: dict) -> None:
        self.map_sync.take_marks(catalog_id, marks)
        details = self.details.details
        if details is not None and details.tile_id in marks and catalog_id == self.view.results.catalog_id:
            self.details.show_marks(details.tile_id, with_my_mark(details, marks[details.tile_id]))

    def _show_layer(self) -> None:
        layer = self.map_sync.current
        self.view.set_ramp(0 if layer is None else layer.ramp)
        self.header.show_layer(exists=layer is not None, kept=layer is not None and layer.kept)

    def _on_extents_changed(self) -> None:
        self.header.here.setVisible(self.filters.area.live and bool(self.view.results.hits))

    def _show(self, widget) -> None:
        self._stack.setCurrentWidget(widget)
        self.header.setVisible(widget is self.view)
        self.two_dates.bar.setVisible(widget in (self.view, self.details))
        self.triage.bar.setVisible(widget is not self.empty)

    # How it is put together

    def _lay_out(self) -> None:
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setMaximumHeight(max(3, self.fontMetrics().height() // 5))
        self._progress.hide()
        self._stack = CurrentPageStack(self)
        for widget in (self.empty, self.view, self.details):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setSpacing(self.fontMetrics().height() // 3)
        asking = QHBoxLayout()
        asking.setSpacing(0)
        asking.addWidget(self.navigation.back, 0, Qt.AlignmentFlag.AlignTop)
        asking.addWidget(self.navigation.forward, 0, Qt.AlignmentFlag.AlignTop)
        asking.addWidget(self.search_line, 1)
        layout.addLayout(asking)
        for widget in (self.filter_section, self._progress, self.hints, self.header, self.triage.bar):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.two_dates.bar)
        layout.addWidget(self.triage.notes)
        tools = self.tile_actions
        self.filter_section.add_tool("describe", self.tr("Describe a place: click it on the map"), tools.describe_tool)
        self.filter_section.add_tool(
            "similar", self.tr("Find places like one: click it on the map"), tools.similar_tool
        )
        judge = self.tr("Judge on the map: click a result, then press C, R, U or N")
        self.filter_section.add_tool("judge", judge, self.map_judging.tool)

    def _connect(self) -> None:
        self.search_line.asked.connect(self.ask)
        self.search_line.stopped.connect(self.stop)
        self.filters.message_emitted.connect(self.message_emitted)
        self.controller.busy_changed.connect(self._show_busy)
        self.controller.answered.connect(self._show_answer)
        self.controller.failed.connect(self._show_problem)
        self.mark_editor.changed.connect(self._update_results)
        self.mark_editor.failed.connect(self.problem_occurred)
        self.marks_check.failed.connect(self.problem_occurred)
        self.mark_editor.marked.connect(self._on_marked)
        self.triage.told.connect(self.offer_emitted)
        self.navigation.requested.connect(self._go_to_question)
        self.view.in_view.connect(self.thumbnails.fetch_visible)
        self.view.in_view.connect(self.other_dates.fetch_visible)
        self.thumbnails.arrived.connect(self._complete_details)
        self.map_sync.layer_changed.connect(self._show_layer)
        self.map_sync.current_changed.connect(self._show_other_results)
        self.header.kept.connect(self.map_sync.keep)
        self.header.save_requested.connect(self.output.save)
        self.header.heat_map_requested.connect(lambda: self.heat_maps.ask(self.view.results))
        self.heat_maps.failed.connect(self.problem_occurred)
        self.heat_maps.refused.connect(self.message_emitted)
        self.header.export_requested.connect(self.output.export)
        self.header.restore_requested.connect(self._restore_layer)
        self.header.search_here_requested.connect(self.repeat_search)
        self.pointer_sync.tile_changed.connect(self.view.outline_tile)
        self.hints.search_requested.connect(self.repeat_search)
        self.hints.zoom_requested.connect(self._zoom_to_all)
        self.header.zoom_mode_chosen.connect(self._choose_zoom_mode)
        self.details.closed.connect(self._leave_details)
        self._canvas.extentsChanged.connect(self._on_extents_changed)
        self.session.catalog_changed.connect(self._on_catalog_changed)

    def _zoom_to_all(self) -> None:
        if self.map_sync.current is not None:
            self.map_sync.navigator.zoom_to_layer(self.map_sync.current.layer)

    def _leave_details(self) -> None:
        self.details.leave()
        self._show(self.view if self.view.results.hits else self.empty)
        self.thumbnails.fetch_visible(self.view.tiles_in_view())

    def _choose_zoom_mode(self, zoom_mode: str) -> None:
        self.map_sync.navigator.zoom_mode = zoom_mode


def _asked(request):
    """What was asked, whatever filters hold."""
    return request.question if isinstance(request, SearchRequest) else request.to
