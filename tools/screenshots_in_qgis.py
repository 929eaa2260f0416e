"""Run by QGIS (`qgis --code`): goes through the states of the plugin and takes a picture of each.

A step yields a number of milliseconds to wait for, or a function that says whether it may go on.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

import processing
import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QVBoxLayout
from qgis.utils import iface

OUT, IMAGERY = Path(os.environ["TILESCRIBE_PICTURES"]), Path(os.environ["TILESCRIBE_IMAGERY"])
LOOK_MS, PATIENCE_MS = 200, 600_000
QUESTION = "a river with trees on its bank"
QUALITY = 92
DOCK_PX = 380
window = iface.mainWindow()


def states():
    yield from set_up()
    yield from catalogs()
    yield from searching()
    yield from elsewhere()


def set_up():
    window.resize(1440, 900)
    window.move(0, 0)
    iface.newProject()
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == "Layers")
    plugin().show_dock()
    window.resizeDocks([plugin().dock], [DOCK_PX], Qt.Orientation.Horizontal)
    yield 1500
    picture("set-up")
    installation_file = plugin().session.engine.paths.installation_file
    installation_file.with_suffix(".later").rename(installation_file)
    plugin().session.engine.reload()
    plugin().session.engine.start()
    yield lambda: plugin().session.engine.state.value == "ready"
    for scene in sorted(IMAGERY.glob("valley*.tif"), reverse=True):
        iface.addRasterLayer(str(scene), scene.stem)
    yield from settled()


def catalogs():
    dock = plugin().dock
    dock.tabs.setCurrentWidget(dock.search)
    yield 500
    picture("no-catalog")
    dock.show_catalogs()
    yield 500
    picture("first-catalog")
    panel = dock.catalogs
    panel.add_panel._layers.click()
    yield lambda: "tiles (" in panel.add_panel.estimate
    picture("adding")
    (OUT / "broken.tif").write_bytes(b"this is no picture")
    panel.add_paths([str(OUT / "broken.tif")])
    plugin().session.open_catalog(str(OUT / "flood.gpkg"), create=True)
    yield lambda: plugin().session.catalog is not None and "tiles (" in panel.add_panel.estimate
    panel.add_panel.start.click()
    yield (
        lambda: (
            panel.job_view._bar.isVisible()
            and panel.job_view._bar.value() > 200
            and "tiles" in panel.job_view._details.text()
        )
    )
    picture("indexing")
    panel.job_view._cancel.click()
    yield lambda: panel.job_view._continue.isVisible()
    iface.messageBar().clearWidgets()
    panel.failures.setCollapsed(False)
    yield 500
    picture("stopped")
    panel.job_view._continue.click()
    yield lambda: panel.job_view._cancel.isVisible()
    yield lambda: not panel.job_view._cancel.isVisible()
    panel.failures.setCollapsed(True)
    iface.messageBar().clearWidgets()
    panel.chooser.coverage.click()
    yield from settled()
    picture("coverage")
    remove("tilescribe/coverage")


def searching():
    dock = plugin().dock
    dock.tabs.setCurrentWidget(dock.search)
    yield 300
    picture("before-asking")
    dock.ask(QUESTION)
    yield lambda: dock.search.view.model().rowCount() > 0
    yield 3000
    yield from settled()
    picture("results")
    dock.search.view.setCurrentIndex(dock.search.view.model().index(1, 0))
    yield from settled()
    picture("selected")
    dock.search.filters.threshold.setValue(1.0)
    dock.ask("a harbour with many boats")
    yield lambda: dock.search.view.model().rowCount() == 0 and dock.search.empty.isVisible()
    yield 500
    picture("nothing-found")
    dock.search.filters.threshold.setValue(0.0)


def elsewhere():
    iface.locatorSearch("img car park")
    yield 10_000
    QApplication.primaryScreen().grabWindow(0, 0, 0, window.width(), window.height()).save(
        str(OUT / "locator.jpg"), "JPG", QUALITY
    )
    from tilescribe.gui.options import OptionsPage

    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(OptionsPage(plugin().session))
    dialog.resize(700, 620)
    yield from shown(dialog, "options")
    for name in ("search", "indexrasters"):
        yield from shown(processing.createAlgorithmDialog(f"tilescribe:{name}", {}), f"processing-{name}")


def plugin():
    return qgis.utils.plugins["tilescribe"]


def picture(name: str, widget=None) -> None:
    (widget or window).grab().save(str(OUT / f"{name}.jpg"), "JPG", QUALITY)
    tell(name)


def shown(widget, name: str):
    widget.show()
    yield 1200
    picture(name, widget)
    widget.close()


def settled():
    """The map is drawn."""
    yield 800
    yield lambda: not iface.mapCanvas().isDrawing()
    yield 800


def remove(mark: str) -> None:
    project = QgsProject.instance()
    project.removeMapLayers([layer.id() for layer in project.mapLayers().values() if layer.customProperty(mark)])


def tell(line: str) -> None:
    with (OUT / "story.txt").open("a", encoding="utf-8") as story:
        story.write(f"{line}\n")


def go_on(steps, waited_ms: int = 0, until=None) -> None:
    try:
        if until is not None and not until():
            if waited_ms > PATIENCE_MS:
                picture("stuck")
                raise TimeoutError(f"waited for {until.__name__} in vain")
            QTimer.singleShot(LOOK_MS, lambda: go_on(steps, waited_ms + LOOK_MS, until))
            return
        step = next(steps)
    except StopIteration:
        tell("done")
        end()
    except Exception:  # noqa: BLE001 - told to whoever started QGIS
        tell(traceback.format_exc())
        end()
    else:
        if callable(step):
            go_on(steps, 0, step)
        else:
            QTimer.singleShot(step, lambda: go_on(steps))


def end() -> None:
    plugin().session.engine.stop(wait=True)
    QgsProject.instance().clear()
    QTimer.singleShot(0, QgsApplication.instance().quit)


QTimer.singleShot(3000, lambda: go_on(states()))
