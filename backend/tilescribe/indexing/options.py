"""What the user decides about a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tilescribe import config
from tilescribe.domain.labels import check_label
from tilescribe.domain.overrides import join_overrides, split_overrides
from tilescribe.domain.period import Period
from tilescribe.domain.tile import check_overlap
from tilescribe.errors import InvalidOptionError

__all__ = ["IndexOptions"]


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """Everything but the paths and the catalog. What is None keeps a known raster as it was planned before."""

    captioner: str = config.DEFAULT_CAPTIONER
    prompt: str | None = None
    """Name or path of what a vision-language model is asked; None is the captioner's own choice."""
    embedder: str = config.DEFAULT_EMBEDDER
    visual: tuple[str, ...] = ()
    """Visual encoders that fill vector spaces of their own, such as `clip:MODEL`."""
    levels_m: tuple[float, ...] | None = None
    """Tile sides on the ground in metres; None is `auto` for new rasters and unchanged for known ones."""
    auto_levels: bool = False
    """The user asked for `auto` in so many words: rasters planned with other levels are planned again."""
    overlap: float | None = None
    """Share of a tile's side that its neighbour repeats, 0 to 0.9."""
    profile: str | None = None
    """Name of the sensor profile to use for all rasters of this run."""
    acquired: Period | datetime | None = None
    """When all rasters of this run were acquired; a moment without a zone is UTC."""
    label: str | None = None
    """By what people call all rasters of this run: `before`, `after`, any word; None leaves them as they are called."""
    nodata: str | None = None
    """What all rasters of this run store where there is no picture: a number, `nan`, one for each band, or `none`."""
    since: datetime | None = None
    """UTC; rasters acquired wholly earlier (modified, where the acquisition is unknown) are left alone."""
    prune: bool = False
    """Remove rasters under the named paths from the catalog whose files are gone; not where their folder is away,
    unless it is named itself and the folder that held it is there."""
    force: bool = False
    """Open, plan and read again what is named, whatever its files' times say. Pixels that turn out to be unchanged
    keep their descriptions."""
    build_overviews: bool = False
    """Build external overviews for large rasters that lack them."""

    def __post_init__(self) -> None:
        if self.overlap is not None:
            check_overlap(self.overlap)
        if self.label is not None:
            object.__setattr__(self, "label", check_label(self.label))
        if self.levels_m is not None and self.auto_levels:
            raise InvalidOptionError("Levels are given both as numbers and as auto", remedy="Give one of the two")

    @property
    def acquired_text(self) -> str:
        """`acquired` in a form that `parse_acquisition` reads; empty when nothing is forced."""
        if self.acquired is None:
            return ""
        return str(self.acquired if isinstance(self.acquired, Period) else Period.of_moment(self.acquired))

    @property
    def overrides(self) -> str:
        """What the user forces about the rasters themselves, as one comparable word; empty when nothing."""
        return join_overrides(self.profile or "", self.acquired_text, self.nodata or "")

    def merged_overrides(self, earlier: str) -> str:
        """What the user forces now, over what was forced `earlier`, in the same form."""
        before, now = split_overrides(earlier), split_overrides(self.overrides)
        return join_overrides(*(new or old for new, old in zip(now, before, strict=True)))
