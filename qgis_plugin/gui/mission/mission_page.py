"""The page of the mission list: what everybody thinks of tiles, over all questions, tied to the map."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.engine import EngineState
from ...core.geometry import extent_to_wgs84
from ...core.judging import is_unseen
from ...core.marks_feed import MarksFeed
from ...core.mission_book import MissionBook
from ...core.mission_sources import MissionSources
from ...core.mission_text import counts_text
from ..layers.canvas import HoverHighlight
from ..search.note_panel import NotePanel
from ..widgets import muted, tool_button
from .mission_actions import MissionActions
from .mission_export import export_menu, mission_choices
from .mission_filters import MissionFilters
from .mission_layer import MissionLayer
from .mission_pictures import MissionPictures
from .mission_view import MissionView

__all__ = ["MissionPage"]

MAP_SETTLED_MS = 250
"""The map is moved in many steps; the list follows the last one."""


class MissionPage(QWidget):
    """The list with its filters, counts and layer. Polls while `set_polling(True)` holds."""

    search_shown = pyqtSignal()
    """What was asked for is shown by the search page."""
    message_emitted = pyqtSignal(str)

    def __init__(self, iface, session, search, parent=None):
        """`search` is the `SearchPage`, whose results and marks are the present ones."""
        super().__init__(parent)
        self.setObjectName("TilescribeMissionPage")
        self._canvas = iface.mapCanvas()
        self._session = session
        self._search = search
        self._problems = {}
        self.sources = MissionSources(session, self)
        self.feed = MarksFeed(session.engine, self)
        self.book = MissionBook(self)
        self.pictures = MissionPictures(session.engine, self)
        self.layer = MissionLayer(self)
        self.view = MissionView(self.pictures, self)
        self.filters = MissionFilters(self)
        self.notes = NotePanel(self)
        self._outline = HoverHighlight(self._canvas)
        self._map_settled = QTimer(self)
        self._map_settled.setSingleShot(True)
        self._map_settled.setInterval(MAP_SETTLED_MS)
        self._lay_out()
        self.entry_actions = MissionActions(self, search)
        self._connect()
        self._on_sources_changed()
        self.layer.take_up()
        self._show_listing(self.book.listing)

    @property
    def canvas(self):
        """The map."""
        return self._canvas

    def set_polling(self, polling: bool) -> None:
        """Whether anybody can see what changes: the dock is visible."""
        self.feed.set_active(polling)
        if polling:
            self.sources.refresh()

    def export(self, key: str = "") -> None:
        """Ask which places of the list to write, in which format (by the key of a `ProductFormat`), and where."""
        selected = self.view.selected_entries(current=False)
        title = self.tr("Mission {name}").format(name=self.source.currentText())
        choices = mission_choices(self.book.listing.entries, selected, title=title)
        self._search.output.products.ask(choices, key=key)

    def close_down(self) -> None:
        """End everything that is in flight and leave the canvas as it was; the layer stays."""
        self._canvas.extentsChanged.disconnect(self._map_settled.start)
        self._map_settled.stop()
        self._session.engine.state_changed.disconnect(self._show_state)
        self.feed.close_down()
        self.book.close_down()
        self.sources.close_down()
        self.pictures.close_down()
        self.layer.close_down()
        self.notes.keep()
        self._outline.remove()

    # What happens

    def _on_sources_changed(self) -> None:
        catalogs = self.sources.catalogs
        self._problems = {}
        self.book.keep_catalogs(catalog.id for catalog in catalogs)
        self.feed.set_catalogs(catalogs)
        self._offer_sources()
        self._show_state()

    def _offer_sources(self) -> None:
        current, others = self.sources.current, self.sources.others
        texts = (
            current.name if current is not None else self.tr("No catalog"),
            self.tr("All open catalogs ({count})").format(count=len(others) + (current is not None)),
        )
        for row, text in enumerate(texts):
            self.source.setItemText(row, text)
        self.source.setCurrentIndex(int(self.sources.everything))
        self.source.setToolTip(", ".join(catalog.path for catalog in self.sources.catalogs))

    def _on_filters_changed(self) -> None:
        self.book.wanted = self.filters.filter()
        self.book.order = self.filters.order

    def _on_map_moved(self) -> None:
        settings = self._canvas.mapSettings()
        context = QgsProject.instance().transformContext()
        self.filters.set_bounds(extent_to_wgs84(settings.visibleExtent(), settings.destinationCrs(), context=context))

    def _show_listing(self, listing) -> None:
        self.view.show_listing(listing)
        self.filters.set_listing(listing)
        self.layer.follow(listing)
        self.show_counts()
        self._show_state()

    def show_counts(self) -> None:
        """Count anew: the marks are others, or the results are."""
        if not self.isVisible():
            return
        results, listing = self._search.view.results, self.book.listing
        unseen = None
        if any(results.catalog_id == catalog.id for catalog in self.sources.catalogs):
            judged = listing.judged.get(results.catalog_id, frozenset())
            unseen = sum(1 for hit in results.hits if hit.tile_id not in judged and (not hit.marks or is_unseen(hit)))
        self.counts.setText(counts_text(listing, unseen, filtered=self.book.wanted.active))
        lines = [
            self.counts.text(),
            self.tr("Places are counted, however many people judged them alike; disputed ones once, as disputed."),
            *([self.tr("Unseen: results of the present question that nobody has judged.")] if unseen else []),
        ]
        self.counts.setToolTip("\n".join(lines))

    def _on_failed(self, catalog, problem) -> None:
        self._problems[catalog.id] = self.tr("The marks of {name} cannot be read now: {reason}").format(
            name=catalog.name, reason=problem.detail
        )
        self._show_state()

    def _on_recovered(self, catalog) -> None:
        self._problems.pop(catalog.id, None)
        self._show_state()

    def _on_marks_changed(self, catalog, changes, asked: float) -> None:
        self._search.mark_editor.take_over(catalog.id, changes, asked=asked)

    def _show_state(self, *_args) -> None:
        """The list, or why there is nothing in it."""
        self.state.setText("\n".join(self._problems.values()))
        self.state.setVisible(bool(self._problems))
        listing = self.book.listing
        self.export_button.setEnabled(bool(listing.entries))
        self.stack.setCurrentWidget(self.view if listing.entries else self._empty)
        self._clear.setVisible(bool(listing.total) and not listing.entries)
        if listing.total:
            self._why.setText(self.tr("No mark is like these filters: {count} are hidden.").format(count=listing.total))
        elif self.sources.current is None:
            self._why.setText(self.tr("No catalog is in use. Ask a question, or choose a catalog first."))
        elif self._session.engine.state is not EngineState.READY:
            self._why.setText(self.tr("The engine does not run yet. It starts with the first question."))
        else:
            self._why.setText(
                self.tr(
                    "Nothing is judged yet. What you and others confirm (C), reject (R) or are unsure about (U) is "
                    "listed here, over all questions."
                )
            )

    def _on_chosen(self, entry) -> None:
        """The map moves as for a result, and shows the raster that was judged."""
        self._search.map_sync.navigator.show_hit(entry.mark)
        self._search.two_dates.show_raster_of(entry.mark)

    def _toggle_layer(self, shown: bool) -> None:
        if shown:
            self.layer.show(self.book.listing)
        else:
            self.layer.hide()

    def _show_drawing(self) -> None:
        """What was drawn stays in sight."""
        if not self.layer.alive:
            self.layer.show(self.book.listing)
            self.message_emitted.emit(self.tr("The layer “Mission list” shows what was drawn."))

    def _hover(self, entry) -> None:
        if entry is None:
            self._outline.hide()
        else:
            self._outline.show(entry.mark.geometry)

    def _on_selected(self) -> None:
        self.layer.select([entry.key for entry in self.view.selected_entries(current=False)])

    # How it is put together

    def _lay_out(self) -> None:
        self.source = QComboBox(self)
        self.source.setObjectName("TilescribeMissionSource")
        self.source.setAccessibleName(self.tr("Catalogs of the mission list"))
        self.source.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.source.setMinimumContentsLength(10)
        self.source.addItems(["", ""])
        self.on_map = tool_button(
            "coverage", self.tr("Show on the map"), self.tr("A layer that shows what the list shows"), self
        )
        self.on_map.setObjectName("TilescribeMissionOnMap")
        self.on_map.setCheckable(True)
        self.export_button = tool_button("export", "", self.tr("Export places of the mission list"), self)
        self.export_button.setObjectName("TilescribeMissionExport")
        self.export_button.setMenu(export_menu(self, self.export))
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.counts = QLabel(self)
        self.counts.setObjectName("TilescribeMissionCounts")
        self.counts.setWordWrap(True)
        self.state = muted(QLabel(self))
        self.state.setObjectName("TilescribeMissionState")
        self.state.setWordWrap(True)
        self.state.hide()
        self._empty = self._empty_page()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self._empty)
        top = QHBoxLayout()
        top.addWidget(self.source, 1)
        top.addWidget(self.on_map)
        top.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(self.fontMetrics().height() // 3)
        layout.addLayout(top)
        for widget in (self.filters, self.counts, self.state):
            layout.addWidget(widget)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.notes)
        # The next keys are for the list.
        self.setFocusProxy(self.view)

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        self._why = muted(QLabel(page))
        self._why.setObjectName("TilescribeMissionWhy")
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = QPushButton(self.tr("Take all filters away"), page)
        layout = QVBoxLayout(page)
        layout.addStretch()
        layout.addWidget(self._why)
        layout.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        return page

    def _connect(self) -> None:
        search, view = self._search, self.view
        self.sources.changed.connect(self._on_sources_changed)
        self.source.activated.connect(lambda row: setattr(self.sources, "everything", bool(row)))
        self.feed.arrived.connect(self.book.set_marks)
        self.feed.recovered.connect(self._on_recovered)
        self.feed.failed.connect(self._on_failed)
        self.book.listed.connect(self._show_listing)
        self.book.changed.connect(self._on_marks_changed)
        self.filters.changed.connect(self._on_filters_changed)
        self._clear.clicked.connect(lambda _checked=False: self.filters.reset())
        self.on_map.toggled.connect(self._toggle_layer)
        self.layer.shown_changed.connect(self._show_on_map)
        self.layer.selected.connect(view.select_keys)
        view.hovered.connect(self._hover)
        view.chosen.connect(self._on_chosen)
        view.activated_entry.connect(lambda entry: search.map_sync.navigator.zoom([entry.mark]))
        view.selected.connect(self._on_selected)
        view.in_view.connect(self.pictures.fetch_visible)
        self.notes.closed.connect(view.setFocus)
        self.notes.draft_kept.connect(
            lambda _title: self.message_emitted.emit(
                self.tr("Not saved, but kept as a draft: the next note on this tile goes on with it.")
            )
        )
        view.search_requested.connect(self.filters.text.setFocus)
        search.tile_actions.drawer.kept.connect(self._show_drawing)
        self._canvas.extentsChanged.connect(self._map_settled.start)
        self._map_settled.timeout.connect(self._on_map_moved)
        self._session.engine.state_changed.connect(self._show_state)
        search.mark_editor.changed.connect(lambda _results, _tiles: self.show_counts())
        search.mark_editor.written.connect(self.feed.ask_soon)
        search.controller.answered.connect(lambda _results: self.show_counts())
        self._on_map_moved()

    def _show_on_map(self, shown: bool) -> None:
        self.on_map.blockSignals(True)
        self.on_map.setChecked(shown)
        self.on_map.blockSignals(False)

    def showEvent(self, event):
        super().showEvent(event)
        self.show_counts()
