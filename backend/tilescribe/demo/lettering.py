"""Text in pictures: fonts, line breaks, letters with a halo."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

__all__ = ["font", "haloed", "wrap"]


@cache
def font(size_px: int) -> FreeTypeFont:
    """The font that comes with Pillow: the same letters on every machine."""
    from PIL import ImageFont

    found = ImageFont.load_default(size_px)
    # Pillow falls back to a bitmap font only when it was built without FreeType, which no wheel of it is.
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


def wrap(text: str, face: FreeTypeFont, width_px: int, *, most_lines: int) -> list[str]:
    """Break text into lines no wider than `width_px`; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if not line or face.getlength(longer) <= width_px:
            line = longer
        else:
            lines.append(line)
            line = word
    if line:
        lines.append(line)
    if len(lines) > most_lines:
        lines = lines[:most_lines]
        lines[-1] += " …"
    return [_shorten(one, face, width_px) for one in lines]


def haloed(
    pen: ImageDraw, at: tuple[float, float], text: str, *, size_px: int, fill: tuple[int, int, int], anchor: str = "la"
) -> None:
    """Letters with a dark rim that can be read on any ground."""
    pen.text(at, text, font=font(size_px), fill=fill, anchor=anchor, stroke_width=3, stroke_fill=(18, 18, 20))


def _shorten(line: str, face: FreeTypeFont, width_px: int) -> str:
    if face.getlength(line) <= width_px:
        return line
    kept = line.removesuffix(" …")
    while kept and face.getlength(kept + "…") > width_px:
        kept = kept[:-1]
    return kept.rstrip() + "…"
