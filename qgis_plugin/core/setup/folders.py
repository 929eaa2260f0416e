"""The folders of the set-up. What the plugin has made carries a marker, and nothing without it is ever removed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

__all__ = ["DOWNLOADS", "MARKER", "free_bytes", "free_name", "mark", "python_in"]

MARKER = ".tilescribe-environment"
DOWNLOADS = "downloads"
"""Folder beside the environments: uv and its cache, until a set-up has gone well. The next one goes on from it."""


def mark(folder: Path) -> Path:
    """Make the folder, as ours."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    return folder


def free_name(environments: Path, version: str) -> Path:
    """An environment named by version; `-2`, `-3`, … where that is taken, so that a used one is never written to."""
    folder, number = environments / (version or "0"), 2
    while folder.exists():
        folder, number = environments / f"{version}-{number}", number + 1
    return folder


def python_in(environment: Path, *, platform: str = sys.platform) -> Path:
    return environment / "Scripts" / "python.exe" if platform == "win32" else environment / "bin" / "python"


def free_bytes(folder: Path) -> int:
    """On the disk where `folder` is, or will be."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(there).free
