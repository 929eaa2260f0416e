"""All that is known of a tile, as text with headings."""

from __future__ import annotations

from html import escape
from itertools import groupby

from qgis.PyQt.QtCore import QCoreApplication

from ...core.results import CONFIRMED, REJECTED, period_date

__all__ = ["PICTURE", "details_html", "spot_html"]

PICTURE = "tile.jpg"
"""Name under which the document has the picture."""
NO_PICTURE = "not a picture"
"""How the reason of a tile begins whose raster is a mask, a class map or the like."""
LIKELY = 0.5
"""Tags with a lower probability are left out."""
SHARES = ("water", "vegetation", "bare", "burnt", "snow", "cloud", "built_up")
"""Measurements that are shares of the tile, 0 to 1."""


def details_html(details, *, picture: bool) -> str:
    """A tile as HTML; whatever a catalog says is escaped."""
    parts = [f'<p><img src="{PICTURE}"/></p>'] if picture else []
    parts.extend(_said(details))
    parts.extend(_paragraph(_marked(mark), mark.note) for mark in details.marks)
    number = _tr("tile {number}").format(number=details.tile_id)
    parts.append(
        _small(details.raster, period_date(details.acquired, details.acquired_end), f"{details.level_m:g} m", number)
    )
    return "".join(parts)


def spot_html(spot, *, raster: str) -> str:
    """What was described on the spot as HTML, tile by tile from the upper left; whatever a model says is escaped."""
    tiles = ["".join(_said(tile)) for tile in spot.tiles] or [f"<h3>{escape(_tr('There is no imagery here.'))}</h3>"]
    if not spot.complete:
        tiles.append(_small(_tr("There are more tiles here. Zoom in to see them described.")))
    return "<hr/>".join(tiles) + _small(raster, f"{spot.level_m:g} m", _tr("described now, not kept"))


def _said(details) -> list:
    """What was seen and measured, of a tile of a catalog or one described on the spot."""
    parts = [f"<h3>{escape(details.summary or _state(details))}</h3>"]
    for author, texts in _by_author(details.descriptions):
        # The heading says the summary already.
        parts.append(_paragraph(author, *(text for text in texts if text != details.summary)))
    tags = [tag for tag in details.tags if tag.probability >= LIKELY]
    if tags:
        parts.append(_paragraph(_tr("Recognised"), ", ".join(f"{tag.name} ({tag.probability:.0%})" for tag in tags)))
    measured = _measured(details.measurements or {})
    if measured:
        parts.append(_paragraph(_tr("Shares"), measured))
    return parts


def _small(*parts: str) -> str:
    return "<p><small>" + escape(" · ".join(part for part in parts if part)) + "</small></p>"


def _state(details) -> str:
    sayings = {
        "pending": _tr("Not described yet."),
        "blank": _tr("Blank: there is nothing to describe."),
        "failed": _tr("Could not be described: {reason}").format(reason=details.reason),
    }
    if details.state == "blank" and details.reason.startswith(NO_PICTURE):
        return _tr("Blank: {reason}").format(reason=details.reason)
    return sayings.get(details.state, _tr("No summary."))


def _by_author(descriptions) -> list:
    """(author, texts) in the order given; texts of one author that follow each other are taken together."""
    return [(author, [one.text for one in texts]) for author, texts in groupby(descriptions, key=_author)]


def _author(description) -> str:
    if description.captioner == "user":
        return _tr("Corrected by hand")
    if description.captioner == "facts":
        return _tr("Measured")
    if description.captioner == "builtin":
        return _tr("Described by the built-in model")
    return _tr("Described by {captioner}").format(captioner=description.captioner)


def _paragraph(label: str, *texts: str) -> str:
    return "<p>" + "<br/>".join([f"<small>{escape(label)}</small>", *(escape(text) for text in texts if text)]) + "</p>"


def _measured(measurements: dict) -> str:
    shares = [(name, measurements.get(name)) for name in SHARES]
    return ", ".join(
        f"{name.replace('_', ' ')} {share:.0%}" for name, share in shares if isinstance(share, float) and share >= 0.01
    )


def _marked(mark) -> str:
    verdicts = {CONFIRMED: _tr("Confirmed"), REJECTED: _tr("Rejected")}
    return _tr("{verdict} for “{question}”").format(
        verdict=verdicts.get(mark.verdict, _tr("Noted")), question=mark.question
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("TileDetails", text)
