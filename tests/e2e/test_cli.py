"""The command line as people meet it: examples that run, one clear line for what is wrong, the right exit status."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas
import numpy as np
import pytest
import rasterio
from PIL import Image
from tests.e2e.commands import tilescribe
from tests.pairs_of_dates import write_levir
from tests.scenes import draw
from tests.unit.describe.encoders.models import build as build_encoder
from tests.unit.describe.vlm.zoo import build

from tilescribe import __version__
from tilescribe.cli.reference import reference
from tilescribe.testing.rasters import make_raster

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the examples expect it: `tifs/`, an index `area.gpkg`, `pictures/` (and zip) with captions, pairs."""
    folder = tmp_path_factory.mktemp("cli")
    draw(folder / "tifs" / "scene.tif", seed=1)
    draw(folder / "tifs" / "meadow_20250503.tif", seed=4, west=402_000.0, cover="forest")
    draw(folder / "tifs" / "meadow_20250603.tif", seed=4, west=402_000.0)
    images = []
    for cover in ("water", "forest"):
        draw(folder / "pictures" / f"{cover}.tif", seed=2, cover=cover)
        images.append({"filename": f"{cover}.tif", "split": "test", "captions": [f"{cover} from above"]})
    (folder / "captions.json").write_text(json.dumps({"images": images}), encoding="utf-8")
    write_levir(folder / "LEVIR-CC", 2, split="val")
    Image.new("RGB", (200, 150), (20, 60, 160)).save(folder / "photo.jpg")
    shutil.make_archive(str(folder / "pictures"), "zip", folder / "pictures")
    build("smolvlm", folder / "models" / "tiny-vlm")
    build_encoder("clip", folder / "models" / "tiny-clip")
    for command in (("index", "tifs", "--catalog", "area.gpkg"), ("compare", "area.gpkg")):
        done = tilescribe(*command, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def examples() -> list[str]:
    text = reference()
    joined = re.sub(r"\n  (?=\S)", " ", text)  # help wraps long examples
    found = re.findall(r"Example: (tilescribe .+)", joined)
    # The point of the one is the network; the other needs a hundred pictures and runs in test_calibrating.py.
    return [one for one in found if " download " not in one and "--calibrate" not in one]


def test_every_command_has_an_example() -> None:
    sections = re.split(r"^## ", reference(), flags=re.MULTILINE)[2:]
    assert len(sections) >= 9
    assert [section.splitlines()[0] for section in sections if "Example: tilescribe" not in section] == []


@pytest.mark.parametrize("example", examples())
def test_the_examples_run(place: Path, example: str) -> None:
    done = tilescribe(*shlex.split(example)[1:], cwd=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "-o" in example
    assert "Traceback" not in done.stderr


def test_the_reference_in_the_docs_is_what_help_says() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_geojson_on_standard_output_is_nothing_but_geojson(place: Path) -> None:
    done = tilescribe("search", "area.gpkg", "water", "--format", "geojson", "-k", "3", cwd=place)
    collection = json.loads(done.stdout)
    assert len(collection["features"]) == 3
    assert "hits" in done.stderr


@pytest.mark.parametrize("name", ["found.geojson", "found.csv", "found.gpkg", "found.parquet"])
def test_the_suffix_chooses_the_format(place: Path, name: str) -> None:
    done = tilescribe("search", "area.gpkg", "water", "-o", name, cwd=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    if name.endswith((".geojson", ".gpkg")):
        assert len(geopandas.read_file(place / name)) > 0


def test_an_answer_never_takes_the_place_of_a_catalog_or_of_what_was_asked_with(place: Path) -> None:
    before = (place / "area.gpkg").read_bytes()
    (place / "aoi.geojson").write_text(
        json.dumps({"type": "Polygon", "coordinates": [[[10, 50], [20, 50], [20, 60], [10, 60], [10, 50]]]}),
        encoding="utf-8",
    )
    area = (place / "aoi.geojson").read_text(encoding="utf-8")
    scene = (place / "tifs" / "scene.tif").read_bytes()
    for command in (("search", "area.gpkg", "water", "--aoi", "aoi.geojson"), ("similar", "area.gpkg", "1")):
        for name in ("area.gpkg", "tifs/scene.tif", *(["aoi.geojson"] if "--aoi" in command else [])):
            for agreed in ((), ("--overwrite",)):
                done = tilescribe(*command, "-o", name, "--format", _format(name), *agreed, cwd=place)
                assert (done.returncode, done.stdout) == (1, ""), name
                assert done.stderr.startswith("Error: ")
    assert (place / "area.gpkg").read_bytes() == before
    assert (place / "aoi.geojson").read_text(encoding="utf-8") == area
    assert (place / "tifs" / "scene.tif").read_bytes() == scene


def _format(name: str) -> str:
    return "gpkg" if name.endswith(".gpkg") else "geojson"


def test_a_heat_map_lights_up_where_its_words_are_true(place: Path, tmp_path: Path) -> None:
    """The scene is water in the west and forest in the east."""
    path = tmp_path / "water.tif"
    scene = ("--raster", "scene.tif")
    done = tilescribe("heatmap", "area.gpkg", "a lake with open water", "-o", str(path), *scene, cwd=place)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Highest at 13.5" in done.stderr
    assert f"Style for QGIS: {path.with_suffix('.qml')}" in done.stderr
    with rasterio.open(path) as opened:
        cells = opened.read(1)
        assert opened.crs.to_epsg() == 32633
        assert opened.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    third = cells.shape[1] // 3
    assert np.nanmin(cells[:, :third]) > np.nanmax(cells[:, -third:])
    before = path.read_bytes()
    again = tilescribe("heatmap", "area.gpkg", "a forest", "-o", str(path), cwd=place)
    assert again.returncode == 1
    assert "--overwrite" in again.stderr
    assert path.read_bytes() == before


def test_a_report_never_takes_the_place_of_the_captions(place: Path) -> None:
    before = (place / "captions.json").read_bytes()
    for agreed in ((), ("--overwrite",)):
        arguments = ("evaluate", "pictures", "--captions", "captions.json", "--json", "captions.json", *agreed)
        done = tilescribe(*arguments, cwd=place)
        assert done.returncode == 1
        assert "this command reads" in done.stderr
    assert (place / "captions.json").read_bytes() == before


def test_a_demo_takes_no_folder_with_files_of_somebody(place: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("mine", encoding="utf-8")
    done = tilescribe("demo", "--output", str(tmp_path), "--size-px", "512", cwd=place)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (1, ["photo.jpg"])
    assert "--overwrite" in done.stderr
    done = tilescribe("demo", "--output", str(place / "demonstrated"), "--imagery", "nothing.tif", cwd=place)
    assert done.returncode != 0
    shutil.copy(place / "area.gpkg", tmp_path / "catalog.gpkg")
    done = tilescribe("demo", "--output", str(tmp_path), "--overwrite", cwd=place)
    assert done.returncode == 1
    assert (tmp_path / "catalog.gpkg").read_bytes() == (place / "area.gpkg").read_bytes()


def test_json_events_can_be_read_by_a_program(place: Path, tmp_path: Path) -> None:
    draw(tmp_path / "tifs" / "scene.tif", seed=1)
    done = tilescribe("index", "tifs", "--catalog", "new.gpkg", "--json", cwd=tmp_path)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["event"] for event in events[:4]] == ["StageStarted", "StageStarted", "StageStarted", "RasterPlanned"]
    assert [event["stage"] for event in events[:3]] == ["discovering", "loading", "loading"]
    assert events[-1]["event"] == "RunFinished"
    assert events[-1]["status"] == "done"


def test_a_partly_failed_run_names_the_failure_and_exits_with_3(place: Path, tmp_path: Path) -> None:
    draw(tmp_path / "tifs" / "scene.tif", seed=1)
    (tmp_path / "tifs" / "broken.tif").write_bytes(b"II*\x00 no TIFF at all")
    done = tilescribe("index", "tifs", "--catalog", "new.gpkg", cwd=tmp_path)
    assert done.returncode == 3
    assert "broken.tif" in done.stderr
    assert "Failed" in done.stderr
    assert done.stdout.startswith("1 raster, ")


def test_gdal_does_not_chatter(tmp_path: Path) -> None:
    whole = draw(tmp_path / "tifs" / "scene.tif", seed=1)
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) * 2 // 3])
    done = tilescribe("index", "tifs", "--catalog", "new.gpkg", cwd=tmp_path)
    assert done.returncode == 3
    for line in done.stderr.splitlines():
        assert not re.match(r"(ERROR|Warning) \d|TIFF|WARNING:|.*CPLE_", line), done.stderr


WRONG: list[tuple[list[str], int, str]] = [
    (["search", "area.gpkg", ""], 2, "no words"),
    (["search", "area.gpkg", "water", "--bbox", "1,2,3"], 2, "four numbers"),
    (["search", "area.gpkg", "water", "--bbox", "10,50,5,40"], 2, "south"),
    (["search", "area.gpkg", "water", "--aoi", "missing.geojson"], 2, "missing.geojson"),
    (["search", "area.gpkg", "water", "--from", "yesterday"], 2, "yesterday"),
    (["search", "area.gpkg", "water", "-k", "0"], 2, "k = 0"),
    (["search", "area.gpkg", "water", "--format", "shape"], 2, "shape"),
    (["search", "area.gpkg", "water", "--format", "gpkg"], 2, "-o FILE"),
    (["search", "missing.gpkg", "water"], 1, "missing.gpkg"),
    (["search", "tifs/scene.tif", "water"], 1, "scene.tif"),
    (["similar", "area.gpkg", "999999"], 2, "999999"),
    (["similar", "area.gpkg"], 2, "--image FILE"),
    (["similar", "area.gpkg", "1", "--image", "a.png"], 2, "both"),
    (["similar", "area.gpkg", "1", "--captioner", "builtin"], 2, "--image"),
    (["similar", "area.gpkg", "--image", "gone.png"], 2, "gone.png"),
    (["similar", "area.gpkg", "--image", "area.gpkg"], 2, "area.gpkg cannot be read"),
    (["heatmap", "area.gpkg", "water"], 2, "--output"),
    (["heatmap", "area.gpkg", "water", "-o", "x.png"], 2, "x.png"),
    (["heatmap", "area.gpkg", "water", "-o", "x.tif", "--resolution", "2"], 2, "2 m is finer"),
    (["heatmap", "area.gpkg", "water", "-o", "x.tif", "--bbox", "1,2,3,4"], 2, "this extent"),
    (["heatmap", "area.gpkg", "water", "-o", "x.tif", "--crs", "EPSG:4326"], 2, "EPSG:4326"),
    (["heatmap", "area.gpkg", "water", "-o", "tifs/scene.tif", "--overwrite"], 1, "scene.tif"),
    (["index", "nowhere", "--catalog", "x.gpkg"], 1, "nowhere"),
    (["index", "tifs", "--catalog", "x.gpkg", "--captioner", "fact"], 2, "facts"),
    (["index", "tifs", "--catalog", "x.gpkg", "--embedder", "no/such-model"], 1, "no/such-model"),
    (["index", "tifs", "--catalog", "x.gpkg", "--levels", "big"], 2, "big"),
    (["index", "tifs", "--catalog", "x.gpkg", "--overlap", "1.5"], 2, "1.5"),
    (["index", "tifs", "--catalog", "x.gpkg", "--profile", "landsat-99"], 2, "landsat-99"),
    (["index", "tifs"], 2, "--catalog"),
    (["index", "tifs", "--catalog", "nowhere/x.gpkg"], 1, "nowhere"),
    (["verify", "tifs/scene.tif"], 1, "scene.tif"),
    (["nonsense"], 2, "nonsense"),
]


@pytest.mark.parametrize(("arguments", "status", "names"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_one_line_with_its_value_and_the_right_status(
    place: Path, arguments: list[str], status: int, names: str
) -> None:
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    done = tilescribe(*arguments, cwd=place)
    assert done.returncode == status, done.stderr
    assert names in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    after = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before if path.suffix != ".lock"} == {
        path: time for path, time in before.items() if path.suffix != ".lock"
    }


def test_a_traceback_comes_only_with_debug(place: Path) -> None:
    assert "Traceback" in tilescribe("search", "missing.gpkg", "water", "--debug", cwd=place).stderr


def test_the_version_is_told_without_a_command(tmp_path: Path) -> None:
    done = tilescribe("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"tilescribe {__version__}\n"), done.stderr


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = "import sys; from tilescribe.cli.app import app; print([m for m in sys.modules if '.' not in m])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("torch", "transformers", "rasterio", "faiss", "numpy", "pandas", "shapely", "scipy"):
        assert f"'{heavy}'" not in loaded


def test_a_raster_too_small_or_too_plain_to_describe_says_so(tmp_path: Path) -> None:
    make_raster(tmp_path / "speck.tif", width=1, height=1)
    blank = tilescribe("describe", "speck.tif", cwd=tmp_path)
    assert blank.returncode == 0, blank.stderr
    assert "speck.tif, tile 1: blank" in blank.stderr
    make_raster(tmp_path / "heights.tif", count=1, dtype="float32")
    silent = tilescribe("describe", "heights.tif", cwd=tmp_path)
    assert silent.returncode == 0, silent.stderr
    assert "not a picture" in silent.stdout + silent.stderr


def test_a_catalog_without_described_tiles_is_told_from_filters_that_pass_none(place: Path, tmp_path: Path) -> None:
    make_raster(tmp_path / "speck.tif", width=1, height=1)
    assert tilescribe("index", "speck.tif", "-c", "specks.gpkg", cwd=tmp_path).returncode == 0
    unfilled = tilescribe("search", "specks.gpkg", "water", cwd=tmp_path)
    assert "no described tile yet" in unfilled.stderr
    filtered = tilescribe("search", "area.gpkg", "water", "--raster", "elsewhere", cwd=place)
    assert "passes the filters" in filtered.stderr
