"""Progress where nobody looks at a bar: now and then a line, and always the last one of each step."""

from __future__ import annotations

import pytest

from tilescribe.cli.progress import Progress
from tilescribe.domain.events import RasterPlanned, RunStarted, TilesWritten


def written(done: int) -> TilesWritten:
    return TilesWritten(done=done, blank=0, failed=0, reused=0, total=9)


def test_every_step_tells_how_it_ended(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(quiet=False) as progress:
        for position in (1, 2, 3):
            progress.show(RasterPlanned("a.tif", position, 3, 3, "new"))
        progress.show(RunStarted(1, 3, 9, 9))
        for done in (3, 6, 9):
            progress.show(written(done))
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["Looking at rasters: 1 of 3", "Looking at rasters: 3 of 3", *lines[2:]]
    assert "Describing 9 tiles of 3 rasters" in lines
    assert lines[-1] == "Describing tiles: 9 of 9"


def test_a_run_that_is_stopped_tells_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(quiet=False) as progress:
        for done in (0, 3, 6):
            progress.show(written(done))
    assert capsys.readouterr().err.splitlines() == ["Describing tiles: 0 of 9", "Describing tiles: 6 of 9"]
