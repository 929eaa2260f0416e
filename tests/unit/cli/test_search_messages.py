"""What is said beside the hits."""

from __future__ import annotations

import pytest
import shapely

from tilescribe.cli.answering import tell_of_reading
from tilescribe.cli.arguments import threshold_of
from tilescribe.cli.search import print_answer
from tilescribe.domain.hit import Answer, Hit, score_text
from tilescribe.domain.question import Reading
from tilescribe.errors import InvalidOptionError


@pytest.mark.parametrize(("undated", "said"), [(3, "Left out for want of a date: 3 rasters"), (0, "")])
def test_rasters_that_a_filter_by_time_leaves_out_for_want_of_a_date_are_said(
    capsys: pytest.CaptureFixture[str], undated: int, said: str
) -> None:
    print_answer(Answer("a lake", (), 5, "minilm", 0.1, undated), kind="csv", output=None, filtered=True)
    messages = capsys.readouterr().err
    assert said in messages
    assert ("date" in messages) is bool(undated)


def test_notices_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    said = ("Nothing here matches: 1 weak hit, the best 12 %.", "Another.")
    print_answer(Answer("a lake", (), 5, "minilm", 0.1, notices=said), kind="csv", output=None, filtered=False)
    assert capsys.readouterr().err.splitlines()[:2] == list(said)


@pytest.mark.parametrize(
    ("question", "reading", "said"),
    [
        ("fields without trees", "auto", ["Read as: fields AND NOT trees  (--plain takes it for plain words)"]),
        ("fields without trees", "plain", []),
        ("a lake", "auto", []),
    ],
)
def test_how_a_question_was_read_is_told_where_there_is_no_answer_to_tell_it(
    capsys: pytest.CaptureFixture[str], question: str, reading: Reading, said: list[str]
) -> None:
    tell_of_reading(question, reading)
    assert capsys.readouterr().err.splitlines() == said


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (0.0, "<1 %"),
        (0.0099, "<1 %"),
        (0.01, "1 %"),
        (0.756, "76 %"),
        (0.99, "99 %"),
        (0.9901, ">99 %"),
        (1.0, ">99 %"),
    ],
)
def test_a_score_is_a_percentage_and_nothing_is_certain(score: float, text: str) -> None:
    assert score_text(score) == text


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("50%", 0.5), (" 7.5 % ", 0.075), ("1", 1.0), (None, None)])
def test_a_threshold_is_a_share_or_a_percentage(text: str | None, value: float | None) -> None:
    assert threshold_of(text) == value


@pytest.mark.parametrize("text", ["", "half", "5 0", "%"])
def test_what_is_no_threshold_is_named(text: str) -> None:
    with pytest.raises(InvalidOptionError, match=f"threshold of '{text}' is no number.*50%"):
        threshold_of(text)


def test_what_speaks_against_a_hit_stands_in_the_table_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    outline = shapely.MultiPolygon([shapely.box(13, 52, 13.1, 52.1)])
    said = "“trees” should be missing, and is there with 51 %."
    hit = Hit(
        1, 0.2, 7, "a.tif", "/a.tif", None, 128.0, "fields", "fields", "summary", (), {}, outline, against=(said,)
    )
    answer = Answer("fields without trees", (hit,), 5, "minilm", 0.1)
    for why in (False, True):
        print_answer(answer, kind="table", output=None, filtered=False, why=why)
        printed = " ".join(capsys.readouterr().out.split())
        assert ("but:" in printed) is why
        assert ("51" in printed) is why
