"""The page to hand on: one HTML file with map, pictures and words, which asks nothing of any network."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Optional

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt

from ..threads import CancelledError
from .colours import colour_of, ink_on, judgement_text, legend
from .html_style import STYLE
from .map_picture import MapPicture, scale_bar_length
from .places import Pictures, Product, ProductPlace
from .shapes import POINT, POLYGON, kind_of
from .texts import date_line, degrees_text, facts

__all__ = ["write_html"]

CONTENT_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""No script, and nothing from anywhere else."""
UNITS = 1000.0
"""Width of the map in its own units."""
SMALL = 14.0
"""Units; an outline that is narrower than that has a number only."""


def write_html(
    product: Product,
    target: str,
    *,
    overview: Optional[MapPicture],
    pictures: dict[int, Pictures],
    feedback: QgsFeedback,
) -> None:
    """Write the page; `pictures` by the number of the place. Raises OSError and CancelledError."""
    with Path(target).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_head(product))
        file.writelines(_summary(product, overview))
        file.write('<main class="places">\n')
        for done, place in enumerate(product.places):
            if feedback.isCanceled():
                raise CancelledError
            file.writelines(_place(product, place, pictures.get(place.number, Pictures())))
            feedback.setProgress(100.0 * (done + 1) / len(product.places))
        file.write("</main>\n</body>\n</html>\n")


def _head(product: Product) -> Iterator[str]:
    locale = QLocale()
    language = locale.name().replace("_", "-")
    direction = "rtl" if locale.textDirection() == Qt.LayoutDirection.RightToLeft else "ltr"
    yield f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{escape(product.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"


def _summary(product: Product, overview: Optional[MapPicture]) -> Iterator[str]:
    said = " · ".join(part for part in (product.author, product.written) if part)
    yield f'<header>\n<h1 dir="auto">{escape(product.title)}</h1>\n<p class="by" dir="auto">{escape(said)}</p>\n'
    yield '<ul class="legend">'
    for colour, text, count in legend(product.places):
        yield f'<li><i style="background:{colour}"></i><span dir="auto">{escape(text)}</span> <b>{count}</b></li>'
    yield "</ul>\n</header>\n"
    yield '<section class="overview">\n'
    if overview is not None:
        yield from _map(product, overview)
    yield from _index(product)
    yield "</section>\n"


def _map(product: Product, overview: MapPicture) -> Iterator[str]:
    height = UNITS * overview.ratio
    label = escape(_tr("Map of all places"))
    yield f'<figure class="map"><svg viewBox="0 0 {UNITS:.0f} {height:.0f}" role="img" aria-label="{label}">\n'
    yield f'<image href="{_data_uri(overview.file)}" width="{UNITS:.0f}" height="{height:.0f}"/>\n'
    # The later ones lie on the earlier ones: the first places are the best.
    for place in reversed(product.places):
        yield from _marker(place, overview, height)
    yield from _scale(overview, height)
    yield "</svg></figure>\n"


def _marker(place: ProductPlace, overview: MapPicture, height: float) -> Iterator[str]:
    x, y = overview.point_of(place.position)
    if not (0.0 <= x <= 1.0 and 0.0 <= y <= 1.0):
        return
    x, y, colour = x * UNITS, y * height, colour_of(place.verdict, place.grade)
    tip = escape(f"{place.number} · {judgement_text(place.verdict, place.grade)} · {place.sentence}")
    yield f'<a href="#place-{place.number}"><title>{tip}</title>'
    kind = kind_of(place.geometry)
    closing = "Z" if kind == POLYGON else ""
    lines = [[(px * UNITS, py * height) for px, py in line] for line in overview.lines_of(place.geometry)]
    xs = [px for line in lines for px, _ in line]
    if kind != POINT and xs and max(xs) - min(xs) >= SMALL:
        path = "".join("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in line) + closing for line in lines)
        yield f'<path class="edge" d="{path}"/><path d="{path}" stroke="{colour}"/>'
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{colour}"/>'
    yield f'<text x="{x:.1f}" y="{y + 5:.1f}" style="fill:{ink_on(colour)}">{place.number}</text></a>\n'


def _scale(overview: MapPicture, height: float) -> Iterator[str]:
    across = overview.metres_across()
    length = scale_bar_length(across, 0.25)
    if not length:
        return
    bar = UNITS * length / across
    label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    width = bar + 14 + 11 * len(label) + 16
    yield (
        f'<g class="scale" transform="translate(14 {height - 46:.0f})"><rect width="{width:.0f}" height="32" rx="4"/>'
        f'<path d="M10 10V16H{10 + bar:.1f}V10"/><text x="{bar + 20:.1f}" y="21">{label}</text></g>\n'
        f'<g class="north" transform="translate({UNITS - 36:.0f} 36) rotate({overview.north_deg():.1f})">'
        '<circle r="24"/><path d="M0 -9L8 16L0 10L-8 16Z"/><text y="-11">N</text></g>\n'
    )


def _index(product: Product) -> Iterator[str]:
    yield f'<nav class="index" aria-label="{escape(_tr("All places"))}"><ol>\n'
    for place in product.places:
        colour = colour_of(place.verdict, place.grade)
        told = (judgement_text(place.verdict, place.grade), place.date_text, place.mgrs)
        said = escape(" · ".join(part for part in told if part))
        style = f"background:{colour};color:{ink_on(colour)}"
        yield (
            f'<li><a href="#place-{place.number}"><b class="number" style="{style}">{place.number}</b>'
            f'<span dir="auto">{escape(place.name)}<small>{said}</small></span></a></li>\n'
        )
    yield "</ol></nav>\n"


def _place(product: Product, place: ProductPlace, pictures: Pictures) -> Iterator[str]:
    colour, judged = colour_of(place.verdict, place.grade), judgement_text(place.verdict, place.grade)
    yield f'<article id="place-{place.number}" style="--colour:{colour};--ink-on:{ink_on(colour)}">'
    yield f'\n<div class="head"><span class="number">{place.number}</span><h2 dir="auto">{escape(place.name)}</h2>'
    yield f'<span class="chip" dir="auto">{escape(judged)}</span></div>\n'
    yield from _pictures(place, pictures)
    yield '<div class="told">\n'
    if place.note:
        yield f'<div class="note"><h3>{escape(_tr("Note"))}</h3><p dir="auto">{_lines(place.note)}</p></div>\n'
    if place.others:
        yield f'<h3>{escape(_tr("Others"))}</h3><p dir="auto">{_lines(chr(10).join(place.others))}</p>\n'
    if place.told_change:
        yield f'<h3>{escape(_tr("What has changed"))}</h3><p dir="auto">{_lines(place.told_change)}</p>\n'
    if place.rest:
        yield f'<h3>{escape(_tr("Description"))}</h3><p dir="auto">{_lines(place.rest)}</p>\n'
    yield from _facts(product, place)
    yield "</div>\n</article>\n"


def _pictures(place: ProductPlace, pictures: Pictures) -> Iterator[str]:
    now = date_line(place.date_text or _tr("No date"), place.label, place.raster_text)
    shown = [] if pictures.now is None else [(pictures.now, now)]
    if place.earlier is not None and pictures.earlier is not None:
        earlier = place.earlier
        shown.insert(
            0, (pictures.earlier, date_line(earlier.date_text or _tr("No date"), earlier.label, earlier.raster))
        )
    if not shown:
        return
    yield f'<div class="pictures n{len(shown)}">\n'
    for file, said in shown:
        alt = escape(f"{place.number}: {said}", quote=True)
        yield f'<figure><img src="{_data_uri(file)}" alt="{alt}">'
        yield f'<figcaption dir="auto">{escape(said)}</figcaption></figure>\n'
    yield "</div>\n"


def _facts(product: Product, place: ProductPlace) -> Iterator[str]:
    lon, lat = place.position
    degrees = degrees_text(lon, lat)
    yield "<dl>\n"
    for name, value in facts(product, place):
        shown = escape(value)
        if value == degrees:
            # Opens the map program of a telephone; a browser without one does nothing.
            shown = f'<a href="geo:{lat:.6f},{lon:.6f}">{shown}</a>'
        yield f'<div><dt>{escape(name)}</dt><dd dir="auto">{shown}</dd></div>\n'
    yield "</dl>\n"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _data_uri(file: Path) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(file.read_bytes()).decode("ascii")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Product", text)
