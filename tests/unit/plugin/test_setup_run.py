"""Setting up for real: an environment, and wheels from a folder, made here; nothing is fetched."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import installation
from qgis_plugin.core.environment import child_environment
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.setup import removal
from qgis_plugin.core.setup.lock import SetupLockedError, setup_lock
from qgis_plugin.core.setup.plan import MARKER, Plan, PlanOptions, Step, make_plan
from qgis_plugin.core.setup.run import (
    Cancelled,
    Event,
    Failed,
    LogLine,
    ProgressChanged,
    StepStarted,
    Succeeded,
    run_plan,
)
from qgis_plugin.core.setup.torch_build import TorchBuild, TorchSource
from tests.made_up_wheels import make_wheels
from tests.unit.plugin.test_supervisor import gone


@pytest.fixture
def paths(tmp_path: Path) -> PluginPaths:
    """In a home whose name has a space and an umlaut."""
    return PluginPaths(data=tmp_path / "Jörg Müller" / "tilescribe", profile=tmp_path / "Jörg Müller" / "profile")


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    return make_wheels(tmp_path / "räder").parent


def _plan(paths: PluginPaths, wheels: Path) -> Plan:
    wheel = wheels / "tilescribe-0.1.0-py3-none-any.whl"
    return make_plan(sys.executable, paths.environments, PlanOptions(wheel, TorchSource(TorchBuild.CPU), wheels=wheels))


def _run(plan: Plan, **options: Any) -> list[Event]:
    options.setdefault("cancelled", lambda: False)
    options.setdefault("free", lambda folder: 2**40)
    return list(run_plan(plan, environment=child_environment(os.environ), **options))


def _scripted(paths: PluginPaths, *codes: str) -> Plan:
    """A plan whose steps are lines of Python."""
    steps = tuple(Step(f"step{n}", [sys.executable, "-I", "-c", code], 1 / len(codes)) for n, code in enumerate(codes))
    folder = paths.environments / "0.1.0"
    return Plan(folder=folder, python=folder / "bin" / "python", steps=steps, needed_bytes=1, version="0.1.0")


def test_an_engine_is_set_up_from_a_folder_of_wheels(paths: PluginPaths, wheels: Path) -> None:
    plan = _plan(paths, wheels)
    events = _run(plan)
    outcome = events[-1]
    assert isinstance(outcome, Succeeded), events[-12:]
    assert outcome.installation.usable
    assert outcome.installation.version == "0.1.0"
    assert [event.name for event in events if isinstance(event, StepStarted)] == [step.name for step in plan.steps]
    shares = [event.share for event in events if isinstance(event, ProgressChanged)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_a_wheel_that_is_missing_is_said_and_nothing_is_left(paths: PluginPaths, wheels: Path) -> None:
    (wheels / "rasterio-1.0-py3-none-any.whl").unlink()
    outcome = _run(_plan(paths, wheels))[-1]
    assert isinstance(outcome, Failed)
    assert outcome.step == "engine"
    assert "folder of wheels lacks" in outcome.sentence
    assert list(paths.environments.iterdir()) == []


def test_a_step_that_fails_ends_it_with_what_was_said(paths: PluginPaths) -> None:
    events = _run(
        _scripted(paths, "print('fine')", "import sys; sys.exit('No space left on device')", "print('never')")
    )
    assert events[-1] == Failed("step1", "The disk is full.", "Free some space and try again.")
    assert LogLine("never") not in events
    assert not (paths.environments / "0.1.0").exists()


def test_cancelling_ends_the_step_and_what_it_started(paths: PluginPaths) -> None:
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'])\n"
        "print('started', child.pid, flush=True)\n"
        "time.sleep(3600)"
    )
    children: list[int] = []
    seen: list[Event] = []
    cancel = threading.Event()
    events = run_plan(
        _scripted(paths, code),
        environment=child_environment(os.environ),
        cancelled=cancel.is_set,
        free=lambda _: 2**40,
    )
    for event in events:
        seen.append(event)
        if isinstance(event, LogLine) and event.text.startswith("started"):
            children.append(int(event.text.split()[1]))
            cancel.set()
    assert seen[-1] == Cancelled("step0")
    assert not (paths.environments / "0.1.0").exists()
    (child,) = children
    deadline = time.monotonic() + 300
    while not gone(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_program_that_does_not_start_is_said(paths: PluginPaths) -> None:
    plan = _scripted(paths, "pass")
    broken = Plan(plan.folder, plan.python, (Step("environment", ["/gone/python"], 1.0),), 1, "0.1.0")
    outcome = _run(broken)[-1]
    assert isinstance(outcome, Failed)
    assert "/gone/python" in outcome.sentence


def test_too_little_disk_is_said_before_anything_is_written(paths: PluginPaths, wheels: Path) -> None:
    events = _run(_plan(paths, wheels), free=lambda folder: 2**30)
    assert len(events) == 1
    assert isinstance(events[0], Failed)
    assert "1.0 GB free" in events[0].sentence
    assert "4 GB" in events[0].sentence
    assert not paths.data.exists()


def test_a_second_qgis_waits_for_the_first(paths: PluginPaths) -> None:
    with setup_lock(paths.data):
        outcome = _run(_scripted(paths, "pass"))[-1]
    assert isinstance(outcome, Failed)
    assert outcome.sentence == "Another QGIS is setting the engine up."
    assert isinstance(_run(_scripted(paths, "pass"))[-1], Succeeded)


def test_removal_takes_what_the_plugin_made_and_nothing_else(paths: PluginPaths) -> None:
    ours, theirs = paths.environments / "0.1.0", paths.environments / "my own"
    downloads = paths.data / "downloads"
    for folder in (ours / "lib", theirs, downloads):
        folder.mkdir(parents=True)
    (ours / MARKER).touch()
    (downloads / MARKER).touch()
    (theirs / "precious").touch()
    installation.save(
        paths.installation_file, installation.Installation("managed", python=sys.executable, folder=str(ours))
    )
    removal.remove_all(paths)
    assert not ours.exists()
    assert not downloads.exists()
    assert not paths.installation_file.exists()
    assert (theirs / "precious").exists()


def test_what_earlier_versions_left_can_be_removed_alone(paths: PluginPaths) -> None:
    for name in ("0.1.0", "0.2.0"):
        (paths.environments / name).mkdir(parents=True)
        (paths.environments / name / MARKER).touch()
    used = installation.Installation("managed", python=sys.executable, folder=str(paths.environments / "0.2.0"))
    assert removal.unused_environments(paths, used) == [paths.environments / "0.1.0"]
    removal.remove_unused_environments(paths, used)
    assert [folder.name for folder in paths.environments.iterdir()] == ["0.2.0"]


def test_nothing_is_removed_while_another_qgis_sets_up(paths: PluginPaths) -> None:
    (paths.environments / "0.1.0").mkdir(parents=True)
    (paths.environments / "0.1.0" / MARKER).touch()
    with setup_lock(paths.data), pytest.raises(SetupLockedError):
        removal.remove_all(paths)
    assert (paths.environments / "0.1.0").exists()


def test_removal_waits_for_the_clean_up_of_this_very_qgis(paths: PluginPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who removes the engine right after it was set up is not told to wait for another QGIS."""
    for version in ("0.1.0", "0.2.0"):
        (paths.environments / version).mkdir(parents=True)
        (paths.environments / version / MARKER).touch()
    begun, go_on, remove = threading.Event(), threading.Event(), removal._remove

    def slowly(folders: list[Path]) -> None:
        if not begun.is_set():
            begun.set()
            assert go_on.wait(60)
        remove(folders)

    monkeypatch.setattr(removal, "_remove", slowly)
    used = installation.Installation(kind=installation.MANAGED, folder=str(paths.environments / "0.2.0"))
    cleaning = threading.Thread(target=removal.remove_unused_environments, args=(paths, used))
    cleaning.start()
    assert begun.wait(60)
    threading.Timer(0.2, go_on.set).start()
    removal.remove_all(paths)
    cleaning.join()
    assert list(paths.environments.iterdir()) == []


def test_removal_does_not_follow_links(paths: PluginPaths, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").touch()
    folder = paths.environments / "0.1.0"
    folder.mkdir(parents=True)
    (folder / MARKER).touch()
    (folder / "link").symlink_to(precious)
    removal.remove_all(paths)
    assert (precious / "file").exists()
