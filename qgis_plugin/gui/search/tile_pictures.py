"""The large picture of a tile, and beside it the same place at another date, moved and enlarged as one."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from .picture_view import PictureView

__all__ = ["TilePictures"]


class TilePictures(QWidget):
    """One or two `PictureView`s, each with a caption."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._key = self._other_key = None
        self.main, self.other = PictureView(self), PictureView(self)
        self._caption, self._other_caption = QLabel(self), QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._other_part = self._part(self.other, self._other_caption)
        # As in reading, the earlier date comes first.
        row.addWidget(self._other_part, 1)
        row.addWidget(self._part(self.main, self._caption), 1)
        self.main.view_changed.connect(lambda zoom, centre: self._follow(self.other, zoom, centre))
        self.other.view_changed.connect(lambda zoom, centre: self._follow(self.main, zoom, centre))
        self.clear_other()

    def show_tile(self, key, picture, *, caption: str = "", message: str = "") -> None:
        """Show a tile. With the `key` of before it is the same one, finer say, and the view stays."""
        same, self._key = key == self._key and not self.main.picture.isNull(), key
        self.main.show_picture(picture, message=message, keep_view=same)
        self._say(self._caption, caption)

    def show_other(self, key, picture, *, caption: str = "", message: str = "", before: bool = True) -> None:
        """Show another date, to the left where it is `before` the tile's."""
        row = self.layout()
        row.setDirection(QHBoxLayout.Direction.LeftToRight if before else QHBoxLayout.Direction.RightToLeft)
        same, self._other_key = key == self._other_key and not self.other.picture.isNull(), key
        self._other_part.show()
        self.other.show_picture(picture, message=message, keep_view=same)
        self._say(self._other_caption, caption)

    def clear_other(self) -> None:
        """There is no other date."""
        self._other_part.hide()
        self._other_key = None

    def zoom(self, steps: int) -> None:
        """Enlarge; 0 fits all of it into the view again."""
        if steps:
            (self.main.zoom_in if steps > 0 else self.main.zoom_out)()
        else:
            self.main.fit()

    def _follow(self, view: PictureView, zoom: float, centre) -> None:
        if self._other_part.isVisibleTo(self):
            view.set_view(zoom, centre)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _part(self, view: PictureView, caption: QLabel) -> QWidget:
        caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(caption)
        column.addWidget(view, 1)
        return part
