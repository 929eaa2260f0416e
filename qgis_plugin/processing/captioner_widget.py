"""The widget of the parameter *Described by*; Processing imports it only for its dialogs."""

from __future__ import annotations

from processing.gui.wrappers import DIALOG_STANDARD, WidgetWrapper
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox

from ..core import routes
from ..core.engine import EngineState
from ..core.protocol import BUILTIN, Models
from .base import tr

__all__ = ["CaptionerWidgetWrapper"]

PROVIDER = "tilescribe"


class CaptionerWidgetWrapper(WidgetWrapper):
    """An editable box with what the engine can use, as soon as it says so; without it, what every engine can."""

    def createWidget(self):
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._add(box, BUILTIN, tr("Fast, no download."))
        self._add(box, "facts", tr("What the bands say, no model."))
        box.setCurrentText(BUILTIN)
        box.currentTextChanged.connect(lambda _text: self.widgetValueHasChanged.emit(self))
        if self.dialogType == DIALOG_STANDARD:
            self._ask_engine(box)
        return box

    def setValue(self, value):
        self.widget.setCurrentText("" if value is None else str(value))

    def value(self):
        return self.widget.currentText().strip()

    def _ask_engine(self, box: QComboBox) -> None:
        provider = QgsApplication.processingRegistry().providerById(PROVIDER)
        if provider is not None and provider.engine.state is EngineState.READY:
            # A reference, or the call is gone before it is answered.
            self._call = provider.engine.send(routes.models())
            self._call.done.connect(lambda models: self._offer(box, models))

    def _offer(self, box: QComboBox, models: Models) -> None:
        written = box.currentText()
        for model in models.local_models:
            self._add(box, model.name, model.what)
        box.setCurrentText(written)

    @staticmethod
    def _add(box: QComboBox, name: str, about: str) -> None:
        if box.findText(name) < 0:
            box.addItem(name)
            box.setItemData(box.count() - 1, about, int(Qt.ItemDataRole.ToolTipRole))
