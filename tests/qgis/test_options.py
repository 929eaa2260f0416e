"""The page in QGIS's options."""

from __future__ import annotations

import pytest
from qgis_plugin.core.protocol import Model, Models
from qgis_plugin.core.settings import SETTINGS, questions, remember_question
from qgis_plugin.gui.catalogs.index_options import IndexOptionsWidget
from qgis_plugin.gui.layers.canvas import ZOOM, MapNavigator
from qgis_plugin.gui.options import TilescribeOptionsFactory

from qgis.core import QgsSettings


@pytest.fixture(autouse=True)
def _no_settings_of_before(qgis_app):
    QgsSettings().remove(SETTINGS)
    yield
    QgsSettings().remove(SETTINGS)


@pytest.fixture
def page(session, qtbot):
    made = TilescribeOptionsFactory(session).createWidget()
    qtbot.addWidget(made)
    return made


def test_nothing_is_kept_before_the_dialog_is_accepted(page):
    page.click.setCurrentIndex(page.click.findData(ZOOM))
    assert MapNavigator(None).zoom_mode != ZOOM
    page.apply()
    assert MapNavigator(None).zoom_mode == ZOOM


def test_the_habits_of_before_are_shown(session, qtbot):
    MapNavigator(None).zoom_mode = ZOOM
    page = TilescribeOptionsFactory(session).createWidget()
    qtbot.addWidget(page)
    assert page.click.currentData() == ZOOM


def test_how_to_index_is_kept_for_the_panel(page, qtbot):
    page.index_options._levels.setCurrentIndex(1)
    page.index_options._metres.setText("128")
    page.apply()
    again = IndexOptionsWidget()
    qtbot.addWidget(again)
    assert again.levels_m == (128.0,)


def test_questions_can_be_forgotten(page):
    remember_question("flooded houses")
    page.forget.click()
    assert questions() == []
    assert not page.forget.isEnabled()


def test_opening_the_options_does_not_start_the_engine(page, stub, qtbot):
    qtbot.wait(20)
    assert not stub.requests


def test_a_running_engine_is_asked_which_models_it_has(session, ready, stub, qtbot):
    page = TilescribeOptionsFactory(session).createWidget()
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.index_options._captioner.count() == 2, timeout=30_000)


def test_grades_and_name_are_kept_once_the_dialog_is_accepted(page, session, qtbot):
    from qgis_plugin.core.settings import author, grades

    assert grades() == ()
    assert page.judging.grades.text() == "none, minor, major, destroyed", "what is offered"
    assert not page.judging.grades.isEnabled()
    page.judging.author.setText("Anna  B.")
    page.judging.kind.setCurrentIndex(1)
    page.judging.grades.setText("none, some ,, some, all")
    assert grades() == ()
    page.apply()
    assert grades() == ("none", "some", "all")
    assert author() == "Anna B."
    again = TilescribeOptionsFactory(session).createWidget()
    qtbot.addWidget(again)
    assert again.judging.grades.text() == "none, some, all"
    again.judging.kind.setCurrentIndex(0)
    again.judging.author.setText("")
    again.apply()
    assert grades() == ()
    assert author() != "Anna B."


def test_the_page_offers_no_button_that_would_do_nothing(qgis_app):
    models = Models(captioners=(Model("transformers:MODEL", ""),))
    page, panel = IndexOptionsWidget(can_fetch=False), IndexOptionsWidget()
    for widget in (page, panel):
        widget.show_models(models)
    assert page.fetch.isHidden()
    assert not panel.fetch.isHidden()
