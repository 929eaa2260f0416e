"""One picture of an answer about changes: both dates side by side, the places outlined, the best of them as pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.demo.panels import Panel, draw_panel
from tilescribe.demo.picture import save_picture
from tilescribe.demo.ramp import BACKGROUND, INK, MUTED, colour_of
from tilescribe.demo.raster_picture import RasterPicture, read_raster_picture, read_tile
from tilescribe.domain.hit import score_text
from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from PIL.Image import Image

    from tilescribe.domain.hit import Hit

__all__ = ["draw_pairs"]

_MARGIN = 28
_GAP = 18
_CARD_GAP = 26
_CARDS_A_ROW = 3
_MOST_CARDS = 6
_LINE_PX = 20
_TEXT_LINES = 3


@dataclass(frozen=True, slots=True)
class _Dates:
    before: RasterPicture
    after: RasterPicture


def draw_pairs(hits: Sequence[Hit], out: Path, *, title: str, width_px: int = 1600) -> Path:
    """Draw an answer about changes as a PNG.

    The rasters of the best hit stand side by side, the earlier date on the left, with the hits on them outlined,
    numbered by rank and coloured by score. Below, the best hits as pairs with the sentence that says what has changed.

    Args:
        hits: Best first, at least one, each with its `pair`. Hits of other rasters than the best one's are left out.
        out: Written in one go; replaced if it exists.
        title: The question.
        width_px: Width of the picture; the height follows.

    Returns:
        `out`.

    Raises:
        RasterError: A raster cannot be read.
        OutputError: `out` cannot be written.
    """
    from PIL import Image, ImageDraw

    from tilescribe.demo.lettering import font, wrap

    shown = _of_same_rasters(hits)
    side = (width_px - 2 * _MARGIN - _GAP) // 2
    assert shown[0].pair is not None, "an answer about changes"
    dates = _Dates(
        read_raster_picture(shown[0].pair.paths[0], widest_px=side, highest_px=side),
        read_raster_picture(shown[0].path, widest_px=side, highest_px=side),
    )
    scores = min(hit.score for hit in shown), max(hit.score for hit in shown)
    panels = [Panel(picture, tuple(shown)) for picture in (dates.before, dates.after)]
    header = wrap(f"“{title}”", font(34), width_px - 2 * _MARGIN, most_lines=2)
    top = _MARGIN + 42 * len(header) + 36
    below = top + max(panel.height_px for panel in panels) + _GAP
    cards = shown[:_MOST_CARDS]
    card_px = (width_px - 2 * _MARGIN - _CARD_GAP * (_CARDS_A_ROW - 1)) // _CARDS_A_ROW
    card_height = (card_px - 6) // 2 + 34 + _LINE_PX * _TEXT_LINES + 16
    rows = -(-len(cards) // _CARDS_A_ROW)
    picture = Image.new("RGB", (width_px, below + rows * card_height + _MARGIN), BACKGROUND)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(header):
        pen.text((_MARGIN, _MARGIN - 4 + 42 * number), line, font=font(34), fill=INK)
    said = f"{plural(len(shown), 'place')}, best first: before on the left, after on the right"
    pen.text((_MARGIN, top - 30), said, font=font(17), fill=MUTED)
    for number, panel in enumerate(panels):
        draw_panel(picture, panel, left=_MARGIN + number * (side + _GAP), top=top, scores=scores)
    for number, hit in enumerate(cards):
        row, column = divmod(number, _CARDS_A_ROW)
        corner = _MARGIN + column * (card_px + _CARD_GAP), below + row * card_height
        _draw_card(picture, dates, hit, corner, card_px, scores)
    return save_picture(picture, Path(out))


def _of_same_rasters(hits: Sequence[Hit]) -> list[Hit]:
    """Those on the rasters of the best one."""
    best = hits[0]
    assert best.pair is not None, "an answer about changes"
    return [
        hit
        for hit in hits
        if hit.path == best.path and hit.pair is not None and hit.pair.paths[:1] == best.pair.paths[:1]
    ]


def _draw_card(
    picture: Image, dates: _Dates, hit: Hit, corner: tuple[int, int], width: int, scores: tuple[float, float]
) -> None:
    """Both dates of a tile in a frame of its colour, with rank, score and what has changed."""
    from PIL import Image, ImageDraw

    from tilescribe.demo.lettering import font, wrap

    left, top = corner
    pen = ImageDraw.Draw(picture)
    side = (width - 9) // 2
    colour = colour_of(hit.score, scores)
    pen.rounded_rectangle([left, top, left + width - 1, top + side + 5], 5, fill=colour)
    for number, date in enumerate((dates.before, dates.after)):
        tile = Image.fromarray(read_tile(date, hit, side_px=side)).resize((side, side))
        picture.paste(tile, (left + 3 + number * (side + 3), top + 3))
    pen.text((left, top + side + 12), f"{hit.rank}", font=font(24), fill=INK)
    pair = hit.pair
    assert pair is not None, "an answer about changes"
    periods = " to ".join(one.date if one else "no date" for one in (pair.period, hit.period))
    measured = "" if pair.measures is None else f" · changed by {100 * pair.measures.magnitude:.0f} %"
    line = f"{score_text(hit.score)} · {periods} · {hit.level_m:g} m{measured}"
    pen.text((left + font(24).getlength(f"{hit.rank}") + 12, top + side + 19), line, font=font(15), fill=MUTED)
    text = hit.matched if hit.matched_kind == "change" else pair.change
    for number, said in enumerate(wrap(text, font(15), width, most_lines=_TEXT_LINES)):
        pen.text((left, top + side + 46 + _LINE_PX * number), said, font=font(15), fill=INK)
