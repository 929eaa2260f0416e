"""Masks, class maps, elevations and temperatures beside a scene are listed, and answer nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from tests.e2e.runs import last, run
from tests.unit.raster.test_content import CODES, as_type, buildings, ground, patches, relief

from tilescribe import open_catalog, search
from tilescribe.domain import events
from tilescribe.testing import HashEmbedder
from tilescribe.testing.rasters import make_raster

KINDS = {
    "landcover.tif": (lambda: CODES[patches(13)].astype(np.uint8)[None], "classes"),
    "buildings.tif": (buildings, "mask"),
    "heights.tif": (lambda: as_type(400 + 1800 * relief(), "uint16"), "elevation model"),
    "LC08_L2SP_193026_20200831_20200906_02_T1_ST_B10.tif": (
        lambda: as_type(ground(40_000, 48_000), "uint16"),
        "temperatures",
    ),
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[events.Event]]:
    """Folder, catalog, and what happened."""
    home = tmp_path_factory.mktemp("kinds")
    (home / "files").mkdir()
    for name, (make, _) in KINDS.items():
        pixels = make()
        make_raster(home / "files" / name, width=512, height=512, count=1, dtype=str(pixels.dtype), pixels=pixels)
    make_raster(home / "files" / "scene.tif", width=512, height=512, count=3)
    return home / "files", home / "area.gpkg", run([home / "files"], home / "area.gpkg")


def states(catalog: Path) -> dict[str, set[tuple[str, str]]]:
    with sqlite3.connect(catalog) as db:
        rows = db.execute("SELECT raster, state, reason FROM tiles").fetchall()
    return {name: {(state, reason) for raster, state, reason in rows if raster == name} for name, *_ in rows}


def test_their_tiles_are_blank_and_say_why(indexed: tuple[Path, Path, list[events.Event]]) -> None:
    _, catalog, happened = indexed
    found = states(catalog)
    assert found.pop("scene.tif") == {("done", "")}
    assert set(found) == set(KINDS)
    for name, (_, what) in KINDS.items():
        ((state, reason),) = found[name]
        assert state == "blank"
        assert reason.startswith("not a picture: ")
        assert what in reason
    assert last(happened).status == "done"


def test_each_is_named_once_with_the_way_to_overrule(indexed: tuple[Path, Path, list[events.Event]]) -> None:
    _, _, happened = indexed
    notices = [event for event in happened if isinstance(event, events.Notice) and "no picture" in event.message]
    assert sorted(Path(event.path).name for event in notices) == sorted(KINDS)
    assert all("--profile grey" in event.message for event in notices)


def test_none_of_them_answers(indexed: tuple[Path, Path, list[events.Event]]) -> None:
    _, catalog, _ = indexed
    with open_catalog(catalog) as store:
        hits = search(store, "a lake", k=1000, embedder=HashEmbedder()).hits
    assert {hit.raster for hit in hits} == {"scene.tif"}


def test_whom_the_user_calls_a_picture_is_described(tmp_path: Path) -> None:
    pixels = as_type(400 + 1800 * relief(), "uint16")
    path = Path(make_raster(tmp_path / "a.tif", width=512, height=512, count=1, dtype="uint16", pixels=pixels))
    catalog = tmp_path / "area.gpkg"
    run([path], catalog)
    assert {state for state, _ in states(catalog)["a.tif"]} == {"blank"}
    run([path], catalog, profile="grey")
    assert {state for state, _ in states(catalog)["a.tif"]} == {"done"}
    # And back: what was said of it goes.
    run([path], catalog, profile="elevation")
    assert {state for state, _ in states(catalog)["a.tif"]} == {"blank"}
    with sqlite3.connect(catalog) as db:
        assert db.execute("SELECT count(*) FROM descriptions").fetchone() == (0,)
