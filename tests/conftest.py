"""Imagery that every end-to-end test can stand on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.scenes import draw

# The hub is never asked: what a test needs is installed.
os.environ["HF_HUB_OFFLINE"] = "1"
# How long an example takes depends on the machine, and on what else it does.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


@pytest.fixture
def imagery(tmp_path: Path) -> Path:
    """A folder of three rasters side by side: mixed, all water, all forest, of three dates."""
    folder = tmp_path / "tifs"
    draw(folder / "scene_20260914.tif", seed=1)
    draw(folder / "lake_20260915.tif", seed=2, west=401_000.0, cover="water")
    draw(folder / "deep" / "forest_20260916.tif", seed=3, west=402_000.0, cover="forest")
    return folder
