"""Dialogs for work on a catalog beside indexing: compare dates, look again, embed anew."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout

from ...core.protocol import BUILTIN, CatalogDetails, CompareJob, DeepenJob, JobRequest, Models, ReembedJob

__all__ = ["CompareDialog", "DeepenDialog", "ReembedDialog", "WorkDialog"]

DEEPEN_TILES = 50
MAX_DEEPEN = 1_000_000
WIDTH_PX = 460
QUESTION, VIEW, BEST = "question", "view", "best"


class WorkDialog(QDialog):
    """A few fields under a sentence that says what is done with them; `job` reads them once it was accepted."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._about = QLabel(self)
        self._about.setWordWrap(True)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        self.buttons.button(buttons.Ok).setText(self.tr("Start"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._about)
        column.addLayout(self.form)
        column.addWidget(self.buttons)

    def showEvent(self, event):
        super().showEvent(event)
        if not event.spontaneous():
            # The fields are there now, and how high the sentence is follows from the width.
            width = max(WIDTH_PX, self.sizeHint().width())
            self.resize(width, max(self.sizeHint().height(), self.layout().totalHeightForWidth(width)))

    def job(self) -> JobRequest:
        """What was chosen."""
        raise NotImplementedError

    def allow_start(self, allowed: bool) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(allowed)

    def _captioners(self, names) -> QComboBox:
        """Names to choose from; another one can be written."""
        box = QComboBox(self)
        box.setEditable(True)
        box.addItems(list(dict.fromkeys(names)))
        return box

    def _prompts(self, models: Models) -> QComboBox:
        box = QComboBox(self)
        box.addItem(self.tr("As the model prefers"), None)
        for prompt in models.prompts:
            box.addItem(prompt.name, prompt.name)
            box.setItemData(box.count() - 1, prompt.what, int(Qt.ItemDataRole.ToolTipRole))
        return box


class CompareDialog(WorkDialog):
    """Which dates are compared, and by what."""

    def __init__(self, catalog: CatalogDetails, models: Models, parent=None):
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare dates"))
        self._about.setText(
            self.tr(
                "Lays every tile of the later date on the newest earlier one, and describes what has changed. A date "
                "(2025-05), a range (2025-05-01..2025-05-31), a label, a folder, or names with * in them; left empty, "
                "each raster is compared with the date before its own."
            )
        )
        self._catalog = catalog.id
        self.before, self.after = self._side(catalog), self._side(catalog)
        self.captioner = self._captioners([BUILTIN, "facts", *(model.name for model in models.local_models)])
        self.prompt = self._prompts(models)
        self.form.addRow(self.tr("Earlier rasters"), self.before)
        self.form.addRow(self.tr("Later rasters"), self.after)
        self.form.addRow(self.tr("Described by"), self.captioner)
        self.form.addRow(self.tr("Prompt"), self.prompt)

    def job(self) -> CompareJob:
        return CompareJob(
            catalog=self._catalog,
            before=self.before.currentText().strip() or None,
            after=self.after.currentText().strip() or None,
            captioner=self.captioner.currentText().strip() or BUILTIN,
            prompt=self.prompt.currentData(),
        )

    def _side(self, catalog: CatalogDetails) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.addItem("")
        box.addItems([label for label in catalog.labels if label])
        return box


class DeepenDialog(WorkDialog):
    """Which tiles a larger model looks at again."""

    def __init__(self, catalog: CatalogDetails, models: Models, *, question: str = "", bbox=None, parent=None):
        """`question` was asked last, and `bbox` is what the map shows; either may be missing."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Look again with a larger model"))
        self._about.setText(
            self.tr("A slower model describes what is worth it once more; its words stand beside those that are there.")
        )
        self._catalog, self._question, self._bbox = catalog.id, question, bbox
        self.captioner = self._captioners([model.name for model in models.local_models])
        self.captioner.lineEdit().setPlaceholderText("transformers:ORGANISATION/MODEL")
        self.prompt = self._prompts(models)
        self.where = QComboBox(self)
        if question:
            self.where.addItem(self.tr("The best results of “{question}”").format(question=question), QUESTION)
        if bbox is not None:
            self.where.addItem(self.tr("What the map shows"), VIEW)
        self.where.addItem(self.tr("The most telling tiles"), BEST)
        self.most = QSpinBox(self)
        self.most.setRange(1, MAX_DEEPEN)
        self.most.setValue(DEEPEN_TILES)
        self.form.addRow(self.tr("Described by"), self.captioner)
        self.form.addRow(self.tr("Prompt"), self.prompt)
        self.form.addRow(self.tr("Which tiles"), self.where)
        self.form.addRow(self.tr("At most"), self.most)
        self.captioner.currentTextChanged.connect(lambda text: self.allow_start(bool(text.strip())))
        self.allow_start(bool(self.captioner.currentText().strip()))

    def job(self) -> DeepenJob:
        where = self.where.currentData()
        return DeepenJob(
            catalog=self._catalog,
            captioner=self.captioner.currentText().strip(),
            bbox=self._bbox if where == VIEW else None,
            question=self._question if where == QUESTION else None,
            limit=self.most.value(),
            prompt=self.prompt.currentData(),
        )


class ReembedDialog(WorkDialog):
    """Which embedder the texts get vectors of."""

    def __init__(self, catalog: CatalogDetails, models: Models, parent=None):
        super().__init__(parent)
        self.setWindowTitle(self.tr("Embed the texts anew"))
        self._about.setText(self.tr("Gives every text a vector of another embedder. Nothing is described again."))
        self._catalog = catalog.id
        self.embedder = QComboBox(self)
        self.embedder.setEditable(True)
        for model in models.embedders:
            self.embedder.addItem(model.name)
            self.embedder.setItemData(self.embedder.count() - 1, model.what, int(Qt.ItemDataRole.ToolTipRole))
        self.form.addRow(self.tr("Embedder"), self.embedder)
        self.embedder.currentTextChanged.connect(lambda text: self.allow_start(bool(text.strip())))
        self.allow_start(bool(self.embedder.currentText().strip()))

    def job(self) -> ReembedJob:
        return ReembedJob(catalog=self._catalog, embedder=self.embedder.currentText().strip())
