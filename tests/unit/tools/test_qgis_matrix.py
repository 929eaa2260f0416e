"""Other QGIS versions are tested in root file systems of their own, without touching this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tools import qgis_matrix
from tools.qgis_matrix import MatrixError, Mount, Suite


def everything_is_there(program: str) -> str:
    return f"/usr/sbin/{program}"


def test_who_is_not_root_is_told_what_else_can_be_done() -> None:
    with pytest.raises(MatrixError, match="QGIS_PYTHON"):
        qgis_matrix.check_this_machine(1000, everything_is_there)


def test_a_program_that_is_missing_is_named_with_its_package() -> None:
    with pytest.raises(MatrixError, match="apt-get install debootstrap"):
        qgis_matrix.check_this_machine(0, lambda program: None if program == "debootstrap" else program)
    qgis_matrix.check_this_machine(0, everything_is_there)


def test_the_checkout_is_mounted_where_it_is_and_the_engine_read_only_and_each_folder_once() -> None:
    folders = [
        Path("/opt/pythons/3.11/lib/python3.11"),
        Path("/opt/pythons/3.11"),
        Path("/src/tilescribe/.venv"),
        Path("/src/tilescribe/backend"),
    ]
    assert qgis_matrix.engine_mounts(folders, Path("/src/tilescribe")) == [
        Mount(Path("/src/tilescribe"), "/src/tilescribe"),
        Mount(Path("/opt/pythons/3.11"), "/opt/pythons/3.11", read_only=True),
    ]


def test_an_engine_on_the_systems_own_python_is_refused_with_a_remedy() -> None:
    with pytest.raises(MatrixError, match="make clean env PYTHON="):
        qgis_matrix.engine_mounts([Path("/usr/bin"), Path("/usr")], Path("/src/tilescribe"))


def test_all_that_the_interpreter_reads_is_found_by_asking_it() -> None:
    folders = qgis_matrix.engine_folders(Path(sys.executable))
    assert Path(sys.executable).resolve().parent in folders
    assert Path(sys.base_prefix) in folders
    assert Path(subprocess.__file__).parent in folders


def test_without_an_environment_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MatrixError, match="make env"):
        qgis_matrix.engine_folders(tmp_path / "python")


def test_the_cache_goes_by_the_users_choice() -> None:
    assert qgis_matrix.cache_folder({"HOME": "/home/ann"}) == Path("/home/ann/.cache/tilescribe")
    assert qgis_matrix.cache_folder({"HOME": "/home/ann", "XDG_CACHE_HOME": "/big"}) == Path("/big/tilescribe")


def test_inside_nothing_is_seen_of_this_machines_environment() -> None:
    outside = {"PYTHONPATH": "/x", "DISPLAY": ":0", "VIRTUAL_ENV": "/v", "OPENBLAS_CORETYPE": "Haswell"}
    inside = qgis_matrix.inside_environment(outside)
    assert set(inside) == {"HOME", "LANG", "PATH", "QT_QPA_PLATFORM", "TILESCRIBE_PYTHON", "OPENBLAS_CORETYPE"}


def test_what_is_mounted_is_mounted_in_a_namespace_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "a source"
    command = qgis_matrix.entering(tmp_path / "root", [Mount(source, "/its place", read_only=True)], ["true", "a b"])
    assert command[:2] == ["unshare", "--mount"]
    assert command[-2:] == ["true", "a b"]
    assert f"mount -o bind,ro '{source}' '{tmp_path}/root/its place'" in command[-4]
    assert (tmp_path / "root" / "its place").is_dir()


@pytest.fixture
def no_mirror(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Root, all programs there, and nothing that answers."""

    def refuse(suite: Suite, root: Path, mirror: str) -> None:
        raise MatrixError(f"Debian {suite.name} could not be made from {mirror}")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(qgis_matrix, "ENGINE_PYTHON", Path(sys.executable))
    monkeypatch.setattr(qgis_matrix, "engine_mounts", lambda folders, checkout: [])
    monkeypatch.setattr(qgis_matrix, "check_this_machine", lambda user_id, which: None)
    monkeypatch.setattr(qgis_matrix, "_make_root", refuse)


@pytest.mark.usefixtures("no_mirror")
def test_the_newest_is_left_out_aloud_where_no_mirror_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert qgis_matrix.main(["--suite", "sid", "--mirror", "http://none"]) == 0
    assert "sid: LEFT OUT. Debian sid could not be made from http://none" in capsys.readouterr().out


@pytest.mark.usefixtures("no_mirror")
def test_debian_13_is_never_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert qgis_matrix.main(["--suite", "trixie", "--mirror", "http://none"]) == 2
    assert "Debian trixie could not be made" in capsys.readouterr().err


def test_a_root_that_was_broken_off_is_made_anew_and_never_entered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken_off = tmp_path / "qgis-trixie.partial"
    (broken_off / "etc").mkdir(parents=True)
    seen = []
    monkeypatch.setattr(qgis_matrix, "_run", lambda *_: seen.append(broken_off.exists()) or 1)
    with pytest.raises(MatrixError, match=r"see .*qgis-trixie\.log"):
        qgis_matrix._make_root(qgis_matrix.SUITES[0], tmp_path / "qgis-trixie", "")
    assert seen == [False]
    assert not (tmp_path / "qgis-trixie").exists()
