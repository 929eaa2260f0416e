"""Data sets like those of the recipe, drawn: plain colours with a few marks, and sentences that say so."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

KINDS = {
    "forest": ((30, 90, 40), "a dense green forest with many trees"),
    "beach": ((210, 190, 140), "yellow sand of a beach beside the sea"),
    "river": ((60, 90, 130), "a blue river with some boats"),
    "parking": ((130, 130, 135), "many cars are parked in a parking lot"),
}


def picture(colour: tuple[int, int, int], *, seed: int, side_px: int = 64) -> bytes:
    dice = np.random.default_rng(seed)
    array = np.clip(np.array(colour) + dice.normal(0, 12, (side_px, side_px, 3)), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(array).save(out, format="PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    rsicd = [
        {
            "filename": f"{kind}_{number}.png",
            "split": "val" if number >= 20 else "train",
            "captions": [f"{text} .", f"there is {text} ."],
        }
        for kind, (_, text) in KINDS.items()
        for number in range(26)
    ]
    eurosat = [
        {"filename": f"{label}_{number}.png", "scene": label} for label in ("Forest", "River") for number in range(20)
    ]
    for name, entries in (("rsicd_trainval", rsicd), ("eurosat_10k", eurosat)):
        (folder / f"{name}.json").write_text(json.dumps({"images": entries}))
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            for seed, entry in enumerate(entries):
                kind = str(entry["filename"]).split("_")[0].lower()
                archive.writestr(str(entry["filename"]), picture(KINDS[kind][0], seed=seed))
    return folder
