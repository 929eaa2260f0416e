"""Whose mark is whose, and how marks reach and leave the engine."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from qgis_plugin.core import routes, settings
from qgis_plugin.core.client import Client
from qgis_plugin.core.protocol import Mark, TileMark, encode_marks
from qgis_plugin.core.results import (
    CONFIRMED,
    REJECTED,
    UNSURE,
    Results,
    grade_of,
    my_mark,
    note_of,
    other_marks,
    verdict_of,
)
from qgis_plugin.core.settings import author, set_author
from qgis_plugin.core.transport import Endpoint, send
from tests.qgis.made_up import results
from tests.qgis.stub_service import CATALOG_ID, StubService, golden

ME, ANA = "maria", "ana"


@pytest.fixture(autouse=True)
def as_maria(qgis_app):
    before = settings.QgsSettings().value(settings.AUTHOR, "")
    set_author(ME)
    yield
    set_author(before)


@pytest.fixture
def client(stub: StubService) -> Client:
    return Client(Endpoint(stub.url, stub.token))


def hit_with(*marks: Mark):
    shown = results(1)
    return shown.with_all_marks({shown.hits[0].tile_id: marks}).hits[0]


def test_the_author_is_who_the_user_says_or_who_is_logged_in(monkeypatch):
    set_author("  Maria   Lopez ")
    assert author() == "Maria Lopez"
    set_author("")
    monkeypatch.setattr(settings.getpass, "getuser", lambda: "mlopez")
    assert author() == "mlopez"


def test_a_login_without_a_name_is_nobody(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 1000")

    set_author("")
    monkeypatch.setattr(settings.getpass, "getuser", nobody)
    assert author() == ""


def test_what_is_mine_is_told_from_what_others_think():
    hit = hit_with(Mark(REJECTED, author=ANA), Mark(CONFIRMED, "major", "roof gone", author=ME), Mark(UNSURE))
    assert (verdict_of(hit), grade_of(hit), note_of(hit)) == (CONFIRMED, "major", "roof gone")
    assert [mark.author for mark in other_marks(hit)] == [ANA, ""]
    alone = hit_with(Mark(REJECTED, author=ANA))
    assert (my_mark(alone), verdict_of(alone), grade_of(alone), note_of(alone)) == (None, None, "", "")


def test_my_mark_is_replaced_and_those_of_others_stay():
    before = results(2).with_all_marks({101: (Mark(REJECTED, author=ANA), Mark(CONFIRMED, author=ME))})
    after = before.with_marks({101: Mark(UNSURE), 102: Mark(note="dark")})
    assert [(mark.author, mark.verdict) for mark in after.hits[0].marks] == [(ME, UNSURE), (ANA, REJECTED)]
    assert my_mark(after.hits[1]).note == "dark"
    taken_back = after.with_marks({101: None})
    assert [mark.author for mark in taken_back.hits[0].marks] == [ANA]
    assert [hit.tile_id for hit in before.hits_with_verdict(CONFIRMED)] == [101]
    assert before.hits_with_verdict(REJECTED) == ()


def test_results_kept_by_an_earlier_version_keep_their_marks():
    whole = json.loads(zlib.decompress(base64.b64decode(results(2).dumps())))
    for hit in whole["answer"]["hits"]:
        del hit["marks"]
        hit["mark"] = None
    whole["answer"]["hits"][1]["mark"] = {"question": "a lake", "verdict": "confirmed", "note": "seen", "updated": ""}
    kept = Results.loads(base64.b64encode(zlib.compress(json.dumps(whole).encode())).decode("ascii"))
    assert [verdict_of(hit) for hit in kept.hits] == [None, CONFIRMED]
    assert note_of(kept.hits[1]) == "seen"
    assert Results.loads(kept.dumps()) == kept


def test_shapes_and_counts_are_kept_with_the_results():
    shape = {"type": "Point", "coordinates": [15.05, 47.95]}
    marked = results(1).with_marks({101: Mark(CONFIRMED, shape=shape, count=0, author=ME)})
    assert Results.loads(marked.dumps()) == marked


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        (Mark(question="a lake", author=ME), False),
        (Mark(note="  "), False),
        (Mark(UNSURE), True),
        (Mark(grade="none"), True),
        (Mark(count=0), True),
        (Mark(shape={"type": "Point", "coordinates": [0, 0]}), True),
    ],
)
def test_a_mark_says_something_or_nothing(mark, says):
    assert mark.has_content is says


def test_marks_come_once_and_then_only_when_something_is_different(client: Client, answer_to, stub: StubService):
    first = answer_to(client.send(routes.marks(CATALOG_ID)))
    assert [one.author for one in first.tiles] == ["maria", "maria"]
    assert first.etag
    assert answer_to(client.send(routes.marks(CATALOG_ID, etag=first.etag))) is None
    assert send(client.endpoint, routes.marks(CATALOG_ID, etag=first.etag)) is None
    stub.answers["GET /marks"] = {"type": "FeatureCollection", "features": []}
    then = answer_to(client.send(routes.marks(CATALOG_ID, etag=first.etag)))
    assert then.tiles == ()
    assert then.etag not in ("", first.etag)
    assert send(client.endpoint, routes.marks(CATALOG_ID)) == then


def test_many_marks_are_put_in_one_request(client: Client, answer_to, stub: StubService):
    marks = [TileMark(17, Mark(UNSURE, note="dark", author=ME)), TileMark(23, Mark(author=ME))]
    assert answer_to(client.send(routes.put_marks(CATALOG_ID, marks))).written == 2
    assert answer_to(client.send(routes.put_marks(CATALOG_ID, encode_marks(marks)))).written == 2
    first, second = stub.asked("PUT /marks")
    assert first.body == second.body
    assert first.body["marks"][0] == {"tile_id": 17, "verdict": "unsure", "note": "dark", "author": "maria"}


def test_a_marked_place_is_read_with_its_mark(client: Client, answer_to):
    found = answer_to(client.send(routes.marks(CATALOG_ID)))
    ((mark,),) = found.by_tile().values()
    wanted = golden("marks-list")["response"]["body"]["features"][0]["properties"]
    assert mark == Mark(
        wanted["verdict"],
        wanted["grade"],
        wanted["note"],
        wanted["question"],
        wanted["author"],
        wanted["updated"],
        wanted["shape"],
        wanted["count"],
    )
