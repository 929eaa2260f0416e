"""The dialog of a product: which places, in which format, into which file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QStandardPaths, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...core import settings
from ...core.formatting import format_count
from ..widgets import muted, push_button
from .formats import MAP_BOOK, VECTOR, format_of, formats

__all__ = ["PlaceChoice", "ProductDialog", "ProductForm"]

FORMAT = f"{settings.SETTINGS}/product_format"
"""Key of the format that was written last."""
OPEN_AFTER = f"{settings.SETTINGS}/product_open"
NAME_LENGTH = 60
WIDTH_CHARACTERS = 62
GEOPACKAGE_SUFFIX = "gpkg"


@dataclass(frozen=True)
class PlaceChoice:
    """Places that can be written."""

    key: str
    text: str
    """Which ones, such as *Confirmed only*."""
    count: int
    places: object
    """A function without arguments that gives `ProductPlace`s; it is called in a thread."""
    title: str
    """Of a report; also what the file is called."""


@dataclass(frozen=True)
class ProductForm:
    """What the dialog was told."""

    format: object
    """`ProductFormat`"""
    path: str
    title: str = ""
    author: str = ""
    open_after: bool = False


class ProductDialog(QDialog):
    """Emits what was chosen and closes. The first choice that has places is chosen."""

    chosen = pyqtSignal(object, object)
    """`PlaceChoice`, `ProductForm`"""

    def __init__(self, choices, *, key: str = "", parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeProductDialog")
        self.setWindowTitle(self.tr("Export places"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = list(choices)
        self._formats = formats()
        self._radios = []
        self.format = QComboBox(self)
        self.format.setObjectName("TilescribeProductFormat")
        for one in self._formats:
            self.format.addItem(one.name, one.key)
        wanted = format_of(key or str(QgsSettings().value(FORMAT, "") or ""))
        self.format.setCurrentIndex(max(0, self.format.findData(wanted.key)))
        self.path = QLineEdit(self)
        self.path.setObjectName("TilescribeProductPath")
        self.title = QLineEdit(self._choices[0].title if self._choices else "", self)
        self.title.setObjectName("TilescribeProductTitle")
        self.author = QLineEdit(settings.author(), self)
        self.author.setObjectName("TilescribeProductAuthor")
        self.open_after = QCheckBox(self)
        self.open_after.setObjectName("TilescribeProductOpen")
        self.open_after.setChecked(str(QgsSettings().value(OPEN_AFTER, "true")).lower() != "false")
        self._hint, self._notice = muted(QLabel(self)), QLabel(self)
        for label in (self._hint, self._notice):
            label.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._lay_out()
        self._connect()
        self._choose_first()
        self.path.setText(self._suggested_path())
        self._show_format()

    @property
    def choice(self) -> PlaceChoice:
        """The places that are chosen."""
        return next(one for one, radio in zip(self._choices, self._radios) if radio.isChecked())

    def choose(self, key: str) -> None:
        """Choose places by the key of their `PlaceChoice`."""
        for one, radio in zip(self._choices, self._radios):
            if one.key == key:
                radio.setChecked(True)

    def choose_format(self, key: str) -> None:
        """Choose a format by its key."""
        self.format.setCurrentIndex(self.format.findData(key))

    def accept(self) -> None:
        """Emit what was chosen."""
        form = ProductForm(
            format=self._format,
            path=self._whole_path(),
            title=self.title.text().strip(),
            author=self.author.text().strip(),
            open_after=self.open_after.isChecked(),
        )
        QgsSettings().setValue(FORMAT, self._format.key)
        QgsSettings().setValue(OPEN_AFTER, form.open_after)
        choice = self.choice
        super().accept()
        self.chosen.emit(choice, form)

    @property
    def _format(self):
        return self._formats[self.format.currentIndex()]

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        places = QVBoxLayout()
        for one in self._choices:
            text = self.tr("{which} ({count})").format(which=one.text, count=format_count(one.count))
            radio = QRadioButton(text, self)
            radio.setObjectName(f"TilescribeProduct-{one.key}")
            radio.setEnabled(one.count > 0)
            self._radios.append(radio)
            places.addWidget(radio)
        holder = QWidget(self)
        places.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(places)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        self.browse = push_button(self.tr("Choose…"), "TilescribeProductBrowse", self._ask_path, self)
        line.addWidget(self.browse)
        self._form.addRow(self.tr("Places"), holder)
        self._form.addRow(self.tr("Format"), self.format)
        self._form.addRow("", self._hint)
        self._form.addRow(self.tr("Title"), self.title)
        self._form.addRow(self.tr("Author"), self.author)
        self._form.addRow(self.tr("File"), line)
        self._form.addRow("", self._notice)
        self._form.addRow("", self.open_after)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._show_format)
        self.path.textChanged.connect(self._show_path)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _choose_first(self) -> None:
        for radio in self._radios:
            if radio.isEnabled():
                radio.setChecked(True)
                return
        if self._radios:
            self._radios[0].setChecked(True)

    def _show_format(self, *_args) -> None:
        one = self._format
        self._hint.setText(one.hint)
        self._hint.setVisible(bool(one.hint))
        for field in (self.title, self.author):
            field.setVisible(one.titled)
            self._form.labelForField(field).setVisible(one.titled)
        texts = {VECTOR: self.tr("Add it to the project"), MAP_BOOK: self.tr("Open the layout")}
        self.open_after.setText(texts.get(one.kind, self.tr("Open it afterwards")))
        path = self.path.text().strip()
        if path:
            self.path.setText(str(Path(path).with_suffix(f".{one.suffix}")))
        self._show_path()

    def _show_path(self, *_args) -> None:
        """What becomes of a file that is there."""
        path = self._whole_path()
        exists = bool(path) and Path(path).is_file()
        name = Path(path).name
        if exists and self._format.suffix == GEOPACKAGE_SUFFIX:
            notice = self.tr("{name} exists and gets one more layer.").format(name=name)
        elif exists:
            notice = self.tr("{name} exists and will be replaced.").format(name=name)
        elif path and not Path(path).parent.is_dir():
            notice = self.tr("There is no folder {folder}. Choose another one.").format(folder=Path(path).parent)
        else:
            notice = ""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        possible = bool(path) and Path(path).parent.is_dir() and any(radio.isEnabled() for radio in self._radios)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(possible)

    def _whole_path(self) -> str:
        """With the ending of the format, and a folder."""
        path = self.path.text().strip()
        if not path:
            return ""
        suffix = f".{self._format.suffix}"
        whole = path if path.lower().endswith(suffix) else path + suffix
        return str(Path(_folder(), whole))

    def _suggested_path(self) -> str:
        title = self._choices[0].title if self._choices else ""
        name = re.sub(r"[^\w\- ]+", " ", title)
        name = " ".join(name.split())[:NAME_LENGTH].strip() or "tilescribe"
        return str(Path(_folder(), f"{name}.{self._format.suffix}"))

    def _ask_path(self) -> None:
        """A file dialog that holds nothing up."""
        dialog = QFileDialog(self, self.tr("Export places"), self._whole_path() or _folder(), self._format.filter)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        # This dialog tells what becomes of it.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
        dialog.setDefaultSuffix(self._format.suffix)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()


def _folder() -> str:
    """Where something was written last, or else beside the project."""
    kept = str(QgsSettings().value(settings.OUTPUT_FOLDER, "") or "")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = [place for place in (kept, QgsProject.instance().homePath(), documents) if place and Path(place).is_dir()]
    return places[0] if places else str(Path.home())
