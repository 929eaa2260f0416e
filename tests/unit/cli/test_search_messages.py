"""What is said beside the hits."""

from __future__ import annotations

import pytest

from tilescribe.cli.search import print_answer
from tilescribe.domain.hit import Answer


@pytest.mark.parametrize(("undated", "said"), [(3, "Left out for want of a date: 3 rasters"), (0, "")])
def test_rasters_that_a_filter_by_time_leaves_out_for_want_of_a_date_are_said(
    capsys: pytest.CaptureFixture[str], undated: int, said: str
) -> None:
    print_answer(Answer("a lake", (), 5, "minilm", 0.1, undated), kind="csv", output=None, filtered=True)
    messages = capsys.readouterr().err
    assert said in messages
    assert ("date" in messages) is bool(undated)
