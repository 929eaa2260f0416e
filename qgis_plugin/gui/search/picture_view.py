"""A picture that can be enlarged and moved, with the wheel, the pointer and keys."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

__all__ = ["PictureView"]

SIDE = 1000.0
"""The longer side of every picture in scene units, so that a finer one of the same tile takes its place unseen."""
STEP = 1.25
MOST = 16.0
"""Beyond, single pixels are larger than a thumb."""
BACKGROUND = "#23262b"
"""Dark in light themes, too: no imagery is judged well beside white."""
INK = "#c8ccd2"


class PictureView(QGraphicsView):
    """One picture, fitted into the view at first. Wheel: zoom; drag: pan; double click: fit again."""

    view_changed = pyqtSignal(float, QPointF)
    """Zoom (1: fitted) and what is in the middle, both as `set_view` takes them."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribePicture")
        self._scene = QGraphicsScene(self)
        self._item = self._scene.addPixmap(QPixmap())
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._message = ""
        self._zoom = 1.0
        self._quiet = False
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(BACKGROUND))
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(QSize(96, 96))
        # Keys are for judging.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def picture(self) -> QPixmap:
        """What is shown; null where there is none."""
        return self._item.pixmap()

    @property
    def zoom(self) -> float:
        """1: the whole picture fits."""
        return self._zoom

    def show_picture(self, picture, *, message: str = "", keep_view: bool = False) -> None:
        """Show a `QImage` or `QPixmap`; None for none, with what is said in its place.

        `keep_view`: it is the same tile, finer say.
        """
        pixmap = QPixmap.fromImage(picture) if isinstance(picture, QImage) else picture or QPixmap()
        self._message = message if pixmap.isNull() else ""
        self._item.setPixmap(pixmap)
        if not pixmap.isNull():
            self._item.setScale(SIDE / max(pixmap.width(), pixmap.height()))
        self._scene.setSceneRect(self._place())
        if keep_view:
            self._apply()
        else:
            self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """Show all of the picture."""
        self.set_zoom(1.0)
        self.centerOn(self._place().center())

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / STEP)

    def set_zoom(self, zoom: float) -> None:
        """1: all of it; at most `MOST` times that."""
        self._zoom = min(MOST, max(1.0, zoom))
        self._apply()
        self._tell()

    def pan(self, right: int, down: int) -> None:
        """Move by so many tenths of what is seen."""
        for bar, steps, length in (
            (self.horizontalScrollBar(), right, self.viewport().width()),
            (self.verticalScrollBar(), down, self.viewport().height()),
        ):
            bar.setValue(bar.value() + steps * length // 10)

    def set_view(self, zoom: float, centre: QPointF) -> None:
        """Show what another view of the same place shows; nobody is told."""
        self._quiet = True
        try:
            self._zoom = zoom
            self._apply()
            self.centerOn(centre)
        finally:
            self._quiet = False

    def wheelEvent(self, event):
        steps = event.angleDelta().y() / 120.0
        if steps:
            self.set_zoom(self._zoom * STEP**steps)
        event.accept()

    def mouseDoubleClickEvent(self, event):
        self.fit()
        event.accept()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._apply()

    def scrollContentsBy(self, dx: int, dy: int):
        super().scrollContentsBy(dx, dy)
        self._tell()

    def drawForeground(self, painter: QPainter, rect: QRectF):
        if self._message:
            painter.save()
            painter.resetTransform()
            painter.setPen(QColor(INK))
            margin = self.fontMetrics().height()
            place = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._message)
            painter.restore()

    def _place(self) -> QRectF:
        pixmap = self._item.pixmap()
        return QRectF(0, 0, SIDE, SIDE) if pixmap.isNull() else self._item.sceneBoundingRect()

    def _apply(self) -> None:
        place, room = self._place(), self.viewport().size()
        if room.isEmpty():
            return
        scale = min(room.width() / place.width(), room.height() / place.height()) * self._zoom
        transform = self.transform()
        transform.reset()
        transform.scale(scale, scale)
        self.setTransform(transform)

    def _tell(self) -> None:
        if not self._quiet:
            self.view_changed.emit(self._zoom, self.mapToScene(self.viewport().rect().center()))
