"""Synchronisation of the results list with the map and the result layers."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.judging import marking
from ...core.paths import resource
from ...core.results import Results, my_mark
from ...core.slices import SlicedWork
from .canvas import HoverHighlight, MapNavigator
from .layer_labels import label_current
from .project_copies import ProjectCopies
from .result_layer import RESULTS, ResultLayer, is_result_layer
from .score_classes import free_ramp
from .time_filter import drop_stale_time_filter

__all__ = ["MapSync"]

CURRENT = "tilescribe/current"
"""Custom property of the layer whose results are in the list when the project is saved."""


class MapSync(QObject):
    """Ties a `ResultsView` to the canvas, and to the layers of the project that hold results."""

    layer_changed = pyqtSignal()
    """There is a layer now, or there is none any more, or it is kept, or not."""
    refused = pyqtSignal(str)
    """Why the file of a layer did not take a change, in a sentence."""
    current_changed = pyqtSignal(object)
    """Another layer's `Results` are meant now: a project was opened, or its user made the layer active."""

    def __init__(self, iface, view, thumbnails, parent=None):
        super().__init__(parent)
        self.navigator = MapNavigator(iface.mapCanvas())
        self._iface = iface
        self._view = view
        self._thumbnails = thumbnails
        self._outline = HoverHighlight(iface.mapCanvas())
        # Before the copies are written.
        QgsProject.instance().writeProject.connect(self._complete_layers)
        self._copies = ProjectCopies(self)
        self._layers = []
        self._current = None
        self._work = SlicedWork(self)
        view.hovered.connect(self._hover)
        view.chosen.connect(self.navigator.show_hit)
        view.activated_hit.connect(lambda hit: self.navigator.zoom([hit]))
        view.selected.connect(self._select_on_map)
        self.layer_changed.connect(lambda: label_current(self._layers, self._current))
        iface.currentLayerChanged.connect(self._on_current_layer_changed)
        QgsProject.instance().writeProject.connect(self._store_results)
        QgsProject.instance().readProject.connect(self.restore_layers)

    @property
    def current(self):
        """The `ResultLayer` with the results in the list; None where there is none (any more)."""
        return self._current

    def show(self, results, *, name: str) -> None:
        """Show results in the present layer; in a new one where that is kept, judged, being written to a file, or gone.

        Results that another layer holds already make that one the current layer.
        """
        there = self._layer_of(results)
        if there is not None:
            self._current = there
            pairs = zip(there.results.hits, results.hits)
            there.update_results(results, [after.tile_id for before, after in pairs if before.marks != after.marks])
            self.layer_changed.emit()
            return
        if not self._may_be_replaced():
            folder = self._thumbnails.folder(results.catalog_id)
            made = ResultLayer.create(
                name,
                style=resource("styles/results.qml"),
                thumbnails=folder,
                ramp=free_ramp([one.layer for one in self._layers if one.alive]),
                parent=self,
            )
            self._add(made)
            self._copies.keep(made.layer)
            self._current = made
        self._current.show(results, name=name)
        self.layer_changed.emit()

    def update_results(self, results, tile_ids) -> None:
        """Take over what changed of the same hits."""
        if self._current is not None:
            self._current.update_results(results, tile_ids)

    def take_marks(self, catalog_id: str, marks: dict) -> None:
        """What I think of tiles now, by their number (None: nothing): in every layer with hits of that catalog."""
        current = self._current
        if current is not None and current.results.catalog_id == catalog_id:
            # A judgement that is taken back may leave others.
            current.set_judged(any(marks.values()) or any(map(my_mark, current.results.hits)))
        for layer in self._layers:
            if layer is not current and layer.alive and layer.results.catalog_id == catalog_id:
                steps = marking(layer.results, marks)
                self._work.run(steps, lambda results, layer=layer: layer.update_results(results, list(marks)))

    def keep(self, kept: bool) -> None:
        """Pin the layer, so that asking again leaves it as it is; or unpin it."""
        if self._current is not None:
            self._current.keep(kept)
            self.layer_changed.emit()

    def restore_layers(self, *_args) -> None:
        """Take up the result layers that a project came with; the current one is that of when it was saved."""
        layers = [layer for layer in QgsProject.instance().mapLayers().values() if is_result_layer(layer)]
        found = [(results, layer) for results, layer in ((_results_of(layer), layer) for layer in layers) if results]
        for results, layer in sorted(found, key=lambda pair: (bool(pair[1].customProperty(CURRENT)), pair[0].asked)):
            taken = ResultLayer(layer, self)
            self._add(taken)
            taken.restore(results, thumbnails=self._thumbnails.folder(results.catalog_id))
            self._copies.keep(taken.layer)
            self._current = taken
        if found:
            self.layer_changed.emit()
            self.current_changed.emit(self._current.results)
            # QGIS makes the topmost layer the active one only after this, and the list would follow.
            wanted = self._current
            QTimer.singleShot(0, lambda: self._activate(wanted))

    def close_down(self) -> None:
        """Leave nothing on the canvas and no connection to the project; layers stay."""
        QgsProject.instance().writeProject.disconnect(self._complete_layers)
        QgsProject.instance().writeProject.disconnect(self._store_results)
        QgsProject.instance().readProject.disconnect(self.restore_layers)
        self._iface.currentLayerChanged.disconnect(self._on_current_layer_changed)
        self._outline.remove()
        self._work.finish()
        self._copies.close_down()
        for layer in self._layers:
            layer.store_results()
            layer.detach()
        self._layers, self._current = [], None

    def _may_be_replaced(self) -> bool:
        """Whether the present layer can show other results. Never one in a file of its user's."""
        current = self._current
        if current is None or current.kept or current.judged or current.held or current.edited:
            return False
        current.leave_copy()
        if current.in_memory:
            self._copies.keep(current.layer)
        return current.in_memory

    def _activate(self, layer: ResultLayer) -> None:
        if layer in self._layers and layer.alive:
            self._iface.setActiveLayer(layer.layer)
        drop_stale_time_filter(self._iface.mapCanvas())

    def _layer_of(self, results):
        """The layer that holds these results, as they were answered then; None where there is none."""
        return next((layer for layer in self._layers if layer.alive and _same(layer.results, results)), None)

    def _add(self, layer: ResultLayer) -> None:
        self._layers.append(layer)
        layer.selected.connect(lambda tiles: self._select_in_list(layer, tiles))
        layer.refused.connect(self.refused)
        layer.writing_to_file.connect(self._iface.mapCanvas().stopRendering)
        layer.moved.connect(lambda: self._copies.forget(layer.layer))
        layer.content_changed.connect(lambda: self._copies.changed(layer.layer))
        layer.removed.connect(lambda: self._forget(layer))

    def _forget(self, layer: ResultLayer) -> None:
        self._layers.remove(layer)
        if layer is self._current:
            self._current = None
            self._outline.hide()
            self.layer_changed.emit()
        layer.deleteLater()

    def _on_current_layer_changed(self, layer) -> None:
        """Its user made another result layer the active one: the list follows."""
        for ours in self._layers:
            if ours is not self._current and ours.alive and ours.layer is layer:
                self._current = ours
                self.layer_changed.emit()
                self.current_changed.emit(ours.results)

    def _select_in_list(self, layer: ResultLayer, tile_ids) -> None:
        if layer is self._current:
            self._view.select_tiles(tile_ids)

    def _select_on_map(self, tile_ids) -> None:
        if self._current is not None:
            self._current.select(tile_ids)

    def _hover(self, hit) -> None:
        if hit is None:
            self._outline.hide()
        else:
            self._outline.show(hit.geometry)

    def _complete_layers(self, *_args) -> None:
        """The project is about to be saved: no layer may be half of one answer and half of another."""
        for layer in self._layers:
            layer.complete()

    def _store_results(self, *_args) -> None:
        for layer in self._layers:
            layer.store_results()
            if layer.alive:
                layer.layer.setCustomProperty(CURRENT, "yes" if layer is self._current else "")


def _same(one: Results, other: Results) -> bool:
    """Whether both are the answer to one question, asked once."""
    if (one.asked, one.catalog_id, one.request) != (other.asked, other.catalog_id, other.request) or not one.hits:
        return False
    return [hit.tile_id for hit in one.hits] == [hit.tile_id for hit in other.hits]


def _results_of(layer):
    """What a layer of a project holds; None where that was written by another version of the plugin."""
    try:
        return Results.loads(layer.customProperty(RESULTS))
    except ValueError:
        return None
