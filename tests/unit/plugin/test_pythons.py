"""Which Python the engine gets, and which programs are never started."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.setup.events import Event
from qgis_plugin.core.setup.machine import Machine
from qgis_plugin.core.setup.pythons import find_or_fetch, is_qgis, unfit_version
from qgis_plugin.core.setup.uv import StepFailedError, Uv

LINUX = Machine("linux", "x86_64", "gnu")


def _listed(version: str, path: str, **others: str) -> dict[str, str]:
    defaults = {"implementation": "cpython", "variant": "default", "os": "linux", "arch": "x86_64", "libc": "gnu"}
    return {**defaults, "version": version, "path": path, **others}


def _find(tmp_path: Path, *pythons: dict[str, str], machine: Machine = LINUX, **choices: Any) -> str:
    """With a stand-in for uv that knows these Pythons, and can fetch none."""
    (tmp_path / "list.json").write_text(json.dumps(list(pythons)), encoding="utf-8")
    program = tmp_path / "uv"
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$2" = list ]; then echo "warning: a broken one" >&2; cat "{tmp_path}/list.json"; exit 0; fi\n'
        f'echo "$@" >> "{tmp_path}/asked"; env | grep ^UV_ >> "{tmp_path}/asked"\n'
        "echo 'error: nothing to be had'; exit 2\n"
    )
    program.chmod(0o755)
    uv = Uv(program, {"PATH": "/usr/bin:/bin"}, tmp_path, lambda: False)
    choices = {"chosen": "", "folder": None, "mirror": "", "scratch": tmp_path / "scratch", **choices}
    return _result(find_or_fetch(uv, machine, **choices))


def _result(events: Iterator[Event]) -> Any:
    while True:
        try:
            next(events)
        except StopIteration as stop:
            return stop.value


def test_versions_with_most_wheels_come_first(tmp_path: Path) -> None:
    found = _find(
        tmp_path,
        _listed("3.14.1", "/usr/bin/python3.14"),
        _listed("3.11.2", "/usr/bin/python3"),
        _listed("3.12.4", "/opt/python3.12"),
        _listed("3.9.1", "/usr/bin/python3.9"),
    )
    assert found == "/opt/python3.12"


def test_wheels_of_a_folder_get_the_python_that_they_are_made_for(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for name in ("torch-2.13.0+cpu-cp311-cp311-linux_x86_64", "numpy-2.4.6-cp311-cp311-linux_x86_64"):
        (folder / f"{name}.whl").touch()
    (folder / "protobuf-7.36.2-cp310-abi3-manylinux2014_x86_64.whl").touch()
    both = _listed("3.12.4", "/usr/bin/python3.12"), _listed("3.11.2", "/usr/bin/python3.11")
    assert _find(tmp_path, *both, folder=folder) == "/usr/bin/python3.11"
    assert _find(tmp_path, *both) == "/usr/bin/python3.12"


def test_what_the_engine_does_not_run_on_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: "")
    unfit = [
        _listed("3.9.18", "/usr/bin/python3"),
        _listed("3.15.0", "/usr/bin/python3.15"),
        _listed("3.12.1", "/usr/bin/python3.12", arch="x86"),
        _listed("3.12.1", "/usr/bin/pypy3", implementation="pypy"),
        _listed("3.13.1", "/usr/bin/python3.13t", variant="freethreaded"),
        _listed("3.12.1", "/Applications/QGIS.app/Contents/MacOS/QGIS"),
    ]
    with pytest.raises(StepFailedError) as caught:
        _find(tmp_path, *unfit)
    assert "3.11 to 3.14 (64 bits)" in caught.value.explained.sentence
    assert "nothing to be had" in caught.value.explained.sentence
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert asked.startswith("python install cpython-3.12-linux-x86_64-gnu\n")
    assert "UV_PYTHON_DOWNLOADS=manual" in asked


def test_an_archive_in_the_folder_of_wheels_is_a_python_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: "")
    folder = tmp_path / "a stick"
    folder.mkdir()
    name = "cpython-3.13.5+20260101-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz"
    (folder / name).write_bytes(b"archive")
    with pytest.raises(StepFailedError, match="nothing to be had"):
        _find(tmp_path, folder=folder)
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert asked.startswith("python install cpython-3.13.5-linux-x86_64-gnu\n")
    mirror = tmp_path / "scratch" / "python-mirror"
    assert f"UV_PYTHON_INSTALL_MIRROR={mirror.as_uri()}" in asked
    assert (mirror / "20260101" / name).read_bytes() == b"archive"


@pytest.mark.parametrize(
    ("executable", "expected"),
    [
        (r"C:\Program Files\QGIS 3.34\bin\qgis-ltr-bin.exe", True),
        (r"C:\OSGeo4W\bin\qgis-bin.exe", True),
        ("/Applications/QGIS.app/Contents/MacOS/QGIS", True),
        ("/usr/bin/qgis", True),
        ("/usr/bin/python3", False),
        (r"C:\OSGeo4W\apps\Python39\python.exe", False),
        ("", True),
    ],
)
def test_qgis_is_told_from_a_python(executable: str, expected: bool) -> None:
    assert is_qgis(executable) is expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("version_info = 3.12.4", ""),
        ("version = 3.11.2", ""),
        ("version_info = 3.9.18", "3.9.18"),
        ("version_info = 3.15.0rc1", "3.15.0"),
        ("home = /usr/bin", "?"),
    ],
)
def test_a_python_of_another_version_is_told(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "pyvenv.cfg").write_text(f"uv = 0.13.9\n{line}\ninclude-system-site-packages = false\n")
    assert told in unfit_version(tmp_path)
    assert bool(told) == bool(unfit_version(tmp_path))
