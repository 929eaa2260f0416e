"""One click: from looking for a Python to an engine that loads."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.environment import Network
from qgis_plugin.core.places import Places
from qgis_plugin.core.setup.interpreters import Interpreter
from qgis_plugin.core.setup.run import Cancelled, Event, Failed, Line, StepBegun, Succeeded
from qgis_plugin.core.setup.whole import STEPS, Wishes, install
from tests.made_up_wheels import make_wheels


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", profile=tmp_path / "profile")


def _install(wishes: Wishes, places: Places, **options: Any) -> list[Event]:
    options.setdefault("network", Network())
    options.setdefault("cancelled", lambda: False)
    return list(install(wishes, places, **options))


def _found(interpreter: Interpreter | None, **refused: str) -> Callable[[], tuple[Interpreter | None, dict[str, str]]]:
    return lambda: (interpreter, refused)


def test_a_chosen_python_and_a_folder_of_wheels_make_an_engine(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/qgis")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    wheel = make_wheels(tmp_path / "wheels")
    monkeypatch.setattr("qgis_plugin.core.setup.run.free_bytes", lambda folder: 2**40)
    events = _install(Wishes(wheel, python=sys.executable, wheels=wheel.parent), places)
    assert isinstance(events[-1], Succeeded), events[-8:]
    assert tuple(event.name for event in events if isinstance(event, StepBegun)) == STEPS
    assert "Successfully installed" in places.setup_log.read_text()


def test_without_a_python_the_next_step_is_named(places: Places) -> None:
    events = _install(Wishes(Path("w.whl")), places, find=_found(None, old="it is Python 3.9"))
    assert isinstance(events[-1], Failed)
    assert "python.org" in events[-1].remedy
    assert Line("old: it is Python 3.9") in events


def test_a_chosen_python_that_will_not_do_says_why(places: Places, tmp_path: Path) -> None:
    events = _install(Wishes(Path("w.whl"), python=str(tmp_path / "qgis")), places)
    assert isinstance(events[-1], Failed)
    assert str(tmp_path / "qgis") in events[-1].sentence


def test_a_source_tree_without_the_engine_says_so(places: Places) -> None:
    outcome = _install(Wishes(None), places)[-1]
    assert isinstance(outcome, Failed)
    assert "zip" in outcome.remedy


def test_cancelled_while_looking_nothing_is_made(places: Places) -> None:
    python = Interpreter(sys.executable, sys.version_info[:3])
    events = _install(Wishes(Path("w.whl")), places, cancelled=lambda: True, find=_found(python))
    assert events[-1] == Cancelled("interpreter")
    assert not places.environments.exists()


def test_a_proxy_that_cannot_be_used_is_said(places: Places) -> None:
    network = Network(unusable="QGIS's options name a proxy of type Socks5Proxy")
    events = _install(Wishes(Path("w.whl")), places, network=network, find=_found(None))
    assert any(isinstance(event, Line) and "Socks5Proxy" in event.text for event in events)
