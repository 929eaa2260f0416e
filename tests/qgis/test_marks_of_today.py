"""Results that were answered some time ago bear the marks of today."""

from __future__ import annotations

from qgis_plugin.core import settings
from qgis_plugin.core.judging import Judgement, comparing
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED, REJECTED, verdict_of
from qgis_plugin.core.slices import finished
from tests.qgis.made_up import PATIENCE_MS, hit
from tests.qgis.missions import collection, marked
from tests.qgis.search_pages import hits, layer_of

from qgis.core import QgsProject


def authors(page):
    return [[mark.author for mark in hit.marks] for hit in page.view.results.hits]


def reopen(tmp_path):
    path = str(tmp_path / "mission.qgz")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)


def test_a_project_shows_what_was_taken_back_and_judged_since_it_was_saved(asked, qtbot, stub, tmp_path):
    asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
    qtbot.waitUntil(lambda: not asked.mark_editor.busy, timeout=PATIENCE_MS)
    asked.mark_editor._known.clear()  # another session opens it
    stub.answers["GET /marks"] = collection(marked(102, verdict=REJECTED, author="ben"))
    reopen(tmp_path)
    qtbot.waitUntil(lambda: authors(asked) == [[], ["ben"], []], timeout=PATIENCE_MS)
    assert [verdict_of(hit) for hit in asked.view.results.hits] == [None, None, None]
    layer = layer_of(asked)
    qtbot.waitUntil(lambda: not [one for one in layer.getFeatures() if one["verdict"]], timeout=PATIENCE_MS)


def test_back_shows_what_others_have_judged_meanwhile(asked, qtbot, stub):
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    stub.answers["GET /marks"] = collection(marked(103, verdict=REJECTED, author="ben"))
    asked.navigation.back.click()
    qtbot.waitUntil(lambda: authors(asked) == [[], [], ["ben"]], timeout=PATIENCE_MS)


def test_what_i_judge_while_the_marks_are_read_stays(asked, qtbot, stub, tmp_path):
    stub.answers["GET /marks"] = collection()
    stub.misbehave("GET /marks", delay_s=0.4)
    reopen(tmp_path)
    asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
    qtbot.waitUntil(lambda: not asked.mark_editor.busy, timeout=PATIENCE_MS)
    qtbot.wait(600)
    assert [verdict_of(hit) for hit in asked.view.results.hits] == [CONFIRMED, None, None]


def test_a_mark_of_another_tile_of_the_same_ground_stays():
    theirs = Mark(verdict=CONFIRMED, author="ben", updated="2026-09-15T08:00:00+00:00")
    mine = Mark(verdict=REJECTED, author=settings.author(), updated="2026-09-15T09:00:00+00:00")
    shown = hit(1, marks=(mine, theirs))
    assert shown.tile_id == 101
    elsewhere = marked(500, verdict=CONFIRMED, author="ben", updated=theirs.updated)
    assert finished(comparing([shown], [elsewhere])) == {101: {settings.author(): None}}
