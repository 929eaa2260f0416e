"""Class labels become words that a question can use."""

from __future__ import annotations

import pytest

from tilescribe.evaluate.class_names import phrase, readable


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("AnnualCrop", "annual crop"),
        ("ground_track_field", "ground track field"),
        ("denseresidential", "dense residential area"),
        ("DenseResidential", "dense residential area"),
        ("baseballfield", "baseball field"),
        ("Industrial", "industrial area"),
        ("industrial_area", "industrial area"),
        ("parking", "parking lot"),
        ("river", "river"),
        ("LNGTerminal", "lng terminal"),
        ("___", "___"),
    ],
)
def test_labels_are_taken_apart(label: str, words: str) -> None:
    assert readable(label) == words


@pytest.mark.parametrize(
    ("words", "with_article"),
    [
        ("airport", "an airport"),
        ("lake", "a lake"),
        ("storage tanks", "storage tanks"),
        ("bare land", "bare land"),
        ("annual crop", "annual crop"),
        ("dense grass", "a dense grass"),
    ],
)
def test_articles_stand_before_what_is_counted(words: str, with_article: str) -> None:
    assert phrase(words) == with_article
