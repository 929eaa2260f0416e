"""The environment variables of child processes: the user's, less what QGIS sets for itself.

QGIS sets PYTHONHOME, GDAL_DATA, PROJ_LIB and others to its own copies; with them another Python does not start or reads
data files of another version. Settings of uv's and pip's (UV_*, PIP_*) would redirect what set-up installs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

__all__ = ["NetworkSettings", "child_environment"]

SCRUBBED_PREFIXES = (
    "PYTHON",
    "PIP_",
    "UV_",
    "GDAL_",
    "PROJ_",
    "LD_",
    "DYLD_",
    "QT_",
    "QGIS_",
    "OSGEO4W_",
    "CONDA_",
    "VIRTUAL_ENV",
)
SCRUBBED = frozenset({"PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__", "OGR_DRIVER_PATH", "TILESCRIBE_TOKEN"})
LOOPBACK = "127.0.0.1,localhost,::1"


@dataclass(frozen=True)
class NetworkSettings:
    """Proxy and certificates, as QGIS's options have them."""

    proxy: str = field(default="", repr=False)
    """URL, with user and password percent-encoded before the host; empty for none."""
    no_proxy: tuple[str, ...] = ()
    certificates: Optional[Path] = None
    """A PEM file of all authorities that QGIS trusts; None where QGIS adds none to the system's."""
    unusable: str = ""
    """Why the proxy in QGIS's options cannot be used by a child process; empty when it can."""


def child_environment(
    base: Mapping[str, str], *, network: Optional[NetworkSettings] = None, platform: str = sys.platform
) -> dict[str, str]:
    """For any child of the plugin. Passwords of a proxy travel here, never in arguments."""
    kept = {name: value for name, value in base.items() if not _is_scrubbed(name)}
    if platform == "win32":
        kept["PATH"] = _without_qgis(kept.get("PATH", kept.get("Path", "")), base)
        kept.pop("Path", None)
    kept["PYTHONUTF8"] = "1"
    kept["PYTHONUNBUFFERED"] = "1"
    return {**kept, **_network_variables(network or NetworkSettings())}


def _is_scrubbed(name: str) -> bool:
    upper = name.upper()
    return upper in SCRUBBED or upper.startswith(SCRUBBED_PREFIXES)


def _without_qgis(path: str, base: Mapping[str, str]) -> str:
    """PATH less QGIS's own folders: its DLLs (OpenSSL, SQLite) would be loaded into the engine's Python."""
    root = base.get("OSGEO4W_ROOT", "").rstrip("\\/").lower()
    if not root:
        return path
    return ";".join(part for part in path.split(";") if not part.lower().startswith(root))


def _network_variables(network: NetworkSettings) -> dict[str, str]:
    variables: dict[str, str] = {}
    if network.proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            variables[name] = variables[name.lower()] = network.proxy
        excepted = ",".join((LOOPBACK, *network.no_proxy))
        variables["NO_PROXY"] = variables["no_proxy"] = excepted
    if network.certificates is not None:
        for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"):
            variables[name] = str(network.certificates)
    return variables
