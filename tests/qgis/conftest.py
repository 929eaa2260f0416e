"""A real QGIS, and an engine that is a stub where the test is not about the engine.

Fixtures: `stub` (the stub service), `engine` (connected to it), `session`, `paths` (folders of this test), `no_stall`
(fails the test when the GUI thread was held for long), `page` and `asked` (a search page, without and with
hits).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from qgis_plugin.core.engine import EngineController, EngineState
from qgis_plugin.core.installation import SERVICE, Installation
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.session import Session
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import Iface, catalog, hits, layer_of
from tests.qgis.stall import StallDetector
from tests.qgis.stub_service import StubService


@pytest.fixture
def stub() -> Iterator[StubService]:
    with StubService() as service:
        yield service


@pytest.fixture
def paths(tmp_path: Path) -> PluginPaths:
    return PluginPaths(data=tmp_path / "data", profile=tmp_path / "profile")


@pytest.fixture
def engine(qgis_app: Any, stub: StubService, paths: PluginPaths) -> Iterator[EngineController]:
    """Connected to the stub; it becomes READY with the first question."""
    made = EngineController(paths)
    made.use(Installation(kind=SERVICE, url=stub.url), token=stub.token)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def session(engine: EngineController) -> Session:
    return Session(engine)


@pytest.fixture
def ready(engine: EngineController, qtbot: Any) -> EngineController:
    """The engine, READY already."""
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY)
    return engine


@pytest.fixture
def answer_to(qtbot: Any) -> Callable[[Any], Any]:
    """`answer_to(call)`: what it came to, a value or a Problem."""

    def wait(call: Any, timeout_ms: int = 10_000) -> Any:
        came: list[Any] = []
        call.done.connect(came.append)
        call.failed.connect(came.append)
        qtbot.waitUntil(lambda: bool(came), timeout=timeout_ms)
        return came[0]

    return wait


@pytest.fixture
def no_stall(qgis_app: Any) -> Iterator[StallDetector]:
    """Fails the test when the GUI thread is held too long while `with no_stall.watching():` is open; how long
    that is says `stall`."""
    detector = StallDetector()
    yield detector
    detector.conclude()


@pytest.fixture
def page(qgis_new_project: Any, qgis_canvas: Any, session: Session, stub: StubService, qtbot: Any) -> Iterator[Any]:
    """A search page, shown; the stub answers with three hits."""
    from qgis_plugin.core.settings import forget_questions
    from qgis_plugin.gui.search.search_page import SearchPage

    from qgis.core import QgsSettings

    forget_questions()
    QgsSettings().remove("tilescribe/on_click")
    stub.answers["POST /search"] = hits(3)
    session.use_catalog(catalog())
    made = SearchPage(Iface(qgis_canvas), session)
    made.resize(360, 640)
    made.show()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def asked(page: Any, qtbot: Any) -> Any:
    """The page with three hits in list and layer."""
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("water beside trees")
    qtbot.waitUntil(lambda: layer_of(page).featureCount() == 3, timeout=PATIENCE_MS)
    return page
