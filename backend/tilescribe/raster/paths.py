"""Kinds of paths, told without opening them: archives, network addresses, sidecars, special files."""

from __future__ import annotations

import os
import stat

from tilescribe.domain.names import archive_of, is_remote
from tilescribe.errors import NotARasterError

__all__ = [
    "archive_of",
    "as_unicode",
    "content_sidecars",
    "georeferencing_sidecars",
    "is_remote",
    "overview_sidecars",
    "refuse_special_file",
    "suffix_of",
]

_RAW = frozenset({".bil", ".bip", ".bsq", ".img", ".dat", ".raw", ".flt", ".dem"})
"""Their header is a `.hdr` of the same stem; beside other files it belongs to something else."""


def georeferencing_sidecars(path: str) -> tuple[str, ...]:
    """Paths that the files with a picture's georeferencing would have: `a.pgw`, `a.pngw`, `a.wld`, `a.prj`."""
    stem, suffix = os.path.splitext(path)  # noqa: PTH122 - GDAL paths are not always file paths
    if len(suffix) < 2:
        return ()
    return f"{stem}{suffix[:2]}{suffix[-1]}w", f"{path}w", f"{stem}.wld", f"{stem}.prj"


def content_sidecars(path: str) -> tuple[str, ...]:
    """Paths of all sidecars that change what a raster shows, or where: georeferencing, masks, headers, RPCs.

    Each with its suffix as written here and in capitals, as GDAL looks for them.
    """
    stem = os.path.splitext(path)[0]  # noqa: PTH122
    suffixes = [".tab", ".rpb", "_rpc.txt", ".imd", *([".hdr"] if suffix_of(path) in _RAW else [])]
    written = [*georeferencing_sidecars(path), f"{path}.msk", *(stem + suffix for suffix in suffixes)]
    return tuple(dict.fromkeys(name for one in written for name in (one, _capital(one, path, stem))))


def overview_sidecars(path: str) -> tuple[str, ...]:
    """Paths that external overviews would have."""
    stem = os.path.splitext(path)[0]  # noqa: PTH122
    return f"{path}.ovr", f"{path}.msk.ovr", f"{stem}.rrd"


def suffix_of(path: str) -> str:
    """Lower case, with its dot."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122


def refuse_special_file(path: str) -> None:
    """Refuse pipes, sockets and devices: opening a pipe waits until someone writes into it, mostly for ever.

    Raises:
        NotARasterError: `path` is one of them. What is not there, or virtual, is left to others to tell.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - GDAL names are not always file paths
    except (OSError, ValueError):
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        kind = "named pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "device"
        raise NotARasterError(
            f"{path} is a {kind}, not a file", remedy="Copy what it gives into a file, or leave it out"
        )


def as_unicode(text: str) -> str:
    """A name or message with its bytes that are no UTF-8 written as `\\xe9`, so that it can be kept and printed."""
    try:
        return text.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="backslashreplace")
    except UnicodeEncodeError:  # half a character of UTF-16
        return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _capital(sidecar: str, path: str, stem: str) -> str:
    kept = path if sidecar.startswith(path) else stem
    return kept + sidecar[len(kept) :].upper()
