"""Cost of an evaluation: time by stage, questions a second, space on the disk and in memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tilescribe.errors import ModelError, UnknownEmbedderError
from tilescribe.evaluate.results import EfficiencyResult, StageCost
from tilescribe.evaluate.sampling import evenly_spaced

if TYPE_CHECKING:
    from tilescribe.catalog import Catalog
    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.embed.base import Embedder

__all__ = ["HasWeights", "measure_efficiency", "model_bytes", "peak_memory_bytes", "queries_per_s"]

_MOST_QUESTIONS = 50
"""Enough for a mean; a slow search takes ten seconds for them."""


@runtime_checkable
class HasWeights(Protocol):
    """A captioner that knows the files of its weights."""

    @property
    def weights(self) -> Sequence[Path]: ...


def measure_efficiency(
    catalog: Catalog,
    *,
    stages: Sequence[StageCost],
    tiles: int,
    questions: Sequence[str],
    captioners: Sequence[Captioner],
    embedder: Embedder,
    encoders: Sequence[VisualEncoder] = (),
) -> EfficiencyResult:
    """Gather what was timed, and measure the rest.

    Args:
        catalog: As it is after all is described.
        stages: What was timed; items of `write` are the tiles described in this run.
        tiles: Described tiles in the catalog.
        questions: Of which some are asked, one at a time; none leaves the speed of answers unmeasured.
        captioners: Whose weights are weighed.
        embedder: Of the catalog's vectors; its weights are weighed too.
        encoders: Visual encoders that questions are put to as well.
    """
    return EfficiencyResult(
        stages=tuple(stages),
        seconds_per_tile=_seconds_per_tile(stages),
        bytes_per_tile=catalog.size_bytes() / max(1, tiles),
        queries_per_s=queries_per_s(catalog, questions, embedder=embedder, encoders=encoders),
        model_bytes=model_bytes(captioners, embedder=embedder),
        peak_memory_bytes=peak_memory_bytes(),
    )


def queries_per_s(
    catalog: Catalog, questions: Sequence[str], *, embedder: Embedder, encoders: Sequence[VisualEncoder] = ()
) -> float | None:
    """Whole searches, embedding of the question included, one after the other; None when there is no question.

    At most 50 questions are asked. The first one is asked twice and counted once: it fills the caches.
    """
    from tilescribe.searching import search

    asked = evenly_spaced(questions, most=_MOST_QUESTIONS)
    if not asked:
        return None
    search(catalog, asked[0], embedder=embedder, encoders=encoders)
    started = time.perf_counter()
    for question in asked:
        search(catalog, question, embedder=embedder, encoders=encoders)
    return len(asked) / (time.perf_counter() - started)


def model_bytes(captioners: Sequence[Captioner], *, embedder: Embedder) -> dict[str, int]:
    """Size of the weights on disk by name; models without weights, or whose files are not known, are left out."""
    files = {one.author.captioner: list(one.weights) for one in captioners if isinstance(one, HasWeights)}
    files[embedder.name] = _embedder_weights(embedder.name)
    sizes = {name: sum(file.stat().st_size for file in own if file.is_file()) for name, own in files.items()}
    return {name: size for name, size in sizes.items() if size}


def peak_memory_bytes() -> int:
    """The most memory this process ever held (resident set); 0 on Windows, which does not tell it this way."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # getrusage(2): Linux and the BSDs count kibibytes, macOS counts bytes.
    return int(peak if sys.platform == "darwin" else peak * 1024)


def _seconds_per_tile(stages: Sequence[StageCost]) -> float | None:
    """Over the stages that describe; None when nothing was left to describe."""
    tiles = sum(stage.items for stage in stages if stage.stage == "write")
    seconds = sum(
        stage.seconds for stage in stages if stage.stage.partition(":")[0] in {"read", "describe", "embed", "write"}
    )
    return seconds / tiles if tiles else None


def _embedder_weights(name: str) -> list[Path]:
    from tilescribe.embed.resolve import locate

    try:
        folder = locate(name, download=False).folder
    except (ModelError, UnknownEmbedderError):  # one that a program brought along
        return []
    return sorted(folder.rglob("*.safetensors"))
