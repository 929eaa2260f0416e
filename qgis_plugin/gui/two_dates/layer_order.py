"""Changes of the layer tree that put one raster on top at a place, and that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsLayerTreeNode,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.geometry import WGS84, geojson_to_geometry
from .project_rasters import is_picture

__all__ = ["LayerOrder", "top_picture"]

MOST_MOVES = 20
"""Of one raster: as many nested groups have never been seen."""


def top_picture(place: dict):
    """The uppermost visible raster of the project at a place (GeoJSON in WGS84); None where there is none."""
    return next(_pictures_at(place), None)


class LayerOrder(QObject):
    """Remembers how the layer tree was, so that it can be put back as far as nobody else has changed it since."""

    changed = pyqtSignal()
    """There is something to put back now, or nothing any more."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._undo = []
        QgsProject.instance().cleared.connect(self.forget)

    @property
    def can_restore(self) -> bool:
        return bool(self._undo)

    def bring_up(self, layer, place: dict) -> None:
        """Make a raster visible, above all others at a place; what cannot be passed over is hidden."""
        self._make_visible(layer)
        root = QgsProject.instance().layerTreeRoot()
        if root.hasCustomLayerOrder():
            self._move_in_own_order(root, layer, place)
        covering = _covering(layer, place)
        for _ in range(MOST_MOVES):
            covering = _still_above(layer, covering)
            if not covering:
                break
            if root.hasCustomLayerOrder() or not self._move_above(root, layer, covering[0]):
                self._set_visible(root.findLayer(covering[0].id()), False)
        self.changed.emit()

    def uncover(self, layer, place: dict) -> None:
        """Make a raster visible, and hide all others that cover it at a place."""
        self._make_visible(layer)
        root = QgsProject.instance().layerTreeRoot()
        for other in _covering(layer, place):
            self._set_visible(root.findLayer(other.id()), False)
        self.changed.emit()

    def restore(self) -> None:
        """Put everything back, the last change first; what was removed, or changed again, stays as it is."""
        undo, self._undo = self._undo, []
        for step in reversed(undo):
            step()
        self.changed.emit()

    def forget(self) -> None:
        """Another project: there is nothing to put back."""
        self._undo.clear()
        self.changed.emit()

    def close_down(self) -> None:
        """Leave the tree as it was found."""
        self.restore()
        QgsProject.instance().cleared.disconnect(self.forget)

    def _make_visible(self, layer) -> None:
        for node in reversed(_path(QgsProject.instance().layerTreeRoot(), layer)):
            self._set_visible(node, True)

    def _set_visible(self, node, visible: bool) -> None:
        if node is None or node.itemVisibilityChecked() is visible:
            return
        parent = node.parent()
        if visible and isinstance(parent, QgsLayerTreeGroup) and parent.isMutuallyExclusive():
            # The one that is visible now goes by itself, and must be told to come back.
            for other in parent.children():
                if other is not node and other.itemVisibilityChecked():
                    self._set_visible(other, False)
        key = _key(node)
        node.setItemVisibilityChecked(visible)

        def take_back() -> None:
            found = _find(QgsProject.instance().layerTreeRoot(), key)
            if found is not None and found.itemVisibilityChecked() is visible:
                found.setItemVisibilityChecked(not visible)

        self._undo.append(take_back)

    def _move_in_own_order(self, root: QgsLayerTree, layer, place: dict) -> None:
        """The project has an order of layers apart from the tree."""
        before = root.customLayerOrder()
        covering = _covering(layer, place)
        if not covering:
            return
        after = [one for one in before if one is not layer]
        after.insert(after.index(covering[0]), layer)
        root.setCustomLayerOrder(after)
        ids_before, ids_after = [one.id() for one in before], [one.id() for one in after]

        def take_back() -> None:
            tree = QgsProject.instance().layerTreeRoot()
            layers = {one.id(): one for one in tree.customLayerOrder()}
            if list(layers) == ids_after:
                tree.setCustomLayerOrder([layers[one] for one in ids_before])

        self._undo.append(take_back)

    def _move_above(self, root: QgsLayerTree, layer, other) -> bool:
        """Move a raster, or the group that it is in, above another; False where it would hide what lies over both."""
        ours, theirs = _branches(root, layer, other)
        if _has_vectors(theirs):
            return False
        group = theirs.parent()
        before = [_key(child) for child in group.children()]
        moved = _key(ours)
        _move(group, ours, group.children().index(theirs))

        def take_back() -> None:
            node = _find(QgsProject.instance().layerTreeRoot(), moved)
            if node is None or node.parent() is None:
                return
            keys = [_key(child) for child in node.parent().children()]
            above = [key for key in before[: before.index(moved)] if key in keys]
            _move(node.parent(), node, keys.index(above[-1]) + 1 if above else 0)

        self._undo.append(take_back)
        return True


def _pictures_at(place: dict) -> Iterator:
    """Visible rasters that may show something of a place, the uppermost first."""
    root = QgsProject.instance().layerTreeRoot()
    visible = {node.layerId() for node in root.findLayers() if node.isVisible()}
    box = geojson_to_geometry(place).boundingBox()
    boxes = {}
    for layer in root.layerOrder():
        if layer.id() not in visible or not is_picture(layer) or not layer.isValid():
            continue
        crs = layer.crs()
        # Hundreds of layers have a few CRSs.
        key = crs.authid() or crs.toWkt()
        if key not in boxes:
            boxes[key] = _box_in(crs, box)
        if boxes[key] is not None and (layer.extent().isEmpty() or layer.extent().intersects(boxes[key])):
            yield layer


def _box_in(crs: QgsCoordinateReferenceSystem, box):
    """A box of degrees in a CRS; None where that has no such place."""
    if not crs.isValid():
        return box
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(WGS84), crs, QgsProject.instance())
    try:
        return transform.transformBoundingBox(box)
    except QgsCsException:
        return None


def _covering(layer, place: dict) -> list:
    """The rasters above a visible one."""
    shown = list(_pictures_at(place))
    return shown[: shown.index(layer)] if layer in shown else []


def _still_above(layer, covering: list) -> list:
    """Which of these are visible above a layer, after it was moved."""
    root = QgsProject.instance().layerTreeRoot()
    order = root.layerOrder()
    above = order[: order.index(layer)] if layer in order else []
    return [one for one in covering if one in above and root.findLayer(one.id()).isVisible()]


def _branches(root, layer, other) -> tuple:
    """The children of the lowest group that holds both: the one that leads to either."""
    ours, theirs = _path(root, layer), _path(root, other)
    depth = next(at for at, (one, two) in enumerate(zip(ours, theirs)) if one is not two)
    return ours[depth], theirs[depth]


def _path(root, layer) -> list:
    """The nodes from below the root to a layer."""
    node, path = root.findLayer(layer.id()), []
    while isinstance(node, QgsLayerTreeNode) and node.parent() is not None:
        path.insert(0, node)
        node = node.parent()
    return path


def _has_vectors(node) -> bool:
    """It is a group that also holds what shall lie over rasters."""
    layers = node.findLayers() if isinstance(node, QgsLayerTreeGroup) else []
    return any(isinstance(one.layer(), QgsVectorLayer) and one.isVisible() for one in layers)


def _key(node):
    """What a node is known by when it was moved, which makes a copy of it."""
    if isinstance(node, QgsLayerTreeGroup):
        return (node.name(), frozenset(node.findLayerIds()))
    return node.layerId()


def _find(root, key):
    if isinstance(key, str):
        return root.findLayer(key)
    return next((group for group in root.findGroups(True) if _key(group) == key), None)


def _move(group: QgsLayerTreeGroup, node, index: int) -> None:
    """To a place among its brothers, counted with itself where it is above."""
    own = group.children().index(node)
    if index in (own, own + 1):
        return
    group.insertChildNode(index, node.clone())
    group.removeChildNode(node)
