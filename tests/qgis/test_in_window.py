"""In QGIS itself, with its real window: the plugin is loaded, used, unloaded and loaded again."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import installation
from qgis_plugin.core.installation import SERVICE, Installation
from tests.made_up_wheels import make_wheels
from tests.qgis.stub_service import StubService
from tools import build_plugin

SCRIPT = Path(__file__).with_name("inside_qgis.py")


@pytest.fixture(scope="module")
def saw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    home = tmp_path_factory.mktemp("window")
    build_plugin.pack(make_wheels(home / "wheels"), home / "tilescribe.zip")
    profile = home / "profiles" / "default"
    with zipfile.ZipFile(home / "tilescribe.zip") as archive:
        archive.extractall(profile / "python" / "plugins")
    (profile / "QGIS").mkdir()
    (profile / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\ntilescribe=true\n")
    with StubService() as stub:
        (home / "token").write_text(stub.token)
        chosen = Installation(SERVICE, url=stub.url, token_file=str(home / "token"))
        installation.save(home / "data" / "tilescribe" / "engine.json", chosen)
        with _display() as display:
            yield _run_qgis(home, display)


@contextlib.contextmanager
def _display() -> Iterator[str]:
    """A screen that nobody sees: QGIS's window does not open without one, not even offscreen."""
    program = shutil.which("Xvfb")
    assert program, "Xvfb is needed: apt-get install xvfb"
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def _run_qgis(home: Path, display: str) -> dict[str, Any]:
    program = shutil.which("qgis.bin") or shutil.which("qgis")
    assert program, "QGIS itself is needed: apt-get install qgis"
    out = home / "saw.json"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "TILESCRIBE_TEST_OUT": str(out),
    }
    command = [program, "--nologo", "--noversioncheck", "--profiles-path", str(home), "--code", str(SCRIPT)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert out.exists(), done.stdout + done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


def _step(saw: dict[str, Any], name: str) -> dict[str, Any]:
    assert not saw["errors"], saw["errors"][0]
    return next(step for step in saw["steps"] if step["name"] == name)


def test_at_start_it_adds_an_action_and_a_provider_but_no_dock(saw: dict[str, Any]) -> None:
    started = _step(saw, "started")
    assert started["active"] == 1
    assert started["actions"]
    assert started["providers"] == ["tilescribe"]
    assert started["docks"] == []
    assert started["threads"] == []


def test_the_engine_is_not_asked_before_it_is_needed(saw: dict[str, Any]) -> None:
    assert saw["state_at_start"] == "stopped"


def test_the_action_opens_the_dock(saw: dict[str, Any]) -> None:
    opened = _step(saw, "dock opened")
    assert opened["visible"]
    assert opened["docks"] == ["TilescribeDock"]


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_project_opens_with_the_dock_as_it_was_saved(saw: dict[str, Any], state: str) -> None:
    assert _step(saw, f"project saved with the dock {state}")["visible"] is (state == "open")


def test_a_question_is_answered(saw: dict[str, Any]) -> None:
    assert saw["answered"] == "ok"


def test_unloading_leaves_nothing_behind(saw: dict[str, Any]) -> None:
    left = _step(saw, "unloaded")
    assert saw["unloaded"]
    assert {name: value for name, value in left.items() if name != "name" and value} == {}


def test_it_can_be_loaded_again(saw: dict[str, Any]) -> None:
    assert saw["reloaded"]
    again = _step(saw, "reloaded")
    assert again["docks"] == ["TilescribeDock"]
    assert len(again["actions"]) == len(_step(saw, "dock opened")["actions"])
