"""Questions: about what can be seen, about nothing that is there, and about what has changed."""

from __future__ import annotations

from tools.shift.stage import Wait, asked, choose, dock, page, picture, settled, thumbnails

QUESTION = "a river with trees"
CHANGED = "flooded houses"


def asking():
    dock().tabs.setCurrentWidget(page())
    yield 300
    picture("before-asking")
    yield from asked(QUESTION)
    picture("results")
    choose(1)
    yield from settled()
    picture("selected")
    yield from _where()
    page().filters.threshold.setValue(100.0)
    dock().ask("a harbour with many boats")
    yield Wait("an empty answer", lambda: page().view.model().rowCount() == 0 and page().empty.isVisible())
    yield 500
    picture("nothing-found")
    page().filters.threshold.setValue(0.0)
    yield from _changes()


def _where():
    """Which part of the best tile the question is about."""
    details = page().details
    choose(0)
    page().tile_actions.describe(page().view.results.hits[0].tile_id)
    yield Wait("the tile", lambda: details.isVisible() and not details._picture.isNull())
    picture("tile")
    details.where.click()
    yield Wait(
        "the heat map",
        lambda: details._heat_map is not None,
        lambda: "" if details.where.isChecked() else details._where_note,
    )
    yield 500
    picture("where", dock())
    details.closed.emit()


def _changes():
    """What is different from the date before."""
    page().search_line._changed.setChecked(True)
    yield from asked(CHANGED)
    yield Wait("places that have changed", lambda: bool(page().view.results.hits and page().view.results.hits[0].pair))
    yield from thumbnails()
    choose(0)
    yield from settled()
    picture("changes")
    details = page().details
    page().tile_actions.describe(page().view.results.hits[0].tile_id)
    yield Wait("both dates of the tile", lambda: details.isVisible() and not details._picture.isNull())
    yield Wait("the earlier picture", lambda: not details.pictures.other.picture.isNull())
    yield 1500
    picture("before-and-after")
    details.closed.emit()
    yield 300
