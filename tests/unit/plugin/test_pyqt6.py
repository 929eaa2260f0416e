"""The plugin on real PyQt6, as QGIS 4 has it: built and used, with stand-ins for `qgis.core` and `qgis.gui`.

PyQt6 refuses an enumeration without its scope, an int where a flag is meant and all that Qt 6 has not. It runs in a
process of its own, since one process takes one Qt.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in (ROOT / "qgis_plugin").rglob("*.py")
    if file.name != "__init__.py"
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the walk writes, it writes here: it presses every button, also those that save."""
    return tmp_path_factory.mktemp("walk") / "home"


@pytest.fixture(scope="module")
def saw(home: Path) -> dict[str, Any]:
    home.mkdir()
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en", "LC_ALL": "C.UTF-8",
        "HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.pyqt6.walk"]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-5000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_each_module_is_imported(saw: dict[str, Any]) -> None:
    assert sorted(MODULES - set(saw["modules"])) == []


def test_nothing_goes_wrong_while_everything_is_used(saw: dict[str, Any]) -> None:
    assert not saw["wrong"], "\n\n".join(saw["wrong"])


def test_every_part_is_used(saw: dict[str, Any]) -> None:
    used = {part: " ".join(entries) for part, entries in saw["used"].items()}
    for part, name in (
        ("set-up", "TilescribeSetUp"),
        ("tab Search", "TilescribeQuestion"),
        ("tab Search", "TilescribeResults"),
        ("tab Catalogs", "TilescribeNewCatalog"),
        ("tab Engine", "TilescribeEngineStart"),
        ("options", "TilescribeOnClick"),
        ("window", "TilescribeShowDock"),
        ("menu", "entry Find similar"),
    ):
        assert name in used.get(part, ""), (part, name)
    assert len(saw["algorithms"]) >= 8
    assert "QMessageBox" in saw["dialogs"] or "QInputDialog" in " ".join(used.values()) or "OK" in used["tab Search"]


def test_dialogs_of_files_make_no_folders(saw: dict[str, Any], home: Path) -> None:
    assert list(home.parent.iterdir()) == [home]
    assert not list(home.rglob("New Folder*"))


def test_what_qt_6_refuses_is_seen(tmp_path: Path) -> None:
    """An enumeration without its scope is not there, as in QGIS 4."""
    code = (
        "from pathlib import Path\nfrom tests.pyqt6 import qgis_stubs\n"
        f"qgis_stubs.install(Path({str(tmp_path)!r}))\n"
        "from qgis.PyQt.QtCore import Qt\nfrom qgis.PyQt.QtWidgets import QAction\n"
        "assert not hasattr(Qt, 'AlignLeft')\n"
    )
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
