"""A QGIS that hangs, fails or cannot be closed ends the run with what it had come to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tools.screenshots import follow

QGIS = """
import pathlib, sys, time
with open(sys.argv[1], "w") as story:
    story.write(sys.argv[2])
print("the log of QGIS", flush=True)
time.sleep(float(sys.argv[3]))
"""


def outcome(tmp_path: Path, story: str, *, lives_s: float) -> str:
    told = tmp_path / "story.txt"
    command = [sys.executable, "-c", QGIS, str(told), story, str(lives_s)]
    return follow(
        command, os.environ, story=told, log=tmp_path / "qgis.log", name="light", stalled_s=10, quitting_s=0.5
    )


@pytest.mark.parametrize("lives_s", [0, 600])
def test_all_is_well_once_qgis_says_so_even_where_it_does_not_close(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lives_s: float
) -> None:
    assert outcome(tmp_path, "results\ndone\n", lives_s=lives_s) == ""
    assert ": results" in capsys.readouterr().err


def test_a_qgis_that_ends_early_is_reported_with_its_story_and_log(tmp_path: Path) -> None:
    reason = outcome(tmp_path, "waiting for the map\n", lives_s=0)
    assert reason.startswith("QGIS ended with status 0")
    assert "waiting for the map" in reason
    assert "the log of QGIS" in reason


def test_a_qgis_that_hangs_is_ended_and_reported(tmp_path: Path) -> None:
    reason = outcome(tmp_path, "waiting for the end of the job\n", lives_s=600)
    assert reason.startswith("QGIS hung")
    assert "waiting for the end of the job" in reason
