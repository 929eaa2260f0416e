"""Dates are compared by a job like any other: followed, stopped, continued, and kept over a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.comparisons import AFTER, BEFORE, draw_dates
from tests.e2e.service.served import Service, held
from tests.scenes import draw

from tilescribe import open_catalog


@pytest.fixture
def imagery(tmp_path: Path) -> Path:
    draw_dates(tmp_path / "tifs")
    return tmp_path / "tifs"


@pytest.fixture
def catalog(service: Service, imagery: Path, tmp_path: Path) -> str:
    made = service.make(tmp_path / "area.gpkg")
    assert service.finish(service.index(made, imagery))["result"]["done"] == 18
    return made


def compare(service: Service, catalog: str, **more: object) -> str:
    asked = {"kind": "compare", "catalog": catalog, "captioner": "fake", **more}
    return str(service.post("/jobs", asked)["id"])


def changes(service: Service, catalog: str) -> dict[str, Any]:
    found: dict[str, Any] = service.get(f"/catalogs/{catalog}")["changes"]
    return found


def test_two_dates_are_compared_and_can_be_asked_for(service: Service, catalog: str, imagery: Path) -> None:
    job = service.finish(compare(service, catalog, before="2025-09", after=AFTER))
    assert (job["state"], job["result"]["done"]) == ("done", 9)
    events = service.get(f"/jobs/{job['id']}/events")["events"]
    (planned,) = [one for one in events if one["type"] == "raster"]
    assert (planned["path"], planned["message"]) == (str(imagery / AFTER), "new, 9 tiles")
    assert events[-1]["progress"]["done"] == events[-1]["progress"]["total"] == 9
    told = changes(service, catalog)
    assert told["pairs"] == {"pending": 0, "done": 9, "blank": 0, "failed": 0}
    assert told["captioners"] == ["facts", "fake"]
    found = service.post(f"/catalogs/{catalog}/search", {"changed": True, "k": 3, "merge_places": False})["features"]
    most = found[0]["properties"]
    assert most["score"] == pytest.approx(most["pair"]["magnitude"])
    assert [Path(path).name for path in most["pair"]["before_paths"]] == [BEFORE]
    told = service.get(f"/catalogs/{catalog}/tiles/{most['tile_id']}/pair")["properties"]
    assert {one["captioner"] for one in told["descriptions"]} == {"facts", "fake"}
    for side, kind in (("before", "jpeg"), ("after", "jpeg"), ("difference", "png")):
        path = f"/catalogs/{catalog}/tiles/{most['tile_id']}/pair/{side}"
        picture = service.ask("GET", path)
        assert (picture.status, picture.headers["content-type"]) == (200, f"image/{kind}")
        known = service.ask("GET", path, headers={"If-None-Match": picture.headers["etag"]})
        assert (known.status, known.data) == (304, b"")
    again = service.finish(compare(service, catalog, before="2025-09", after=AFTER))
    assert (again["state"], again["result"]["done"]) == ("done", 0), "nothing is left to do"


def test_cancelling_keeps_the_pairs_that_are_done_and_continuing_does_the_rest(
    service: Service, catalog: str, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    job = compare(service, catalog, captioner=held(gate, tiles=2))
    service.until(job, done=2)
    assert service.get(f"/catalogs/{catalog}")["comparing"] == job
    hits = service.post(f"/catalogs/{catalog}/search", {"question": "a lake", "changed": True})["features"]
    assert hits, "what is compared so far can be asked for"
    service.post(f"/jobs/{job}/cancel")
    gate.touch()
    assert service.finish(job)["state"] == "cancelled"
    kept = changes(service, catalog)["pairs"]["done"]
    assert 2 <= kept < 9
    following = service.finish(service.post(f"/jobs/{job}/continue")["id"])
    assert (following["state"], following["result"]["done"]) == ("done", 9 - kept)


def test_a_killed_comparison_is_a_failed_job_that_goes_on_after_a_restart(tmp_path: Path, imagery: Path) -> None:
    with Service(tmp_path / "state") as service:
        catalog = service.make(tmp_path / "area.gpkg")
        service.finish(service.index(catalog, imagery))
        job = service.finish(compare(service, catalog, captioner="killed"))
        assert (job["state"], job["can_continue"]) == ("failed", True)
        assert "SIGKILL" in job["problem"]["detail"]
    with Service(tmp_path / "state") as service:
        service.make(tmp_path / "area.gpkg")
        known = service.get(f"/jobs/{job['id']}")
        assert (known["state"], known["kind"]) == ("failed", "compare")
        following = service.finish(compare(service, catalog, captioner="fake"))
        assert following["state"] == "done"
        assert changes(service, catalog)["pairs"]["done"] == 9
    with open_catalog(tmp_path / "area.changes.gpkg") as store:
        assert store.verify() == []


def test_a_catalog_of_one_date_has_nothing_to_compare(service: Service, tmp_path: Path) -> None:
    catalog = service.make(tmp_path / "one.gpkg")
    service.finish(service.index(catalog, draw(tmp_path / "one" / AFTER, seed=1)))
    job = service.finish(compare(service, catalog))
    assert job["state"] == "failed"
    assert job["problem"]["type"] == "urn:tilescribe:problem:no-pairs"
    assert "takes two dates" in job["problem"]["detail"]
    assert not (tmp_path / "one.changes.gpkg").exists()


def test_what_has_changed_is_exported(service: Service, catalog: str, tmp_path: Path) -> None:
    service.finish(compare(service, catalog))
    asked = {"changed": True, "k": 4, "merge_places": False}
    order = {"kind": "export", "catalog": catalog, "path": str(tmp_path / "most.csv"), "search": asked}
    assert service.finish(service.post("/jobs", order)["id"])["result"]["features"] == 4
    head, first, *_ = (tmp_path / "most.csv").read_text().splitlines()
    assert {"magnitude", "before_summary", "change"} <= set(head.split(","))
    assert BEFORE in first


def test_how_much_has_changed_is_drawn_as_a_map(service: Service, catalog: str, tmp_path: Path) -> None:
    service.finish(compare(service, catalog))
    order = {"kind": "heatmap", "catalog": catalog, "path": str(tmp_path / "change.tif"), "search": {"changed": True}}
    job = service.finish(service.post("/jobs", order)["id"])
    assert (job["state"], job["result"]["tiles"]) == ("done", 9)
    assert (tmp_path / "change.tif").stat().st_size > 0
    assert (tmp_path / "change.qml").exists()
