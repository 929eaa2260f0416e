"""From a location to the store that keeps the catalog there: a path, or a URL whose scheme chooses the form.

Forms of this package stand in `_FORMS`, those of others join by an entry point (docs/extending.md).
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Hashable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from tilescribe.errors import CatalogNotFoundError, UnknownStoreError
from tilescribe.passwords import without_passwords

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Annotations, Catalog, Mode, Store
    from tilescribe.extensions import Extension, Extensions

__all__ = [
    "catalog_identity",
    "catalog_name",
    "is_catalog",
    "is_url",
    "open_annotations",
    "open_catalog",
    "plain_location",
    "store_extensions",
]

_FORMS = {"": "tilescribe.catalog.geopackage", "file": "tilescribe.catalog.geopackage"}
"""URL scheme to the module that has the functions of a `Store`; a plain path has none."""
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
"""RFC 3986, section 3.1; two letters at least, for one is a drive of Windows."""


def open_catalog(location: str | os.PathLike[str], *, mode: Mode = "r") -> Catalog:
    """Open a catalog; use it as a context manager, or `close` it.

    Readers may come and go while others write. A catalog of an older version is migrated on opening.

    Args:
        location: Path of a GeoPackage, or a URL whose scheme an installed package knows.
        mode: `r` reads, `w` writes to an existing catalog, `a` makes it when it is not there.

    Raises:
        CatalogNotFoundError: there is no such catalog (`r`, `w`) or no such folder (`a`).
        NotACatalogError: what is there is something else.
        NewerCatalogError: a newer Tilescribe wrote it.
        CatalogLockedError: another process writes to it (`w`, `a`), and its form has one writer at a time.
        CatalogReadOnlyError: it may not be written (`w`, `a`).
        CatalogDamagedError: it is inconsistent.
        UnknownStoreError: no form of the catalog has that scheme.
    """
    store, place = _store_of(location)
    return store.open_catalog(place, mode=mode)


def open_annotations(location: str | os.PathLike[str]) -> Annotations:
    """Open what people said of a catalog; use it as a context manager, or `close` it.

    Raises:
        CatalogNotFoundError, NotACatalogError, NewerCatalogError, CatalogDamagedError, UnknownStoreError: as
            `open_catalog`.
    """
    store, place = _store_of(location)
    return store.open_annotations(place)


def is_catalog(location: str | os.PathLike[str]) -> bool:
    """Whether a catalog of any version is there, by its content; a damaged one that still says so is one too."""
    try:
        store, place = _store_of(location)
    except UnknownStoreError:
        return False
    return store.is_catalog(place)


def catalog_identity(location: str | os.PathLike[str]) -> Hashable:
    """What tells the catalog that is there now from others that were or will be there.

    Raises:
        CatalogNotFoundError: there is none.
        UnknownStoreError: no form of the catalog has that scheme.
    """
    store, place = _store_of(location)
    found = store.identity(place)
    if found is None:
        raise CatalogNotFoundError(
            f"There is no catalog {place}", remedy=f"Make one: tilescribe index PATH... --catalog {place}"
        )
    return found


def catalog_name(location: str) -> str:
    """What people call it: the last part of the path or URL, without its ending; never a user or a password."""
    last = location
    if is_url(location):
        from urllib.parse import urlsplit

        parts = urlsplit(without_passwords(location))
        last = parts.path.rstrip("/")
        if not last:
            return parts.netloc.rpartition("@")[2]
    last = re.split(r"[/\\]", last.rstrip("/\\"))[-1]
    return os.path.splitext(last)[0] or last  # noqa: PTH122 - of a URL too


def plain_location(location: str) -> str:
    """The path that a file:// URL names; any other location as it is."""
    found = _URL.match(location)
    return _path_of_url(location) if found and found.group(1).lower() == "file" else location


def is_url(location: str) -> bool:
    """Whether a location is a URL, and no path."""
    return _URL.match(location) is not None


def store_extensions() -> Extensions:
    """The forms of the catalog that installed packages offer, by URL scheme; imports none of them."""
    from tilescribe import extensions

    return extensions.installed(extensions.Group.STORES, reserved=_FORMS)


def _store_of(location: str | os.PathLike[str]) -> tuple[Store, str]:
    """(the form of the catalog, the location as that form takes it)."""
    place = os.fspath(location)
    found = _URL.match(place)
    scheme = found.group(1).lower() if found else ""
    if scheme in _FORMS:
        return cast("Store", import_module(_FORMS[scheme])), plain_location(place)
    return _extension(scheme), place


def _path_of_url(url: str) -> str:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(url)
    return url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc not in ("", "localhost") else parts.path)


@functools.cache
def _extension(scheme: str) -> Store:
    """Made once in a process: it may hold what is dear, such as a pool of connections."""
    from tilescribe import extensions
    from tilescribe.catalog.protocols import Store

    found = extensions.find(extensions.Group.STORES, scheme, reserved=_FORMS)
    if found is None:
        known = ", ".join(f"{one.name}://" for one in store_extensions().usable)
        raise UnknownStoreError(
            f"No form of the catalog is installed for {scheme}://",
            remedy=f"Give the path of a GeoPackage, such as area.gpkg{f', or one of {known}' if known else ''}",
        )
    factory = found.factory()
    with found.blamed("cannot be made"):
        made = factory()
    if not isinstance(made, Store):
        raise found.broken(f"makes no store: {type(made).__name__} is none")
    return _ExtensionStore(found, made)


@dataclass(frozen=True, slots=True)
class _ExtensionStore:
    """A store that a package adds; what it raises by accident names the package."""

    extension: Extension
    store: Store

    def open_catalog(self, location: str, *, mode: Mode = "r") -> Catalog:
        with self.extension.blamed(f"fails to open {location}"):
            return self.store.open_catalog(location, mode=mode)

    def open_annotations(self, location: str) -> Annotations:
        with self.extension.blamed(f"fails to open {location}"):
            return self.store.open_annotations(location)

    def is_catalog(self, location: str) -> bool:
        with self.extension.blamed(f"fails to look for {location}"):
            return self.store.is_catalog(location)

    def identity(self, location: str) -> Hashable | None:
        with self.extension.blamed(f"fails to look for {location}"):
            return self.store.identity(location)
