"""Two dates of one place in the service, without HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.comparisons import BEFORE, DESTROYED, NOTHING, compare_by_rule, two_dates

from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.errors import CatalogNotFoundError, UnknownTileError
from tilescribe.service.engine import Engine
from tilescribe.service.problems import problem_of
from tilescribe.service.schemas.catalogs import OpenCatalog
from tilescribe.service.schemas.marks import PutMark
from tilescribe.service.schemas.searching import SearchRequest

EARLIER, LATER = range(1, 10), range(10, 19)
"""Ids of the tiles of either date."""


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    return two_dates(tmp_path / "tifs", tmp_path / "area.gpkg")


@pytest.fixture
def compared(dated: Path) -> Path:
    compare_by_rule(dated)
    return dated


def opened(engine: Engine, path: Path) -> str:
    return engine.open_catalog(OpenCatalog(path=str(path)))[0].id


def answer(engine: Engine, catalog: str, **request: Any) -> dict[str, Any]:
    asked = SearchRequest(**{"merge_places": False, **request})
    return json.loads(b"".join(engine.search(catalog, asked)))  # type: ignore[no-any-return]


def hits(engine: Engine, catalog: str, **request: Any) -> list[dict[str, Any]]:
    return [one["properties"] for one in answer(engine, catalog, **request)["features"]]


def test_a_question_about_changes_is_answered_with_both_dates(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    found = hits(engine, catalog, question="houses were destroyed", changed=True)
    assert len(found) == 8, "what cannot be compared is no hit"
    best = found[0]
    assert best["matched"] == DESTROYED
    assert best["tile_id"] in LATER
    assert best["raster"] == "scene_20260914.tif"
    pair = best["pair"]
    assert pair["change"] == DESTROYED
    assert pair["before_acquired"] == "2025-09-14T00:00:00Z"
    assert [Path(path).name for path in pair["before_paths"]] == [BEFORE]
    assert pair["before_tiles"][0] in EARLIER
    assert pair["before_summary"] == engine.tile(catalog, pair["before_tiles"][0])["properties"]["summary"]
    assert (pair["shift_x_m"], pair["comparable"], pair["water_gained"]) == (1.0, 0.95, None)
    assert pair["magnitude"] > 0.5
    assert {one["pair"]["change"] for one in found[:3]} == {DESTROYED}
    assert {one["pair"]["change"] for one in found[3:]} == {NOTHING}


def test_without_a_question_what_has_changed_most_comes_first(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    found = answer(engine, catalog, changed=True, k=3)
    ranked = [one["properties"] for one in found["features"]]
    assert [one["score"] for one in ranked] == [0.8, 0.7, 0.6]
    assert [one["pair"]["magnitude"] for one in ranked] == [0.8, 0.7, 0.6]
    assert found["question"] == ""
    assert [one["score"] for one in hits(engine, catalog, changed=True, threshold=0.75)] == [0.8]
    assert hits(engine, catalog, changed=True, acquired_to="2025-12-31") == []


def test_what_there_was_is_asked_of_the_earlier_date(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    what = engine.tile(catalog, EARLIER[0])["properties"]["summary"]
    both = hits(engine, catalog, question="houses were destroyed", changed=True, was=what)
    assert all(0 <= one["pair"]["was"] <= 1 for one in both)
    likeliest = max(both, key=lambda one: one["pair"]["was"])["pair"]
    said = {engine.tile(catalog, tile)["properties"]["summary"] for tile in likeliest["before_tiles"][:1]}
    assert said == {what}
    now = hits(engine, catalog, question=what, was=what)
    assert now[0]["tile_id"] in LATER
    assert now[0]["pair"]["was"] is not None


def test_hits_about_changes_carry_the_marks_of_the_catalog(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    engine.mark(catalog, LATER[3], PutMark(question="gone", verdict="confirmed"))
    marks = {one["tile_id"]: one["marks"] for one in hits(engine, catalog, question="gone", changed=True)}
    assert [tile for tile, mark in marks.items() if mark] == [LATER[3]]


@pytest.mark.parametrize(
    "request_body",
    [
        {"was": "a lake"},
        {"was": "a lake", "changed": True},
        {"was": "", "question": "a town"},
        {"changed": True, "like": [3]},
        {"changed": True, "question": "a town", "closer": {}},
        {"was": "a lake", "question": "a town", "verify": {"captioner": "fake"}},
    ],
)
def test_what_does_not_go_together_is_refused(request_body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SearchRequest(**request_body)


def test_where_nothing_was_compared_that_is_said_with_the_remedy(engine: Engine, dated: Path) -> None:
    catalog = opened(engine, dated)
    assert engine.catalog(catalog).changes is None
    for request in ({"changed": True}, {"question": "a town", "was": "a lake"}):
        with pytest.raises(CatalogNotFoundError, match=r"No dates of .*area\.gpkg have been compared") as caught:
            answer(engine, catalog, **request)
        told = problem_of(caught.value)
        assert told.status == 404
        assert f"tilescribe compare {dated}" in told.remedy
    with pytest.raises(CatalogNotFoundError):
        engine.pair(catalog, LATER[0])
    compare_by_rule(dated)
    assert len(hits(engine, catalog, changed=True)) == 8, "found once it is there"


def test_a_catalog_says_what_has_been_compared(engine: Engine, compared: Path) -> None:
    changes = engine.catalog(opened(engine, compared)).changes
    assert changes is not None
    assert changes.path == str(compared.with_name("area.changes.gpkg"))
    assert changes.pairs.model_dump() == {"pending": 0, "done": 8, "blank": 1, "failed": 0}
    (dates,) = changes.dates
    assert (dates.before, dates.after) == ("2025-09-14T00:00:00Z", "2026-09-14T00:00:00Z")
    assert dates.after_end is not None
    assert (dates.pairs, dates.compared) == (9, 8)
    assert set(changes.captioners) == {"facts", "changes"}
    assert changes.problem == ""


def test_a_catalog_whose_changes_cannot_be_read_is_one_all_the_same(engine: Engine, dated: Path) -> None:
    dated.with_name("area.changes.gpkg").write_text("no catalog")
    details = engine.catalog(opened(engine, dated))
    assert details.tiles.done == 18
    assert details.changes is not None
    assert "area.changes.gpkg" in details.changes.problem


def test_a_pair_is_told_with_all_that_is_said_of_it(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    told = engine.pair(catalog, LATER[7])
    pair = told["properties"]
    assert (told["id"], pair["tile_id"], pair["state"], pair["reason"]) == (LATER[7], LATER[7], "done", "")
    assert told["geometry"] == engine.tile(catalog, LATER[7])["geometry"]
    assert pair["summary"] == engine.tile(catalog, LATER[7])["properties"]["summary"]
    assert [(one["captioner"], one["kind"]) for one in pair["descriptions"]] == [
        ("changes", "change"),
        ("facts", "facts"),
    ]
    assert pair["magnitude"] == 0.8
    last = engine.pair(catalog, LATER[-1])["properties"]
    assert (last["state"], last["reason"], last["magnitude"]) == ("blank", "not comparable: clouds", None)


def test_tiles_without_an_earlier_date_have_no_pair(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    for tile_id, said in ((EARLIER[0], "not compared"), (999, "999")):
        with pytest.raises(UnknownTileError, match=said):
            engine.pair(catalog, tile_id)


def test_closing_a_catalog_closes_its_changes(engine: Engine, compared: Path) -> None:
    catalog = opened(engine, compared)
    assert hits(engine, catalog, changed=True)
    engine.close_catalog(catalog)
    assert engine._registry._open == {}


def test_pairs_that_a_comparison_takes_away_meanwhile_are_no_hits(
    engine: Engine, compared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = opened(engine, compared)
    before = [one["tile_id"] for one in hits(engine, catalog, changed=True)]
    read = GeoPackageCatalog.pairs
    monkeypatch.setattr(GeoPackageCatalog, "pairs", lambda store, tile_ids: read(store, tile_ids)[1:])
    left = [one["tile_id"] for one in hits(engine, catalog, changed=True)]
    assert len(left) == len(before) - 1
    assert set(left) < set(before)
