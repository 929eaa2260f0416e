"""Where windows are read from right to left, as in Arabic and Hebrew, the dock stands mirrored and can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from qgis_plugin.gui.dock import SearchDock
from qgis_plugin.gui.mission.mission_delegate import MissionDelegate
from tests.qgis.search_pages import catalog, hits

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication

DIRECTIONS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)


@pytest.fixture
def direction(qgis_app: Any) -> Iterator[Any]:
    """`direction(Qt.LayoutDirection.RightToLeft)`, for this test."""
    yield QApplication.setLayoutDirection
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def rows(direction: Any, qgis_new_project: None, qgis_iface: Any, session: Any, stub: Any, qtbot: Any) -> Any:
    """`rows(direction)`: a picture of the first row, and whether search line and list stand."""
    stub.answers["POST /search"] = hits(3)
    session.use_catalog(catalog())

    def grabbed(way: Any) -> QImage:
        direction(way)
        dock = SearchDock(qgis_iface, session)
        dock.resize(420, 800)
        dock.show()
        with qtbot.waitSignal(dock.search.controller.answered, timeout=20_000):
            dock.ask("water beside trees")
        view = dock.search.view
        qtbot.waitUntil(lambda: view.model().rowCount() == 3)
        assert dock.grab().width() >= 300
        picture = view.viewport().grab(view.visualRect(view.model().index(0, 0))).toImage()
        dock.close_down()
        dock.deleteLater()
        qtbot.wait(1)
        return picture

    return grabbed


def coloured(picture: QImage) -> list[int]:
    """Columns with strong colour: the rank, and the bar of the score."""
    return [
        column
        for column in range(picture.width())
        if any(picture.pixelColor(column, row).hsvSaturation() > 150 for row in range(0, picture.height(), 2))
    ]


def dark(picture: QImage) -> list[int]:
    """Columns with ink of texts."""
    return [
        column
        for column in range(picture.width())
        if any(picture.pixelColor(column, row).lightness() < 90 for row in range(picture.height()))
    ]


def test_a_row_begins_at_the_right(rows: Any) -> None:
    left, right = (rows(way) for way in DIRECTIONS)
    width = right.width()
    assert min(coloured(left)) < width * 0.1
    assert max(coloured(right)) > width * 0.9
    assert min(coloured(right)) > width * 0.3


def test_its_texts_keep_clear_of_the_picture_and_of_each_other(rows: Any) -> None:
    """As much ink as in the other direction: nothing is painted over something else, or cut off."""
    left, right = (rows(way) for way in DIRECTIONS)
    assert abs(len(dark(left)) - len(dark(right))) <= len(dark(left)) * 0.1
    assert max(dark(right)) <= right.width()


def test_an_entry_of_the_mission_list_begins_at_the_right(
    direction: Any, qgis_new_project: None, qgis_iface: Any, session: Any, qtbot: Any
) -> None:
    direction(Qt.LayoutDirection.RightToLeft)
    session.use_catalog(catalog())
    dock = SearchDock(qgis_iface, session)
    dock.resize(460, 800)
    dock.show()
    (view,) = [one for one in dock.findChildren(QAbstractItemView) if isinstance(one.itemDelegate(), MissionDelegate)]
    dock.tabs.setCurrentIndex(next(n for n in range(dock.tabs.count()) if dock.tabs.widget(n).isAncestorOf(view)))
    qtbot.waitUntil(lambda: view.model().rowCount() > 0, timeout=20_000)
    picture = view.viewport().grab(view.visualRect(view.model().index(0, 0))).toImage()
    dock.close_down()
    dock.deleteLater()
    qtbot.wait(1)
    assert min(coloured(picture)) > picture.width() * 0.5
