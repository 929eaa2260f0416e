"""Jobs report, stop, go on, and die without taking the service along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.e2e.service.conftest import Filled
from tests.e2e.service.served import Service, held
from tests.scenes import draw

from tilescribe import open_catalog


def code(job: dict[str, Any]) -> str:
    found: str = job["problem"]["type"].removeprefix("urn:tilescribe:problem:")
    return found


def done_tiles(service: Service, catalog: str) -> int:
    found: int = service.get(f"/catalogs/{catalog}")["tiles"]["done"]
    return found


@pytest.fixture
def small(filled: Filled, tmp_path: Path) -> tuple[Service, str, Path]:
    """The shared service with a catalog and one raster of this test's own."""
    return filled.service, filled.service.make(tmp_path / "own.gpkg"), draw(tmp_path / "own" / "b_20260917.tif", seed=7)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("killed", ["SIGKILL", "memory"]),
        ("crashing", ["SIGSEGV", "driver"]),
        ("leaving", ["status 7", "out of this world"]),
        ("greedy", ["ran out of memory"]),
    ],
)
def test_a_death_is_a_failed_job_that_says_so_and_can_be_continued(
    small: tuple[Service, str, Path], how: str, words: list[str]
) -> None:
    service, catalog, raster = small
    job = service.finish(service.index(catalog, raster, captioner=how))
    assert (job["state"], code(job), job["can_continue"]) == ("failed", "job-died", True)
    assert all(word in job["problem"]["detail"] for word in words), job["problem"]["detail"]
    assert service.get("/health")["status"] == "ok"
    assert how == "greedy" or done_tiles(service, catalog) >= 1, "batches that were written stay written"
    with open_catalog(Path(service.get(f"/catalogs/{catalog}")["path"])) as store:
        assert store.verify() == []


def test_what_libraries_print_does_not_spoil_the_messages(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    job = service.finish(service.index(catalog, raster, captioner="chatty"))
    assert (job["state"], job["result"]["done"]) == ("done", 9)


def test_a_full_disk_fails_the_job_and_keeps_what_was_there(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    service.finish(service.index(catalog, raster))
    more = draw(raster.with_name("c.tif"), seed=8, west=405_000.0)
    job = service.finish(service.index(catalog, more, captioner="full-disk"))
    assert (job["state"], code(job), job["problem"]["status"]) == ("failed", "catalog-full", 507)
    assert 9 <= done_tiles(service, catalog) < 18
    hits = service.post(f"/catalogs/{catalog}/search", {"question": "a lake"})
    assert hits["features"], "questions are answered all the same"


def test_cancelling_keeps_what_is_done_and_continuing_does_the_rest(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    gate = raster.with_name("gate")
    job = service.index(catalog, raster, captioner=held(gate, tiles=2))
    service.until(job, done=2)
    assert service.post(f"/jobs/{job}/cancel")["state"] == "cancelling"
    gate.touch()
    cancelled = service.finish(job)
    kept = done_tiles(service, catalog)
    assert cancelled["state"] == "cancelled"
    assert 2 <= kept < 9
    following = service.finish(service.post(f"/jobs/{job}/continue")["id"])
    assert (following["state"], following["continues"]) == ("done", job)
    assert following["result"]["done"] == 9 - kept


def test_of_two_jobs_on_one_catalog_the_second_waits_and_can_be_cancelled_there(
    small: tuple[Service, str, Path], tmp_path: Path
) -> None:
    service, catalog, raster = small
    gate = raster.with_name("gate")
    first = service.index(catalog, raster, captioner=held(gate, tiles=1))
    second, third = service.index(catalog, raster), service.index(catalog, raster)
    assert service.get(f"/jobs/{second}")["state"] == "waiting"
    assert service.get(f"/catalogs/{catalog}")["job"] == first
    assert service.post(f"/jobs/{third}/cancel")["state"] == "cancelled"
    gate.touch()
    assert [service.finish(one)["state"] for one in (first, second)] == ["done", "done"]
    assert service.get(f"/jobs/{third}")["started"] is None


def test_progress_says_how_far_how_quick_and_how_long_still(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    job = service.index(catalog, raster, captioner="slow-fake")
    service.finish(job)
    events = service.get(f"/jobs/{job}/events")["events"]
    assert [event["id"] for event in events] == sorted({event["id"] for event in events})
    assert [event["state"] for event in events if event["type"] == "state"] == ["waiting", "running", "done"]
    (planned,) = [event for event in events if event["type"] == "raster"]
    assert (planned["path"], planned["message"]) == (str(raster), "new, 9 tiles")
    last = events[-1]["progress"]
    assert (last["stage"], last["done"], last["total"]) == ("finished", 9, 9)
    assert any(event["progress"]["stage"] == "describing" for event in events)


def test_what_cannot_be_used_is_told_by_its_path_and_makes_the_job_partial(
    small: tuple[Service, str, Path], tmp_path: Path
) -> None:
    service, catalog, raster = small
    bad = raster.with_name("bad.tif")
    bad.write_text("no raster")
    job = service.finish(service.index(catalog, raster, bad))
    assert (job["state"], job["result"]["failed_rasters"]) == ("partial", 1)
    events = service.get(f"/jobs/{job['id']}/events")["events"]
    (failure,) = [event for event in events if event["type"] == "failure"]
    assert failure["path"] == str(bad)
    assert "raster" in failure["message"]
    assert service.get(f"/catalogs/{catalog}")["failures"][0]["path"] == str(bad)


def test_a_poll_waits_for_news(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    job = service.index(catalog, raster)
    news: dict[str, Any] = {"events": []}
    while not news["events"]:  # a poll may end without any where starting takes long
        news = service.get(f"/jobs/{job}/events", after=2, wait_s=20)
    assert news["events"][0]["id"] >= 3
    service.finish(job)
    ended = service.get(f"/jobs/{job}/events", after=2**50, wait_s=20)
    assert (ended["events"], ended["finished"]) == ([], True)


def test_without_paths_the_rasters_of_the_catalog_are_looked_at_again(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    service.finish(service.index(catalog, raster))
    job = service.finish(service.index(catalog))
    assert (job["state"], job["result"]["done"]) == ("done", 0)


def test_levels_and_overlap_are_taken_from_the_request(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    service.finish(service.index(catalog, raster, levels_m=[336.0, 168.0], overlap=0.5))
    details = service.get(f"/catalogs/{catalog}")
    assert details["levels_m"] == [168.0, 336.0]
    assert details["tiles"]["done"] == 10


def test_a_catalog_gets_the_vectors_of_another_embedder(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    service.finish(service.index(catalog, raster))
    job = service.finish(service.post("/jobs", {"kind": "reembed", "catalog": catalog, "embedder": "other"})["id"])
    assert job["state"] == "done"
    assert job["result"]["texts"] > 0
    assert service.get(f"/catalogs/{catalog}")["embedders"][0]["name"] == "other"
    assert service.post(f"/catalogs/{catalog}/search", {"question": "a lake"})["embedder"] == "other"


def test_a_deeper_look_goes_to_the_hits_of_a_question(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    service.finish(service.index(catalog, raster, captioner="facts"))
    asked = {"kind": "deepen", "catalog": catalog, "captioner": "fake", "question": "water", "limit": 3}
    job = service.finish(service.post("/jobs", asked)["id"])
    assert job["state"] == "done", job
    coverage = {row["captioner"]: row["done"] for row in service.get(f"/catalogs/{catalog}")["coverage"]}
    assert coverage["facts"] == 9
    assert coverage["fake"] == 3


def test_jobs_are_listed_by_catalog_and_state_and_can_be_forgotten(small: tuple[Service, str, Path]) -> None:
    service, catalog, raster = small
    first = service.index(catalog, raster)
    service.finish(first)
    gate = raster.with_name("gate")
    second = service.index(catalog, raster, captioner=held(gate, tiles=1), levels_m=[56.0])
    assert [job["id"] for job in service.get("/jobs", catalog=catalog)["jobs"]] == [second, first]
    assert [job["id"] for job in service.get("/jobs", catalog=catalog, state="done")["jobs"]] == [first]
    assert service.ask("DELETE", f"/jobs/{second}").code == "job-state"
    service.post(f"/jobs/{second}/cancel")
    gate.touch()
    service.finish(second)
    for one in (first, second):
        assert service.ask("DELETE", f"/jobs/{one}").status == 204
    assert service.get("/jobs", catalog=catalog)["jobs"] == []
    assert service.ask("GET", f"/jobs/{first}").code == "unknown-job"


def test_two_services_share_a_state_folder_and_a_catalog(filled: Filled, tmp_path: Path) -> None:
    service, catalog = filled.service, filled.service.make(tmp_path / "shared.gpkg")
    raster, gate = draw(tmp_path / "own" / "b.tif", seed=7), tmp_path / "gate"
    job = service.index(catalog, raster, captioner=held(gate, tiles=1))
    service.until(job, done=1)
    with Service(service.state) as other:
        assert other.make(tmp_path / "shared.gpkg") == catalog
        assert other.get(f"/jobs/{job}")["state"] == "running", "it is at work elsewhere, not interrupted"
        refused = other.ask("POST", f"/jobs/{job}/cancel")
        assert (refused.code, "another service" in refused.body["detail"]) == ("job-state", True)
        locked = other.finish(other.index(catalog, raster))
        assert (locked["state"], code(locked)) == ("failed", "catalog-locked")
        assert other.post(f"/catalogs/{catalog}/search", {"question": "a lake"})["candidates"] >= 1
    service.post(f"/jobs/{job}/cancel")
    gate.touch()
    assert service.finish(job)["state"] == "cancelled"
