"""Squares with labels are cut out of rasters of two dates, and can be measured as they are."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks import labelled_pairs
from numpy.typing import NDArray

from tilescribe.evaluate.datasets import load_pairs
from tilescribe.evaluate.pairs import read_pair
from tilescribe.testing.rasters import make_raster

STEP = 6e-6
"""Degrees a pixel."""
LEFT, TOP = -94.5, 37.07
SIDE = 260


def _ground() -> NDArray[np.uint8]:
    """(3, SIDE, SIDE): blocks of many greys, so that a shift would show."""
    blocks = np.random.default_rng(3).integers(40, 220, (3, SIDE // 10, SIDE // 10))
    return np.kron(blocks, np.ones((1, 10, 10))).astype(np.uint8)


def test_squares_become_a_data_set_of_pairs_laid_on_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = _ground()
    for folder, shift in (("pre", 0), ("post", 3)):
        (tmp_path / folder).mkdir()
        make_raster(
            tmp_path / folder / f"{folder}.tif",
            crs="EPSG:4326",
            transform=(STEP, 0, LEFT, 0, -STEP, TOP),
            width=SIDE,
            height=SIDE,
            pixels=np.roll(ground, shift, axis=2),
        )
    squares = [
        {
            "after": "post.tif",
            "before": ["pre.tif"],
            "lon": LEFT + STEP * column,
            "lat": TOP - STEP * row,
            "side_m": 54.5,
            "half": "east" if column > SIDE / 2 else "west",
            "label": label,
        }
        for (column, row), label in zip(
            ((70, 70), (190, 70), (70, 190), (190, 190)),
            ("destroyed", "intact", "damaged", "cannot tell"),
            strict=True,
        )
    ]
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps({"pairs": squares, "larger": []}))
    monkeypatch.setattr(labelled_pairs, "LABELS", labels)
    monkeypatch.setattr(sys, "argv", ["labelled_pairs", str(tmp_path), str(tmp_path / "out")])

    labelled_pairs.main()

    data = load_pairs(tmp_path / "out" / "pairs.json")
    assert [one.labels for one in data.pictures] == [("destroyed",), ("intact",), ("damaged",)]
    assert [one.changed for one in data.pictures] == [True, False, True]
    assert data.questions["destroyed"] == "destroyed houses"
    both = read_pair(data.pictures[0])
    height, width = both.shape[:2]
    assert height == width
    assert data.pictures[0].gsd_m == pytest.approx(54.5 / width)
    # The three columns between the dates are taken out.
    assert np.abs(both[..., :3].astype(int) - both[..., 3:])[8:-8, 8:-8].mean() < 6
