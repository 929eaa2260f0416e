"""What stands on the README and on the first pages of the documentation runs as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.scenes import draw

from tilescribe.config import cache_dir

ROOT = Path(__file__).parents[2]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def photograph(folder: Path) -> None:
    """The picture that the pages ask with."""
    Image.effect_noise((200, 150), 60).convert("RGB").save(folder / "photo.jpg")


@pytest.fixture
def dates(imagery: Path) -> Path:
    """The imagery, of one place with an earlier date."""
    draw(imagery / "wood_20260801.tif", seed=2, west=401_000.0)
    return imagery


@pytest.mark.usefixtures("dates")
@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_python_runs_one_block_after_the_other(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    photograph(tmp_path)
    found = blocks(page, "python")
    assert found
    names: dict[str, object] = {"__name__": "__main__"}
    for number, block in enumerate(found):
        exec(compile(block, f"{page}[{number}]", "exec"), names)
    printed = capsys.readouterr().out
    assert "RunFinished" in printed
    assert re.search(r"^1 0\.\d+ \w+_\d{8}\.tif ", printed, re.MULTILINE), printed


@pytest.mark.usefixtures("dates")
@pytest.mark.parametrize("page", ["README.md", "docs/first-search.md"])
def test_the_commands_run_one_after_the_other(page: str, tmp_path: Path) -> None:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines() if line.startswith("tilescribe")]
    assert len(lines) >= 5
    photograph(tmp_path)
    # In the shell, for `~` and quotes; what may not be installed here gets no output.
    script = "\n".join(re.sub(r"\| jq .*", "> /dev/null", line) for line in lines if " doctor" not in line)
    # The cache stays the user's own: an embedder is exported into it once.
    environment = {**os.environ, "HOME": str(tmp_path), "TILESCRIBE_CACHE": str(cache_dir()), "HF_HUB_OFFLINE": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert "lake_20260915.tif" in done.stdout
