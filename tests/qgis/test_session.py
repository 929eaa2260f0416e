"""The catalog in use, as all parts of the plugin share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from qgis_plugin.core.session import Session
from tests.qgis.stub_service import CATALOG_ID, StubService, golden

from qgis.core import QgsSettings


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    QgsSettings().remove("tilescribe/catalog")
    yield
    QgsSettings().remove("tilescribe/catalog")


def test_an_opened_catalog_is_taken_into_use_and_remembered(session: Session, answer_to: Any, qtbot: Any) -> None:
    assert session.catalog is None
    assert session.last_catalog_path == ""
    with qtbot.waitSignal(session.catalog_changed) as changed:
        session.open_catalog("/data/area.gpkg")
    assert changed.args[0] == session.catalog
    assert session.catalog.id == CATALOG_ID
    assert session.last_catalog_path == "/data/area.gpkg"


def test_a_catalog_that_cannot_be_opened_changes_nothing(session: Session, answer_to: Any, stub: StubService) -> None:
    problem = golden("problem-catalog-not-found")["response"]
    stub.misbehave("POST /catalogs", status=404, body=problem["body"])
    assert answer_to(session.open_catalog("/gone.gpkg")).code == "catalog-not-found"
    assert session.catalog is None
    assert session.last_catalog_path == ""


def test_refreshing_reads_the_counts_again(session: Session, answer_to: Any, stub: StubService) -> None:
    answer_to(session.open_catalog("/data/area.gpkg"))
    body = golden("catalog-describe")["response"]["body"]
    stub.answers[f"GET /{CATALOG_ID}"] = {**body, "tiles": {**body["tiles"], "done": 252, "pending": 0}}
    answer_to(session.refresh_catalog())
    assert session.catalog.tiles.done == 252


def test_a_job_of_processing_has_the_counts_read_again(
    session: Session, answer_to: Any, stub: StubService, qtbot: Any
) -> None:
    answer_to(session.open_catalog("/data/area.gpkg"))
    body = golden("catalog-describe")["response"]["body"]
    stub.answers[f"GET /{CATALOG_ID}"] = {**body, "changes": None}
    session.engine.job_ended.emit("another")
    assert not stub.asked(f"GET /{CATALOG_ID}")
    with qtbot.waitSignal(session.catalog_changed):
        session.engine.job_ended.emit(CATALOG_ID)
    assert session.catalog.changes is None


def test_a_late_refresh_of_another_catalog_is_dropped(session: Session, answer_to: Any, stub: StubService) -> None:
    answer_to(session.open_catalog("/data/area.gpkg"))
    call = session.refresh_catalog()
    session.use_catalog(None)
    answer_to(call)
    assert session.catalog is None


def test_without_a_catalog_there_is_nothing_to_refresh(session: Session) -> None:
    assert session.refresh_catalog() is None
