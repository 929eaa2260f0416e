"""The session of one QGIS: the engine and the catalog in use.

session.engine.send(routes.search(session.catalog.id, request))
session.catalog_changed           -> with CatalogDetails, or None: another catalog, or the same with other content
session.open_catalog(path, create=True)
session.setup_requested           -> emit it (or call `request_setup()`) to have the set-up page shown
"""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from . import routes
from .client import Call
from .engine import EngineController
from .paths import PluginPaths, bundled_wheel, plugin_version, user_data_folder
from .protocol import CatalogDetails
from .settings import LAST_CATALOG

__all__ = ["Session", "create_session"]


class Session(QObject):
    """The engine and the catalog in use; one for each QGIS, on the GUI thread."""

    catalog_changed = pyqtSignal(object)
    setup_requested = pyqtSignal()

    def __init__(self, engine: EngineController, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self._catalog: Optional[CatalogDetails] = None
        engine.job_ended.connect(self._on_job_ended)

    @property
    def catalog(self) -> Optional[CatalogDetails]:
        """The catalog in use; None until one was opened in this session."""
        return self._catalog

    @property
    def last_catalog_path(self) -> str:
        """Of an earlier session; empty where there was none. `open_catalog` takes it up again."""
        return str(QgsSettings().value(LAST_CATALOG, "") or "")

    def open_catalog(self, path: str, *, create: bool = False) -> Call:
        """Open (or make) a catalog and take it into use."""
        call = self.engine.send(routes.open_catalog(path, create=create))
        call.done.connect(self.use_catalog)
        return call

    def refresh_catalog(self) -> Optional[Call]:
        """Read the counts again, after a job say."""
        if self._catalog is None:
            return None
        wanted = self._catalog.id
        call = self.engine.send(routes.catalog(wanted))
        call.done.connect(lambda details: self._refresh(wanted, details))
        return call

    def reload_catalog(self) -> Optional[Call]:
        """As `refresh_catalog`, and tells of it also where the counts are as they were: dates of rasters, say, are not
        among them."""
        if self._catalog is None:
            return None
        wanted = self._catalog.id
        call = self.engine.send(routes.catalog(wanted))
        call.done.connect(lambda details: self._reload(wanted, details))
        return call

    def use_catalog(self, details: Optional[CatalogDetails]) -> None:
        self._catalog = details
        if details is not None:
            QgsSettings().setValue(LAST_CATALOG, details.path)
        self.catalog_changed.emit(details)

    def request_setup(self) -> None:
        self.setup_requested.emit()

    def _on_job_ended(self, catalog_id: str) -> None:
        if self._catalog is not None and self._catalog.id == catalog_id:
            self.refresh_catalog()

    def _reload(self, wanted: str, details: CatalogDetails) -> None:
        if self._catalog is not None and self._catalog.id == wanted:
            self.use_catalog(details)

    def _refresh(self, wanted: str, details: CatalogDetails) -> None:
        """Unless another catalog was chosen meanwhile, or all is as it was: whoever hears of a change asks for more."""
        if self._catalog is not None and self._catalog.id == wanted and details != self._catalog:
            self.use_catalog(details)


def create_session() -> Session:
    """Light: reads one small file, starts nothing."""
    from .network_settings import read_network_settings

    paths = PluginPaths(data=user_data_folder(), profile=Path(QgsApplication.qgisSettingsDirPath()) / "tilescribe")
    needed = plugin_version() if bundled_wheel() is not None else ""
    engine = EngineController(paths, needed_version=needed, read_network=lambda: read_network_settings(paths.profile))
    session = Session(engine)
    engine.setParent(session)
    return session
