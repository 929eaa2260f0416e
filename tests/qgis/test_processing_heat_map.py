"""The algorithm *Heat map* inside QGIS, against an engine that answers by the contract."""

from __future__ import annotations

import pytest
from tests.qgis.stub_service import JOB_ID, golden
from tests.qgis.test_processing import Hearing, finished_job, news, process, provider

from qgis.core import QgsProcessingException

__all__ = ["process", "provider"]

CATALOG = {"CATALOG": "/data/area.gpkg"}
DRAWN = {"tiles": 12, "resolution_m": 64.0, "highest": 0.91, "notices": ["One encoder could not be loaded."]}


@pytest.fixture
def drawn(stub):
    """Jobs end well at once."""
    stub.answers["GET /events"] = news(finished=True, state="done")
    stub.answers[f"GET /jobs/{JOB_ID}"] = {**finished_job("done", kind="heatmap"), "result": DRAWN}
    stub.answers["POST /catalogs"] = golden("catalog-describe")["response"]["body"]


def test_a_question_is_drawn_with_its_filters(process, stub, drawn, tmp_path):
    feedback, path = Hearing(), tmp_path / "lake.tif"
    asked = {**CATALOG, "QUESTION": " a lake ", "RASTERS": "*_post.tif", "RESOLUTION": 32, "CRS": "EPSG:32633"}
    results = process("heatmap", {**asked, "OUTPUT": str(path)}, feedback=feedback)
    assert (results["OUTPUT"], results["HIGHEST"]) == (str(path), 0.91)
    body = stub.asked("POST /jobs")[0].body
    assert {name: body[name] for name in ("kind", "path", "overwrite", "resolution_m", "crs")} == {
        "kind": "heatmap",
        "path": str(path),
        "overwrite": True,
        "resolution_m": 32.0,
        "crs": "EPSG:32633",
    }
    assert (body["search"]["question"], body["search"]["rasters"]) == ("a lake", ["*_post.tif"])
    assert body["search"]["k"] >= 1
    assert "12 tiles are drawn in cells of 64 m." in feedback.infos
    assert "One encoder could not be loaded." in feedback.warnings


def test_how_much_has_changed_needs_no_question(process, stub, drawn, tmp_path):
    process("heatmap", {**CATALOG, "CHANGED": True, "OUTPUT": str(tmp_path / "change.tif")})
    search = stub.asked("POST /jobs")[0].body["search"]
    assert search["changed"] is True
    assert not search.get("question")


def test_nothing_asked_and_no_geotiff_are_told_before_the_engine_is_asked(process, stub, tmp_path):
    with pytest.raises(QgsProcessingException, match="There is no question"):
        process("heatmap", {**CATALOG, "OUTPUT": str(tmp_path / "lake.tif")})
    with pytest.raises(QgsProcessingException, match=r"“lake.jp2” is no GeoTIFF"):
        process("heatmap", {**CATALOG, "QUESTION": "a lake", "OUTPUT": str(tmp_path / "lake.jp2")})
    assert not stub.asked("POST /jobs")


def test_what_the_engine_cannot_draw_is_told_in_its_words(process, stub, tmp_path):
    problem = {**golden("problem-unknown-tile")["response"]["body"], "detail": "No described tile lies in this extent."}
    stub.answers["GET /events"] = news(finished=True, state="failed")
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("failed", kind="heatmap", problem=problem)
    stub.answers["POST /catalogs"] = golden("catalog-describe")["response"]["body"]
    with pytest.raises(QgsProcessingException, match="No described tile lies"):
        process("heatmap", {**CATALOG, "QUESTION": "a lake", "OUTPUT": str(tmp_path / "lake.tif")})
