"""Which catalogs the mission list is about: the one in use, or all that are open."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from . import routes
from .engine import EngineState
from .mission import MissionCatalog
from .protocol import Catalog, CatalogDetails
from .session import Session

__all__ = ["MissionSources"]


class MissionSources(QObject):
    """The catalog in use first; with `everything`, also those that were used in this session or that the engine has
    open."""

    changed = pyqtSignal()

    def __init__(self, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current: Optional[MissionCatalog] = None
        self._used: dict[str, MissionCatalog] = {}
        self._open: dict[str, MissionCatalog] = {}
        self._everything = False
        session.catalog_changed.connect(self._on_catalog_changed)
        self._on_catalog_changed(session.catalog)

    @property
    def current(self) -> Optional[MissionCatalog]:
        """The catalog in use."""
        return self._current

    @property
    def everything(self) -> bool:
        """All open catalogs are meant."""
        return self._everything

    @everything.setter
    def everything(self, everything: bool) -> None:
        if everything != self._everything:
            self._everything = everything
            self.changed.emit()
            self.refresh()

    @property
    def others(self) -> tuple[MissionCatalog, ...]:
        """Open catalogs beside the one in use."""
        known = {**self._open, **self._used}
        return tuple(catalog for key, catalog in known.items() if self._current is None or key != self._current.id)

    @property
    def catalogs(self) -> tuple[MissionCatalog, ...]:
        """Those that are meant, the one in use first."""
        current = () if self._current is None else (self._current,)
        return (*current, *self.others) if self._everything else current

    def refresh(self) -> None:
        """Ask the engine what it has open, where it runs."""
        if self._session.engine.state is EngineState.READY:
            call = self._session.engine.send(routes.catalogs())
            call.done.connect(self._on_catalogs)

    def close_down(self) -> None:
        """Listen no more."""
        self._session.catalog_changed.disconnect(self._on_catalog_changed)

    def _on_catalog_changed(self, details: Optional[CatalogDetails]) -> None:
        before = self.catalogs, self.others
        self._current = None
        if details is not None:
            self._current = MissionCatalog(details.id, details.path, details.name)
            self._used[details.id] = self._current
        if (self.catalogs, self.others) != before:
            self.changed.emit()

    def _on_catalogs(self, catalogs: tuple[Catalog, ...]) -> None:
        before = self.others
        self._open = {one.id: MissionCatalog(one.id, one.path, one.name) for one in catalogs if one.open and one.exists}
        if self.others != before:
            self.changed.emit()
