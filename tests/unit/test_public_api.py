"""What `import tilescribe` offers: quick to import, typed for users, and understood by other libraries."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import geopandas
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from tests.unit.searching.test_formats import ANSWER, EMPTY

import tilescribe
from tilescribe.domain.hit import Answer
from tilescribe.searching import Output, write_answer, write_text

SCRIPT = Path(__file__).with_name("typed_script.txt")
TYPES = {
    "answer": "tilescribe.domain.hit.Answer",
    "best": "tilescribe.domain.hit.Hit",
    "catalog": 'Catalog"',
    "event": "Event",
    "feature": "dict[str, Any]",
    "filters": "tilescribe.domain.query.Filters",
}


def test_every_name_that_is_promised_is_there_and_offered_for_completion() -> None:
    assert all(getattr(tilescribe, name) is not None for name in tilescribe.__all__)
    assert set(tilescribe.__all__) <= set(dir(tilescribe))
    with pytest.raises(AttributeError, match="no attribute 'serach'"):
        _ = tilescribe.serach  # type: ignore[attr-defined]


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, tilescribe; print({m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("numpy", "shapely", "rasterio", "torch", "geopandas", "typer"):
        assert f"'{heavy}'" not in loaded


# --- hits for other libraries --------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [ANSWER, EMPTY])
def test_an_answer_is_the_collection_that_the_command_line_writes(answer: Answer) -> None:
    written = io.StringIO()
    write_text(answer, written, kind="geojson")
    assert json.loads(json.dumps(answer.__geo_interface__)) == json.loads(written.getvalue())


def test_libraries_that_know_the_protocol_understand_hits_and_answers() -> None:
    assert shapely.geometry.shape(ANSWER.hits[0].__geo_interface__["geometry"]).bounds == (13, 52, 13.1, 52.1)
    frame = geopandas.GeoDataFrame.from_features(ANSWER, crs="EPSG:4326")
    assert frame["rank"].tolist() == [1, 2]
    assert frame.geometry.iloc[1].geom_type == "MultiPolygon"


@pytest.mark.parametrize("answer", [ANSWER, EMPTY])
def test_a_geodataframe_is_what_geoparquet_holds(answer: Answer, tmp_path: Path) -> None:
    frame = answer.to_geodataframe()
    assert frame.crs == "EPSG:4326"
    assert len(frame) == len(answer.hits)
    write_answer(answer, Output(tmp_path / "hits.parquet"), kind="geoparquet")
    assert_geodataframe_equal(frame, geopandas.read_parquet(tmp_path / "hits.parquet"), check_dtype=False)


# --- types ---------------------------------------------------------------------------------------------------------


def test_the_package_says_that_it_is_typed() -> None:
    assert (files("tilescribe") / "py.typed").is_file()


def test_a_users_script_is_typed_strictly_and_mistakes_in_it_are_seen(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--follow-imports=silent",
            "--cache-dir",
            str(tmp_path),
            str(script),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    revealed = [line for line in done.stdout.splitlines() if "Revealed type" in line]
    assert len(revealed) == len(TYPES), done.stdout
    for line, kind in zip(revealed, TYPES.values(), strict=True):
        assert kind in line
    errors = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert len(errors) == 1, done.stdout
    assert 'Unexpected keyword argument "treshold"' in errors[0]
