"""A map of how probably each place shows what was asked, or of how much has changed, as a layer of the project."""

from __future__ import annotations

import dataclasses
import re
from functools import partial
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog

from ...core import routes, settings
from ...core.protocol import HeatMapJob, SearchRequest
from ...core.threads import run_in_thread
from ..catalogs.jobs import FollowedJob
from ..layers.layer_group import tilescribe_group
from ..two_dates.project_rasters import HEAT_MAP

__all__ = ["HeatMapMaker"]

LONGEST_NAME = 60


class HeatMapMaker(QObject):
    """Asks for a file, has the engine draw it as a job in QGIS's task manager, and adds it to our group."""

    made = pyqtSignal(str)
    """The path of a file that was written, and added as a layer."""
    failed = pyqtSignal(object)
    """A `Problem`."""
    refused = pyqtSignal(str)
    """Why not, in a sentence."""

    def __init__(self, session, window):
        super().__init__(window)
        self._engine = session.engine
        self._window = window
        self._jobs = []
        self._closed = False
        QgsProject.instance().cleared.connect(self._cancel_all)

    def ask(self, results) -> None:
        """Draw the question of `Results`, once its user has said where to write it."""
        if not isinstance(results.request, SearchRequest) or not results.catalog_id:
            self.refused.emit(
                self.tr("A heat map is drawn of a question in words, or of what has changed. Ask one, and try again.")
            )
            return
        folder = str(QgsSettings().value(settings.OUTPUT_FOLDER, "") or "")
        dialog = QFileDialog(self._window, self.tr("Write the heat map"), folder, self.tr("GeoTIFF (*.tif)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("tif")
        dialog.selectFile(f"{_file_stem(results)}.tif")
        dialog.fileSelected.connect(lambda path: self._use_path(results, path))
        dialog.open()

    def draw(self, results, path: str) -> None:
        """Draw the question of `Results` into a GeoTIFF; the file, and its style, are replaced."""
        # What looks again at hits, or picks them, has no place on a map.
        search = dataclasses.replace(
            results.request, closer=None, verify=None, offset=0, k=SearchRequest.k, threshold=None
        )
        job = HeatMapJob(results.catalog_id, str(Path(path).absolute()), search, overwrite=True)
        name = self._name(results)
        call = self._engine.send_to_catalog(results.catalog_path, routes.start_job(job))
        call.done.connect(lambda started: self._follow(started, name, path))
        call.failed.connect(self.failed)

    def close_down(self) -> None:
        """No map is waited for any more, and none is drawn."""
        QgsProject.instance().cleared.disconnect(self._cancel_all)
        self._closed = True
        jobs, self._jobs = self._jobs, []
        for followed in jobs:
            followed.cancel()
            followed.stop_following()

    def _cancel_all(self) -> None:
        """The project is closed that the layers were meant for."""
        for followed in self._jobs:
            followed.cancel()

    def _use_path(self, results, path: str) -> None:
        QgsSettings().setValue(settings.OUTPUT_FOLDER, str(Path(path).parent))
        self.draw(results, path)

    def _name(self, results) -> str:
        question = results.request.question.strip()
        if not question:
            return self.tr("Heat map: how much has changed")
        return self.tr("Heat map: {question}").format(question=question)

    def _follow(self, job, name: str, path: str) -> None:
        if self._closed:
            return
        followed = FollowedJob(self._engine, job, title=self.tr("Tilescribe: {name}").format(name=name), parent=self)
        self._jobs.append(followed)
        followed.ended.connect(lambda ended: self._on_ended(followed, ended, name, path))
        followed.lost.connect(lambda problem: self._on_lost(followed, problem))

    def _on_ended(self, followed, job, name: str, path: str) -> None:
        self._drop(followed)
        if job.problem is not None:
            self.failed.emit(job.problem)
        elif job.state == "done":
            for notice in (job.result or {}).get("notices", ()):
                self.refused.emit(str(notice))
            run_in_thread(partial(_read, path, name)).done.connect(lambda layer: self._add(layer, path))

    def _on_lost(self, followed, problem) -> None:
        self._drop(followed)
        self.failed.emit(problem)

    def _drop(self, followed) -> None:
        if followed in self._jobs:
            self._jobs.remove(followed)
            followed.deleteLater()

    def _add(self, layer, path: str) -> None:
        if self._closed or not layer.isValid():
            sip.delete(layer)
            if not self._closed:
                self.refused.emit(self.tr("{path} was written but cannot be read.").format(path=path))
            return
        layer.setCustomProperty(HEAT_MAP, True)
        project = QgsProject.instance()
        project.addMapLayer(layer, False)
        # Below results, above imagery.
        tilescribe_group(project).addLayer(layer)
        self.made.emit(path)


def _read(path: str, name: str) -> QgsRasterLayer:
    """In a thread; QGIS takes the style that lies beside the file."""
    layer = QgsRasterLayer(path, name, "gdal")
    layer.moveToThread(QCoreApplication.instance().thread())
    return layer


def _file_stem(results) -> str:
    """A name of a file that says what was asked."""
    said = results.request.question or ("change" if results.request.changed else "map")
    return re.sub(r"[^\w-]+", "-", said.strip())[:LONGEST_NAME].strip("-") or "map"
