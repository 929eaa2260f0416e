"""Small drawn scenes, drawn once for all tests of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tilescribe.demo.scene import DrawnScenes, draw_scenes

SMALL_PX = 1024


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> DrawnScenes:
    return draw_scenes(Path(tmp_path_factory.mktemp("scenes")), seed=7, size_px=SMALL_PX)
