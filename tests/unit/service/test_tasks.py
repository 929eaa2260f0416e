"""What jobs do, without the process around them."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tilescribe import open_catalog
from tilescribe.describe import load_captioner
from tilescribe.errors import (
    InvalidOptionError,
    ModelNotFoundError,
    OutputError,
    UnknownCaptionerError,
)
from tilescribe.service.jobs.messages import Ended, Happened, Message, as_dict, from_dict
from tilescribe.service.jobs.tasks import perform
from tilescribe.service.loaders import Loaders


def do(catalog: Path, loaders: Loaders, *, cancel: threading.Event | None = None, **request: Any) -> list[Message]:
    order = {"catalog": "id", **request} if request["kind"] != "download" else request
    return list(perform(order, catalog=str(catalog), loaders=loaders, cancel=cancel or threading.Event()))


def result(messages: list[Message]) -> dict[str, Any]:
    ended = messages[-1]
    assert isinstance(ended, Ended)
    assert ended.state == "done"
    assert ended.result is not None
    return ended.result


def test_a_sound_catalog_is_said_to_be_sound(described: Path, loaders: Loaders) -> None:
    assert result(do(described, loaders, kind="verify")) == {"findings": [], "left": [], "sound": True}


def test_a_damaged_catalog_is_found_and_mended(described: Path, loaders: Loaders) -> None:
    with closing(sqlite3.connect(described, isolation_level=None)) as db:
        db.execute("UPDATE captions SET descriptions = 99 WHERE id = 1")
    found = result(do(described, loaders, kind="verify"))
    assert found["findings"] == found["left"] == ["Captions that have lost descriptions or have too many: 1"]
    assert not found["sound"]
    mended = result(do(described, loaders, kind="verify", repair=True))
    assert mended["findings"]
    assert (mended["left"], mended["sound"]) == ([], True)


def test_hits_are_exported(described: Path, loaders: Loaders, tmp_path: Path) -> None:
    path = tmp_path / "hits.geojson"
    search = {"question": "a lake", "k": 4, "merge_places": False, "embedder": "hash"}
    told = result(do(described, loaders, kind="export", path=str(path), search=search))
    assert told == {"path": str(path), "features": 4}
    assert [one["properties"]["rank"] for one in json.loads(path.read_text())["features"]] == [1, 2, 3, 4]


def test_without_a_question_everything_is_exported(described: Path, loaders: Loaders, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    assert result(do(described, loaders, kind="export", path=str(path)))["features"] == 9
    assert len(path.read_text().splitlines()) == 10


def test_nothing_is_written_over_unasked(described: Path, loaders: Loaders, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        do(described, loaders, kind="export", path=str(path))
    assert path.read_text() == "mine"
    result(do(described, loaders, kind="export", path=str(path), overwrite=True))
    assert path.read_text() != "mine"


@pytest.mark.parametrize("name", ["area.gpkg", "hits.xyz", "../hits.csv"])
def test_an_export_into_the_catalog_or_to_nowhere_is_refused(
    described: Path, loaders: Loaders, tmp_path: Path, name: str
) -> None:
    path = name if name.startswith("..") else str(tmp_path / name)
    with pytest.raises((InvalidOptionError, OutputError)):
        do(described, loaders, kind="export", path=path, overwrite=True)
    with open_catalog(described) as store:
        assert store.verify() == []


def test_a_cancelled_export_writes_nothing(described: Path, loaders: Loaders, tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    path = tmp_path / "all.csv"
    ended = do(described, loaders, cancel=cancel, kind="export", path=str(path))[-1]
    assert isinstance(ended, Ended)
    assert ended.state == "cancelled"
    assert not path.exists()


def test_the_embedder_of_the_catalog_goes_on(described: Path, loaders: Loaders, raster: Path) -> None:
    do(described, loaders, kind="index", paths=[str(raster)], levels_m=[56.0])
    with open_catalog(described) as store:
        assert [one.name for one in store.embedders()] == ["hash"]


def test_an_unknown_captioner_is_refused_before_anything_is_touched(tmp_path: Path, raster: Path) -> None:
    with pytest.raises(UnknownCaptionerError):
        do(
            tmp_path / "none.gpkg",
            Loaders(captioner=lambda name, prompt: load_captioner(name, prompt=prompt)),
            kind="index",
            paths=[str(raster)],
            captioner="nobody",
        )
    assert not (tmp_path / "none.gpkg").exists()


def test_a_model_is_found_or_said_to_be_nowhere(tmp_path: Path, loaders: Loaders) -> None:
    here = result(do(tmp_path, loaders, kind="download", model="all-MiniLM-L6-v2"))
    assert here["name"] == "all-MiniLM-L6-v2"
    with pytest.raises(ModelNotFoundError):  # the hub is not asked in tests
        do(tmp_path, loaders, kind="download", model="nobody/nothing")


def test_a_job_says_what_it_does_before_there_is_anything_to_count(
    described: Path, loaders: Loaders, raster: Path
) -> None:
    told = do(described, loaders, kind="index", paths=[str(raster)], levels_m=[56.0])
    stages = [message.progress.stage for message in told if isinstance(message, Happened)]
    assert list(dict.fromkeys(stages)) == ["loading", "discovering", "planning", "describing"]
    told = do(described, loaders, kind="reembed", embedder="other")
    stages = [message.progress.stage for message in told if isinstance(message, Happened)]
    assert list(dict.fromkeys(stages)) == ["loading", "embedding"]


def test_messages_survive_the_pipe(described: Path, loaders: Loaders, raster: Path) -> None:
    messages = do(described, loaders, kind="index", paths=[str(raster)], levels_m=[56.0])
    assert any(isinstance(message, Happened) for message in messages)
    assert [from_dict(json.loads(json.dumps(as_dict(message)))) for message in messages] == messages


@pytest.mark.parametrize("line", ["[]", "{}", '{"kind": "Other"}', '{"kind": "Ended", "states": 1}', "3"])
def test_what_is_no_message_is_recognised(line: str) -> None:
    with pytest.raises(ValueError, match="message"):
        from_dict(json.loads(line))
