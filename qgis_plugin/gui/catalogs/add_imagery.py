"""The panel that adds imagery to a catalog: a list of rasters, options, an estimate and a start button."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.protocol import Estimate, EstimateRequest, Problem
from ..icons import icon
from ..widgets import help_button, tool_button
from .dating import Dating
from .estimate import Estimator, enough_space, estimate_text
from .imagery_list import ImageryList
from .index_options import IndexOptionsWidget

__all__ = ["AddImageryPanel"]

REFUSED_SHOWN = 3


class AddImageryPanel(QWidget):
    """Estimates; whoever listens to `start_requested` starts the job."""

    start_requested = pyqtSignal()

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self.imagery_list = ImageryList(self)
        self.index_options = IndexOptionsWidget(self)
        self.dating = Dating(self.index_options.form, self.index_options)
        self._estimator = Estimator(engine, self)
        self._catalog_id: Optional[str] = None
        self._busy = False
        self._worth_starting = True
        self._make_buttons()
        self._estimate = _line(self, "TilescribeEstimate")
        self._lay_out()
        self._connect()
        self.update_estimate()

    @property
    def estimate(self) -> str:
        """What is said of the work to come."""
        return self._estimate.text()

    def set_catalog(self, catalog_id: Optional[str]) -> None:
        """The catalog to which imagery is added; None: one that is still to be made."""
        if catalog_id != self._catalog_id:
            self._catalog_id = catalog_id
            self.update_estimate()
        self.start.setText(self.tr("Index") if catalog_id else self.tr("Index…"))

    def set_busy(self, busy: bool) -> None:
        """While a job works on the catalog no other is started, and what works has the panel to itself."""
        self._busy = busy
        self.setVisible(not busy)
        self._allow_start()

    def cancel(self) -> None:
        """Let go of what is asked."""
        self._estimator.cancel()

    def _make_buttons(self) -> None:
        self._layers = tool_button(
            "add-layers", self.tr("Layers"), self.tr("Add the raster layers of the project"), self
        )
        self._folder = tool_button(
            "add-folder", self.tr("Folder…"), self.tr("Add a folder with all rasters in it"), self
        )
        self._files = tool_button("add-rasters", self.tr("Files…"), self.tr("Add single rasters"), self)
        self._clear = tool_button(
            "remove", "", self.tr("Take the selected entries off the list, or all where none is selected"), self
        )
        self.start = QPushButton(icon("index"), self.tr("Index"), self)
        self.start.setObjectName("TilescribeStart")

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        for button in (self._layers, self._folder, self._files):
            adding.addWidget(button)
        adding.addStretch(1)
        adding.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        heading = QHBoxLayout()
        heading.addWidget(_heading(self.tr("Add imagery"), self), 1)
        heading.addWidget(help_button("catalogs", self))
        column.addLayout(heading)
        column.addWidget(self.imagery_list)
        column.addLayout(adding)
        column.addWidget(self.index_options)
        column.addWidget(self._estimate)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        self.imagery_list.changed.connect(self.update_estimate)
        self.index_options.changed.connect(self.update_estimate)
        self.dating.changed.connect(self.update_estimate)
        self._estimator.estimated.connect(self._show_estimate)
        self._estimator.failed.connect(self._show_no_estimate)
        self._layers.clicked.connect(self._add_project_layers)
        self._folder.clicked.connect(self._ask_folder)
        self._files.clicked.connect(self._ask_files)
        self._clear.clicked.connect(self._remove)
        self.start.clicked.connect(self.start_requested)

    def update_estimate(self) -> None:
        """Ask anew what is left to do."""
        self._estimator.cancel()
        self._worth_starting = True
        self._clear.setEnabled(self.imagery_list.count() > 0)
        self._allow_start()
        invalid_reason = self._invalid_reason()
        if invalid_reason or not self.imagery_list.paths:
            self._show_text(invalid_reason if self.imagery_list.paths else "")
            return
        self._show_text(self.tr("Estimating…"))
        self._estimator.request(
            EstimateRequest(
                paths=tuple(self.imagery_list.paths),
                captioner=self.index_options.captioner,
                levels_m=self.index_options.levels_m,
                catalog=self._catalog_id,
            )
        )

    def _show_estimate(self, estimate: Estimate) -> None:
        lines = [estimate_text(estimate)]
        lines += [refused.reason for refused in estimate.refused[:REFUSED_SHOWN]]
        if len(estimate.refused) > REFUSED_SHOWN:
            more = len(estimate.refused) - REFUSED_SHOWN
            lines.append(self.tr("… and {count} more can't be used").format(count=more))
        self._show_text("\n".join(lines))
        self._worth_starting = bool(estimate.pending) and enough_space(estimate)
        self._allow_start()

    def _invalid_reason(self) -> str:
        return self.index_options.invalid_reason or self.dating.invalid_reason

    def _show_text(self, text: str) -> None:
        self._estimate.setText(text)
        self._estimate.setVisible(bool(text))

    def _show_no_estimate(self, problem: Problem) -> None:
        self._show_text(problem.detail)

    def _allow_start(self) -> None:
        ready = bool(self.imagery_list.paths) and not self._invalid_reason() and self._worth_starting
        self.start.setEnabled(ready and not self._busy)

    def _add_project_layers(self) -> None:
        nodes = QgsProject.instance().layerTreeRoot().findLayers()
        self.imagery_list.add_layers(node.layer() for node in nodes if isinstance(node.layer(), QgsRasterLayer))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), self.tr("Folder with rasters"))
        if folder:
            self.imagery_list.add_paths([folder])

    def _ask_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self.window(), self.tr("Rasters"))
        self.imagery_list.add_paths(paths)

    def _remove(self) -> None:
        if self.imagery_list.selectedItems():
            self.imagery_list.remove_selected()
        else:
            self.imagery_list.remove_all()


def _line(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
