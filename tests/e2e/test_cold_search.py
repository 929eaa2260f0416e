"""A question from the command line imports what it needs and no more, and says when it waits for more than a moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.scenes import draw

from tilescribe import index
from tilescribe.embed import is_at_hand, load_embedder
from tilescribe.indexing import IndexOptions

ASK = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=open({listing!r}, "w")))
from tilescribe.cli import main
main({arguments!r})
"""

HEAVY = {
    *("torch", "transformers", "sentence_transformers", "huggingface_hub", "onnx", "scipy", "pandas", "pyarrow"),
    *("rasterio", "geopandas", "pyogrio", "pyproj", "antimeridian", "PIL", "faiss"),
    *("fastapi", "pydantic", "httpx", "requests", "asyncio", "multiprocessing", "importlib.metadata"),
    *(f"tilescribe.{name}" for name in ("raster", "describe", "indexing", "service", "demo", "evaluate")),
    *(f"tilescribe.catalog.{name}" for name in ("health", "structure", "writing", "places", "lock")),
    *(f"tilescribe.searching.{name}" for name in ("outputs", "matrix", "similarity", "verifying")),
    *("tilescribe.cli.index", "tilescribe.cli.progress", "rich.progress"),
}
"""What a question on its own must not import: each takes from 5 ms to several seconds."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalog, and with a cache that holds the exported embedder."""
    folder = tmp_path_factory.mktemp("cold")
    draw(folder / "tifs" / "lake_20260915.tif", seed=2, cover="water")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILESCRIBE_CACHE", str(folder / "cache"))
        options = IndexOptions(captioner="facts", levels_m=(112.0,))
        for _ in index([folder / "tifs"], catalog=folder / "area.gpkg", options=options):
            pass
        load_embedder().embed(["water"], query=True)
        assert is_at_hand()
    return folder


def ask(place: Path, *options: str, cache: str = "cache") -> tuple[subprocess.CompletedProcess[str], set[str]]:
    listing = place / "modules.json"
    code = ASK.format(listing=str(listing), arguments=["search", str(place / "area.gpkg"), "a lake", *options])
    env = {**os.environ, "TILESCRIBE_CACHE": str(place / cache)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return done, set(json.loads(listing.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "options", [(), ("--format", "geojson", "-k", "3"), ("--threshold", "0.1", "--bbox", "0,0,20,60")]
)
def test_a_question_imports_nothing_heavy(place: Path, options: tuple[str, ...]) -> None:
    done, modules = ask(place, *options)
    assert done.stdout
    assert modules & HEAVY == set()
    assert ("rich" in modules) == ("geojson" not in options)
    assert "Loading" not in done.stderr


def test_what_the_first_question_on_a_machine_waits_for_is_said_first(place: Path) -> None:
    done, modules = ask(place, cache="fresh")
    assert "torch" in modules
    assert done.stderr.splitlines()[0].startswith("Loading all-MiniLM-L6-v2, and preparing it")
    again, modules = ask(place, cache="fresh")
    assert "torch" not in modules
    assert "Loading" not in again.stderr
    assert again.stdout == done.stdout
