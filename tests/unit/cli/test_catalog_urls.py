"""Commands on a catalog that has a URL, with a password in it that nobody reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.runs import run
from tests.scenes import draw
from tests.url_store import SECRET, SHOWN, URL, install

from tilescribe.cli.app import app
from tilescribe.cli.info import info
from tilescribe.cli.screen import command_line
from tilescribe.cli.verify import verify
from tilescribe.domain.events import Notice
from tilescribe.evaluate.events import EvaluationFinished


def test_a_catalog_is_filled_and_looked_at_by_its_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, tmp_path)
    scene, other = (draw(tmp_path / "tifs" / f"scene_{day}.tif", seed=day) for day in (20260914, 20260915))
    run([tmp_path / "tifs"], URL)  # type: ignore[arg-type]
    other.unlink()
    events = run([tmp_path / "tifs"], URL, prune=True)  # type: ignore[arg-type]
    assert [event.path for event in events if isinstance(event, Notice) and "Gone" in event.message] == [SHOWN]
    assert SECRET not in "".join(map(str, events))
    info(URL, json=True)
    everything = capsys.readouterr().out
    told = json.loads(everything)
    assert (told["path"], [one["path"] for one in told["rasters"]]) == (SHOWN, [str(scene)])
    info(URL, json=False)
    verify(URL, repair=True)
    shown = capsys.readouterr().out
    assert SHOWN in shown
    assert "The catalog is sound." in shown
    assert SECRET not in everything + shown


def test_how_to_go_on_is_said_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tilescribe", "index", "my tifs", "--catalog", URL])
    assert command_line() == f"tilescribe index 'my tifs' --catalog '{SHOWN}'"


def test_an_evaluation_may_be_kept_under_a_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []

    def evaluate(images: Path, captions: Path, *, catalog: object, **options: object) -> Iterator[EvaluationFinished]:
        kept.append(catalog)
        yield EvaluationFinished("done", None)

    monkeypatch.setattr("tilescribe.evaluate.run.evaluate", evaluate)
    arguments = ["evaluate", str(tmp_path), "--captions", str(tmp_path), "--catalog", URL]
    app(arguments, standalone_mode=False)
    assert kept == [URL]
