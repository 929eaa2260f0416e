"""The page *Tilescribe* of QGIS's options dialog."""

from __future__ import annotations

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..core import routes
from ..core.engine import EngineState
from ..core.settings import forget_questions
from .catalogs.index_options import IndexOptionsWidget
from .icons import icon
from .judging_options import JudgingOptions
from .layers.canvas import PAN, STAY, ZOOM, MapNavigator
from .widgets import help_button

__all__ = ["TilescribeOptionsFactory"]


class TilescribeOptionsFactory(QgsOptionsWidgetFactory):
    """Light: the page is made when the dialog is opened."""

    def __init__(self, session):
        super().__init__()
        self._session = session
        self.setTitle("Tilescribe")
        self.setIcon(icon("tilescribe"))

    def createWidget(self, parent=None):
        return OptionsPage(self._session, parent)


class OptionsPage(QgsOptionsPageWidget):
    """Changes nothing before `apply`, except what has a button of its own."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeOptions")
        self._session = session
        self._navigator = MapNavigator(None)
        self.click = QComboBox(self)
        self.click.setObjectName("TilescribeOnClick")
        self.judging = JudgingOptions(self)
        self.index_options = IndexOptionsWidget(self, can_fetch=False)
        self.forget = QPushButton(self.tr("Forget all questions"), self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self._fill()
        self._lay_out()
        self.forget.clicked.connect(self._forget_questions)
        self._ask_models()

    def apply(self):
        self._navigator.zoom_mode = self.click.currentData()
        self.judging.apply()
        self.index_options.remember()

    def helpKey(self):
        return ""

    def _fill(self) -> None:
        for zoom_mode, title in (
            (PAN, self.tr("Moves the map to it, at the same scale")),
            (ZOOM, self.tr("Zooms to it")),
            (STAY, self.tr("Leaves the map where it is")),
        ):
            self.click.addItem(title, zoom_mode)
        self.click.setCurrentIndex(self.click.findData(self._navigator.zoom_mode))

    def _lay_out(self) -> None:
        from .setup.setup_page import SetupPage

        searching = QGroupBox(self.tr("Searching"), self)
        form = QFormLayout(searching)
        form.addRow(self.tr("A click on a result"), self.click)
        form.addRow(self.tr("Questions asked"), _left(self.forget))
        indexing = QGroupBox(self.tr("Indexing, unless chosen otherwise"), self)
        QVBoxLayout(indexing).addWidget(self.index_options)
        engine = QGroupBox(self.tr("Engine"), self)
        self.setup = SetupPage(self._session, engine)
        self.setup.message_emitted.connect(lambda text, _good: self.message.setText(text))
        inside = QVBoxLayout(engine)
        inside.addWidget(self.setup)
        inside.addWidget(self.message)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(help_button("options", self))
        column = QVBoxLayout(self)
        column.addLayout(top)
        for group in (searching, self.judging, indexing):
            column.addWidget(group)
        column.addWidget(engine, 1)

    def _ask_models(self) -> None:
        """Of an engine that runs; opening the options is no reason to start one."""
        if self._session.engine.state is EngineState.READY:
            self._session.engine.send(routes.models()).done.connect(self.index_options.show_models)

    def _forget_questions(self) -> None:
        forget_questions()
        self.forget.setEnabled(False)
        self.forget.setText(self.tr("Forgotten"))


def _left(widget: QWidget) -> QHBoxLayout:
    """At its own size, beside nothing."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
