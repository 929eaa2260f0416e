"""What the names of rasters tell, read without opening anything: the file on disk, and what is chosen within it.

GDAL opens more than files: members of archives (`/vsizip/scenes.zip/a.tif`), parts of containers
(`NETCDF:"scene.nc":red`), addresses (`/vsicurl/https://…`). Separators may be those of Windows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

__all__ = ["GdalName", "archive_of", "band_files", "base_name", "container_of", "gdal_name", "is_remote", "member_of"]

_REMOTE = re.compile(r"^(?:/vsi\w+/)*/vsi(?:curl|s3|gs|az|adls|oss|swift|hdfs|webhdfs)(?:_streaming)?[/?]")
_ARCHIVE = re.compile(
    r"^(/vsi(?:zip|tar|7z|rar|gzip)/)(?:\{([^}]+)\}|(.+?\.(?:zip|kmz|tar|tgz|tar\.gz|7z|rar|gz))(?=[/\\]|$))(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(
    # A driver's name, or the connection string of a VRT, then what some drivers put before the file: a number of a page
    # (GTIFF_DIR:2:), its offset (GTIFF_DIR:off:408:), a kind (HDF4_EOS:EOS_GRID:).
    r"^((?:[A-Za-z][A-Za-z0-9_]{2,}:(?:(?:off|\d+|[A-Z][A-Z0-9_]+):)*)(?://(?=/|[A-Za-z]:))?)"
    r"(?:\"([^\"]+)\"|((?:[A-Za-z]:(?=[\\/]))?[^:?\"]+))(.*)$",
    re.DOTALL,
)
_LINK = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")
_BANDS = re.compile(
    # A scene of one file a band: LC08_L2SP_193026_20200831_20200906_02_T1_{SR_B1,SR_B2}.TIF
    r"^(.*?)([\\/]?)([^\\/]*)\{((?:SR_)?B\d{1,2}A?(?:_\d\dm)?(?:,(?:SR_)?B\d{1,2}A?(?:_\d\dm)?)+)\}(\.[^.\\/{}]+)$",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATORS = re.compile(r"[\\/]")


@dataclass(frozen=True, slots=True)
class GdalName:
    """A name in three parts that together are the name again."""

    prefix: str
    """`/vsizip/`, `NETCDF:"`; empty for a plain file."""
    file: str
    """The file on disk: the archive, the container, or the raster itself. Empty for what lies on no disk."""
    rest: str
    """What is chosen within the file: `/a.tif`, `":red`."""

    def __str__(self) -> str:
        return f"{self.prefix}{self.file}{self.rest}"

    def with_file(self, file: str) -> GdalName:
        """The same part of another file."""
        return replace(self, file=file)


def is_remote(path: str) -> bool:
    """Whether GDAL fetches it over a network."""
    return bool(_REMOTE.match(path))


def archive_of(path: str) -> tuple[str, str] | None:
    """The archive file and the name within it of a `/vsizip/…` path and its like; None for any other path."""
    match = _ARCHIVE.match(path)
    if match is None:
        return None
    return match[2] or match[3], match[4].lstrip("/\\")


def member_of(path: str) -> tuple[str, str] | None:
    """As `archive_of`, also of a part of a container in an archive: `NETCDF:"/vsizip/scenes.zip/a.nc":red`."""
    return archive_of(container_of(path) or path)


def container_of(path: str) -> str | None:
    """What holds a part of a container as GDAL opens it, perhaps in an archive; None for any other path."""
    if path.startswith("/vsi") or gdal_name(path).prefix == "":
        return None
    match = _PART.match(path)
    return match and (match[2] or match[3])


def gdal_name(path: str) -> GdalName:
    """Split a name. What begins like a plain path is one, whatever else stands in it."""
    if match := _ARCHIVE.match(path):
        opening, closing = ("{", "}") if match[2] else ("", "")
        return _within(match[1] + opening, match[2] or match[3], closing + match[4])
    if path.startswith("/vsi"):
        return GdalName(path, "", "")
    if match := _BANDS.match(path):
        return GdalName("", match[1], path[len(match[1]) :])
    match = _PART.match(path)
    if match is None or (_LINK.match(path) and not path.lower().startswith("vrt://")):
        return GdalName("", path, "")
    quote = '"' if match[2] else ""
    return _within(match[1] + quote, match[2] or match[3], quote + match[4])


def band_files(path: str) -> tuple[str, ...]:
    """The files that a name with bands in braces stands for, in its order; empty for any other path."""
    match = _BANDS.match(path)
    return tuple(f"{match[1]}{match[2]}{match[3]}{band}{match[5]}" for band in match[4].split(",")) if match else ()


def base_name(path: str) -> str:
    """What people call it: the last part of a path of any platform, with what is chosen within a container.

    A scene of one file a band is called by what its files have in common, or else by its folder.
    """
    if match := _BANDS.match(path):
        return match[3].rstrip("._-") or _SEPARATORS.split(match[1])[-1]
    name = gdal_name(path)
    if name.prefix and name.file and not name.prefix.startswith("/vsi"):
        chosen = [*re.findall(r":(\d+)(?=:)", name.prefix), re.sub(r'^[":/?]+|"', "", name.rest)]
        return ":".join([_SEPARATORS.split(name.file)[-1], *filter(None, chosen)])
    return _SEPARATORS.split(path.rstrip("/\\"))[-1]


def _within(prefix: str, file: str, rest: str) -> GdalName:
    """The file may itself be a part of another one: a container in an archive, an archive behind an address."""
    if not file.startswith("/vsi"):
        return GdalName(prefix, file, rest)
    inner = gdal_name(file)
    return GdalName(prefix + inner.prefix, inner.file, inner.rest + rest)
