"""Setting the engine up from the page, as a user does."""

from __future__ import annotations

import functools
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import fetching, installation, problems
from qgis_plugin.core.engine import EngineController, EngineState
from qgis_plugin.core.environment import NetworkSettings
from qgis_plugin.core.installation import INTERPRETER, MANAGED, SERVICE, Installation
from qgis_plugin.core.paths import PluginPaths, plugin_version
from qgis_plugin.core.session import Session
from qgis_plugin.core.setup.events import Waiting
from qgis_plugin.core.setup.lock import setup_lock
from qgis_plugin.gui.setup import setup_options, setup_page
from qgis_plugin.gui.setup.setup_page import SetupPage
from tests.made_up_wheels import make_wheels
from tests.package_index import Proxy, make_uv_wheel, package_index, serving, write_pins
from tests.qgis.stub_service import StubService

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton


@pytest.fixture
def page(qgis_app: Any, qtbot: Any, paths: PluginPaths, monkeypatch: pytest.MonkeyPatch) -> Iterator[SetupPage]:
    monkeypatch.setattr("qgis_plugin.core.setup.install.free_bytes", lambda folder: 2**40)
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
    """The engine's wheel, as it lies in the plugin's folder, beside all that a set-up without a network needs."""
    wheel = make_wheels(tmp_path / "wheels")
    make_uv_wheel(wheel.parent)
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
    assert "lacks rasterio" in page.progress.headline.text()
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


def test_over_the_network_of_qgis_uv_and_the_engine_come_from_the_index(
    page: SetupPage, qtbot: Any, tmp_path: Path, paths: PluginPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin without a wheel in it: the engine of its version is fetched. Nobody else is let out."""
    monkeypatch.setattr("qgis_plugin.gui.setup.setup_options.bundled_wheel", lambda: None)
    monkeypatch.setattr("qgis_plugin.gui.setup.setup_options.constraints", lambda: None)
    monkeypatch.setattr("qgis_plugin.core.setup.install.has_nvidia_card", lambda: False)
    proxy = Proxy()
    monkeypatch.setattr(page._engine, "read_network", lambda: NetworkSettings(proxy=proxy.url))
    with package_index(tmp_path / "index") as index, serving(proxy):
        pins = write_pins(tmp_path / "pins", next(index.folder.glob("uv-*.whl")))
        monkeypatch.setattr("qgis_plugin.core.setup.uv_program.PINS", pins)
        monkeypatch.setattr(setup_page, "install", functools.partial(setup_page.install, pins=pins))
        page.welcome.setup_options.python.setFilePath(sys.executable)
        page.welcome.setup_options.index.setText(index.url)
        _click(page, "TilescribeSetUp")
        qtbot.waitUntil(lambda: page.shown is page.installed or page.progress.retry.isVisible(), timeout=120_000)
    log = page.progress.log.toPlainText()
    assert page.shown is page.installed, log
    assert "download.pytorch.org, cannot be reached" in log
    assert f"PyTorch comes from {index.url} instead" in log
    assert {"uv", "tilescribe", "torch"} <= set(index.asked)
    kept = installation.load(paths.installation_file)
    assert kept is not None
    assert kept.version == plugin_version()


def test_the_index_that_pip_is_configured_with_is_taken_up(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_options, "configured_index", lambda: "https://u:secret@pypi.house/simple")
    panel = setup_options.SetupOptionsPanel()
    qtbot.addWidget(panel)
    assert panel.options().index == "https://u:secret@pypi.house/simple"
    assert panel.index.placeholderText() == "https://pypi.house/simple"
    panel.index.setText("https://other.example/simple")
    assert panel.options().index == "https://other.example/simple"


def test_no_field_is_cut_off_in_a_narrow_dock(page: SetupPage, qtbot: Any) -> None:
    page.welcome.others.setCollapsed(False)
    qtbot.waitUntil(lambda: page.welcome.setup_options.isVisible(), timeout=10_000)
    area = page.pages.currentWidget()
    assert page.welcome.minimumSizeHint().width() <= area.viewport().width()


def test_an_index_that_does_not_answer_is_named(page: SetupPage, bundled: Path, qtbot: Any) -> None:
    page.welcome.setup_options.index.setText("http://127.0.0.1:9/simple")
    _click(page, "TilescribeSetUp")
    qtbot.waitUntil(page.progress.retry.isVisible, timeout=60_000)
    assert "127.0.0.1 cannot be reached" in page.progress.headline.text()


def test_cancelling_ends_a_download_that_never_ends(
    page: SetupPage, bundled: Path, qtbot: Any, paths: PluginPaths
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        page.welcome.setup_options.index.setText(f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        _click(page, "TilescribeSetUp")
        with silent.accept()[0] as asked:
            assert asked.recv(3) == b"GET"
            _click(page, "TilescribeSetupCancel")
            qtbot.waitUntil(lambda: page.shown is page.welcome, timeout=10_000)
    assert not paths.installation_file.exists()


def test_the_gui_thread_is_never_made_to_wait_for_a_file(qgis_app: Any) -> None:
    with pytest.raises(RuntimeError, match="GUI thread"):
        fetching.fetch("http://127.0.0.1:9/", lambda: False)


def test_what_is_on_its_way_is_said_until_it_has_come(page: SetupPage) -> None:
    page.progress.begin()
    page.progress.show_event(Waiting("torch (527 MB)"))
    assert page.progress.waiting.text() == "On their way: torch (527 MB)"
    assert page.progress.waiting.isVisibleTo(page.progress)
    page.progress.show_event(Waiting(""))
    assert not page.progress.waiting.isVisibleTo(page.progress)


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
