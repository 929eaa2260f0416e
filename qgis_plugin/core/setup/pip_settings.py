"""The package index that pip is configured with on this computer, which uv would not know of."""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Optional

__all__ = ["configured_index"]


def configured_index(
    *,
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Optional[Path] = None,
    root: Path = Path("/"),
) -> str:
    """`index-url` of pip's configuration files, with a login where it has one; empty where none names an index.

    As pip does it: the user's file goes before the computer's, the section `install` before `global`.
    """
    found: dict[str, str] = {}
    for file in _files(platform, environment, home or Path.home(), root):
        settings = configparser.RawConfigParser()
        try:
            settings.read(file, encoding="utf-8")
        # pip says itself what is wrong with it.
        except (configparser.Error, UnicodeDecodeError, OSError):
            continue
        for section in ("global", "install"):
            url = settings.get(section, "index-url", fallback="").strip().rstrip("/")
            if url.startswith(("http://", "https://")):
                found[section] = url
    return found.get("install") or found.get("global", "")


def _files(platform: str, environment: Mapping[str, str], home: Path, root: Path) -> list[Path]:
    """The later ones count more."""
    if platform == "win32":
        shared, own = environment.get("PROGRAMDATA", ""), environment.get("APPDATA", "")
        folders = [Path(folder, "pip") for folder in (shared, own) if folder]
        return [folder / "pip.ini" for folder in [*folders[:1], home / "pip", *folders[1:]]]
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    if platform == "darwin":
        support = Path("Library") / "Application Support" / "pip"
        return [folder / "pip.conf" for folder in (root / support, home / ".pip", config / "pip", home / support)]
    shared = environment.get("XDG_CONFIG_DIRS") or str(root / "etc" / "xdg")
    folders = [Path(folder, "pip") for folder in reversed(shared.split(os.pathsep)) if folder]
    return [folder / "pip.conf" for folder in [*folders, root / "etc", home / ".pip", config / "pip"]]
