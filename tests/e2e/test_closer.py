"""`search --closer` from the command to the file, in a catalog without any visual vector."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import shape
from tests.scenes import draw
from typer.testing import CliRunner, Result

from tilescribe import index
from tilescribe.cli.app import app
from tilescribe.errors import InvalidOptionError
from tilescribe.indexing import IndexOptions


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    for number, (name, cover) in enumerate((("mixed", "mixed"), ("forest", "forest"))):
        draw(tmp_path / f"{name}.tif", seed=number, west=400_000.0 + 1_000 * number, cover=cover)
    options = IndexOptions(captioner="facts", levels_m=(336.0,))
    for _ in index([tmp_path], catalog=tmp_path / "area.gpkg", options=options):
        pass
    return tmp_path / "area.gpkg"


def ask(catalog: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["search", str(catalog), "a lake", "--format", "geojson", *options])


def test_a_hit_becomes_its_best_crop_and_a_file_that_is_gone_is_named(catalog: Path) -> None:
    result = ask(catalog, "--closer", "50", "-k", "1")
    assert result.exit_code == 0, result.output
    (hit,) = json.loads(result.stdout)["features"]
    tile = shape(hit["properties"]["tile_footprint"])
    crop = shape(hit["geometry"])
    assert hit["properties"]["closer"] >= hit["properties"]["score"]
    assert tile.buffer(1e-6).contains(crop)
    assert crop.area == pytest.approx(tile.area / 4, rel=0.01)
    assert crop.centroid.x < tile.centroid.x, "the lake fills the west"

    (catalog.parent / "mixed.tif").unlink()
    result = ask(catalog, "--closer", "2")
    assert result.exit_code == 3
    document = json.loads(result.stdout)
    assert len(document["features"]) == 2
    assert any("mixed.tif is no longer there" in notice for notice in document["notices"])
    assert "mixed.tif is no longer there" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--closer", "0"), "--closer 0 is out of range"),
        (("--closer", "2", "--captioner", "facts"), "'facts' cannot compare parts of a picture"),
        (("--closer", "2", "--prompt", "urban"), "needs --deepen"),
    ],
)
def test_what_cannot_be_done_is_said(catalog: Path, options: tuple[str, ...], said: str) -> None:
    result = ask(catalog, *options)
    assert isinstance(result.exception, InvalidOptionError)
    assert said in str(result.exception)
