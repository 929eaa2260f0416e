"""The sheets of questions show what `search` answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from training import question_sheets
from training.question_sheets import DISASTERS, EVERYDAY, HITS, question_sheet

from tilescribe import index, open_catalog
from tilescribe.indexing import IndexOptions
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster


def test_twenty_different_questions_of_each_kind_are_asked() -> None:
    assert len(set(EVERYDAY)) == len(set(DISASTERS)) == 20
    assert not set(EVERYDAY) & set(DISASTERS)


def test_a_row_holds_the_tiles_of_the_hits(tmp_path: Path) -> None:
    raster = make_raster(tmp_path / "one.tif", width=256, height=256, seed=3)
    path, embedder = tmp_path / "area.gpkg", HashEmbedder()
    for _ in index([str(raster)], catalog=path, options=IndexOptions(), captioner=FakeCaptioner(), embedder=embedder):
        pass
    with open_catalog(path) as catalog:
        question_sheet(catalog, ["water", "a road"], tmp_path / "sheet.jpg", embedder=embedder)
    sheet = np.asarray(Image.open(tmp_path / "sheet.jpg"))
    side, gap = question_sheets._SIDE_PX, question_sheets._GAP_PX
    assert sheet.shape[1] == HITS * (side + gap) + gap
    tops = [gap + row * (sheet.shape[0] - gap) // 2 + question_sheets._LINE_PX + 4 for row in range(2)]
    for top in tops:
        assert sheet[top : top + side, gap : gap + side].mean() < 250, "the first hit"
        assert sheet[top : top + side, -side:].mean() > 250, "the raster has fewer tiles than are shown"
