"""Environment variables that change what the libraries below do, often without anybody knowing that they are set."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from tilescribe.cli.doctor.report import Check, Probe, Status

__all__ = ["PROBES"]

_OWN_DATA = {"GDAL_DATA": "gdalvrt.xsd", "PROJ_LIB": "proj.db", "PROJ_DATA": "proj.db"}
"""Variables that send rasterio and pyproj away from the data they bring along, and a file each version has there."""

_FOLDERS = ("HF_HOME", "HF_HUB_CACHE", "SENTENCE_TRANSFORMERS_HOME", "TILESCRIBE_CACHE")
_SECRETS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_TOLD = (
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
    "HF_ENDPOINT",
    "GDAL_SKIP",
    "GDAL_CACHEMAX",
    "PROJ_NETWORK",
    "CUDA_VISIBLE_DEVICES",
    "OMP_NUM_THREADS",
    "CONDA_PREFIX",
)
"""No trouble in themselves, and often the answer to why something is as it is."""


def _variables() -> Iterator[Check]:
    found = [*_data(), *_search_paths(), *_folders(), *_told()]
    yield from found or [Check("None", "nothing set that changes how Tilescribe works")]


def _data() -> Iterator[Check]:
    for name, file in _OWN_DATA.items():
        value = os.environ.get(name)
        if value is None:
            continue
        there = any((Path(place) / file).is_file() for place in value.split(os.pathsep))
        # Whether it does harm is seen where PROJ and GDAL are tried.
        yield Check(
            name,
            value if there else f"{value} (no {file} there)",
            Status.WARN,
            "Unset it: rasterio and pyproj bring their own data, and that of another version can make them fail",
        )


def _search_paths() -> Iterator[Check]:
    for name, why in (
        ("PYTHONPATH", "packages from there come before the installed ones"),
        ("PYTHONHOME", "it replaces Python's own library"),
        ("GDAL_DRIVER_PATH", "plugins built for another GDAL can crash this one"),
        ("LD_LIBRARY_PATH", "libraries from there can replace those that the packages bring along"),
        ("DYLD_LIBRARY_PATH", "libraries from there can replace those that the packages bring along"),
    ):
        value = os.environ.get(name)
        if value:
            yield Check(name, value, Status.WARN, f"Unset it if something else here fails: {why}")


def _folders() -> Iterator[Check]:
    for name in _FOLDERS:
        value = os.environ.get(name)
        if value and Path(value).expanduser().is_dir():
            yield Check(name, value)
        elif value:
            yield Check(name, f"{value} (no such folder)", Status.WARN, "Make the folder, or unset the variable")


def _told() -> Iterator[Check]:
    for name in _TOLD:
        if name in os.environ:
            yield Check(name, os.environ[name] or "(empty)")
    for name in _SECRETS:
        if name in os.environ:
            yield Check(name, "set (not shown)")


PROBES: Mapping[str, Probe] = {"Variables": _variables}
