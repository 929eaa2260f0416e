"""Small made-up data sets."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

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


def _place(number: int, *, side: int = 96) -> Image.Image:
    """Made-up ground with a road and two houses, another for each number."""
    dice = np.random.default_rng(number)
    ground = np.array((96, 128, 70)) + dice.normal(0, 9, (side, side, 3))
    image = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 40 + number % 7, side, 46 + number % 7), fill=(150, 150, 150))
    draw.rectangle((10 + number % 5, 10, 26, 24), fill=(180, 90, 80))
    draw.rectangle((60, 60 + number % 6, 80, 78), fill=(190, 190, 200))
    return image


def _built_up(image: Image.Image) -> Image.Image:
    """The same with two rows of houses."""
    later = image.copy()
    draw = ImageDraw.Draw(later)
    for left in range(6, 90, 14):
        draw.rectangle((left, 4, left + 9, 18), fill=(225, 120, 100))
        draw.rectangle((left, 70, left + 9, 88), fill=(235, 235, 240))
    return later


HOUSES = ["many houses are built along the road", "rows of houses appear"]
NOTHING = ["there is no difference", "the two scenes seem identical"]


@pytest.fixture
def levir(tmp_path: Path) -> Callable[[int], Path]:
    """A folder in LEVIR-CC's published layout, split `test`: so many pairs, every second with new houses."""

    def write(count: int) -> Path:
        root = tmp_path / "LEVIR-CC"
        images = []
        for number in range(count):
            earlier = _place(number)
            later = _built_up(earlier) if number % 2 else earlier
            name = f"test_{number:06d}.png"
            for side, image in (("A", earlier), ("B", later)):
                folder = root / "images" / "test" / side
                folder.mkdir(parents=True, exist_ok=True)
                image.save(folder / name)
            said = HOUSES if number % 2 else NOTHING
            sentences = [{"tokens": text.split(), "raw": f" {text} .", "imgid": number} for text in said]
            images.append(
                {
                    "filepath": "test",
                    "filename": name,
                    "imgid": number,
                    "split": "test",
                    "changeflag": number % 2,
                    "sentences": sentences,
                }
            )
        (root / "LevirCCcaptions.json").write_text(json.dumps({"images": images, "dataset": "LEVIR-CC"}))
        return root

    return write
