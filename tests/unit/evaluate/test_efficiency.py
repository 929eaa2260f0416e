"""Time and room are measured where they can be, and missing where they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tilescribe import index, open_catalog
from tilescribe.catalog import Catalog
from tilescribe.evaluate.efficiency import measure_efficiency, model_bytes, peak_memory_bytes, queries_per_s
from tilescribe.evaluate.results import StageCost
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster

EMBEDDER = HashEmbedder()


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    make_raster(tmp_path / "a.tif", width=64, height=64)
    list(index([tmp_path / "a.tif"], catalog=tmp_path / "a.gpkg", captioner=FakeCaptioner(), embedder=EMBEDDER))
    with open_catalog(tmp_path / "a.gpkg") as opened:
        yield opened


class HeavyCaptioner(FakeCaptioner):
    def __init__(self, *weights: Path) -> None:
        super().__init__()
        self.weights = weights


def measured(catalog: Catalog, stages: list[StageCost], questions: list[str]):
    return measure_efficiency(
        catalog, stages=stages, tiles=4, questions=questions, captioners=[FakeCaptioner()], embedder=EMBEDDER
    )


def test_seconds_a_tile_are_those_of_the_stages_that_describe(catalog: Catalog) -> None:
    stages = [
        StageCost("read", 10, 1.0),
        StageCost("describe: fake", 10, 4.0),
        StageCost("embed", 30, 2.0),
        StageCost("write", 10, 1.0),
        StageCost("score", 500, 99.0),
    ]
    assert measured(catalog, stages, []).seconds_per_tile == pytest.approx(0.8)


def test_a_run_with_nothing_left_to_describe_has_no_time_a_tile(catalog: Catalog) -> None:
    found = measured(catalog, [StageCost("score", 500, 1.0)], [])
    assert found.seconds_per_tile is None
    assert found.queries_per_s is None


def test_bytes_a_tile_are_those_of_the_catalog_file(catalog: Catalog) -> None:
    assert measured(catalog, [], []).bytes_per_tile >= Path(catalog.path).stat().st_size / 4


def test_questions_are_asked_one_at_a_time(catalog: Catalog) -> None:
    embedder = HashEmbedder()
    speed = queries_per_s(catalog, [f"question {number}" for number in range(120)], embedder=embedder)
    assert speed is not None
    assert speed > 0
    assert embedder.batches == [1] * 51  # 50, and the first one once more


def test_weights_are_weighed_by_name_and_models_without_any_left_out(tmp_path: Path) -> None:
    for name in ("a.safetensors", "b.json"):
        (tmp_path / name).write_bytes(b"12345")
    heavy = HeavyCaptioner(tmp_path / "a.safetensors", tmp_path / "b.json", tmp_path / "gone")
    assert model_bytes([heavy], embedder=EMBEDDER) == {"fake": 10}
    assert model_bytes([FakeCaptioner()], embedder=EMBEDDER) == {}


def test_peak_memory_grows_with_what_is_held() -> None:
    pytest.importorskip("resource")
    before = peak_memory_bytes()
    held = bytearray(b"1") * (before + 50_000_000)
    assert peak_memory_bytes() >= before + 50_000_000
    del held
