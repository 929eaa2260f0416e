"""What each part of the walk needs: waiting, pictures, keys, and the story that the driver reads."""

from __future__ import annotations

import contextlib
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QEvent, QItemSelectionModel, Qt, QTimer
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

OUT, IMAGERY = Path(os.environ["TILESCRIBE_PICTURES"]), Path(os.environ["TILESCRIBE_IMAGERY"])
WIDTH, HEIGHT = (int(side) for side in os.environ["TILESCRIBE_WINDOW"].split("x"))
LOOK_MS = 200
PATIENCE_S = float(os.environ["TILESCRIBE_PATIENCE_S"])
"""Since the last sign of progress."""
QUALITY, SMALLER, MOST_BYTES = 88, 8, 200_000
"""Of a JPEG; it is written with less quality, in steps, until it is small enough for the documentation."""
window = iface.mainWindow()


@dataclass
class Wait:
    """For something that need not come: each says what it is, and how it is known that it will not come any more."""

    what: str
    holds: Callable[[], bool]
    hopeless: Callable[[], str] = lambda: ""
    """Why it will never hold; empty as long as it may."""
    progress: Callable[[], Any] = lambda: None
    """As long as this changes, there is patience."""
    _since: float = field(default_factory=time.monotonic)
    _seen: Any = None

    def over(self) -> bool:
        """Whether it holds. Raises TimeoutError when it will not."""
        if self.holds():
            return True
        reason = self.hopeless()
        if reason:
            raise TimeoutError(f"waited in vain for {self.what}: {reason}")
        seen = self.progress()
        if seen != self._seen:
            self._since, self._seen = time.monotonic(), seen
        if time.monotonic() - self._since > PATIENCE_S:
            dialog = QApplication.activeModalWidget()
            before = f", with the dialog {dialog.windowTitle()!r} open" if dialog is not None else ""
            raise TimeoutError(f"waited for {self.what} in vain, {PATIENCE_S:.0f} s without a change{before}")
        return False


def plugin():
    return qgis.utils.plugins["tilescribe"]


def dock():
    return plugin().dock


def page():
    """The search page."""
    return dock().search


def picture(name: str, widget=None) -> None:
    save((widget or window).grab(), name)


def picture_of_screen(name: str) -> None:
    """With all windows that lie over QGIS's own, such as menus."""
    save(QApplication.primaryScreen().grabWindow(0, 0, 0, window.width(), window.height()), name)


def save(pixmap, name: str) -> None:
    path = OUT / f"{name}.jpg"
    for quality in range(QUALITY, 20, -SMALLER):
        pixmap.save(str(path), "JPG", quality)
        if path.stat().st_size < MOST_BYTES:
            break
    tell(name)


def shown(widget, name: str):
    """A picture of a window of its own, which is closed."""
    widget.show()
    yield 1200
    picture(name, widget)
    widget.close()


def settled():
    """The map is drawn."""
    yield 800
    yield Wait("the map", lambda: not iface.mapCanvas().isDrawing())
    yield 800


def thumbnails():
    cache = page().thumbnails
    yield Wait("the thumbnails", lambda: not cache._wanted and not cache._calls)


def asked(question: str):
    """Ask in the dock, and wait for the answer to be listed and drawn."""
    answers = []
    page().controller.answered.connect(answers.append)
    dock().ask(question)
    yield Wait(f"the answer to “{question}”", lambda: bool(answers))
    page().controller.answered.disconnect(answers.append)
    yield 1000
    yield from thumbnails()
    yield from settled()


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
    """A key, as a widget that has the keyboard gets it."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, int(key), modifiers, text))
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        # Else what is chosen later would be taken for chosen with Ctrl held. Qt takes the key out of its modifiers.
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, int(Qt.Key.Key_Control), modifiers))


def choose(place: int) -> None:
    """Click a result, by its place in the list."""
    view = page().view
    index = view.model().index(place, 0)
    view.scrollTo(index)
    view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    view.setFocus()
    view.chosen.emit(view.results.hits[place])


def remove(mark: str) -> None:
    """The layers with this custom property."""
    project = QgsProject.instance()
    project.removeMapLayers([layer.id() for layer in project.mapLayers().values() if layer.customProperty(mark)])


def tell(line: str) -> None:
    with (OUT / "story.txt").open("a", encoding="utf-8") as story:
        story.write(f"{line}\n")


def go_on(steps, wait=None) -> None:
    """Go through steps; each yields milliseconds, or a `Wait`."""
    try:
        if wait is not None and not wait.over():
            QTimer.singleShot(LOOK_MS, lambda: go_on(steps, wait))
            return
        step = next(steps)
    except StopIteration:
        end("done")
    except Exception:  # noqa: BLE001 - told to whoever started QGIS
        with contextlib.suppress(Exception):
            picture_of_screen("stuck")
        end(traceback.format_exc())
    else:
        if isinstance(step, Wait):
            tell(f"waiting for {step.what}")
            go_on(steps, step)
        else:
            QTimer.singleShot(step, lambda: go_on(steps))


def end(outcome: str) -> None:
    """Close QGIS, whatever has happened, and say last how it went."""
    with contextlib.suppress(Exception):
        plugin().session.engine.stop(wait=True)
    QgsProject.instance().setDirty(False)
    QgsProject.instance().clear()
    tell(outcome)
    QTimer.singleShot(0, QgsApplication.instance().quit)
