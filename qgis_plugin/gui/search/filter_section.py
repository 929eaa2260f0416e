"""The collapsible section of the filters, with the buttons of the map tools."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...core import routes
from ...core.raster_names import NamedRasters, name_rasters
from ...core.threads import run_in_thread
from ..icons import icon
from .filter_panel import FilterPanel

__all__ = ["FilterSection"]

AT_ONCE = 500
"""Rasters that are sorted on the spot; more are in a thread."""


class FilterSection(QWidget):
    """A button that names the active filters and expands the `FilterPanel` beneath."""

    def __init__(self, iface, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._rasters_call = None
        self._naming = None
        self.panel = FilterPanel(iface, self)
        self.button = QToolButton(self)
        self.button.setObjectName("TilescribeFilterButton")
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # However much there is to say of the filters, the dock stays as narrow as its user likes.
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.toggled.connect(self.set_expanded)
        self.panel.changed.connect(self._update_button)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        layout.addWidget(self.panel)
        self.set_expanded(False)
        self._update_button()

    @property
    def loading_rasters(self) -> bool:
        """Whether the rasters to choose from are still on their way."""
        return self._rasters_call is not None or self._naming is not None

    def set_expanded(self, unfolded: bool) -> None:
        """Show the panel, or hide it."""
        self.button.setChecked(unfolded)
        self.panel.setVisible(unfolded)
        self.button.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)

    def tell_problem(self) -> bool:
        """Whether no search can be made with what is set; then it is shown why."""
        if self.panel.problem:
            self.set_expanded(True)
            self.panel.tell_problem()
        return bool(self.panel.problem)

    def add_tool(self, name: str, tip: str, tool) -> None:
        """Add a button with icon `name` that is down while a map tool has the canvas."""
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(icon(name))
        # Not shown, but read out.
        button.setText(tip)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.clicked.connect(lambda checked: tool.start() if checked else tool.leave())
        tool.deactivated.connect(lambda: button.setChecked(False))
        self._row.addWidget(button)

    def set_catalog(self, catalog) -> None:
        """Offer the tile sizes of a catalog (`CatalogDetails`), and its rasters once they are read."""
        self.close_down()
        self.panel.offer_levels(catalog.levels_m)
        self._rasters_call = self._engine.send_to_catalog(catalog.path, routes.rasters(catalog.id))
        self._rasters_call.done.connect(self._offer_rasters)
        self._rasters_call.finished.connect(self._on_rasters_read)

    def close_down(self) -> None:
        """Let go of what is in flight."""
        self._naming = None
        if self._rasters_call is not None:
            self._rasters_call.cancel()

    def _offer_rasters(self, rasters) -> None:
        if len(rasters) <= AT_ONCE:
            self.panel.offer_rasters(name_rasters(rasters))
            return
        naming = self._naming = run_in_thread(lambda: name_rasters(rasters))
        naming.done.connect(lambda named: self._offer_named(naming, named))

    def _offer_named(self, naming, named: NamedRasters) -> None:
        """Unless another catalog was chosen meanwhile."""
        if naming is self._naming:
            self._naming = None
            self.panel.offer_rasters(named)

    def _on_rasters_read(self) -> None:
        self._rasters_call = None

    def _update_button(self) -> None:
        summary = self.panel.summary()
        self.button.setText(self.tr("Filters: {parts}").format(parts=summary) if summary else self.tr("Filters"))
        self.button.setToolTip(summary)
