"""Two dates of one place."""

from __future__ import annotations

from pydantic import Field

from tilescribe.service.schemas.base import Reply

__all__ = ["HitPair"]


class HitPair(Reply):
    """The earlier date of a hit. The names are those of `tilescribe search --changed --format geojson`.

    Shares are of the pixels that can be compared, 0 to 1, and null where the bands cannot tell; everything measured is
    null where the pair was not compared.
    """

    pair_id: int = Field(description="In the catalog of changes.")
    before_acquired: str | None
    before_acquired_end: str | None = Field(description="Last moment of the period that begins with `before_acquired`.")
    before_paths: list[str] = Field(description="Rasters of the earlier date, the one that covers most first.")
    before_tiles: list[int] = Field(description="The earlier date's tiles that show the place, likewise.")
    before_summary: str = Field(description="What is said of the first of them.")
    change: str = Field(description="What is said of the change.")
    was: float | None = Field(description="Probability that the earlier date shows what `was` asked.")
    shift_x_m: float | None = Field(
        description="By how much the earlier picture was moved along the rows of the later tile, in metres."
    )
    shift_y_m: float | None = Field(description="The same along its columns, downwards.")
    shift_confidence: float | None = Field(description="0 (nothing in common) to 1 (the same picture).")
    coverage: float | None = Field(description="Share of the later tile that the earlier date covers.")
    gsd_ratio: float | None = Field(description="Pixel size before through pixel size after.")
    angle_deg: float | None = Field(description="By how much the rows of one are turned against those of the other.")
    detail_m: float | None = Field(description="Ground size of the smallest detail that both show.")
    comparable: float | None = Field(description="Share of the later tile's pixels that can be compared.")
    magnitude: float | None = Field(description="How much has changed in all, 0 to 1.")
    magnitude_error: float | None = Field(description="One standard deviation of it.")
    water_gained: float | None
    water_lost: float | None
    vegetation_gained: float | None
    vegetation_lost: float | None
    burnt: float | None = Field(description="Newly burnt.")
    bare_gained: float | None = Field(description="Bare ground that was covered before.")
    structure_gained: float | None = Field(description="Edges and texture as of built-up ground, where none were.")
    structure_lost: float | None
    brightness: float | None = Field(description="Mean brightness after less before, in one light, -1 to 1.")
    dnbr: float | None = Field(description="Mean normalised burn ratio before less after.")
