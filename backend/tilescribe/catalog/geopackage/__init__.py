"""The catalog as one GeoPackage file: the `Store` that plain paths and file:// URLs lead to."""

from __future__ import annotations

import os
from collections.abc import Hashable
from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.catalog import open_annotations
    from tilescribe.catalog.geopackage.catalog import open_catalog
    from tilescribe.catalog.geopackage.files import is_catalog

__all__ = ["identity", "is_catalog", "open_annotations", "open_catalog"]

__getattr__ = names_on_demand(
    __name__,
    {
        "is_catalog": f"{__name__}.files",
        "open_annotations": f"{__name__}.annotations",
        "open_catalog": f"{__name__}.catalog",
    },
)


def identity(location: str) -> Hashable | None:
    """(device, inode): another file under the same name is another catalog."""
    try:
        stat = os.stat(location)  # noqa: PTH116 - asked with every request
    except FileNotFoundError:
        return None
    return stat.st_dev, stat.st_ino
