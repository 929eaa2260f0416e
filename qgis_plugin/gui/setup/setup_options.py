"""The options of the set-up: build, interpreter, wheels, index, or an engine that exists already."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.gui import QgsFileWidget, QgsPasswordLineEdit
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...core.paths import bundled_wheel, constraints, plugin_version
from ...core.setup.failures import index_name
from ...core.setup.install import DEFAULT_INDEX, InstallOptions
from ...core.setup.pip_settings import configured_index
from ...core.setup.torch_builds import TorchBuild

__all__ = ["SetupOptionsPanel"]


class SetupOptionsPanel(QWidget):
    """The widgets of the options; `setup_page` acts on them."""

    changed = pyqtSignal()
    """Something of `options`."""
    interpreter_chosen = pyqtSignal(str)
    service_chosen = pyqtSignal(str, str, str)
    """URL, token (or empty), file with the token (or empty)."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._configured_index = configured_index()
        """What pip goes by on this computer; empty for PyPI."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._details())
        layout.addWidget(self._existing())
        layout.addWidget(self._running())

    def options(self) -> InstallOptions:
        """As the details say; what was left alone is chosen by the set-up."""
        folder = self.wheels.filePath()
        return InstallOptions(
            wheel=bundled_wheel(),
            version=plugin_version(),
            python=self.python.filePath(),
            build=self.build.currentData(),
            wheels=Path(folder) if folder else None,
            index=self.index.text().strip() or self._configured_index,
            mirror=self.mirror.text().strip(),
            constraints=constraints(),
        )

    def _details(self) -> QWidget:
        box = QGroupBox(self.tr("How the engine is set up"), self)
        form = _form(box)
        self.build = QComboBox(box)
        self.build.setObjectName("TilescribeBuild")
        # The dock is narrow, and the longest choice must not push what is beside the fields out of it.
        self.build.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.build.addItem(self.tr("As fits this computer"), None)
        self.build.addItem(self.tr("For the processor (smaller)"), TorchBuild.CPU)
        self.build.addItem(self.tr("For an NVIDIA card (3.5 GB to download)"), TorchBuild.GPU)
        self.python = _file(box, "TilescribeBasePython", self.tr("Found, or downloaded"))
        self.wheels = _file(box, "TilescribeWheels", self.tr("From the internet"))
        self.wheels.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.index = QLineEdit(box)
        self.index.setObjectName("TilescribeIndex")
        self.index.setPlaceholderText(index_name(self._configured_index) or DEFAULT_INDEX)
        self.mirror = QLineEdit(box)
        self.mirror.setObjectName("TilescribePythonMirror")
        self.mirror.setPlaceholderText("https://github.com/astral-sh/python-build-standalone/releases/download")
        self.mirror.setToolTip(self.tr("Only asked where this computer has no Python that the engine can use"))
        self.build.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self.wheels.fileChanged.connect(lambda _path: self.changed.emit())
        self.index.textChanged.connect(lambda _text: self.changed.emit())
        form.addRow(self.tr("PyTorch"), self.build)
        form.addRow(self.tr("Python"), self.python)
        form.addRow(self.tr("Folder of wheels"), self.wheels)
        form.addRow(self.tr("Package index"), self.index)
        form.addRow(self.tr("Mirror of Pythons"), self.mirror)
        return box

    def _existing(self) -> QWidget:
        box = QGroupBox(self.tr("Use an existing interpreter"), self)
        form = _form(box)
        self.interpreter = _file(box, "TilescribeInterpreter", self.tr("A Python that has Tilescribe"))
        self.use_interpreter = QPushButton(self.tr("Use it"), box)
        self.use_interpreter.setObjectName("TilescribeUseInterpreter")
        self.use_interpreter.setEnabled(False)
        self.interpreter.fileChanged.connect(lambda path: self.use_interpreter.setEnabled(bool(path)))
        self.use_interpreter.clicked.connect(lambda: self.interpreter_chosen.emit(self.interpreter.filePath()))
        form.addRow(self.tr("Interpreter"), self.interpreter)
        form.addRow(self.use_interpreter)
        return box

    def _running(self) -> QWidget:
        box = QGroupBox(self.tr("Connect to a running engine"), self)
        form = _form(box)
        self.url = QLineEdit(box)
        self.url.setObjectName("TilescribeUrl")
        self.url.setPlaceholderText("http://127.0.0.1:49152")
        self.token = QgsPasswordLineEdit(box)
        self.token.setObjectName("TilescribeToken")
        self.token.setToolTip(self.tr("Kept for this session only"))
        self.token_file = _file(
            box, "TilescribeTokenFile", self.tr("Or the file that the engine named when it started")
        )
        self.connect_button = QPushButton(self.tr("Connect"), box)
        self.connect_button.setObjectName("TilescribeConnect")
        self.connect_button.setEnabled(False)
        self.url.textChanged.connect(lambda text: self.connect_button.setEnabled(bool(text.strip())))
        self.connect_button.clicked.connect(self._choose_service)
        form.addRow(self.tr("Address"), self.url)
        form.addRow(self.tr("Token"), self.token)
        form.addRow(self.tr("Token file"), self.token_file)
        form.addRow(self.connect_button)
        return box

    def _choose_service(self) -> None:
        self.service_chosen.emit(self.url.text(), self.token.text(), self.token_file.filePath())


def _file(parent: QWidget, name: str, placeholder: str) -> QgsFileWidget:
    widget = QgsFileWidget(parent)
    widget.setObjectName(name)
    widget.lineEdit().setPlaceholderText(placeholder)
    return widget


def _form(box: QWidget) -> QFormLayout:
    form = QFormLayout(box)
    # Labels above fields: the dock is narrow.
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
