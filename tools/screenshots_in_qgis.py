"""Run by QGIS (`qgis --code`): goes through the states of the plugin and takes a picture of each.

A step yields a number of milliseconds to wait for, or a `Wait`. What it has come to stands in story.txt, line by line:
the pictures, what is waited for, and at the end `done`, or why it could not go on.
"""

from __future__ import annotations

import contextlib
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import processing
import qgis.utils
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QVBoxLayout
from qgis.utils import iface

OUT, IMAGERY = Path(os.environ["TILESCRIBE_PICTURES"]), Path(os.environ["TILESCRIBE_IMAGERY"])
LOOK_MS = 200
PATIENCE_S = float(os.environ["TILESCRIBE_PATIENCE_S"])
"""Since the last sign of progress."""
QUESTION = "a river with trees"
QUALITY = 92
DOCK_PX = 380
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


def states():
    yield from set_up()
    yield from catalogs()
    yield from searching()
    yield from before_and_after()
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
    yield Wait("the engine", lambda: plugin().session.engine.state.value == "ready", why_no_engine)
    for scene in sorted(IMAGERY.glob("valley*.tif"), reverse=True):
        layer = iface.addRasterLayer(str(scene), scene.stem)
        QgsProject.instance().layerTreeRoot().findLayer(layer).setExpanded(False)
    yield from settled()


def why_no_engine() -> str:
    engine = plugin().session.engine
    return engine.problem.detail if engine.state.value in ("failed", "missing") and engine.problem else ""


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
    yield Wait("the estimate", lambda: "tiles (" in panel.add_panel.estimate)
    picture("adding")
    (OUT / "broken.tif").write_bytes(b"this is no picture")
    panel.add_paths([str(OUT / "broken.tif")])
    plugin().session.open_catalog(str(OUT / "flood.gpkg"), create=True)
    yield Wait(
        "the catalog and the estimate",
        lambda: plugin().session.catalog is not None and "tiles (" in panel.add_panel.estimate,
    )
    panel.add_panel.start.click()
    yield from indexing()
    panel.failures.setCollapsed(False)
    yield 500
    picture("stopped")
    if panel.job_view._continue.isVisible():
        panel.job_view._continue.click()
        yield Wait("the job to be continued", lambda: running_job() is not None)
        yield job_ended()
    else:
        # A stop finishes what the model has in hand, and that may be the rest.
        tell("nothing was left to continue")
    panel.failures.setCollapsed(True)
    iface.messageBar().clearWidgets()
    panel.chooser.coverage.click()
    yield from settled()
    picture("coverage")
    remove("tilescribe/coverage")


def indexing():
    """A picture of the work, which is then stopped."""
    view = plugin().dock.catalogs.job_view
    yield Wait("the job", lambda: running_job() is not None)
    yield Wait(
        "a fifth of the tiles",
        lambda: view._bar.isVisible() and view._bar.value() > 200 and "tiles" in view._details.text(),
        lambda: "" if running_job() else f"the job has ended: {view._stage.text()} {view._details.text()}",
        progress=view._details.text,
    )
    picture("indexing")
    view._cancel.click()
    yield job_ended()
    iface.messageBar().clearWidgets()


def running_job():
    return plugin().dock.catalogs.jobs.running_job(plugin().session.catalog.id)


def job_ended() -> Wait:
    return Wait(
        "the end of the job",
        lambda: running_job() is None,
        progress=plugin().dock.catalogs.job_view._details.text,
    )


def searching():
    dock = plugin().dock
    dock.tabs.setCurrentWidget(dock.search)
    yield 300
    picture("before-asking")
    dock.ask(QUESTION)
    yield Wait("results", lambda: dock.search.view.model().rowCount() > 0)
    yield 1000
    yield from thumbnails()
    yield from settled()
    picture("results")
    dock.search.view.setCurrentIndex(dock.search.view.model().index(1, 0))
    yield from settled()
    picture("selected")
    yield from where()
    dock.search.filters.threshold.setValue(100.0)
    dock.ask("a harbour with many boats")
    yield Wait("an empty answer", lambda: dock.search.view.model().rowCount() == 0 and dock.search.empty.isVisible())
    yield 500
    picture("nothing-found")
    dock.search.filters.threshold.setValue(0.0)


def where():
    """Which part of the best tile the question is about."""
    page = plugin().dock.search
    page.view.setCurrentIndex(page.view.model().index(0, 0))
    page.tile_actions.describe(page.view.results.hits[0].tile_id)
    yield Wait("the tile", lambda: page.details.isVisible() and not page.details._picture.isNull())
    picture("tile")
    page.details.where.click()
    yield Wait(
        "the heat map",
        lambda: page.details._heat_map is not None,
        lambda: "" if page.details.where.isChecked() else page.details._where_note,
    )
    yield 500
    picture("where", plugin().dock)
    page.details.closed.emit()


def before_and_after():
    """The two dates of the valley, compared by the algorithm, asked in the dock."""
    search = plugin().dock.search
    done, context, feedback = [], QgsProcessingContext(), QgsProcessingFeedback()
    algorithm = QgsApplication.processingRegistry().algorithmById("tilescribe:comparedates")
    task = QgsProcessingAlgRunnerTask(algorithm, {"CATALOG": str(OUT / "flood.gpkg")}, context, feedback)
    task.executed.connect(lambda successful, results: done.append(successful))
    QgsApplication.taskManager().addTask(task)
    yield Wait("the comparison", lambda: bool(done), progress=feedback.progress)
    yield Wait("what is compared", search.search_line._changed.isVisible)
    search.search_line._changed.setChecked(True)
    plugin().dock.ask("flooded houses")

    def showing_pairs() -> bool:
        hits = search.view.results.hits if search.view.results is not None else ()
        return bool(hits and hits[0].pair)

    yield Wait("places that have changed", showing_pairs)
    yield from thumbnails()
    search.view.setCurrentIndex(search.view.model().index(0, 0))
    yield from settled()
    picture("changes")
    search.tile_actions.describe(search.view.results.hits[0].tile_id)
    yield Wait("both dates of the tile", lambda: search.details.isVisible() and not search.details._picture.isNull())
    yield 1500
    picture("before-and-after")
    search.details.closed.emit()
    search.search_line._changed.setChecked(False)


def thumbnails():
    cache = plugin().dock.search.thumbnails
    yield Wait("the thumbnails", lambda: not cache._wanted and not cache._calls)


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
    yield Wait("the map", lambda: not iface.mapCanvas().isDrawing())
    yield 800


def remove(mark: str) -> None:
    project = QgsProject.instance()
    project.removeMapLayers([layer.id() for layer in project.mapLayers().values() if layer.customProperty(mark)])


def tell(line: str) -> None:
    with (OUT / "story.txt").open("a", encoding="utf-8") as story:
        story.write(f"{line}\n")


def go_on(steps, wait=None) -> None:
    try:
        if wait is not None and not wait.over():
            QTimer.singleShot(LOOK_MS, lambda: go_on(steps, wait))
            return
        step = next(steps)
    except StopIteration:
        end("done")
    except Exception:  # noqa: BLE001 - told to whoever started QGIS
        with contextlib.suppress(Exception):
            picture("stuck")
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
    QgsProject.instance().clear()
    tell(outcome)
    QTimer.singleShot(0, QgsApplication.instance().quit)


tell("QGIS is there")
QTimer.singleShot(3000, lambda: go_on(states()))
