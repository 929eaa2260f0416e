"""The algorithms inside QGIS, against an engine that answers by the contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.processing.provider import TilescribeProvider
from tests.qgis.rasters import geotiff
from tests.qgis.stub_service import JOB_ID, golden

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

NAMES = {
    "indexrasters",
    "search",
    "similar",
    "comparedates",
    "searchchanges",
    "heatmap",
    "describe",
    "export",
    "cataloginfo",
}


@pytest.fixture
def provider(engine):
    made = TilescribeProvider(engine)
    made.refreshAlgorithms()
    return made


@pytest.fixture
def process(provider):
    """`process("search", {...}, feedback=)`: the results; raises QgsProcessingException."""
    return processing_runner(provider)


def processing_runner(provider):
    """What runs the algorithms of a provider by name."""

    def run(name: str, parameters: dict[str, Any], *, feedback=None, context=None) -> dict[str, Any]:
        feedback = feedback or QgsProcessingFeedback()
        context = context or QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = provider.algorithm(name).create()
        fine, why = algorithm.checkParameterValues(parameters, context)
        assert fine, why
        results, _ = algorithm.run(parameters, context, feedback, {}, False)
        results["layer"] = context.getMapLayer(str(results.get("OUTPUT", "")))
        if results["layer"] is not None:
            context.takeResultLayer(results["layer"].id())
        return results

    return run


class Hearing(QgsProcessingFeedback):
    """Keeps what was said."""

    def __init__(self) -> None:
        super().__init__(False)
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.shares: list[float] = []
        self.progressChanged.connect(self.shares.append)

    def pushInfo(self, info):
        self.infos.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)


def finished_job(state: str, *, kind: str = "index", **changes: Any) -> dict[str, Any]:
    return {**golden("job-get")["response"]["body"], "state": state, "kind": kind, **changes}


RASTER = {"type": "raster", "path": "/data/tifs/new.tif", "message": "new, 9 tiles"}


def news(*, finished: bool, state: str = "running") -> dict[str, Any]:
    body = golden("job-events")["response"]["body"]
    events = [{**body["events"][0], "id": 3, **RASTER}, *body["events"]]
    return {**body, "events": events, "finished": finished, "state": state}


@pytest.fixture
def done(stub):
    """Jobs are done at once."""
    stub.answers["GET /events"] = news(finished=True, state="done")
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("done")


def test_every_algorithm_has_a_name_help_an_icon_and_tags(provider):
    algorithms = {algorithm.name(): algorithm for algorithm in provider.algorithms()}
    assert set(algorithms) == NAMES
    for algorithm in algorithms.values():
        assert algorithm.shortHelpString().startswith("<p>")
        assert Path(algorithm.svgIconPath()).is_file()
        assert not algorithm.icon().isNull()
        assert algorithm.displayName()
        assert algorithm.tags()
        assert algorithm.create().name() == algorithm.name()


def test_a_search_gives_a_layer_of_tiles_with_scores_and_descriptions(process, stub):
    feedback = Hearing()
    results = process(
        "search", {"CATALOG": "/data/area.gpkg", "QUESTION": "a river", "OUTPUT": "memory:"}, feedback=feedback
    )
    hits = golden("search")["response"]["body"]["features"]
    features = list(results["layer"].getFeatures())
    assert results["HITS"] == len(features) == len(hits)
    assert features[0]["score"] == hits[0]["properties"]["score"]
    assert features[0]["matched"] == hits[0]["properties"]["matched"]
    assert features[0].geometry().isGeosValid()
    assert results["layer"].crs().authid() == "EPSG:4326"
    assert stub.asked("POST /search")[0].body["question"] == "a river"
    assert "best has the score" in feedback.infos[-1]


def test_filters_reach_the_engine_in_its_own_words(process, stub):
    area = QgsVectorLayer("Polygon?crs=EPSG:3857", "area", "memory")
    feature = QgsFeature()
    corners = [QgsPointXY(0, 0), QgsPointXY(1000, 0), QgsPointXY(1000, 1000), QgsPointXY(0, 0)]
    feature.setGeometry(QgsGeometry.fromPolygonXY([corners]))
    area.dataProvider().addFeature(feature)
    process(
        "search",
        {
            "CATALOG": "/data/area.gpkg",
            "QUESTION": "a river",
            "LIMIT": 7,
            "EXTENT": "500000,600000,5300000,5400000 [EPSG:32633]",
            "AREA": area,
            "FROM": "2026-09-01",
            "TO": "2026-09-30",
            "THRESHOLD": 0.4,
            "RASTERS": "scene_*, other.tif",
            "LEVELS": "112, 448 m",
            "OUTPUT": "memory:",
        },
    )
    body = stub.asked("POST /search")[0].body
    assert body["k"] == 7
    assert body["bbox"] == pytest.approx([14.98, 47.84, 16.38, 48.76], abs=0.02)
    assert body["area"]["type"] == "MultiPolygon"
    assert (body["acquired_from"], body["acquired_to"]) == ("2026-09-01", "2026-09-30")
    assert body["threshold"] == 0.4
    assert body["rasters"] == ["scene_*", "other.tif"]
    assert body["levels_m"] == [112.0, 448.0]


def test_a_closer_look_gives_the_outlines_of_the_best_parts(process, stub):
    stub.answers["POST /search"] = golden("search-closer")["response"]["body"]
    asked = {"CATALOG": "/c.gpkg", "QUESTION": "boats", "OUTPUT": "memory:"}
    layer = process("search", {**asked, "CLOSER": 20})["layer"]
    feature = next(layer.getFeatures())
    assert feature.geometry().boundingBox().width() == pytest.approx(0.05)
    assert feature["closer"] == pytest.approx(0.83)
    process("search", asked)
    assert [call.body.get("closer") for call in stub.asked("POST /search")] == [{"most": 20}, None]


def test_finding_nothing_is_an_answer_that_says_what_to_loosen(process, stub):
    stub.answers["POST /search"] = golden("search-nothing")["response"]["body"]
    feedback = Hearing()
    results = process("search", {"CATALOG": "/c.gpkg", "QUESTION": "x", "OUTPUT": "memory:"}, feedback=feedback)
    assert results["HITS"] == 0
    assert feedback.infos[-1].startswith("Nothing found")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"QUESTION": " "}, "Write in plain words"),
        ({"QUESTION": "a", "LEVELS": "large"}, "“large” is no tile size"),
        ({"QUESTION": "a", "LEVELS": "-5"}, "“-5” is no tile size"),
        ({"QUESTION": "a", "EXTENT": "1e9,2e9,1e9,2e9 [EPSG:32633]"}, "nowhere on Earth"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(process, stub, parameters, said):
    with pytest.raises(QgsProcessingException, match=said):
        process("search", {"CATALOG": "/data/area.gpkg", "OUTPUT": "memory:", **parameters})
    assert not stub.asked("POST /search")


def test_a_problem_of_the_engine_arrives_as_its_sentence(process, stub):
    stub.misbehave("POST /catalogs", status=404, body=golden("problem-catalog-not-found")["response"]["body"])
    sentence = golden("problem-catalog-not-found")["response"]["body"]["detail"]
    with pytest.raises(QgsProcessingException) as raised:
        process("search", {"CATALOG": "/data/none.gpkg", "QUESTION": "a", "OUTPUT": "memory:"})
    assert sentence in str(raised.value)


def test_cancelling_a_slow_search_does_not_wait_for_the_engine(process, stub, qtbot):
    stub.misbehave("POST /search", delay_s=30)
    feedback = Hearing()
    feedback.cancel()
    assert "HITS" not in process(
        "search", {"CATALOG": "/data/area.gpkg", "QUESTION": "a", "OUTPUT": "memory:"}, feedback=feedback
    )
    stub.behave()


def test_similar_takes_a_place_in_any_crs(process, stub):
    process("similar", {"CATALOG": "/data/area.gpkg", "POINT": "0,0 [EPSG:3857]", "OUTPUT": "memory:"})
    assert stub.asked("POST /similar")[0].body["to"]["point"] == [0.0, 0.0]


def test_similar_takes_a_tile_or_a_picture(process, stub, tmp_path):
    picture = tmp_path / "house.jpg"
    picture.write_bytes(b"a picture")
    process("similar", {"CATALOG": "/data/area.gpkg", "TILE": 17, "OUTPUT": "memory:"})
    process("similar", {"CATALOG": "/data/area.gpkg", "PICTURE": str(picture), "OUTPUT": "memory:"})
    first, second = (asked.body["to"] for asked in stub.asked("POST /similar"))
    assert first["tile_id"] == 17
    assert second["picture"] == "YSBwaWN0dXJl"


def test_similar_wants_exactly_one_example(process):
    with pytest.raises(QgsProcessingException, match="exactly one"):
        process("similar", {"CATALOG": "/data/area.gpkg", "OUTPUT": "memory:"})
    with pytest.raises(QgsProcessingException, match="exactly one"):
        process("similar", {"CATALOG": "/data/area.gpkg", "TILE": 1, "POINT": "0,0", "OUTPUT": "memory:"})


def test_indexing_follows_the_job_and_says_what_happened(process, stub, done, tmp_path):
    feedback = Hearing()
    results = process(
        "indexrasters",
        {"FOLDER": str(tmp_path), "LEVELS": "128,512", "OUTPUT": str(tmp_path / "area.gpkg")},
        feedback=feedback,
    )
    job = stub.asked("POST /jobs")[0].body
    assert (job["kind"], job["paths"], job["levels_m"]) == ("index", [str(tmp_path)], [128.0, 512.0])
    assert stub.asked("POST /catalogs")[0].body == {"path": str(tmp_path / "area.gpkg"), "create": True}
    assert feedback.shares[-1] == pytest.approx(40.0)
    assert "new.tif: new, 9 tiles" in feedback.infos
    assert "the block cannot be decoded" in feedback.warnings[0]
    assert results["OUTPUT"].endswith("area.gpkg")
    assert results["TILES_DESCRIBED"] > 0


def test_indexing_takes_layers_and_names_those_that_have_no_file(process, stub, done, tmp_path):
    layer = QgsRasterLayer(geotiff(tmp_path / "a.tif"), "a")
    web = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png", "web map", "wms")
    project = QgsProject.instance()
    project.addMapLayers([layer, web])
    feedback = Hearing()
    process("indexrasters", {"LAYERS": [layer, web], "OUTPUT": str(tmp_path / "c.gpkg")}, feedback=feedback)
    project.removeAllMapLayers()
    assert stub.asked("POST /jobs")[0].body["paths"] == [str(tmp_path / "a.tif")]
    assert "“web map” comes from a web service" in feedback.warnings[0]


def test_indexing_nothing_is_refused(process, tmp_path):
    with pytest.raises(QgsProcessingException, match="nothing to index"):
        process("indexrasters", {"OUTPUT": str(tmp_path / "c.gpkg")})


def test_cancelling_an_index_cancels_its_job(process, stub, tmp_path):
    feedback = Hearing()

    def cancel(asked):
        feedback.cancel()
        cancelled = bool(stub.asked("POST /cancel"))
        return news(finished=cancelled, state="cancelled" if cancelled else "running")

    stub.answers["GET /events"] = cancel
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("cancelled")
    results = process("indexrasters", {"FOLDER": str(tmp_path), "OUTPUT": str(tmp_path / "c.gpkg")}, feedback=feedback)
    assert "TILES_DESCRIBED" not in results
    assert len(stub.asked("POST /cancel")) == 1


def test_a_failed_job_fails_the_algorithm_with_its_reason(process, stub, tmp_path):
    problem = golden("problem-catalog-locked")["response"]["body"]
    stub.answers["GET /events"] = news(finished=True, state="failed")
    stub.answers[f"GET /jobs/{JOB_ID}"] = finished_job("failed", problem=problem)
    with pytest.raises(QgsProcessingException, match="Another process is writing"):
        process("indexrasters", {"FOLDER": str(tmp_path), "OUTPUT": str(tmp_path / "c.gpkg")})


def test_describe_gives_tiles_with_their_descriptions(process, stub, tmp_path):
    layer = QgsRasterLayer(geotiff(tmp_path / "a.tif"), "a")
    results = process(
        "describe", {"INPUT": layer, "EXTENT": "15,15.1,47.9,48 [EPSG:4326]", "LEVEL": 112, "OUTPUT": "memory:"}
    )
    body = stub.asked("POST /describe")[0].body
    assert body["path"] == str(tmp_path / "a.tif")
    assert body["bbox"] == pytest.approx([15.0, 47.9, 15.1, 48.0])
    feature = next(results["layer"].getFeatures())
    assert feature["summary"] == "A river beside trees."
    assert feature["facts"] == "Water covers 40 % of the tile."
    assert "river (0.83)" in feature["tags"]


def test_a_long_description_is_written_whole(process, stub, tmp_path):
    body = golden("describe")["response"]["body"]
    first, *others = body["features"]
    long = {**first["properties"]["descriptions"][0], "kind": "detail", "text": "A river bends. " * 40}
    properties = {**first["properties"], "descriptions": [long]}
    stub.answers["POST /describe"] = {**body, "features": [{**first, "properties": properties}, *others]}
    layer = QgsRasterLayer(geotiff(tmp_path / "a.tif"), "a")
    results = process("describe", {"INPUT": layer, "OUTPUT": "memory:"})
    assert next(results["layer"].getFeatures())["detail"] == long["text"]


def test_export_writes_hits_or_all_tiles(process, stub, done, tmp_path):
    path = str(tmp_path / "hits.gpkg")
    process("export", {"CATALOG": "/data/area.gpkg", "QUESTION": "water", "THRESHOLD": 0.4, "OUTPUT": path})
    process("export", {"CATALOG": "/data/area.gpkg", "OUTPUT": path})
    with_question, everything = (asked.body for asked in stub.asked("POST /jobs"))
    assert with_question["path"] == path
    assert with_question["search"]["question"] == "water"
    assert with_question["search"]["k"] == 100_000
    assert with_question["search"]["threshold"] == 0.4
    assert "search" not in everything


def test_export_refuses_filters_that_would_not_count(process):
    with pytest.raises(QgsProcessingException, match="need a question"):
        process("export", {"CATALOG": "/data/area.gpkg", "THRESHOLD": 0.4, "OUTPUT": "/tmp/x.csv"})


def test_information_counts_and_draws_the_rasters(process, stub):
    stub.answers["POST /catalogs"] = golden("catalog-describe")["response"]["body"]
    feedback = Hearing()
    results = process("cataloginfo", {"CATALOG": "/data/area.gpkg", "OUTPUT": "memory:"}, feedback=feedback)
    assert (results["RASTERS"], results["TILES_DONE"], results["TILES_FAILED"]) == (3, 240, 1)
    feature = next(results["layer"].getFeatures())
    assert feature["name"] == "scene_20260914.tif"
    assert feature["state"] == "indexed"
    assert feature["described_by"] == "builtin (10), facts (10)"
    assert "Compared 2025-09-14 → 2026-09-14: 231 tiles" in feedback.infos
    assert any("nowhere on Earth" in warning for warning in feedback.warnings)


def test_the_result_of_a_search_is_dressed_as_the_docks_when_qgis_loads_it(process):
    project = QgsProject.instance()
    context = QgsProcessingContext()
    destination = QgsProcessingOutputLayerDefinition("memory:", project)
    results = process("search", {"CATALOG": "/a.gpkg", "QUESTION": "a", "OUTPUT": destination}, context=context)
    layer, details = results["layer"], context.layersToLoadOnCompletion()[results["OUTPUT"]]
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.attributeAlias(layer.fields().indexOf("matched")) == "Matching description"
    assert layer.renderer().type() != "singleSymbol"
    assert "thumbnail" in layer.mapTipTemplate()


def test_the_algorithms_can_be_chained_in_a_model(provider, stub, done, tmp_path):
    """Index, then search in the catalog that comes out."""
    registry = QgsApplication.processingRegistry()
    registry.addProvider(provider)
    model = QgsProcessingModelAlgorithm("find", "tests")
    index = QgsProcessingModelChildAlgorithm("tilescribe:indexrasters")
    index.setChildId("index")
    index.addParameterSources("FOLDER", [QgsProcessingModelChildParameterSource.fromStaticValue(str(tmp_path))])
    search = QgsProcessingModelChildAlgorithm("tilescribe:search")
    search.setChildId("search")
    search.addParameterSources("CATALOG", [QgsProcessingModelChildParameterSource.fromChildOutput("index", "OUTPUT")])
    search.addParameterSources("QUESTION", [QgsProcessingModelChildParameterSource.fromStaticValue("a river")])
    output = QgsProcessingModelOutput("hits")
    output.setChildId("search")
    output.setChildOutputName("OUTPUT")
    search.setModelOutputs({"hits": output})
    for child in (index, search):
        model.addChildAlgorithm(child)
    try:
        results, fine = model.run({"search:hits": "memory:"}, QgsProcessingContext(), Hearing())
    finally:
        registry.removeProvider(provider)
    assert fine
    assert results["search:hits"]
    assert stub.asked("POST /catalogs")[-1].body["path"] == golden("catalog-describe")["response"]["body"]["path"]
    assert stub.asked("POST /search")[0].body["question"] == "a river"
