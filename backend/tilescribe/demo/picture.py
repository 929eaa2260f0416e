"""One picture that answers a question: the scenes with the hits outlined, and the best tiles beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.demo.panels import Panel, draw_panel
from tilescribe.demo.ramp import BACKGROUND, INK, MUTED, colour_of
from tilescribe.demo.raster_picture import RasterPicture, read_raster_picture, read_tile
from tilescribe.domain.hit import score_text
from tilescribe.domain.plurals import plural
from tilescribe.errors import InvalidOptionError, OutputError

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from tilescribe.domain.hit import Hit

__all__ = ["draw_hits", "save_picture"]

_MARGIN = 28
_GAP = 18
_THUMBNAIL = 148
_SIDEBAR = 460
_MOST_THUMBNAILS = 12


def draw_hits(rasters: Sequence[str], hits: Sequence[Hit], out: Path, *, title: str, width_px: int = 1600) -> Path:
    """Draw the hits of one question as a PNG.

    Each raster that has hits gets a panel, north up, with its hits outlined, numbered by rank and coloured by score.
    The best hits stand beside them as thumbnails with the sentence that matched.

    Args:
        rasters: What GDAL opens. Hits of other rasters are left out.
        hits: Best first.
        out: Written in one go; replaced if it exists.
        title: The question.
        width_px: Width of the picture; the height follows from the panels.

    Returns:
        `out`.

    Raises:
        InvalidOptionError: The picture would be too narrow for a panel and the column of tiles.
        RasterError: A raster cannot be read.
        OutputError: `out` cannot be written.
    """
    from PIL import Image, ImageDraw

    if width_px < 900:
        raise InvalidOptionError(f"A picture {width_px} px wide has no room", remedy="Ask for 900 px or more")
    shown = [hit for hit in hits if hit.path in set(rasters)]
    rows = _read_panels(shown, width_px=width_px - _SIDEBAR - 2 * _MARGIN - _GAP)
    scores = _score_range(shown)
    header_px = _header_height(title, width_px)
    columns_px = sum(max(panel.height_px for panel in row) + _GAP for row in rows)
    most = max(1, min(_MOST_THUMBNAILS, max(4, columns_px // (_THUMBNAIL + _GAP))))
    sidebar_px = min(most, len(shown)) * (_THUMBNAIL + _GAP)
    height_px = header_px + max(columns_px, sidebar_px, 40) + _MARGIN
    picture = Image.new("RGB", (width_px, height_px), BACKGROUND)
    pen = ImageDraw.Draw(picture)
    _draw_header(pen, title, shown, scores, width_px)
    _draw_rows(picture, rows, header_px, scores)
    scenes = {panel.raster_picture.path: panel.raster_picture for row in rows for panel in row}
    left = width_px - _MARGIN - _SIDEBAR
    for place, hit in enumerate(shown[:most]):
        _draw_card(picture, scenes[hit.path], hit, left, header_px + place * (_THUMBNAIL + _GAP), scores)
    return save_picture(picture, Path(out))


def _read_panels(hits: Sequence[Hit], *, width_px: int) -> list[list[Panel]]:
    """Rows of panels, the raster of the best hit first: up to two one below the other, more in pairs."""
    paths = list(dict.fromkeys(hit.path for hit in hits))
    single = len(paths) if len(paths) <= 2 else len(paths) % 2
    rows = [[path] for path in paths[:single]] + [paths[at : at + 2] for at in range(single, len(paths), 2)]
    return [[_read_panel(path, hits, (width_px - _GAP * (len(row) - 1)) // len(row)) for path in row] for row in rows]


def _read_panel(path: str, hits: Sequence[Hit], widest_px: int) -> Panel:
    raster_picture = read_raster_picture(path, widest_px=widest_px, highest_px=round(widest_px * 1.2))
    return Panel(raster_picture, tuple(hit for hit in hits if hit.path == path))


def _draw_rows(picture: Image, rows: Sequence[Sequence[Panel]], top: int, scores: tuple[float, float]) -> None:
    width_px = picture.width - _SIDEBAR - 2 * _MARGIN - _GAP
    for row in rows:
        cell_px = (width_px + _GAP) // len(row) if len(row) > 1 else width_px
        for place, panel in enumerate(row):
            draw_panel(picture, panel, left=_MARGIN + place * cell_px, top=top, scores=scores)
        top += max(panel.height_px for panel in row) + _GAP


def _draw_header(pen: ImageDraw, title: str, hits: Sequence[Hit], scores: tuple[float, float], width_px: int) -> None:
    from tilescribe.demo.lettering import font, wrap

    big, small = font(34), font(17)
    top = _MARGIN - 4
    for line in wrap(f"“{title}”", big, width_px - 2 * _MARGIN, most_lines=2):
        pen.text((_MARGIN, top), line, font=big, fill=INK)
        top += 42
    if not hits:
        pen.text((_MARGIN, top + 4), "No tile matches.", font=small, fill=MUTED)
        return
    rasters = len({hit.path for hit in hits})
    said = f"{plural(len(hits), 'tile')} in {plural(rasters, 'raster')}, best first"
    pen.text((_MARGIN, top + 4), said, font=small, fill=MUTED)
    _draw_key(pen, scores, right=width_px - _MARGIN, top=top + 6)


def _draw_key(pen: ImageDraw, scores: tuple[float, float], *, right: int, top: int) -> None:
    """The colour ramp from the lowest to the highest score shown."""
    from tilescribe.demo.lettering import font

    small, width = font(15), 180
    worst, best = scores
    high = score_text(best)
    edge = right - int(small.getlength(high)) - 8
    for step in range(width):
        score = worst + (best - worst) * step / (width - 1)
        pen.line([(edge - width + step, top), (edge - width + step, top + 14)], fill=colour_of(score, scores))
    pen.text((edge + 8, top - 3), high, font=small, fill=INK)
    low = f"score {score_text(worst)}"
    pen.text((edge - width - 8 - small.getlength(low), top - 3), low, font=small, fill=INK)


def _draw_card(
    picture: Image, raster_picture: RasterPicture, hit: Hit, left: int, top: int, scores: tuple[float, float]
) -> None:
    """A tile as it is, framed in its colour, with rank, score, place and the sentence that matched."""
    from PIL import Image, ImageDraw

    from tilescribe.demo.lettering import font, wrap

    colour = colour_of(hit.score, scores)
    pen = ImageDraw.Draw(picture)
    tile = read_tile(raster_picture, hit, side_px=_THUMBNAIL - 6)
    pen.rounded_rectangle([left, top, left + _THUMBNAIL - 1, top + _THUMBNAIL - 1], 5, fill=colour)
    pen.rectangle([left + 3, top + 3, left + _THUMBNAIL - 4, top + _THUMBNAIL - 4], fill=BACKGROUND)
    corner = left + (_THUMBNAIL - tile.shape[1]) // 2, top + (_THUMBNAIL - tile.shape[0]) // 2
    picture.paste(Image.fromarray(tile), corner)
    text_left, width = left + _THUMBNAIL + 14, _SIDEBAR - _THUMBNAIL - 14
    pen.text((text_left, top - 2), f"{hit.rank}", font=font(24), fill=INK)
    shift = font(24).getlength(f"{hit.rank}") + 12
    pen.rounded_rectangle([text_left + shift, top + 4, text_left + shift + 52, top + 24], 6, fill=colour)
    pen.text((text_left + shift + 26, top + 14), score_text(hit.score), font=font(15), fill=_on(colour), anchor="mm")
    day = f"{hit.acquired:%d %b %Y}" if hit.acquired else "no date"
    pen.text((text_left + shift + 64, top + 5), f"{day} · {hit.level_m:g} m", font=font(15), fill=MUTED)
    line_top = top + 34
    for line in wrap(hit.matched or hit.summary, font(15), width, most_lines=5):
        pen.text((text_left, line_top), line, font=font(15), fill=INK)
        line_top += 20
    name = wrap(hit.raster, font(13), width, most_lines=1)
    pen.text((text_left, top + _THUMBNAIL - 16), name[0] if name else "", font=font(13), fill=MUTED)


def _header_height(title: str, width_px: int) -> int:
    from tilescribe.demo.lettering import font, wrap

    lines = len(wrap(f"“{title}”", font(34), width_px - 2 * _MARGIN, most_lines=2))
    return _MARGIN + 42 * lines + 40


def _score_range(hits: Sequence[Hit]) -> tuple[float, float]:
    """(lowest, highest)."""
    scores = [hit.score for hit in hits] or [0.0]
    return min(scores), max(scores)


def _on(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Black or white, whichever stands out (Rec. 709 luma)."""
    bright = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    return (20, 20, 20) if bright > 130 else (255, 255, 255)


def save_picture(picture: Image, out: Path) -> Path:
    """Write a PNG in one go, in place of what is there; returns `out`.

    Raises:
        OutputError: it cannot be written.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        picture.save(part, format="PNG", optimize=False)
        part.replace(out)
    except OSError as error:
        raise OutputError(
            f"The picture {out} cannot be written: {error}", remedy="Choose another place, or free space on the disk"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return out
