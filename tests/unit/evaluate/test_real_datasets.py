"""The published data sets load whole, where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tilescribe.evaluate.datasets import load_dataset, open_picture

DATA = Path(os.environ.get("TILESCRIBE_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not here")


@pytest.mark.parametrize(
    ("name", "split", "pictures", "captioned", "scenes"),
    [
        ("rsicd_trainval", "val", 1094, 1094, 0),
        ("ucm_train", None, 1890, 1890, 21),
        ("resisc12_train", None, 4800, 1257, 12),
        ("eurosat_10k", None, 10000, 0, 10),
    ],
)
def test_a_published_data_set_loads_whole(
    name: str, split: str | None, pictures: int, captioned: int, scenes: int
) -> None:
    dataset = load_dataset(DATA / f"{name}.zip", DATA / f"{name}.json", split=split)
    assert (len(dataset.pictures), len(dataset.captioned), len(dataset.scenes)) == (pictures, captioned, scenes)
    assert dataset.problems == ()
    assert open_picture(dataset.pictures[-1]).shape[2] == 3


def test_rsicd_repeats_many_of_its_captions() -> None:
    counted = load_dataset(DATA / "rsicd_trainval.zip", DATA / "rsicd_trainval.json", split="val").duplicates()
    assert (counted.captions, counted.distinct, counted.within, counted.between) == (5470, 2313, 2569, 2021)
