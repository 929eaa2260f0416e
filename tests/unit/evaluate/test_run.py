"""One evaluation from pictures and captions to a report."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tilescribe.domain.events import Event
from tilescribe.errors import EmptyDatasetError, InvalidOptionError
from tilescribe.evaluate.datasets import ProblemKind
from tilescribe.evaluate.events import EvaluationFinished, PicturesDescribed
from tilescribe.evaluate.options import EvaluateOptions
from tilescribe.evaluate.results import EvaluationReport
from tilescribe.evaluate.run import evaluate
from tilescribe.testing import FakeCaptioner, HashEmbedder

Folder = Callable[[Sequence[str]], Path]
Write = Callable[[Sequence[Any]], Path]

NAMES = [f"{scene}_{number}.png" for scene in ("river", "forest") for number in range(3)]


@pytest.fixture
def images(folder: Folder) -> Path:
    return folder(NAMES)


@pytest.fixture
def captions(captions_json: Write) -> Path:
    return captions_json([{"filename": name, "captions": [f"{name} from above", "a view"]} for name in NAMES])


def run(
    images: Path,
    captions: Path,
    *,
    catalog: Path | None = None,
    captioner: FakeCaptioner | None = None,
    **options: Any,
) -> tuple[EvaluationFinished, list[Event]]:
    events = list(
        evaluate(
            images,
            captions,
            catalog=catalog,
            options=EvaluateOptions(resamples=10, **options),
            captioner=captioner or FakeCaptioner(),
            embedder=HashEmbedder(),
        )
    )
    finished = events[-1]
    assert isinstance(finished, EvaluationFinished)
    return finished, events


def report_of(images: Path, captions: Path, **options: Any) -> EvaluationReport:
    report = run(images, captions, **options)[0].report
    assert report is not None
    return report


def test_the_report_holds_both_kinds_of_queries_scenes_examples_and_costs(images: Path, captions: Path) -> None:
    report = report_of(images, captions, queries="both", labels_from_names=True)
    assert list(report.retrieval) == ["short", "rich"]
    assert (report.retrieval["short"].queries, report.retrieval["rich"].queries) == (12, 6)
    assert list(report.retrieval["short"].channels) == ["descriptions", "facts", "lexical", "fused"]
    assert report.retrieval["short"].single is not None  # the fake captioner says two things of each picture
    assert report.scenes is not None
    assert report.scenes.classes == {"forest": 3, "river": 3}
    assert report.examples is not None
    assert report.efficiency is not None
    assert {"read", "describe: facts", "describe: fake", "embed", "write", "score"} <= {
        stage.stage for stage in report.efficiency.stages
    }
    assert report.dataset.duplicates is not None
    assert report.dataset.duplicates.between == 6
    assert (report.ceiling, report.robustness, report.localisation) == (None, None, None)
    assert [author.captioner for author in report.models.authors] == ["facts", "fake"]


def test_the_report_goes_through_json_without_a_loss(images: Path, captions: Path) -> None:
    content = report_of(images, captions).to_json()
    assert json.loads(json.dumps(content)) == content
    assert content["format"] == 1
    assert content["examples"]["misses"][0]["expected"] in NAMES
    assert str(images) not in json.dumps(content["examples"])


def test_a_kept_catalog_spares_the_second_run_all_describing(images: Path, captions: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "kept.gpkg"
    first = report_of(images, captions, catalog=catalog)
    captioner = FakeCaptioner()
    second = report_of(images, captions, catalog=catalog, captioner=captioner)
    assert captioner.batches == []
    assert second.retrieval == first.retrieval


def test_what_is_left_out_is_counted_named_and_makes_the_run_partial(
    images: Path, captions_json: Write, tmp_path: Path
) -> None:
    (images / NAMES[0]).write_bytes(b"broken")
    captions = captions_json([{"filename": name, "captions": ["x"]} for name in [*NAMES[:4], "gone.png"]])
    finished, _ = run(images, captions)
    assert finished.status == "partial"
    assert finished.report is not None
    assert {(problem.kind, problem.name) for problem in finished.report.dataset.problems} == {
        (ProblemKind.BROKEN_PICTURE, NAMES[0]),
        (ProblemKind.CAPTIONS_WITHOUT_PICTURE, "gone.png"),
        (ProblemKind.PICTURE_WITHOUT_CAPTIONS, NAMES[4]),
        (ProblemKind.PICTURE_WITHOUT_CAPTIONS, NAMES[5]),
    }
    assert finished.report.dataset.pictures == 3


def test_nothing_readable_is_an_error_and_not_an_empty_report(images: Path, captions: Path) -> None:
    for name in NAMES:
        (images / name).write_bytes(b"broken")
    with pytest.raises(EmptyDatasetError, match="None of 6 pictures"):
        run(images, captions)


def test_supplied_descriptions_are_judged_and_the_captioner_is_not_run(
    images: Path, captions: Path, tmp_path: Path
) -> None:
    supplied = tmp_path / "said.jsonl"
    lines = [{"filename": name, "variants": [f"{name} from above"], "rich": f"long {name}"} for name in NAMES[:-1]]
    supplied.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    captioner = FakeCaptioner()
    report = report_of(images, captions, captioner=captioner, descriptions=str(supplied), queries="both")
    assert captioner.batches == []
    assert report.settings.captioner == "file:said.jsonl"
    assert [(problem.kind, problem.name) for problem in report.dataset.problems] == [
        (ProblemKind.PICTURE_WITHOUT_DESCRIPTIONS, NAMES[-1])
    ]
    asked = report.retrieval["short"].channels["descriptions"].standard.text_to_image
    assert asked.at[1].value >= 0.5  # the first caption of each picture is its description
    assert report.retrieval["rich"].queries == 5


def test_descriptions_of_other_pictures_are_refused(images: Path, captions: Path, tmp_path: Path) -> None:
    supplied = tmp_path / "said.jsonl"
    supplied.write_text('{"filename": "zebra.png", "variants": ["a zebra"]}', encoding="utf-8")
    with pytest.raises(EmptyDatasetError, match=r"nothing about any of 6 pictures; the first is river_0\.png"):
        run(images, captions, descriptions=str(supplied))


def test_captions_as_descriptions_give_a_ceiling_and_no_retrieval_with_the_answer_in_it(
    images: Path, captions: Path
) -> None:
    report = report_of(images, captions, descriptions="captions", labels_from_names=True)
    assert report.ceiling is not None
    assert report.ceiling.queries == 12
    assert report.retrieval == {}
    assert report.examples is None
    assert report.scenes is not None


def test_one_picture_is_found_and_has_no_interval(images: Path, captions: Path) -> None:
    report = report_of(images, captions, limit=1)
    fused = report.retrieval["short"].channels["fused"].standard
    assert (fused.mean.value, fused.mean.low) == (1.0, None)


def test_labels_alone_are_enough(images: Path, captions_json: Write) -> None:
    captions = captions_json([{"filename": name, "scene": name.partition("_")[0]} for name in NAMES])
    finished, _ = run(images, captions)
    assert finished.status == "done"
    assert finished.report is not None
    assert finished.report.retrieval == {}
    assert finished.report.scenes is not None
    assert finished.report.dataset.duplicates is None


def test_robustness_compares_with_the_pictures_as_they_are(images: Path, captions: Path) -> None:
    report = report_of(images, captions, robustness=True, labels_from_names=True)
    assert report.robustness is not None
    undegraded, *others = report.robustness.rows
    short = report.retrieval["short"].channels
    assert undegraded.mean_recall == pytest.approx({name: one.standard.mean.value for name, one in short.items()})
    assert set(undegraded.accuracy) == set(short)
    assert "haze" in [row.degradation for row in others]


def test_questions_with_connectives_are_asked_in_both_readings(folder: Folder, captions_json: Write) -> None:
    said = ["houses"] * 10 + ["houses and a river"] * 20 + ["a river"] * 10 + ["sand"] * 80
    names = [f"{number}.png" for number in range(len(said))]
    captions = captions_json(
        [{"filename": name, "captions": [text, f"{text}."]} for name, text in zip(names, said, strict=True)]
    )
    report = report_of(folder(names), captions, logic=True, descriptions="captions")
    assert report.logic is not None
    assert {kind: scores.questions for kind, scores in report.logic.kinds.items()} == {
        "conjunctions": 4,
        "exclusions": 8,
    }
    exclusions = report.logic.kinds["exclusions"]
    assert exclusions.read > exclusions.plain
    assert (report.logic.captions, report.logic.captions_read) == (8, 2)


def test_too_few_pictures_for_questions_with_connectives_are_noted(images: Path, captions: Path) -> None:
    report = report_of(images, captions, logic=True)
    assert report.logic is None
    assert "connectives were not measured" in report.notices[-1]


def test_setting_cancel_ends_the_run_and_keeps_what_was_described(images: Path, captions: Path, tmp_path: Path) -> None:
    cancel = threading.Event()
    seen = []
    for event in evaluate(
        images,
        captions,
        catalog=tmp_path / "kept.gpkg",
        captioner=FakeCaptioner(batch_size=32),
        embedder=HashEmbedder(),
        cancel=cancel,
    ):
        seen.append(event)
        if isinstance(event, PicturesDescribed) and event.done:
            cancel.set()
    assert seen[-1] == EvaluationFinished("cancelled", None)
    captioner = FakeCaptioner()
    assert run(images, captions, catalog=tmp_path / "kept.gpkg", captioner=captioner)[0].status == "done"
    assert captioner.batches == []


def test_options_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(InvalidOptionError, match="'long'"):
        EvaluateOptions(queries="long")
    with pytest.raises(InvalidOptionError, match="made elsewhere"):
        EvaluateOptions(descriptions="captions", robustness=True)


def test_a_catalog_that_cannot_score_every_tile_is_refused_before_anything_is_described(
    images: Path, captions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OfAServer:
        """Has all operations of a catalog, and no other."""

        path = "shelf://me:secret@host/flood"

        def __enter__(self) -> OfAServer:
            return self

        def __exit__(self, *error: object) -> None:
            pass

    monkeypatch.setattr("tilescribe.evaluate.run.open_catalog", lambda location, mode: OfAServer())
    with pytest.raises(InvalidOptionError, match=r"shelf://me:\*\*\*@host/flood cannot score all tiles"):
        run(images, captions, catalog=OfAServer.path)
