"""What all parts of the plugin share: the engine, the catalog in use, and the settings.

session.engine.ask(routes.search(session.catalog.id, request))
session.catalogChanged            -> with CatalogDetails, or None: another catalog, or the same with other content
session.open_catalog(path, create=True)
session.setupWanted               -> emit it (or call `want_setup()`) to have the set-up page shown
"""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from . import routes
from .client import Call
from .engine import Engine
from .protocol import CatalogDetails

__all__ = ["SETTINGS", "Session"]

SETTINGS = "tilescribe"
"""Group of all our keys in QgsSettings: `QgsSettings().value("tilescribe/…")`."""


class Session(QObject):
    """One for each QGIS; lives on the GUI thread."""

    catalogChanged = pyqtSignal(object)
    setupWanted = pyqtSignal()

    def __init__(self, engine: Engine, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self._catalog: Optional[CatalogDetails] = None

    @property
    def catalog(self) -> Optional[CatalogDetails]:
        """The catalog in use; None until one was opened in this session."""
        return self._catalog

    @property
    def last_catalog_path(self) -> str:
        """Of an earlier session; empty where there was none. `open_catalog` takes it up again."""
        return str(QgsSettings().value(f"{SETTINGS}/catalog", "") or "")

    def open_catalog(self, path: str, *, create: bool = False) -> Call:
        """Open (or make) a catalog and take it into use."""
        call = self.engine.ask(routes.open_catalog(path, create=create))
        call.done.connect(self.use_catalog)
        return call

    def refresh_catalog(self) -> Optional[Call]:
        """Read the counts again, after a job say."""
        if self._catalog is None:
            return None
        wanted = self._catalog.id
        call = self.engine.ask(routes.catalog(wanted))
        call.done.connect(lambda details: self._refresh(wanted, details))
        return call

    def use_catalog(self, details: Optional[CatalogDetails]) -> None:
        self._catalog = details
        if details is not None:
            QgsSettings().setValue(f"{SETTINGS}/catalog", details.path)
        self.catalogChanged.emit(details)

    def want_setup(self) -> None:
        self.setupWanted.emit()

    def _refresh(self, wanted: str, details: CatalogDetails) -> None:
        """Unless another catalog was chosen meanwhile, or all is as it was: whoever hears of a change asks for more."""
        if self._catalog is not None and self._catalog.id == wanted and details != self._catalog:
            self.use_catalog(details)
