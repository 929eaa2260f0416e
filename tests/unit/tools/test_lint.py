"""Before a commit the same is run as by `make lint`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]


def linted() -> list[str]:
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe is not None
    return [line.strip().removeprefix("@").replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]


def hooks() -> list[dict[str, object]]:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    found: list[dict[str, object]] = repository["hooks"]
    return found


def test_the_hooks_are_the_lines_of_make_lint_in_their_order() -> None:
    entries = [str(hook["entry"]) for hook in hooks()]
    commands = [shlex.split(entry)[2] if entry.startswith("sh -c ") else entry for entry in entries]
    assert commands == linted()
    assert len(commands) >= 7


def test_the_hooks_use_the_programs_of_the_environment_on_everything() -> None:
    assert {(hook["language"], hook["pass_filenames"]) for hook in hooks()} == {("system", False)}
