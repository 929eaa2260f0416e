"""Folders and files of the plugin. Its own folder is never written to: updates replace it.

data      the user's data folder: the engine's environment, shared by all QGIS profiles
profile   <profile>/tilescribe: the engine's state, its log, pictures; one for each QGIS profile
"""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

__all__ = ["PLUGIN", "PluginPaths", "bundled_wheel", "constraints", "plugin_version", "resource", "user_data_folder"]

PLUGIN = Path(__file__).resolve().parent.parent
"""The plugin's folder: `tilescribe/` once installed, `qgis_plugin/` in the source tree."""


@dataclass(frozen=True)
class PluginPaths:
    """All folders that the plugin uses. None is made before it is needed."""

    data: Path
    profile: Path

    @property
    def installation_file(self) -> Path:
        """Which engine is used (`core.installation`)."""
        return self.data / "engine.json"

    @property
    def environments(self) -> Path:
        return self.data / "environments"

    @property
    def pythons(self) -> Path:
        """The Pythons that were fetched for the environments."""
        return self.data / "pythons"

    @property
    def state(self) -> Path:
        """The engine's jobs and its list of catalogs."""
        return self.profile / "engine"

    @property
    def log(self) -> Path:
        """What the engine said last."""
        return self.profile / "engine.log"

    @property
    def setup_log(self) -> Path:
        return self.data / "setup.log"


def user_data_folder(
    *, platform: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Optional[Path] = None
) -> Path:
    """Where programs of this user keep their data. Short, because Windows limits paths to 260 characters."""
    base = home or Path.home()
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else base / "AppData" / "Local") / "Tilescribe"
    if platform == "darwin":
        return base / "Library" / "Application Support" / "Tilescribe"
    data = environment.get("XDG_DATA_HOME", "")
    return (Path(data) if data.startswith("/") else base / ".local" / "share") / "tilescribe"


def resource(name: str) -> Path:
    """A file of `resources/`: icons, styles, help pictures. Beside the plugin's folder in the source tree."""
    inside = PLUGIN / "resources" / name
    return inside if inside.exists() else PLUGIN.parent / "resources" / name


def metadata_file() -> Path:
    inside = PLUGIN / "metadata.txt"
    return inside if inside.exists() else PLUGIN.parent / "metadata.txt"


def plugin_version() -> str:
    """As metadata.txt has it; the engine's wheel in the plugin carries the same."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(metadata_file(), encoding="utf-8")
    return metadata.get("general", "version", fallback="")


def constraints() -> Optional[Path]:
    """Versions of the engine's parts that were tested together."""
    for file in (PLUGIN / "engine" / "constraints.txt", PLUGIN.parent / "constraints.txt"):
        if file.is_file():
            return file
    return None


def bundled_wheel() -> Optional[Path]:
    """The engine that came with the plugin; None in a source tree where none was built."""
    folders = (PLUGIN / "engine", PLUGIN.parent / "dist" / "engine")
    wheels = [wheel for folder in folders if folder.is_dir() for wheel in sorted(folder.glob("tilescribe-*.whl"))]
    return wheels[0] if wheels else None
