"""Setting the engine up from the page, as a user does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import installation, problems
from qgis_plugin.core.engine import EngineController, EngineState
from qgis_plugin.core.installation import INTERPRETER, MANAGED, SERVICE, Installation
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.session import Session
from qgis_plugin.core.setup.lock import setup_lock
from qgis_plugin.gui.setup.setup_page import SetupPage
from tests.made_up_wheels import make_wheels
from tests.qgis.stub_service import StubService

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton


@pytest.fixture
def page(qgis_app: Any, qtbot: Any, paths: PluginPaths, monkeypatch: pytest.MonkeyPatch) -> Iterator[SetupPage]:
    monkeypatch.setattr("qgis_plugin.core.setup.run.free_bytes", lambda folder: 2**40)
    engine = EngineController(paths)
    # What is set up here are stand-ins: they load, but do not serve.
    monkeypatch.setattr(engine, "start", lambda: None)
    made = SetupPage(Session(engine))
    qtbot.addWidget(made)
    made.resize(360, 640)
    made.show()
    yield made
    engine.stop()


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The engine's wheel, as it lies in the plugin's folder."""
    wheel = make_wheels(tmp_path / "wheels")
    monkeypatch.setattr("qgis_plugin.gui.setup.setup_options.bundled_wheel", lambda: wheel)
    return wheel


def _click(page: SetupPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisibleTo(page), name
    button.click()


def _set_up(page: SetupPage, wheels: Path) -> None:
    page.welcome.setup_options.python.setFilePath(sys.executable)
    page.welcome.setup_options.wheels.setFilePath(str(wheels))
    _click(page, "TilescribeSetUp")


def test_a_new_user_sees_one_sentence_and_one_button(page: SetupPage) -> None:
    assert page.shown is page.welcome
    buttons = [button for button in page.welcome.findChildren(QPushButton) if button.isVisible()]
    assert [button.objectName() for button in buttons] == ["TilescribeSetUp"]


def test_one_click_sets_the_engine_up(
    page: SetupPage, bundled: Path, qtbot: Any, paths: PluginPaths, no_stall: Any
) -> None:
    with no_stall.watching():
        _set_up(page, bundled.parent)
        assert page.shown is page.progress
        qtbot.waitUntil(lambda: page.shown is not page.progress, timeout=60_000)
    assert page.shown is page.installed
    assert "0.1.0" in page.installed.headline.text()
    kept = installation.load(paths.installation_file)
    assert kept is not None
    assert kept.kind == MANAGED
    assert Path(kept.folder).parent == paths.environments
    assert page._engine.state is EngineState.STOPPED


def test_the_set_up_is_a_task_of_qgis(page: SetupPage, bundled: Path, qtbot: Any) -> None:
    _set_up(page, bundled.parent)
    descriptions = [task.description() for task in QgsApplication.taskManager().tasks()]
    assert "Set up Tilescribe's engine" in descriptions
    page.cancel()
    qtbot.waitUntil(lambda: page.shown is page.welcome, timeout=30_000)


def test_cancelling_leaves_nothing_and_leads_back(
    page: SetupPage, bundled: Path, qtbot: Any, paths: PluginPaths
) -> None:
    _set_up(page, bundled.parent)
    qtbot.waitUntil(lambda: page.progress._step == "environment", timeout=30_000)
    _click(page, "TilescribeSetupCancel")
    qtbot.waitUntil(lambda: page.shown is page.welcome, timeout=30_000)
    assert list(paths.environments.iterdir()) == []
    assert not paths.installation_file.exists()


def test_a_failure_is_explained_and_can_be_tried_again(page: SetupPage, bundled: Path, qtbot: Any) -> None:
    missing = bundled.parent / "rasterio-1.0-py3-none-any.whl"
    content = missing.read_bytes()
    missing.unlink()
    _set_up(page, bundled.parent)
    qtbot.waitUntil(page.progress.retry.isVisible, timeout=60_000)
    assert "folder of wheels lacks" in page.progress.headline.text()
    assert "rasterio" in page.progress.log.toPlainText()
    missing.write_bytes(content)
    _click(page, "TilescribeSetupRetry")
    qtbot.waitUntil(lambda: page.shown is page.installed, timeout=60_000)


def test_a_second_qgis_is_told_to_wait(page: SetupPage, bundled: Path, qtbot: Any, paths: PluginPaths) -> None:
    with setup_lock(paths.data):
        _set_up(page, bundled.parent)
        qtbot.waitUntil(page.progress.retry.isVisible, timeout=30_000)
    assert "Another QGIS" in page.progress.headline.text()
    _click(page, "TilescribeSetupBack")
    assert page.shown is page.welcome


def test_without_the_engine_in_the_plugin_the_next_step_is_named(
    page: SetupPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.welcome.setup_options.python.setFilePath(sys.executable)
    monkeypatch.setattr("qgis_plugin.gui.setup.setup_options.bundled_wheel", lambda: None)
    _click(page, "TilescribeSetUp")
    qtbot.waitUntil(page.progress.retry.isVisible, timeout=30_000)
    assert "zip" in page.progress.headline.text()


def test_an_existing_interpreter_is_asked_before_it_is_used(page: SetupPage, qtbot: Any, tmp_path: Path) -> None:
    said: list[tuple[str, bool]] = []
    page.message_emitted.connect(lambda text, good: said.append((text, good)))
    page.welcome.others.setCollapsed(False)
    page.welcome.setup_options.interpreter.setFilePath(str(tmp_path / "python3"))
    _click(page, "TilescribeUseInterpreter")
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert not said[0][1]
    assert str(tmp_path / "python3") in said[0][0]
    assert page.shown is page.welcome


def test_an_interpreter_that_has_the_engine_is_used(
    page: SetupPage, qtbot: Any, tmp_path: Path, paths: PluginPaths
) -> None:
    python = tmp_path / "python3"
    python.write_text("#!/bin/sh\necho 0.1.0\n")
    python.chmod(0o755)
    page.welcome.others.setCollapsed(False)
    page.welcome.setup_options.interpreter.setFilePath(str(python))
    _click(page, "TilescribeUseInterpreter")
    qtbot.waitUntil(lambda: page.shown is page.installed, timeout=30_000)
    assert installation.load(paths.installation_file) == Installation(INTERPRETER, python=str(python), version="0.1.0")


def test_a_running_engine_is_connected_to_and_its_token_is_not_kept(
    page: SetupPage, qtbot: Any, stub: StubService, paths: PluginPaths
) -> None:
    page.welcome.others.setCollapsed(False)
    page.welcome.setup_options.url.setText(stub.url + "/")
    page.welcome.setup_options.token.setText(stub.token)
    _click(page, "TilescribeConnect")
    qtbot.waitUntil(lambda: page.shown is page.installed, timeout=30_000)
    kept = installation.load(paths.installation_file)
    assert kept is not None
    assert (kept.kind, kept.url) == (SERVICE, stub.url)
    assert stub.token not in paths.installation_file.read_text()


def test_a_wrong_token_is_said_before_anything_is_kept(
    page: SetupPage, qtbot: Any, stub: StubService, paths: PluginPaths
) -> None:
    said: list[str] = []
    page.message_emitted.connect(lambda text, good: said.append(text))
    page.welcome.others.setCollapsed(False)
    page.welcome.setup_options.url.setText(stub.url)
    page.welcome.setup_options.token.setText("wrong")
    _click(page, "TilescribeConnect")
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert "token" in said[0]
    assert not paths.installation_file.exists()


def test_an_update_of_the_plugin_is_told(qgis_app: Any, qtbot: Any, paths: PluginPaths) -> None:
    installation.save(paths.installation_file, Installation(MANAGED, python=sys.executable, version="0.1.0"))
    page = SetupPage(Session(EngineController(paths, needed_version="0.2.0")))
    qtbot.addWidget(page)
    assert page.shown is page.welcome
    assert page.welcome.button.text() == "Update the engine"
    assert "0.2.0" in page.welcome.sentence.text()
    assert "0.1.0" in page.welcome.sentence.text()


@pytest.mark.parametrize("sure", [True, False])
def test_everything_can_be_removed_from_the_same_page(
    page: SetupPage, bundled: Path, qtbot: Any, paths: PluginPaths, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    _set_up(page, bundled.parent)
    qtbot.waitUntil(lambda: page.shown is page.installed, timeout=60_000)
    buttons = QMessageBox.StandardButton
    monkeypatch.setattr(QMessageBox, "question", lambda *_: buttons.Yes if sure else buttons.No)
    _click(page, "TilescribeEngineRemove")
    if sure:
        qtbot.waitUntil(lambda: not list(paths.environments.iterdir()), timeout=30_000)
        assert page.shown is page.welcome
        assert not paths.installation_file.exists()
    else:
        assert page.shown is page.installed
        assert paths.installation_file.exists()


def test_setting_up_anew_replaces_the_environment(
    page: SetupPage, bundled: Path, qtbot: Any, paths: PluginPaths
) -> None:
    _set_up(page, bundled.parent)
    qtbot.waitUntil(lambda: page.shown is page.installed, timeout=60_000)
    _click(page, "TilescribeEngineReinstall")
    qtbot.waitUntil(lambda: page.shown is page.installed, timeout=60_000)
    qtbot.waitUntil(lambda: [folder.name for folder in paths.environments.iterdir()] == ["0.1.0-2"], timeout=30_000)


def test_the_report_goes_to_the_clipboard_without_names(page: SetupPage, qtbot: Any) -> None:
    said: list[str] = []
    page.message_emitted.connect(lambda text, good: said.append(text))
    page.progress.log.appendPlainText(f"{Path.home()}/x could not be read")
    page.copy_report()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("### Tilescribe: diagnostics")
    assert "~/x could not be read" in text
    assert "3." in text
    assert said


def test_a_failed_engine_says_why(page: SetupPage) -> None:
    engine = page._engine
    engine.use(Installation(INTERPRETER, python=sys.executable, version="0.1.0"))
    engine._fail(problems.not_started("exit status 1", log="No module named tilescribe"))
    assert page.shown is page.installed
    assert "No module named tilescribe" in page.installed.headline.text()
