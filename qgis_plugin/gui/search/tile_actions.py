"""Actions on tiles of the list and on places of the map, and their context menu."""

from __future__ import annotations

import dataclasses

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ...core import routes
from ...core.geometry import point_to_wgs84
from ...core.judging import Judgement, graded
from ...core.protocol import SearchRequest, SimilarityTarget, SimilarRequest
from ...core.results import CONFIRMED, REJECTED, UNSURE, heading, my_mark
from ...core.settings import grades
from ..drawing.drawing_menu import add_drawing
from ..drawing.shape_drawer import MarkTarget, ShapeDrawer
from ..icons import icon
from ..map_tools import PickTileTool
from .ad_hoc import AdHocDescriber
from .earlier_picture import EarlierPictureFinder
from .judge_buttons import judgement_icon
from .where_finder import WhereFinder

__all__ = ["TileActions"]

MAX_NAME = 40
"""Letters of a tile's description in the name of an edit."""


class TileActions(QObject):
    """What the user can do with tiles, on behalf of the `SearchPage`."""

    def __init__(self, iface, page):
        super().__init__(page)
        self._page = page
        self._canvas = iface.mapCanvas()
        self._menu = _TileMenu(self)
        self.ad_hoc = AdHocDescriber(self._canvas, page.session.engine, self)
        self.where_finder = WhereFinder(page.session.engine, self)
        self.earlier_finder = EarlierPictureFinder(page.session.engine, self)
        self.drawer = ShapeDrawer(self._canvas, page.mark_editor, self)
        self.describe_tool = PickTileTool(self._canvas)
        self.similar_tool = PickTileTool(self._canvas)
        self.describe_tool.picked.connect(self.describe_place)
        self.similar_tool.picked.connect(self.find_similar_to_place)
        self._canvas.contextMenuAboutToShow.connect(self._extend_canvas_menu)
        self._connect()

    def close_down(self) -> None:
        """Leave nothing on the canvas."""
        self._canvas.contextMenuAboutToShow.disconnect(self._extend_canvas_menu)
        self.ad_hoc.stop()
        self.where_finder.stop()
        self.earlier_finder.stop()
        self.drawer.close_down()
        self.describe_tool.leave()
        self.similar_tool.leave()

    # From the map

    def describe_place(self, place) -> None:
        """Describe the smallest tile under a point (longitude, latitude)."""
        catalog = self._catalog()
        if catalog is not None:
            call = self._page.session.engine.send_to_catalog(
                catalog[1], routes.tiles_at(catalog[0], lon=place.x(), lat=place.y())
            )
            call.done.connect(self._describe_first)
            call.failed.connect(self._page.problem_occurred)

    def find_similar_to_place(self, place) -> None:
        """Find tiles like the described one under a point (longitude, latitude)."""
        self._page.ask_request(SimilarRequest(to=SimilarityTarget(point=(place.x(), place.y()))))

    # From the list

    def describe(self, tile_id: int):
        """Show all that is known of a tile; returns the `Call`, None without a catalog."""
        catalog = self._catalog()
        if catalog is None:
            return None
        call = self._page.session.engine.send_to_catalog(catalog[1], routes.tile(catalog[0], tile_id))
        call.done.connect(lambda details: self._show_details(catalog, details))
        call.failed.connect(self._page.problem_occurred)
        return call

    def find_similar(self, tile_id: int) -> None:
        """Find tiles like one."""
        self._page.ask_request(SimilarRequest(to=SimilarityTarget(tile_id=tile_id)))

    def find_where(self, tile_id: int, question: str) -> None:
        """Show where in a tile the words of a question match."""
        catalog = self._catalog()
        if catalog is not None:
            self.where_finder.find(catalog, tile_id, question)

    def find_earlier(self, tile_id: int) -> None:
        """Show how a tile looked at the earlier date."""
        catalog = self._catalog()
        if catalog is not None:
            self.earlier_finder.find(catalog, tile_id)

    def more_like(self, hits) -> None:
        """Ask the question again, drawn towards hits."""
        self._steer(like=tuple(hit.tile_id for hit in hits))

    def less_like(self, hits) -> None:
        """Ask the question again, drawn away from hits."""
        self._steer(unlike=tuple(hit.tile_id for hit in hits))

    def targets(self, hits) -> list:
        """Hits as tiles on which something is drawn or counted."""
        results = self._page.view.results
        return [
            MarkTarget(
                results.catalog_id,
                results.catalog_path,
                hit.tile_id,
                hit.tile_footprint or hit.geometry,
                my_mark(hit),
                results.question,
                heading(hit)[:MAX_NAME],
            )
            for hit in hits
        ]

    # How

    def _steer(self, *, like=(), unlike=()) -> None:
        request = self._page.view.results.request
        if isinstance(request, SimilarRequest):
            # A likeness is steered from the tile that it was likened to.
            origin = (request.to.tile_id,) if request.to.tile_id is not None else ()
            request = SearchRequest(like=origin)
        wanted = tuple(dict.fromkeys((*(tile for tile in request.like if tile not in unlike), *like)))
        unwanted = tuple(dict.fromkeys((*(tile for tile in request.unlike if tile not in like), *unlike)))
        self._page.ask_request(dataclasses.replace(request, like=wanted, unlike=unwanted))

    def _describe_first(self, tiles) -> None:
        if tiles:
            self.describe(tiles[0].tile_id)
        else:
            self._page.message_emitted.emit(self.tr("There is no tile of the catalog at this place."))

    def _catalog(self):
        """(id, path) of the catalog that the results are of, or else of the one in use."""
        results, catalog = self._page.view.results, self._page.session.catalog
        if results.hits:
            return results.catalog_id, results.catalog_path
        if catalog is not None:
            return catalog.id, catalog.path
        if results.catalog_id:
            return results.catalog_id, results.catalog_path
        self._page.message_emitted.emit(self.tr("Choose a catalog first."))
        return None

    def _extend_canvas_menu(self, menu, event) -> None:
        crs = self._canvas.mapSettings().destinationCrs()
        place = point_to_wgs84(event.mapPoint(), crs, context=QgsProject.instance().transformContext())
        if place is None:
            return
        ours = menu.addMenu(icon("tilescribe"), self.tr("Tilescribe"))
        here = ours.addAction(icon("canvas-extent"), self.tr("Describe what the map shows now"))
        here.triggered.connect(lambda _checked=False: self.ad_hoc.describe_canvas())
        if self._page.session.catalog is None:
            return
        describe = ours.addAction(icon("describe"), self.tr("Describe this place"))
        describe.triggered.connect(lambda _checked=False: self.describe_place(place))
        similar = ours.addAction(icon("similar"), self.tr("Find places like this"))
        similar.triggered.connect(lambda _checked=False: self.find_similar_to_place(place))

    def _show_menu(self, point) -> None:
        hits = self._page.view.selected_hits()
        if hits:
            menu = self._menu.menu(hits, self._page.view, undo=self._page.mark_editor.undo_text)
            menu.addSeparator()
            add_drawing(menu, self.targets(hits), self.drawer)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._page.view.viewport().mapToGlobal(point))

    def _connect(self) -> None:
        page, menu = self._page, self._menu
        page.view.customContextMenuRequested.connect(self._show_menu)
        menu.zoom_requested.connect(lambda hits: page.map_sync.navigator.zoom(hits))
        menu.details_requested.connect(lambda hit: page.describe(hit.tile_id))
        menu.similar_requested.connect(lambda hit: self.find_similar(hit.tile_id))
        menu.more_like_requested.connect(self.more_like)
        menu.less_like_requested.connect(self.less_like)
        menu.judgement_requested.connect(page.triage.judge)
        menu.note_requested.connect(page.triage.note)
        menu.undo_requested.connect(page.triage.undo)
        menu.correction_requested.connect(page.triage.correct)
        page.details.similar_requested.connect(self.find_similar)
        page.details.correction_requested.connect(page.triage.correct)
        page.details.where_requested.connect(self.find_where)
        page.details.where_left.connect(self.where_finder.stop)
        page.details.earlier_requested.connect(self.find_earlier)
        self.earlier_finder.found.connect(page.details.show_earlier_picture)
        self.earlier_finder.failed.connect(page.details.show_earlier_problem)
        self.where_finder.found.connect(page.details.show_heat_map)
        self.where_finder.failed.connect(page.details.show_where_problem)
        self.where_finder.busy_changed.connect(page.show_progress)
        self.ad_hoc.described.connect(page.show_ad_hoc)
        self.ad_hoc.busy_changed.connect(page.show_progress)
        self.drawer.message_emitted.connect(page.message_emitted)
        self.ad_hoc.message_emitted.connect(page.message_emitted)
        self.ad_hoc.failed.connect(page.problem_occurred)
        page.mark_editor.corrected.connect(self._show_corrected)

    def _show_details(self, catalog, details) -> None:
        """Unless results of another catalog have come meanwhile: what is judged is judged in theirs."""
        results = self._page.view.results
        if results.catalog_id != catalog[0]:
            if results.hits:
                return
            self._page.mean_catalog(*catalog)
        self._page.show_details(details)

    def _show_corrected(self, details) -> None:
        shown = self._page.details.details
        if shown is not None and shown.tile_id == details.tile_id and self._page.details.isVisible():
            self._page.show_details(details)


class _TileMenu(QObject):
    """The context menu of the selected hits."""

    zoom_requested = pyqtSignal(list)
    details_requested = pyqtSignal(object)
    similar_requested = pyqtSignal(object)
    more_like_requested = pyqtSignal(list)
    """More like these hits."""
    less_like_requested = pyqtSignal(list)
    judgement_requested = pyqtSignal(object)
    undo_requested = pyqtSignal()
    note_requested = pyqtSignal()
    correction_requested = pyqtSignal(object)

    def menu(self, hits, parent, *, undo: str = "") -> QMenu:
        """A menu for at least one hit; `undo` is the name of what would be undone."""
        menu = QMenu(parent)
        first, one = hits[0], len(hits) == 1
        self._add(menu, "zoom-to", self.tr("Zoom to"), self.zoom_requested, hits, key=self.tr("Enter"))
        if one:
            self._add(menu, "describe", self.tr("Describe"), self.details_requested, first)
            self._add(menu, "similar", self.tr("Find similar"), self.similar_requested, first)
        if all(hit.pair is None for hit in hits):  # a question about two dates cannot be drawn towards tiles of one
            menu.addSeparator()
            self._add(menu, "more-like", self.tr("More like this"), self.more_like_requested, hits)
            self._add(menu, "less-like", self.tr("Less like this"), self.less_like_requested, hits)
        menu.addSeparator()
        self._add_judgements(menu, hits)
        if one:
            self._add(menu, "note", self.tr("Note…"), self.note_requested, key="N")
            self._add(menu, "correct", self.tr("Correct the description…"), self.correction_requested, first)
        if undo:
            menu.addSeparator()
            text = self.tr("Undo: {edit}").format(edit=undo.replace("&", "&&"))
            self._add(menu, "undo", text, self.undo_requested, key=self.tr("Ctrl+Z"))
        return menu

    def _add_judgements(self, menu: QMenu, hits) -> None:
        marks = [my_mark(hit) for hit in hits]
        offered = (
            (Judgement(CONFIRMED), "confirm", self.tr("Confirm"), self.tr("Take the confirmation back"), "C"),
            (Judgement(REJECTED), "reject", self.tr("Reject"), self.tr("Take the rejection back"), "R"),
            (Judgement(UNSURE), "unsure", self.tr("Unsure"), self.tr("Be unsure no more"), "U"),
        )
        for judgement, drawing, label, back, key in offered:
            text = back if all(judgement.holds(mark) for mark in marks) else label
            self._add(menu, drawing, text, self.judgement_requested, judgement, key=key)
        for number, grade in enumerate(grades(), 1):
            judgement = graded(grades(), number)
            action = menu.addAction(judgement_icon(judgement, number=number), f"{grade}\t{number}")
            action.triggered.connect(
                lambda _checked=False, judgement=judgement: self.judgement_requested.emit(judgement)
            )

    def _add(self, menu, name, label, signal, *arguments, key="") -> None:
        # The key is shown only: the list itself listens to its keys.
        action = menu.addAction(icon(name), f"{label}\t{key}" if key else label)
        action.triggered.connect(lambda _checked=False: signal.emit(*arguments))
