"""What the dock says is said whole, and moves nothing."""

from __future__ import annotations

import pytest
from qgis_plugin.gui.message_overlay import MessageOverlay
from tests.qgis.made_up import PATIENCE_MS

from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

LONG = "The raster lies nowhere on Earth, for it has neither a CRS nor a world file beside it. " * 4


@pytest.fixture
def dock(qgis_app, qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(320, 600)
    layout = QVBoxLayout(made)
    made.pressed = QPushButton("Something to press")
    layout.addWidget(made.pressed)
    layout.addStretch(1)
    made.messages = MessageOverlay(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_long_message_is_shown_whole(dock):
    dock.messages.show_message(LONG, Qgis.MessageLevel.Warning)
    label = dock.messages.findChild(QLabel, "TilescribeMessage")
    assert dock.messages.text == LONG
    assert label.height() >= label.heightForWidth(label.width())
    assert dock.rect().contains(dock.messages.geometry())


def test_a_message_moves_nothing_under_the_pointer(dock):
    before = dock.pressed.geometry()
    dock.messages.show_message(LONG)
    assert dock.pressed.geometry() == before
    assert not dock.messages.geometry().intersects(before)


def test_it_keeps_to_the_lower_edge_when_the_dock_changes(dock):
    dock.messages.show_message("Written.")
    dock.resize(500, 420)
    assert dock.rect().contains(dock.messages.geometry())
    assert dock.messages.geometry().bottom() > 380


def test_an_offer_leaves_room_for_the_results_after_a_while(dock, qtbot):
    dock.messages.show_message("3 stay as they were.", action="Reject them too", then=lambda: None)
    assert dock.messages._timer.interval() > 20_000
    dock.messages._timer.start(0)
    qtbot.waitUntil(lambda: dock.messages.text == "", timeout=PATIENCE_MS)


def test_an_offer_is_taken_by_its_button(dock, qtbot):
    taken = []
    dock.messages.show_message("3 stay as they were.", action="Reject them too", then=lambda: taken.append(1))
    qtbot.mouseClick(dock.messages.button, Qt.MouseButton.LeftButton)
    assert taken == [1]
    assert dock.messages.text == ""


def test_a_message_leaves_by_itself(dock, qtbot):
    dock.messages.show_message("Written.")
    dock.messages._timer.start(0)
    qtbot.waitUntil(lambda: dock.messages.text == "", timeout=PATIENCE_MS)
