"""Heat maps as jobs of the service."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import rasterio
from tests.unit.service.test_tasks import do, result

from tilescribe.errors import InvalidBoundsError, InvalidOptionError, OutputError, TilescribeError
from tilescribe.service import heat_mapping
from tilescribe.service.jobs.messages import Ended, Happened
from tilescribe.service.loaders import Loaders


def heat_map(catalog: Path, loaders: Loaders, path: Path, *, cancel: Any = None, **more: Any) -> Any:
    search = {"question": "a lake", "embedder": "hash", **more.pop("search", {})}
    return do(catalog, loaders, cancel=cancel, kind="heatmap", path=str(path), search=search, **more)


def test_a_question_becomes_a_cloud_optimised_map_with_a_style(
    described: Path, loaders: Loaders, tmp_path: Path
) -> None:
    messages = heat_map(described, loaders, tmp_path / "lake.tif")
    told = result(messages)
    assert told["path"] == str(tmp_path / "lake.tif")
    assert Path(told["style"]).is_file()
    with rasterio.open(told["path"]) as written:
        assert written.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert written.tags()["question"] == "a lake"
        assert (written.width, written.height) == (told["width"], told["height"])
    steps = [one.progress for one in messages if isinstance(one, Happened)]
    assert steps[0].stage == "loading"
    assert steps[-1].stage == "writing"
    assert steps[-1].done == steps[-1].total


def test_filters_cut_the_map_and_their_errors_are_told(described: Path, loaders: Loaders, tmp_path: Path) -> None:
    with pytest.raises(InvalidBoundsError, match="No described tile lies in this extent"):
        heat_map(described, loaders, tmp_path / "lake.tif", search={"bbox": [100.0, 0.0, 100.1, 0.1]})
    assert list(tmp_path.glob("lake*")) == []


def test_a_cancelled_map_leaves_nothing_behind(
    described: Path, loaders: Loaders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel = threading.Event()
    advance = heat_mapping.Drawing._advance

    def cancel_in_the_middle(drawing: heat_mapping.Drawing, done: int, total: int) -> None:
        cancel.set()
        advance(drawing, done, total)

    monkeypatch.setattr(heat_mapping.Drawing, "_advance", cancel_in_the_middle)
    ended = heat_map(described, loaders, tmp_path / "lake.tif", cancel=cancel)[-1]
    assert isinstance(ended, Ended)
    assert ended.state == "cancelled"
    assert list(tmp_path.glob("*lake*")) == []


def test_a_file_that_is_there_is_replaced_only_when_asked_for(
    described: Path, loaders: Loaders, tmp_path: Path
) -> None:
    path = tmp_path / "lake.tif"
    path.write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        heat_map(described, loaders, path)
    assert path.read_text() == "mine"
    assert result(heat_map(described, loaders, path, overwrite=True))["tiles"] == 9


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"like": [1]}, InvalidOptionError),
        ({"was": "intact houses"}, InvalidOptionError),
        ({"changed": True}, TilescribeError),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    described: Path, loaders: Loaders, tmp_path: Path, asked: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        heat_map(described, loaders, tmp_path / "lake.tif", search=asked)
    assert list(tmp_path.glob("lake*")) == []
