"""The plugin's half of the contract: it emits the golden requests and reads the golden answers."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import routes
from qgis_plugin.core.protocol import (
    API_VERSION,
    Closer,
    CompareJob,
    DeepenJob,
    DescribeRequest,
    DownloadJob,
    EstimateRequest,
    ExportJob,
    HeatMapJob,
    IndexJob,
    Mark,
    Problem,
    ProtocolError,
    Ready,
    ReembedJob,
    SearchRequest,
    SimilarityTarget,
    SimilarRequest,
    TileMark,
    VerifyJob,
    decode,
)
from qgis_plugin.core.transport import parse_response

CONTRACT = Path(__file__).resolve().parents[2] / "contract"
CATALOG, JOB, TILE = "3f9a1c0b7d2e", "b0c1d2e3f4a5", 17
BOUNDS = (15.0, 47.9, 15.1, 48.0)
ETAG = '"0f1e2d3c4b5a69788796a5b4c3d2e1f0"'


def golden(name: str) -> dict[str, Any]:
    return json.loads((CONTRACT / f"{name}.json").read_text(encoding="utf-8"))


def _body(name: str) -> Any:
    return golden(name)["request"]["body"]


PICTURE = _body("similar-picture")["to"]["picture"]
REQUESTS = {
    "health": routes.health(),
    "models": routes.models(),
    "catalogs-list": routes.catalogs(),
    "catalog-create": routes.open_catalog("/data/area.gpkg", create=True),
    "catalog-open": routes.open_catalog("/data/area.gpkg"),
    "catalog-describe": routes.catalog(CATALOG),
    "catalog-close": routes.close_catalog(CATALOG),
    "rasters-list": routes.rasters(CATALOG),
    "rasters-edit": routes.edit_rasters(CATALOG, [1], acquired="2026-09-13", label="after"),
    "rasters-remove": routes.remove_rasters(CATALOG, (1,)),
    "estimate": routes.estimate(decode(EstimateRequest, _body("estimate"))),
    "job-index": routes.start_job(decode(IndexJob, _body("job-index"))),
    "job-compare": routes.start_job(decode(CompareJob, _body("job-compare"))),
    "job-deepen": routes.start_job(decode(DeepenJob, _body("job-deepen"))),
    "job-reembed": routes.start_job(decode(ReembedJob, _body("job-reembed"))),
    "job-verify": routes.start_job(decode(VerifyJob, _body("job-verify"))),
    "job-export": routes.start_job(decode(ExportJob, _body("job-export"))),
    "job-heatmap": routes.start_job(decode(HeatMapJob, _body("job-heatmap"))),
    "job-download": routes.start_job(decode(DownloadJob, _body("job-download"))),
    "job-get": routes.job(JOB),
    "job-events": routes.job_events(JOB, after=3, wait_s=10),
    "job-cancel": routes.cancel_job(JOB),
    "job-continue": routes.continue_job("a0a0a0a0a0a0"),
    "job-forget": routes.forget_job(JOB),
    "jobs-list": routes.jobs(catalog_id=CATALOG),
    "search": routes.search(CATALOG, decode(SearchRequest, _body("search"))),
    "search-closer": routes.search(
        CATALOG, SearchRequest(question="boats", closer=Closer(most=20, captioner="builtin"))
    ),
    "search-changed": routes.search(CATALOG, decode(SearchRequest, _body("search-changed"))),
    "search-most-changed": routes.search(CATALOG, SearchRequest(changed=True, threshold=0.25)),
    "search-nothing": routes.search(CATALOG, SearchRequest(question="an airport", threshold=0.9)),
    "similar-tile": routes.similar(CATALOG, SimilarRequest(to=SimilarityTarget(tile_id=17))),
    "similar-point": routes.similar(CATALOG, SimilarRequest(to=SimilarityTarget(point=(15.05, 47.95), level_m=112.0))),
    "similar-bbox": routes.similar(CATALOG, SimilarRequest(to=SimilarityTarget(bbox=BOUNDS))),
    "similar-picture": routes.similar(
        CATALOG, SimilarRequest(to=SimilarityTarget(picture=PICTURE, captioner="builtin"))
    ),
    "tiles-at-point": routes.tiles_at(CATALOG, lon=15.05, lat=47.95),
    "tile-describe": routes.tile(CATALOG, TILE),
    "tile-pair": routes.pair(CATALOG, TILE),
    "pair-before": routes.pair_picture(CATALOG, TILE, "before"),
    "pair-after": routes.pair_picture(CATALOG, TILE, "after"),
    "pair-difference": routes.pair_picture(CATALOG, TILE, "difference"),
    "thumbnail": routes.thumbnail(CATALOG, TILE, size_px=256),
    "tile-where": routes.where(CATALOG, TILE, "water beside trees", grid=2),
    "tile-correct": routes.correct(CATALOG, TILE, "A canal beside an orchard."),
    "tile-uncorrect": routes.remove_correction(CATALOG, TILE),
    "mark-put": routes.mark(CATALOG, TILE, decode(Mark, _body("mark-put"))),
    "mark-delete": routes.unmark(CATALOG, TILE, author="maria"),
    "marks-put": routes.put_marks(
        CATALOG,
        [
            TileMark(17, Mark("unsure", grade="minor", question="water beside trees", author="maria")),
            TileMark(23, Mark(author="maria")),
        ],
    ),
    "marks-list": routes.marks(CATALOG, verdict="confirmed", author="maria"),
    "marks-unchanged": routes.marks(CATALOG, verdict="confirmed", author="maria", etag=ETAG),
    "describe": routes.describe(decode(DescribeRequest, _body("describe"))),
    "describe-picture": routes.describe(DescribeRequest(picture=PICTURE, bbox=BOUNDS)),
}

PICTURES = {"thumbnail", "pair-before", "pair-after", "pair-difference"}
NOT_ASKED = {"ready", "job-stream", "thumbnail-unchanged"}
"""Not requests of the plugin: a line of output, and two conveniences that it does without."""


def test_every_golden_file_is_covered() -> None:
    names = {file.stem for file in CONTRACT.glob("*.json") if not file.stem.startswith("problem-")}
    assert names == set(REQUESTS) | NOT_ASKED


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_a_request_is_emitted_as_the_contract_has_it(name: str) -> None:
    request, wanted = REQUESTS[name], golden(name)["request"]
    assert (request.method, request.path, dict(request.query)) == (wanted["method"], wanted["path"], wanted["query"])
    sent = None if request.body is None else json.loads(request.payload() or b"")
    if wanted["body"] is None:
        assert sent is None
    else:
        assert _without_defaults(sent, wanted["body"]) == _without_nulls(wanted["body"])


def test_marks_are_asked_for_again_with_their_etag() -> None:
    unchanged = golden("marks-unchanged")
    assert REQUESTS["marks-unchanged"].headers() == {"If-None-Match": unchanged["request"]["headers"]["If-None-Match"]}
    assert REQUESTS["marks-list"].headers() == {}
    answer = golden("marks-list")["response"]
    read, problem = parse_response(
        REQUESTS["marks-list"], status=200, body=json.dumps(answer["body"]).encode(), etag=answer["headers"]["ETag"]
    )
    assert problem is None
    assert read.etag == ETAG
    (mark,) = read.by_tile()[17]
    assert (mark.verdict, mark.grade, mark.author, mark.count) == ("confirmed", "major", "maria", 3)
    assert [one.placed for one in read.tiles] == [True, False]


@pytest.mark.parametrize("name", sorted(set(REQUESTS) - PICTURES))
def test_an_answer_is_read_as_the_contract_has_it(name: str) -> None:
    answer = golden(name)["response"]
    body = b"" if answer["body"] is None else json.dumps(answer["body"]).encode()
    value, problem = parse_response(REQUESTS[name], status=answer["status"], body=body)
    assert problem is None
    assert _covers(value, answer["body"])


@pytest.mark.parametrize("file", sorted(CONTRACT.glob("problem-*.json")), ids=lambda file: file.stem)
def test_a_problem_keeps_its_sentence_and_code(file: Path) -> None:
    answer = json.loads(file.read_text(encoding="utf-8"))["response"]
    value, problem = parse_response(routes.health(), status=answer["status"], body=json.dumps(answer["body"]).encode())
    assert value is None
    assert isinstance(problem, Problem)
    if file.stem == "problem-not-authorised":
        assert problem.code == "wrong-token"
    else:
        assert (problem.detail, problem.code) == (answer["body"]["detail"], file.stem.partition("-")[2])


def test_the_first_line_is_read() -> None:
    ready = decode(Ready, golden("ready")["line"])
    assert (ready.url, ready.api_version) == ("http://127.0.0.1:49152", API_VERSION)


def test_unknown_members_of_an_answer_are_passed_over() -> None:
    body = {**golden("health")["response"]["body"], "later": {"added": 1}}
    value, problem = parse_response(routes.health(), status=200, body=json.dumps(body).encode())
    assert problem is None
    assert value.status == "ok"


@pytest.mark.parametrize(
    ("change", "named"),
    [({"pid": "4711"}, "pid"), ({"pid": True}, "pid"), ({"models": {}}, "models"), ({"jobs": 3}, "JobCounts")],
)
def test_a_wrong_member_of_an_answer_is_named(change: dict[str, Any], named: str) -> None:
    body = {**golden("health")["response"]["body"], **change}
    _, problem = parse_response(routes.health(), status=200, body=json.dumps(body).encode())
    assert problem.code == "not-understood"
    assert named in problem.detail


def test_a_missing_member_of_an_answer_is_named() -> None:
    body = golden("health")["response"]["body"]
    del body["version"]
    with pytest.raises(ProtocolError, match="Health lacks version"):
        routes.health().parse(json.dumps(body).encode())


def test_hits_are_read_wherever_the_features_stand() -> None:
    body = golden("search")["response"]["body"]
    features = {"features": body.pop("features")}
    first = routes.search(CATALOG, SearchRequest()).parse(json.dumps({**features, **body}, indent=2).encode())
    last = routes.search(CATALOG, SearchRequest()).parse(json.dumps({**body, **features}).encode())
    assert first == last
    assert first.hits[0].words == ("trees",)
    assert first.hits[0].against == ("Its picture would give 84 %; what is said of it lowers that.",)


def test_ids_cannot_lead_to_another_route() -> None:
    assert routes.job("../catalogs?x#y").path == "/v1/jobs/..%2Fcatalogs%3Fx%23y"


def _without_defaults(sent: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What was sent, less members that the golden request leaves out because they say nothing."""
    kept = {}
    for name, value in sent.items():
        if isinstance(value, dict) and isinstance(wanted.get(name), dict) and name in ("to", "search"):
            kept[name] = _without_defaults(value, wanted[name])
        elif name in wanted or value not in (None, [], "", 0, 20, 16, True, "builtin"):
            kept[name] = value
    return kept


def _without_nulls(body: Any) -> Any:
    """Null says what leaving out says, and the plugin leaves out."""
    if isinstance(body, dict):
        return {name: _without_nulls(value) for name, value in body.items() if value is not None}
    if isinstance(body, list):
        return [_without_nulls(item) for item in body]
    return body


def _covers(value: Any, body: Any) -> bool:
    """Everything that the golden answer says stands in what was read."""
    if body is None or isinstance(value, bytes):
        return value is None
    text = json.dumps(dataclasses.asdict(value) if dataclasses.is_dataclass(value) else _plain(value))
    return all(json.dumps(leaf) in text for leaf in _leaves(body))


def _plain(value: Any) -> Any:
    return [dataclasses.asdict(item) for item in value]


def _leaves(body: Any) -> list[Any]:
    if isinstance(body, dict):
        skipped = ("type",) if body.get("type") in ("Feature", "FeatureCollection") else ()
        return [leaf for name, item in body.items() if name not in skipped for leaf in _leaves(item)]
    if isinstance(body, list):
        return [leaf for item in body for leaf in _leaves(item)]
    return [body]
