"""A house's package index that pip knows is the set-up's, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis_plugin.core.setup.pip_settings import configured_index


def _write(file: Path, *, section: str = "global", index: str = "https://pypi.house/simple/") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[{section}]\nindex-url = {index}\ntimeout = 60\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("platform", "file"),
    [
        ("linux", "etc/pip.conf"),
        ("linux", "etc/xdg/pip/pip.conf"),
        ("linux", "home/.config/pip/pip.conf"),
        ("linux", "home/.pip/pip.conf"),
        ("darwin", "Library/Application Support/pip/pip.conf"),
        ("darwin", "home/Library/Application Support/pip/pip.conf"),
        ("win32", "shared/pip/pip.ini"),
        ("win32", "own/pip/pip.ini"),
        ("win32", "home/pip/pip.ini"),
    ],
)
def test_each_systems_files_are_read(tmp_path: Path, platform: str, file: str) -> None:
    environment = {"PROGRAMDATA": str(tmp_path / "shared"), "APPDATA": str(tmp_path / "own")}
    options = {"platform": platform, "environment": environment, "home": tmp_path / "home", "root": tmp_path}
    assert configured_index(**options) == ""  # type: ignore[arg-type]
    _write(tmp_path / file)
    assert configured_index(**options) == "https://pypi.house/simple"  # type: ignore[arg-type]


def test_the_users_file_goes_before_the_computers(tmp_path: Path) -> None:
    _write(tmp_path / "etc" / "pip.conf")
    _write(tmp_path / "home" / ".config" / "pip" / "pip.conf", index="https://own.house/simple")
    options = {"platform": "linux", "environment": {}, "home": tmp_path / "home", "root": tmp_path}
    assert configured_index(**options) == "https://own.house/simple"  # type: ignore[arg-type]
    _write(tmp_path / "etc" / "pip.conf", section="install", index="https://install.house/simple")
    assert configured_index(**options) == "https://install.house/simple"  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["[global", "[global]\nindex-url = /srv/pypi\n", "[global]\nno-index = true\n"])
def test_what_is_no_index_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "pip.conf").write_text(text, encoding="utf-8")
    assert configured_index(platform="linux", environment={}, home=tmp_path / "home", root=tmp_path) == ""
