"""One evaluation of pairs, from pictures in LEVIR-CC's layout to a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Tag
from tilescribe.domain.events import Event
from tilescribe.domain.pair import PairPixels
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.errors import EmptyDatasetError, InvalidOptionError, PictureReadError, UnknownCaptionerError
from tilescribe.evaluate.datasets import ProblemKind, load_pairs
from tilescribe.evaluate.events import EvaluationFinished, Measuring
from tilescribe.evaluate.options import EvaluateOptions
from tilescribe.evaluate.pairs import look_at_altered, pair_pixels, read_pair
from tilescribe.evaluate.pairs.alterations import ALTERATIONS
from tilescribe.evaluate.placement import place
from tilescribe.evaluate.report import render_html
from tilescribe.evaluate.run import evaluate
from tilescribe.testing import HashEmbedder

Levir = Callable[[int], Path]

PAIRS = 6


class PixelDifference:
    """Describes a pair by how much of it differs, as a person in a hurry would."""

    author = Author("difference", "1", "1")
    input_side_px = 96
    batch_size = 4

    def __init__(self) -> None:
        self.seen = 0

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        self.seen += len(tiles)
        return [self._caption(tile) for tile in tiles]

    @staticmethod
    def _caption(tile: TilePixels) -> Caption:
        assert isinstance(tile, PairPixels)
        moved = np.abs(tile.data.astype(int) - tile.before.data).max(axis=0)[tile.comparable] > 60
        changed = bool(moved.mean() > 0.1)
        text = "many houses are built along the road" if changed else "there is no difference"
        return Caption(
            descriptions=(Description(DescriptionKind.CHANGE, text),), tags=(Tag("changed", 0.9 if changed else 0.1),)
        )


def run(images: Path, captions: Path | None = None, **options: Any) -> tuple[EvaluationFinished, list[Event]]:
    captioner = options.pop("captioner", None) or PixelDifference()
    catalog = options.pop("catalog", None)
    events = list(
        evaluate(
            images,
            captions,
            catalog=catalog,
            options=EvaluateOptions(resamples=10, pairs=True, **options),
            captioner=captioner,
            embedder=HashEmbedder(),
        )
    )
    finished = events[-1]
    assert isinstance(finished, EvaluationFinished)
    return finished, events


@pytest.fixture
def two_alterations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine of them take long."""
    from tilescribe.evaluate.pairs import altering

    monkeypatch.setattr(altering, "ALTERATIONS", {name: ALTERATIONS[name] for name in ("darker", "shift")})


@pytest.mark.usefixtures("two_alterations")
def test_a_data_set_of_pairs_is_measured_in_every_way(levir: Levir) -> None:
    pytest.importorskip("nltk")
    pytest.importorskip("pycocoevalcap")
    finished, events = run(levir(PAIRS))
    report = finished.report
    assert finished.status == "done"
    assert report is not None
    assert [author.captioner for author in report.models.authors] == ["facts", "difference"]
    changes = report.changes
    assert changes is not None
    assert (changes.pairs, changes.changed, changes.unchanged) == (6, 3, 3)
    assert {name: one.auroc for name, one in changes.detection.items()} == {
        "magnitude": 1.0,
        "probability": 1.0,
        "sentence": 1.0,
    }
    assert changes.captions is not None
    assert changes.captions.accuracy == 1
    assert changes.captions.every is not None
    assert changes.captions.every.bleu_4 == pytest.approx(1, abs=1e-6)
    assert changes.captions.changed is not None
    assert changes.captions.hybrid == pytest.approx((changes.captions.changed.mean + 1) / 2)
    darker, shift = changes.alterations
    assert (darker.alteration, darker.pairs, darker.said_changed) == ("darker", 6, 0.0)
    assert shift.auroc["magnitude"] == 1
    # Two sentences a pair, three pairs with each: at rank 1 none is the only right one, all are among the first 5.
    recall = report.retrieval["short"].channels["fused"]
    assert recall.standard.text_to_image.at[5].value == 1
    assert recall.sharing.text_to_image.at[1].value == 1
    assert any(isinstance(event, Measuring) and event.what == "pairs without change: shift" for event in events)


@pytest.mark.usefixtures("two_alterations")
def test_the_report_goes_through_json_and_onto_the_page(levir: Levir) -> None:
    report = run(levir(PAIRS))[0].report
    assert report is not None
    content = report.to_json()
    assert json.loads(json.dumps(content)) == content
    assert content["changes"]["detection"]["magnitude"]["auroc"] == 1.0
    page = render_html(report)
    assert "What has changed" in page
    assert "Nothing has changed but the view" in page


@pytest.mark.usefixtures("two_alterations")
def test_pairs_with_labels_are_measured_by_their_questions(levir: Levir) -> None:
    root = levir(PAIRS)
    entries = [
        {
            "before": f"images/test/A/test_{number:06d}.png",
            "after": f"images/test/B/test_{number:06d}.png",
            "labels": ["built up"] if number % 2 else ["as it was"],
        }
        for number in range(PAIRS)
    ]
    file = root / "labels.json"
    file.write_text(json.dumps({"pairs": entries, "questions": {"built up": "many houses are built along the road"}}))
    report = run(file)[0].report
    assert report is not None
    assert report.retrieval == {}
    assert report.changes is not None
    assert report.changes.captions is None
    assert report.changes.detection == {}
    built = report.changes.labels["built up"]
    assert built.average_precision["fused"] == 1
    assert built.false_alarms == 0
    assert built.false_alarms_among == {"as it was": 0.0}
    assert report.changes.labels["as it was"].question == "as it was"
    assert "average precision" in render_html(report)


@pytest.mark.usefixtures("two_alterations")
def test_a_kept_catalog_spares_the_second_run_all_describing(levir: Levir, tmp_path: Path) -> None:
    root, catalog = levir(2), tmp_path / "kept.gpkg"
    run(root, catalog=catalog)
    again = PixelDifference()
    report = run(root, catalog=catalog, captioner=again)[0].report
    assert report is not None
    assert report.changes is not None
    assert report.changes.detection["magnitude"].auroc == 1
    assert again.seen == 4  # two alterations of two pairs


def test_sentences_made_elsewhere_are_judged_without_a_model(levir: Levir, tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    lines = [
        {"filename": f"test/test_{number:06d}.png", "variants": ["no change" if number % 2 else "a new road"]}
        for number in range(4)
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    report = run(levir(4), descriptions=str(file))[0].report
    assert report is not None
    assert report.changes is not None
    assert report.changes.captions is not None
    assert report.changes.captions.accuracy == 0
    assert report.changes.alterations == ()


@pytest.mark.usefixtures("two_alterations")
def test_without_the_libraries_all_else_is_measured_and_the_report_says_why(
    levir: Levir, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pycocoevalcap.bleu.bleu", None)
    report = run(levir(2))[0].report
    assert report is not None
    assert report.changes is not None
    assert report.changes.captions is not None
    assert report.changes.captions.every is None
    assert report.changes.captions.accuracy == 1
    assert any("pip install 'tilescribe[captions]'" in notice for notice in report.notices)


@pytest.mark.usefixtures("two_alterations")
def test_a_pair_of_two_sizes_is_left_out_and_named(levir: Levir) -> None:
    from PIL import Image

    root = levir(3)
    wrong = root / "images" / "test" / "B" / "test_000002.png"
    Image.open(wrong).resize((64, 64)).save(wrong)
    finished, _ = run(root)
    assert finished.status == "partial"
    assert finished.report is not None
    (problem,) = finished.report.dataset.problems
    assert problem.kind is ProblemKind.BROKEN_PICTURE
    assert "96 x 96" in problem.reason
    assert finished.report.changes is not None
    assert finished.report.changes.pairs == 2


def test_nothing_that_can_be_compared_is_an_error(levir: Levir) -> None:
    root = levir(1)
    (root / "images" / "test" / "A" / "test_000000.png").write_bytes(b"broken")
    with pytest.raises(EmptyDatasetError, match="None of 1 pictures could be read"):
        run(root)


def test_options_that_are_not_of_pairs_are_refused() -> None:
    for more in ({"robustness": True}, {"logic": True}, {"calibrate": True}, {"descriptions": "captions"}):
        with pytest.raises(InvalidOptionError, match="--pairs"):
            EvaluateOptions(pairs=True, **more)


def test_single_pictures_need_captions_and_pairs_a_captioner_of_pairs(levir: Levir) -> None:
    root = levir(1)
    with pytest.raises(InvalidOptionError, match="Name the caption file with --captions"):
        list(evaluate(root, options=EvaluateOptions()))
    with pytest.raises(UnknownCaptionerError, match="No captioner 'nobody' compares two dates"):
        list(evaluate(root, options=EvaluateOptions(pairs=True, captioner="nobody")))


# --- one pair ---------------------------------------------------------------------------------------------------------


def _pair(root: Path, number: int) -> PairPixels:
    picture = load_pairs(root).pictures[number]
    both = read_pair(picture)
    raster, tile = place(picture, both, position=0)
    return pair_pixels(both, TileRef(1, 1, tile.level_m, Window(0, 0, *both.shape[:2])), raster, side_px=64)


def test_a_large_pair_is_averaged_down_and_laid_on_itself(levir: Levir) -> None:
    pair = _pair(levir(2), 1)
    assert pair.data.shape == pair.before.data.shape == (3, 64, 64)
    assert (pair.shift.x_px, pair.shift.y_px) == pytest.approx((0, 0), abs=0.1)
    assert pair.comparable.all()


def test_a_shift_is_taken_out(levir: Levir) -> None:
    picture = load_pairs(levir(1)).pictures[0]
    both = np.concatenate(ALTERATIONS["shift"](read_pair(picture)[..., :3]), axis=-1)
    raster, tile = place(picture, both, position=0)
    ref = TileRef(1, 1, tile.level_m, Window(0, 0, *both.shape[:2]))
    pair = pair_pixels(both, ref, raster, side_px=96)
    assert (pair.shift.x_px, pair.shift.y_px) == pytest.approx((3, 2), abs=0.2)
    inner = pair.comparable
    assert np.abs(pair.data.astype(int) - pair.before.data)[:, inner].mean() < 8


def test_pictures_that_show_nothing_alike_are_taken_as_changed_all_over(levir: Levir) -> None:
    picture = load_pairs(levir(1)).pictures[0]
    both = read_pair(picture)
    both[..., 3:] = np.random.default_rng(1).integers(0, 256, both[..., 3:].shape, dtype=np.uint8)
    raster, tile = place(picture, both, position=0)
    pair = pair_pixels(both, TileRef(1, 1, tile.level_m, Window(0, 0, *both.shape[:2])), raster, side_px=96)
    assert (pair.shift.x_px, pair.shift.y_px) == pytest.approx((0, 0), abs=1)


def test_a_pair_too_small_to_be_compared_is_refused(levir: Levir) -> None:
    picture = load_pairs(levir(1)).pictures[0]
    both = read_pair(picture)[:12, :12]
    raster, tile = place(picture, both, position=0)
    with pytest.raises(PictureReadError, match="not comparable: Pixels of 1 m before"):
        pair_pixels(both, TileRef(1, 1, tile.level_m, Window(0, 0, 12, 12)), raster, side_px=96)


def test_altered_pairs_that_nobody_can_describe_are_left_out(levir: Levir) -> None:
    pairs = load_pairs(levir(2)).pictures

    def nothing(_pairs: Sequence[Any], _read: Any) -> Any:
        yield Measuring("x", 0, 1)

    found: list[Any] = []

    def kept() -> Any:
        found.append((yield from look_at_altered(pairs, look=nothing)))

    assert [event.what for event in kept()][:2] == ["pairs without change: none", "x"]
    assert found == [()]
