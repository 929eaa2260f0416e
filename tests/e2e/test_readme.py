"""The Python on the README and on docs/python.md runs as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def blocks(page: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.usefixtures("imagery")
@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_examples_run_one_after_the_other(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = blocks(page)
    assert found
    names: dict[str, object] = {"__name__": "__main__"}
    for number, block in enumerate(found):
        exec(compile(block, f"{page}[{number}]", "exec"), names)
    printed = capsys.readouterr().out
    assert "RunFinished" in printed
    assert re.search(r"^1 0\.\d+ \w+_\d{8}\.tif ", printed, re.MULTILINE), printed
