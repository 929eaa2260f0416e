"""Two layers of results over each other: the numbers are those of the list."""

from __future__ import annotations

import pytest
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import hits, layer_of

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest


@pytest.fixture
def both(asked, qtbot, stub):
    """The layer of a judged question, and that of the question after it."""
    judged = layer_of(asked)
    QTest.keyClick(asked.view, Qt.Key.Key_C)
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    assert layer_of(asked) is not judged
    return judged, layer_of(asked)


def test_only_the_layer_in_the_list_is_labelled(asked, both):
    judged, lake = both
    assert (judged.labelsEnabled(), lake.labelsEnabled()) == (False, True)
    asked.navigation.back.click()
    assert (judged.labelsEnabled(), lake.labelsEnabled()) == (True, False)


def test_a_layer_that_is_kept_keeps_its_labels(asked, both):
    judged, lake = both
    asked.header.keep.setChecked(True)
    asked.navigation.back.click()
    assert (judged.labelsEnabled(), lake.labelsEnabled()) == (True, True)


def test_labels_that_their_user_turned_off_stay_off(asked, both):
    judged, lake = both
    lake.setLabelsEnabled(False)
    asked.navigation.back.click()
    asked.navigation.forward.click()
    assert (judged.labelsEnabled(), lake.labelsEnabled()) == (False, False)
