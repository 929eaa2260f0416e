"""What will be installed is settled and told before anything is downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core.setup.events import LogLine, ProgressChanged, Waiting
from qgis_plugin.core.setup.folders import free_name, python_in
from qgis_plugin.core.setup.install import InstallOptions
from qgis_plugin.core.setup.resolution import Package, Resolution, format_bytes, parse
from qgis_plugin.core.setup.resolving import download_summary
from qgis_plugin.core.setup.torch_builds import TorchBuild, backends, has_nvidia_card
from qgis_plugin.core.setup.uv import Source, download_events, uv_environment

LOCK = """\
lock-version = "1.0"

[[packages]]
name = "docopt"
version = "0.6.2"
sdist = { url = "https://p.example/docopt.tar.gz", size = 25901, hashes = { sha256 = "49" } }

[[packages]]
name = "protobuf"
version = "7.36.2"
sdist = { url = "https://p.example/protobuf.tar.gz", size = 999999999, hashes = { sha256 = "49" } }
wheels = [
    { url = "https://p.example/protobuf-abi3.whl", upload-time = 2026-09-17T20:07:54Z, size = 343223, hashes = {} },
    { url = "https://p.example/protobuf-any.whl", upload-time = 2026-09-17T20:07:58Z, size = 179806, hashes = {} },
]

[[packages]]
name = "tilescribe"
version = "0.1.0"
archive = { path = "/plugin/tilescribe-0.1.0-py3-none-any.whl", hashes = { sha256 = "9a" } }

[[packages]]
name = "torch"
version = "2.13.0"
wheels = [{ url = "https://p.example/torch.whl", size = 526000000, hashes = { sha256 = "6f" } }]
"""


def test_what_uv_has_settled_is_read_with_its_sizes() -> None:
    resolution = parse(LOCK)
    assert resolution.packages == (
        Package("docopt", "0.6.2", 25901),
        Package("protobuf", "7.36.2", 343223),
        Package("tilescribe", "0.1.0"),
        Package("torch", "2.13.0", 526000000),
    )
    assert resolution.download == "526 MB"
    assert resolution.torch.version == "2.13.0"


@pytest.mark.parametrize(
    ("version", "others", "build"),
    [
        ("2.13.0", (), TorchBuild.CPU),
        ("2.13.0+cpu", (), TorchBuild.CPU),
        ("2.13.0+cu126", (), TorchBuild.GPU),
        ("2.13.0", ("nvidia-cublas",), TorchBuild.GPU),
    ],
)
def test_the_build_of_torch_is_known_from_what_comes_with_it(
    version: str, others: tuple[str, ...], build: TorchBuild
) -> None:
    resolution = Resolution((Package("torch", version), *(Package(name, "1") for name in others)))
    assert resolution.build is build
    assert resolution.download == "", "where the index tells no sizes"


def test_the_gpu_build_needs_more_disk() -> None:
    cpu, gpu = (Resolution((Package("torch", version),)) for version in ("2.13.0+cpu", "2.13.0+cu126"))
    assert gpu.needed_bytes > 2 * cpu.needed_bytes


@pytest.mark.parametrize(("count", "said"), [(1, "1 MB"), (526_574_961, "527 MB"), (3_144_000_000, "3.1 GB")])
def test_sizes_are_told_as_package_indexes_do(count: int, said: str) -> None:
    assert format_bytes(count) == said


@pytest.mark.parametrize(
    ("build", "card", "system", "expected"),
    [
        (TorchBuild.CPU, False, "linux", ("cpu", "")),
        (TorchBuild.CPU, True, "linux", ("cpu", "")),
        (TorchBuild.GPU, True, "linux", ("auto", "cu126", "")),
        (TorchBuild.GPU, False, "linux", ("cu126", "")),
        (TorchBuild.CPU, False, "windows", ("",)),
        (TorchBuild.GPU, True, "windows", ("auto", "cu126", "")),
        (TorchBuild.CPU, False, "macos", ("",)),
        (TorchBuild.GPU, True, "macos", ("",)),
    ],
)
def test_each_system_gets_its_build_of_torch(
    build: TorchBuild, card: bool, system: str, expected: tuple[str, ...]
) -> None:
    assert backends(build, card=card, system=system) == expected


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (
            {},
            [
                "about 650 MB",
                "for the processor",
                "Up to 3.5 GB from pypi.org where download.pytorch.org cannot be reached",
            ],
        ),
        ({"card": True}, ["has an NVIDIA card", "about 3.5 GB", "CUDA"]),
        ({"card": True, "build": TorchBuild.CPU}, ["about 650 MB"]),
        ({"build": TorchBuild.GPU}, ["about 3.5 GB"]),
        ({"index": "https://u:secret@mirror.example/simple"}, ["Up to 3.5 GB", "https://mirror.example/simple"]),
        ({"system": "windows"}, ["about 650 MB"]),
        ({"folder": Path("/stick")}, ["Nothing is downloaded: everything comes from"]),
    ],
)
def test_before_anything_is_begun_the_amount_is_known(choices: dict[str, Any], words: list[str]) -> None:
    defaults = {"build": None, "folder": None, "index": "", "card": False, "system": "linux"}
    said = download_summary(**{**defaults, **choices})
    assert [word for word in words if word not in said] == []
    assert "secret" not in said
    assert ("cannot be reached" in said) is (
        choices in ({}, {"card": True, "build": TorchBuild.CPU}) or "index" in choices
    )


def test_what_is_on_its_way_is_named_and_the_bar_follows_the_bytes() -> None:
    watch = download_events({"torch": 300, "numpy": 100}, start=0.2, weight=0.5)
    said = [
        "Resolved 3 packages in 14ms",
        "Downloading torch (300.0B)",
        "Downloading numpy (100.0B)",
        " Downloaded torch",
        " Downloaded numpy",
        "Prepared 3 packages in 5.88s",
        "Installed 3 packages in 407ms",
    ]
    events = [event for line in said for event in watch(line)]
    assert [event.text for event in events if isinstance(event, LogLine)] == said
    names = [event.text for event in events if isinstance(event, Waiting)]
    assert names[1] == "torch (1 MB), numpy (1 MB)"
    assert names[-1] == ""
    shares = [event.share for event in events if isinstance(event, ProgressChanged)]
    assert shares == pytest.approx([0.2 + 0.45 * 0.75, 0.65, 0.65, 0.7])


def test_of_many_the_largest_are_named() -> None:
    watch = download_events({}, start=0, weight=1)
    for line in ("Downloading a (1.0MiB)", "Downloading torch (1.5GiB)", "Downloading b (2.0MiB)"):
        events = watch(line)
    assert Waiting("torch (1.6 GB), b (2 MB) …") in events


def test_a_login_of_the_index_is_no_argument() -> None:
    source = Source("https://u:secret@mirror.example/simple", constraints=Path("/c.txt"))
    assert source.arguments == ["--constraints", "/c.txt"]
    assert source.variables == {"UV_DEFAULT_INDEX": "https://u:secret@mirror.example/simple"}


def test_with_a_folder_of_wheels_no_index_is_asked() -> None:
    source = Source("https://pypi.org/simple", folder=Path("/media/räder"), constraints=Path("/c.txt"))
    assert source.arguments == ["--no-index", "--find-links", "/media/räder"]
    assert source.variables == {}


def test_uv_reads_no_settings_of_others_and_writes_into_our_folders_only(tmp_path: Path) -> None:
    made = uv_environment({"HTTPS_PROXY": "p"}, pythons=tmp_path / "pythons", cache=tmp_path / "cache", mirror="m")
    assert made["HTTPS_PROXY"] == "p"
    assert made["UV_NO_CONFIG"] == made["UV_SYSTEM_CERTS"] == "1"
    assert made["UV_PYTHON_INSTALL_DIR"] == str(tmp_path / "pythons")
    assert made["UV_CACHE_DIR"] == str(tmp_path / "cache")
    assert made["UV_PYTHON_INSTALL_BIN"] == made["UV_PYTHON_INSTALL_REGISTRY"] == "0"
    assert made["UV_PYTHON_INSTALL_MIRROR"] == "m"


def test_the_engine_is_the_wheel_of_the_plugin_or_its_version() -> None:
    bundled = InstallOptions(Path("/my plugins/tilescribe-0.1.0-py3-none-any.whl"), version="9")
    assert bundled.engine_version == "0.1.0"
    assert bundled.requirement == "tilescribe @ file:///my%20plugins/tilescribe-0.1.0-py3-none-any.whl"
    assert InstallOptions(None, version="0.2.0").requirement == "tilescribe==0.2.0"


def test_an_environment_that_is_there_is_never_written_to(tmp_path: Path) -> None:
    assert free_name(tmp_path, "0.1.0") == tmp_path / "0.1.0"
    (tmp_path / "0.1.0").mkdir()
    (tmp_path / "0.1.0-2").mkdir()
    assert free_name(tmp_path, "0.1.0") == tmp_path / "0.1.0-3"


def test_windows_keeps_pythons_in_scripts() -> None:
    assert python_in(Path("e"), platform="win32").parts == ("e", "Scripts", "python.exe")
    assert python_in(Path("e"), platform="linux").parts == ("e", "bin", "python")


@pytest.mark.parametrize(("answer", "expected"), [("GPU 0: NVIDIA RTX A2000", True), ("", False)])
def test_a_card_is_found_by_what_its_driver_says(tmp_path: Path, answer: str, expected: bool) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\necho '{answer}'\n")
    tool.chmod(0o755)
    assert has_nvidia_card(str(tool)) is expected
