"""A made-up data set of pairs in LEVIR-CC's published layout."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

__all__ = ["HOUSES", "NOTHING", "write_levir"]

HOUSES = ["many houses are built along the road", "rows of houses appear"]
NOTHING = ["there is no difference", "the two scenes seem identical"]


def write_levir(root: Path, count: int, *, split: str = "test") -> Path:
    """Write so many pairs, every second with new houses, into `images/SPLIT/A` and `B`, and their captions."""
    images = []
    for number in range(count):
        earlier = _place(number)
        later = _built_up(earlier) if number % 2 else earlier
        name = f"{split}_{number:06d}.png"
        for side, image in (("A", earlier), ("B", later)):
            folder = root / "images" / split / side
            folder.mkdir(parents=True, exist_ok=True)
            image.save(folder / name)
        said = HOUSES if number % 2 else NOTHING
        sentences = [{"tokens": text.split(), "raw": f" {text} .", "imgid": number} for text in said]
        images.append(
            {
                "filepath": split,
                "filename": name,
                "imgid": number,
                "split": split,
                "changeflag": number % 2,
                "sentences": sentences,
            }
        )
    (root / "LevirCCcaptions.json").write_text(json.dumps({"images": images, "dataset": "LEVIR-CC"}))
    return root


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
