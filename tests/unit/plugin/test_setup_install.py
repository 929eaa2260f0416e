"""One click: from looking for a Python to an engine that loads."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.environment import NetworkSettings
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.setup.install import STEPS, InstallOptions, download_summary, install
from qgis_plugin.core.setup.interpreters import Interpreter
from qgis_plugin.core.setup.run import Announced, Cancelled, Event, Failed, LogLine, StepStarted, Succeeded
from qgis_plugin.core.setup.torch_build import TorchBuild, is_reachable
from tests.made_up_wheels import make_wheels


@pytest.fixture
def paths(tmp_path: Path) -> PluginPaths:
    return PluginPaths(data=tmp_path / "data", profile=tmp_path / "profile")


def _install(options: InstallOptions, paths: PluginPaths, **arguments: Any) -> list[Event]:
    arguments.setdefault("network", NetworkSettings())
    arguments.setdefault("cancelled", lambda: False)
    return list(install(options, paths, **arguments))


def _found(interpreter: Interpreter | None, **refused: str) -> Callable[[], tuple[Interpreter | None, dict[str, str]]]:
    return lambda: (interpreter, refused)


def test_a_chosen_python_and_a_folder_of_wheels_make_an_engine(
    paths: PluginPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/qgis")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    wheel = make_wheels(tmp_path / "wheels")
    monkeypatch.setattr("qgis_plugin.core.setup.run.free_bytes", lambda folder: 2**40)
    events = _install(InstallOptions(wheel, python=sys.executable, wheels=wheel.parent), paths)
    assert isinstance(events[-1], Succeeded), events[-8:]
    assert tuple(event.name for event in events if isinstance(event, StepStarted)) == STEPS
    assert "Successfully installed" in paths.setup_log.read_text()


def test_without_a_python_the_next_step_is_named(paths: PluginPaths) -> None:
    events = _install(InstallOptions(Path("w.whl")), paths, find=_found(None, old="it is Python 3.9"))
    assert isinstance(events[-1], Failed)
    assert "python.org" in events[-1].remedy
    assert LogLine("old: it is Python 3.9") in events


def test_a_chosen_python_that_will_not_do_says_why(paths: PluginPaths, tmp_path: Path) -> None:
    events = _install(InstallOptions(Path("w.whl"), python=str(tmp_path / "qgis")), paths)
    assert isinstance(events[-1], Failed)
    assert str(tmp_path / "qgis") in events[-1].sentence


def test_a_source_tree_without_the_engine_says_so(paths: PluginPaths) -> None:
    outcome = _install(InstallOptions(None), paths)[-1]
    assert isinstance(outcome, Failed)
    assert "zip" in outcome.remedy


def test_cancelled_while_looking_nothing_is_made(paths: PluginPaths) -> None:
    python = Interpreter(sys.executable, sys.version_info[:3])
    events = _install(InstallOptions(Path("w.whl")), paths, cancelled=lambda: True, find=_found(python))
    assert events[-1] == Cancelled("interpreter")
    assert not paths.environments.exists()


def test_a_proxy_that_cannot_be_used_is_said(paths: PluginPaths) -> None:
    network = NetworkSettings(unusable="QGIS's options name a proxy of type Socks5Proxy")
    events = _install(InstallOptions(Path("w.whl")), paths, network=network, find=_found(None))
    assert any(isinstance(event, LogLine) and "Socks5Proxy" in event.text for event in events)


@pytest.fixture
def no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.install.has_nvidia_card", lambda: False)


def _announced(events: list[Event]) -> str:
    """What was said before the first package was asked for."""
    steps = [event.name for event in events[: _place(events)] if isinstance(event, StepStarted)]
    assert steps == ["interpreter"]
    announced = events[_place(events)]
    assert isinstance(announced, Announced)
    return announced.text


def _place(events: list[Event]) -> int:
    return next(place for place, event in enumerate(events) if isinstance(event, Announced))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PyPI has the build for the processor")
@pytest.mark.parametrize(("reachable", "said"), [(True, "About 600 MB"), (False, "Up to 3.5 GB")])
def test_what_will_be_downloaded_is_said_first(
    paths: PluginPaths, no_card: None, monkeypatch: pytest.MonkeyPatch, reachable: bool, said: str
) -> None:
    """Without a card and without PyTorch's index it may be CUDA, which is then said plainly."""
    monkeypatch.setattr("qgis_plugin.core.setup.install.is_reachable", lambda url, **_: reachable)
    monkeypatch.setattr("qgis_plugin.core.setup.run.free_bytes", lambda folder: 0)
    python = Interpreter(sys.executable, sys.version_info[:3])
    events = _install(InstallOptions(Path("w.whl")), paths, find=_found(python))
    assert _announced(events).startswith(said)
    assert ("may be the build with CUDA" in _announced(events)) is not reachable
    assert isinstance(events[-1], Failed)
    assert ("4 GB" if reachable else "11 GB") in events[-1].sentence


def test_from_a_folder_nothing_is_said_to_be_downloaded(paths: PluginPaths, tmp_path: Path) -> None:
    assert download_summary(InstallOptions(Path("w.whl"), wheels=tmp_path), card=True) == (
        f"Nothing is downloaded: everything comes from {tmp_path}."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the builds differ by system")
@pytest.mark.parametrize(
    ("options", "card", "words"),
    [
        ({}, False, ["about 600 MB", "for the processor"]),
        ({}, True, ["has an NVIDIA card", "about 3.5 GB", "CUDA"]),
        ({"build": TorchBuild.CPU}, True, ["about 600 MB"]),
        ({"build": TorchBuild.GPU}, False, ["about 3.5 GB"]),
        ({"index": "https://mirror.example/simple"}, False, ["up to 3.5 GB", "https://mirror.example/simple", "CUDA"]),
    ],
)
def test_before_anything_is_begun_the_amount_is_known(options: dict[str, Any], card: bool, words: list[str]) -> None:
    said = download_summary(InstallOptions(Path("w.whl"), **options), card=card)
    assert [word for word in words if word not in said] == []


class Index(ThreadingHTTPServer):
    """A package index over HTTP, of the wheels in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _IndexHandler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/simple"


class _IndexHandler(SimpleHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        name = self.path.strip("/").rpartition("/")[2]
        self.server.asked.append(name)
        wheel = self.server.folder / name
        if wheel.is_file():
            self._answer(wheel.read_bytes(), "application/octet-stream", "max-age=365000000, immutable, public")
        else:
            links = [f'<a href="/files/{one.name}">{one.name}</a>' for one in self.server.folder.glob(f"{name}-*.whl")]
            self._answer("\n".join(links).encode(), "text/html", "no-store")

    def _answer(self, body: bytes, kind: str, caching: str) -> None:
        self.send_response(200)
        for header, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", caching)):
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Not on the test's output."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    make_wheels(tmp_path / "wheels")
    with Index(tmp_path / "wheels") as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def test_an_index_is_asked_whether_it_answers(index: Index, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert is_reachable(index.url, python=sys.executable, environment=os.environ)
    assert index.asked == ["torch"]
    assert not is_reachable("http://127.0.0.1:9", python=sys.executable, environment=os.environ)
    assert not is_reachable(index.url, python=gone, environment=os.environ)


def test_after_a_failure_another_try_goes_on_from_what_was_downloaded(
    paths: PluginPaths, tmp_path: Path, no_card: None, monkeypatch: pytest.MonkeyPatch, index: Index
) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.run.free_bytes", lambda folder: 2**40)
    settings = tmp_path / "settings" / "pip" / "pip.conf"
    settings.parent.mkdir(parents=True)
    # pip keeps what comes over HTTP from hosts that are trusted, as it does of all over HTTPS.
    settings.write_text("[global]\ntrusted-host = 127.0.0.1\n", encoding="utf-8")
    base = {**os.environ, "XDG_CONFIG_DIRS": str(settings.parent.parent), "HOME": str(tmp_path)}
    options = InstallOptions(index.folder / "tilescribe-0.1.0-py3-none-any.whl", python=sys.executable, index=index.url)
    missing = index.folder / "rasterio-1.0-py3-none-any.whl"
    content = missing.read_bytes()
    missing.unlink()
    outcome = _install(options, paths, base=base)[-1]
    assert isinstance(outcome, Failed)
    assert outcome.step == "engine"
    assert list(paths.environments.iterdir()) == []
    missing.write_bytes(content)
    outcome = _install(options, paths, base=base)[-1]
    assert isinstance(outcome, Succeeded), outcome
    assert index.asked.count("torch-2.9.0-py3-none-any.whl") == 1
    assert not (paths.data / "downloads").exists()
