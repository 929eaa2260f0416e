"""Places for Google Earth and its like: KML with styles, balloons and pictures in one KMZ."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree  # nosec B405 - it reads what QGIS has made only

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ..threads import CancelledError
from .colours import colour_of, judgement_text
from .columns import COLUMNS, values_of
from .places import Pictures, Product, ProductPlace
from .texts import date_line, facts

__all__ = ["write_kmz"]

NAMESPACE = "http://www.opengis.net/kml/2.2"
DIGITS = 7
"""Of degrees: a centimetre."""
RANGE_FACTOR = 4.0
"""The camera is so many times a tile's size above it."""
BALLOON_PX = 300


def write_kmz(product: Product, target: str, *, pictures: dict[int, Pictures], feedback: QgsFeedback) -> None:
    """Write the file; `pictures` by the number of the place. Raises OSError and CancelledError."""
    # Pictures are compressed already.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        document = _document(product, pictures)
        archive.writestr("doc.kml", document, compress_type=zipfile.ZIP_DEFLATED)
        for done, place in enumerate(product.places):
            if feedback.isCanceled():
                raise CancelledError
            shown = pictures.get(place.number, Pictures())
            for name, file in _files(place, shown):
                archive.write(file, name)
            feedback.setProgress(100.0 * (done + 1) / len(product.places))


def _document(product: Product, pictures: dict[int, Pictures]) -> bytes:
    ElementTree.register_namespace("", NAMESPACE)
    kml = ElementTree.Element(_tag("kml"))
    document = _add(kml, "Document")
    _add(document, "name", product.title)
    _add(document, "open", "1")
    said = " · ".join(part for part in (product.author, product.written) if part)
    if said:
        _add(document, "description", said)
    for colour in sorted({colour_of(place.verdict, place.grade) for place in product.places}):
        _style(document, colour)
    _style_of_markers(document)
    places = _add(document, "Folder")
    _add(places, "name", _tr("Places"))
    for place in product.places:
        _placemark(places, product, place, pictures.get(place.number, Pictures()))
    markers = _add(document, "Folder")
    _add(markers, "name", _tr("Numbers"))
    _add(markers, "styleUrl", "#folder")
    for place in product.places:
        _marker(markers, product, place, pictures.get(place.number, Pictures()))
    return ElementTree.tostring(kml, encoding="utf-8", xml_declaration=True)


def _placemark(folder, product: Product, place: ProductPlace, pictures: Pictures) -> None:
    mark = _add(folder, "Placemark", id=f"place-{place.number}")
    _add(mark, "name", f"{place.number} · {place.sentence or judgement_text(place.verdict, place.grade)}")
    _add(mark, "description", _balloon(product, place, pictures))
    _look_at(mark, place)
    _add(mark, "styleUrl", f"#{_style_id(place)}")
    data = _add(mark, "ExtendedData")
    for (name, _), value in zip(COLUMNS, values_of(place)):
        if value is not None and value != "":
            text = value.toString(1) if hasattr(value, "toString") else str(value)
            _add(_add(data, "Data", name=name), "value", text)
    mark.append(_geometry(place))


def _marker(folder, product: Product, place: ProductPlace, pictures: Pictures) -> None:
    """The number at its place: outlines have no label of their own."""
    mark = _add(folder, "Placemark")
    _add(mark, "name", str(place.number))
    _add(mark, "description", _balloon(product, place, pictures))
    _look_at(mark, place)
    _add(mark, "styleUrl", f"#{_style_id(place)}")
    lon, lat = place.position
    _add(_add(mark, "Point"), "coordinates", f"{lon:.{DIGITS}f},{lat:.{DIGITS}f}")


def _look_at(mark, place: ProductPlace) -> None:
    lon, lat = place.position
    look = _add(mark, "LookAt")
    _add(look, "longitude", f"{lon:.{DIGITS}f}")
    _add(look, "latitude", f"{lat:.{DIGITS}f}")
    _add(look, "range", f"{max(200.0, RANGE_FACTOR * place.level_m):.0f}")


def _geometry(place: ProductPlace):
    element = ElementTree.fromstring(place.geometry.constGet().asKml(DIGITS))  # nosec B314  # noqa: S314 - made by QGIS
    for part in element.iter():
        part.tag = _tag(part.tag)
    return element


def _style(document, colour: str) -> None:
    style = _add(document, "Style", id=f"c{colour.lstrip('#')}")
    icon = _add(style, "IconStyle")
    _add(icon, "color", _kml_colour(colour, 255))
    _add(icon, "scale", "0.9")
    label = _add(style, "LabelStyle")
    _add(label, "scale", "0.9")
    line = _add(style, "LineStyle")
    _add(line, "color", _kml_colour(colour, 255))
    _add(line, "width", "3")
    _add(_add(style, "PolyStyle"), "color", _kml_colour(colour, 50))
    _add(_add(style, "BalloonStyle"), "text", "$[description]")


def _style_of_markers(document) -> None:
    style = _add(document, "Style", id="folder")
    _add(_add(style, "ListStyle"), "listItemType", "checkHideChildren")


def _style_id(place: ProductPlace) -> str:
    return f"c{colour_of(place.verdict, place.grade).lstrip('#')}"


def _kml_colour(colour: str, alpha: int) -> str:
    """`aabbggrr`"""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{alpha:02x}{blue}{green}{red}"


def _balloon(product: Product, place: ProductPlace, pictures: Pictures) -> str:
    """HTML, escaped once here and once more as XML."""
    colour = colour_of(place.verdict, place.grade)
    judged = escape(judgement_text(place.verdict, place.grade))
    parts = [
        '<div style="font:14px sans-serif;max-width:640px">',
        f'<div style="border-left:6px solid {colour};padding-left:10px">',
        f'<b dir="auto">{place.number} · {escape(place.sentence)}</b><br>{judged}</div>',
    ]
    cells = []
    for name, said in _captions(place, pictures):
        picture = f'<img src="{name}" width="{BALLOON_PX}">'
        cells.append(f'<td style="padding-right:8px">{picture}<br><small>{escape(said)}</small></td>')
    if cells:
        parts.append(f'<table style="margin-top:8px"><tr valign="top">{"".join(cells)}</tr></table>')
    told = (
        (_tr("Note"), place.note),
        (_tr("Others"), "\n".join(place.others)),
        (_tr("What has changed"), place.told_change),
    )
    for title, text in told:
        if text:
            parts.append(f'<p dir="auto"><b>{escape(title)}</b><br>{"<br>".join(map(escape, text.splitlines()))}</p>')
    grey = 'style="color:#666;padding-right:12px"'
    rows = "".join(
        f'<tr valign="top"><td {grey}>{escape(name)}</td><td dir="auto">{escape(value)}</td></tr>'
        for name, value in facts(product, place)
    )
    return "".join([*parts, f'<table style="margin-top:8px">{rows}</table></div>'])


def _captions(place: ProductPlace, pictures: Pictures) -> Iterator[tuple[str, str]]:
    for name, _ in _files(place, pictures):
        if name.endswith("-earlier.jpg") and place.earlier is not None:
            yield name, date_line(place.earlier.date_text, place.earlier.label, place.earlier.raster)
        else:
            yield name, date_line(place.date_text, place.label, place.raster_text)


def _files(place: ProductPlace, pictures: Pictures) -> Iterator[tuple[str, str]]:
    """(name in the archive, file), the earlier date first."""
    for kind, file in (("earlier", pictures.earlier), ("now", pictures.now)):
        if file is not None:
            yield f"pictures/{place.number}-{kind}.jpg", str(file)


def _add(parent, tag: str, text: str = "", **attributes: str):
    element = ElementTree.SubElement(parent, _tag(tag), attributes)
    if text:
        element.text = _printable(text)
    return element


def _printable(text: str) -> str:
    """Without control characters, which no XML may hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Product", text)
