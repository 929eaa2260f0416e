"""QGIS's own options of network and authorities, as child processes get them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.network_settings import proxy_url, read_network_settings

from qgis.core import QgsSettings


@pytest.fixture
def settings(qgis_app: Any) -> Iterator[QgsSettings]:
    made = QgsSettings()
    yield made
    made.remove("proxy")


def _set(settings: QgsSettings, **values: Any) -> None:
    for name, value in {"proxyEnabled": True, "proxyType": "HttpProxy", **values}.items():
        settings.setValue(f"proxy/{name}", value)


def test_without_a_proxy_there_is_none(settings: QgsSettings, tmp_path: Path) -> None:
    network = read_network_settings(tmp_path)
    assert (network.proxy, network.unusable) == ("", "")


def test_a_proxy_with_a_login_is_passed_on(settings: QgsSettings, tmp_path: Path) -> None:
    _set(settings, proxyHost="proxy.example", proxyPort="8080", proxyUser="ana", proxyPassword="p@ss/word")
    assert read_network_settings(tmp_path).proxy == "http://ana:p%40ss%2Fword@proxy.example:8080"


def test_a_proxy_that_is_switched_off_is_not_used(settings: QgsSettings, tmp_path: Path) -> None:
    _set(settings, proxyEnabled=False, proxyHost="proxy.example")
    assert read_network_settings(tmp_path).proxy == ""


def test_the_systems_proxy_is_left_to_the_system(settings: QgsSettings, tmp_path: Path) -> None:
    _set(settings, proxyType="DefaultProxy", proxyHost="proxy.example")
    assert read_network_settings(tmp_path).proxy == ""


def test_a_socks_proxy_is_said_to_be_of_no_use(settings: QgsSettings, tmp_path: Path) -> None:
    _set(settings, proxyType="Socks5Proxy", proxyHost="proxy.example")
    network = read_network_settings(tmp_path)
    assert network.proxy == ""
    assert "Socks5Proxy" in network.unusable


def test_a_login_that_is_locked_is_said_and_no_other_is_tried(settings: QgsSettings, tmp_path: Path) -> None:
    _set(settings, proxyHost="proxy.example", proxyUser="ana", proxyPassword="old", authcfg="gone123")
    network = read_network_settings(tmp_path)
    assert network.proxy == ""
    assert "login of the proxy" in network.unusable


def test_exceptions_become_hosts(settings: QgsSettings, tmp_path: Path) -> None:
    _set(settings, proxyHost="p.example", noProxyUrls=["http://intranet.example/wms", "maps.example"])
    assert read_network_settings(tmp_path).no_proxy == ("intranet.example", "maps.example")


def test_without_authorities_of_its_own_the_systems_are_used(settings: QgsSettings, tmp_path: Path) -> None:
    assert read_network_settings(tmp_path).certificates is None
    assert list(tmp_path.iterdir()) == []


def test_a_proxy_without_a_host_is_none() -> None:
    assert proxy_url(host="", port="8080") == ""
    assert proxy_url(host="h", port="") == "http://h"
