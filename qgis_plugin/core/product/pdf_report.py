"""The PDF: a cover with all places on a map, then a page for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ..threads import CancelledError
from .colours import colour_of, ink_on, judgement_text, legend
from .map_picture import MapPicture
from .pdf_canvas import MUTED, PAGE_WIDTH, Box, Canvas, TextStyle
from .places import Pictures, Product, ProductPlace
from .shapes import POLYGON, kind_of
from .texts import date_line, facts

__all__ = ["OVERVIEW_RATIO", "map_ratio", "write_pdf"]

LEFT, TOP, FOOT = 16.0, 14.0, 282.0
"""Millimetres; what is told ends above `FOOT`."""
WIDTH = PAGE_WIDTH - 2 * LEFT
GAP = 5.0
HALF = (WIDTH - GAP) / 2
FACT_COLUMNS = 3
FACT_WIDTH = (WIDTH - (FACT_COLUMNS - 1) * GAP) / FACT_COLUMNS
OVERVIEW_RATIO = 1.1
"""Height by width of the map on the cover."""
GROUND = "#eef0f2"
PIN_MM = 4.4
"""Two numbers that are closer would lie on each other."""
TITLE = TextStyle(22.0, bold=True, leading=1.1)
HEADING = TextStyle(13.5, bold=True, leading=1.12)
BODY = TextStyle(10.0)
FACT = TextStyle(9.0)
CHIP = TextStyle(9.0, bold=True)
SMALL = TextStyle(8.5, colour=MUTED)
CAPTION = TextStyle(8.5)
LABEL = TextStyle(7.5, colour=MUTED)


def write_pdf(
    product: Product,
    target: str,
    *,
    overview: Optional[MapPicture],
    maps: dict[int, MapPicture],
    pictures: dict[int, Pictures],
    feedback: QgsFeedback,
) -> None:
    """Write all of it; `maps` and `pictures` by the number of the place. Raises OSError and CancelledError."""
    canvas = Canvas(target, title=product.title)
    try:
        _Report(canvas, product).write(overview, maps, pictures, feedback)
    except BaseException:
        canvas.end()
        raise
    if not canvas.end():
        raise OSError(_tr("{path} cannot be written.").format(path=target))


@dataclass
class _Cursor:
    y: float = TOP


class _Report:
    def __init__(self, canvas: Canvas, product: Product):
        self._canvas, self._product = canvas, product
        self._page = 0
        self._place: Optional[ProductPlace] = None
        self._at = _Cursor()

    def write(self, overview, maps, pictures, feedback: QgsFeedback) -> None:
        self._begin_page()
        self._cover(overview)
        for done, place in enumerate(self._product.places):
            if feedback.isCanceled():
                raise CancelledError
            self._place = place
            self._begin_page()
            self._place_page(place, maps.get(place.number), pictures.get(place.number, Pictures()))
            feedback.setProgress(100.0 * (done + 1) / len(self._product.places))

    # Pages

    def _begin_page(self) -> None:
        if self._page:
            self._canvas.new_page()
        self._page += 1
        self._at.y = TOP
        self._footer()

    def _footer(self) -> None:
        canvas, product = self._canvas, self._product
        canvas.rule(LEFT, FOOT + 3.0, WIDTH)
        page = str(self._page)
        canvas.text(page, LABEL, LEFT + WIDTH - canvas.width_of(page, LABEL), FOOT + 5.0, 20.0)
        said = " · ".join(part for part in (product.author, product.written, " ".join(product.title.split())) if part)
        # In one line; the cover has all of it.
        canvas.text(canvas.elided(said, LABEL, WIDTH - 15.0), LABEL, LEFT, FOOT + 5.0, WIDTH)

    def _write(self, text: str, style: TextStyle, *, x: float = LEFT, width: float = WIDTH) -> None:
        """Write a text there, and on the next page what does not fit."""
        for line in self._canvas.lines(text, style, width):
            if self._at.y + line.height > FOOT:
                self._continue_page()
            self._canvas.draw_line(line, x, self._at.y)
            self._at.y += line.height

    def _continue_page(self) -> None:
        self._begin_page()
        if self._place is not None:
            continued = _tr("{number} (continued)").format(number=self._place.number)
            self._at.y = self._canvas.text(continued, SMALL, LEFT, self._at.y, WIDTH) + 3.0

    def _needs(self, height: float) -> None:
        """Go on with a new page where so much does not fit on this one."""
        if self._at.y + height > FOOT:
            self._continue_page()

    # The cover

    def _cover(self, overview: Optional[MapPicture]) -> None:
        product, at = self._product, self._at
        self._write(product.title, TITLE)
        at.y += 2.0
        self._write(" · ".join(part for part in (product.author, product.written) if part), SMALL)
        at.y += 4.0
        self._legend()
        at.y += 3.0
        if overview is not None:
            self._needs(90.0)
            height = min(WIDTH * overview.ratio, FOOT - at.y)
            width = height / overview.ratio
            self._overview(overview, Box(LEFT + (WIDTH - width) / 2, at.y, width, height))
            at.y += height + 3.0

    def _legend(self) -> None:
        canvas, at = self._canvas, self._at
        x = LEFT
        for colour, text, count in legend(self._product.places):
            said = f"{text}: {count}"
            needed = canvas.width_of(said, BODY) + 10.0
            if x > LEFT and x + needed > LEFT + WIDTH:
                x, at.y = LEFT, at.y + 6.0
            canvas.fill(Box(x, at.y + 0.9, 3.0, 3.0), colour, radius=1.5)
            canvas.text(said, BODY, x + 4.5, at.y, WIDTH - 5.0)
            x += needed
        at.y += 6.0

    def _overview(self, overview: MapPicture, box: Box) -> None:
        self._canvas.map(overview, box)
        taken: list[tuple[float, float]] = []
        points = [(place, overview.point_of(place.position)) for place in self._product.places]
        numbered = []
        for place, (x, y) in points:
            on_page = (x * box.width, y * box.height)
            apart = all(max(abs(on_page[0] - a), abs(on_page[1] - b)) >= PIN_MM for a, b in taken)
            if apart:
                taken.append(on_page)
            numbered.append((place, (x, y), str(place.number) if apart else ""))
        # Numbers above the small disks of those that lie too close.
        for place, point, number in sorted(numbered, key=lambda one: bool(one[2])):
            if 0.0 <= point[0] <= 1.0 and 0.0 <= point[1] <= 1.0:
                self._canvas.pin(point, box, colour_of(place.verdict, place.grade), number)

    # A place

    def _place_page(self, place: ProductPlace, map_picture: Optional[MapPicture], pictures: Pictures) -> None:
        self._heading(place)
        self._pictures(place, map_picture, pictures)
        self._facts(place)
        if place.note:
            self._paragraph(_tr("Note"), place.note)
        if place.others:
            self._paragraph(_tr("Others"), "\n".join(place.others))
        if place.told_change:
            self._paragraph(_tr("What has changed"), place.told_change)
        if place.rest:
            self._paragraph(_tr("Description"), place.rest)

    def _heading(self, place: ProductPlace) -> None:
        """Number, name and judgement; a judgement that is a sentence has lines of its own."""
        canvas, at = self._canvas, self._at
        colour, number = colour_of(place.verdict, place.grade), str(place.number)
        judged = judgement_text(place.verdict, place.grade)
        ink, top = ink_on(colour), at.y
        inner = canvas.width_of(number, HEADING)
        disk = max(10.0, inner + 5.0)
        canvas.fill(Box(LEFT, top, disk, 9.0), colour, radius=1.2)
        in_ink = TextStyle(HEADING.size_pt, bold=True, colour=ink)
        canvas.text(number, in_ink, LEFT + (disk - inner) / 2, top + 1.3, disk)
        beside, room = LEFT + disk + 4.0, WIDTH - disk - 4.0
        chip = canvas.width_of(judged, CHIP) + 6.0
        short = chip < WIDTH / 3
        if short:
            box = Box(LEFT + WIDTH - chip, top + 1.3, chip, 6.4)
            canvas.fill(box, colour, radius=3.2)
            on_chip = TextStyle(CHIP.size_pt, bold=True, colour=ink)
            canvas.text(judged, on_chip, box.x + 3.0, box.y + 1.2, chip)
            room -= chip + 5.0
        at.y = top + 1.3
        self._write(place.name, HEADING, x=beside, width=room)
        if not short:
            self._write(judged, CHIP, x=beside, width=room)
        at.y = max(at.y, top + 9.0) + 4.0

    def _pictures(self, place: ProductPlace, map_picture: Optional[MapPicture], pictures: Pictures) -> None:
        """Both dates side by side and the map below, or one picture with the map beside it."""
        shown = _dated_pictures(place, pictures)
        canvas, at = self._canvas, self._at
        if shown:
            self._needs(HALF + 12.0)
        top, ends = at.y, [at.y]
        for column, (file, said) in enumerate(shown):
            box = Box(LEFT + column * (HALF + GAP), top, HALF, HALF)
            canvas.fill(box, GROUND)
            canvas.picture(file, box)
            ends.append(canvas.text(said, CAPTION, box.x, box.bottom + 1.5, HALF) + 3.0)
        if map_picture is not None and len(shown) == 1:
            self._map(place, map_picture, Box(LEFT + HALF + GAP, top, HALF, HALF * map_picture.ratio))
            ends.append(top + HALF * map_picture.ratio + 3.0)
        at.y = max(ends) + 1.0
        if map_picture is not None and len(shown) != 1:
            height = WIDTH * map_picture.ratio
            self._needs(height)
            self._map(place, map_picture, Box(LEFT, at.y, WIDTH, height))
            at.y += height + 4.0

    def _map(self, place: ProductPlace, picture: MapPicture, box: Box) -> None:
        canvas = self._canvas
        canvas.map(picture, box)
        if place.shape is not None:
            canvas.shape(picture.lines_of(place.outline), box, "#4a5560", closed=True, dashed=True)
        closed = kind_of(place.geometry) == POLYGON
        canvas.shape(picture.lines_of(place.geometry), box, colour_of(place.verdict, place.grade), closed=closed)
        if picture.empty:
            said = _tr("No layer of the project shows this place.")
            canvas.text(said, SMALL, box.x + 4.0, box.y + 4.0, box.width - 24.0)

    def _paragraph(self, title: str, text: str) -> None:
        # Its title with a line at least.
        self._needs(9.0)
        self._write(title, LABEL)
        self._write(text, BODY)
        self._at.y += 2.5

    def _facts(self, place: ProductPlace) -> None:
        """In columns, row by row, so that a long value moves all of its row."""
        listed = facts(self._product, place)
        for first in range(0, len(listed), FACT_COLUMNS):
            row = listed[first : first + FACT_COLUMNS]
            height = max(self._fact_height(fact) for fact in row)
            if height > FOOT - 2 * TOP:
                for name, value in row:
                    self._paragraph(name, value)
                continue
            self._needs(height)
            for column, (name, value) in enumerate(row):
                x = LEFT + column * (FACT_WIDTH + GAP)
                y = self._canvas.text(name, LABEL, x, self._at.y, FACT_WIDTH)
                self._canvas.text(value, FACT, x, y, FACT_WIDTH)
            self._at.y += height + 1.8
        self._at.y += 1.2

    def _fact_height(self, fact: tuple[str, str]) -> float:
        name, value = fact
        return self._canvas.height(name, LABEL, FACT_WIDTH) + self._canvas.height(value, FACT, FACT_WIDTH)


def map_ratio(place: ProductPlace, pictures: Pictures) -> float:
    """Height by width that the map of a place is to have."""
    return {0: 0.8, 1: 1.0}.get(len(_dated_pictures(place, pictures)), 0.36)


def _dated_pictures(place: ProductPlace, pictures: Pictures) -> list[tuple[Path, str]]:
    """(file, when it was taken) of what there is, the earlier one first."""
    now = date_line(place.date_text or _tr("No date"), place.label, place.raster_text)
    shown = [] if pictures.now is None else [(pictures.now, now)]
    earlier = place.earlier
    if earlier is not None and pictures.earlier is not None:
        then = date_line(earlier.date_text or _tr("No date"), earlier.label, earlier.raster)
        other = (pictures.earlier, then)
        later = bool(earlier.acquired and place.acquired and earlier.acquired > place.acquired)
        shown = [*shown, other] if later else [other, *shown]
    return shown


def _tr(text: str) -> str:
    return QCoreApplication.translate("Product", text)
