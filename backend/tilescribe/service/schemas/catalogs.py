"""Catalogs, their rasters, and who has described what."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tilescribe.service.schemas.base import Bbox, Reply, Request
from tilescribe.service.schemas.features import MultiPolygonOrPolygon

__all__ = [
    "Catalog",
    "CatalogDetails",
    "Catalogs",
    "ChangesSummary",
    "CorrectionCounts",
    "Coverage",
    "DatesCompared",
    "EmbedderUsed",
    "FailureSeen",
    "MarkCounts",
    "OpenCatalog",
    "Period",
    "RasterCollection",
    "RasterCounts",
    "RasterFeature",
    "RasterProperties",
    "RemoveRasters",
    "RemovedRasters",
    "Run",
    "SpaceUsed",
    "TileCounts",
]


class OpenCatalog(Request):
    """Open a catalog, or make it."""

    path: str = Field(
        min_length=1,
        max_length=4096,
        description="Absolute path of the GeoPackage, or the URL of a form that a package adds.",
        examples=["/data/area.gpkg"],
    )
    create: bool = Field(default=False, description="Make it when it is not there.")


class Catalog(Reply):
    """A catalog that the service knows: one that is open, or was opened before."""

    id: str = Field(description="The same for the same file, whenever it is opened.", examples=["3f9a1c0b7d2e"])
    path: str = Field(description="Absolute, or a URL, with *** in the place of a password; it may be opened by this.")
    name: str = Field(description="The last part of the path or URL, without its suffix.")
    open: bool
    exists: bool


class Catalogs(Reply):
    catalogs: list[Catalog] = Field(description="The last opened first.")


class RasterCounts(Reply):
    """Rasters by the state of their files."""

    present: int
    missing: int
    failed: int
    undated: int = Field(default=0, description="Of all of them: nothing tells when they were acquired.")


class TileCounts(Reply):
    """Tiles by state; only `done` ones answer questions."""

    pending: int
    done: int
    blank: int
    failed: int


class Period(Reply):
    """Of acquisition, ISO 8601, UTC; null where no raster has a time."""

    first: str | None
    last: str | None


class Coverage(Reply):
    """How far one author (captioner, model, wording) has got."""

    captioner: str
    model: str
    prompt_version: str
    done: int
    failed: int


class EmbedderUsed(Reply):
    name: str
    dim: int


class SpaceUsed(Reply):
    """A vector space: vectors that may be compared with one another."""

    id: str = Field(description="Fingerprint of the encoder.")
    dim: int
    encoder: str = Field(description="What reads questions for it, as it is typed; empty where that is not known.")
    has_texts: bool = Field(description="Descriptions have vectors in it.")
    visual_models: list[str] = Field(description="What has looked at tiles and left vectors in it.")


class MarkCounts(Reply):
    confirmed: int
    rejected: int
    unsure: int = 0
    noted: int = Field(description="Without a verdict: with a note, say.")
    without_tile: int = Field(description="Of all these: their place has no tile now, and they wait for one.")


class CorrectionCounts(Reply):
    total: int
    without_tile: int = Field(description="Their place has no tile now, or a blank one; they are kept.")


class Run(Reply):
    """The last time somebody wrote to the catalog."""

    id: int
    started: str
    finished: str | None
    status: Literal["running", "done", "partial", "cancelled", "failed", "interrupted"]
    counts: dict[str, int]


class FailureSeen(Reply):
    """A raster (no tile) or a tile that failed in the last run."""

    path: str
    tile_id: int | None
    stage: str
    reason: str


class DatesCompared(Reply):
    """Two dates, ISO 8601, UTC, each with the last moment of its period; null where it is not known."""

    before: str | None
    before_end: str | None
    after: str | None
    after_end: str | None
    pairs: int = Field(description="Tiles of the later date that are compared with the earlier one.")
    compared: int = Field(description="Of these: that were, and have a description.")


class ChangesSummary(Reply):
    """What a job of kind `compare` has made of the catalog."""

    path: str = Field(description="Of the catalog of changes.")
    pairs: TileCounts = Field(description="`done` ones answer questions; `blank` ones cannot be compared.")
    dates: list[DatesCompared] = Field(description="In order of time, by the later date.")
    captioners: list[str] = Field(description="Who has described changes.")
    problem: str = Field(default="", description="Why it cannot be read; the counts are then 0.")
    outdated: int = Field(
        default=0, description="Tiles that were compared when their rasters had other dates: compare again."
    )


class CatalogDetails(Catalog):
    """All that is worth knowing about an open catalog."""

    size_bytes: int
    rasters: RasterCounts
    tiles: TileCounts
    levels_m: list[float] = Field(description="Tile sides in metres, ascending.")
    acquired: Period
    labels: list[str] = Field(default=[], description="Of its rasters, in order, without the empty one.")
    extent: Bbox | None = Field(description="Of all rasters; null when there is none.")
    coverage: list[Coverage]
    embedders: list[EmbedderUsed] = Field(description="The last used first.")
    spaces: list[SpaceUsed] = Field(default=[], description="The last used first.")
    marks: MarkCounts
    corrections: CorrectionCounts
    last_run: Run | None
    failures: list[FailureSeen] = Field(description="Up to 200 of the last run.")
    job: str | None = Field(description="The job that writes to it at the moment, if one of this service does.")
    changes: ChangesSummary | None = Field(default=None, description="Null where no dates have been compared.")
    comparing: str | None = Field(default=None, description="The job of this service that compares its dates now.")


class RasterProperties(Reply):
    raster_id: int
    path: str
    name: str
    state: Literal["present", "missing", "failed"]
    reason: str = Field(description="Why it failed, else empty.")
    acquired: str | None
    acquired_end: str | None = Field(description="Last moment of the period that begins with `acquired`.")
    acquired_source: Literal["user", "tags", "file name", ""] = Field(
        default="", description="Where that is said; `user` is a person."
    )
    label: str = Field(default="", description="before, after, or any word that a person gave it.")
    sensor: str | None
    profile: str
    profile_source: str
    roles: list[str]
    crs: str
    gsd_m: float = Field(description="Ground size of a pixel.")
    width: int
    height: int
    levels_m: list[float]
    tiles: TileCounts
    described: dict[str, int] = Field(description="Captioner to number of tiles it has described.")
    updated: str | None = Field(description="When a description was last added, ISO 8601, UTC.")


class RasterFeature(Reply):
    type: Literal["Feature"]
    id: int
    geometry: MultiPolygonOrPolygon
    properties: RasterProperties


class RasterCollection(Reply):
    """The footprints of all rasters: the coverage layer."""

    type: Literal["FeatureCollection"]
    features: list[RasterFeature]


class RemoveRasters(Request):
    """Which rasters leave the catalog. Their files are not touched."""

    raster_ids: list[int] = Field(default=[], max_length=100_000)
    missing: bool = Field(default=False, description="Also all whose files are gone (prune).")


class RemovedRasters(Reply):
    removed: list[str] = Field(description="Paths, in order.")
