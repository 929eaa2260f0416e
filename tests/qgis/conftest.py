"""A real QGIS, and an engine that is a stub where the test is not about the engine.

Fixtures: `stub` (the stub service), `engine` (connected to it), `session`, `places` (folders of this test), `no_stall`
(fails the test when the GUI thread was held for more than 50 ms).
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

from qgis_plugin.core.engine import Engine, EngineState
from qgis_plugin.core.installation import SERVICE, Installation
from qgis_plugin.core.places import Places
from qgis_plugin.core.session import Session
from tests.qgis.stall import StallDetector
from tests.qgis.stub_service import StubService


@pytest.fixture
def stub() -> Iterator[StubService]:
    with StubService() as service:
        yield service


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", profile=tmp_path / "profile")


@pytest.fixture
def engine(qgis_app: Any, stub: StubService, places: Places) -> Iterator[Engine]:
    """Connected to the stub; it becomes READY with the first question."""
    made = Engine(places)
    made.use(Installation(kind=SERVICE, url=stub.url), token=stub.token)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def session(engine: Engine) -> Session:
    return Session(engine)


@pytest.fixture
def ready(engine: Engine, qtbot: Any) -> Engine:
    """The engine, READY already."""
    engine.ensure()
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
    """Fails the test when the GUI thread is held for more than 50 ms while `with no_stall.watching():` is open."""
    detector = StallDetector()
    yield detector
    detector.conclude()
