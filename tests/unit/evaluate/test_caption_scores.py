"""Sentences beside sentences by people, by the field's libraries."""

from __future__ import annotations

import importlib
import math
import sys

import pytest

from tilescribe.errors import MissingPackageError
from tilescribe.evaluate.metrics import caption_scores, caption_words


def _libraries() -> None:
    pytest.importorskip("nltk")
    pytest.importorskip("pycocoevalcap")


def test_words_are_in_lower_case_and_without_punctuation() -> None:
    assert caption_words(" Two newly-built houses, at the lake's shore .") == [
        "two",
        "newly-built",
        "houses",
        "at",
        "the",
        "lake's",
        "shore",
    ]
    assert caption_words("…!") == []


def test_the_very_sentences_get_the_best_of_every_measure() -> None:
    _libraries()
    written = ["many houses are built along the road", "there is no difference", "a lake has dried up"]
    scores = caption_scores([text.upper() + "." for text in written], [[text, "another one"] for text in written])
    assert scores.bleu_4 == pytest.approx(1, abs=1e-6)
    assert scores.rouge_l == pytest.approx(1)
    assert scores.meteor > 0.98  # one chunk of all words costs a little
    assert scores.cider == pytest.approx(5, abs=0.1)  # half of the references are the sentence, and 10 is the most
    assert scores.mean == pytest.approx((scores.bleu_4 + scores.meteor + scores.rouge_l + scores.cider) / 4)


def test_bleu_is_that_of_the_formula() -> None:
    """Unigrams 5 of 6, bigrams 3 of 5, trigrams 2 of 4, fourgrams 1 of 3; as long as the nearest reference."""
    _libraries()
    scores = caption_scores(["the red house near the lake"], [["the red house near a lake", "x"]])
    wanted = math.exp(sum(map(math.log, (5 / 6, 3 / 5, 2 / 4, 1 / 3))) / 4)
    assert scores.bleu_4 == pytest.approx(wanted, abs=1e-6)


def test_rouge_is_that_of_the_formula() -> None:
    """Three of four written words and three of five wanted ones in order, beta 1.2."""
    _libraries()
    scores = caption_scores(["houses along new road"], [["many houses along the road"]])
    precision, recall, square = 3 / 4, 3 / 5, 1.2**2
    assert scores.rouge_l == pytest.approx((1 + square) * precision * recall / (recall + square * precision))


def test_meteor_knows_stems_and_no_synonyms() -> None:
    _libraries()
    stem, other, synonym = (
        caption_scores([text], [["house was built"]]).meteor
        for text in ("houses was built", "streets was built", "homes was built")
    )
    assert stem > other
    assert synonym == pytest.approx(other)


def test_an_empty_sentence_is_worth_nothing_and_no_error() -> None:
    _libraries()
    scores = caption_scores(["", "a road"], [["a house"], ["a road"]])
    assert scores.meteor < 0.6
    assert scores.rouge_l == pytest.approx(0.5)


def test_every_sentence_needs_a_reference() -> None:
    with pytest.raises(ValueError, match="expected as many"):
        caption_scores(["a"], [])
    with pytest.raises(ValueError, match="sentence 1 has no reference with a word"):
        caption_scores(["a", "b"], [["a"], ["..."]])


def test_missing_libraries_are_named_with_what_installs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == "pycocoevalcap":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pycocoevalcap", None)
    importlib.invalidate_caches()
    with pytest.raises(
        MissingPackageError, match=r"need the package pycocoevalcap.*pip install 'tilescribe\[captions\]'"
    ):
        caption_scores(["a road"], [["a road"]])
