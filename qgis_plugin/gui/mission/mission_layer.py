"""The mission layer: one layer of the project that shows what the mission list shows."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.mission import MissionListing
from ...core.slices import SlicedWork
from ..layers.layer_group import add_to_group
from ..layers.project_copies import ProjectCopies, back_to_memory, is_copy
from .mission_style import apply_mission_style, mission_feature, mission_uri

__all__ = ["MISSION", "MissionLayer"]

MISSION = "tilescribe/mission"
"""Custom property that marks a layer as the mission layer."""
CHUNK = 50
"""Features that are added in one step, 2 ms."""
STEP = 500
"""Entries that are looked at, or features that are deleted, in one step."""


class MissionLayer(QObject):
    """Follows a listing while it is on the map. Its features are changed in slices of the event loop."""

    shown_changed = pyqtSignal(bool)
    """It is on the map now, or was removed from it."""
    selected = pyqtSignal(list)
    """Keys of the entries that were selected on the map."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.layer = None
        self._listing = MissionListing()
        self._features = {}
        self._drawn = {}
        self._selecting = False
        self._copies = ProjectCopies(self)
        self._work = SlicedWork(self)
        QgsProject.instance().readProject.connect(self.take_up)

    @property
    def alive(self) -> bool:
        """It is on the map."""
        return self.layer is not None and not sip.isdeleted(self.layer)

    @property
    def busy(self) -> bool:
        """Features are still to come."""
        return self._work.busy

    def show(self, listing: MissionListing) -> None:
        """Put it on the map where it is not, in our group, and have it follow this listing."""
        if not self.alive:
            layer = QgsVectorLayer(mission_uri(), self.tr("Mission list"), "memory")
            layer.setCustomProperty(MISSION, 1)
            apply_mission_style(layer)
            self._use(layer)
            add_to_group(layer, QgsProject.instance())
            self._copies.keep(layer)
            self.shown_changed.emit(True)
        self.follow(listing)

    def hide(self) -> None:
        """Take it off the map."""
        if self.alive:
            QgsProject.instance().removeMapLayer(self.layer.id())

    def take_up(self, *_args) -> None:
        """Go on with the mission layer of a project that was opened; it is filled from the catalog again."""
        if self.alive:
            return
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and layer.customProperty(MISSION):
                if not is_copy(layer):
                    layer.dataProvider().truncate()
                self._use(layer)
                self._copies.keep(layer)
                self.shown_changed.emit(True)
                self.follow(self._listing)
                return

    def follow(self, listing: MissionListing) -> None:
        """Show this listing, where the layer is on the map: only what is another entry than before is drawn anew."""
        self._listing = listing
        if self.alive and is_copy(self.layer):
            if listing == MissionListing():
                # The engine has not been asked yet: the copy tells more than nothing.
                return
            back_to_memory(self.layer, mission_uri())
            self._copies.keep(self.layer)
        if self.alive:
            self._work.stop()
            self._work.run(self._following(listing))

    def select(self, keys) -> None:
        """Select these entries, and no others, on the map."""
        if self.alive:
            wanted = [self._features[key] for key in keys if key in self._features]
            if set(wanted) != set(self.layer.selectedFeatureIds()):
                self._selecting = True
                try:
                    self.layer.selectByIds(wanted)
                finally:
                    self._selecting = False

    def close_down(self) -> None:
        """Let go of the layer; it stays in the project."""
        QgsProject.instance().readProject.disconnect(self.take_up)
        self._copies.close_down()
        self._work.stop()
        if self.alive:
            self.layer.willBeDeleted.disconnect(self._on_deleted)
            self.layer.selectionChanged.disconnect(self._emit_selection)
        self.layer = None

    def _use(self, layer) -> None:
        self.layer = layer
        self._features, self._drawn = {}, {}
        layer.willBeDeleted.connect(self._on_deleted)
        layer.selectionChanged.connect(self._emit_selection)

    def _following(self, listing: MissionListing):
        """Steps of `SlicedWork`; wherever it is stopped, what is drawn is known."""
        provider, wanted, gone, new = self.layer.dataProvider(), set(), [], []
        for number, entry in enumerate(listing.entries):
            if number % STEP == STEP - 1:
                yield
            wanted.add(entry.key)
            drawn, value = self._drawn.get(entry.key), (entry, entry.place in listing.disputed)
            if drawn != value:
                new.append(value)
                if drawn is not None:
                    gone.append(entry.key)
        gone += [key for key in self._drawn if key not in wanted]
        for start in range(0, len(gone), STEP):
            yield
            keys = gone[start : start + STEP]
            provider.deleteFeatures([self._features.pop(key) for key in keys])
            for key in keys:
                del self._drawn[key]
        for start in range(0, len(new), CHUNK):
            yield
            chunk = new[start : start + CHUNK]
            made = [mission_feature(entry, disputed=disputed) for entry, disputed in chunk]
            _, features = provider.addFeatures(made)
            for value, feature in zip(chunk, features):
                self._features[value[0].key] = feature.id()
                self._drawn[value[0].key] = value
        if gone or new:
            self.layer.updateExtents()
            self.layer.triggerRepaint()
            self._copies.changed(self.layer)

    def _emit_selection(self, *_args) -> None:
        if not self._selecting:
            chosen = set(self.layer.selectedFeatureIds())
            self.selected.emit([key for key, feature in self._features.items() if feature in chosen])

    def _on_deleted(self) -> None:
        self._work.stop()
        self.layer = None
        self._features, self._drawn = {}, {}
        self.shown_changed.emit(False)
