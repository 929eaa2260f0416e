"""Tiny models, each made once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.describe.encoders.models import build

EncoderFolder = Callable[[str], Path]


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> EncoderFolder:
    """The folder of a tiny model, by the name of its architecture."""
    root = tmp_path_factory.mktemp("encoders")

    def folder(name: str) -> Path:
        path = root / name
        return path if path.is_dir() else build(name, path)

    return folder
