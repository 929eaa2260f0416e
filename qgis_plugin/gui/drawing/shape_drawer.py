"""Drawing on tiles and counting there: what a person adds to a mark, kept and undone as every judgement."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QInputDialog

from ...core import settings
from ...core.geometry import WGS84, geojson_to_geometry
from ...core.judging import MarkChange
from ...core.protocol import Mark
from ...core.results import CONFIRMED
from ...core.shapes import LINE, POINT, POLYGON, shape_kind, shape_to_geojson, shape_to_geometry
from .shape_tool import ShapeTool

__all__ = ["MarkTarget", "ShapeDrawer", "can_change"]

MOST = 1_000_000
"""Things that are counted on one tile."""


@dataclass(frozen=True)
class MarkTarget:
    """A tile on which something is drawn or counted."""

    catalog_id: str
    catalog_path: str
    tile_id: int
    geometry: dict
    """GeoJSON footprint in WGS 84."""
    mark: Optional[Mark]
    """Mine; None where there is none."""
    question: str
    """Under which it was found."""
    name: str
    """In few words, for the menu of what can be undone."""


def can_change(shape: Optional[dict]) -> bool:
    """Whether the tool can change the corners of a shape: one of one part without holes."""
    if shape is None:
        return False
    kind, coordinates = shape.get("type"), shape.get("coordinates", ())
    if kind in ("MultiPolygon", "MultiLineString", "MultiPoint"):
        return len(coordinates) == 1 and (kind != "MultiPolygon" or len(coordinates[0]) == 1)
    return kind in ("Point", "LineString") or (kind == "Polygon" and len(coordinates) == 1)


class ShapeDrawer(QObject):
    """Draws on one tile after the other, and gives what was drawn to the editor of marks."""

    message_emitted = pyqtSignal(str)
    kept = pyqtSignal()
    """Something was drawn."""

    def __init__(self, canvas, marks, parent=None):
        """`marks` is the `MarkEditor`, whose stack can undo all of it."""
        super().__init__(parent)
        self._canvas = canvas
        self._marks = marks
        self._target = None
        self.tool = ShapeTool(canvas)
        self.tool.drawn.connect(self._keep)
        self.tool.refused.connect(self.message_emitted)

    def draw(self, target: MarkTarget, kind: str) -> None:
        """Draw a POLYGON, LINE or POINT in place of what was drawn before."""
        tile = self._on_canvas(geojson_to_geometry(target.geometry))
        if tile is not None:
            self._target = target
            self._bring_into_view(tile)
            self.tool.draw(kind, tile=tile)
            self.message_emitted.emit(self._hint(kind))

    def change(self, target: MarkTarget) -> None:
        """Move, add and remove the corners of what was drawn."""
        shape = target.mark.shape if target.mark is not None else None
        if shape is None or not can_change(shape):
            return
        tile = self._on_canvas(geojson_to_geometry(target.geometry))
        drawn = self._on_canvas(shape_to_geometry(shape))
        if tile is not None and drawn is not None:
            self._target = target
            self._bring_into_view(drawn)
            self.tool.change(shape_kind(shape), drawn, tile=tile)
            self.message_emitted.emit(
                self.tr(
                    "Drag corners; double-click a side for a new one; Delete removes one; right click keeps it, "
                    "Esc leaves it as it was."
                )
            )

    def remove(self, targets) -> None:
        """Take back what was drawn on tiles."""
        self._push(
            [one for one in targets if one.mark is not None and one.mark.shape is not None],
            lambda mark: dataclasses.replace(mark, shape=None),
            self.tr("Remove the drawing on “{tile}”"),
            self.tr("Remove {count} drawings"),
        )

    def ask_count(self, target: MarkTarget, parent) -> None:
        """Ask how many things there are on a tile, in a window that holds nothing up."""
        known = target.mark.count if target.mark is not None else None
        dialog = QInputDialog(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setObjectName("TilescribeCountDialog")
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(0, MOST)
        dialog.setIntValue(known if known is not None else 1)
        dialog.setWindowTitle(self.tr("Count"))
        dialog.setLabelText(self.tr("How many are there on this tile?"))
        dialog.intValueSelected.connect(lambda number: self.count(target, number))
        dialog.open()

    def count(self, target: MarkTarget, number: Optional[int]) -> None:
        """Keep a number; None takes it back."""
        known = target.mark.count if target.mark is not None else None
        if number != known:
            name = self.tr("Count on “{tile}”") if number is not None else self.tr("Remove the count on “{tile}”")
            self._push([target], lambda mark: dataclasses.replace(mark, count=number), name, name)

    def close_down(self) -> None:
        """Leave nothing on the canvas."""
        self.tool.leave()

    def _keep(self, geometry: QgsGeometry) -> None:
        target, self._target = self._target, None
        crs = self._canvas.mapSettings().destinationCrs()
        shape = shape_to_geojson(geometry, crs, context=QgsProject.instance().transformContext())
        if shape is None:
            self.message_emitted.emit(
                self.tr("The drawing lies nowhere on Earth, or on both sides of the 180th meridian. Draw it on one.")
            )
        elif target is not None:
            name = self.tr("Draw on “{tile}”")
            self._push([target], lambda mark: dataclasses.replace(mark, shape=shape), name, name)
            self.kept.emit()

    def _push(self, targets, changed, name: str, name_of_many: str) -> None:
        by_catalog = {}
        for target in targets:
            before = self._marks.mark_of(target.catalog_id, target.tile_id, target.mark)
            base = before or Mark(question=target.question, author=settings.author())
            if base.verdict is None and before is None:
                # What is worth drawing or counting is there.
                base = dataclasses.replace(base, verdict=CONFIRMED)
            after = changed(base)
            change = MarkChange(before, after if after.has_content else None)
            by_catalog.setdefault((target.catalog_id, target.catalog_path), {})[target.tile_id] = change
        text = name.format(tile=targets[0].name) if len(targets) == 1 else name_of_many.format(count=len(targets))
        for (catalog_id, path), changes in by_catalog.items():
            self._marks.change(text, catalog_id, path, changes)

    def _bring_into_view(self, geometry: QgsGeometry) -> None:
        """What is drawn on has to be seen, and large enough to be drawn on."""
        box, extent = geometry.boundingBox(), self._canvas.extent()
        too_small = max(box.width(), box.height()) < max(extent.width(), extent.height()) / 20
        if not box.isNull() and (too_small or not extent.contains(box)):
            if box.width() > 0 or box.height() > 0:
                box.scale(1.6)
                self._canvas.setExtent(box)
            else:
                self._canvas.setCenter(box.center())
            self._canvas.refresh()

    def _on_canvas(self, geometry: QgsGeometry):
        """A geometry in WGS 84 as it lies on the canvas; None, with a message, where it does not."""
        crs = self._canvas.mapSettings().destinationCrs()
        if not crs.isValid():
            self.message_emitted.emit(self.tr("The map shows no place on Earth. Set the project's CRS, and try again."))
            return None
        context = QgsProject.instance().transformContext()
        try:
            geometry.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem(WGS84), crs, context))
        except QgsCsException:
            self.message_emitted.emit(self.tr("The map's CRS has no such place. Choose another, and try again."))
            return None
        return geometry

    def _hint(self, kind: str) -> str:
        return {
            POLYGON: self.tr("Click the corners; right click ends, Backspace takes one back, Esc gives up."),
            LINE: self.tr("Click along the line; right click ends, Backspace takes one back, Esc gives up."),
            POINT: self.tr("Click the place; Esc gives up."),
        }[kind]
