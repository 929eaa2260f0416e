"""A calibration of a text embedder, from its links' parts, and what the links make of scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tilescribe.evaluate.score.evidence import understood
from tilescribe.evaluate.score.fitting import fit_link
from tilescribe.evaluate.score.questions import fit_questions
from tilescribe.searching.calibration import ScoreCalibration, ScoreLink, packaged_calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.evaluate.score.evidence import Evidence

__all__ = ["LEXICAL", "TEXT", "TEXT_OF_OTHERS", "UNSEEN_LEXICAL", "absent_weights", "fit_embedder"]

TEXT: Final = 0.05
"""Beside 1 for the picture: what is written comes from the same look at it. Chosen by mR, docs/evaluation.md."""
LEXICAL: Final = 0.1
TEXT_OF_OTHERS: Final = 0.3
"""Of captioners that have looked by themselves."""
UNSEEN_LEXICAL: Final = 0.1
"""Beside 1 for the text, where nothing was seen."""
_ABSENT_SHARE = 0.1
"""What all absent questions count together beside all captions."""


def absent_weights(absent: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(questions,) how much each counts in a fit."""
    captions = float((~absent).sum())
    each = _ABSENT_SHARE * captions / max(1.0, float(absent.sum()))
    return np.where(absent, each, 1.0)


def fit_embedder(evidence: Evidence, *, embedder: str, version: str) -> ScoreCalibration:
    """A calibration of a text embedder.

    Where no picture has a visual vector in its space, as with every captioner but those made for it, the links of seen
    tiles are the packaged ones for any embedder.

    Args:
        evidence: Of all questions that may be part of the fit.
        embedder: Fingerprint.
        version: Of the fit.

    Raises:
        CannotFitError: no caption names anything, or there is not both a right and a wrong pair.
    """
    base = fit_questions(
        [text for text, absent in zip(evidence.questions, evidence.absent, strict=True) if not absent],
        evidence.vectors[~evidence.absent],
        evidence.captions,
        evidence.vectors[evidence.absent],
        embedder=embedder,
        version=version,
    )
    links = {**_links_of_any_embedder(), "unseen": _fit(base, evidence, text=1.0, lexical=UNSEEN_LEXICAL)}
    eye = evidence.visual.get(embedder)
    if eye is not None:
        links |= {
            "seen": _fit(base, evidence, text=TEXT, lexical=LEXICAL, eye=eye),
            "seen by others": _fit(base, evidence, text=TEXT_OF_OTHERS, lexical=LEXICAL, eye=eye),
            "picture": _fit(base, evidence, text=0.0, lexical=0.0, eye=eye),
        }
    return replace(base, links=links)


def _links_of_any_embedder() -> Mapping[str, ScoreLink]:
    packaged = packaged_calibration().links
    plain, alike = packaged["seen plain"], {name: packaged[name] for name in ("alike", "alike unseen")}
    return {"seen": plain, "seen by others": plain, "picture": packaged["picture plain"], **alike}


def _fit(
    base: ScoreCalibration,
    evidence: Evidence,
    *,
    text: float,
    lexical: float,
    eye: NDArray[np.float32] | None = None,
) -> ScoreLink:
    known = np.ones(evidence.text.shape[1], bool) if eye is None else understood(eye)
    joined = np.float32(text) * evidence.text[:, known] + np.float32(lexical) * evidence.lexical[:, known]
    if eye is not None:
        joined = joined + eye[:, known]
    return fit_link(
        joined,
        evidence.truth[:, known],
        scales=[base.scale_of(one) for one in evidence.vectors],
        text=text,
        visual=0.0 if eye is None else 1.0,
        lexical=lexical,
        question_weights=absent_weights(evidence.absent),
    )
