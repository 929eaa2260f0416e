"""Pictures small enough to stand in the page itself."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from tilescribe.errors import PictureReadError
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.report.markup import Html, element

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Reader", "Thumbnails"]

Reader = Callable[[Picture], "NDArray[np.uint8]"]

_SIDE_PX = 128
_QUALITY = 80
"""Of the JPEG: about 4 kB each."""


class Thumbnails:
    """Opens each picture once, however often it is shown."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._known: dict[str, str] = {}

    def show(self, picture: Picture) -> Html:
        """An image of at most 128 px, or a word in its place where the picture cannot be read."""
        if picture.path not in self._known:
            self._known[picture.path] = self._source(picture)
        source = self._known[picture.path]
        if not source:
            return element("div", "not readable", class_="thumb gone")
        return element("img", src=source, alt=picture.filename, class_="thumb", width=112, height=112)

    def _source(self, picture: Picture) -> str:
        from PIL import Image

        try:
            pixels = self._read(picture)
        except PictureReadError:
            return ""
        image = Image.fromarray(pixels)
        image.thumbnail((_SIDE_PX, _SIDE_PX))
        written = io.BytesIO()
        image.save(written, format="JPEG", quality=_QUALITY, optimize=True)
        return "data:image/jpeg;base64," + base64.b64encode(written.getvalue()).decode("ascii")
