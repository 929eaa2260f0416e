"""A filter by time that nobody asked for hides no results."""

from __future__ import annotations

import pytest
from qgis_plugin.gui.layers.time_filter import drop_stale_time_filter

from qgis.core import QgsDateTimeRange, QgsTemporalNavigationObject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QDateTime

HOUR = QgsDateTimeRange(QDateTime(2026, 9, 22, 13, 0, 0), QDateTime(2026, 9, 22, 14, 0, 0))
MODES = QgsTemporalNavigationObject.NavigationMode


@pytest.fixture
def canvas(qgis_app, qtbot):
    made = QgsMapCanvas()
    qtbot.addWidget(made)
    made.controller = QgsTemporalNavigationObject(made)
    made.setTemporalController(made.controller)
    made.setTemporalRange(HOUR)
    return made


def test_a_filter_that_was_left_behind_is_dropped(canvas):
    drop_stale_time_filter(canvas)
    assert canvas.mapSettings().temporalRange().isInfinite()


def test_a_filter_that_is_at_work_stays(canvas):
    canvas.controller.setTemporalExtents(HOUR)
    canvas.controller.setNavigationMode(MODES.FixedRange)
    drop_stale_time_filter(canvas)
    assert not canvas.mapSettings().temporalRange().isInfinite()
