"""Which uv runs on which machine, and where it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.setup.machine import Machine, this_machine
from qgis_plugin.core.setup.uv_errors import FetchError
from qgis_plugin.core.setup.uv_program import PINS, UvUnavailableError, obtain, pinned
from tests.package_index import make_uv_wheel, uv_program, write_pins

LINUX = Machine("linux", "x86_64", "gnu")


@pytest.mark.parametrize(
    ("machine", "tag"),
    [
        (LINUX, "manylinux_2_17_x86_64"),
        (Machine("linux", "aarch64", "gnu"), "manylinux_2_17_aarch64"),
        (Machine("linux", "x86_64", "musl"), "musllinux_1_1_x86_64"),
        (Machine("linux", "aarch64", "musl"), "musllinux_1_1_aarch64"),
        (Machine("macos", "aarch64"), "macosx_11_0_arm64"),
        (Machine("macos", "x86_64"), "macosx_10_12_x86_64"),
        (Machine("windows", "x86_64"), "win_amd64"),
        (Machine("windows", "aarch64"), "win_arm64"),
    ],
)
def test_each_system_has_a_pinned_uv(machine: Machine, tag: str) -> None:
    wheel = pinned(machine)
    assert wheel is not None
    assert tag in wheel.name
    assert len(wheel.sha256) == 64


def test_one_version_is_pinned_and_it_is_the_one_that_the_tests_run() -> None:
    names = [line.split("  ")[1] for line in PINS.read_text(encoding="ascii").splitlines()]
    (version,) = {name.split("-")[1] for name in names}
    constraints = Path("constraints.txt").read_text(encoding="ascii").splitlines()
    assert f"uv=={version}" in constraints


def test_an_unknown_processor_has_none() -> None:
    assert pinned(Machine("linux", "riscv64", "gnu")) is None
    reason = Machine("linux", "riscv64", "gnu").unsuitable
    assert reason is not None
    assert "riscv64" in reason.sentence


def test_this_machine_is_known() -> None:
    assert pinned(this_machine()) is not None


def test_an_intel_qgis_on_a_newer_mac_counts_as_what_the_mac_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyTorch is made for its own processor only; QGIS runs there translated."""
    tool = tmp_path / "sysctl"
    tool.write_text("#!/bin/sh\necho 1\n")
    tool.chmod(0o755)
    monkeypatch.setattr("qgis_plugin.core.setup.machine.SYSCTL", str(tool))
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("qgis_plugin.core.setup.machine.sys.platform", "darwin")
    assert this_machine() == Machine("macos", "aarch64")
    tool.write_text("#!/bin/sh\necho 0\n")
    reason = this_machine().unsuitable
    assert reason is not None
    assert "Intel" in reason.sentence


def test_on_windows_the_python_is_for_x86_64_always() -> None:
    assert Machine("windows", "aarch64").python_key("3.12") == "cpython-3.12-windows-x86_64-none"
    assert Machine("macos", "aarch64").python_key("3.12") == "cpython-3.12-macos-aarch64-none"
    assert LINUX.python_key("3.12") == "cpython-3.12-linux-x86_64-gnu"


def _obtain(folder: Path, **choices: Any) -> Path:
    folder.mkdir(exist_ok=True)
    choices = {
        "fetch": _nothing,
        "index": "https://u:secret@mirror.example/simple",
        "wheels": None,
        "pins": PINS,
        **choices,
    }
    return obtain(this_machine(), folder, **choices)


def _nothing(url: str) -> bytes:
    raise FetchError(url, "the network is down")


def test_a_link_of_the_index_may_be_relative_escaped_and_hashed(tmp_path: Path) -> None:
    wheel = make_uv_wheel(tmp_path / "w")
    page = f'<a data-requires-python="&gt;=3.8" href="../../f/{wheel.name}?a=1&amp;b=2#sha256=00">uv</a>'
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return page.encode() if url.endswith("/simple/uv/") else wheel.read_bytes()

    program = _obtain(
        tmp_path / "d", fetch=fetch, index="https://m.example/r/simple/", pins=write_pins(tmp_path / "p", wheel)
    )
    assert asked == ["https://m.example/r/simple/uv/", f"https://m.example/r/f/{wheel.name}?a=1&b=2"]
    assert program.read_bytes() == uv_program().read_bytes()


def test_what_was_fetched_before_is_not_fetched_again_unless_it_is_damaged(tmp_path: Path) -> None:
    wheel = make_uv_wheel(tmp_path / "w")
    pins = write_pins(tmp_path / "p", wheel)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / wheel.name).write_bytes(wheel.read_bytes())
    assert _obtain(tmp_path / "d", pins=pins).is_file()
    (tmp_path / "d" / wheel.name).write_bytes(b"half")
    with pytest.raises(UvUnavailableError, match="cannot be reached"):
        _obtain(tmp_path / "d", pins=pins)


def test_no_message_has_the_login_of_the_index(tmp_path: Path) -> None:
    for fetch in (_nothing, lambda url: b"<html>", _status(403), _status(404), _status(407)):
        with pytest.raises(UvUnavailableError) as caught:
            _obtain(tmp_path / "d", fetch=fetch)
        assert "secret" not in caught.value.explained.sentence + caught.value.explained.remedy
        assert "mirror.example" in caught.value.explained.sentence


def _status(status: int) -> Any:
    def fetch(url: str) -> bytes:
        raise FetchError("https://mirror.example/simple/uv/", "no", status=status)

    return fetch


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "has no wheel of uv"),
        ("uv-0.13.9-py3-none-plan9_68020.whl", "for other systems only"),
        ("uv-0.1.0-py3-none-{tag}.whl", "too old"),
    ],
)
def test_a_folder_without_a_usable_uv_says_so(tmp_path: Path, name: str, told: str) -> None:
    wheel = pinned(this_machine())
    assert wheel is not None
    if name:
        (tmp_path / name.format(tag=wheel.name.rpartition("-")[2][:-4])).touch()
    with pytest.raises(UvUnavailableError, match=told) as caught:
        _obtain(tmp_path / "d", wheels=tmp_path)
    assert str(tmp_path) in caught.value.explained.sentence
    assert "pip download uv" in caught.value.explained.remedy


def test_the_newest_of_a_folder_is_taken(tmp_path: Path) -> None:
    script = tmp_path / "script"
    for version in ("0.13.2", "0.100.0", "0.14.10"):
        script.write_text(version)
        make_uv_wheel(tmp_path / "w", program=script, version=version)
    assert _obtain(tmp_path / "d", wheels=tmp_path / "w").read_text() == "0.100.0"


def test_a_damaged_wheel_is_named(tmp_path: Path) -> None:
    wheel = make_uv_wheel(tmp_path / "w")
    wheel.write_bytes(wheel.read_bytes()[:1000])
    with pytest.raises(UvUnavailableError, match="damaged"):
        _obtain(tmp_path / "d", wheels=tmp_path / "w")
