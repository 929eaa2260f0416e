"""The result layer: one layer of the project with the hits of one search."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.results import Results
from ...core.slices import SlicedWork
from .geopackage import layer_uri, save_style
from .layer_filler import LayerFiller
from .layer_group import add_to_group
from .project_copies import back_to_memory, is_copy
from .result_fields import FIELDS, attributes_of, mark_attributes_of, memory_uri
from .result_style import apply_results, apply_style, set_thumbnail_folder
from .score_classes import ramp_of

__all__ = ["RESULTS", "ResultLayer", "is_result_layer"]

RESULTS = "tilescribe/results"
"""Custom property with `Results.dumps()`; also marks a layer as one of ours."""
KEPT = "tilescribe/kept"
JUDGED = "tilescribe/judged"
"""Custom property of a layer whose tiles were judged while it was asked about them."""
_NO_WARNING = "skipMemoryLayersCheck"
"""QGIS need not warn that the layer will be lost: its content is in its properties."""

AT_ONCE = 200
"""Features whose attributes change in one step: 5 ms."""
MAX_PACKED = 5000
"""Beyond that many hits a project keeps the question, and it is asked again when the project is opened."""


def is_result_layer(layer) -> bool:
    """Whether a layer of the project is one of ours."""
    return isinstance(layer, QgsVectorLayer) and bool(layer.customProperty(RESULTS))


class ResultLayer(QObject):
    """One layer of the project with the hits of a question."""

    selected = pyqtSignal(list)
    """The numbers of the tiles that were selected on the map, in a table or by an expression."""
    filled = pyqtSignal()
    content_changed = pyqtSignal()
    """Features were added, or their attributes changed."""
    writing_to_file = pyqtSignal()
    """A file is about to be changed: whoever reads it, in threads that draw, should stop. Where it is read while QGIS
    changes it, the reader loses the journal, and what it reads next is empty."""
    moved = pyqtSignal()
    """The layer has a file of its own now."""
    refused = pyqtSignal(str)
    """Why the file of the layer did not take a change, in a sentence."""
    removed = pyqtSignal()
    """The layer was removed from the project."""

    def __init__(self, layer: QgsVectorLayer, parent=None):
        """Take up a layer that is, or will be, in the project."""
        super().__init__(parent)
        self.layer = layer
        self._results = Results.empty()
        self._ids = {}
        self._tiles = {}
        self._changed_while_filling = set()
        self._holds = 0
        self._when_filled = []
        self._selecting = False
        self._updates = SlicedWork(self)
        self._filler = LayerFiller(self)
        self._filler.added.connect(self._add_ids)
        self._filler.filled.connect(self._on_filled)
        layer.selectionChanged.connect(self._emit_selection)
        layer.willBeDeleted.connect(self._on_deleted)

    @classmethod
    def create(cls, name: str, *, style: Path, thumbnails: Path, ramp: int = 0, parent=None) -> ResultLayer:
        """A new layer in memory, in our group of the project, drawn in one of `SCORE_RAMPS`."""
        layer = QgsVectorLayer(memory_uri(), name, "memory")
        layer.setCustomProperty(_NO_WARNING, 1)
        apply_style(layer, style=style, thumbnails=thumbnails, ramp=ramp)
        made = cls(layer, parent)
        add_to_group(layer, QgsProject.instance())
        return made

    @property
    def alive(self) -> bool:
        return self.layer is not None and not sip.isdeleted(self.layer)

    @property
    def results(self) -> Results:
        return self._results

    @property
    def ramp(self) -> int:
        """Which of `SCORE_RAMPS` it is drawn in."""
        return ramp_of(self.layer) if self.alive else 0

    @property
    def kept(self) -> bool:
        """Pinned: asking again makes another layer."""
        return self.alive and str(self.layer.customProperty(KEPT, "")) == "yes"

    def keep(self, kept: bool) -> None:
        if self.alive:
            self.layer.setCustomProperty(KEPT, "yes" if kept else "")

    @property
    def judged(self) -> bool:
        """Tiles were judged in it: another question makes another layer."""
        return self.alive and str(self.layer.customProperty(JUDGED, "")) == "yes"

    def set_judged(self, judged: bool) -> None:
        if self.alive and judged != self.judged:
            self.layer.setCustomProperty(JUDGED, "yes" if judged else "")

    @property
    def edited(self) -> bool:
        """Its user edits it in QGIS: asking again makes another layer."""
        return self.alive and self.layer.isEditable()

    @property
    def held(self) -> bool:
        """It is being written to a file, or is about to be: asking again makes another layer."""
        return self._holds > 0

    def hold(self) -> None:
        """Keep the results in it until as many `release_hold` have followed."""
        self._holds += 1

    def release_hold(self) -> None:
        self._holds -= 1

    def when_filled(self, then) -> None:
        """Call `then()` once the layer has a feature for every hit; at once where it has. Never where it is removed."""
        if self._filler.busy or self._updates.busy:
            self._when_filled.append(then)
        else:
            then()

    def show(self, results: Results, *, name: str) -> None:
        """Replace the content of the layer."""
        if not self.alive:
            return
        self._updates.stop()
        self._results = results
        self._ids, self._tiles, self._changed_while_filling = {}, {}, set()
        self.layer.setName(name)
        self.layer.removeSelection()
        apply_results(self.layer, results)
        # A mark that the layer is ours, until `store_results` writes all of it when the project is saved.
        self.layer.setCustomProperty(RESULTS, results.with_hits(()).dumps())
        self._filler.fill(self.layer.dataProvider(), results.hits)
        self.content_changed.emit()

    def complete(self) -> None:
        """Have a feature for every hit, as it is thought of now, however long that takes."""
        self._filler.finish()
        self._updates.finish()

    def leave_copy(self) -> None:
        """Show what comes next in memory again, where this layer shows the copy of a project that was opened."""
        if self.alive and is_copy(self.layer):
            back_to_memory(self.layer, memory_uri())

    def restore(self, results: Results, *, thumbnails: Path) -> None:
        """Show results in a layer of a project: one in memory lost its features, one in a file has them.

        One that was in memory comes as a copy in a file of the project, and goes back to memory, where its hits are
        known; of too many hits the copy stays.
        """
        set_thumbnail_folder(self.layer, thumbnails)
        if is_copy(self.layer) and results.hits:
            back_to_memory(self.layer, memory_uri())
        if self.in_memory:
            self.show(results, name=self.layer.name())
        else:
            self._results = results
            self._read_ids()

    @property
    def in_memory(self) -> bool:
        return self.alive and self.layer.providerType() == "memory"

    def move_to(self, path: str, *, table: str, before: Results) -> bool:
        """Have the features in a GeoPackage, where they were written, from now on; the layer is kept.

        `before`: the results as they were when the file was begun. What was marked since is written now. Returns
        whether the style was saved with the features. Raises ValueError where they cannot be read there; the layer
        stays as it is then.
        """
        uri = layer_uri(path, table)
        written = QgsVectorLayer(uri, self.layer.name(), "ogr")
        if not written.isValid():
            raise ValueError(path)
        del written
        # With the file, so that it looks the same in any QGIS.
        style_saved = save_style(self.layer, path, table)
        self.layer.setDataSource(uri, self.layer.name(), "ogr")
        self.moved.emit()
        self.keep(True)
        self._read_ids()
        known = {hit.tile_id: hit for hit in before.hits}
        self.update_results(self._results, [hit.tile_id for hit in self._results.hits if known.get(hit.tile_id) != hit])
        return style_saved

    def update_results(self, results: Results, tile_ids) -> None:
        """Take over what changed of some of the same hits, such as marks."""
        self._results = results
        if self._filler.busy:
            # The hits that are still to come are those of before.
            self._changed_while_filling.update(tile_ids)
        wanted = self._ids.keys() & set(tile_ids)
        if self.alive and wanted:
            changed = [hit for hit in results.hits if hit.tile_id in wanted]
            if not self.in_memory:
                self.writing_to_file.emit()
            self._updates.run(self._writing(changed), self._on_updated)

    def _writing(self, hits):
        """Write the attributes of hits, in steps; returns why they were refused, in a sentence, or nothing."""
        for start in range(0, len(hits), AT_ONCE):
            if not self.alive:
                break
            values = ((self._ids.get(hit.tile_id), hit) for hit in hits[start : start + AT_ONCE])
            read = self._values if len(hits) <= AT_ONCE else self._mark_values
            changed = {feature: read(hit) for feature, hit in values if feature is not None}
            if not self.layer.dataProvider().changeAttributeValues(changed):
                return self._why_refused()
            yield
        return ""

    def _on_updated(self, refusal: str) -> None:
        if refusal:
            self.refused.emit(refusal)
        if self.alive:
            self.layer.triggerRepaint()
            self.content_changed.emit()
        self._release()

    def store_results(self) -> None:
        """Write the results into the layer's properties, so that the project carries them."""
        if self.alive:
            whole = len(self._results.hits) <= MAX_PACKED
            stored = self._results if whole else self._results.with_hits(())
            self.layer.setCustomProperty(RESULTS, stored.dumps())

    def select(self, tile_ids) -> None:
        """Select these tiles, and no others, on the map."""
        if self.alive:
            wanted = {self._ids[tile] for tile in tile_ids if tile in self._ids}
            if wanted != set(self.layer.selectedFeatureIds()):
                # Whoever says what to select need not be told what is selected.
                self._selecting = True
                try:
                    self.layer.selectByIds(list(wanted))
                finally:
                    self._selecting = False

    def detach(self) -> None:
        """Let go of the layer; it stays in the project."""
        self._updates.finish()
        self._filler.stop()
        if self.alive:
            self.layer.selectionChanged.disconnect(self._emit_selection)
            self.layer.willBeDeleted.disconnect(self._on_deleted)
        self.layer = None

    def _read_ids(self) -> None:
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes(["tile_id"], self.layer.fields())
        self._ids, self._tiles = {}, {}
        self._add_ids({feature["tile_id"]: feature.id() for feature in self.layer.getFeatures(request)})

    def _values(self, hit) -> dict:
        """Values by the layer's own attribute numbers: a GeoPackage has its key before ours, and may have lost some."""
        fields = self.layer.fields()
        numbered = ((fields.indexOf(name), value) for (name, _), value in zip(FIELDS, attributes_of(hit)))
        return {number: value for number, value in numbered if number >= 0}

    def _mark_values(self, hit) -> dict:
        """What is thought of a hit only: of many at once nothing else changes."""
        fields = self.layer.fields()
        numbered = ((fields.indexOf(name), value) for name, value in mark_attributes_of(hit).items())
        return {number: value for number, value in numbered if number >= 0}

    def _why_refused(self) -> str:
        provider = self.layer.dataProvider()
        said = provider.errors()[-1] if provider.hasErrors() else self.tr("the file may not be written")
        provider.clearErrors()
        return self.tr("The layer {name} did not take the change, which the catalog keeps: {reason}").format(
            name=self.layer.name(), reason=said
        )

    def _add_ids(self, added: dict) -> None:
        self._ids.update(added)
        self._tiles.update({feature: tile for tile, feature in added.items()})

    def _on_filled(self) -> None:
        if self.alive:
            late, self._changed_while_filling = self._changed_while_filling, set()
            self.update_results(self._results, late)
            self.layer.updateExtents()
            self.layer.triggerRepaint()
            self.content_changed.emit()
            self.filled.emit()
            self._release()

    def _release(self) -> None:
        """Call whoever waits for the layer to be as its results are."""
        if not self._filler.busy and not self._updates.busy:
            waiting, self._when_filled = self._when_filled, []
            for then in waiting:
                then()

    def _emit_selection(self, *_args) -> None:
        if self._selecting:
            return
        chosen = self.layer.selectedFeatureIds()
        self.selected.emit([self._tiles[feature] for feature in chosen if feature in self._tiles])

    def _on_deleted(self) -> None:
        self._filler.stop()
        self._updates.stop()
        self._ids, self._tiles, self._when_filled = {}, {}, []
        self.layer = None
        self.removed.emit()
