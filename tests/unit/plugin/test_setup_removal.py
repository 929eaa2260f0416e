"""Removal takes what the plugin made, and nothing else."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from qgis_plugin.core import installation
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.setup import removal
from qgis_plugin.core.setup.folders import MARKER
from qgis_plugin.core.setup.lock import SetupLockedError, setup_lock


@pytest.fixture
def paths(tmp_path: Path) -> PluginPaths:
    """In a home whose name has a space and an umlaut."""
    return PluginPaths(data=tmp_path / "Jörg Müller" / "tilescribe", profile=tmp_path / "Jörg Müller" / "profile")


def test_removal_takes_what_the_plugin_made_and_nothing_else(paths: PluginPaths) -> None:
    ours, theirs = paths.environments / "0.1.0", paths.environments / "my own"
    downloads, python = paths.data / "downloads", paths.pythons / "cpython-3.12.16-linux-x86_64-gnu"
    for folder in (ours / "lib", theirs, downloads, python):
        folder.mkdir(parents=True)
    for folder in (ours, downloads, paths.pythons):
        (folder / MARKER).touch()
    (paths.pythons / "cpython-3.12-linux-x86_64-gnu").symlink_to(python)
    (theirs / "precious").touch()
    installation.save(
        paths.installation_file, installation.Installation("managed", python=sys.executable, folder=str(ours))
    )
    removal.remove_all(paths)
    assert not ours.exists()
    assert not downloads.exists()
    assert not paths.pythons.exists()
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


def test_a_python_that_no_environment_is_made_from_any_more_goes(paths: PluginPaths) -> None:
    """uv makes environments from a link without the last number of the version."""
    old, new = (paths.pythons / f"cpython-3.12.{number}-linux-x86_64-gnu" for number in (15, 16))
    for folder in (old / "bin", new / "bin", paths.environments / "0.2.0"):
        folder.mkdir(parents=True)
    link = paths.pythons / "cpython-3.12-linux-x86_64-gnu"
    link.symlink_to(new)
    (paths.pythons / MARKER).touch()
    (paths.environments / "0.2.0" / MARKER).touch()
    (paths.environments / "0.2.0" / "pyvenv.cfg").write_text(f"home = {link / 'bin'}\nuv = 0.13.9\n", encoding="utf-8")
    used = installation.Installation("managed", python=sys.executable, folder=str(paths.environments / "0.2.0"))
    removal.remove_unused_environments(paths, used)
    assert sorted(one.name for one in paths.pythons.glob("cpython*")) == [link.name, new.name]
    (paths.pythons / MARKER).unlink()
    (paths.environments / "0.2.0" / "pyvenv.cfg").unlink()
    removal.remove_unused_environments(paths, used)
    assert new.exists(), "without the marker it is not ours"
