"""How rows of the results list are laid out and painted."""

from __future__ import annotations

import pytest
from qgis_plugin.core.protocol import Mark, SamePlace
from qgis_plugin.core.results import CONFIRMED, REJECTED
from qgis_plugin.gui.colours import RANK_INK, SCORE_CLASSES, SCORE_RAMPS, score_colour
from qgis_plugin.gui.search.results_delegate import RowPainter
from qgis_plugin.gui.search.results_view import ResultsView
from qgis_plugin.gui.search.row_metrics import RowMetrics
from tests.qgis.made_up import PATIENCE_MS, hit, results

from qgis.PyQt.QtCore import QObject, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPixmap
from qgis.PyQt.QtWidgets import QStyleOptionViewItem


class Pictures(QObject):
    """Thumbnails in one colour."""

    arrived = pyqtSignal(int)

    def __init__(self, colour=None):
        super().__init__()
        self._colour = colour

    def pixmap(self, _tile):
        if self._colour is None:
            return None
        pixmap = QPixmap(64, 64)
        pixmap.fill(QColor(self._colour))
        return pixmap

    def missing(self, _tile):
        return False


@pytest.fixture
def view(qgis_app, qtbot):
    pictures = Pictures("#0000ff")
    made = ResultsView(pictures)
    made.pictures = pictures
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    return made


def colours(view):
    """The colours that cover something of the first row."""
    image = view.viewport().grab().toImage()
    row = view.visualRect(view.model().index(0))
    seen = {}
    for x in range(row.left(), row.right()):
        for y in range(row.top(), row.bottom()):
            name = image.pixelColor(x, y).name()
            seen[name] = seen.get(name, 0) + 1
    return seen


def test_a_row_grows_with_the_font(qgis_app):
    small, large = (RowMetrics.from_font(QFontMetrics(QFont("Sans", points))).size for points in (8, 16))
    assert large.height() > 1.5 * small.height()


@pytest.mark.parametrize(("two_dates", "stacked"), [(False, False), (True, False), (True, True)])
def test_nothing_of_a_row_overlaps(qgis_app, two_dates, stacked):
    metrics = RowMetrics(16, two_dates, stacked)
    row = QRect(0, 0, 300, metrics.size.height())
    areas = [metrics.thumbnail(row), metrics.sentence(row, lines=metrics.lines - 2)]
    areas += [metrics.line_from_below(row, number) for number in (0, 1)]
    areas += [metrics.second_thumbnail(row)] if two_dates else []
    for number, place in enumerate(areas):
        assert row.contains(place)
        assert not any(place.intersects(other) for other in areas[number + 1 :])


def test_a_row_shows_its_picture_and_the_colour_of_its_score(view):
    view.show_results(results(3))
    seen = colours(view)
    assert seen["#0000ff"] > 1000
    assert seen[SCORE_RAMPS[0][-1]] > 20


def test_a_confirmed_row_carries_its_sign_and_a_rejected_one_fades(view):
    view.show_results(results(1).with_marks({101: Mark(CONFIRMED)}))
    assert colours(view)["#2f9e5e"] > 20
    view.show_results(results(1).with_marks({101: Mark(REJECTED)}))
    assert "#0000ff" not in colours(view)


@pytest.mark.parametrize("words", [(), ("flooding", "river")])
def test_a_long_sentence_ends_in_an_ellipsis_within_its_lines(view, words):
    option = QStyleOptionViewItem()
    option.font, option.fontMetrics = view.font(), view.fontMetrics()
    brush = RowPainter(None, option, QColor("black"), RowMetrics.from_font(option.fontMetrics))
    fitted = brush._fitted("A flooded river " * 40, 200, words, lines=3)
    assert fitted.endswith("…")
    assert brush._laid_out(fitted, 200, marks=brush._marks(fitted, words)).lineCount() == 3
    assert brush._fitted("A river.", 200, words, lines=3) == "A river."


def test_the_narrowest_list_does_not_scroll_sideways(view):
    view.resize(220, 300)
    view.show_results(results(3))
    view.viewport().grab()
    assert view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert view.visualRect(view.model().index(0)).width() <= view.viewport().width()


def test_only_rows_that_can_be_seen_are_in_view(view, qtbot):
    view.show_results(results(1000))
    qtbot.waitUntil(lambda: view.model().rowCount() == 1000, timeout=PATIENCE_MS)
    assert 0 < len(view.tiles_in_view()) < 10
    view.scrollToBottom()
    qtbot.waitUntil(lambda: 1100 in view.tiles_in_view(), timeout=PATIENCE_MS)


def test_a_tip_is_text_whatever_a_catalog_says(view):
    view.show_results(results(1).with_hits([hit(matched="<b>bold</b>")]))
    tip = view.model().index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;bold" in tip


def test_a_tip_lists_what_the_place_scores_at_other_dates(view):
    before = SamePlace(7, 0.12, "old.tif", 112.0, "2024-06-01T10:30:00Z", "2024-06-01T10:30:00Z")
    view.show_results(results(2).with_hits([hit(dates=(before,)), hit(rank=2)]))
    dated, alone = (view.model().index(row).data(Qt.ItemDataRole.ToolTipRole) for row in (0, 1))
    assert "Other dates:" in dated
    assert "12 %" in dated
    assert "Other dates" not in alone


def test_a_row_is_read_out_with_rank_and_score(view):
    view.show_results(results(1))
    spoken = view.model().index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Rank 1, score 90 %: A bridge crosses the flooded river."


def test_a_score_has_the_same_colour_whatever_else_is_in_the_list(qgis_app):
    for ramp, colours in enumerate(SCORE_RAMPS):
        assert [score_colour(first, ramp).name() for first in SCORE_CLASSES] == list(colours)
    assert score_colour(1.0).name() == SCORE_RAMPS[0][-1]
    assert score_colour(0.799).name() == SCORE_RAMPS[0][-2]
    assert score_colour(-0.1).name() == SCORE_RAMPS[0][0]


@pytest.mark.parametrize("colours", SCORE_RAMPS)
def test_ink_is_read_on_every_score(qgis_app, colours):
    for colour in colours:
        light, dark = sorted((_luminance(QColor(colour)), _luminance(QColor(RANK_INK))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("colours", SCORE_RAMPS)
def test_a_higher_score_is_lighter(qgis_app, colours):
    luminances = [_luminance(QColor(colour)) for colour in colours]
    assert luminances == sorted(luminances)


def test_the_size_of_a_row_does_not_depend_on_its_text(view):
    view.show_results(results(2).with_hits([hit(1, matched="A."), hit(2, matched="A river. " * 99)]))
    sizes = [view.visualRect(view.model().index(row)).size() for row in (0, 1)]
    assert sizes[0] == sizes[1] != QSize()


def _luminance(colour: QColor) -> float:
    """WCAG 2.1, relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
