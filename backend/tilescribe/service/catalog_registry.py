"""The catalogs that are open, under ids that stay the same from one start to the next."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.catalog import Annotations, open_annotations, open_catalog
from tilescribe.catalog.opening import catalog_identity, catalog_name, is_url, plain_location
from tilescribe.comparing.locations import changes_of, nothing_compared
from tilescribe.errors import CatalogNotFoundError, InvalidOptionError, UnknownCatalogError
from tilescribe.passwords import without_passwords
from tilescribe.service.schemas.catalogs import Catalog as CatalogReply
from tilescribe.service.statistics import CatalogStatistics

if TYPE_CHECKING:
    from tilescribe.catalog import Catalog
    from tilescribe.service.state import StateFile

__all__ = ["CatalogRegistry", "OpenedCatalog", "absolute"]


def absolute(path: str) -> Path:
    """A path that means the same in every process, with links resolved.

    Raises:
        InvalidOptionError: it is relative, or no path at all.
    """
    try:
        given = Path(path).expanduser()
        if given.is_absolute():
            return given.resolve()
    except (ValueError, OSError, RuntimeError):
        pass  # a NUL in it, a name too long, `~nobody`: said below like any other path that is none
    raise InvalidOptionError(f"{path!r} is not an absolute path", remedy="Give the whole path, from the root on")


@dataclass(slots=True)
class OpenedCatalog:
    """A catalog with its readers, and how many requests use it."""

    id: str
    path: str
    store: Catalog
    notes: Annotations
    statistics: CatalogStatistics
    identity: Hashable
    """Another catalog under the same name is another one."""
    users: int = 0
    leaving: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self) -> None:
        with self._lock:
            self.users += 1

    def leave(self) -> None:
        """The last user of a closed catalog closes its files."""
        with self._lock:
            self.users -= 1
            last = self.leaving and not self.users
        if last:
            self._close()

    def retire(self) -> None:
        """No new users; files are closed once the present ones have gone."""
        with self._lock:
            self.leaving = True
            idle = not self.users
        if idle:
            self._close()

    def _close(self) -> None:
        self.store.close()
        self.notes.close()


class CatalogRegistry:
    """Opens and closes catalogs. Safe from any thread."""

    def __init__(self, state: StateFile) -> None:
        self._state = state
        self._open: dict[str, OpenedCatalog] = {}
        self._lock = threading.RLock()

    def open(self, path: str, *, create: bool) -> tuple[str, bool]:
        """Open a catalog, or make it where it is not there; its id, and whether it was made.

        Raises:
            CatalogError, InvalidOptionError: as `open_catalog`, or the path is not absolute.
        """
        location = self._location_of(path)
        catalog_id = hashlib.blake2b(os.fsencode(location), digest_size=6).hexdigest()
        with self._lock:
            made = create and not _is_there(location)
            if made:
                open_catalog(location, mode="a").close()
            self._current(catalog_id, location)
            self._state.remember_catalog(catalog_id, location)
        return catalog_id, made

    def _location_of(self, path: str) -> str:
        """One for each catalog, however it is written; what `describe` says of a known one leads to it, too."""
        location = plain_location(path)
        if not is_url(location):
            return str(absolute(location))
        return next((known for _, known in self._state.catalogs() if without_passwords(known) == location), location)

    @contextmanager
    def use(self, catalog_id: str) -> Iterator[OpenedCatalog]:
        """An open catalog, which stays open for the block.

        Raises:
            UnknownCatalogError: none is open under this id.
            CatalogNotFoundError: its file is gone.
        """
        with self._lock:
            if catalog_id not in self._open:
                raise _unknown(catalog_id)
            opened = self._current(catalog_id, self._open[catalog_id].path)
            opened.enter()
        try:
            yield opened
        finally:
            opened.leave()

    @contextmanager
    def use_changes(self, catalog_id: str) -> Iterator[OpenedCatalog]:
        """What `compare` has made of an open catalog, which stays open likewise.

        Raises:
            UnknownCatalogError: no catalog is open under this id.
            CatalogNotFoundError: no dates of it have been compared.
            CatalogError: there is something else in its place.
            InvalidOptionError: a form of the catalog that keeps no changes.
        """
        with self._lock:
            if catalog_id not in self._open:
                raise _unknown(catalog_id)
            path = self._open[catalog_id].path
            place = changes_of(path)
            try:
                opened = self._current(_changes_id(catalog_id), place)
            except CatalogNotFoundError as error:
                raise nothing_compared(path, place) from error
            opened.enter()
        try:
            yield opened
        finally:
            opened.leave()

    def path_of(self, catalog_id: str) -> str:
        """Of a catalog that is open or was before.

        Raises:
            UnknownCatalogError
        """
        with self._lock:
            if catalog_id in self._open:
                return self._open[catalog_id].path
        for known_id, path in self._state.catalogs():
            if known_id == catalog_id:
                return path
        raise _unknown(catalog_id)

    def close(self, catalog_id: str) -> None:
        """Close and forget a catalog; its file stays.

        Raises:
            UnknownCatalogError
        """
        self.path_of(catalog_id)
        with self._lock:
            self._retire(catalog_id)
            self._retire(_changes_id(catalog_id))
        self._state.forget_catalog(catalog_id)

    def list(self) -> list[CatalogReply]:
        """All that are open or were before, the last opened first."""
        known = self._state.catalogs()
        with self._lock:
            return [self.describe(catalog_id, path) for catalog_id, path in known]

    def describe(self, catalog_id: str, path: str) -> CatalogReply:
        """The head of a catalog."""
        return CatalogReply(
            id=catalog_id,
            path=without_passwords(path),
            name=catalog_name(path),
            open=catalog_id in self._open,
            exists=_is_there(path),
        )

    def close_all(self) -> None:
        """At the end of the service; they stay known."""
        with self._lock:
            opened, self._open = list(self._open.values()), {}
        for one in opened:
            one.retire()

    def _current(self, catalog_id: str, path: str) -> OpenedCatalog:
        """The open catalog of the file that is there now."""
        try:
            identity = catalog_identity(path)
        except CatalogNotFoundError:
            self._retire(catalog_id)
            raise
        opened = self._open.get(catalog_id)
        if opened is None or opened.identity != identity:
            self._retire(catalog_id)
            store = open_catalog(path)
            opened = self._open[catalog_id] = OpenedCatalog(
                catalog_id, path, store, open_annotations(path), CatalogStatistics(store), identity
            )
        return opened

    def _retire(self, catalog_id: str) -> None:
        opened = self._open.pop(catalog_id, None)
        if opened:
            opened.retire()


def _changes_id(catalog_id: str) -> str:
    """Under which its changes are open; no id of a catalog has a dot."""
    return f"{catalog_id}.changes"


def _unknown(catalog_id: str) -> UnknownCatalogError:
    return UnknownCatalogError(
        f"No catalog is open under {catalog_id}", remedy="Open it first: POST its path to /v1/catalogs"
    )


def _is_there(location: str) -> bool:
    """Whether there is anything at all that may be a catalog, as far as that can be told now."""
    try:
        catalog_identity(location)
    except Exception:  # noqa: BLE001 - a form that a package adds may raise anything: its server is down, it is gone
        return False
    return True
