"""`python -m training.question_sheets CATALOG --out FOLDER`: the first hits of everyday and of disaster questions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from tilescribe import open_catalog, search
from tilescribe.demo.lettering import font
from tilescribe.demo.raster_picture import read_raster_picture, read_tile

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.demo.raster_picture import RasterPicture
    from tilescribe.domain.hit import Hit
    from tilescribe.embed import Embedder

__all__ = ["DISASTERS", "EVERYDAY", "question_sheet"]

EVERYDAY = (
    "many houses along streets",
    "a large building with a parking lot",
    "a parking lot full of cars",
    "a river with trees on its bank",
    "water",
    "a pond in a park",
    "green fields",
    "ploughed fields without plants",
    "a dense forest",
    "an orchard or a vineyard",
    "a road through the countryside",
    "a crossroads",
    "a bridge over a river",
    "boats in a harbour",
    "a baseball field",
    "a swimming pool",
    "storage tanks",
    "bare ground",
    "a railway",
    "clouds",
)
DISASTERS = (
    "destroyed houses",
    "collapsed buildings",
    "rubble and debris",
    "houses without roofs",
    "damaged houses beside a road",
    "wreckage all over the ground",
    "streets covered with debris",
    "intact houses after the storm",
    "trees blown down by the wind",
    "flooded houses",
    "buildings surrounded by flood water",
    "a flooded road",
    "flooded fields",
    "burnt ground",
    "a burnt forest",
    "smoke of a wildfire",
    "a landslide",
    "a blocked road",
    "tents of an emergency camp",
    "a collapsed bridge",
)
HITS = 10
_SIDE_PX = 88
_GAP_PX = 4
_LINE_PX = 15
_MOST_PX = 4000
"""Longer side of the picture of a raster that its tiles are cut from; it sets the colours."""
_SHEET_BYTES = 450_000


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.question_sheets", description=__doc__)
    parser.add_argument("catalog", help="a catalog that `tilescribe index` made")
    parser.add_argument("--out", type=Path, required=True, help="folder for the two sheets")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    with open_catalog(options.catalog) as catalog:
        for name, questions in (("everyday", EVERYDAY), ("disaster", DISASTERS)):
            question_sheet(catalog, questions, options.out / f"builtin-{name}-questions.jpg")
    return 0


def question_sheet(catalog: Catalog, questions: Sequence[str], path: Path, *, embedder: Embedder | None = None) -> None:
    """A row of the first hits for each question, with scores and rasters beneath, as a JPEG.

    Args:
        catalog: Its rasters must be there.
        questions: Asked as `tilescribe search` asks them.
        path: What is written.
        embedder: As for `search`.
    """
    step_x, step_y = _SIDE_PX + _GAP_PX, _LINE_PX + 4 + _SIDE_PX + 2 * _LINE_PX
    sheet = Image.new("RGB", (HITS * step_x + _GAP_PX, len(questions) * step_y + _GAP_PX), "white")
    pen = ImageDraw.Draw(sheet)
    for row, question in enumerate(questions):
        top = _GAP_PX + row * step_y
        pen.text((_GAP_PX, top), question, font=font(13), fill="black")
        for column, hit in enumerate(search(catalog, question, k=HITS, embedder=embedder).hits):
            left = _GAP_PX + column * step_x
            sheet.paste(_tile(hit), (left, top + _LINE_PX + 4))
            beneath = top + _LINE_PX + 4 + _SIDE_PX
            pen.text((left, beneath), f"{hit.score:.2f}", font=font(11), fill="black")
            pen.text((left, beneath + _LINE_PX - 3), Path(hit.raster).stem[:14], font=font(10), fill="#555555")
    for quality in range(85, 20, -5):
        sheet.save(path, quality=quality, optimize=True)
        if path.stat().st_size <= _SHEET_BYTES:
            return


def _tile(hit: Hit) -> Image.Image:
    pixels = read_tile(_raster(hit.path), hit, side_px=_SIDE_PX)
    return Image.fromarray(pixels).resize((_SIDE_PX, _SIDE_PX), Image.Resampling.LANCZOS)


@cache
def _raster(path: str) -> RasterPicture:
    return read_raster_picture(path, widest_px=_MOST_PX, highest_px=_MOST_PX)


if __name__ == "__main__":
    sys.exit(main())
