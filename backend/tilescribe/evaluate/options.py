"""What the user decides about an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tilescribe import config
from tilescribe.errors import InvalidOptionError

__all__ = ["KINDS", "EvaluateOptions"]

KINDS: Final = ("short", "rich")
"""Of queries."""


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """Everything but the data set and the catalog."""

    split: str | None = None
    limit: int | None = None
    captioner: str = config.DEFAULT_CAPTIONER
    embedder: str = config.DEFAULT_EMBEDDER
    queries: str = "short"
    """`short`, `rich` or `both`."""
    descriptions: str | None = None
    """A file of descriptions to judge instead of the captioner's, or `captions`."""
    rich: str | None = None
    """A file of rich queries; a file of `descriptions` may hold them too."""
    labels_from_names: bool = False
    robustness: bool = False
    localisation: bool = False
    logic: bool = False
    """Also questions with connectives, made from the captions."""
    visual: tuple[str, ...] = ()
    """Visual encoders that look at the pictures as well, such as `clip:MODEL`."""
    calibrate: bool = False
    """Fit what turns scores into probabilities to the captions, and keep it for searches."""
    pairs: bool = False
    """Pairs of pictures of one place at two dates, and what has changed."""
    resamples: int = 1000
    """Bootstrap draws."""

    def __post_init__(self) -> None:
        if self.queries not in (*KINDS, "both"):
            raise InvalidOptionError(f"There is no kind of query {self.queries!r}", remedy="Give short, rich or both")
        if self.descriptions is not None and (self.robustness or self.localisation):
            raise InvalidOptionError(
                "Descriptions made elsewhere tell nothing about pictures that are changed or put together anew",
                remedy="Leave out --robustness and --localisation, or --descriptions",
            )
        if self.visual and (self.localisation or self.logic):
            raise InvalidOptionError(
                "Maps and questions in parts are measured without visual encoders",
                remedy="Leave out --localisation and --logic, or --visual",
            )
        others = (self.robustness, self.localisation, self.logic, self.visual, self.calibrate, self.labels_from_names)
        if self.pairs and (any(others) or self.descriptions == "captions"):
            raise InvalidOptionError(
                "Of pairs it is measured what is said of their change, and under other light and season anyway",
                remedy="Leave out --pairs, or --robustness, --localisation, --logic, --visual, --calibrate, "
                "--labels-from-names and --descriptions captions",
            )
        if self.calibrate and self.descriptions == "captions":
            raise InvalidOptionError(
                "Captions that stand in for descriptions tell nothing about the scores of a search",
                remedy="Leave out --calibrate, or --descriptions captions",
            )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of queries that are asked for, `short` first."""
        return KINDS if self.queries == "both" else (self.queries,)
