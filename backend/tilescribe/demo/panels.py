"""A scene with the hits drawn on it: outlines, labels, scale bar, north arrow, caption."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.demo.lettering import font, haloed, wrap
from tilescribe.demo.ramp import BACKGROUND, INK, MUTED, colour_of
from tilescribe.domain.hit import score_text
from tilescribe.domain.names import base_name
from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from tilescribe.demo.raster_picture import RasterPicture
    from tilescribe.domain.hit import Hit

__all__ = ["CAPTION_PX", "Panel", "draw_panel"]

CAPTION_PX = 30
"""Height of the line under each scene."""
_SMOOTH = 2
"""Lines are drawn this many times larger and averaged, since Pillow's have jagged edges."""
_LINE_PX = 3
_WHITE = (255, 255, 255)
_DARK = (18, 18, 20)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """A scene and its hits."""

    raster_picture: RasterPicture
    hits: tuple[Hit, ...]

    @property
    def width_px(self) -> int:
        return int(self.raster_picture.pixels.shape[1])

    @property
    def height_px(self) -> int:
        """With the caption."""
        return int(self.raster_picture.pixels.shape[0]) + CAPTION_PX


def draw_panel(picture: Image, panel: Panel, *, left: int, top: int, scores: tuple[float, float]) -> None:
    """Draw a panel into `picture` with its upper left corner at (left, top).

    Args:
        scores: (lowest, highest), which the ends of the colour ramp stand for.
    """
    from PIL import Image, ImageDraw

    scene = Image.fromarray(panel.raster_picture.pixels)
    outlines = {hit.tile_id: panel.raster_picture.outlines(hit.footprint) for hit in panel.hits}
    scene = _with_outlines(scene, panel, outlines, scores)
    pen = ImageDraw.Draw(scene)
    taken: list[Box] = []
    for hit in panel.hits:
        _label(pen, hit, outlines[hit.tile_id], taken, colour_of(hit.score, scores), scene.size)
    _draw_scale_bar(pen, panel.raster_picture.metres_per_px, scene.size)
    _draw_north(pen, scene.width)
    picture.paste(scene, (left, top))
    _draw_caption(ImageDraw.Draw(picture), panel, left, top + scene.height)


def _with_outlines(
    scene: Image,
    panel: Panel,
    outlines: dict[int, list[list[tuple[float, float]]]],
    scores: tuple[float, float],
) -> Image:
    """The scene with each hit's outline, the best on top."""
    from PIL import Image, ImageDraw

    large = scene.resize((scene.width * _SMOOTH, scene.height * _SMOOTH), Image.Resampling.NEAREST)
    pen = ImageDraw.Draw(large)
    for hit in reversed(panel.hits):
        for ring in outlines[hit.tile_id]:
            corners = [(x * _SMOOTH, y * _SMOOTH) for x, y in ring]
            closed = [*corners, corners[1]]
            pen.line(closed, fill=_DARK, width=(_LINE_PX + 3) * _SMOOTH, joint="curve")
            pen.line(closed, fill=colour_of(hit.score, scores), width=_LINE_PX * _SMOOTH, joint="curve")
    return large.reduce(_SMOOTH)


def _label(
    pen: ImageDraw,
    hit: Hit,
    rings: list[list[tuple[float, float]]],
    taken: list[Box],
    colour: tuple[int, int, int],
    size: tuple[int, int],
) -> None:
    """Rank, and the score where there is room, in a corner of the tile that no better hit's label takes."""
    x0, y0, x1, y1 = _visible(rings, size)
    size_px = 19 if x1 - x0 >= 60 else 15
    text = f"{hit.rank}"
    if x1 - x0 >= 74:
        text = f"{hit.rank} · {score_text(hit.score)}"
    width, height = font(size_px).getlength(text), float(size_px)
    inset = 9.0
    corners = [
        (x0 + inset, y0 + inset),
        (x1 - inset - width, y0 + inset),
        (x0 + inset, y1 - inset - height),
        (x1 - inset - width, y1 - inset - height),
        ((x0 + x1 - width) / 2, (y0 + y1 - height) / 2),
        (x0, y0 - height - 8),
        (x0, y1 + 6),
    ]
    for x, y in corners:
        box = (x - 3, y - 2, x + width + 3, y + height + 4)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            haloed(pen, (x, y - 2), text, size_px=size_px, fill=_lighter(colour))
            return


def _draw_scale_bar(pen: ImageDraw, metres_per_px: float, size: tuple[int, int]) -> None:
    """A round length of at most a quarter of the scene."""
    metres = _round_length(size[0] * metres_per_px / 4)
    length = metres / metres_per_px
    left, bottom = 18, size[1] - 18
    pen.rectangle([left - 3, bottom - 9, left + length + 3, bottom + 3], fill=_DARK)
    pen.rectangle([left, bottom - 6, left + length, bottom], fill=_WHITE)
    pen.rectangle([left + length / 2, bottom - 6, left + length, bottom], fill=(150, 150, 150))
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    haloed(pen, (left + length + 12, bottom - 3), said, size_px=16, fill=_WHITE, anchor="lm")


def _draw_north(pen: ImageDraw, width: int) -> None:
    x, top = width - 26, 16
    pen.polygon([(x, top - 4), (x + 12, top + 28), (x, top + 20), (x - 12, top + 28)], fill=_DARK)
    pen.polygon([(x, top), (x + 8, top + 23), (x, top + 17), (x - 8, top + 23)], fill=_WHITE)
    haloed(pen, (x, top + 30), "N", size_px=15, fill=_WHITE, anchor="ma")


def _draw_caption(pen: ImageDraw, panel: Panel, left: int, top: int) -> None:
    raster = panel.raster_picture.raster
    name = base_name(raster.path)
    facts = [f"{raster.gsd_m:.2g} m a pixel", plural(len(panel.hits), "hit")]
    if raster.acquired is not None:
        facts.insert(0, f"{raster.acquired:%d %b %Y}")
    pen.rectangle([left, top, left + panel.width_px, top + CAPTION_PX], fill=BACKGROUND)
    right = " · ".join(facts)
    room = panel.width_px - font(15).getlength(right) - 16
    first = wrap(name, font(15), int(max(room, 40)), most_lines=1)
    pen.text((left, top + 7), first[0] if first else "", font=font(15), fill=INK)
    pen.text((left + panel.width_px, top + 7), right, font=font(15), fill=MUTED, anchor="ra")


def _visible(rings: list[list[tuple[float, float]]], size: tuple[int, int]) -> Box:
    """The box around a tile, cut to the scene."""
    x = [point[0] for ring in rings for point in ring]
    y = [point[1] for ring in rings for point in ring]
    return max(0.0, min(x)), max(0.0, min(y)), min(float(size[0]), max(x)), min(float(size[1]), max(y))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _round_length(longest_m: float) -> float:
    """The longest of 1, 2, 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(longest_m))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= longest_m)


def _lighter(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Half way to white: letters must be read, and still belong to their outline."""
    red, green, blue = ((value + 255) // 2 for value in colour)
    return red, green, blue
