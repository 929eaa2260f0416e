"""A set-up is settled before anything is done."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from qgis_plugin.core.setup.pip_errors import explain
from qgis_plugin.core.setup.plan import Plan, PlanOptions, make_plan, python_in
from qgis_plugin.core.setup.torch_build import TorchBuild, TorchSource, has_nvidia_card, index_url, torch_source

WHEEL = Path("/plugin/engine/tilescribe-0.1.0-py3-none-any.whl")


def _plan(
    tmp_path: Path,
    *,
    platform: str = "linux",
    build: TorchBuild = TorchBuild.CPU,
    reachable: bool = True,
    **choices: Any,
) -> Plan:
    source = torch_source(
        build,
        index=choices.get("index", ""),
        offline="wheels" in choices,
        platform=platform,
        reachable=lambda url: reachable,
    )
    environments = tmp_path / "data" / "environments"
    return make_plan("/usr/bin/python3", environments, PlanOptions(WHEEL, source, **choices), platform=platform)


def _argument(plan: Plan, step: str, option: str) -> str:
    arguments = list(next(one for one in plan.steps if one.name == step).arguments)
    return arguments[arguments.index(option) + 1] if option in arguments else ""


def test_steps_are_environment_torch_engine_check(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    assert [step.name for step in plan.steps] == ["environment", "torch", "engine", "check"]
    assert sum(step.weight for step in plan.steps) == pytest.approx(1.0)
    assert plan.version == "0.1.0"


def test_only_the_first_step_runs_the_found_python(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    assert plan.steps[0].arguments[0] == "/usr/bin/python3"
    assert all(step.arguments[0] == str(plan.python) for step in plan.steps[1:])
    assert all("-I" in step.arguments for step in plan.steps)


def test_an_environment_in_use_is_never_written_to(tmp_path: Path) -> None:
    first = _plan(tmp_path)
    first.folder.mkdir(parents=True)
    assert _plan(tmp_path).folder == first.folder.with_name("0.1.0-2")


@pytest.mark.parametrize(
    ("build", "platform", "expected"),
    [
        (TorchBuild.CPU, "linux", "https://download.pytorch.org/whl/cpu"),
        (TorchBuild.GPU, "linux", ""),
        (TorchBuild.CPU, "win32", ""),
        (TorchBuild.GPU, "win32", "https://download.pytorch.org/whl/cu126"),
        (TorchBuild.CPU, "darwin", ""),
        (TorchBuild.GPU, "darwin", ""),
    ],
)
def test_each_system_gets_its_build_of_torch(tmp_path: Path, build: TorchBuild, platform: str, expected: str) -> None:
    assert index_url(build, platform=platform) == expected
    assert _argument(_plan(tmp_path, platform=platform, build=build), "torch", "--index-url") == expected


def test_pytorchs_index_is_asked_for_torch_alone(tmp_path: Path) -> None:
    """It has other versions of what PyTorch needs than those that were tested together."""
    plan = _plan(tmp_path, constraints=Path("/plugin/constraints.txt"))
    assert _argument(plan, "engine", "--index-url") == ""
    assert "--no-deps" in plan.steps[1].arguments
    assert "--no-deps" not in plan.steps[2].arguments


def test_what_pytorchs_index_need_not_give_comes_with_all_it_needs(tmp_path: Path) -> None:
    for plan in (_plan(tmp_path, reachable=False), _plan(tmp_path, build=TorchBuild.GPU)):
        assert "--no-deps" not in plan.steps[1].arguments
        assert _argument(plan, "torch", "--index-url") == ""


@pytest.mark.parametrize(
    ("build", "platform", "options", "certain"),
    [
        (TorchBuild.CPU, "linux", {}, True),
        (TorchBuild.CPU, "linux", {"reachable": lambda url: False}, False),
        (TorchBuild.CPU, "linux", {"index": "https://mirror.example/simple"}, False),
        (TorchBuild.CPU, "linux", {"offline": True}, True),
        (TorchBuild.GPU, "linux", {"reachable": lambda url: False}, True),
        (TorchBuild.CPU, "win32", {"index": "https://mirror.example/simple"}, True),
        (TorchBuild.CPU, "darwin", {"reachable": lambda url: False}, True),
    ],
)
def test_where_cuda_may_come_unasked_is_known(
    build: TorchBuild, platform: str, options: dict[str, Any], certain: bool
) -> None:
    assert torch_source(build, platform=platform, **options).certain is certain


def test_what_may_be_cuda_is_reckoned_as_cuda() -> None:
    perhaps, cuda = TorchSource(TorchBuild.CPU, certain=False), TorchSource(TorchBuild.GPU)
    assert perhaps.needed_bytes == cuda.needed_bytes > 2 * TorchSource(TorchBuild.CPU).needed_bytes
    assert perhaps.amount == "up to 3.5 GB to download, 7 GB on disk"
    assert TorchSource(TorchBuild.CPU).amount == "about 600 MB to download, 2 GB on disk"


def test_downloads_are_kept_beside_the_environments(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    assert plan.downloads == tmp_path / "data" / "downloads"
    assert {_argument(plan, step, "--cache-dir") for step in ("torch", "engine")} == {str(plan.downloads)}


def test_a_mirror_of_the_house_stands_in_for_all(tmp_path: Path) -> None:
    plan = _plan(tmp_path, index="https://mirror.example/simple", build=TorchBuild.GPU)
    assert {_argument(plan, step, "--index-url") for step in ("torch", "engine")} == {"https://mirror.example/simple"}


def test_with_a_folder_of_wheels_no_network_is_asked(tmp_path: Path) -> None:
    plan = _plan(tmp_path, wheels=Path("/media/stick/räder"), constraints=Path("/plugin/constraints.txt"))
    for step in ("torch", "engine"):
        assert _argument(plan, step, "--find-links") == "/media/stick/räder"
        assert _argument(plan, step, "--index-url") == ""
        assert _argument(plan, step, "--constraint") == ""
    assert all("--no-index" in step.arguments for step in plan.steps if step.name in ("torch", "engine"))


def test_versions_that_were_tested_together_are_installed(tmp_path: Path) -> None:
    plan = _plan(tmp_path, constraints=Path("/plugin/constraints.txt"))
    assert _argument(plan, "engine", "--constraint") == "/plugin/constraints.txt"


def test_the_gpu_build_needs_more_disk(tmp_path: Path) -> None:
    assert _plan(tmp_path, build=TorchBuild.GPU).needed_bytes > 2 * _plan(tmp_path).needed_bytes


def test_windows_keeps_pythons_in_scripts() -> None:
    assert python_in(Path("e"), platform="win32").parts == ("e", "Scripts", "python.exe")
    assert PurePosixPath(python_in(Path("e"), platform="linux")) == PurePosixPath("e/bin/python")


@pytest.mark.parametrize(("answer", "expected"), [("GPU 0: NVIDIA RTX A2000", True), ("", False)])
def test_a_card_is_found_by_what_its_driver_says(tmp_path: Path, answer: str, expected: bool) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\necho '{answer}'\n")
    tool.chmod(0o755)
    assert has_nvidia_card(str(tool)) is expected


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", "proxy refused"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "certificate is not trusted"),
        (
            "NewConnectionError: Failed to establish: [Errno -3] Temporary failure in name resolution",
            "cannot be reached",
        ),
        ("ERROR: No matching distribution found for torch>=2.8", "does not exist for this system"),
        ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied", "virus scanner"),
        ("ImportError: DLL load failed while importing _C", "PyTorch does not load"),
        ("The virtual environment was not created successfully because ensurepip is not available", "environments"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "damaged"),
    ],
)
def test_what_pip_says_becomes_a_sentence_and_a_next_step(said: str, word: str) -> None:
    sentence, remedy = explain(["Collecting torch", said, ""])
    assert word in sentence
    assert remedy


def test_what_is_not_known_is_quoted() -> None:
    assert "the dog ate it" in explain(["Collecting torch", "the dog ate it", ""])[0]
