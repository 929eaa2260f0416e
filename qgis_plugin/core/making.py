"""Putting engine and session together for this QGIS and its profile."""

from __future__ import annotations

import configparser
from pathlib import Path

from qgis.core import QgsApplication

from .engine import Engine
from .places import Places, bundled_wheel, metadata_file, user_data_folder
from .session import Session

__all__ = ["make_session", "plugin_version"]


def make_session() -> Session:
    """Light: reads one small file, starts nothing."""
    from .network import network_of_qgis

    places = Places(data=user_data_folder(), profile=Path(QgsApplication.qgisSettingsDirPath()) / "tilescribe")
    needed = plugin_version() if bundled_wheel() is not None else ""
    engine = Engine(places, needed_version=needed, network=lambda: network_of_qgis(places.profile))
    session = Session(engine)
    engine.setParent(session)
    return session


def plugin_version() -> str:
    """As metadata.txt has it; the engine's wheel in the plugin carries the same."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(metadata_file(), encoding="utf-8")
    return metadata.get("general", "version", fallback="")
