"""What stands above the results: what to know first, how many there are, and what can be done with all of them."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...core.protocol import SearchRequest
from ..icons import icon
from ..layers.canvas import PAN, STAY, ZOOM
from ..product.formats import HTML, MAP_BOOK, PDF

__all__ = ["ResultsHeader"]


class ResultsHeader(QWidget):
    """Notices of the engine, and a count with three buttons: keep, export, options."""

    kept = pyqtSignal(bool)
    save_requested = pyqtSignal()
    """Keep the layer in a GeoPackage."""
    export_requested = pyqtSignal(str)
    """Write places; with the key of a `ProductFormat`, or empty for the one that was used last."""
    search_here_requested = pyqtSignal()
    """Search where the map is now."""
    restore_requested = pyqtSignal()
    """Show the results on the map again, whose layer was removed."""
    heat_map_requested = pyqtSignal()
    """Draw a map of the question as a layer."""
    zoom_mode_chosen = pyqtSignal(str)
    """ZOOM, PAN or STAY"""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._found = 0
        self._count = QLabel(self)
        self._count.setObjectName("TilescribeCount")
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.here = self._button("canvas-extent", self.tr("The map has moved since: search what it shows now"))
        self.here.setText(self.tr("Search here"))
        self.here.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.here.clicked.connect(self._emit(self.search_here_requested))
        self.restore = self._button("coverage", self.tr("The layer was removed: show these results on the map again"))
        self.restore.clicked.connect(self._emit(self.restore_requested))
        self.keep = self._button("keep", self.tr("Keep these results: the next question makes another layer"))
        self.keep.setCheckable(True)
        self.keep.toggled.connect(self.kept)
        self._export = self._button("export", self.tr("Save or export these results"), menu=self._export_menu())
        self._options = self._button("options", self.tr("What a click on a result does"), menu=self._options_menu())
        self.notices = QLabel(self)
        self.notices.setObjectName("TilescribeNotices")
        self.notices.setTextFormat(Qt.TextFormat.PlainText)
        self.notices.setWordWrap(True)
        self.notices.hide()
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._count, 1)
        for button in (self.here, self.restore, self.keep, self._export, self._options):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notices)
        layout.addLayout(line)
        self.here.hide()

    @property
    def options_menu(self) -> QMenu:
        """What a click on a result does; others add what they have to be chosen."""
        return self._options.menu()

    @property
    def text(self) -> str:
        return self._count.text()

    def show_results(self, results) -> None:
        """Count them, after what is to be known first."""
        notices = [*results.answer.notices]
        if results.answer.reading:
            notices.append(self.tr("Read as: {reading}").format(reading=results.answer.reading))
        self.notices.setText("\n".join(notices))
        self.notices.setVisible(bool(notices))
        found = len(results.hits)
        said = [self.tr("{found} of {candidates} tiles").format(found=found, candidates=results.answer.candidates)]
        if results.similar_to is not None:
            # The line above keeps the question before.
            said.append(self.tr("similar to tile {number}").format(number=results.similar_to))
        if isinstance(results.request, SearchRequest) and results.request.like:
            said.append(self.tr("more like {count}").format(count=len(results.request.like)))
        if isinstance(results.request, SearchRequest) and results.request.unlike:
            said.append(self.tr("less like {count}").format(count=len(results.request.unlike)))
        looked_at = sum(hit.closer is not None for hit in results.hits)
        if looked_at:
            said.append(self.tr("{count} looked at closer").format(count=looked_at))
        if results.answer.undated_rasters:
            said.append(self.tr("%Ln rasters without a date left out", None, results.answer.undated_rasters))
        self._count.setText(", ".join(said))
        self._count.setToolTip(results.question)
        self._found = found

    def show_layer(self, *, exists: bool, kept: bool) -> None:
        """What holds of the layer."""
        self.keep.blockSignals(True)
        self.keep.setChecked(kept)
        self.keep.blockSignals(False)
        self.keep.setEnabled(exists)
        self.restore.setVisible(not exists and bool(self._found))
        self._export.setEnabled(exists and bool(self._found))

    def show_zoom_mode(self, zoom_mode: str) -> None:
        """What a click does."""
        for chosen, action in self._zoom_actions.items():
            action.setChecked(chosen == zoom_mode)

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        products = (
            ("export", self.tr("Export places…"), ""),
            ("report", self.tr("PDF report…"), PDF),
            ("report", self.tr("Web page…"), HTML),
            ("report", self.tr("Map book…"), MAP_BOOK),
        )
        for drawing, text, key in products:
            action = menu.addAction(icon(drawing), text)
            action.triggered.connect(lambda _checked=False, key=key: self.export_requested.emit(key))
        menu.addSeparator()
        menu.addAction(icon("catalog"), self.tr("Keep this layer in a GeoPackage…")).triggered.connect(
            self._emit(self.save_requested)
        )
        menu.addAction(icon("heat-map"), self.tr("Heat map of this question as a layer…")).triggered.connect(
            self._emit(self.heat_map_requested)
        )
        return menu

    @staticmethod
    def _emit(signal):
        return lambda _checked=False: signal.emit()

    def _options_menu(self) -> QMenu:
        menu = QMenu(self)
        labels = {
            PAN: self.tr("A click moves the map to the tile"),
            ZOOM: self.tr("A click zooms to the tile"),
            STAY: self.tr("A click leaves the map as it is"),
        }
        self._zoom_actions = {}
        for zoom_mode, label in labels.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, zoom_mode=zoom_mode: self._choose(zoom_mode))
            self._zoom_actions[zoom_mode] = action
        return menu

    def _choose(self, zoom_mode: str) -> None:
        self.show_zoom_mode(zoom_mode)
        self.zoom_mode_chosen.emit(zoom_mode)

    def _button(self, name: str, tip: str, *, menu=None) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(icon(name))
        button.setToolTip(tip)
        # Not shown, but read out.
        button.setText(tip)
        if menu is not None:
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
