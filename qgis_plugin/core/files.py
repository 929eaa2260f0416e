"""Files that are whole or not there, and that only their owner reads."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

__all__ = ["file_name", "read_lines", "write_atomically"]


def file_name(path: str) -> str:
    """The last part of a path of any system: a catalog, or an engine, may be of another one than this QGIS."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1] or path


def read_lines(path: Path, count: int) -> list[str]:
    """The last `count` lines; none where there is no such file."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` by `text`, readable by its owner only (0600). Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
