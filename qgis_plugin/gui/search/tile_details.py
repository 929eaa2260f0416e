"""The details page of one tile: picture, descriptions and measurements."""

from __future__ import annotations

import dataclasses
from html import escape
from itertools import groupby

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QHBoxLayout, QSplitter, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from ...core.formatting import format_acquisition_period, format_score
from ...core.judging_text import marks_of
from ...core.places import dated, name_with_folder
from ...core.protocol import BUILTIN
from ..icons import icon
from .details_keys import DetailsKeys
from .earlier_picture import change_texts
from .heat_overlay import with_heat
from .judge_buttons import JudgeButtons
from .judge_keys import NOTE
from .tile_pictures import TilePictures

__all__ = ["TileDetailsPage"]

NO_PICTURE = "not a picture"
"""How the reason of a tile begins whose raster is a mask, a class map or the like."""
LIKELY = 0.5
"""Tags with a lower probability are left out."""
SHARES = {
    "water": "water",
    "vegetation": "vegetation",
    "bare": "bare",
    "burnt": "burnt",
    "snow": "snow",
    "cloud": "cloud",
    "built_up": "grey or busy",
}
"""Measurements that are shares of the tile, 0 to 1, with how they are shown."""


class TileDetailsPage(QWidget):
    """Shows one `TileDetails`; its buttons emit what is requested."""

    closed = pyqtSignal()
    similar_requested = pyqtSignal(int)
    correction_requested = pyqtSignal(object)
    """The `TileDetails` to correct."""
    where_requested = pyqtSignal(int, str)
    """Where in this tile do the words of this question match?"""
    where_left = pyqtSignal()
    """The answer is no longer waited for, or shown."""
    earlier_requested = pyqtSignal(int)
    """How did this tile look at the earlier date?"""
    commanded = pyqtSignal(object)
    """A command of `judge_keys`, by key or button."""
    stepped = pyqtSignal(int)
    """1: show the next tile, -1: the one before."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeTileDetails")
        self.details = None
        self._picture = QImage()
        self._question = ""
        self._dates = self._headline = ""
        self._against = ()
        self._pair = None
        self._earlier = QImage()
        self._heat_map = None
        self._where_note = ""
        self.browser = QTextBrowser(self)
        self.browser.setOpenLinks(False)
        self.pictures = TilePictures(self)
        self.judging = JudgeButtons(self, keep_focus=True)
        self.judging.judgement_requested.connect(self.commanded)
        self.judging.note_requested.connect(lambda: self.commanded.emit(NOTE))
        self.keys = DetailsKeys(self, self.browser)
        back = self._button("", self.tr("Back to the results"), self.closed.emit)
        back.setArrowType(Qt.ArrowType.LeftArrow)
        back.setText(self.tr("Results"))
        self._similar = self._button("similar", self.tr("Find similar"), self._want_similar)
        self._correct = self._button("correct", self.tr("Correct the description…"), self._want_correction)
        self.where = self._button("where", self.tr("Where in the tile it matches"), self._toggle_where)
        self.where.setObjectName("TilescribeWhere")
        self.where.setText(self.tr("Where"))
        self.where.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.where.setCheckable(True)
        top = QHBoxLayout()
        top.addWidget(back)
        self.previous = self._button("back", self.tr("The tile before (Left)"), lambda: self.stepped.emit(-1))
        self.next = self._button("forward", self.tr("The next tile (Right)"), lambda: self.stepped.emit(1))
        top.addWidget(self.previous)
        top.addWidget(self.next)
        top.addStretch()
        top.addWidget(self.where)
        top.addWidget(self._similar)
        top.addWidget(self._correct)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.pictures)
        parts.addWidget(self.browser)
        # Shares, not pixels.
        parts.setSizes([3000, 2000])
        layout.addWidget(parts, 1)
        layout.addWidget(self.judging)

    def show_details(
        self, details, pixmap, *, question: str = "", headline: str = "", dates: str = "", against=(), pair=None
    ) -> None:
        """Show a tile.

        Args:
            details: `TileDetails`.
            pixmap: Its picture; may be None.
            question: The words that it was found by; empty where it was found in another way.
            headline: What its row in the list says, so that both say the same; empty where it has none.
            dates: What the place scores at other dates; empty where there is nothing to say.
            against: What lowers its score as a hit, a sentence each.
            pair: The earlier date (`HitPair`) of a hit about changes; else None.
        """
        if self.details is None or (details.tile_id, question) != (self.details.tile_id, self._question):
            self._leave_where()
        self._set_pair(details, pair)
        self.details, self._question, self._dates, self._against = details, question, dates, against
        self._headline = headline
        self._picture = QImage() if pixmap is None else pixmap.toImage()
        self._similar.setVisible(details.state == "done")
        self._show_tools(True)
        self.judging.show_hit(details)
        self.where.setVisible(bool(question) and not self._picture.isNull() and details.state != "blank")
        self._show_document()

    def show_earlier_picture(self, tile_id: int, picture: QImage) -> None:
        """Show the earlier date beside the tile, where that is still what is shown."""
        if self._pair is not None and self.details is not None and self.details.tile_id == tile_id:
            self._earlier = picture
            self._show_document()

    def show_earlier_problem(self, tile_id: int, problem) -> None:
        """Say in the page why there is no earlier picture (`Problem`)."""
        if self._pair is not None and self.details is not None and self.details.tile_id == tile_id:
            self._where_note = problem.detail
            self._show_document()

    def show_heat_map(self, heat_map) -> None:
        """Show a `HeatMap` on the picture of its tile, where that is still what is shown and wanted."""
        if self._wants_where(heat_map.tile_id):
            self._heat_map = heat_map
            scores = [one.score for one in heat_map.windows if one.score is not None]
            self._where_note = self.tr(
                "Where “{question}” matches: parts of the tile score from {lowest} to {highest}, all of it {whole}."
            ).format(
                question=self._question,
                lowest=format_score(min(scores)),
                highest=format_score(max(scores)),
                whole=format_score(heat_map.score),
            )
            self._show_document()

    def show_where_problem(self, problem) -> None:
        """Say in the page why there is no heat map (`Problem`)."""
        if self.where.isChecked():
            self.where.setChecked(False)
            self._where_note = problem.detail
            self._show_document()

    def show_ad_hoc(self, ad_hoc, *, raster: str) -> None:
        """Show an `AdHocDescription`; nothing of it is kept, so there is nothing to correct."""
        self._leave_where()
        self.details = self._pair = None
        self._similar.setVisible(False)
        self.where.setVisible(False)
        self._show_tools(False)
        self.browser.setHtml(_ad_hoc_html(ad_hoc, raster=raster))

    def leave(self) -> None:
        """The page is no longer looked at: nothing is waited for."""
        self._leave_where()
        if self.details is not None:
            self._show_document()

    def show_large_picture(self, tile_id: int, picture: QImage) -> None:
        """Show a finer picture of the tile, where that is still what is shown."""
        if self.details is not None and self.details.tile_id == tile_id and not picture.isNull():
            self._picture = picture
            self._show_pictures()

    def show_marks(self, tile_id: int, marks) -> None:
        """Show what is thought of the tile now, where that is still what is shown."""
        if self.details is not None and self.details.tile_id == tile_id and marks != self.details.marks:
            self.details = dataclasses.replace(self.details, marks=tuple(marks))
            self.judging.show_hit(self.details)
            self._show_document()

    def show_other_date(self, picture, *, caption: str, earlier: bool, message: str = "") -> None:
        """Show another date of the place beside the tile, for which there is no pair."""
        key = self.details.tile_id
        self.pictures.show_other(key, picture, caption=caption, before=earlier, message=message)

    def _show_document(self) -> None:
        self._show_pictures()
        said = {"note": self._where_note, "dates": self._dates, "against": self._against, "pair": self._pair}
        self.browser.setHtml(_tile_html(self.details, headline=self._headline, **said))

    def _show_pictures(self) -> None:
        picture = self._picture
        if self._heat_map is not None and not picture.isNull():
            picture = with_heat(picture, self._heat_map)
        date = format_acquisition_period(self.details.acquired, self.details.acquired_end)
        # A tile that is blank, or whose raster is gone, leaves the room to what is said of it.
        self.pictures.setVisible(not picture.isNull())
        caption = dated(date, self.details.label)
        self.pictures.show_tile(self.details.tile_id, picture, caption=caption)
        if self._pair is not None and not self._earlier.isNull():
            before = format_acquisition_period(self._pair.before_acquired, self._pair.before_acquired_end)
            self.pictures.show_other(self.details.tile_id, self._earlier, caption=before)

    def _show_tools(self, shown: bool) -> None:
        """Whether there is a tile of the catalog to do something with."""
        for widget in (self._correct, self.previous, self.next, self.judging, self.pictures):
            widget.setVisible(shown)

    def _set_pair(self, details, pair) -> None:
        known = self.details is not None and self.details.tile_id == details.tile_id
        if known and pair == self._pair:
            return
        self._pair, self._earlier = pair, QImage()
        self.pictures.clear_other()
        if pair is not None:
            self.earlier_requested.emit(details.tile_id)

    def _wants_where(self, tile_id: int) -> bool:
        return self.where.isChecked() and self.details is not None and self.details.tile_id == tile_id

    def _toggle_where(self) -> None:
        if self.where.isChecked():
            self._where_note = self.tr("Looking at the parts of the tile…")
            self._show_document()
            self.where_requested.emit(self.details.tile_id, self._question)
        else:
            self._leave_where()
            self._show_document()

    def _leave_where(self) -> None:
        self.where.setChecked(False)
        self._heat_map, self._where_note = None, ""
        self.where_left.emit()

    def _want_similar(self) -> None:
        self.similar_requested.emit(self.details.tile_id)

    def _want_correction(self) -> None:
        self.correction_requested.emit(self.details)

    def _button(self, name: str, text: str, action) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setText(text)
        button.setToolTip(text)
        if name:
            button.setIcon(icon(name))
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False: action())
        return button


def _tile_html(details, *, headline: str = "", note: str = "", dates: str = "", against=(), pair=None) -> str:
    """A tile as HTML, under a note about its picture; whatever a catalog says is escaped."""
    parts = [_small_html(note)] if note else []
    if headline:
        parts.append(f"<h3>{escape(headline)}</h3>")
    parts.extend(_paragraph_html(heading, *texts) for heading, texts in (change_texts(pair) if pair else ()))
    parts.extend(_summary_html(details, headline=headline, pair=pair))
    parts.extend(_seen_html(details))
    parts.extend([_paragraph_html(_tr("What lowers the score"), *against)] if against else [])
    parts.extend(_paragraph_html(said, note) for said, note in marks_of(details))
    number = _tr("tile {number}").format(number=details.tile_id)
    parts.append(
        _small_html(
            name_with_folder(details.path, details.raster),
            dated(format_acquisition_period(details.acquired, details.acquired_end), details.label),
            f"{details.level_m:g} m",
            number,
        )
    )
    parts.extend([_small_html(dates)] if dates else [])
    return "".join(parts)


def _ad_hoc_html(ad_hoc, *, raster: str) -> str:
    """What was described ad hoc as HTML, tile by tile from the upper left; whatever a model says is escaped."""
    tiles = ["".join(_description_html(tile)) for tile in ad_hoc.tiles] or [
        f"<h3>{escape(_tr('There is no imagery here.'))}</h3>"
    ]
    if not ad_hoc.complete:
        tiles.append(_small_html(_tr("There are more tiles here. Zoom in to see them described.")))
    return "<hr/>".join(tiles) + _small_html(raster, f"{ad_hoc.level_m:g} m", _tr("described now, not kept"))


def _description_html(details) -> list:
    """What was seen and measured in a tile of an ad hoc description."""
    return [f"<h3>{escape(details.summary or _state(details))}</h3>", *_seen_html(details)]


def _summary_html(details, *, headline: str, pair) -> list:
    """What is said of the tile, below the headline of its row, where that says something else; else as the headline."""
    if not headline:
        return [f"<h3>{escape(details.summary or _state(details))}</h3>"]
    if details.summary == headline:
        return []
    date = format_acquisition_period(details.acquired, details.acquired_end)
    if pair is None:
        label = _tr("What the tile shows")
    else:
        label = _tr("After ({date})").format(date=date) if date else _tr("After")
    return [_paragraph_html(label, details.summary or _state(details))]


def _seen_html(details) -> list:
    """What was seen and measured, but for the summary."""
    parts = []
    for author, texts in _by_author(details.descriptions):
        # The heading says the summary already.
        parts.append(_paragraph_html(author, *(text for text in texts if text != details.summary)))
    tags = [tag for tag in details.tags if tag.probability >= LIKELY]
    if tags:
        parts.append(
            _paragraph_html(_tr("Recognised"), ", ".join(f"{tag.name} ({tag.probability:.0%})" for tag in tags))
        )
    measured = _measured(details.measurements or {})
    if measured:
        parts.append(_paragraph_html(_tr("Shares"), measured))
    if details.disagreement:
        parts.append(_paragraph_html(_tr("Picture and bands disagree"), details.disagreement))
    return parts


def _small_html(*parts: str) -> str:
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
    if description.captioner == BUILTIN:
        return _tr("Described by the built-in model")
    return _tr("Described by {captioner}").format(captioner=description.captioner)


def _paragraph_html(label: str, *texts: str) -> str:
    return "<p>" + "<br/>".join([f"<small>{escape(label)}</small>", *(escape(text) for text in texts if text)]) + "</p>"


def _measured(measurements: dict) -> str:
    shares = [(shown, measurements.get(name)) for name, shown in SHARES.items()]
    return ", ".join(f"{shown} {share:.0%}" for shown, share in shares if isinstance(share, float) and share >= 0.01)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TileDetails", text)
