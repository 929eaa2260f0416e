"""The pictures that a folder or a zip holds, by name."""

from __future__ import annotations

import os
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError

__all__ = ["PICTURE_SUFFIXES", "Gallery", "list_gallery"]

PICTURE_SUFFIXES = frozenset(
    {".bmp", ".gif", ".jp2", ".jpeg", ".jpg", ".png", ".ppm", ".tif", ".tiff", ".vrt", ".webp"}
)
"""What counts as a picture in a folder or zip, in lower case."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """All pictures below one folder or inside one zip."""

    container: str
    """Absolute path of the folder or zip."""
    members: tuple[str, ...]
    """Paths within, with forward slashes, sorted."""

    def by_name(self) -> dict[str, list[str]]:
        """Members by path and by bare file name: caption files give either."""
        found: dict[str, list[str]] = defaultdict(list)
        for member in self.members:
            found[PurePosixPath(member).name].append(member)
        # A full path is never ambiguous, so it takes precedence over an equal file name in another folder.
        return {**found, **{member: [member] for member in self.members}}


def list_gallery(images: Path) -> Gallery:
    """List the pictures of a folder (with its subfolders) or a zip without opening any.

    Raises:
        DatasetNotFoundError: Nothing is there, or it cannot be read.
        DatasetFormatError: A file that is no zip.
    """
    if not images.exists():
        raise DatasetNotFoundError(f"There are no pictures at {images}", remedy="Give a folder or a zip of pictures")
    try:
        members = _in_folder(images) if images.is_dir() else _in_zip(images)
    except zipfile.BadZipFile as error:
        raise DatasetFormatError(
            f"{images} is neither a folder nor a complete zip: {error}", remedy="Give a folder or a zip of pictures"
        ) from error
    except OSError as error:
        raise DatasetNotFoundError(
            f"The pictures in {images} cannot be listed: {error.strerror}", remedy="Check the permissions"
        ) from error
    kept = sorted(member for member in members if _is_picture(PurePosixPath(member)))
    return Gallery(container=str(images.resolve()), members=tuple(kept))


def _in_folder(folder: Path) -> list[str]:
    found: list[str] = []
    for parent, _, files in os.walk(folder, onerror=_raise):
        relative = Path(parent).relative_to(folder)
        found += [(relative / file).as_posix() for file in files]
    return found


def _in_zip(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [info.filename for info in archive.infolist() if not info.is_dir()]


def _is_picture(member: PurePosixPath) -> bool:
    # `._a.jpg` and `__MACOSX/` are what macOS adds to folders and zips: no pictures, in spite of their names.
    hidden = any(part.startswith((".", "__MACOSX")) for part in member.parts)
    return not hidden and member.suffix.lower() in PICTURE_SUFFIXES


def _raise(error: OSError) -> None:
    raise error
