"""What the names of files tell: archives, network addresses, and the sidecars that place a picture."""

from __future__ import annotations

import os
import re

__all__ = ["archive_of", "as_unicode", "is_remote", "placing_sidecars", "suffix_of"]

_REMOTE = re.compile(r"^(?:/vsi\w+/)*/vsi(?:curl|s3|gs|az|adls|oss|swift|hdfs|webhdfs)(?:_streaming)?[/?]")
_ARCHIVE = re.compile(
    r"^/vsi(?:zip|tar|7z|rar|gzip)/(?:\{([^}]+)\}|(.+?\.(?:zip|kmz|tar|tgz|tar\.gz|7z|rar|gz))(?=/|$))/?(.*)$",
    re.IGNORECASE,
)


def is_remote(path: str) -> bool:
    """Whether GDAL fetches it over a network."""
    return bool(_REMOTE.match(path))


def archive_of(path: str) -> tuple[str, str] | None:
    """The archive file and the name within it of a `/vsizip/…` path and its like; None for any other path."""
    match = _ARCHIVE.match(path)
    return (match[1] or match[2], match[3]) if match else None


def placing_sidecars(path: str) -> tuple[str, ...]:
    """Where the files would be that place a picture's pixels: `a.pgw`, `a.pngw`, `a.wld`, `a.prj`."""
    stem, suffix = os.path.splitext(path)  # noqa: PTH122 - GDAL paths are not always file paths
    if len(suffix) < 2:
        return ()
    return f"{stem}{suffix[:2]}{suffix[-1]}w", f"{path}w", f"{stem}.wld", f"{stem}.prj"


def suffix_of(path: str) -> str:
    """Lower case, with its dot."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122


def as_unicode(text: str) -> str:
    """A name or message with its bytes that are no UTF-8 written as `\\xe9`, so that it can be kept and printed."""
    try:
        return text.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="backslashreplace")
    except UnicodeEncodeError:  # half a character of UTF-16
        return text.encode("utf-8", errors="backslashreplace").decode("utf-8")
