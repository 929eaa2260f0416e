"""On a screen of 1366 x 768 the dock fits, also while a note is written."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

ROOM_PX = 560
"""What menus, two lines of tool bars, titles, tabs and the status bar of QGIS leave of 768."""


def test_a_note_beside_results_needs_no_more_height_than_there_is(asked, qtbot):
    qtbot.waitExposed(asked)
    QTest.keyClick(asked.view, Qt.Key.Key_N)
    assert asked.triage.notes.isVisible()
    assert asked.minimumSizeHint().height() <= ROOM_PX


def test_other_pages_of_the_results_need_no_room(asked):
    assert asked.triage.bar.isVisibleTo(asked)
    assert asked.details.minimumSizeHint().height() > asked._stack.minimumSizeHint().height()
