"""What people typed outlives everything that happens to the imagery, in runs over real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rasterio
from tests.scenes import draw

from tilescribe import index, open_catalog, search
from tilescribe.catalog import open_annotations
from tilescribe.catalog.types import EmbedderInfo, Judgement
from tilescribe.indexing import IndexOptions
from tilescribe.testing import HashEmbedder

SOLAR = "Solar panels on a former airfield."
EMBEDDER = HashEmbedder()


def run(folder: Path, **options: object) -> None:
    settings = IndexOptions(captioner="facts", **options)  # type: ignore[arg-type]
    for _ in index([folder / "tifs"], catalog=folder / "area.gpkg", options=settings, embedder=EMBEDDER):
        pass


def call(command: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tilescribe", command, str(folder / "area.gpkg"), *options],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "160"},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A raster in tiles of 112 m, of which the first three are marked and corrected."""
    draw(tmp_path / "tifs" / "scene.tif", seed=2, west=401_000.0, cover="forest")
    run(tmp_path, levels_m=(112.0,))
    with open_annotations(tmp_path / "area.gpkg") as notes:
        info = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
        for tile_id in (1, 2, 3):
            text = f"{SOLAR} Number {tile_id}."
            notes.correct(tile_id, text, embedder=info, vector=EMBEDDER.embed([text])[0])
            said = Judgement(
                question="solar panels",
                verdict="confirmed",
                grade="major",
                note=f"mark {tile_id}",
                author="ana",
                count=2,
            )
            notes.mark(tile_id, said)
    return tmp_path


def shown(folder: Path) -> dict[str, int]:
    """Correction to the side in metres of the tile that answers with it."""
    with open_catalog(folder / "area.gpkg") as catalog:
        assert catalog.verify() == []
        hits = search(catalog, "solar panels former airfield", k=50, embedder=EMBEDDER).hits
        return {hit.summary: round(hit.level_m) for hit in hits if hit.summary.startswith(SOLAR)}


def marks(folder: Path) -> dict[str, bool]:
    """Note to whether a tile bears the mark."""
    with open_annotations(folder / "area.gpkg") as notes:
        return {one.mark.note: one.mark.tile_id is not None for one in notes.marks()}


ALL = {f"{SOLAR} Number {number}.": 112 for number in (1, 2, 3)}
MARKED = {f"mark {number}": True for number in (1, 2, 3)}


def test_an_edit_of_one_corner_keeps_every_correction(folder: Path) -> None:
    assert shown(folder) == ALL
    with rasterio.open(folder / "tifs" / "scene.tif", "r+") as raster:
        pixels = raster.read()
        pixels[:, -40:, -40:] = pixels.max()  # changes the stretch, and with it the digest of every tile
        raster.write(pixels)
    run(folder)
    assert (shown(folder), marks(folder)) == (ALL, MARKED)


def test_other_levels_and_back_keep_every_correction_and_mark(folder: Path) -> None:
    run(folder, levels_m=(336.0,))
    taken_over = shown(folder)
    assert set(taken_over.values()) == {336}
    assert set(marks(folder)) == set(MARKED)
    run(folder, levels_m=(112.0,))
    assert (shown(folder), marks(folder)) == (ALL, MARKED)


def test_a_pruned_raster_leaves_them_until_it_is_indexed_again(folder: Path) -> None:
    (folder / "tifs" / "scene.tif").rename(folder / "away.tif")
    draw(folder / "tifs" / "elsewhere.tif", seed=3, west=501_000.0, cover="water")
    run(folder, prune=True)
    assert shown(folder) == {}
    assert marks(folder) == dict.fromkeys(MARKED, False)
    (folder / "away.tif").rename(folder / "tifs" / "scene.tif")
    run(folder, levels_m=(112.0,))
    assert (shown(folder), marks(folder)) == (ALL, MARKED)


def test_the_command_line_lists_what_has_no_tile(folder: Path) -> None:
    (folder / "tifs" / "scene.tif").unlink()
    draw(folder / "tifs" / "elsewhere.tif", seed=3, west=501_000.0, cover="water")
    assert "2 corrections" not in call("info", folder).stdout
    run(folder, prune=True)
    told = " ".join(call("info", folder).stdout.split())
    assert "3 marks (3 confirmed), 3 corrections" in told
    for number in (1, 2, 3):
        assert f"confirmed (major) by ana as 'solar panels', 2 counted: mark {number}: at " in told
        assert f"corrected to '{SOLAR} Number {number}.': at " in told
    everything = json.loads(call("info", folder, "--json").stdout)
    assert {one["text"] for one in everything["corrections"]} == set(ALL)
    assert [one["tile_id"] for one in everything["marks"]] == [None] * 3
    assert everything["marks"][0]["place"]["path"].endswith("scene.tif")
    verified = call("verify", folder)
    assert verified.returncode == 0
    assert "Without a tile now, and kept: 3 marks and 3 corrections" in verified.stdout
