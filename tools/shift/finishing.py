"""The end of the shift: the mission list, the project reopened, the product; and what is found beside the dock."""

from __future__ import annotations

from pathlib import Path

import processing
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication, QDialog, QVBoxLayout
from qgis.utils import iface

from tools.shift.stage import OUT, Wait, choose, dock, page, picture, picture_of_screen, plugin, settled, shown

PROJECT, REPORT = OUT / "flood.qgz", OUT / "report.pdf"


def finishing():
    yield from _mission()
    yield from _reopened()
    yield from _product()
    yield from _elsewhere()


def _mission():
    """The list, and its layer on the map."""
    mission = dock().mission
    dock().tabs.setCurrentWidget(mission)
    yield Wait("the mission list", lambda: len(mission.book.listing.entries) > 0)
    mission.on_map.setChecked(True)
    yield Wait("the pictures of the list", lambda: mission.layer.alive)
    yield 2000
    mission.view.scrollToTop()
    page().map_sync.navigator.zoom([entry.mark for entry in mission.book.listing.entries])
    yield from settled()
    picture("mission")
    mission.on_map.setChecked(False)
    dock().tabs.setCurrentWidget(page())
    yield 300


def _reopened():
    """What was shown last is shown again."""
    project = QgsProject.instance()
    if not project.write(str(PROJECT)):
        raise RuntimeError(f"The project could not be written: {project.error()}")
    iface.newProject()
    yield 1000
    iface.addProject(str(PROJECT))
    yield Wait("the results of the project", lambda: bool(page().view.results.hits))
    yield from settled()
    picture("reopened")
    iface.messageBar().clearWidgets()


def _product():
    """The dialog, and the report that it writes."""
    choose(0)
    yield from settled()
    page().output.export("pdf")
    yield Wait("the dialog", lambda: _dialog() is not None and _dialog().isVisible())
    dialog = _dialog()
    dialog.choose_format("pdf")
    dialog.path.setText(REPORT.name)
    dialog.open_after.setChecked(False)
    yield 800
    picture("product", dialog)
    written, failed = [], []
    page().output.succeeded.connect(written.append)
    page().output.failed.connect(failed.append)
    dialog.accept()
    yield Wait("the report", lambda: bool(written), lambda: " ".join(failed))
    if Path(written[0]) != REPORT:
        raise RuntimeError(f"The report is not beside the project, but {written[0]}")
    yield 800
    picture("written")
    iface.messageBar().clearWidgets()


def _dialog():
    found = [one for one in QApplication.topLevelWidgets() if one.objectName() == "TilescribeProductDialog"]
    return found[0] if found else None


def _elsewhere():
    iface.locatorSearch("img car park")
    yield 10_000
    picture_of_screen("locator")
    from tilescribe.gui.options import OptionsPage

    dialog = QDialog(iface.mainWindow())
    QVBoxLayout(dialog).addWidget(OptionsPage(plugin().session))
    dialog.resize(700, 620)
    yield from shown(dialog, "options")
    for name in ("search", "indexrasters"):
        yield from shown(processing.createAlgorithmDialog(f"tilescribe:{name}", {}), f"processing-{name}")
