"""docs/extending.md: the package on that page is built, installed beside Tilescribe, tested and searched with."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tilescribe.testing.rasters import make_raster

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
COLOURS = {"blue": (45, 62, 138), "light green": (120, 170, 80), "brown": (128, 96, 66), "white": (238, 241, 239)}


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "160", **environment},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page where their titles say."""
    folder = tmp_path_factory.mktemp("project")
    files = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
    assert len(files) == 7
    for name, text in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def installed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pip has put the package, built without a network."""
    target = tmp_path_factory.mktemp("site")
    options = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    run("pip", "install", *options, "--target", str(target), str(project), cwd=project)
    return target


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `tifs/`: one picture with a quarter of each colour."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "tifs").mkdir()
    side = 224
    pixels = np.zeros((3, 2 * side, 2 * side), dtype=np.int16)
    for number, colour in enumerate(COLOURS.values()):
        row, col = divmod(number, 2)
        pixels[:, row * side : (row + 1) * side, col * side : (col + 1) * side] = np.array(colour)[:, None, None]
    random = np.random.default_rng(0)
    pixels += random.integers(-8, 9, pixels.shape, dtype=np.int16)
    # Black and white specks, so that the stretch between the darkest and the brightest leaves the colours as they are.
    specks = random.random(pixels.shape[1:])
    pixels[:, specks < 0.03] = 1
    pixels[:, specks > 0.97] = 255
    make_raster(folder / "tifs" / "quarters.tif", pixels=pixels.clip(1, 255).astype(np.uint8), width=448, height=448)
    return folder


def test_the_tests_on_the_page_pass(project: Path, installed: Path) -> None:
    done = run("pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=project, PYTHONPATH=str(installed))
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 40, "the checks of captioner and embedder, and the contract of stores"


def test_the_commands_on_the_page_find_what_the_extension_describes(place: Path, installed: Path) -> None:
    block = re.search(r"^## Using it\n+```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert block is not None
    commands = [shlex.split(line) for line in block[1].splitlines() if not line.startswith("pip")]
    assert [command[:2] for command in commands] == [
        ["tilescribe", word] for word in ("models", "index", "search", "search")
    ]
    models, _, blue, green = (run(*command, cwd=place, PYTHONPATH=str(installed)).stdout for command in commands)
    listed = " ".join(models.split())
    assert "shades Says which colours a tile has; matches words that are spelled alike (extension:" in listed
    assert "spelling" in listed
    assert "A blue area." in blue.splitlines()[_first_row(blue)]
    assert "light green" in green.splitlines()[_first_row(green)]


def test_without_the_package_the_catalog_says_which_embedder_it_lacks(place: Path, installed: Path) -> None:
    catalog = place / "lacking.gpkg"
    index = ("tilescribe", "index", "tifs", "-c", catalog.name, "--captioner", "shades", "--embedder", "spelling")
    run(*index, cwd=place, PYTHONPATH=str(installed))
    done = subprocess.run(
        [sys.executable, "-m", "tilescribe", "search", catalog.name, "blue"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert done.returncode == 1
    assert "The embedder 'spelling' is not on this machine" in done.stderr


def _first_row(table: str) -> int:
    """The line of the best hit in a table of the command line."""
    return next(number for number, line in enumerate(table.splitlines()) if re.match(r"\s*1\s", line))


def test_a_catalog_of_another_form_is_written_and_asked_by_its_url(
    place: Path, installed: Path, tmp_path: Path
) -> None:
    block = re.search(r"^```sh\n(TEAM_CATALOGS=.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert block is not None
    commands = [shlex.split(line)[1:] for line in block[1].splitlines()]
    assert [command[:2] for command in commands] == [["tilescribe", "index"], ["tilescribe", "search"]]
    environment = {"PYTHONPATH": str(installed), "TEAM_CATALOGS": str(tmp_path)}
    _, found = (run(*command, cwd=place, **environment).stdout for command in commands)
    assert (tmp_path / "quarters.gpkg").exists()
    assert "quarters.tif" in found
    refused = subprocess.run(
        [sys.executable, "-m", *commands[1]], cwd=place, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "No form of the catalog is installed for team://" in refused.stderr
