"""What child processes inherit, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis_plugin.core.environment import NetworkSettings, child_environment


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "PYTHONNOUSERSITE", "PIP_TARGET", "UV_INDEX_URL", "GDAL_DATA",
        "GDAL_DRIVER_PATH", "PROJ_LIB", "PROJ_DATA", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES",
        "__PYVENV_LAUNCHER__", "QT_PLUGIN_PATH", "QGIS_PREFIX_PATH", "VIRTUAL_ENV", "TILESCRIBE_TOKEN", "pythonhome",
    ],
)  # fmt: skip
def test_what_qgis_set_for_itself_is_left_out(name: str) -> None:
    assert name not in child_environment({name: "x", "HOME": "/home/a"})


def test_what_is_the_users_is_kept() -> None:
    base = {"HOME": "/home/Jörg Müller", "PATH": "/usr/bin", "LANG": "de_DE.UTF-8", "TILESCRIBE_STATE": "/s"}
    assert base.items() <= child_environment(base, platform="linux").items()


def test_texts_are_utf_8_whatever_the_system_says() -> None:
    assert child_environment({})["PYTHONUTF8"] == "1"


def test_a_proxy_is_passed_on_with_its_password_and_loopback_excepted() -> None:
    network = NetworkSettings(proxy="http://ana:p%40ss@proxy.example:8080", no_proxy=("intranet.example",))
    made = child_environment({}, network=network)
    assert made["HTTPS_PROXY"] == made["https_proxy"] == "http://ana:p%40ss@proxy.example:8080"
    assert made["NO_PROXY"].split(",") == ["127.0.0.1", "localhost", "::1", "intranet.example"]
    assert "p%40ss" not in repr(network)


def test_authorities_of_qgis_are_passed_on() -> None:
    made = child_environment({}, network=NetworkSettings(certificates=Path("/p/authorities.pem")))
    assert made["PIP_CERT"] == made["SSL_CERT_FILE"] == made["REQUESTS_CA_BUNDLE"] == "/p/authorities.pem"


def test_on_windows_libraries_of_qgis_are_not_on_the_path() -> None:
    base = {
        "OSGEO4W_ROOT": r"C:\Program Files\QGIS 3.34\ ".strip(),
        "Path": r"C:\PROGRAM FILES\QGIS 3.34\bin;C:\Windows",
    }
    made = child_environment(base, platform="win32")
    assert made["PATH"] == r"C:\Windows"
    assert "Path" not in made
