"""The zip, checked as the plugin site does, and installed into a profile that knows nothing of it."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from tests.made_up_wheels import make_wheels
from tools import build_plugin

REQUIRED = (
    "name", "description", "about", "version", "qgisMinimumVersion", "qgisMaximumVersion", "author", "email",
    "homepage", "tracker", "repository", "tags", "icon", "hasProcessingProvider", "license",
)  # fmt: skip
FORBIDDEN = (".pyc", ".so", ".dll", ".pyd", ".exe", ".dylib", ".ui~", ".orig", ".gpkg")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a stand-in for the engine, so that nothing has to be built."""
    folder = tmp_path_factory.mktemp("package")
    out = folder / "tilescribe.zip"
    build_plugin.pack(make_wheels(folder / "wheels"), out)
    return out


@pytest.fixture(scope="module")
def names(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        return opened.namelist()


@pytest.fixture(scope="module")
def metadata(archive: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    with zipfile.ZipFile(archive) as opened:
        parser.read_string(opened.read("tilescribe/metadata.txt").decode("utf-8"))
    return parser["general"]


def test_it_holds_one_folder_with_a_name_that_is_a_module(names: list[str]) -> None:
    assert {PurePosixPath(name).parts[0] for name in names} == {"tilescribe"}
    assert "tilescribe/__init__.py" in names
    assert "tilescribe/LICENSE" in names


def test_nothing_lies_in_it_that_the_site_refuses(names: list[str]) -> None:
    hidden = [name for name in names if any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)]
    assert hidden == []
    assert [name for name in names if name.endswith(FORBIDDEN) or "__pycache__" in name] == []
    assert [name for name in names if name.startswith("/") or ".." in name or "\\" in name] == []


def test_metadata_says_all_that_is_asked_for(metadata: configparser.SectionProxy) -> None:
    assert [name for name in REQUIRED if not metadata.get(name, "").strip()] == []
    assert re.fullmatch(r"\d+\.\d+\.\d+", metadata["version"])
    assert (metadata["qgisMinimumVersion"], metadata["qgisMaximumVersion"]) == ("3.22", "4.99")
    assert len(metadata["description"]) < 100
    assert all(metadata[name].startswith("https://") for name in ("homepage", "tracker", "repository"))
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", metadata["email"])


def test_what_metadata_names_lies_in_it(metadata: configparser.SectionProxy, names: list[str]) -> None:
    assert f"tilescribe/{metadata['icon']}" in names


def test_the_engine_lies_in_it_once_and_of_the_same_version(
    metadata: configparser.SectionProxy, names: list[str]
) -> None:
    wheels = [name for name in names if name.endswith(".whl")]
    assert wheels == [f"tilescribe/engine/tilescribe-{metadata['version']}-py3-none-any.whl"]
    assert not [name for name in names if name.endswith(".safetensors")]


def test_a_site_that_takes_no_wheels_gets_a_zip_without_one(tmp_path: Path, names: list[str]) -> None:
    """All else is in it: uv's hashes, by which it is fetched, and the versions that were tested together."""
    build_plugin.pack(None, tmp_path / "without.zip")
    with zipfile.ZipFile(tmp_path / "without.zip") as opened:
        assert set(opened.namelist()) == {name for name in names if not name.endswith(".whl")}
        assert {"tilescribe/core/setup/uv-wheels.sha256", "tilescribe/engine/constraints.txt"} <= set(opened.namelist())


def test_the_engine_of_another_version_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"metadata\.txt says"):
        build_plugin.pack(tmp_path / "tilescribe-9.9.9-py3-none-any.whl", tmp_path / "out.zip")


def test_the_same_sources_make_the_same_zip(archive: Path, tmp_path: Path) -> None:
    build_plugin.pack(make_wheels(tmp_path / "wheels"), tmp_path / "again.zip")
    with zipfile.ZipFile(archive) as first, zipfile.ZipFile(tmp_path / "again.zip") as second:
        assert first.namelist() == second.namelist()
        entries = [name for name in first.namelist() if not name.endswith(".whl")]
        assert all(first.read(name) == second.read(name) for name in entries)


def test_each_icon_and_style_of_the_source_lies_in_it(names: list[str]) -> None:
    resources = build_plugin.ROOT / "resources"
    files = [file.relative_to(resources).as_posix() for file in resources.rglob("*") if file.is_file()]
    assert files
    assert [file for file in files if f"tilescribe/resources/{file}" not in names] == []


@pytest.fixture(scope="module")
def profile(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of QGIS profiles with the plugin, read-only, in a home with a space and an umlaut."""
    home = tmp_path_factory.mktemp("Jörg Müller")
    plugins = home / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(plugins)
    for path in sorted((plugins / "tilescribe").rglob("*"), reverse=True):
        path.chmod(stat.S_IREAD | (stat.S_IEXEC if path.is_dir() else 0))
    return home / "profiles"


def _qgis_process(profile: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Debian's wrapper passes on options that only the window knows; the program proper lies beside it.
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    assert program, "qgis_process is part of QGIS: apt-get install qgis"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(profile.parent),
        "HOME": str(profile.parent),
        "XDG_DATA_HOME": str(profile.parent / "data"),
    }
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        [program, *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_it_is_taken_up_by_an_empty_profile(profile: Path) -> None:
    enabled = _qgis_process(profile, "plugins", "enable", "tilescribe")
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    listed = _qgis_process(profile, "list")
    assert "Traceback" not in listed.stderr, listed.stderr
    assert re.search(r"^Tilescribe$", listed.stdout, re.MULTILINE), listed.stdout[-3000:] + listed.stderr
    assert "tilescribe:" in listed.stdout


def test_without_an_engine_processing_names_the_next_step(profile: Path) -> None:
    _qgis_process(profile, "plugins", "enable", "tilescribe")
    ran = _qgis_process(profile, "run", "tilescribe:cataloginfo", "--", "CATALOG=/nowhere/area.gpkg")
    assert "Traceback" not in ran.stderr, ran.stderr
    assert "The engine is not set up yet." in ran.stdout + ran.stderr
