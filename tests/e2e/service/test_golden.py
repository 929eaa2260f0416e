"""The service answers every golden request with an answer of the golden shape."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.comparisons import compare_by_rule, two_dates
from tests.e2e.service.conftest import Filled
from tests.e2e.service.served import TOKEN, Reply, Service, held
from tests.scenes import draw
from tests.unit.service.golden import NAMES, load

CATALOG, JOB, FAILED_JOB = "3f9a1c0b7d2e", "b0c1d2e3f4a5", "a0a0a0a0a0a0"
"""Ids in the golden files."""
TILE = 17
FREE = {"counts", "described", "request", "result", "channels"}
"""Fields whose names are data."""
OF_TWO_DATES = {
    "search-changed",
    "search-most-changed",
    "tile-pair",
    "pair-before",
    "pair-after",
    "pair-difference",
}
"""Asked of a catalog that was compared."""
ELSEWHERE = {"problem-too-busy", "catalog-open", "problem-job-state"}
"""Asked for under conditions of their own, below and in other modules."""


def _place(filled: Filled) -> tuple[list[float], list[float]]:
    """Middle and box of the golden tile."""
    feature = filled.service.get(f"/catalogs/{filled.catalog}/tiles/{TILE}")
    corners = feature["geometry"]["coordinates"][0]
    west, east = (side(x for x, _ in corners) for side in (min, max))
    south, north = (side(y for _, y in corners) for side in (min, max))
    return [(west + east) / 2, (south + north) / 2], [west, south, east, north]


@pytest.fixture
def words(filled: Filled, tmp_path: Path) -> dict[str, object]:
    """What stands in the golden files, and what it is here."""
    point, box = _place(filled)
    golden_box = [[[15.0, 47.9], [15.1, 47.9], [15.1, 48.0], [15.0, 48.0], [15.0, 47.9]]]
    west, south, east, north = box
    return {
        '"/data/tifs/scene_20260914.tif"': str(filled.imagery / "scene_20260914.tif"),
        '"/data/tifs"': str(filled.imagery),
        '"/data/area.gpkg"': str(tmp_path / "area.gpkg"),
        '"/data/hits.gpkg"': str(tmp_path / "hits.gpkg"),
        '"/data/none.gpkg"': str(tmp_path / "none.gpkg"),
        '"15.05"': str(point[0]),
        '"47.95"': str(point[1]),
        json.dumps([15.05, 47.95]): point,
        json.dumps([15.0, 47.9, 15.1, 48.0]): box,
        json.dumps(golden_box): [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
        f'"{CATALOG}"': filled.catalog,
        '"builtin"': "fake",
        '"openai:http://127.0.0.1:11434/v1#qwen2.5vl"': "fake",
    }


def here(value: object, words: dict[str, object]) -> Any:
    """A golden request with this test's catalog, paths and places."""
    text = json.dumps(value)
    for golden, real in words.items():
        text = text.replace(golden, json.dumps(real))
    return json.loads(text)


def same_shape(golden: object, real: object, where: str = "body") -> None:
    if golden is None or real is None:
        return
    if isinstance(golden, dict):
        assert isinstance(real, dict), where
        if where.rsplit(".", 1)[-1] not in FREE:
            assert set(real) == set(golden), where
            for key in golden:
                same_shape(golden[key], real[key], f"{where}.{key}")
    elif isinstance(golden, list):
        assert isinstance(real, list), where
        if golden and real:
            same_shape(golden[0], real[0], f"{where}[0]")
    elif isinstance(golden, bool) or not isinstance(golden, int | float):
        assert type(real) is type(golden), (where, real)
    else:
        assert isinstance(real, int | float), (where, real)


@pytest.fixture
def prepared(filled: Filled, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Path segments of the golden request to those here; what the request changes is made for it alone."""
    name = request.getfixturevalue("name")
    service, segments = filled.service, {CATALOG: filled.catalog, JOB: filled.job}
    gate = tmp_path / "gate"
    if name in ("catalog-close", "rasters-edit", "rasters-remove"):
        copy = tmp_path / "copy.gpkg"
        shutil.copy(filled.path, copy)
        segments[CATALOG] = service.make(copy)
    if name in ("job-cancel", "problem-catalog-locked"):
        copy = tmp_path / "busy.gpkg"
        more = draw(tmp_path / "more" / "b.tif", seed=9)
        segments[CATALOG] = service.make(copy)
        segments[JOB] = service.index(segments[CATALOG], more, captioner=held(gate, tiles=1))
        service.until(segments[JOB], done=1)
    if name == "job-continue":
        lost = service.index(filled.catalog, tmp_path / "none.tif")
        assert service.finish(lost)["state"] == "failed"
        segments[FAILED_JOB] = lost
    if name == "job-forget":
        segments[JOB] = service.index(filled.catalog, filled.imagery)
        service.finish(segments[JOB])
    if name in OF_TWO_DATES:
        dated = two_dates(tmp_path / "dated", tmp_path / "dated.gpkg")
        compare_by_rule(dated)
        segments[CATALOG] = service.make(dated)
    if name == "tile-uncorrect":
        service.ask("PUT", f"/catalogs/{filled.catalog}/tiles/{TILE}/correction", {"text": "A canal."})
    if name in ("marks-list", "marks-unchanged", "mark-delete", "search", "tile-describe"):
        mark = {"question": "water beside trees", "verdict": "confirmed", "author": "maria"}
        service.ask("PUT", f"/catalogs/{filled.catalog}/tiles/{TILE}/mark", mark)
    yield segments
    gate.touch()


def send(service: Service, golden: dict[str, Any], segments: dict[str, str], words: dict[str, object]) -> Reply:
    request = golden["request"]
    path = request["path"].removeprefix("/v1")
    for known, real in segments.items():
        path = path.replace(known, real)
    headers = {name: value for name, value in request["headers"].items() if name != "Authorization"}
    if "WRONG" in request["headers"]["Authorization"]:
        headers["Authorization"] = "Bearer WRONG"
    body = None if request["body"] is None else here(request["body"], words)
    if golden["about"].startswith("A body beyond"):
        body = {"to": {"picture": "A" * (17 * 2**20)}}
    return service.ask(request["method"], path, body, query=here(request["query"], words), headers=headers)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ELSEWHERE])
def test_a_golden_request_is_answered_as_it_is_written(
    filled: Filled, words: dict[str, object], prepared: dict[str, str], name: str
) -> None:
    golden = load(name)
    if name == "thumbnail-unchanged":
        path = f"/catalogs/{filled.catalog}/tiles/{TILE}/thumbnail"
        etag = filled.service.ask("GET", path, query={"size_px": 256}).headers["etag"]
        golden["request"]["headers"]["If-None-Match"] = etag
    if name == "marks-unchanged":
        etag = filled.service.ask("GET", f"/catalogs/{filled.catalog}/marks").headers["etag"]
        golden["request"]["headers"]["If-None-Match"] = etag
    reply = send(filled.service, golden, prepared, words)
    expected = golden["response"]
    assert reply.status == expected["status"], reply.data
    for header, value in expected["headers"].items():
        if header == "ETag":
            assert len(reply.headers["etag"]) == len(value)
        elif header == "Location":
            assert reply.headers["location"].startswith(value.rpartition("/")[0])
        else:
            assert reply.headers[header.lower()] == value
    if expected["body"] is not None:
        same_shape(expected["body"], reply.body)
        if isinstance(expected["body"].get("features"), list) and expected["body"]["features"]:
            assert reply.body["features"], "there is something to compare"
    if reply.status >= 400:
        told = reply.body
        assert (told["type"], told["title"]) == (expected["body"]["type"], expected["body"]["title"])
        assert told["detail"].endswith(told["remedy"])
    if reply.status == 202 and name != "job-cancel":
        filled.service.ask("POST", f"/jobs/{reply.body['id']}/cancel")
        filled.service.finish(reply.body["id"])


def test_opening_a_catalog_that_is_there_makes_none(filled: Filled) -> None:
    golden = load("catalog-open")
    reply = filled.service.ask("POST", "/catalogs", {"path": str(filled.path), "create": True})
    assert reply.status == golden["response"]["status"]
    assert reply.headers["location"] == f"/v1/catalogs/{filled.catalog}"
    same_shape(golden["response"]["body"], reply.body)


def test_a_finished_job_can_be_neither_cancelled_nor_continued(filled: Filled) -> None:
    golden = load("problem-job-state")
    for verb in ("cancel", "continue"):
        reply = filled.service.ask("POST", f"/jobs/{filled.job}/{verb}")
        assert reply.status == golden["response"]["status"]
        same_shape(golden["response"]["body"], reply.body)


def test_the_golden_stream_is_what_is_sent(filled: Filled) -> None:
    golden = load("job-stream")
    whole = filled.service.ask("GET", f"/jobs/{filled.job}/stream")
    assert whole.headers["content-type"] == golden["response"]["headers"]["Content-Type"]
    blocks = [block for block in whole.data.decode().split("\n\n") if block.startswith("id: ")]
    (first, *_) = [block for block in golden["response"]["body"].split("\n\n") if block.startswith("id: ")]
    data = [json.loads(block.partition("data: ")[2]) for block in blocks]
    same_shape(json.loads(first.partition("data: ")[2]), data[0])
    assert [line.partition(":")[0] for line in blocks[0].splitlines()] == ["id", "event", "data"]
    half = data[len(data) // 2]["id"]
    rest = filled.service.ask("GET", f"/jobs/{filled.job}/stream", headers={"Last-Event-ID": str(half)})
    assert [f"id: {one['id']}" for one in data if one["id"] > half] == [
        line for line in rest.data.decode().splitlines() if line.startswith("id: ")
    ]
    polled = filled.service.get(f"/jobs/{filled.job}/events", after=half)
    assert polled["events"] == [one for one in data if one["id"] > half]


def test_the_ready_line_has_the_golden_shape(filled: Filled) -> None:
    same_shape(load("ready")["line"], filled.service.ready)
    assert TOKEN not in json.dumps(filled.service.ready)
