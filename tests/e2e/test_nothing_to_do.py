"""A run that finds nothing to describe or embed loads no model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.scenes import draw

RUN = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=open("modules.json", "w")))
from tilescribe.cli import main
main(sys.argv[1:])
"""

REEMBED = """
import json, sys
from tilescribe.embed import load_embedder
from tilescribe.indexing import reembed
assert [(event.done, event.total) for event in reembed("area.gpkg", embedder=load_embedder())] == [(0, 0)]
print(json.dumps(sorted(sys.modules)), file=open("modules.json", "w"))
"""

MODELS = {"torch", "transformers", "sentence_transformers", "onnxruntime", "tokenizers", "scipy"}
"""What the package's own captioners and embedders are loaded with: torch alone takes seconds to import."""
INDEX = ("index", "tifs", "--catalog", "area.gpkg")
ELSEWHERE = ("--deepen", "--bbox", "170,-10,171,-9")


def run(place: Path, *arguments: str, code: str = RUN) -> tuple[str, set[str]]:
    """(standard output, the modules that were imported)"""
    env = {**os.environ, "TILESCRIBE_CACHE": str(place / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, cwd=place, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, set(json.loads((place / "modules.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalog that `builtin` has described all of."""
    folder = tmp_path_factory.mktemp("nothing")
    draw(folder / "tifs" / "lake_20260915.tif", seed=2, cover="water")
    said, modules = run(folder, *INDEX)
    assert "described" in said
    assert "described 0" not in said
    assert "torch" in modules
    return folder


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--deepen",),
        ("--captioner", "facts"),
        ("--captioner", "facts", *ELSEWHERE),
        ("--captioner", "openai:http://127.0.0.1:9/v1#model", *ELSEWHERE),
    ],
)
def test_an_index_with_nothing_to_describe_loads_no_model(place: Path, options: tuple[str, ...]) -> None:
    said, modules = run(place, *INDEX, *options)
    assert "described 0" in said
    assert modules & MODELS == set()


def test_texts_that_have_their_vectors_need_no_embedder(place: Path) -> None:
    _, modules = run(place, code=REEMBED)
    assert modules & MODELS == set()
