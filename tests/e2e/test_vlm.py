"""An index made by a vision-language model: stopped, continued, asked otherwise."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.scenes import draw
from tests.unit.describe.vlm.zoo import build, teach

from tilescribe import index, open_catalog
from tilescribe.describe import load_captioner
from tilescribe.domain.description import DescriptionKind
from tilescribe.domain.events import Event, RunFinished, TilesWritten
from tilescribe.indexing import IndexOptions
from tilescribe.testing import HashEmbedder

LAKE = {
    "summary": "A lake in a forest.",
    "features": [{"what": "a boat", "where": "north"}],
    "detail": "",
    "tags": ["lake"],
}
FLOOD = {"summary": "A flooded village.", "features": [], "detail": "", "tags": ["flood"]}
TILES = 16


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`lake.toml`, `flood.toml`, and a model that answers each with its own description."""
    folder = tmp_path_factory.mktemp("vlm")
    answers = {}
    for name, answer in (("lake", LAKE), ("flood", FLOOD)):
        path = folder / f"{name}.toml"
        path.write_text(f'text = "{name}: describe it."\n', encoding="utf-8")
        answers[str(path)] = json.dumps(answer)
    teach(build("smolvlm", folder / "taught"), answers)
    draw(folder / "scene.tif", seed=1)
    return folder


@pytest.fixture
def run(place: Path, tmp_path: Path) -> Callable[[str], Iterator[Event]]:
    """Index the scene with one of the prompts."""

    def indexed(prompt: str) -> Iterator[Event]:
        # Batches so small that the tiles of a stopped run are not all on their way already.
        captioner = load_captioner(
            f"transformers:{place / 'taught'}", prompt=str(place / f"{prompt}.toml"), batch_size=1, device="cpu"
        )
        return index(
            [place / "scene.tif"],
            catalog=tmp_path / "area.gpkg",
            options=IndexOptions(levels_m=(84.0,)),
            captioner=captioner,
            embedder=HashEmbedder(),
        )

    return indexed


def last(events: Iterator[Event]) -> RunFinished:
    *_, event = events
    assert isinstance(event, RunFinished)
    return event


def said(catalog: Path) -> dict[str, set[str]]:
    """Author's captioner to the summaries it wrote, with the wording's name."""
    with open_catalog(catalog) as store:
        found = [one for tile in range(1, TILES + 1) for one in store.descriptions(tile)]
    summaries: dict[str, set[str]] = {}
    for one in found:
        if one.kind == DescriptionKind.SUMMARY:
            summaries.setdefault(one.author.captioner, set()).add(one.text)
    return summaries


def test_a_stopped_run_goes_on_where_it_stopped(run: Callable[[str], Iterator[Event]], tmp_path: Path) -> None:
    events = run("lake")
    stopped = next(event for event in events if isinstance(event, TilesWritten))
    events.close()  # type: ignore[attr-defined]
    with open_catalog(tmp_path / "area.gpkg") as store:
        done = next(row for row in store.coverage() if row.author.captioner == "transformers:taught").done
    assert stopped.done <= done < TILES
    assert last(run("lake")).done == TILES - done
    assert last(run("lake")).done == 0
    assert said(tmp_path / "area.gpkg")["transformers:taught"] == {"A lake in a forest."}


def test_another_prompt_describes_anew_and_replaces(run: Callable[[str], Iterator[Event]], tmp_path: Path) -> None:
    assert last(run("lake")).done == TILES
    finished = last(run("flood"))
    assert (finished.status, finished.done) == ("done", TILES)
    assert said(tmp_path / "area.gpkg")["transformers:taught"] == {"A flooded village."}


def test_two_models_stand_side_by_side(run: Callable[[str], Iterator[Event]], place: Path, tmp_path: Path) -> None:
    last(run("lake"))
    other = Path(shutil.copytree(place / "taught", tmp_path / "second"))
    options = IndexOptions(captioner=f"transformers:{other}", prompt=str(place / "flood.toml"), levels_m=(84.0,))
    last(index([place / "scene.tif"], catalog=tmp_path / "area.gpkg", options=options, embedder=HashEmbedder()))
    summaries = said(tmp_path / "area.gpkg")
    assert summaries["transformers:taught"] == {"A lake in a forest."}
    assert summaries["transformers:second"] == {"A flooded village."}


def test_things_and_tags_are_searched_and_numbers_come_from_facts(
    run: Callable[[str], Iterator[Event]], tmp_path: Path
) -> None:
    last(run("lake"))
    with open_catalog(tmp_path / "area.gpkg") as store:
        kinds = {(one.kind, one.text) for one in store.descriptions(1) if one.author.captioner != "facts"}
        measured = store.measurements(1)
        assert store.tags(1) == []
    assert kinds == {
        (DescriptionKind.SUMMARY, "A lake in a forest."),
        (DescriptionKind.FEATURES, "A boat in the north."),
        (DescriptionKind.FEATURES, "lake"),
    }
    assert measured is not None
    assert measured.ndvi is not None
