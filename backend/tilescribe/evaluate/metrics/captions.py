"""Measures of sentences against sentences by people: BLEU-4, METEOR, ROUGE-L and CIDEr, by the field's libraries."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tilescribe.errors import MissingPackageError

__all__ = ["CaptionScores", "caption_scores", "caption_words"]

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class CaptionScores:
    """0 to 1 each, but CIDEr, which is 0 to 10; papers print all of them times 100."""

    bleu_4: float
    """Of the whole corpus: n-grams up to four, the nearest reference length (Papineni et al., ACL 2002)."""
    meteor: float
    """Mean over the sentences, each against its best reference: words that are equal or have one stem (Banerjee and
    Lavie, ACL workshop 2005, with NLTK's weights 0.9, 3 and 0.5). Synonyms, which METEOR 1.5 knows too, do not count:
    they need WordNet's data."""
    rouge_l: float
    """Mean of the F-measures of the longest common subsequence, beta 1.2 (Lin, ACL workshop 2004)."""
    cider: float
    """CIDEr-D as pycocoevalcap has it: n-grams weighed by how rare they are among the references of all sentences, so
    that it depends on the data set (Vedantam et al., CVPR 2015)."""

    @property
    def mean(self) -> float:
        """S*m of the change captioning literature: the plain mean of the four."""
        return (self.bleu_4 + self.meteor + self.rouge_l + self.cider) / 4


def caption_words(text: str) -> list[str]:
    """The words of a sentence in lower case, without punctuation, which the four measures compare."""
    return _WORDS.findall(text.lower())


def caption_scores(written: Sequence[str], references: Sequence[Sequence[str]]) -> CaptionScores:
    """Compare one sentence a picture with what people said of it.

    BLEU-4, ROUGE-L and CIDEr are those of pycocoevalcap, as in the papers, on the words of `caption_words`.

    Args:
        written: At least one.
        references: Those of each; at least one with a word.

    Raises:
        MissingPackageError: The libraries are not installed.
        ValueError: There is nothing to compare, or a sentence without a reference.
    """
    if not written or len(written) != len(references):
        raise ValueError(f"{len(written)} sentences and references of {len(references)}, expected as many, at least 1")
    said = [caption_words(text) for text in written]
    wanted = [[words for text in own if (words := caption_words(text))] for own in references]
    if not all(wanted):
        raise ValueError(f"sentence {[bool(own) for own in wanted].index(False)} has no reference with a word in it")
    bleu, cider, rouge, meteor = (
        _library(name)
        for name in (
            "pycocoevalcap.bleu.bleu",
            "pycocoevalcap.cider.cider",
            "pycocoevalcap.rouge.rouge",
            "nltk.translate.meteor_score",
        )
    )
    found = {at: [" ".join(words)] for at, words in enumerate(said)}
    truth = {at: [" ".join(words) for words in own] for at, own in enumerate(wanted)}
    with contextlib.redirect_stdout(io.StringIO()):  # it prints the lengths
        bleu_4 = bleu.Bleu(4).compute_score(truth, found)[0][3]
    return CaptionScores(
        bleu_4=float(bleu_4),
        meteor=sum(_meteor(meteor, words, own) for words, own in zip(said, wanted, strict=True)) / len(said),
        rouge_l=float(rouge.Rouge().compute_score(truth, found)[0]),
        cider=float(cider.Cider().compute_score(truth, found)[0]),
    )


class _NoSynonyms:
    """In the place of WordNet, whose data comes with no package."""

    def synsets(self, _word: str) -> list[Any]:
        return []


def _meteor(library: ModuleType, words: list[str], references: list[list[str]]) -> float:
    return float(library.meteor_score(references, words, wordnet=_NoSynonyms())) if words else 0.0


def _library(name: str) -> ModuleType:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise MissingPackageError(
            f"BLEU-4, METEOR, ROUGE-L and CIDEr need the package {package}, which is not installed",
            remedy="Install it: pip install 'tilescribe[captions]'",
        ) from error
