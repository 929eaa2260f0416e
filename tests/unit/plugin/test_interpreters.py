"""Which Pythons are found on which system, and which are never started."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis_plugin.core.setup.interpreters import Host, Interpreter, candidates, choose, is_qgis, probe


def _only(*paths: str) -> Callable[[str], bool]:
    return lambda path: path in paths


WINDOWS_QGIS = r"C:\Program Files\QGIS 3.34\bin\qgis-ltr-bin.exe"
WINDOWS_PREFIX = r"C:\Program Files\QGIS 3.34\apps\Python312"
MAC_QGIS = "/Applications/QGIS.app/Contents/MacOS/QGIS"


def _windows(*files: str, registered: tuple[str, ...] = (), path: str = "") -> Host:
    return Host(
        platform="win32",
        environment={
            "LOCALAPPDATA": r"C:\Users\Jörg Müller\AppData\Local",
            "ProgramFiles": r"C:\Program Files",
            "PATH": path,
        },
        executable=WINDOWS_QGIS,
        prefix=WINDOWS_PREFIX,
        home=r"C:\Users\Jörg Müller",
        is_file=_only(WINDOWS_QGIS, *files),
        registered=lambda: registered,
    )


def test_on_windows_qgis_itself_is_never_a_candidate() -> None:
    assert candidates(_windows()) == []


def test_on_windows_the_python_that_qgis_brings_is_the_last_resort() -> None:
    own = WINDOWS_PREFIX + r"\python.exe"
    installed = r"C:\Users\Jörg Müller\AppData\Local\Programs\Python\Python312\python.exe"
    assert candidates(_windows(own, installed)) == [installed, own]


def test_on_windows_the_registry_comes_first() -> None:
    there = r"D:\Python313\python.exe"
    own = WINDOWS_PREFIX + r"\python.exe"
    assert candidates(_windows(own, there, registered=(there,))) == [there, own]


def test_on_windows_the_alias_that_opens_the_store_is_passed_over() -> None:
    folder = r"C:\Users\Jörg Müller\AppData\Local\Microsoft\WindowsApps"
    assert candidates(_windows(folder + r"\python.exe", path=folder)) == []


def test_on_macos_qgis_itself_is_never_a_candidate() -> None:
    brew = "/opt/homebrew/bin/python3.12"
    host = Host(
        platform="darwin",
        environment={"PATH": "/usr/bin:/bin"},
        executable=MAC_QGIS,
        prefix="/Applications/QGIS.app/Contents/MacOS",
        home="/Users/ana",
        is_file=_only(MAC_QGIS, brew),
    )
    assert candidates(host) == [brew]


def test_on_macos_the_python_of_python_org_is_found() -> None:
    there = "/Library/Frameworks/Python.framework/Versions/3.13/bin/python3.13"
    host = Host(
        platform="darwin", environment={}, executable=MAC_QGIS, prefix="/x", home="/Users/a", is_file=_only(there)
    )
    assert candidates(host) == [there]


def test_on_linux_versions_with_most_wheels_come_first() -> None:
    host = Host(
        platform="linux",
        environment={"PATH": "/home/a b/bin:/usr/bin"},
        executable="/usr/bin/python3",
        prefix="/usr",
        home="/home/a b",
        is_file=_only("/usr/bin/python3", "/usr/bin/python3.11", "/home/a b/bin/python3.12"),
    )
    assert candidates(host) == ["/home/a b/bin/python3.12", "/usr/bin/python3.11", "/usr/bin/python3"]


@pytest.mark.parametrize(
    ("executable", "expected"),
    [
        (WINDOWS_QGIS, True),
        (r"C:\OSGeo4W\bin\qgis-bin.exe", True),
        (MAC_QGIS, True),
        ("/usr/bin/qgis", True),
        ("/usr/bin/python3", False),
        (r"C:\OSGeo4W\apps\Python39\python.exe", False),
        ("", True),
    ],
)
def test_qgis_is_told_from_a_python(executable: str, expected: bool) -> None:
    assert is_qgis(executable) is expected


@pytest.mark.parametrize(
    ("interpreter", "word"),
    [
        (Interpreter("p", (3, 9, 18)), "3.11"),
        (Interpreter("p", (3, 15, 0)), "3.14"),
        (Interpreter("p", (3, 12, 1), bits=32), "32-bit"),
        (Interpreter("p", (3, 12, 1), ensurepip=False), "python3-venv"),
    ],
)
def test_what_will_not_do_says_why(interpreter: Interpreter, word: str) -> None:
    assert word in interpreter.unsuitable_reason(platform="linux")


def test_an_intel_mac_is_told_so_at_once() -> None:
    assert "Intel" in Interpreter("p", (3, 12), machine="x86_64").unsuitable_reason(platform="darwin")
    assert not Interpreter("p", (3, 12), machine="arm64").unsuitable_reason(platform="darwin")


def test_the_first_that_will_do_is_chosen_and_the_others_are_explained() -> None:
    known = {"old": Interpreter("old", (3, 9, 1)), "good": Interpreter("good", (3, 12, 1))}
    found, refused = choose(["broken", "old", "good", "never"], ask=known.get)
    assert found == known["good"]
    assert set(refused) == {"broken", "old"}
    assert refused["broken"] == "it does not start"


def test_a_real_python_says_what_it_is() -> None:
    found = probe(sys.executable)
    assert found is not None
    assert found.version == sys.version_info[:3]
    assert found.bits == 64


@pytest.mark.parametrize("content", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho no json\n", "#!/bin/sh\necho '{}'\n"])
def test_what_does_not_answer_is_no_python(tmp_path: Path, content: str) -> None:
    program = tmp_path / "python3"
    program.write_text(content)
    program.chmod(0o755)
    assert probe(str(program)) is None


def test_qgis_is_not_even_asked(tmp_path: Path) -> None:
    program = tmp_path / "qgis-bin.exe"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/started'\n")
    program.chmod(0o755)
    assert probe(str(program)) is None
    assert not (tmp_path / "started").exists()
