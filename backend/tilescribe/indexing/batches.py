"""What travels between the stages of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.catalog.types import TileResult
    from tilescribe.domain.description import Author, Caption
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.indexing.sources import NearDuplicate

__all__ = ["Batch", "SharedCaption"]


@dataclass(frozen=True, slots=True)
class SharedCaption:
    """The caption of one tile that its near-duplicates take over."""

    source_id: int
    content: str
    near_duplicates: tuple[NearDuplicate, ...]


@dataclass(slots=True)
class Batch:
    """Tiles on their way. `results` are final but for the captions that `pixels` still wait for."""

    results: list[TileResult] = field(default_factory=list)
    pixels: dict[str, TilePixels] = field(default_factory=dict)
    """Content hash to the pixels that have it, each once however many tiles look alike."""
    captions: dict[str, dict[Author, Caption]] = field(default_factory=dict)
    """Content hash to what is known so far."""
    reused: int = 0
    """Tiles whose pixels were described before, in this batch or ever."""
    shared_captions: list[SharedCaption] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.results and not self.shared_captions
