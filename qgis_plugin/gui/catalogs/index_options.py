"""The options of indexing: captioner and tile sizes."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...core import settings
from ...core.formatting import parse_levels
from ...core.protocol import BUILTIN, Models

__all__ = ["IndexOptionsWidget"]

FACTS = "facts"
LOCAL, SERVER = "transformers:", "openai:"


class IndexOptionsWidget(QWidget):
    """Captioner and tile sizes, both with defaults; the last choice is remembered."""

    changed = pyqtSignal()
    download_requested = pyqtSignal(str)
    """Fetch this model from the hub."""

    def __init__(self, parent=None, *, can_fetch: bool = True):
        """`can_fetch`: whether whoever shows it listens to `download_requested`."""
        super().__init__(parent)
        self._can_fetch = can_fetch
        self._captioner = QComboBox(self)
        self._captioner.setObjectName("TilescribeCaptioner")
        self._model = QLineEdit(self)
        self._model.setObjectName("TilescribeModel")
        self.fetch = QPushButton(self.tr("Fetch this model…"), self)
        self.fetch.setObjectName("TilescribeFetchModel")
        self.fetch.clicked.connect(lambda _checked=False: self.download_requested.emit(self.captioner))
        self._prompt = QComboBox(self)
        self._prompt.setObjectName("TilescribePrompt")
        self._model_warning = QLabel(self)
        self._model_warning.setObjectName("TilescribeAboutModel")
        self._model_warning.setWordWrap(True)
        self._levels = QComboBox(self)
        self._levels.setObjectName("TilescribeLevels")
        self._metres = QLineEdit(self)
        self._metres.setObjectName("TilescribeMetres")
        self._lay_out()
        self._fill_levels()
        self.show_models(None)
        for signal in (
            self._captioner.currentIndexChanged,
            self._levels.currentIndexChanged,
            self._model.textChanged,
            self._metres.textChanged,
        ):
            signal.connect(self._on_changed)

    @property
    def captioner(self) -> str:
        """As the engine names it."""
        pattern = str(self._captioner.currentData() or BUILTIN)
        return self._model.text().strip() if _has_placeholder(pattern) else pattern

    @property
    def prompt(self) -> Optional[str]:
        """What a vision-language model is asked, by name; None: as it prefers, and for every other captioner."""
        return self._prompt.currentData() if _has_placeholder(str(self._captioner.currentData() or "")) else None

    @property
    def levels_m(self) -> Optional[tuple[float, ...]]:
        """None: chosen by the pixel size. Raises ValueError."""
        return parse_levels(self._metres.text()) or None if self._levels.currentData() == "own" else None

    @property
    def invalid_reason(self) -> str:
        """What is not chosen yet, or cannot be understood; empty where all is well."""
        if not self.captioner or self.captioner.endswith(":") or self.captioner in self._patterns():
            return self.tr("Name the model that should describe the tiles.")
        try:
            if self._levels.currentData() == "own" and self.levels_m is None:
                return self.tr("Write the tile sizes in metres, such as 128, 512.")
        except ValueError as error:
            return self.tr("“{part}” is no tile size. Write metres separated by commas, such as 128, 512.").format(
                part=error
            )
        return ""

    def show_models(self, models: Optional[Models]) -> None:
        """Offer what the engine can use; before it has said so, the built-in model."""
        chosen = str(self._captioner.currentData() or QgsSettings().value(settings.CAPTIONER, BUILTIN))
        names = {BUILTIN: ""} if models is None else {model.name: model.what for model in models.captioners}
        self._captioner.blockSignals(True)
        self._captioner.clear()
        for name, what in names.items():
            self._captioner.addItem(self._title(name), name)
            self._captioner.setItemData(self._captioner.count() - 1, what, int(Qt.ItemDataRole.ToolTipRole))
        self._captioner.setCurrentIndex(max(0, self._captioner.findData(chosen)))
        self._captioner.blockSignals(False)
        self._offer_prompts(() if models is None else models.prompts)
        self._show_fields()

    def remember(self) -> None:
        """For the next time: called when the work is started."""
        QgsSettings().setValue(settings.CAPTIONER, str(self._captioner.currentData()))
        own = self._metres.text() if self._levels.currentData() == "own" else ""
        QgsSettings().setValue(settings.LEVELS, own)

    def _offer_prompts(self, prompts) -> None:
        chosen = self._prompt.currentData()
        self._prompt.clear()
        self._prompt.addItem(self.tr("Prompt: as the model prefers"), None)
        for prompt in prompts:
            self._prompt.addItem(self.tr("Prompt: {name}").format(name=prompt.name), prompt.name)
            self._prompt.setItemData(self._prompt.count() - 1, prompt.what, int(Qt.ItemDataRole.ToolTipRole))
        self._prompt.setCurrentIndex(max(0, self._prompt.findData(chosen)))

    def _title(self, name: str) -> str:
        titles = {
            BUILTIN: self.tr("Built-in model"),
            FACTS: self.tr("Measurements only"),
        }
        if name in titles:
            return titles[name]
        if name.startswith(LOCAL):
            return self.tr("Larger model, on this computer…")
        if name.startswith(SERVER):
            return self.tr("Larger model, on a server…")
        return name

    def _lay_out(self) -> None:
        form = self.form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.addRow(
            self.tr("Described by"),
            _stacked(self._captioner, self._model, self._model_warning, self.fetch, self._prompt),
        )
        form.addRow(self.tr("Tile size"), _stacked(self._levels, self._metres))
        self._metres.setPlaceholderText(self.tr("metres, such as 128, 512"))
        for combo in (self._captioner, self._levels):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)

    def _fill_levels(self) -> None:
        self._levels.addItem(self.tr("Automatic"), "auto")
        self._levels.addItem(self.tr("My own…"), "own")
        self._levels.setToolTip(
            self.tr(
                "Automatic goes by the pixel size. Large tiles show airports and lakes, small ones houses and boats."
            )
        )
        kept = str(QgsSettings().value(settings.LEVELS, "") or "")
        if kept:
            self._levels.setCurrentIndex(1)
            self._metres.setText(kept)

    def _warning(self, pattern: str) -> str:
        if pattern.startswith(SERVER):
            return self.tr("The pixels of every tile are sent to this address.")
        return self.tr("The model must be on this computer already, or be fetched first.")

    def _patterns(self) -> list[str]:
        names = [str(self._captioner.itemData(row)) for row in range(self._captioner.count())]
        return [name for name in names if _has_placeholder(name)]

    def _on_changed(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        pattern = str(self._captioner.currentData() or "")
        needs_name = _has_placeholder(pattern)
        if needs_name and not self._model.text().startswith(_fixed_part(pattern)):
            self._model.blockSignals(True)
            self._model.setText(_fixed_part(pattern))
            self._model.blockSignals(False)
        self._model.setPlaceholderText(pattern)
        self._model.setToolTip(pattern)
        self._model.setVisible(needs_name)
        self._model_warning.setText(self._warning(pattern))
        self._model_warning.setVisible(needs_name)
        self._prompt.setVisible(needs_name and self._prompt.count() > 1)
        self.fetch.setVisible(self._can_fetch and needs_name and pattern.startswith(LOCAL))
        self.fetch.setEnabled(not self.invalid_reason)
        self._metres.setVisible(self._levels.currentData() == "own")


def _has_placeholder(name: str) -> bool:
    """The engine writes in capitals what the user fills in: `transformers:MODEL`."""
    return any(part.isupper() for part in name.replace("#", ":").split(":"))


def _fixed_part(pattern: str) -> str:
    return pattern.partition(":")[0] + ":"


def _stacked(*widgets: QWidget) -> QWidget:
    """One above the other, as one field of a form."""
    field = QWidget(widgets[0].parentWidget())
    layout = QVBoxLayout(field)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return field
