"""The page shows what was found, escapes all text, needs nothing beside it, and leaves out what was not measured."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from tilescribe.domain.description import Author
from tilescribe.errors import OutputError, PictureReadError
from tilescribe.evaluate.datasets import CaptionDuplicates, Picture, Problem, ProblemKind
from tilescribe.evaluate.metrics import DirectionRecall, Estimate, RetrievalRecall
from tilescribe.evaluate.report import render_html, write_html
from tilescribe.evaluate.results import (
    Ceiling,
    ChannelRecall,
    DatasetSummary,
    DegradationRow,
    EfficiencyResult,
    EvaluationReport,
    Example,
    Examples,
    LocalisationResult,
    LogicResult,
    LogicScores,
    Models,
    QueryRecall,
    Retrieved,
    RobustnessResult,
    SceneResult,
    SceneScores,
    ScoreBin,
    ScoreResult,
    Settings,
    SingleRecall,
    StageCost,
)
from tilescribe.searching import Output

EVIL = "<script>alert('x')</script> & \"quoted\""
VOID = {"meta", "img", "br"}
SIDE_PX = 300


def picture(name: str) -> Picture:
    return Picture(filename=name, container="made-up", member=name)


def grey(_: Picture) -> np.ndarray:
    return np.full((SIDE_PX, SIDE_PX, 3), 128, dtype=np.uint8)


def direction(at_10: float) -> DirectionRecall:
    at = {1: Estimate(at_10 / 4, 0.01, 0.9), 5: Estimate(at_10 / 2, None, None), 10: Estimate(at_10, 0.02, 0.95)}
    mean = Estimate(sum(one.value for one in at.values()) / 3, 0.01, 0.9)
    return DirectionRecall(at, mean, {k: one.value for k, one in at.items()}, 7.0, 100, 3)


def recall(at_10: float) -> RetrievalRecall:
    return RetrievalRecall(direction(at_10), direction(at_10), Estimate(at_10 / 2, 0.1, 0.9), at_10 / 2)


def empty_report() -> EvaluationReport:
    """Nothing measured."""
    return EvaluationReport(
        version="1.2.3",
        started="2026-02-03T04:05:06+00:00",
        duration_s=75.0,
        dataset=DatasetSummary("made_up", None, "pictures.zip", "captions.json", 20, 0, 0, 0, {}, None, ()),
        settings=Settings("fake", "hash", "short", None, None, None, False, (), 1000, 0.95),
        models=Models((Author("fake", "1", "1"),), "hash", "hash-64", 64),
        retrieval={},
        ceiling=None,
        scenes=None,
        score=None,
        examples=None,
        robustness=None,
        localisation=None,
        efficiency=None,
    )


def full_report() -> EvaluationReport:
    """Everything measured, with text that tries to break out wherever text comes from outside."""
    channels = {name: ChannelRecall(recall(0.4), recall(0.5)) for name in ("descriptions", "lexical", "fused")}
    scores = SceneScores(0.5, {1: 0.5, 5: 0.4}, 0.625, {"lake": 0.75, EVIL: 0.25})
    found = Retrieved(picture(EVIL), 0.9, EVIL, right=True)
    wrong = Retrieved(picture("wrong.png"), 0.8, "", right=False)
    return replace(
        empty_report(),
        dataset=DatasetSummary(
            EVIL,
            EVIL,
            EVIL,
            EVIL,
            20,
            20,
            100,
            20,
            {"lake": 10, EVIL: 10},
            CaptionDuplicates(captions=100, distinct=70, within=5, between=30, pictures=9),
            tuple(Problem(ProblemKind.BROKEN_PICTURE, f"{EVIL}{number}", EVIL) for number in range(25)),
        ),
        settings=Settings(EVIL, EVIL, "both", 20, EVIL, EVIL, True, (EVIL,), 1000, 0.95),
        models=Models((Author(EVIL, EVIL, EVIL),), EVIL, EVIL, 64),
        retrieval={
            "short": QueryRecall("short", 100, 20, channels, SingleRecall((recall(0.2), recall(0.3)), 0.125)),
            "rich": QueryRecall("rich", 20, 20, {"fused": channels["fused"]}, None),
        },
        ceiling=Ceiling(100, recall(0.8), recall(0.7)),
        scenes=SceneResult(20, {"lake": 10, EVIL: 10}, {}, ("a picture of {}", EVIL), {"fused": scores}),
        score=ScoreResult(
            questions=90,
            absent_questions=10,
            pictures=20,
            error=0.0125,
            error_looked_at=0.0375,
            looked_at=20,
            diagram=(ScoreBin(0.0, 0.5, 12, 0.25, 0.125), ScoreBin(0.5, 1.0, 0, None, None)),
            above_half=30,
            precision_above_half=0.875,
            recall_above_half=0.625,
            presence_auroc=0.9375,
            absent_above_half=0.0,
            present_above_half=0.75,
        ),
        examples=Examples(
            hits=(Example(EVIL, picture(EVIL), 1, 0.9, EVIL, (found, wrong)),),
            misses=(Example("lost", picture("lost.png"), 1234, 0.1, EVIL, (wrong,)),),
        ),
        robustness=RobustnessResult(
            20,
            (
                DegradationRow("none", {"fused": 0.5}, {"fused": 0.625}, {"fused": 0.0}, {"fused": 0.0}),
                DegradationRow("haze", {"fused": 0.4375}, {"fused": 0.65}, {"fused": -0.0625}, {"fused": 0.025}),
            ),
        ),
        localisation=LocalisationResult(
            20, 18, 21, 160, 0.5, (80.0, 320.0), {1: 0.5, 10: 0.75}, {1: 0.4, 10: 0.6}, {1: 0.05, 10: 0.4}, None
        ),
        efficiency=EfficiencyResult((StageCost(EVIL, 20, 1.5),), 0.0785, 23_400.0, 41.0, {EVIL: 90_900_000}, 0),
        logic=LogicResult(20, {"exclusions": LogicScores(12, 0.5, 0.625, 0.75)}, captions=70, captions_read=1),
        notices=(EVIL,),
    )


class Page(HTMLParser):
    """What a browser would make of it; fails where elements are not nested."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.ids: set[str] = set()
        self._open: list[str] = []
        self.feed(content)
        self.close()
        assert self._open == []
        self.text = " ".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.words.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(report: EvaluationReport) -> Page:
    return Page(render_html(report, pictures=grey))


def test_foreign_text_is_shown_as_text_wherever_it_stands() -> None:
    shown = page(full_report())
    assert shown.named("script") == []
    assert all(not name.startswith("on") for _, attributes in shown.tags for name in attributes)
    assert shown.text.count("<script>alert('x')</script>") > 20


def test_the_page_refers_to_nothing_outside_itself() -> None:
    shown = page(full_report())
    links = [attributes["href"] for attributes in shown.named("a")]
    sections = {attributes.get("id") for attributes in shown.named("section")}
    assert links
    assert all(link and link[0] == "#" and link[1:] in sections for link in links)
    assert all(str(attributes["src"]).startswith("data:image/jpeg;base64,") for attributes in shown.named("img"))
    assert shown.named("link") == []
    assert "url(" not in render_html(full_report(), pictures=grey)
    policy = next(attributes["content"] for attributes in shown.named("meta") if "http-equiv" in attributes)
    assert "default-src 'none'" in str(policy)


@pytest.mark.parametrize(
    "words",
    [
        "40.0\N{NARROW NO-BREAK SPACE}% find their picture among the first 10 of 20",
        "guessing would find 50.0",
        "30 of 100 repeat another one",
        "25 × broken picture",
        "And 5 more",
        "Variant 2 alone",
        "Best of all",
        "Ties by chance",
        "Zero-shot",
        "What the score means",
        "0.037",
        "87.5",
        "Rmi; Yuan et al., TGRS 2022): not measured",
        "80 m and 320 m",
        "−6.2",
        "+2.5",
        "Wanted: rank 1,234",
        "78.5 ms",
        "23.4 kB",
        "90.9 MB",
        "3 February 2026, 04:05 UTC",
        "1 min 15 s",
        "Tilescribe 1.2.3",
    ],
)
def test_what_was_found_stands_on_the_page(words: str) -> None:
    assert words in page(full_report()).text


def test_sections_that_were_not_measured_are_left_out() -> None:
    shown = page(empty_report())
    assert [attributes["id"] for attributes in shown.named("section")] == ["what-was-measured", "how-to-read-this"]
    assert "neither captions nor labels" in shown.text


def test_tables_have_captions_and_headers_and_plots_say_their_figures() -> None:
    shown = page(full_report())
    assert len(shown.named("caption")) == len(shown.named("table")) > 8
    assert all("scope" in attributes for attributes in shown.named("th"))
    spoken = [str(attributes["aria-label"]) for attributes in shown.named("svg")]
    assert "mR by channel, %: Descriptions 20.0, Shared words 20.0, Fused 20.0" in spoken
    assert all("alt" in attributes for attributes in shown.named("img"))


def test_the_right_answer_is_marked_by_more_than_colour() -> None:
    assert "✓ 1" in page(full_report()).text


def test_thumbnails_are_small_and_each_picture_is_opened_once() -> None:
    opened: list[str] = []

    def read(one: Picture) -> np.ndarray:
        opened.append(one.filename)
        return grey(one)

    content = render_html(full_report(), pictures=read)
    assert sorted(opened) == sorted({EVIL, "wrong.png", "lost.png"})
    assert len(content) < 150_000  # 270 kB for one picture of 300 x 300 without a loss


def test_a_picture_that_is_gone_is_named_in_its_place() -> None:
    def gone(one: Picture) -> np.ndarray:
        raise PictureReadError(f"{one.filename} is gone", remedy="Bring it back")

    assert "not readable" in Page(render_html(full_report(), pictures=gone)).text


def test_the_file_is_utf_8_whatever_the_captions_hold(tmp_path: Path) -> None:
    report = replace(empty_report(), notices=("half a character: \ud800, and é",))
    write_html(report, Output(tmp_path / "report.html"), pictures=grey)
    assert "half a character: ?, and é" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="absent"):
        write_html(empty_report(), Output(tmp_path / "absent" / "report.html"), pictures=grey)
