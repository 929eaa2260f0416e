"""Where the changes of a catalog are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tilescribe.catalog import is_catalog, open_catalog
from tilescribe.catalog.opening import is_url
from tilescribe.errors import CatalogNotFoundError, InvalidOptionError
from tilescribe.passwords import without_passwords

if TYPE_CHECKING:
    from os import PathLike

    from tilescribe.catalog.protocols import Catalog

__all__ = ["changes_of", "nothing_compared", "open_changes"]

_ENDING = ".changes"


def changes_of(catalog: str | PathLike[str]) -> str:
    """Where the changes of a catalog are kept: `area.changes.gpkg` beside `area.gpkg`.

    Raises:
        InvalidOptionError: the catalog is no file.
    """
    place = os.fspath(catalog)
    if is_url(place) and not place.lower().startswith("file:"):
        raise InvalidOptionError(
            f"Nothing tells where the changes of {without_passwords(place)} are to be kept",
            remedy="Name a catalog for them: --changes",
        )
    stem, ending = os.path.splitext(place)  # noqa: PTH122 - of a URL too
    return f"{stem}{_ENDING}{ending}"


def open_changes(catalog: str | PathLike[str], changes: str | PathLike[str] | None = None) -> Catalog:
    """The catalog of changes of a catalog, for reading.

    Raises:
        CatalogNotFoundError: nothing has been compared yet.
    """
    place = changes_of(catalog) if changes is None else os.fspath(changes)
    if not is_catalog(place):
        raise nothing_compared(catalog, place)
    return open_catalog(place)


def nothing_compared(catalog: str | PathLike[str], changes: str) -> CatalogNotFoundError:
    """What is said where there is no catalog of changes."""
    named = without_passwords(os.fspath(catalog))
    return CatalogNotFoundError(
        f"No dates of {named} have been compared yet: there is no {without_passwords(changes)}",
        remedy=f"Compare them first: tilescribe compare {named}",
    )
