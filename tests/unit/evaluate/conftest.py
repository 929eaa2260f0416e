"""Small made-up data sets."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.pairs_of_dates import write_levir

SIDE_PX = 16


def flat(value: int) -> np.ndarray:
    """A picture by whose red value it can be told apart."""
    picture = np.full((SIDE_PX, SIDE_PX, 3), 40, dtype=np.uint8)
    picture[..., 0] = value
    return picture


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Sequence[str]], Path]:
    """Write PNG pictures of the given names, up to 128 that differ, the n-th with red value 10 n modulo 256."""

    def write(names: Sequence[str]) -> Path:
        root = tmp_path / "pictures"
        for position, name in enumerate(names):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(flat(10 * position % 256)).save(root / name)
        return root

    return write


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[[Path], Path]:
    def pack(root: Path) -> Path:
        target = tmp_path / "pictures.zip"
        with zipfile.ZipFile(target, "w") as archive:
            for file in sorted(root.rglob("*")):
                archive.write(file, file.relative_to(root))
        return target

    return pack


@pytest.fixture
def captions_json(tmp_path: Path) -> Callable[[Sequence[Any]], Path]:
    def write(images: Sequence[Any]) -> Path:
        target = tmp_path / "dataset_made_up.json"
        target.write_text(json.dumps({"images": images}), encoding="utf-8")
        return target

    return write


@pytest.fixture
def pairs(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Write text files, name to content, into a folder."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "made_up_precomp"
        root.mkdir()
        for name, content in files.items():
            (root / name).write_text(content, encoding="utf-8")
        return root

    return write


@pytest.fixture
def levir(tmp_path: Path) -> Callable[[int], Path]:
    """Write a folder in LEVIR-CC's published layout, split `test`: so many pairs, every second with new houses."""

    def write(count: int) -> Path:
        return write_levir(tmp_path / "LEVIR-CC", count)

    return write
