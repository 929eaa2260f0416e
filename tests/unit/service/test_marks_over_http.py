"""Marks over HTTP: many at once, a list that says when nothing is different, and refusals that name what is wrong."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tilescribe.catalog import open_annotations
from tilescribe.catalog.types import Judgement
from tilescribe.service.engine import Engine
from tilescribe.service.http.app import make_app
from tilescribe.service.schemas.catalogs import OpenCatalog
from tilescribe.service.schemas.marks import MAX_MARKS, PutMark


@pytest.fixture
def catalog(engine: Engine, described: Path) -> str:
    return engine.open_catalog(OpenCatalog(path=str(described)))[0].id


def ask(
    engine: Engine, method: str, path: str, body: object = None, *, query: str = "", if_none_match: str = ""
) -> tuple[int, dict[str, str], Any]:
    """Status, headers and parsed body."""
    app = make_app(engine, token="token", host_ok=lambda host: True)
    sent: list[dict[str, Any]] = []
    told = [{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}]
    headers = [(b"host", b"here:1"), (b"authorization", b"Bearer token"), (b"content-type", b"application/json")]
    if if_none_match:
        headers.append((b"if-none-match", if_none_match.encode()))

    async def receive() -> dict[str, Any]:
        return told.pop(0) if told else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": headers, "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("here", 1),
        "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    data = b"".join(one.get("body", b"") for one in sent[1:])
    return sent[0]["status"], named, json.loads(data) if data else None


def test_an_unchanged_list_is_not_sent_again_until_another_process_writes(
    engine: Engine, catalog: str, described: Path
) -> None:
    path = f"/v1/catalogs/{catalog}/marks"
    engine.mark(catalog, 1, PutMark(verdict="confirmed", author="ana"))
    status, headers, body = ask(engine, "GET", path)
    assert (status, len(body["features"])) == (200, 1)
    status, again, nothing = ask(engine, "GET", path, if_none_match=headers["etag"])
    assert (status, again["etag"], nothing) == (304, headers["etag"], None)
    with open_annotations(described) as others:
        others.mark(2, Judgement(verdict="unsure", author="jon"))
    status, later, body = ask(engine, "GET", path, if_none_match=headers["etag"])
    assert status == 200
    assert later["etag"] != headers["etag"]
    assert [(one["properties"]["tile_id"], one["properties"]["author"]) for one in body["features"]] == [
        (2, "jon"),
        (1, "ana"),
    ]


def test_the_list_is_of_a_verdict_or_an_author(engine: Engine, catalog: str) -> None:
    engine.mark(catalog, 1, PutMark(verdict="confirmed", author="ana"))
    engine.mark(catalog, 1, PutMark(verdict="rejected"))

    def authors(query: str) -> list[str]:
        _, _, body = ask(engine, "GET", f"/v1/catalogs/{catalog}/marks", query=query)
        return [one["properties"]["author"] for one in body["features"]]

    assert authors("verdict=confirmed") == ["ana"]
    assert authors("author=ana") == ["ana"]
    assert authors("author=") == [""], "nobody's"
    assert authors("author=jon") == []
    status, _, body = ask(engine, "GET", f"/v1/catalogs/{catalog}/marks", query="verdict=perhaps")
    assert status == 422
    assert "verdict" in body["detail"]


def test_many_marks_are_written_and_undone_in_one_request_each(engine: Engine, catalog: str) -> None:
    path = f"/v1/catalogs/{catalog}/marks"
    engine.mark(catalog, 1, PutMark(verdict="unsure", note="dark", author="ana"))
    marks = [{"tile_id": tile, "verdict": "rejected", "author": "ana"} for tile in range(1, 10)]
    assert ask(engine, "PUT", path, {"marks": marks})[::2] == (200, {"written": 9})
    counted = engine.catalog(catalog).marks
    assert (counted.rejected, counted.unsure, counted.confirmed, counted.noted) == (9, 0, 0, 0)
    back = [{"tile_id": 1, "verdict": "unsure", "note": "dark", "author": "ana"}]
    back += [{"tile_id": tile, "author": "ana"} for tile in range(2, 10)]
    assert ask(engine, "PUT", path, {"marks": back})[::2] == (200, {"written": 9})
    (left,) = engine.marks(catalog)["features"]
    assert (left["properties"]["tile_id"], left["properties"]["note"]) == (1, "dark")


@pytest.mark.parametrize(
    ("mark", "status", "named"),
    [
        ({"verdict": "perhaps"}, 422, "marks.1.verdict"),
        ({"grade": "x" * 101}, 422, "marks.1.grade"),
        ({"note": "x" * 10_001}, 422, "marks.1.note"),
        ({"count": -1}, 422, "marks.1.count"),
        ({"count": 1.5}, 422, "marks.1.count"),
        ({"shape": "POINT (1 2)"}, 422, "marks.1.shape"),
        ({"shape": {"type": "Point", "coordinates": [500_000, 1]}}, 422, "[500000, 1] outside the world"),
        ({"shape": {"type": "Circle", "coordinates": [1, 1]}}, 422, "'Circle'"),
        ({"mood": "sad"}, 422, "marks.1.mood"),
        ({"tile_id": 4711, "verdict": "confirmed"}, 404, "no tile 4711"),
    ],
)
def test_one_mark_that_cannot_be_kept_keeps_all_from_being_written(
    engine: Engine, catalog: str, mark: dict[str, Any], status: int, named: str
) -> None:
    marks = [{"tile_id": 1, "verdict": "confirmed"}, {"tile_id": 2, **mark}]
    told, _, body = ask(engine, "PUT", f"/v1/catalogs/{catalog}/marks", {"marks": marks})
    assert told == status
    assert named in body["detail"]
    assert body["remedy"]
    assert engine.marks(catalog)["features"] == []


def test_more_marks_than_a_request_may_have_are_refused(engine: Engine, catalog: str) -> None:
    marks = [{"tile_id": 1}] * (MAX_MARKS + 1)
    status, _, body = ask(engine, "PUT", f"/v1/catalogs/{catalog}/marks", {"marks": marks})
    assert status == 422
    assert f"at most {MAX_MARKS}" in body["detail"]


def test_what_was_drawn_and_counted_comes_back_with_hits_tiles_and_lists(engine: Engine, catalog: str) -> None:
    shape = {"type": "LineString", "coordinates": [[15.0, 47.9], [15.1, 48.0]]}
    engine.mark(catalog, 3, PutMark(grade="minor", author="ana", shape=shape, count=0))
    tile = engine.tile(catalog, 3)["properties"]["marks"]
    (listed,) = engine.marks(catalog)["features"]
    for found in (*tile, listed["properties"]):
        assert (found["grade"], found["shape"], found["count"], found["verdict"]) == ("minor", shape, 0, None)
    assert engine.catalog(catalog).marks.noted == 1


def test_marks_are_taken_back_by_their_author_only(engine: Engine, catalog: str) -> None:
    engine.mark(catalog, 1, PutMark(verdict="confirmed", author="ana"))
    engine.mark(catalog, 1, PutMark(verdict="rejected", author="jon"))
    path = f"/v1/catalogs/{catalog}/tiles/1/mark"
    assert ask(engine, "DELETE", path, query="author=ana")[0] == 204
    assert ask(engine, "DELETE", path, query="author=maria")[0] == 204
    assert [mark["author"] for mark in engine.tile(catalog, 1)["properties"]["marks"]] == ["jon"]
