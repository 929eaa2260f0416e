"""Triage: judging by keys, undo, a note, similar places, two dates on the map, and the full screen."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from tools.shift.asking import CHANGED
from tools.shift.stage import Wait, choose, page, picture, press, settled, thumbnails

KEYS = "CCRCCURCRCUC"
"""One key a tile, of which the last ones are undone."""
UNDONE = 3
NOTE = "Water up to the eaves; the road is cut off."


def judging():
    yield from _judged()
    yield from _similar()
    yield from _two_dates()
    yield from _full_screen()


def _judged():
    view = page().view
    choose(0)
    for key in KEYS:
        (hit,) = view.selected_hits()
        press(view, getattr(Qt.Key, f"Key_{key}"), text=key.lower())
        yield Wait("the next tile", lambda tile=hit.tile_id: view.selected_hits()[0].tile_id != tile)
    yield from thumbnails()
    yield from settled()
    picture("judged")
    judged = page().triage.counts.judged
    for number in range(1, UNDONE + 1):
        press(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        yield Wait("the undo", lambda left=judged - number: page().triage.counts.judged == left)
    yield 600
    picture("undone")
    choose(0)
    press(view, Qt.Key.Key_N, text="n")
    notes = page().triage.notes
    yield Wait("the editor of notes", lambda: notes.editing)
    notes.text.setPlainText(NOTE)
    yield 600
    picture("note")
    press(notes.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    yield Wait("the note to be saved", lambda: not notes.editing)


def _similar():
    """Beside the layer that holds judgements, and back."""
    tile = page().view.results.hits[0].tile_id
    page().tile_actions.find_similar(tile)
    yield Wait("similar places", lambda: page().view.results.similar_to == tile)
    yield 1000
    yield from thumbnails()
    yield from settled()
    picture("similar")
    page().navigation.back.click()
    yield Wait("the question before", lambda: page().view.results.question == CHANGED)
    yield from thumbnails()


def _two_dates():
    bar, comparison = page().two_dates.bar, page().two_dates.comparison
    choose(0)
    yield Wait("two dates to compare", bar.swipe.isEnabled)
    bar.swipe.click()
    yield Wait("the swipe", lambda: comparison.swiping)
    yield 1500
    yield from settled()
    picture("swipe")
    bar.swipe.click()
    yield Wait("the end of the swipe", lambda: not comparison.swiping)
    bar.side_by_side.click()
    yield Wait("the second map", lambda: comparison.side_by_side)
    yield 2500
    yield from settled()
    picture("side-by-side")
    bar.side_by_side.click()
    yield Wait("the second map to close", lambda: not comparison.side_by_side)


def _full_screen():
    triage = page().triage
    press(page().view, Qt.Key.Key_F11)
    yield Wait("the full screen", lambda: triage.full_screen.window is not None)
    shown = triage.full_screen.window
    # Without a window manager nobody else does it.
    shown.setGeometry(QApplication.primaryScreen().geometry())
    yield Wait("its pictures", lambda: not triage.pictures._wanted or not triage.pictures._calls)
    yield 1500
    QApplication.processEvents()
    picture("triage", shown)
    press(shown, Qt.Key.Key_Right)
    yield 2500
    picture("triage-next", shown)
    press(shown, Qt.Key.Key_N, text="n")
    yield 800
    picture("triage-note", shown)
    press(shown.notes.text, Qt.Key.Key_Escape)
    yield 300
    shown.close()
    yield Wait("the list", lambda: triage.full_screen.window is None)
    yield 500
