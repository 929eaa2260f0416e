"""Install the pinned PyTorch into this environment: the small build for the processor, unless there is an NVIDIA card.

On Linux, PyPI's own build of PyTorch comes with CUDA, some gigabytes that serve nobody without a card. PyTorch's own
index has the builds without; where it cannot be reached, whatever pip is configured with is taken, and said.

    python -m tools.install_torch [auto|cpu|cuda]
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

__all__ = ["has_nvidia_card", "main", "pinned", "pip_options"]

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
CHOICES = ("auto", "cpu", "cuda")
REACHED_WITHIN_S = 10.0


def main() -> None:
    choice = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else "auto"
    if choice not in CHOICES:
        sys.exit(f"TORCH={choice} is unknown. Choose one of {', '.join(CHOICES)}.")
    requirement = pinned(CONSTRAINTS.read_text(encoding="utf-8"))
    if is_installed(requirement, choice):
        return
    wants_cuda = choice == "cuda" or (choice == "auto" and has_nvidia_card())
    options = pip_options(wants_cuda=wants_cuda, platform=sys.platform, reachable=is_reachable)
    print(announcement(requirement, wants_cuda=wants_cuda, options=options), flush=True)
    if not wants_cuda and not options and (extra := cuda_packages(requirement)):
        print(
            f"Mind: the build that pip's index has for this machine is the one with CUDA ({len(extra)} packages such "
            f"as {extra[0]}, 3 GB or more), which works on the processor as well. To spare it, stop now (Ctrl-C) and "
            "let pip reach PyTorch's index, or install torch from a wheel of your own first.",
            flush=True,
        )
    reinstall = () if choice == "auto" else ("--force-reinstall", "--no-deps")  # the same version, of another build
    status = pip("install", "--quiet", *options, *reinstall, requirement).returncode
    if status and options:
        print("PyTorch's index could not give it: trying the index that pip is configured with.", flush=True)
        status = pip("install", "--quiet", *reinstall, requirement).returncode
    sys.exit(status)


def pinned(constraints: str) -> str:
    """`torch==X` out of the text of a constraints file."""
    return next(line for line in constraints.split() if line.startswith("torch=="))


def is_installed(requirement: str, choice: str) -> bool:
    """Whether that version is there, and of the build that was chosen; `auto` takes whatever is there."""
    try:
        found = distribution("torch")
    except PackageNotFoundError:
        return False
    if found.version.split("+")[0] != requirement.removeprefix("torch=="):
        return False
    return choice == "auto" or built_with_cuda(str(found.read_text("../torch/version.py") or "")) == (choice == "cuda")


def built_with_cuda(version_file: str) -> bool:
    """Whether torch's own `version.py` names a CUDA."""
    return re.search(r"^cuda\b[^=]*=\s*['\"]", version_file, re.MULTILINE) is not None


def has_nvidia_card() -> bool:
    """What nvidia-smi says, which comes with every driver."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return False
    try:
        listed = subprocess.run([tool, "--list-gpus"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return listed.returncode == 0 and b"GPU" in listed.stdout


def pip_options(*, wants_cuda: bool, platform: str, reachable: Callable[[str], bool]) -> tuple[str, ...]:
    """Where pip is to look, beyond what it is configured with.

    Args:
        wants_cuda: PyPI has that build for Linux.
        platform: As `sys.platform` has it; on macOS and Windows, PyPI's build is the small one.
        reachable: Whether the index of an address answers.
    """
    if wants_cuda or platform != "linux" or not reachable(CPU_INDEX):
        return ()
    return ("--index-url", CPU_INDEX)


def is_reachable(index: str) -> bool:
    """Whether an index answers within some seconds, through the proxies of the environment."""
    try:
        with urllib.request.urlopen(f"{index}/torch/", timeout=REACHED_WITHIN_S):
            return True
    except (urllib.error.URLError, OSError, ValueError):
        return False


def announcement(requirement: str, *, wants_cuda: bool, options: tuple[str, ...]) -> str:
    """What will be downloaded, before it is."""
    if wants_cuda:
        return f"Installing {requirement} with CUDA: downloads about 3 GB. TORCH=cpu takes the build without."
    if options:
        return f"Installing {requirement} for the processor: downloads about 0.2 GB. TORCH=cuda takes the other."
    return f"Installing {requirement} for the processor, from the index that pip is configured with."


def cuda_packages(requirement: str) -> list[str]:
    """What of CUDA pip would install with it, by a rehearsal that installs nothing; empty where none, or not known."""
    rehearsal = pip("install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-", requirement, capture=True)
    try:
        planned = json.loads(rehearsal.stdout)["install"]
    except (ValueError, KeyError):
        return []
    names = sorted(str(one["metadata"]["name"]) for one in planned)
    return [name for name in names if name.startswith(("nvidia-", "triton"))]


def pip(*arguments: str, capture: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Run this environment's pip; its output is captured or shown."""
    return subprocess.run([sys.executable, "-m", "pip", *arguments], check=False, capture_output=capture)


if __name__ == "__main__":
    main()
