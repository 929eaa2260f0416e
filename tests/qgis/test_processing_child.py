"""The algorithms through `qgis_process`, as scripts and servers use them: a child process with a profile of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.installation import SERVICE, Installation, save
from tests.qgis.stub_service import golden
from tests.qgis.test_processing import NAMES

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 120
# Debian's wrapper passes options of qgis on, which qgis_process does not know.
PROGRAM = shutil.which("qgis_process.bin") or "qgis_process"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of plugins that holds ours, laid out as in the package."""
    plugin = tmp_path / "plugins" / "tilescribe"
    shutil.copytree(ROOT / "qgis_plugin", plugin, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", plugin / "resources")
    shutil.copy(ROOT / "metadata.txt", plugin)
    return plugin.parent


@pytest.fixture
def qgis_process(installed: Path, tmp_path: Path, stub):
    """`qgis_process("search", {...})`: (exit status, its JSON, what it said), with the stub as the engine."""
    settings = tmp_path / "config" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[PythonPlugins]\ntilescribe=true\n", encoding="utf-8")
    token = tmp_path / "token"
    token.write_text(stub.token, encoding="utf-8")
    save(tmp_path / "data" / "tilescribe" / "engine.json", Installation(SERVICE, url=stub.url, token_file=str(token)))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QGIS_", "VIRTUAL_"))},
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "config"),
        "QGIS_PLUGINPATH": str(installed),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(*arguments: str) -> tuple[int, Any, str]:
        done = subprocess.run(
            [PROGRAM, "--json", *arguments], env=environment, capture_output=True, text=True, timeout=TIMEOUT_S
        )
        start = done.stdout.find("{")
        said = done.stderr + done.stdout[: max(0, start)]
        return done.returncode, json.loads(done.stdout[start:]) if start >= 0 else None, said

    return run


def test_a_search_writes_its_hits_to_a_file(qgis_process, stub, tmp_path):
    out = tmp_path / "hits.geojson"
    status, answer, said = qgis_process(
        "run", "tilescribe:search", "--", "CATALOG=/data/area.gpkg", "QUESTION=a river", f"OUTPUT={out}"
    )
    assert status == 0, said
    hits = golden("search")["response"]["body"]["features"]
    assert answer["results"]["HITS"] == len(hits)
    written = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["tile_id"] for feature in written] == [hit["id"] for hit in hits]
    assert stub.asked("POST /search")[0].body["question"] == "a river"


def test_all_algorithms_are_listed_with_their_help(qgis_process):
    status, answer, said = qgis_process("list")
    assert status == 0, said
    algorithms = answer["providers"]["tilescribe"]["algorithms"]
    assert set(algorithms) == {f"tilescribe:{name}" for name in sorted(NAMES)}
    status, answer, said = qgis_process("help", "tilescribe:search")
    assert status == 0, said
    assert set(answer["parameters"]) >= {"CATALOG", "QUESTION", "LIMIT", "EXTENT", "OUTPUT"}


def test_a_problem_ends_with_a_sentence_and_a_status(qgis_process, stub, tmp_path):
    problem = golden("problem-catalog-not-found")["response"]["body"]
    stub.misbehave("POST /catalogs", status=404, body=problem)
    status, _, said = qgis_process(
        "run", "tilescribe:cataloginfo", "--", "CATALOG=/data/none.gpkg", f"OUTPUT={tmp_path / 'c.gpkg'}"
    )
    assert status != 0
    assert problem["detail"] in said
