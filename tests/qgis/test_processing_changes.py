"""The algorithms about two dates inside QGIS, against an engine that answers by the contract."""

from __future__ import annotations

import pytest
from tests.qgis.stub_service import CATALOG_ID, JOB_ID, golden
from tests.qgis.test_processing import Hearing, done, finished_job, news, process, provider

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
)

__all__ = ["done", "process", "provider"]

CATALOG = {"CATALOG": "/data/area.gpkg"}


@pytest.fixture
def changed(stub):
    """A search finds what has changed."""
    stub.answers["POST /search"] = golden("search-changed")["response"]["body"]
    return golden("search-changed")["response"]["body"]["features"][0]["properties"]


def test_comparing_follows_the_job_and_says_what_happened(process, stub, done, engine):
    ended = []
    engine.job_ended.connect(ended.append)
    stub.answers["POST /catalogs"] = golden("catalog-describe")["response"]["body"]
    feedback = Hearing()
    results = process("comparedates", {**CATALOG, "BEFORE": "2025-09", "AFTER": "*_post.tif"}, feedback=feedback)
    assert stub.asked("POST /jobs")[0].body == {
        "kind": "compare",
        "catalog": golden("catalog-describe")["response"]["body"]["id"],
        "before": "2025-09",
        "after": "*_post.tif",
        "captioner": "builtin",
    }
    assert (results["TILES_COMPARED"], results["TILES_NOT_COMPARABLE"], results["TILES_FAILED"]) == (231, 9, 0)
    assert results["OUTPUT"] == "/data/area.gpkg"
    assert ended == [CATALOG_ID], "the dock looks anew at its catalog"
    assert "new.tif: new, 9 tiles" in feedback.infos
    assert feedback.infos[-1].startswith("231 tiles are compared; 9 cannot be.")


def test_without_sides_each_date_is_compared_with_the_one_before(process, stub, done):
    process("comparedates", {**CATALOG, "CAPTIONER": "facts"})
    body = stub.asked("POST /jobs")[0].body
    assert {"before", "after"}.isdisjoint(body)
    assert body["captioner"] == "facts"


def test_cancelling_a_comparison_cancels_its_job(process, stub):
    feedback = Hearing()

    def cancel(asked):
        feedback.cancel()
        cancelled = bool(stub.asked("POST /cancel"))
        return news(finished=cancelled, state="cancelled" if cancelled else "running")

    stub.answers["GET /events"] = cancel
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("cancelled", kind="compare")
    assert "TILES_COMPARED" not in process("comparedates", CATALOG, feedback=feedback)
    assert len(stub.asked("POST /cancel")) == 1


def test_a_comparison_that_fails_says_why(process, stub):
    problem = {**golden("problem-unknown-tile")["response"]["body"], "detail": "To compare takes two dates."}
    stub.answers["GET /events"] = news(finished=True, state="failed")
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("failed", kind="compare", problem=problem)
    with pytest.raises(QgsProcessingException, match="takes two dates"):
        process("comparedates", CATALOG)


def test_changes_are_a_layer_with_both_dates_and_what_was_measured(process, stub, changed):
    results = process(
        "searchchanges",
        {**CATALOG, "QUESTION": "destroyed houses", "WAS": "intact houses", "LIMIT": 5, "OUTPUT": "memory:"},
    )
    body = stub.asked("POST /search")[0].body
    assert (body["question"], body["was"], body["changed"], body["k"]) == ("destroyed houses", "intact houses", True, 5)
    (feature,) = results["layer"].getFeatures()
    pair = changed["pair"]
    assert results["HITS"] == 1
    assert (feature["change"], feature["before_summary"]) == (pair["change"], pair["before_summary"])
    assert feature["acquired"].date().toString("yyyy-MM-dd") == "2026-09-14"
    assert feature["before_acquired"].date().toString("yyyy-MM-dd") == "2025-09-14"
    assert feature["before_rasters"] == "before_20250914.tif"
    for name in ("was", "magnitude", "magnitude_error", "comparable", "vegetation_lost", "structure_lost"):
        assert feature[name] == pytest.approx(pair[name])
    assert feature["burnt"] is None or feature["burnt"].isNull()
    assert feature["shift_m"] == pytest.approx((pair["shift_x_m"] ** 2 + pair["shift_y_m"] ** 2) ** 0.5)


def test_the_places_that_have_changed_most_need_no_question(process, stub, changed):
    process("searchchanges", {**CATALOG, "THRESHOLD": 0.25, "OUTPUT": "memory:"})
    body = stub.asked("POST /search")[0].body
    assert (body["question"], body["changed"], body["threshold"]) == ("", True, 0.25)
    assert "was" not in body


def test_a_question_may_be_put_to_the_later_date(process, stub, changed):
    process("searchchanges", {**CATALOG, "QUESTION": "rubble", "WAS": "houses", "NOW": True, "OUTPUT": "memory:"})
    body = stub.asked("POST /search")[0].body
    assert (body["question"], body["was"]) == ("rubble", "houses")
    assert "changed" not in body


@pytest.mark.parametrize(
    ("parameters", "said"),
    [({"WAS": "houses"}, "There is no question"), ({"QUESTION": "rubble", "NOW": True}, "Write what there was before")],
)
def test_what_cannot_be_asked_of_two_dates_is_refused_with_a_sentence(process, stub, parameters, said):
    with pytest.raises(QgsProcessingException, match=said):
        process("searchchanges", {**CATALOG, "OUTPUT": "memory:", **parameters})
    assert not stub.asked("POST /search")


def test_where_nothing_was_compared_the_remedy_is_said(process, stub):
    detail = "No dates of /data/area.gpkg have been compared yet. Compare them first."
    stub.misbehave(
        "POST /search", status=404, body={**golden("problem-catalog-not-found")["response"]["body"], "detail": detail}
    )
    with pytest.raises(QgsProcessingException, match="Compare them first"):
        process("searchchanges", {**CATALOG, "OUTPUT": "memory:"})


def test_the_layer_of_changes_calls_its_attributes_by_name(process, changed):
    context = QgsProcessingContext()
    destination = QgsProcessingOutputLayerDefinition("memory:", QgsProject.instance())
    results = process("searchchanges", {**CATALOG, "OUTPUT": destination}, context=context)
    layer, details = results["layer"], context.layersToLoadOnCompletion()[results["OUTPUT"]]
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    fields = layer.fields()
    assert layer.attributeAlias(fields.indexOf("before_acquired")) == "Earlier date"
    assert all(layer.attributeAlias(number) for number in range(fields.count()))
    assert layer.renderer().type() != "singleSymbol"
