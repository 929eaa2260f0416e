"""The interface that every captioner implements."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tilescribe.domain.description import Author, Caption

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels

__all__ = [
    "Captioner",
    "OverlappingCaptioner",
    "UnloadableCaptioner",
    "VisualCaptioner",
    "close_captioner",
    "notices_of",
    "prepare_captioner",
    "working_side_by_side",
]


@runtime_checkable
class Captioner(Protocol):
    """Turns tile pixels into descriptions. Implementers write `describe`; the pipeline owns batching and retries."""

    author: Author
    """Stands with every description; a different author describes anew."""
    input_side_px: int
    """Side of the square picture the model looks at; `auto` levels and decimated reads follow it."""
    batch_size: int
    """Tiles it likes to get at once; the last batch of a run may be smaller."""

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """Describe a batch: one `Caption` for each tile, in order.

        A tile that cannot be described is a `Caption` with a `failure`. An exception means that the batch as a
        whole failed; the pipeline then tries its tiles one by one.
        """
        ...


@runtime_checkable
class OverlappingCaptioner(Captioner, Protocol):
    """A captioner whose batches may overlap: it waits for others, or one core for each batch serves it best."""

    batches_at_once: int
    """How many threads may be in `describe` at the same time; with 1 there is no overlap."""


@runtime_checkable
class VisualCaptioner(Captioner, Protocol):
    """A captioner that can look at pictures without words: their vectors may be compared with those of questions."""

    @property
    def visual_space(self) -> str:
        """Fingerprint of the text embedder in whose space the vectors lie; costs no look at the weights."""
        ...

    def visual_vectors(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """(n, dim) float32, L2-normalised, in order; a row of NaN for a picture of a kind that it knows nothing of.

        Raises:
            CaptionerFailedError: it failed as a whole.
        """
        ...


@runtime_checkable
class UnloadableCaptioner(Captioner, Protocol):
    """A captioner whose weights take gigabytes. They can be put out of memory between two batches.

    `describe` loads them again. Whoever unloads sees to it that no batch is at work.
    """

    @property
    def is_loaded(self) -> bool:
        """Whether the weights are in memory."""
        ...

    def fits(self) -> bool:
        """Whether the weights would fit into the memory that is free now, and leave some for batches."""
        ...

    def load(self) -> None:
        """Bring the weights into memory, if they are not there.

        Raises:
            ModelError: they cannot be loaded.
        """
        ...

    def unload(self) -> None:
        """Take them out of memory, if they are there."""
        ...


def notices_of(captioner: Captioner) -> tuple[str, ...]:
    """What the user should know before this captioner sees the first picture; a captioner may have `notices`."""
    return tuple(getattr(captioner, "notices", ()))


def prepare_captioner(captioner: Captioner) -> None:
    """Do now what would be waited for with the first batch; a captioner may have `prepare`, which loads its model.

    Raises:
        ModelError: the model cannot be loaded.
    """
    prepare = getattr(captioner, "prepare", None)
    if prepare is not None:
        prepare()


def working_side_by_side(captioner: OverlappingCaptioner) -> AbstractContextManager[None]:
    """Entered while its batches overlap; a captioner may have `side_by_side` to share out processor threads, say."""
    enter = getattr(captioner, "side_by_side", contextlib.nullcontext)
    found: AbstractContextManager[None] = enter()
    return found


def close_captioner(captioner: Captioner) -> None:
    """Let go of connections and threads; a captioner may have `close`. Who loaded it closes it."""
    close = getattr(captioner, "close", None)
    if close is not None:
        close()
