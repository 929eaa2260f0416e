"""What is written around a question before a text tower reads it."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["TEMPLATES", "filled"]

TEMPLATES = ("{}.", "a satellite image of {}.", "an aerial photograph of {}.", "a remote sensing image of {}.")
"""The mean of several wordings is nearer to the pictures than any of them (Radford et al. 2021, arXiv 2103.00020,
section 3.1.4). The nouns are those of the templates that GeoRSCLIP was measured with on AID, RESISC45 and EuroSAT; the
plain wording stands for models that were trained on whole captions."""

_ENDS = " \t\n.?!…"


def filled(question: str, templates: Sequence[str] = TEMPLATES) -> list[str]:
    """The question in each of the templates; how it ends does not matter."""
    words = question.strip().rstrip(_ENDS) or question
    return [template.replace("{}", words) for template in templates]
