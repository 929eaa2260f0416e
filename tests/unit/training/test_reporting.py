"""The report on the built-in model runs, and its figures mean what they say."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.unit.describe.tiny import save_tiny
from training.corpus import Corpus, load_corpus
from training.reporting import VIEWS, asked, confidence_of_scenes, confidence_of_things, report, scenes, steadiness
from training.sheets import QUESTIONS, answers

from tilescribe.describe.builtin.model import BuiltinModel, Predictions
from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.domain.description import Caption, VisualVector
from tilescribe.domain.pixels import TilePixels
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def val(data: Path) -> Corpus:
    return load_corpus(data)[1]


@pytest.fixture(scope="module")
def written(data: Path, model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The whole report and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "rasters").mkdir()
    for number in range(2):
        make_raster(folder / "rasters" / f"{number}.tif", width=600, height=500, seed=number)
    out = folder / "images"
    return "\n".join(report(data, model_folder, out, HashEmbedder(), rasters=folder / "rasters")), out


def seen_as(probabilities: NDArray[np.float32], things: NDArray[np.float32]) -> Predictions:
    n = len(probabilities)
    return Predictions(
        vectors=np.zeros((n, 4), np.float32),
        scenes=probabilities,
        things=things,
        things_by_cell=np.zeros((n, len(THINGS), 2, 2), np.float32),
        familiarity=np.ones(n, np.float32),
        sentences=((),) * n,
    )


def knowing(val: Corpus, *, sure: float) -> Predictions:
    """The right answer to everything, with `sure` of the scene."""
    probabilities = np.full((len(val), len(SCENES)), (1 - sure) / (len(SCENES) - 1), np.float32)
    probabilities[np.arange(len(val)), val.scenes] = sure
    return seen_as(probabilities, val.things)


def test_every_section_is_written_with_shares_within_range(written: tuple[str, Path]) -> None:
    text, _ = written
    for title in ("Reliability", "Unlike its training", "The same place shown differently", "Kinds of places"):
        assert f"## {title}\n" in text
    shares = [float(share) for share in re.findall(r"([\d.]+) %", text)]
    assert len(shares) > 15
    assert all(0 <= share <= 100 for share in shares)
    assert "nan" not in text


def test_outliers_tell_whether_they_were_fitted_and_false_alarms_are_counted(written: tuple[str, Path]) -> None:
    text, _ = written
    assert re.search(r"\| speckle \| yes \| \d+ \| [\d.]+ % \|", text)
    assert re.search(r"\| noise \| no \| \d+ \| [\d.]+ % \|", text)
    assert re.search(r"\| photographs of a temple and a flower \| no \| 16 \| ", text)
    assert re.search(r"\| held-out pictures \| 14 \| 0\.0 % \|", text)
    assert re.search(r"\| held-out pictures, flooded \| 14 \| [\d.]+ % \|", text)


def test_the_reliability_diagram_is_an_svg_with_two_panels(written: tuple[str, Path]) -> None:
    drawing = ET.fromstring((written[1] / "builtin-reliability.svg").read_text())
    assert len(drawing.findall("{http://www.w3.org/2000/svg}g")) == 2


@pytest.mark.parametrize("name", ["builtin-examples.jpg", "builtin-failures.jpg"])
def test_the_contact_sheets_are_small_enough_to_ship(written: tuple[str, Path], name: str) -> None:
    assert (written[1] / name).stat().st_size <= 250_000
    with Image.open(written[1] / name) as sheet:
        assert sheet.width > 1000


class Seeing(FakeCaptioner):
    """Tells apart tiles that are bright on average."""

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        bright = HashEmbedder().embed([QUESTIONS[0]])[0]
        vectors = [bright * float(tile.rgb().mean() > 200) + 0.01 for tile in tiles]
        return [Caption((), visual=VisualVector.of(vector, space="hash-64")) for vector in vectors]


def test_questions_are_answered_best_first_and_not_without_vectors(tmp_path: Path) -> None:
    for number in range(3):
        make_raster(tmp_path / f"{number}.tif", width=600, height=500, seed=number)
    cards = answers(tmp_path, Seeing(), HashEmbedder())
    scores = [float(card.beneath.split()[0]) for card in cards]
    assert len(cards) == 5 * len(QUESTIONS)
    assert [card.says for card in cards[::5]] == [f"1: {question}" for question in QUESTIONS]
    assert all(scores[at : at + 5] == sorted(scores[at : at + 5], reverse=True) for at in range(0, len(cards), 5))
    assert answers(tmp_path, FakeCaptioner(), HashEmbedder()) == []


def test_a_question_scores_as_the_ten_best_pictures_do_on_average(val: Corpus) -> None:
    embedder = HashEmbedder()
    question, other = embedder.embed(["a lake", "a forest"], query=True)
    seen = knowing(val, sure=1.0)
    vectors = np.stack([question] * 5 + [other] * (len(val) - 5))
    found = asked(replace(seen, vectors=vectors), ["a lake"], embedder)
    assert found["a lake"] == pytest.approx((5 + 5 * float(question @ other)) / 10, abs=1e-5)


def test_as_sure_as_right_is_no_calibration_error(val: Corpus) -> None:
    seen = knowing(val, sure=1.0)
    assert confidence_of_scenes(seen, val).error == pytest.approx(0, abs=1e-6)
    assert confidence_of_things(seen, val).error == pytest.approx(0, abs=1e-6)


def test_half_sure_and_always_right_is_half_a_calibration_error(val: Corpus) -> None:
    assert confidence_of_scenes(knowing(val, sure=0.5), val).error == pytest.approx(0.5, abs=1e-6)


def test_scenes_that_do_not_occur_are_no_answers(val: Corpus) -> None:
    seen = knowing(val, sure=0.4)
    seen.scenes[:, SCENES.index("stadium")] = 0.6
    recall, pairs = scenes(seen, val)
    assert set(recall) == {"forest", "beach", "river", "parking lot"}
    assert all(right == count == 6 for right, count in recall.values())
    assert all(right == said for right, said in pairs)


def test_confusions_are_pairs_of_what_it_is_and_what_was_said(val: Corpus) -> None:
    seen = knowing(val, sure=0.4)
    seen.scenes[val.scenes == SCENES.index("river"), SCENES.index("beach")] = 0.6
    recall, pairs = scenes(seen, val)
    assert recall["river"] == (0, 6)
    assert pairs["river", "beach"] == 6


def test_steadiness_is_measured_for_every_view(val: Corpus, model_folder: Path) -> None:
    found = steadiness(BuiltinModel.load(model_folder), val.pictures[:6], HashEmbedder())
    assert set(found) == {*VIEWS, "another picture"}
    for one in found.values():
        assert -1 <= one.vectors <= 1.001
        assert 0 <= one.scenes <= 1
        assert -1 <= one.sentences <= 1.001
    assert found["brighter, x 1.25"].vectors < 1 - 1e-7


def test_a_window_moved_to_a_corner_is_as_large_as_the_one_in_the_centre() -> None:
    picture = np.arange(160 * 160 * 3).reshape(160, 160, 3).astype(np.uint8)
    before, after = (make(picture) for make in VIEWS["shifted to a corner"])
    assert before.shape == after.shape == (120, 120, 3)
    np.testing.assert_array_equal(after[20:, 20:], before[:100, :100])
