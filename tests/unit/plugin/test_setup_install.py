"""One click: from fetching uv to an engine that loads. The real uv, an index on this machine, and no other network."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import sys
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from qgis_plugin.core.environment import NetworkSettings
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.setup import removal
from qgis_plugin.core.setup.events import (
    Announced,
    Cancelled,
    Event,
    Failed,
    LogLine,
    ProgressChanged,
    StepStarted,
    Succeeded,
)
from qgis_plugin.core.setup.folders import MARKER
from qgis_plugin.core.setup.install import STEPS, InstallOptions, install
from qgis_plugin.core.setup.lock import setup_lock
from qgis_plugin.core.setup.machine import Machine, this_machine
from qgis_plugin.core.setup.torch_builds import TorchBuild
from tests.made_up_wheels import make_wheel, make_wheels
from tests.package_index import (
    Index,
    Proxy,
    certify,
    fetch,
    make_uv_wheel,
    package_index,
    serving,
    uv_program,
    write_pins,
)
from tests.unit.plugin.test_supervisor import gone

SYSCONFIG_DATA = b"# system configuration generated and used by the sysconfig module\nbuild_time_vars = {}\n"
"""uv looks for this file in every Python that it brings."""
PYTORCH = "download.pytorch.org"


@pytest.fixture
def paths(tmp_path: Path) -> PluginPaths:
    """In a home whose name has a space and an umlaut."""
    return PluginPaths(data=tmp_path / "Jörg Müller" / "tilescribe", profile=tmp_path / "Jörg Müller" / "profile")


@pytest.fixture(autouse=True)
def small_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No card, and room enough."""
    monkeypatch.setattr("qgis_plugin.core.setup.install.has_nvidia_card", lambda: False)
    monkeypatch.setattr("qgis_plugin.core.setup.install.free_bytes", lambda folder: 2**50)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with package_index(tmp_path / "räder") as server:
        yield server


@pytest.fixture
def blocked() -> Iterator[Proxy]:
    """A proxy that lets nobody out: what is on this machine is reached without it."""
    proxy = Proxy()
    with serving(proxy):
        yield proxy


@pytest.fixture
def set_up(paths: PluginPaths, tmp_path: Path, blocked: Proxy) -> Callable[..., list[Event]]:
    """Sets up with an index, whose uv counts as the pinned one, behind a proxy that lets nobody out."""

    def run(server: Index | None = None, **choices: Any) -> list[Event]:
        names = ("network", "cancelled", "fetch", "base", "machine")
        arguments = {name: choices.pop(name) for name in names if name in choices}
        pins = write_pins(tmp_path / "pins", *(server.folder.glob("uv-*.whl") if server is not None else ()))
        if server is not None:
            choices.setdefault("index", server.url)
            choices.setdefault("wheel", server.folder / "tilescribe-0.1.0-py3-none-any.whl")
        choices.setdefault("python", sys.executable)
        defaults = {"network": NetworkSettings(proxy=blocked.url), "cancelled": lambda: False, "fetch": fetch}
        return list(install(InstallOptions(**choices), paths, pins=pins, **{**defaults, **arguments}))

    return run


def _announced(events: list[Event]) -> str:
    """What was said before the first package was asked for."""
    place = next(place for place, event in enumerate(events) if isinstance(event, Announced))
    steps = [event.name for event in events[:place] if isinstance(event, StepStarted)]
    assert "packages" not in steps
    announced = events[place]
    assert isinstance(announced, Announced)
    return announced.text


def _failed(events: list[Event], step: str) -> Failed:
    outcome = events[-1]
    assert isinstance(outcome, Failed), events[-5:]
    assert outcome.step == step
    return outcome


def test_uv_comes_from_the_index_and_makes_an_engine(set_up: Any, index: Index, paths: PluginPaths) -> None:
    events = set_up(index)
    outcome = events[-1]
    assert isinstance(outcome, Succeeded), events[-8:]
    assert outcome.installation.usable
    assert outcome.installation.version == "0.1.0"
    assert Path(outcome.installation.folder).parent == paths.environments
    assert tuple(event.name for event in events if isinstance(event, StepStarted)) == STEPS
    assert index.asked[:2] == ["uv", next(index.folder.glob("uv-*")).name]
    shares = [event.share for event in events if isinstance(event, ProgressChanged)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert "+ tilescribe==0.1.0" in paths.setup_log.read_text(encoding="utf-8")
    assert not (paths.data / "downloads").exists()


def test_a_folder_of_wheels_needs_no_network(
    set_up: Any, paths: PluginPaths, tmp_path: Path, blocked: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/qgis")
    monkeypatch.setenv("UV_INDEX_URL", "http://127.0.0.1:9/")
    wheel = make_wheels(tmp_path / "stick")
    make_uv_wheel(tmp_path / "stick")
    events = set_up(wheel=wheel, wheels=wheel.parent, fetch=_no_network)
    assert isinstance(events[-1], Succeeded), events[-8:]
    assert _announced(events) == f"The engine is being set up from {wheel.parent}; nothing is downloaded."
    assert blocked.asked == []


def _no_network(url: str, cancelled: Callable[[], bool]) -> bytes:
    raise AssertionError(f"{url} was asked")


def test_a_python_that_is_there_is_found(set_up: Any, index: Index, blocked: Proxy) -> None:
    events = set_up(index, python="")
    assert isinstance(events[-1], Succeeded), events[-8:]
    assert not {"github.com", "releases.astral.sh"} & set(blocked.asked)


def test_where_pytorchs_server_is_blocked_the_index_has_it(set_up: Any, index: Index, blocked: Proxy) -> None:
    events = set_up(index)
    assert blocked.asked.count(PYTORCH) >= 1
    assert isinstance(events[-1], Succeeded), events[-8:]
    said = _announced(events)
    assert f"{PYTORCH}, cannot be reached: the proxy refused the connection. PyTorch comes from {index.url}" in said
    assert "To download: about 650 MB" in said


def test_a_larger_build_that_comes_instead_is_told(set_up: Any, index: Index) -> None:
    make_wheel(index.folder, "nvidia_cublas", version="13.0", code="")
    make_wheel(index.folder, "torch", version="2.9.0", code="__version__ = '2.9.0'\n", requires=("nvidia-cublas",))
    said = _announced(set_up(index))
    assert "To download: about 3.5 GB; on disk: about 7 GB" in said
    assert "with CUDA for NVIDIA cards. This build is larger, and not needed here." in said


def test_pytorchs_server_is_asked_first_behind_a_proxy_and_with_an_authority_of_the_house(
    set_up: Any, index: Index, tmp_path: Path
) -> None:
    """uv's build for the processor comes from it, though the index has one, too."""
    authority, context = certify(tmp_path, PYTORCH)
    make_wheel(tmp_path / "pytorch", "torch", version="2.9.0+cpu", code="__version__ = '2.9.0+cpu'\n")
    pytorch = Index(tmp_path / "pytorch")
    pytorch.secure(context)
    proxy = Proxy(routes={PYTORCH: pytorch.server_port})
    with serving(pytorch), serving(proxy):
        network = NetworkSettings(proxy=proxy.url, certificates=authority)
        events = set_up(index, network=network)
        untrusted = set_up(index, network=NetworkSettings(proxy=proxy.url))
    assert isinstance(events[-1], Succeeded), events[-8:]
    assert "0.1.0 PyTorch 2.9.0+cpu" in [event.text for event in events if isinstance(event, LogLine)]
    assert "instead" not in _announced(events)
    assert isinstance(untrusted[-1], Succeeded)
    assert f"{PYTORCH}, cannot be reached: its certificate is not trusted." in _announced(untrusted)


def test_an_index_without_torch_is_said_in_words(set_up: Any, index: Index, paths: PluginPaths) -> None:
    (index.folder / "torch-2.9.0-py3-none-any.whl").unlink()
    outcome = _failed(set_up(index), "resolve")
    assert f"The package index {index.url} has no torch (PyTorch)" in outcome.sentence
    assert f"{PYTORCH}, cannot be reached" in outcome.sentence
    assert "add torch" in outcome.remedy
    assert list(paths.environments.iterdir()) == []


def test_an_index_that_lacks_another_part_is_told_by_name(set_up: Any, index: Index) -> None:
    (index.folder / "rasterio-1.0-py3-none-any.whl").unlink()
    assert "has no rasterio, which the engine needs" in _failed(set_up(index), "resolve").sentence


def test_a_folder_that_lacks_a_part_is_told_by_name(set_up: Any, tmp_path: Path, paths: PluginPaths) -> None:
    wheel = make_wheels(tmp_path / "stick")
    make_uv_wheel(tmp_path / "stick")
    (wheel.parent / "rasterio-1.0-py3-none-any.whl").unlink()
    outcome = _failed(set_up(wheel=wheel, wheels=wheel.parent), "resolve")
    assert f"{wheel.parent} lacks rasterio" in outcome.sentence
    assert list(paths.environments.iterdir()) == []


def test_without_an_engine_in_the_plugin_it_comes_from_the_index(set_up: Any, index: Index) -> None:
    outcome = set_up(index, wheel=None, version="0.1.0")[-1]
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.installation.version == "0.1.0"
    (index.folder / "tilescribe-0.1.0-py3-none-any.whl").unlink()
    outcome = _failed(set_up(index, wheel=None, version="0.1.0"), "resolve")
    assert "has no tilescribe" in outcome.sentence
    assert "zip" in outcome.remedy


def test_versions_that_were_tested_together_are_installed(set_up: Any, index: Index, tmp_path: Path) -> None:
    make_wheel(index.folder, "torch", version="3.0.0", code="__version__ = '3.0.0'\n")
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("torch==2.9.0\n", encoding="ascii")
    events = set_up(index, constraints=constraints)
    assert "0.1.0 PyTorch 2.9.0" in [event.text for event in events if isinstance(event, LogLine)]
    constraints.write_text("torch==2.8.0\n", encoding="ascii")
    assert "no torch that fits" in _failed(set_up(index, constraints=constraints), "resolve").sentence


def test_another_uv_than_the_pinned_one_is_never_started(set_up: Any, index: Index, paths: PluginPaths) -> None:
    def tampered(url: str, cancelled: Callable[[], bool]) -> bytes:
        return fetch(url, cancelled) + (b"!" if url.endswith(".whl") else b"")

    outcome = _failed(set_up(index, fetch=tampered), "installer")
    assert "is not the one that was tested" in outcome.sentence
    assert not list(paths.data.rglob("uv"))


def test_an_index_without_uv_is_said(set_up: Any, index: Index) -> None:
    uv = next(index.folder.glob("uv-*.whl"))

    def without(url: str, cancelled: Callable[[], bool]) -> bytes:
        uv.unlink(missing_ok=True)
        return fetch(url, cancelled)

    outcome = _failed(set_up(index, fetch=without), "installer")
    assert f"{index.url} has no uv" in outcome.sentence


def test_a_package_server_that_is_not_there_is_named(set_up: Any, index: Index) -> None:
    outcome = _failed(set_up(index, index="http://127.0.0.1:9/simple"), "installer")
    assert "127.0.0.1 cannot be reached" in outcome.sentence
    assert "proxy" in outcome.remedy


def test_without_any_python_the_blocked_servers_and_the_ways_out_are_named(
    set_up: Any, index: Index, blocked: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: "")
    events = set_up(index, python="", base=_without_pythons())
    outcome = _failed(events, "python")
    assert "github.com" in outcome.sentence
    assert "The proxy refused the connection to" in outcome.sentence
    assert "Install Python 3.12" in outcome.remedy
    assert "Mirror of Pythons" in outcome.remedy
    assert {"releases.astral.sh", "github.com"} <= set(blocked.asked)


def test_a_mirror_of_pythons_is_asked_in_their_place(
    set_up: Any, index: Index, blocked: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: "")
    mirror = Index(index.folder)
    with serving(mirror):
        outcome = _failed(set_up(index, python="", base=_without_pythons(), mirror=mirror.url), "python")
    assert blocked.asked == []
    assert any("cpython-3.12" in asked for asked in mirror.asked)
    assert "127.0.0.1" in outcome.sentence


def test_qgiss_own_python_is_the_last_resort(
    set_up: Any, index: Index, blocked: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: sys.executable)
    assert isinstance(set_up(index, python="", base=_without_pythons())[-1], Succeeded)
    assert "github.com" in blocked.asked


def _without_pythons() -> dict[str, str]:
    """The environment of a computer that has none: uv looks in no other place then."""
    return {"PATH": "/nowhere", "HOME": "/nowhere"}


def test_a_folder_without_a_python_says_so(set_up: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: "")
    wheel = make_wheels(tmp_path / "stick")
    make_uv_wheel(tmp_path / "stick")
    outcome = _failed(set_up(wheel=wheel, wheels=wheel.parent, python="", base=_without_pythons()), "python")
    assert f"The folder of wheels {wheel.parent} holds none" in outcome.sentence
    archive = "cpython-3.12.16+20261110-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz"
    (wheel.parent / archive).write_bytes(b"damaged")
    outcome = _failed(set_up(wheel=wheel, wheels=wheel.parent, python="", base=_without_pythons()), "python")
    assert "A download arrived damaged" in outcome.sentence


def test_a_python_whose_archive_lies_in_the_folder_is_brought_and_used(
    set_up: Any, tmp_path: Path, paths: PluginPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive holds a stand-in that hands on to the Python of the tests; uv is told that it knows it."""
    monkeypatch.setattr("qgis_plugin.core.setup.pythons._own_python", lambda: "")
    wheel = make_wheels(tmp_path / "stick")
    make_uv_wheel(wheel.parent, program=_uv_that_knows(_archive_of_this_python(wheel.parent), tmp_path))
    events = set_up(wheel=wheel, wheels=wheel.parent, python="", base=_without_pythons(), fetch=_no_network)
    outcome = events[-1]
    assert isinstance(outcome, Succeeded), events[-8:]
    (python,) = [one for one in paths.pythons.glob("cpython-*") if not one.is_symlink()]
    assert (paths.pythons / MARKER).is_file()
    assert any(isinstance(event, LogLine) and str(paths.pythons) in event.text for event in events)
    assert "0.1.0 PyTorch 2.9.0" in [event.text for event in events if isinstance(event, LogLine)]
    removal.remove_all(paths)
    assert not python.exists()


def _archive_of_this_python(folder: Path) -> Path:
    version, machine = platform.python_version(), this_machine()
    vendor = {"linux": "unknown-linux-gnu", "macos": "apple-darwin"}[machine.system]
    archive = folder / f"cpython-{version}+20260101-{machine.processor}-{vendor}-install_only.tar.gz"
    short = ".".join(version.split(".")[:2])
    script = f'#!/bin/sh\nexec "{sys.base_prefix}/bin/python3" "$@"\n'.encode()
    with tarfile.open(archive, "w:gz") as tar:
        library = f"python/lib/python{short}"
        files = {
            f"python/bin/python{short}": script,
            f"{library}/os.py": b"",
            f"{library}/_sysconfigdata__{sys.platform}_.py": SYSCONFIG_DATA,
        }
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o755
            tar.addfile(entry, io.BytesIO(content))
    return archive


def _uv_that_knows(archive: Path, folder: Path) -> Path:
    """uv carries the hashes of all Pythons that it may fetch; this one carries the archive's."""
    machine, (major, minor, patch) = this_machine(), sys.version_info[:3]
    url = f"https://github.com/astral-sh/python-build-standalone/releases/download/20260101/{quote(archive.name)}"
    known = {
        "name": "cpython",
        "arch": {"family": machine.processor, "variant": None},
        "os": machine.system,
        "libc": machine.libc,
        "major": major,
        "minor": minor,
        "patch": patch,
        "prerelease": "",
        "url": url,
        "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
        "variant": None,
        "build": "20260101",
    }
    (folder / "known.json").write_text(json.dumps({archive.name: known}), encoding="utf-8")
    script = folder / "uv"
    script.write_text(
        f'#!/bin/sh\nUV_PYTHON_DOWNLOADS_JSON_URL="{folder}/known.json" exec "{uv_program()}" "$@"\n', encoding="utf-8"
    )
    return script


def test_a_chosen_python_that_will_not_do_says_why(set_up: Any, index: Index, tmp_path: Path) -> None:
    for python in (tmp_path / "qgis", tmp_path / "python3"):
        outcome = _failed(set_up(index, python=str(python)), "python")
        assert str(python) in outcome.sentence
    monkey = tmp_path / "qgis-bin"
    monkey.write_text(f"#!/bin/sh\ntouch '{tmp_path}/started'\n")
    monkey.chmod(0o755)
    _failed(set_up(index, python=str(monkey)), "python")
    assert not (tmp_path / "started").exists()


def test_a_machine_that_pytorch_is_not_made_for_is_told_at_once(set_up: Any, index: Index) -> None:
    outcome = _failed(set_up(index, machine=Machine("macos", "x86_64")), "installer")
    assert "Intel" in outcome.sentence
    assert index.asked == []


def test_a_proxy_that_cannot_be_used_is_said(set_up: Any, index: Index, blocked: Proxy) -> None:
    network = NetworkSettings(proxy=blocked.url, unusable="QGIS's options name a proxy of type Socks5Proxy")
    events = set_up(index, network=network)
    assert any(isinstance(event, LogLine) and "Socks5Proxy" in event.text for event in events)


def test_too_little_disk_is_said_before_anything_is_fetched(
    set_up: Any, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qgis_plugin.core.setup.install.free_bytes", lambda folder: 2**30)
    outcome = _failed(set_up(index), "installer")
    assert "1.0 GB free" in outcome.sentence
    assert "3 GB" in outcome.sentence
    assert "9 GB" in _failed(set_up(index, build=TorchBuild.GPU), "installer").sentence
    assert index.asked == []


def test_a_build_that_turns_out_larger_needs_its_disk(
    set_up: Any, index: Index, monkeypatch: pytest.MonkeyPatch, paths: PluginPaths
) -> None:
    make_wheel(index.folder, "nvidia_cublas", version="13.0", code="")
    make_wheel(index.folder, "torch", version="2.9.0", code="", requires=("nvidia-cublas",))
    monkeypatch.setattr("qgis_plugin.core.setup.install.free_bytes", lambda folder: 4 * 2**30)
    assert "9 GB" in _failed(set_up(index), "resolve").sentence
    assert list(paths.environments.iterdir()) == []


def test_after_a_failure_another_try_goes_on_from_what_was_downloaded(
    set_up: Any, index: Index, paths: PluginPaths
) -> None:
    faiss = "faiss-1.0-py3-none-any.whl"
    content = (index.folder / faiss).read_bytes()
    make_wheel(index.folder, "faiss", version="1.0", code="raise MemoryError\n")
    outcome = _failed(set_up(index), "check")
    assert "not enough memory" in outcome.sentence
    assert list(paths.environments.iterdir()) == []
    assert (paths.data / "downloads" / MARKER).is_file()
    uv = next(index.folder.glob("uv-*.whl")).name
    torch = index.asked.count("torch-2.9.0-py3-none-any.whl")
    (index.folder / faiss).unlink()
    (index.folder / "faiss-1.0-1-py3-none-any.whl").write_bytes(content)
    assert isinstance(set_up(index)[-1], Succeeded)
    assert index.asked.count(uv) == 1
    assert index.asked.count("torch-2.9.0-py3-none-any.whl") == torch
    assert not (paths.data / "downloads").exists()


def test_an_environment_in_use_is_never_written_to(set_up: Any, index: Index) -> None:
    first, second = set_up(index)[-1], set_up(index)[-1]
    assert isinstance(first, Succeeded)
    assert isinstance(second, Succeeded)
    assert Path(second.installation.folder).name == "0.1.0-2"
    assert first.installation.usable


def test_a_second_qgis_waits_for_the_first(set_up: Any, index: Index, paths: PluginPaths) -> None:
    with setup_lock(paths.data):
        assert _failed(set_up(index), "installer").sentence == "Another QGIS is setting the engine up."
    assert isinstance(set_up(index)[-1], Succeeded)


@pytest.mark.parametrize("step", STEPS[:-1])
def test_cancelled_anywhere_nothing_is_left_but_downloads(
    paths: PluginPaths, index: Index, tmp_path: Path, blocked: Proxy, step: str
) -> None:
    cancel = threading.Event()
    pins = write_pins(tmp_path / "pins", next(index.folder.glob("uv-*.whl")))
    options = InstallOptions(index.folder / "tilescribe-0.1.0-py3-none-any.whl", index=index.url, python=sys.executable)
    network = NetworkSettings(proxy=blocked.url)
    seen: list[Event] = []
    for event in install(options, paths, network=network, fetch=fetch, cancelled=cancel.is_set, pins=pins):
        seen.append(event)
        if isinstance(event, StepStarted) and event.name == step:
            cancel.set()
    assert isinstance(seen[-1], Cancelled)
    assert not paths.environments.exists() or list(paths.environments.iterdir()) == []


def test_cancelling_ends_uv_and_what_it_has_started(paths: PluginPaths, index: Index, tmp_path: Path) -> None:
    """A stand-in for uv starts a child at `pip install`, and says its number."""
    script = tmp_path / "uv"
    script.write_text(
        "#!/bin/sh\n"
        f'if [ "$1 $2" = "pip install" ]; then sleep 3600 & echo "Downloading child$! (1.0MiB)"; wait; fi\n'
        f'exec "{uv_program()}" "$@"\n'
    )
    wheel = make_uv_wheel(index.folder, program=script)
    pins = write_pins(tmp_path / "pins", wheel)
    cancel = threading.Event()
    children: list[int] = []
    options = InstallOptions(
        index.folder / "tilescribe-0.1.0-py3-none-any.whl", index=index.url, python=sys.executable, wheels=index.folder
    )
    events = install(options, paths, network=NetworkSettings(), fetch=fetch, cancelled=cancel.is_set, pins=pins)
    seen: list[Event] = []
    for event in events:
        seen.append(event)
        if isinstance(event, LogLine) and event.text.startswith("Downloading child"):
            children.append(int(event.text.split()[1].removeprefix("child")))
            cancel.set()
    assert seen[-1] == Cancelled("packages")
    assert list(paths.environments.iterdir()) == []
    (child,) = children
    deadline = time.monotonic() + 300
    while not gone(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: No space left on device (os error 28)", "The disk is full."),
        ("  cause: Hash mismatch for torch==2.9.0", "A download arrived damaged."),
        ("the dog ate it", "the dog ate it"),
    ],
)
def test_a_failure_of_the_install_is_told_in_words(
    set_up: Any, tmp_path: Path, paths: PluginPaths, said: str, sentence: str
) -> None:
    script = tmp_path / "uv"
    failing = f'if [ "$1 $2" = "pip install" ]; then echo "{said}" >&2; exit 2; fi'
    script.write_text(f'#!/bin/sh\n{failing}\nexec "{uv_program()}" "$@"\n')
    wheel = make_wheels(tmp_path / "stick")
    make_uv_wheel(wheel.parent, program=script)
    outcome = _failed(set_up(wheel=wheel, wheels=wheel.parent), "packages")
    assert sentence in outcome.sentence
    assert outcome.remedy
    assert list(paths.environments.iterdir()) == []
