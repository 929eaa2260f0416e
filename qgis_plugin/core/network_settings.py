"""QGIS's network settings (proxy, certificates), for child processes that download.

Read on the GUI thread; `core.environment.NetworkSettings` is what the rest works with.
"""

from __future__ import annotations

from pathlib import Path
from typing import Optional
from urllib.parse import quote

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsSettings

from .environment import NetworkSettings
from .files import write_atomically

__all__ = ["proxy_url", "read_network_settings"]

HTTP_TYPES = frozenset({"HttpProxy", "HttpCachingProxy"})
SYSTEM = "DefaultProxy"
"""Programs find the system's proxy themselves."""


def read_network_settings(folder: Path) -> NetworkSettings:
    """Certificates that only QGIS trusts are written to a file in `folder`: they are public."""
    settings = QgsSettings()
    certificates = _certificates(folder)
    if not settings.value("proxy/proxyEnabled", False, type=bool):
        return NetworkSettings(certificates=certificates)
    kind = str(settings.value("proxy/proxyType", SYSTEM) or SYSTEM)
    if kind == SYSTEM:
        return NetworkSettings(certificates=certificates)
    if kind not in HTTP_TYPES:
        return NetworkSettings(certificates=certificates, unusable=f"QGIS's options name a proxy of type {kind}")
    login = _credentials(settings)
    if login is None:
        return NetworkSettings(
            certificates=certificates, unusable="The login of the proxy in QGIS's options cannot be read"
        )
    user, password = login
    url = proxy_url(
        host=str(settings.value("proxy/proxyHost", "") or ""),
        port=str(settings.value("proxy/proxyPort", "") or ""),
        user=user,
        password=password,
    )
    return NetworkSettings(proxy=url, no_proxy=_exceptions(settings), certificates=certificates)


def proxy_url(*, host: str, port: str, user: str = "", password: str = "") -> str:
    """As HTTP_PROXY has it; empty without a host. Signs that mean something in a URL are percent-encoded."""
    if not host:
        return ""
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return f"http://{login}{host}{':' + port if port else ''}"


def _credentials(settings: QgsSettings) -> Optional[tuple[str, str]]:
    """(user, password) of the authentication configuration where one is chosen, else as typed; None where locked."""
    config_id = str(settings.value("proxy/authcfg", "") or "")
    if config_id:
        config = QgsAuthMethodConfig()
        # One that is not there is loaded without complaint, and empty.
        loaded = QgsApplication.authManager().loadAuthenticationConfig(config_id, config, True)
        if not loaded or not config.isValid():
            return None
        return config.config("username"), config.config("password")
    return str(settings.value("proxy/proxyUser", "") or ""), str(settings.value("proxy/proxyPassword", "") or "")


def _exceptions(settings: QgsSettings) -> tuple[str, ...]:
    """URLs become hosts, which is what NO_PROXY knows."""
    urls = [url for key in ("proxy/noProxyUrls", "proxy/proxyExcludedUrls") for url in _list(settings.value(key))]
    hosts = [url.split("://", 1)[-1].split("/", 1)[0] for url in urls]
    return tuple(dict.fromkeys(host for host in hosts if host))


def _list(value: object) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return str(value).split("|") if value else []


def _certificates(folder: Path) -> Optional[Path]:
    """All authorities that QGIS trusts, when somebody has added some; else the system's are right already."""
    manager = QgsApplication.authManager()
    if manager.isDisabled() or not (manager.extraFileCAs() or manager.databaseCAs()):
        return None
    pem = bytes(manager.trustedCaCertsPemText()).decode("ascii", "replace")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "authorities.pem"
    write_atomically(file, pem)
    return file
