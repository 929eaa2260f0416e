"""Run by a real QGIS window (`qgis --code`): uses, unloads and reloads the plugin, and writes what it saw as JSON.

Where to comes in TILESCRIBE_TEST_OUT. The engine is the stub that the profile's record names.
"""

from __future__ import annotations

import json
import os
import threading
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QWidget
from qgis.utils import iface

NAME = "tilescribe"
saw: dict = {"steps": [], "errors": []}


def traces() -> dict:
    """All that a plugin can leave in a window."""
    window = iface.mainWindow()
    actions = [one for one in window.findChildren(QAction) if "tilescribe" in (one.objectName() + one.text()).lower()]
    widgets = [one for one in window.findChildren(QWidget) if one.objectName().startswith("Tilescribe")]
    top = [one for one in QgsApplication.instance().topLevelWidgets() if one.objectName().startswith("Tilescribe")]
    return {
        "actions": [one.text() for one in actions],
        "docks": [one.objectName() for one in window.findChildren(QDockWidget) if "Tilescribe" in one.objectName()],
        "widgets": sorted({one.objectName() for one in [*widgets, *top]}),
        "providers": [one.id() for one in QgsApplication.processingRegistry().providers() if one.id() == NAME],
        "threads": [one.name for one in threading.enumerate() if one.name.startswith("tilescribe")],
    }


def plugin():
    return qgis.utils.plugins.get(NAME)


def step(name: str, **more: object) -> None:
    saw["steps"].append({"name": name, **more})


def begin() -> None:
    step("started", active=qgis.utils.active_plugins.count(NAME), **traces())
    saw["state_at_start"] = plugin().session.engine.state.value
    plugin().action.trigger()
    step("dock opened", visible=plugin().dock.isVisible(), **traces())
    reopen_project()
    from tilescribe.core import routes

    call = plugin().session.engine.send(routes.health())
    call.done.connect(lambda health: saw.update(answered=health.status))
    call.failed.connect(lambda problem: saw.update(answered=problem.detail))
    call.finished.connect(lambda: QTimer.singleShot(200, careful(unload)))


def reopen_project() -> None:
    """Saved with the dock open, and with the dock closed; opened with the dock closed each time."""
    folder = Path(os.environ["TILESCRIBE_TEST_OUT"]).parent
    for wanted in (True, False):
        path = str(folder / f"dock_{wanted}.qgz")
        plugin().show_dock(wanted)
        QgsProject.instance().write(path)
        plugin().show_dock(False)
        QgsProject.instance().read(path)
        step(f"project saved with the dock {'open' if wanted else 'closed'}", visible=plugin().dock.isVisible())
    iface.newProject()
    plugin().show_dock()


def unload() -> None:
    saw["unloaded"] = qgis.utils.unloadPlugin(NAME)
    QTimer.singleShot(500, careful(reload_it))


def reload_it() -> None:
    step("unloaded", **traces())
    saw["reloaded"] = qgis.utils.loadPlugin(NAME) and qgis.utils.startPlugin(NAME)
    plugin().action.trigger()
    QTimer.singleShot(500, careful(end))


def end() -> None:
    step("reloaded", **traces())
    finish()


def finish() -> None:
    Path(os.environ["TILESCRIBE_TEST_OUT"]).write_text(json.dumps(saw), encoding="utf-8")
    QgsApplication.instance().quit()


def careful(function):
    def wrapped() -> None:
        try:
            function()
        except Exception:
            saw["errors"].append(traceback.format_exc())
            finish()

    return wrapped


QTimer.singleShot(2000, careful(begin))
