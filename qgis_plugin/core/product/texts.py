"""Places in words: coordinates in every system, facts one by one."""

from __future__ import annotations

from datetime import datetime

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY
from qgis.PyQt.QtCore import QCoreApplication

from ..formatting import format_score
from .places import Product, ProductPlace

__all__ = ["date_line", "degrees_text", "facts", "moment_text", "projected_text"]


def degrees_text(lon: float, lat: float) -> str:
    """`47.95000° N 15.00500° E`: five decimals are a metre."""
    return f"{abs(lat):.5f}° {'N' if lat >= 0 else 'S'} {abs(lon):.5f}° {'E' if lon >= 0 else 'W'}"


def projected_text(product: Product, lon: float, lat: float) -> tuple[str, str]:
    """(name of the project's CRS, `500373 E 5310902 N`); empty where it has none, no such place, or is WGS 84."""
    crs = product.crs
    if crs is None or not crs.isValid() or crs.authid() == "EPSG:4326":
        return "", ""
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    try:
        point = QgsCoordinateTransform(wgs84, crs, product.context).transform(QgsPointXY(lon, lat))
    except QgsCsException:
        return "", ""
    decimals = 5 if crs.isGeographic() else 0
    name = f"{crs.description()} ({crs.authid()})" if crs.authid() else crs.description()
    return name, f"{point.x():.{decimals}f} E {point.y():.{decimals}f} N"


def date_line(date: str, label: str, raster: str) -> str:
    """`2026-09-14 · after · scene.tif`"""
    return " · ".join(part for part in (date, label, raster) if part)


def facts(product: Product, place: ProductPlace) -> list[tuple[str, str]]:
    """(name, value) of what is known, in the order in which it is asked for; nothing that is empty."""
    lon, lat = place.position
    crs_name, projected = projected_text(product, lon, lat)
    judged = " · ".join(part for part in (place.author, moment_text(place.updated)) if part)
    listed = [
        (_tr("Coordinates (WGS 84)"), degrees_text(lon, lat)),
        (_tr("MGRS"), place.mgrs),
        (crs_name, projected),
        (_tr("Count"), "" if place.count is None else str(place.count)),
        (_tr("Score"), "" if place.score is None else format_score(place.score)),
        (_tr("Question"), place.question),
        (_tr("Judged by"), judged),
        (_tr("Acquired"), date_line(place.date_text, place.label, f"{place.level_m:g} m" if place.level_m else "")),
        (_tr("Raster"), place.path or place.raster),
    ]
    return [(name, value) for name, value in listed if name and value]


def moment_text(moment: str) -> str:
    """`2026-09-15 10:42` in local time; as it stands where it is no moment."""
    try:
        return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment


def _tr(text: str) -> str:
    return QCoreApplication.translate("Product", text)
