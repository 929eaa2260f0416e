"""Versions of installed packages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

__all__ = ["installed_version"]


def installed_version(package: str, *, distribution: str) -> str:
    """The version of an installed package, which is not imported for it.

    Read off the name of the folder that every installer makes beside the package (PEP 376): `importlib.metadata`
    takes 15 ms to import, since it brings the parser of e-mails.

    Args:
        package: Import name.
        distribution: Name in the registry.

    Raises:
        importlib.metadata.PackageNotFoundError: it is not installed.
    """
    spec = importlib.util.find_spec(package)
    folders = [Path(place).parent for place in (spec.submodule_search_locations or ())] if spec else []
    found = [entry.name for folder in folders for entry in folder.glob(f"{distribution.replace('-', '_')}-*.dist-info")]
    if len(found) == 1:
        return found[0].partition("-")[2].removesuffix(".dist-info")
    from importlib.metadata import version

    return version(distribution)
