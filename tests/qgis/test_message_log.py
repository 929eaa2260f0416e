"""The tab of QGIS's log."""

from __future__ import annotations

import pytest
from qgis_plugin.core import problems
from qgis_plugin.core.engine import EngineState
from qgis_plugin.gui.message_log import LOG_TAG, MessageLog

from qgis.core import Qgis, QgsApplication


@pytest.fixture
def log(qgis_app):
    """(text, level) of all that is written to our tab."""
    written = []

    def keep(text, tab, level):
        if tab == LOG_TAG:
            written.append((text, level))

    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(keep)
    yield written
    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].disconnect(keep)


def test_what_the_engine_says_is_written_without_empty_lines(engine, log):
    MessageLog(engine)
    engine.logged.emit("Loading the model.")
    engine.logged.emit("  ")
    assert log == [("Loading the model.", Qgis.MessageLevel.Info)]


def test_a_crash_is_a_warning_and_readiness_is_told(engine, log, qtbot):
    MessageLog(engine)
    engine.crashed.emit(problems.engine_ended("signal 9", restarting=True))
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=30_000)
    assert [level for _, level in log] == [Qgis.MessageLevel.Warning, Qgis.MessageLevel.Info]
    assert "signal 9" in log[0][0]


def test_an_engine_that_does_not_start_is_told_with_the_reason(engine, log, stub, qtbot):
    MessageLog(engine)
    stub.misbehave("GET /health", drop=True, times=None)
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.FAILED, timeout=30_000)
    assert log[-1][1] == Qgis.MessageLevel.Critical
    assert "cannot be reached" in log[-1][0]
