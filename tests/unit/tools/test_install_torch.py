"""Nobody without a card downloads CUDA unasked, and nothing is downloaded unsaid."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tools import install_torch


def test_the_pin_is_that_of_the_constraints() -> None:
    assert install_torch.pinned("tokenizers==1\ntorch==2.13.0\ntorchx==3\n") == "torch==2.13.0"
    assert install_torch.pinned(install_torch.CONSTRAINTS.read_text()).startswith("torch==")


@pytest.mark.parametrize(
    ("wants_cuda", "platform", "answers", "expected"),
    [
        (False, "linux", True, ("--index-url", "https://download.pytorch.org/whl/cpu")),
        (False, "linux", False, ()),
        (True, "linux", True, ()),
        (False, "darwin", True, ()),
        (False, "win32", True, ()),
    ],
)
def test_where_there_is_no_card_linux_looks_into_the_index_of_small_builds(
    wants_cuda: bool, platform: str, answers: bool, expected: tuple[str, ...]
) -> None:
    options = install_torch.pip_options(wants_cuda=wants_cuda, platform=platform, reachable=lambda _: answers)
    assert options == expected


Calls = list[tuple[str, ...]]


def nvidia_smi(folder: Path, script: str) -> None:
    tool = folder / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("echo 'GPU 0: NVIDIA A2 (UUID: GPU-1)'", True),
        ("echo 'No devices were found'", False),
        ("exit 9", False),
    ],
)
def test_a_card_is_what_the_driver_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, expected: bool
) -> None:
    nvidia_smi(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert install_torch.has_nvidia_card() is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("__version__ = '2.13.0+cpu'\ncuda: Optional[str] = None\nhip: Optional[str] = None\n", False),
        ("__version__ = '2.13.0+cu126'\ncuda: Optional[str] = '12.6'\nhip: Optional[str] = None\n", True),
        ("", False),
    ],
)
def test_a_build_is_told_by_the_version_file_of_torch(text: str, expected: bool) -> None:
    assert install_torch.built_with_cuda(text) is expected


def test_the_torch_that_runs_these_tests_is_recognised() -> None:
    import torch

    requirement = f"torch=={torch.__version__.split('+')[0]}"
    has_cuda = torch.version.cuda is not None
    assert install_torch.is_installed(requirement, "auto")
    assert install_torch.is_installed(requirement, "cuda") is has_cuda
    assert install_torch.is_installed(requirement, "cpu") is not has_cuda
    assert not install_torch.is_installed("torch==0.0.1", "auto")


def run(
    monkeypatch: pytest.MonkeyPatch, *, choice: str, card: bool, answers: bool, planned: str, first: int = 0
) -> list:
    """The calls of pip that a run makes."""
    calls: Calls = []

    def pip(*arguments: str, capture: bool = False) -> subprocess.CompletedProcess[bytes]:
        calls.append(arguments)
        installs = [call for call in calls if "--dry-run" not in call]
        status = first if installs and len(installs) == 1 and "--dry-run" not in arguments else 0
        return subprocess.CompletedProcess(arguments, status, stdout=planned.encode())

    monkeypatch.setattr(install_torch, "pip", pip)
    monkeypatch.setattr(install_torch, "is_installed", lambda *_: False)
    monkeypatch.setattr(install_torch, "has_nvidia_card", lambda: card)
    monkeypatch.setattr(install_torch, "is_reachable", lambda _: answers)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.argv", ["install_torch", choice])
    with pytest.raises(SystemExit) as ended:
        install_torch.main()
    assert ended.value.code == 0
    return calls


WITH_CUDA = '{"install": [{"metadata": {"name": "torch"}}, {"metadata": {"name": "nvidia-cublas-cu12"}}]}'


def test_without_a_card_the_small_build_is_announced_and_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (call,) = run(monkeypatch, choice="", card=False, answers=True, planned="")
    assert call[:4] == ("install", "--quiet", "--index-url", install_torch.CPU_INDEX)
    assert "0.2 GB" in capsys.readouterr().out


def test_where_only_the_build_with_cuda_is_to_be_had_it_is_said_before_the_download(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = run(monkeypatch, choice="", card=False, answers=False, planned=WITH_CUDA)
    assert ["--dry-run" in call for call in calls] == [True, False]
    said = capsys.readouterr().out
    assert "nvidia-cublas-cu12" in said
    assert "3 GB" in said


def test_cuda_can_be_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (call,) = run(monkeypatch, choice="cuda", card=False, answers=True, planned="")
    assert "--index-url" not in call
    assert "about 3 GB" in capsys.readouterr().out


def test_an_index_that_lacks_the_version_is_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = run(monkeypatch, choice="", card=False, answers=True, planned="", first=1)
    assert ["--index-url" in call for call in calls] == [True, False]


def test_an_unknown_choice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["install_torch", "rocm"])
    with pytest.raises(SystemExit, match=r"TORCH=rocm is unknown\. Choose one of auto, cpu, cuda"):
        install_torch.main()
