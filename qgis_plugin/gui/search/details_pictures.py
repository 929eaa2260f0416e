"""Large pictures for the details page: of the tile, of its other date, and of the tiles that come next."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject

from .large_pictures import BEFORE, LargePictures
from .tile_keys import other_picture, picture_key

__all__ = ["DetailsPictures"]


class DetailsPictures(QObject):
    """Fetches what the page shows; a later tile replaces it."""

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._pictures = LargePictures(page.session.engine, self)
        self._pictures.arrived.connect(self._on_picture)
        self._key = self._other = None

    def show(self, details) -> None:
        """Fetch for a tile that is shown now (`TileDetails`), where that is known to have a picture."""
        view = self._page.view
        hit = view.hit_of(details.tile_id)
        self._key, self._other = picture_key(view.results, details), None
        wanted = [self._key]
        if hit is not None:
            self._other = other_picture(view.results, hit)
            if self._other is not None and self._other[0].kind != BEFORE:
                wanted.append(self._other[0])
            following = view.next_unseen(hit.tile_id)
            wanted += [] if following is None else [picture_key(view.results, following)]
        self._show()
        self._pictures.fetch(wanted)

    def close_down(self) -> None:
        """Let go of what is in flight."""
        self._pictures.close_down()

    def _on_picture(self, _key) -> None:
        if self._page.shown_details() is not None:
            self._show()

    def _show(self) -> None:
        details = self._page.details
        if details.details is None or self._key is None or details.details.tile_id != self._key.tile_id:
            return
        picture = self._pictures.picture(self._key)
        if picture is not None:
            details.show_large_picture(self._key.tile_id, picture)
        # The earlier date of a pair comes on the tile's own pixels, and the page asks for it itself.
        if self._other is not None and self._other[0].kind != BEFORE:
            key, caption, earlier = self._other
            message = self._pictures.problem(key) or self.tr("The picture is on its way…")
            details.show_other_date(self._pictures.picture(key), caption=caption, earlier=earlier, message=message)
