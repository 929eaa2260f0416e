"""What the service does, without HTTP."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from tests.e2e.runs import run
from tests.scenes import draw
from tests.unit.catalog.made_up import sql

from tilescribe.catalog import open_catalog
from tilescribe.errors import (
    CatalogLockedError,
    CatalogReadOnlyError,
    EmptyQuestionError,
    InvalidAreaError,
    InvalidBoundsError,
    InvalidOptionError,
    NotGeoreferencedError,
    RasterNotFoundError,
    UnknownTileError,
)
from tilescribe.service.engine import Engine
from tilescribe.service.estimating import MEASURED_FROM, TYPICAL_RATES, TYPICAL_STARTUP_S
from tilescribe.service.schemas.catalogs import OpenCatalog, RemoveRasters
from tilescribe.service.schemas.features import Correction
from tilescribe.service.schemas.jobs import EstimateRequest
from tilescribe.service.schemas.marks import PutMark
from tilescribe.service.schemas.searching import DescribeRequest, Place, SearchRequest, SimilarRequest
from tilescribe.testing.rasters import make_raster


@pytest.fixture
def catalog(engine: Engine, described: Path) -> str:
    return engine.open_catalog(OpenCatalog(path=str(described)))[0].id


def hits(engine: Engine, catalog: str, **request: object) -> list[dict]:
    found = json.loads(b"".join(engine.search(catalog, SearchRequest(**request))))
    return found["features"]  # type: ignore[no-any-return]


def similar(engine: Engine, catalog: str, **place: object) -> dict:
    request = SimilarRequest(to=Place(**place), merge_places=False)
    return json.loads(b"".join(engine.similar(catalog, request)))  # type: ignore[no-any-return]


def middle(engine: Engine, catalog: str, tile_id: int) -> tuple[float, float]:
    ring = engine.tile(catalog, tile_id)["geometry"]["coordinates"][0]
    return sum(x for x, _ in ring[:4]) / 4, sum(y for _, y in ring[:4]) / 4


# --- the service itself -----------------------------------------------------------------------------------------------


def test_a_request_may_take_longer_than_the_answer_of_a_model(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from tilescribe import config
    from tilescribe.service.http.guard import Limits

    for seconds in ("600", "3600"):
        monkeypatch.setenv("TILESCRIBE_TIMEOUT_S", seconds)
        assert config.answer_timeout_s() == float(seconds)
        assert engine.health().answer_timeout_s == Limits().answer_s > float(seconds)


# --- questions --------------------------------------------------------------------------------------------------------


def test_many_hits_come_in_pieces_that_are_one_collection(
    engine: Engine, catalog: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tilescribe.service import search_requests

    monkeypatch.setattr(search_requests, "_FEATURES_A_PIECE", 2)
    pieces = list(engine.search(catalog, SearchRequest(question="a lake", merge_places=False)))
    assert len(pieces) == 2 + 5
    assert [one["properties"]["rank"] for one in json.loads(b"".join(pieces))["features"]] == list(range(1, 10))


def test_filters_restrict_the_answer(engine: Engine, catalog: str) -> None:
    lon, lat = middle(engine, catalog, 5)
    size = 1e-5
    box = (lon - size, lat - size, lon + size, lat + size)
    ring = [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[1]]]
    area = {"type": "Polygon", "coordinates": [ring]}
    for condition in ({"bbox": box}, {"area": area}, {"area": {"type": "MultiPolygon", "coordinates": [[ring]]}}):
        assert [one["id"] for one in hits(engine, catalog, question="a lake", **condition)] == [5]
    everything = hits(engine, catalog, question="a lake", merge_places=False)
    assert len(everything) == 9
    for condition in (
        {"acquired_to": "2026-09-14"},
        {"acquired_from": "2026-09-14T00:00:00Z"},
        {"rasters": ["scene*"]},
        {"levels_m": [112.0]},
    ):
        assert len(hits(engine, catalog, question="a lake", merge_places=False, **condition)) == 9
    for condition in (
        {"acquired_to": "2026-09-13"},
        {"acquired_from": "2026-09-15"},
        {"rasters": ["other*"]},
        {"levels_m": [500.0]},
    ):
        assert hits(engine, catalog, question="a lake", **condition) == []


@pytest.mark.parametrize(
    "coordinates",
    [[], [[]], [[[0, 0], [1, 1]]], [[["a", 0], [1, 1], [1, 0], [0, 0]]], [[[0, 0], [0, 0], [0, 0], [0, 0]]], [1], None,
     [[[0, 0], [500, 0], [500, 1], [0, 0]]], [[[0, 0], [1, 1], {"x": 1}, [0, 0]]]],
)  # fmt: skip
def test_areas_that_are_none_are_refused(engine: Engine, catalog: str, coordinates: object) -> None:
    area = {"type": "Polygon", "coordinates": coordinates if coordinates is not None else [None]}
    with pytest.raises(InvalidAreaError):
        hits(engine, catalog, question="a lake", area=area)


def test_a_hit_carries_the_mark_of_its_place(engine: Engine, catalog: str) -> None:
    engine.mark(catalog, 3, PutMark(question="A  lake", verdict="confirmed", note="seen"))
    engine.mark(catalog, 3, PutMark(verdict="unsure", author="maria"))
    for question in ("a lake", "a forest"):
        found = hits(engine, catalog, question=question, merge_places=False)
        marks = {one["id"]: one["properties"]["marks"] for one in found}
        assert [(mark["author"], mark["verdict"]) for mark in marks[3]] == [("maria", "unsure"), ("", "confirmed")]
        assert [tile for tile, mark in marks.items() if mark] == [3]


def test_a_model_that_looks_at_the_best_hits_ranks_them_anew(engine: Engine, catalog: str) -> None:
    asked = {"question": "a lake", "merge_places": False, "verify": {"captioner": "verifier", "most": 9}}
    found = hits(engine, catalog, **asked)
    assert [one["id"] for one in found[:3]] == [8, 6, 3], "who says neither yes nor no stands in the middle"
    assert [one["properties"].get("verified") for one in found[:3]] == [0.8, 0.6, None]
    assert [one["properties"]["rank"] for one in found] == list(range(1, 10))
    assert [one["id"] for one in hits(engine, catalog, **asked, offset=1, k=2)] == [6, 3]
    with pytest.raises(InvalidOptionError, match="cannot say whether"):
        hits(engine, catalog, question="a lake", verify={"captioner": "fake"})


def test_a_closer_look_makes_crops_of_the_best_hits(engine: Engine, catalog: str) -> None:
    asked = {"question": "white", "merge_places": False}
    plain = {one["id"]: one for one in hits(engine, catalog, **asked)}
    found = hits(engine, catalog, **asked, closer={"captioner": "colours", "most": 4})
    assert [one["properties"]["rank"] for one in found] == list(range(1, 10))
    scores = [one["properties"].get("closer") for one in found]
    assert None not in scores[:4]
    assert scores[:4] == sorted(scores[:4], reverse=True)
    assert scores[4:] == [None] * 5
    assert {one["id"] for one in found} == plain.keys()
    assert all(one["properties"]["tile_footprint"] == plain[one["id"]]["geometry"] for one in found[:4])
    assert any(one["geometry"] != plain[one["id"]]["geometry"] for one in found[:4])
    page = hits(engine, catalog, **asked, closer={"captioner": "colours", "most": 4}, offset=1, k=2)
    assert [one["id"] for one in page] == [one["id"] for one in found[1:3]]
    with pytest.raises(InvalidOptionError, match="cannot compare parts"):
        hits(engine, catalog, **asked, closer={"captioner": "fake"})


def test_a_heat_map_shows_where_in_a_tile_the_words_match(engine: Engine, catalog: str) -> None:
    """Water, bright in this stretch, fills the west half of the scene, and of the tile in the middle."""
    found = engine.where(catalog, 2, "white", grid=3, captioner="colours")
    assert (found["rows"], found["columns"], found["tile_id"], found["captioner"]) == (3, 3, 2, "fake")
    scores = [feature["properties"]["score"] for feature in found["features"]]
    assert all(scores[row] > scores[row + 1] >= scores[row + 2] for row in (0, 3, 6))
    assert found["best"]["column"] == 0
    assert engine.tile(catalog, 2)["properties"]["state"] == "done"


def test_a_heat_map_that_cannot_be_had_says_why_before_a_model_is_loaded(engine: Engine, catalog: str) -> None:
    with pytest.raises(InvalidOptionError, match="'fake' cannot compare"):
        engine.where(catalog, 2, "blue", grid=3, captioner="plain")
    with pytest.raises(EmptyQuestionError):
        engine.where(catalog, 2, "…", grid=3, captioner="never-loaded")
    assert "never-loaded" not in {model.name for model in engine.health().models}


def test_one_captioner_may_answer_alone(engine: Engine, catalog: str) -> None:
    authors = {
        one["text"]: one["captioner"]
        for tile_id in range(1, 10)
        for one in engine.tile(catalog, tile_id)["properties"]["descriptions"]
    }
    for captioner in ("facts", "fake"):
        found = hits(engine, catalog, question="a lake", captioner=captioner, merge_places=False)
        assert {authors[one["properties"]["matched"]] for one in found} == {captioner}


def test_more_like_this_and_less_like_that(engine: Engine, catalog: str) -> None:
    assert hits(engine, catalog, like=[4], merge_places=False)[0]["id"] == 4
    assert 4 not in {one["id"] for one in hits(engine, catalog, question="a lake", unlike=[4], merge_places=False)}


def test_similar_by_tile_point_and_box_agree(engine: Engine, catalog: str) -> None:
    lon, lat = middle(engine, catalog, 5)
    by_tile = similar(engine, catalog, tile_id=5)
    by_point = similar(engine, catalog, point=(lon, lat))
    by_box = similar(engine, catalog, bbox=(lon - 5e-4, lat - 3e-4, lon + 5e-4, lat + 3e-4))
    assert by_tile["question"] == "similar to tile 5"
    assert [one["id"] for one in by_tile["features"]] == [one["id"] for one in by_point["features"]]
    assert by_box["question"] == by_point["question"] == by_tile["question"]


def test_similar_to_no_place_is_refused(engine: Engine, catalog: str) -> None:
    with pytest.raises(UnknownTileError, match="No described tile"):
        similar(engine, catalog, point=(0.0, 0.0))
    with pytest.raises(UnknownTileError, match="No described tile"):
        similar(engine, catalog, point=middle(engine, catalog, 5), level_m=500.0)
    with pytest.raises(InvalidBoundsError):
        similar(engine, catalog, bbox=(1.0, 5.0, 2.0, 4.0))
    with pytest.raises(InvalidBoundsError, match="antimeridian"):
        similar(engine, catalog, bbox=(170.0, 0.0, -170.0, 4.0))


# --- tiles ------------------------------------------------------------------------------------------------------------


def test_tiles_under_a_point_are_found(engine: Engine, catalog: str) -> None:
    lon, lat = middle(engine, catalog, 5)
    assert [one["id"] for one in engine.tiles_at(catalog, (lon, lat, lon, lat))["features"]] == [5]
    assert engine.tiles_at(catalog, (0.0, 0.0, 0.0, 0.0))["features"] == []


def test_a_correction_stands_first_and_answers_at_once(engine: Engine, catalog: str) -> None:
    text = "A solar park beside a motorway."
    corrected = engine.correct(catalog, 2, Correction(text=f"  {text}\n"))
    assert corrected["properties"]["summary"] == text
    first = corrected["properties"]["descriptions"][0]
    assert (first["captioner"], first["text"]) == ("user", text)
    best = hits(engine, catalog, question="solar park")[0]
    assert (best["id"], best["properties"]["matched"]) == (2, text)
    assert "user" not in {one["captioner"] for one in engine.uncorrect(catalog, 2)["properties"]["descriptions"]}
    with pytest.raises(InvalidOptionError, match="no words"):
        engine.correct(catalog, 2, Correction(text="…"))
    with pytest.raises(UnknownTileError):
        engine.correct(catalog, 99, Correction(text="A lake."))


def test_people_may_judge_while_somebody_writes(engine: Engine, catalog: str, described: Path) -> None:
    with open_catalog(described, mode="w"):
        engine.mark(catalog, 1, PutMark(verdict="rejected"))
        engine.correct(catalog, 1, Correction(text="A quarry."))
        with pytest.raises(CatalogLockedError):
            engine.remove_rasters(catalog, RemoveRasters(raster_ids=[1]))
    assert engine.marks(catalog)["features"][0]["properties"]["summary"] == "A quarry."


def test_a_tile_tells_where_its_tags_and_bands_disagree(engine: Engine, catalog: str, described: Path) -> None:
    assert engine.tile(catalog, 1)["properties"]["disagreement"] is None
    sql(described, "UPDATE measurements SET water = 0.0, ndwi = -0.4 WHERE tile_id = 1")
    sql(described, "INSERT INTO tags (tile_id, author_id, tag, probability) VALUES (1, 1, 'lake', 0.9)")
    said = engine.tile(catalog, 1)["properties"]["disagreement"]
    assert said == "The picture looks like a lake; the bands show no water."


def test_marks_without_a_tile_are_listed_at_their_place(engine: Engine, catalog: str, raster: Path) -> None:
    engine.mark(catalog, 1, PutMark(question="a lake", verdict="rejected", note="a shadow"))
    engine.correct(catalog, 1, Correction(text="A quarry."))
    (before,) = engine.marks(catalog)["features"]
    assert before["properties"]["placed"] is True
    engine.remove_rasters(catalog, RemoveRasters(raster_ids=[1]))
    (after,) = engine.marks(catalog, verdict="rejected")["features"]
    assert "id" not in after
    assert after["geometry"] == before["geometry"]
    said = {"question": "a lake", "verdict": "rejected", "note": "a shadow", "path": str(raster), "raster": raster.name}
    unknown = {"placed": False, "tile_id": None, "raster_id": None, "state": None}
    assert {key: after["properties"][key] for key in (*said, *unknown)} == {**said, **unknown}
    details = engine.catalog(catalog)
    assert (details.marks.rejected, details.marks.without_tile) == (1, 1)
    assert (details.corrections.total, details.corrections.without_tile) == (1, 1)


def test_a_catalog_that_may_not_be_written_can_still_be_asked(
    engine: Engine, catalog: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from tilescribe.catalog.geopackage import connections

    connect = connections.connect

    def read_only(file: Path, *, writable: bool, **options: bool) -> sqlite3.Connection:
        db = connect(file, writable=False, **options)
        if writable:
            db.execute("PRAGMA query_only = ON")
        return db

    monkeypatch.setattr(connections, "connect", read_only)
    with pytest.raises(CatalogReadOnlyError):
        engine.mark(catalog, 1, PutMark(verdict="rejected"))
    assert hits(engine, catalog, question="a lake")


# --- catalogs ---------------------------------------------------------------------------------------------------------


def test_rasters_leave_by_id_and_when_they_are_gone(engine: Engine, catalog: str, raster: Path) -> None:
    assert engine.remove_rasters(catalog, RemoveRasters(missing=True)).removed == []
    raster.unlink()
    assert engine.remove_rasters(catalog, RemoveRasters(missing=True)).removed == [str(raster)]
    assert engine.catalog(catalog).rasters.present == 0
    assert engine.catalog(catalog).extent is None
    assert engine.rasters(catalog)["features"] == []
    assert engine.remove_rasters(catalog, RemoveRasters(raster_ids=[1, 99])).removed == []


def test_the_coverage_layer_says_what_is_indexed_by_what_and_when(engine: Engine, catalog: str) -> None:
    (feature,) = engine.rasters(catalog)["features"]
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"]["described"] == {"facts": 9, "fake": 9}
    assert feature["properties"]["updated"] is not None


# --- estimates --------------------------------------------------------------------------------------------------------


def test_an_estimate_counts_what_is_new_and_what_is_left(engine: Engine, catalog: str, raster: Path) -> None:
    more = draw(raster.with_name("more.tif"), seed=5)
    told = engine.estimate(EstimateRequest(paths=[str(raster.parent)], catalog=catalog, captioner="facts"))
    assert (told.rasters, told.tiles, told.pending, told.complete) == (2, 18, 9, True)
    assert (told.tiles_per_s, told.measured) == (TYPICAL_RATES["facts"], False)
    assert told.seconds >= round(TYPICAL_STARTUP_S + 9 / TYPICAL_RATES["facts"], 1)
    assert told.free_bytes is not None
    assert told.levels_m == [112.0]
    new = engine.estimate(EstimateRequest(paths=[str(more)], levels_m=[56.0, 112.0], overlap=0.0, captioner="x"))
    assert (new.rasters, new.tiles, new.pending, new.free_bytes) == (1, 36 + 9, 36 + 9, None)


def test_an_estimate_is_of_the_whole_job_as_quick_as_the_last_one_here(engine: Engine, raster: Path) -> None:
    asked = EstimateRequest(paths=[str(raster)], captioner="mine")
    engine._state.remember_pace("mine", tiles_per_s=0.5, startup_s=1000.0)
    told = engine.estimate(asked)
    assert (told.tiles_per_s, told.measured) == (0.5, True)
    assert told.seconds >= 1000 + 9 / 0.5, "and a look at the raster"
    engine._state.remember_pace("mine", tiles_per_s=None, startup_s=2000.0)
    assert engine.estimate(asked).tiles_per_s == 0.5, "a job that described little says nothing of the rate"
    assert engine.estimate(asked).seconds >= 2000 + 9 / 0.5


def test_where_no_job_was_measured_the_runs_of_the_catalog_tell(engine: Engine, tmp_path: Path, raster: Path) -> None:
    path = tmp_path / "runs.gpkg"
    run([raster], path, levels_m=(28.0,))
    catalog = engine.open_catalog(OpenCatalog(path=str(path)))[0].id
    with open_catalog(path) as store:
        (last,) = store.runs(limit=5)
    assert last.finished is not None
    assert last.counts["done"] >= MEASURED_FROM
    took = datetime.fromisoformat(last.finished) - datetime.fromisoformat(last.started)
    told = engine.estimate(EstimateRequest(catalog=catalog, captioner="fake"))
    assert told.measured
    assert told.tiles_per_s == pytest.approx(last.counts["done"] / took.total_seconds(), rel=1e-3)
    assert not engine.estimate(EstimateRequest(catalog=catalog, captioner="other")).measured


@pytest.mark.parametrize("level_m", [1e-320, 1e-5, 1e300])
def test_a_level_of_any_size_is_counted_or_refused(engine: Engine, raster: Path, level_m: float) -> None:
    told = engine.estimate(EstimateRequest(paths=[str(raster)], levels_m=[level_m]))
    assert (told.tiles, len(told.refused)) == ((1, 0) if level_m > 1 else (0, 1))


def test_one_odd_file_does_not_end_an_estimate(engine: Engine, raster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tilescribe.service import estimating

    def odd(path: str, **options: object) -> object:
        if path.endswith("odd.tif"):
            raise ValueError("more than one 'dtype'")
        return real(path, **options)  # type: ignore[arg-type]

    real = estimating.open_raster
    draw(raster.with_name("odd.tif"), seed=4)
    monkeypatch.setattr(estimating, "open_raster", odd)
    told = engine.estimate(EstimateRequest(paths=[str(raster.parent)]))
    assert (told.rasters, [Path(one.path).name for one in told.refused]) == (1, ["odd.tif"])
    assert "ValueError" in told.refused[0].reason


def test_an_estimate_names_what_cannot_be_used(engine: Engine, tmp_path: Path, raster: Path) -> None:
    bad = make_raster(raster.with_name("bad.tif"), kind="no-crs")
    told = engine.estimate(EstimateRequest(paths=[str(raster), bad, str(tmp_path / "none.tif")]))
    assert told.rasters == 1
    assert [one.path for one in told.refused] == ["", bad]
    assert "does not exist" in told.refused[0].reason
    with pytest.raises(RasterNotFoundError):
        engine.estimate(EstimateRequest(paths=[str(tmp_path / "none.tif")]))
    with pytest.raises(InvalidOptionError):
        engine.estimate(EstimateRequest(paths=[str(raster)], levels_m=[]))


def test_many_rasters_are_extrapolated(engine: Engine, raster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tilescribe.service import estimating

    monkeypatch.setattr(estimating, "LOOK_AT_S", -1.0)
    for number in range(3):
        draw(raster.with_name(f"more_{number}.tif"), seed=number)
    told = engine.estimate(EstimateRequest(paths=[str(raster.parent)]))
    assert (told.rasters, told.tiles, told.complete) == (4, 36, False)


def test_tiles_too_many_to_plan_are_counted_by_area(
    engine: Engine, raster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tilescribe.service import estimating

    monkeypatch.setattr(estimating, "PLANNED_MOST", 1)
    told = engine.estimate(EstimateRequest(paths=[str(raster)], levels_m=[56.0], overlap=0.5))
    assert told.tiles == pytest.approx(11 * 11, rel=0.2)


# --- on the spot ------------------------------------------------------------------------------------------------------


def test_a_part_of_a_raster_is_described_on_the_spot(engine: Engine, catalog: str, raster: Path) -> None:
    lon, lat = middle(engine, catalog, 5)
    box = (lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4)
    told = engine.describe(DescribeRequest(path=str(raster), bbox=box, level_m=112.0))
    assert (told["captioner"], told["level_m"], told["complete"]) == ("fake", 112.0, True)
    (feature,) = told["features"]
    assert feature["properties"]["state"] == "done"
    assert feature["properties"]["summary"].startswith("A picture of")
    assert feature["properties"]["descriptions"][0]["captioner"] == "fake"
    assert feature["properties"]["measurements"]["water"] is not None


def test_the_tiles_with_most_of_the_area_come_first_and_only_so_many(
    engine: Engine, catalog: str, raster: Path
) -> None:
    lon, lat = middle(engine, catalog, 5)
    box = (lon - 1e-3, lat - 1e-3, lon + 1e-3, lat + 1e-3)
    told = engine.describe(DescribeRequest(path=str(raster), bbox=box, level_m=112.0, max_tiles=2))
    assert (len(told["features"]), told["complete"]) == (2, False)
    ring = told["features"][0]["geometry"]["coordinates"][0]
    assert min(x for x, _ in ring) < lon < max(x for x, _ in ring)


def test_without_a_level_the_area_is_about_one_tile(engine: Engine, raster: Path) -> None:
    told = engine.describe(DescribeRequest(path=str(raster)))
    assert len(told["features"]) == 1
    assert told["level_m"] == pytest.approx(336, rel=0.01)


def test_blank_and_broken_tiles_say_why(engine: Engine, tmp_path: Path) -> None:
    wedge = make_raster(tmp_path / "nodata.tif", kind="nodata", width=256, height=64)
    told = engine.describe(DescribeRequest(path=wedge, level_m=640.0, max_tiles=64))
    states = [(one["properties"]["state"], bool(one["properties"]["reason"])) for one in told["features"]]
    assert ("blank", True) in states
    assert ("done", False) in states
    broken = make_raster(tmp_path / "broken.tif", kind="corrupt", width=256, height=256)
    told = engine.describe(DescribeRequest(path=broken, level_m=640.0, max_tiles=64))
    assert "failed" in {one["properties"]["state"] for one in told["features"]}


def test_places_that_cannot_be_described_are_refused(engine: Engine, raster: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidBoundsError, match="outside the box"):
        engine.describe(DescribeRequest(path=str(raster), bbox=(0.0, 0.0, 1.0, 1.0)))
    with pytest.raises(NotGeoreferencedError):
        engine.describe(DescribeRequest(path=make_raster(tmp_path / "a.tif", kind="no-crs")))
    with pytest.raises(InvalidBoundsError, match="far too many"):
        engine.describe(DescribeRequest(path=str(raster), level_m=0.001))
