"""Where in a tile the words match: on the picture of the details page, without holding anything up."""

from __future__ import annotations

import pytest
from qgis_plugin.core.protocol import SimilarityTarget, SimilarRequest
from qgis_plugin.gui.search.heat_overlay import with_heat
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.stub_service import golden

from qgis.PyQt.QtGui import QColor, QImage, QPixmap

GREY = "#808080"
WHERE = "GET /where"


def shown(page) -> QImage:
    """The picture that the page shows."""
    return page.details.pictures.main.picture.toImage()


def plain(page) -> QImage:
    """The picture without anything over it, as a page shows it."""
    return QPixmap.fromImage(page.details._picture).toImage()


def text(page) -> str:
    return page.details.browser.toPlainText()


@pytest.fixture
def described(asked, qtbot):
    """The details page of the golden tile with its picture, a grey one."""
    describe(asked, qtbot)
    return asked


def describe(page, qtbot) -> None:
    page.tile_actions.describe(17)
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page.details, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.thumbnails.pixmap(17) is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.details._picture.isNull(), timeout=PATIENCE_MS)


def test_the_button_asks_in_the_background_and_shows_the_answer_on_the_picture(described, qtbot, stub):
    page = described
    stub.misbehave(WHERE, delay_s=0.3, body=golden("tile-where")["response"]["body"])
    page.details.where.click()
    assert "Looking at the parts" in text(page)
    assert page._progress.isVisibleTo(page)
    qtbot.waitUntil(lambda: "Where “water beside trees” matches" in text(page), timeout=PATIENCE_MS)
    assert "from 18 % to 35 %, all of it 29 %" in text(page)
    assert not page._progress.isVisibleTo(page)
    (sent,) = stub.asked(WHERE)
    assert sent.path.endswith("/tiles/17/where")
    assert sent.query == {"question": "water beside trees", "grid": "5", "captioner": "builtin"}
    assert shown(page) != plain(page)


def test_pressing_again_takes_it_away(described, qtbot):
    page = described
    page.details.where.click()
    qtbot.waitUntil(lambda: shown(page) != plain(page), timeout=PATIENCE_MS)
    page.details.where.click()
    assert shown(page) == plain(page)
    assert "matches" not in text(page)


def test_an_error_stands_in_the_page_and_can_be_tried_again(described, qtbot, stub):
    page = described
    stub.misbehave(WHERE, status=500)
    page.details.where.click()
    qtbot.waitUntil(lambda: "Something went wrong that should not." in text(page), timeout=PATIENCE_MS)
    assert not page.details.where.isChecked()
    assert "A river beside trees." in text(page), "what is known of the tile is still there"
    page.details.where.click()
    qtbot.waitUntil(lambda: "Where “water beside trees” matches" in text(page), timeout=PATIENCE_MS)


@pytest.mark.parametrize("leave", ["another press", "the results", "another tile"])
def test_an_answer_that_nobody_waits_for_is_shown_nowhere(described, qtbot, stub, leave):
    page = described
    stub.misbehave(WHERE, delay_s=30)
    page.details.where.click()
    qtbot.waitUntil(lambda: len(stub.asked(WHERE)) == 1, timeout=PATIENCE_MS)
    if leave == "another press":
        page.details.where.click()
    elif leave == "the results":
        page.details.closed.emit()
    else:
        body = golden("tile-describe")["response"]["body"]
        stub.answers["GET /tiles/102"] = {**body, "properties": {**body["properties"], "tile_id": 102}}
        page.tile_actions.describe(102)
        qtbot.waitUntil(lambda: page.details.details.tile_id == 102, timeout=PATIENCE_MS)
    assert page.tile_actions.where_finder._call is None
    assert not page.details.where.isChecked()
    assert not page._progress.isVisibleTo(page)
    stub.behave()
    assert "Looking" not in text(page)


def test_without_a_question_there_is_nothing_to_look_for(asked, qtbot):
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask_request(SimilarRequest(to=SimilarityTarget(tile_id=101)))
    describe(asked, qtbot)
    assert not asked.details.where.isVisibleTo(asked.details)


def test_the_best_part_is_coloured_and_the_worst_is_the_picture_itself(qgis_app):
    import json

    from qgis_plugin.core import routes
    from tests.qgis.stub_service import CATALOG_ID

    body = json.dumps(golden("tile-where")["response"]["body"]).encode()
    heat_map = routes.where(CATALOG_ID, 17, "water").parse(body)
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor(GREY))
    image = with_heat(picture, heat_map)
    best, worst, nothing = (image.pixelColor(x, y) for x, y in ((180, 180), (10, 10), (10, 190)))
    assert best.red() > 200 > best.blue(), "orange in the lower right"
    between = [image.pixelColor(x, y) for x in range(0, 200, 8) for y in range(0, 200, 8)]
    assert all(colour.red() >= colour.blue() for colour in between), "one colour, which fades"
    assert worst.name() == GREY
    assert nothing.name() == GREY, "no score, no colour"
    assert picture.pixelColor(180, 180).name() == GREY
