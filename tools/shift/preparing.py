"""Before the first question: the engine is set up, a catalog filled, dates and labels given, both dates compared."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

from tools.shift.stage import (
    HEIGHT,
    IMAGERY,
    OUT,
    WIDTH,
    Wait,
    dock,
    page,
    picture,
    plugin,
    remove,
    settled,
    tell,
    window,
)

DOCK_PX = 380
LABELS = ("before", "after")


def prepared():
    yield from _set_up()
    yield from _catalog()
    yield from _dates()
    yield from _compared()


def _set_up():
    window.resize(WIDTH, HEIGHT)
    window.move(0, 0)
    iface.newProject()
    for other in window.findChildren(QDockWidget):
        other.setVisible(other.objectName() == "Layers")
    plugin().show_dock()
    window.resizeDocks([dock()], [DOCK_PX], Qt.Orientation.Horizontal)
    yield 1500
    picture("set-up")
    installation_file = plugin().session.engine.paths.installation_file
    installation_file.with_suffix(".later").rename(installation_file)
    plugin().session.engine.reload()
    plugin().session.engine.start()
    yield Wait("the engine", lambda: plugin().session.engine.state.value == "ready", _why_no_engine)
    for scene in sorted(IMAGERY.glob("valley*.tif"), reverse=True):
        layer = iface.addRasterLayer(str(scene), scene.stem)
        QgsProject.instance().layerTreeRoot().findLayer(layer).setExpanded(False)
    yield from settled()


def _why_no_engine() -> str:
    engine = plugin().session.engine
    return engine.problem.detail if engine.state.value in ("failed", "missing") and engine.problem else ""


def _catalog():
    dock().tabs.setCurrentWidget(page())
    yield 500
    picture("no-catalog")
    dock().show_catalogs()
    yield 500
    picture("first-catalog")
    panel = dock().catalogs
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
    yield from _indexing()
    panel.failures.setCollapsed(False)
    yield 500
    picture("stopped")
    if panel.job_view._continue.isVisible():
        panel.job_view._continue.click()
        yield Wait("the job to be continued", lambda: _running_job() is not None)
        yield _job_ended()
    else:
        # A stop finishes what the model has in hand, and that may be the rest.
        tell("nothing was left to continue")
    panel.failures.setCollapsed(True)
    iface.messageBar().clearWidgets()
    panel.chooser.coverage.click()
    yield from settled()
    picture("coverage")
    remove("tilescribe/coverage")


def _indexing():
    """A picture of the work, which is then stopped."""
    view = dock().catalogs.job_view
    yield Wait("the job", lambda: _running_job() is not None)
    yield Wait(
        "a fifth of the tiles",
        lambda: view._bar.isVisible() and view._bar.value() > 200 and "tiles" in view._details.text(),
        lambda: "" if _running_job() else f"the job has ended: {view._stage.text()} {view._details.text()}",
        progress=view._details.text,
    )
    picture("indexing")
    view._cancel.click()
    yield _job_ended()
    iface.messageBar().clearWidgets()


def _running_job():
    return dock().catalogs.jobs.running_job(plugin().session.catalog.id)


def _job_ended() -> Wait:
    return Wait("the end of the job", lambda: _running_job() is None, progress=dock().catalogs.job_view._details.text)


def _dates():
    """The dates stand in the names of the files; labels are given in the window *Dates and labels*."""
    notice = dock().catalogs.dates
    notice.button.click()
    dialog = notice.dialog
    yield Wait("the rasters", lambda: len(dialog.model.shown) >= len(LABELS))
    for row, label in enumerate(LABELS):
        # Sorted by date.
        dialog.table.selectRow(row)
        dialog.label.setEditText(label)
        dialog.set_label.click()
        yield Wait(
            f"the label {label}",
            lambda label=label: not dialog.editor.busy and label in plugin().session.catalog.labels,
        )
        yield 500
    picture("dates", dialog)
    dialog.close()


def _compared():
    """Both dates of the valley, by the button of the catalog's panel."""
    panel = dock().catalogs
    yield Wait("the button to compare", panel.work_menu.compare.isVisible)
    dialog = panel.work_menu.open_compare()
    yield 800
    picture("compare", dialog)
    dialog.accept()
    yield Wait("the job", lambda: _running_job() is not None or page().search_line._changed.isVisibleTo(page()))
    yield _job_ended()
    yield Wait("what is compared", lambda: page().search_line._changed.isVisibleTo(page()))
    yield 500
    picture("compared")
    iface.messageBar().clearWidgets()
