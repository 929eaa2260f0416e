"""Builds the plugin on PyQt6 and uses every widget of it; prints as JSON what was used and what went wrong.

    QT_QPA_PLATFORM=offscreen python -m tests.pyqt6.walk

Widgets are found by looking, so that new ones are used too: each check box is toggled, each box of choices is gone
through, each line typed into, each button clicked, each action triggered, each menu opened, and so in each dialog that
this opens.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import pkgutil
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PyQt6 import QtCore, QtGui, QtWidgets
from PyQt6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget
from tests.pyqt6 import qgis_stubs

MOST_ROUNDS, MOST_ENTRIES, MOST_ROWS = 8, 40, 3
"""A click shows further widgets, which are used in the next round."""


STUCK_AFTER_S = 400
"""Then it says where, and ends."""


@dataclass
class Entries:
    """Of a menu that pops up all are chosen, or the one by this number."""

    chosen: int | None = None
    count: int = 0

    def choose(self, menu: QMenu) -> None:
        actions = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator() and one.menu() is None]
        self.count = len(actions)
        if self.chosen is not None and self.chosen < len(actions):
            actions[self.chosen].trigger()


entries = Entries()
SPLIT = QtWidgets.QToolButton.ToolButtonPopupMode.MenuButtonPopup
saw: dict[str, Any] = {"modules": [], "used": {}, "algorithms": [], "dialogs": [], "wrong": []}


def main() -> None:
    faulthandler.dump_traceback_later(STUCK_AFTER_S, exit=True)
    app = QApplication(["walk"])  # noqa: F841 - lives as long as this function
    sys.excepthook = lambda *error: wrong("".join(traceback.format_exception(*error)))
    QtCore.qInstallMessageHandler(lambda _kind, _context, text: wrong(f"Qt says: {text}") if is_fault(text) else None)
    with tempfile.TemporaryDirectory() as folder:
        qgis_stubs.install(Path(folder))
        # The service that answers is that of tests/qgis, whose modules import qgis.
        import_all()
        answer_dialogs()
        try:
            describe_algorithms()
            from tests.pyqt6.scene import scenes

            for name, widget in scenes(Path(folder), wait):
                use(name, widget)
        except Exception:
            wrong(traceback.format_exc())
    sys.stdout.write(json.dumps(saw))
    sys.stdout.flush()
    # What is left would be taken down in no order, in which Qt may crash.
    os._exit(0)


def wrong(text: str) -> None:
    if text not in saw["wrong"]:
        saw["wrong"].append(text)


def is_fault(text: str) -> bool:
    """Whether Qt complains about us, and not about this platform."""
    return not text.startswith(
        ("This plugin does not support", "QFont", "qt.qpa", "Populating font", "Corrupt JPEG data")
    )


def import_all() -> None:
    """Each module of the plugin, which evaluates all that stands at its top."""
    import qgis_plugin

    for found in pkgutil.walk_packages(qgis_plugin.__path__, "qgis_plugin."):
        try:
            importlib.import_module(found.name)
            saw["modules"].append(found.name)
        except Exception:
            wrong(traceback.format_exc())


def describe_algorithms() -> None:
    """As the toolbox does at start."""
    from qgis.core import QgsProcessingAlgorithm

    waiting = QgsProcessingAlgorithm.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind.__module__.endswith(".base"):
            algorithm = kind(None)
            algorithm.initAlgorithm({})
            saw["algorithms"].append(algorithm.displayName())
            assert algorithm.shortHelpString()
            assert algorithm.icon() is not None


def wait(condition: Any, timeout_ms: int = 10_000) -> bool:
    """Let Qt work until the condition holds."""
    clock = QtCore.QElapsedTimer()
    clock.start()
    while not condition() and clock.elapsed() < timeout_ms:
        QApplication.processEvents(QtCore.QEventLoop.ProcessEventsFlag.AllEvents, 50)
    return bool(condition())


def answer_dialogs() -> None:
    """A dialog that would wait for a person is used, and left."""

    def run(dialog: QDialog) -> int:
        saw["dialogs"].append(type(dialog).__name__)
        dialog.show()
        use(f"dialog {type(dialog).__name__}", dialog)
        dialog.hide()
        return int(QDialog.DialogCode.Rejected.value)

    def pop_up(menu: QMenu, *_where: object) -> None:
        if entries.chosen is None:
            use_menu("menu", menu)
        else:
            entries.choose(menu)

    QDialog.exec = QMessageBox.exec = run  # type: ignore[method-assign, assignment]
    QMenu.exec = QMenu.popup = pop_up  # type: ignore[method-assign, assignment]
    refused = QMessageBox.StandardButton.No
    for name in ("question", "warning", "information", "critical"):
        setattr(QMessageBox, name, staticmethod(lambda *_arguments, **_named: refused))
    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, staticmethod(lambda *_arguments, **_named: ("", "")))
    QFileDialog.getOpenFileNames = staticmethod(lambda *_arguments, **_named: ([], ""))  # type: ignore[assignment]
    QFileDialog.getExistingDirectory = staticmethod(lambda *_arguments, **_named: "")  # type: ignore[assignment]
    # Qt's own: its buttons make folders, and rename and delete files.
    QFileDialog.open = QFileDialog.exec = QFileDialog.show = lambda dialog, *_slot: dialog.reject()  # type: ignore
    for name in ("getText", "getMultiLineText", "getItem", "getInt", "getDouble"):
        setattr(QInputDialog, name, staticmethod(lambda *_arguments, **_named: ("", False)))
    QtGui.QDesktopServices.openUrl = staticmethod(lambda _url: True)  # type: ignore[assignment]


used: set[int] = set()
kept: list[object] = []
"""So that no id is given twice."""


def use(name: str, root: QWidget) -> None:
    """All that is in it and in windows of its own, in rounds until there is nothing new."""
    for _round in range(MOST_ROUNDS):
        fresh = [one for one in all_in(root) if is_new(one) and is_within_reach(one)]
        if not fresh:
            break
        for one in sorted(fresh, key=order):
            if not is_alive(one) or id(one) in used:
                continue
            if not is_alive(one) or not is_within_reach(one):
                continue
            used.add(id(one))
            kept.append(one)
            use_one(name, root, one)
            root.grab()
            wait(lambda: False, timeout_ms=5)
    wait(lambda: False, timeout_ms=100)


def all_in(root: QWidget) -> list[Any]:
    windows = [root, *(one for one in QApplication.topLevelWidgets() if one.isVisible())]
    return list(
        dict.fromkeys(
            one for window in windows for kind in (QWidget, QtGui.QAction) for one in window.findChildren(kind)
        )
    )


def is_new(one: object) -> bool:
    mine = type(one).__name__
    usable = (
        QtWidgets.QAbstractButton, QtWidgets.QComboBox, QtWidgets.QLineEdit, QtWidgets.QAbstractSpinBox, QMenu,
        QtWidgets.QTextEdit, QtWidgets.QPlainTextEdit, QtWidgets.QAbstractItemView, QtWidgets.QTabBar,
        QtWidgets.QSlider, QtGui.QAction, QtWidgets.QMenuBar,
    )  # fmt: skip
    return isinstance(one, usable) and id(one) not in used and is_alive(one) and not mine.startswith("qt_")


def is_within_reach(one: Any) -> bool:
    """Whether a person could use it now. Menus are used by what opens them."""
    if isinstance(one, QtGui.QAction):
        holders = [holder for holder in one.associatedObjects() if isinstance(holder, QWidget)]
        return one.isEnabled() and any(holder.isVisible() and not isinstance(holder, QMenu) for holder in holders)
    return bool(one.isVisible() and one.isEnabled())


def order(one: object) -> int:
    """Check boxes and lines first: a button may send them away."""
    return 2 if isinstance(one, (QtWidgets.QPushButton, QtGui.QAction)) else 1 if isinstance(one, QMenu) else 0


def is_alive(one: object) -> bool:
    from PyQt6 import sip

    return not sip.isdeleted(one)


def use_one(name: str, root: QWidget, one: Any) -> None:
    said = f"{type(one).__name__} {one.objectName() or getattr(one, 'text', str)()}".strip()
    saw["used"].setdefault(name, []).append(said)
    try:
        if isinstance(one, (QMenu, QtWidgets.QMenuBar)):
            use_menu(name, one)
        elif isinstance(one, QtGui.QAction):
            if one.isEnabled() and one.menu() is None:
                one.trigger()
        elif isinstance(one, QtWidgets.QAbstractButton):
            click(name, root, one)
        elif isinstance(one, QtWidgets.QComboBox):
            for row in [*range(one.count()), 0]:
                one.setCurrentIndex(row)
                one.activated.emit(row)
        elif isinstance(one, QtWidgets.QAbstractSpinBox):
            one.stepUp()
            one.stepDown()
        elif isinstance(one, QtWidgets.QSlider):
            one.setValue(one.maximum())
        elif isinstance(one, QtWidgets.QTabBar):
            for tab in [*range(one.count()), 0]:
                one.setCurrentIndex(tab)
        elif isinstance(one, (QtWidgets.QTextEdit, QtWidgets.QPlainTextEdit)):
            type_into(one, "looked at")
        elif isinstance(one, QtWidgets.QLineEdit):
            before = one.text()
            type_into(one, "lake")
            one.setText(before)
        elif isinstance(one, QtWidgets.QAbstractItemView):
            use_rows(name, root, one)
    except Exception:
        wrong(f"{name}, {said}: {traceback.format_exc()}")


def click(name: str, root: QWidget, button: Any) -> None:
    """A menu is used instead of shown: Qt would wait in it."""
    menu = button.menu() if hasattr(button, "menu") else None
    if menu is not None:
        use_menu(name, menu)
        if not isinstance(button, QtWidgets.QToolButton) or button.popupMode() != SPLIT:
            return
    button.click()
    if is_alive(button) and button.isCheckable() and not button.autoExclusive():
        wait(lambda: False, timeout_ms=50)
        use(name, root)  # what it shows
        if is_alive(button):
            button.click()


def type_into(one: QWidget, text: str) -> None:
    for letter in text:
        press(one, QtCore.Qt.Key.Key_unknown, letter)


def use_rows(name: str, root: QWidget, view: QtWidgets.QAbstractItemView) -> None:
    """Click, open, ask for the menu and press each key on the first rows."""
    model = view.model()
    if model is None:
        return
    for row in range(MOST_ROWS):
        if row >= model.rowCount():
            break
        for step in (view.setCurrentIndex, view.clicked.emit, view.doubleClicked.emit, read_all):
            index = model.index(row, 0)  # anew: the step before may have changed what is shown
            if index.isValid():
                step(index)
        place = view.visualRect(model.index(row, 0)).center()
        view.customContextMenuRequested.emit(place)
        move(view, place)
    if model.rowCount() and type(view).__module__.startswith("qgis_plugin"):
        use_row_menu(name, root, view)
    for key in (QtCore.Qt.Key(code) for code in range(QtCore.Qt.Key.Key_A.value, QtCore.Qt.Key.Key_Z.value + 1)):
        press(view, key, chr(key.value).lower())
    more = (
        "Space",
        "Return",
        "Delete",
        "Escape",
        "Home",
        "End",
        "Left",
        "Right",
        "Up",
        "Down",
        "1",
        "2",
        "3",
        "9",
        "F2",
    )
    for key in more:
        press(view, getattr(QtCore.Qt.Key, f"Key_{key}"), key if key.isdigit() else "")


def read_all(index: QtCore.QModelIndex) -> None:
    for role in QtCore.Qt.ItemDataRole:
        index.data(role)


def use_row_menu(name: str, root: QWidget, view: QtWidgets.QAbstractItemView) -> None:
    """Choose each entry and use what it leads to; twice, since a click may have led away too early."""
    entries.chosen, entries.count = 0, 1
    for number in range(2 * MOST_ENTRIES):
        if not is_alive(view) or not wait(lambda: view.isVisible() and view.model().rowCount() > 0, timeout_ms=2000):
            break
        entries.chosen = number % max(1, entries.count)
        ask_for_menu(view, view.model().index(0, 0))
        wait(lambda: False, timeout_ms=150)
        entries.chosen = None
        use(name, root)
        if number >= 2 * entries.count - 1:
            break
    entries.chosen = None


def ask_for_menu(view: QtWidgets.QAbstractItemView, index: QtCore.QModelIndex) -> None:
    view.setCurrentIndex(index)
    event = QtGui.QContextMenuEvent(QtGui.QContextMenuEvent.Reason.Keyboard, view.visualRect(index).center())
    QApplication.sendEvent(view.viewport(), event)


def move(view: QtWidgets.QAbstractItemView, place: QtCore.QPoint) -> None:
    at, none = QtCore.QPointF(place), QtCore.Qt.MouseButton.NoButton
    modifiers = QtCore.Qt.KeyboardModifier.NoModifier
    kind = QtCore.QEvent.Type.MouseMove
    event = QtGui.QMouseEvent(kind, at, QtCore.QPointF(view.mapToGlobal(place)), none, none, modifiers)
    QApplication.sendEvent(view.viewport(), event)


def press(widget: QWidget, key: QtCore.Qt.Key, text: str) -> None:
    for kind in (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.KeyRelease):
        if is_alive(widget):
            QApplication.sendEvent(widget, QtGui.QKeyEvent(kind, key, QtCore.Qt.KeyboardModifier.NoModifier, text))


def use_menu(name: str, menu: QMenu | QtWidgets.QMenuBar) -> None:
    """Open it and choose each entry."""
    if isinstance(menu, QMenu):
        menu.aboutToShow.emit()
    for action in list(menu.actions()):
        if not is_alive(action):
            continue
        if action.menu() is not None:
            use_menu(name, action.menu())
        elif action.isEnabled() and not action.isSeparator():
            saw["used"].setdefault(name, []).append(f"entry {action.text()}")
            action.trigger()
            if is_alive(action) and action.isCheckable():
                action.trigger()
    if is_alive(menu) and isinstance(menu, QMenu):
        menu.aboutToHide.emit()


if __name__ == "__main__":
    main()
