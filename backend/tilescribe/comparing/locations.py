"""Where the changes of a catalog are kept."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.catalog import is_catalog, open_catalog
from tilescribe.catalog.opening import is_url
from tilescribe.errors import CatalogNotFoundError, InvalidOptionError
from tilescribe.passwords import without_passwords

if TYPE_CHECKING:
    from os import PathLike

    from tilescribe.catalog.protocols import Catalog

__all__ = ["COMPARED", "changes_of", "nothing_compared", "open_changes", "refuse_other_use"]

_ENDING = ".changes"
COMPARED = "compared"
"""Setting of a run that compared dates: the catalog that was compared."""


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


def refuse_other_use(catalog: Catalog, changes: str) -> None:
    """Nothing that is there for something else may become, or be taken for, the changes of a catalog.

    Raises:
        InvalidOptionError: `changes` is the catalog itself, another catalog, the changes of another one, or no catalog.
    """
    shown = without_passwords(changes)
    remedy = "Name another file for the changes, or none: they are kept beside the catalog"
    if not changes.strip():
        raise InvalidOptionError("The catalog of changes has an empty name", remedy=remedy)
    if os.path.abspath(catalog.path) == os.path.abspath(changes):  # noqa: PTH100 - of a URL too
        raise InvalidOptionError(f"{shown} is the catalog that is compared", remedy=remedy)
    if not is_catalog(changes):
        if not is_url(changes) and Path(changes).exists():
            raise InvalidOptionError(f"{shown} is no catalog of changes", remedy=remedy)
        return
    with open_catalog(changes) as existing:
        paths = {raster.path for raster in existing.rasters()}
        compared = [str(run.settings[COMPARED]) for run in existing.runs(limit=1) if COMPARED in run.settings]
        if paths and not (compared or existing.has_pairs()):
            raise InvalidOptionError(f"{shown} is a catalog of imagery", remedy=remedy)
        # All rasters of a catalog may have moved since; it is still the one that was compared.
        if paths and catalog.path not in compared and not paths & {raster.path for raster in catalog.rasters()}:
            raise InvalidOptionError(
                f"{shown} holds the changes of another catalog: no raster of it is in this one", remedy=remedy
            )
