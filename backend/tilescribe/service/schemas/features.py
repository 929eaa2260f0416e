"""GeoJSON: hits, tiles and what hangs on them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tilescribe.service.schemas.base import Reply, Request
from tilescribe.service.schemas.marks import Mark
from tilescribe.service.schemas.pairs import HitPair

__all__ = [
    "Correction",
    "Described",
    "DescribedCollection",
    "DescribedFeature",
    "Description",
    "HeatMap",
    "HeatMapFeature",
    "Hit",
    "HitCollection",
    "HitFeature",
    "MarkCollection",
    "MarkFeature",
    "MarkProperties",
    "MultiPolygonOrPolygon",
    "PairDetails",
    "PairFeature",
    "SamePlace",
    "Tag",
    "TileCollection",
    "TileDetails",
    "TileFeature",
    "TileHead",
    "TileHeadFeature",
    "WindowPlace",
    "WindowScore",
]


class MultiPolygonOrPolygon(Reply):
    """A footprint in WGS84, counter-clockwise, 7 decimals; a MultiPolygon where the antimeridian splits it."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class SamePlace(Reply):
    """Another tile that shows the place of a hit."""

    tile_id: int
    score: float = Field(description="For the same question.")
    raster: str = Field(description="File name.")
    level_m: float
    acquired: str | None
    acquired_end: str | None
    label: str = ""


class Hit(Reply):
    """One tile that answers, and why. The names are those of `tilescribe search --format geojson`."""

    rank: int = Field(description="1 is best; counts on over `offset`.")
    score: float = Field(
        description="The probability that the tile shows what was asked; comparable between questions and catalogs."
    )
    tile_id: int
    raster: str = Field(description="File name.")
    path: str
    acquired: str | None
    acquired_end: str | None = Field(description="Last moment of the period that begins with `acquired`.")
    label: str = Field(default="", description="Of the raster: before, after, or any word that a person gave it.")
    level_m: float
    valid_share: float = Field(
        description="Share of the tile's pixels that carry a picture; the score of one that has few is lowered."
    )
    summary: str
    matched: str = Field(description="The description that matched best.")
    matched_kind: str = Field(description="summary, features, detail, facts or change.")
    matched_by: Literal["words", "picture"] = Field(
        default="words",
        description="`picture`: the tile's picture carries the score, and `matched` only comes nearest to it.",
    )
    words: list[str] = Field(description="Words of the question that stand in `matched` or `summary`.")
    against: list[str] = Field(
        default=[], description="What lowers the score, a sentence each with its number, the gravest kinds first."
    )
    merged: int = Field(description="Worse tiles of the same place and date that this one stands for.")
    alternatives: list[SamePlace] = Field(default=[], description="The best 10 of these, best first.")
    dates: list[SamePlace] = Field(
        default=[], description="The same place at its 8 newest other dates, newest first, whatever their scores are."
    )
    available: bool = Field(description="The raster's file is there; true of what only a network could tell.")
    channels: dict[str, float] = Field(description="Score by channel: dense, lexical, visual.")
    marks: list[Mark] = Field(
        description="What people think of the place, one mark for each author, the latest first: also those made on "
        "another tile of the same day whose ground is about the same."
    )
    verified: float | None = Field(
        default=None, description="Probability of yes, of a model that was shown the tile; only where one was asked."
    )
    closer: float | None = Field(
        default=None,
        description="What a closer look ranked the hit by, 0 to 1, which is no probability; only where there was one. "
        "The feature's geometry is then the outline of the best crop.",
    )
    tile_footprint: MultiPolygonOrPolygon | None = Field(
        default=None, description="The tile's own outline; only where there was a closer look."
    )
    pair: HitPair | None = Field(default=None, description="The earlier date, where `changed` or `was` asked for it.")


class HitFeature(Reply):
    type: Literal["Feature"]
    id: int = Field(description="The tile's.")
    geometry: MultiPolygonOrPolygon
    properties: Hit


class HitCollection(Reply):
    """An RFC 7946 FeatureCollection, best hit first, `application/geo+json`, streamed."""

    type: Literal["FeatureCollection"]
    question: str
    embedder: str
    candidates: int = Field(description="Described tiles that passed the filters.")
    seconds: float
    undated_rasters: int = Field(description="Rasters that only the filter by time left out: they have none.")
    reading: str | None = Field(
        default=None, description="How the question was read, where it was read in parts: `fields AND NOT trees`."
    )
    matching: int = Field(description="Hits that are not weak: with a score of at least 0.3.")
    notices: list[str] = Field(description="What to know first, a sentence each: that nothing matches, say.")
    features: list[HitFeature]


class Description(Reply):
    kind: Literal["summary", "features", "detail", "facts", "change"]
    text: str
    captioner: str = Field(description="`user` for a correction.")
    model: str
    prompt_version: str


class Tag(Reply):
    name: str
    probability: float


class TileHead(Reply):
    tile_id: int
    raster_id: int
    raster: str
    path: str
    acquired: str | None
    acquired_end: str | None = Field(description="Last moment of the period that begins with `acquired`.")
    label: str = Field(default="", description="Of the raster: before, after, or any word that a person gave it.")
    level_m: float
    state: Literal["pending", "done", "blank", "failed"]
    reason: str
    summary: str


class TileHeadFeature(Reply):
    type: Literal["Feature"]
    id: int
    geometry: MultiPolygonOrPolygon
    properties: TileHead


class TileCollection(Reply):
    """Tiles at a place, the smallest first."""

    type: Literal["FeatureCollection"]
    features: list[TileHeadFeature]


class TileDetails(TileHead):
    """All that is known of a tile."""

    descriptions: list[Description] = Field(
        description="Corrections first, then what was seen, then what was measured."
    )
    tags: list[Tag] = Field(description="Most probable first.")
    measurements: dict[str, float | str | None] | None = Field(description="Measured from the bands, by name.")
    disagreement: str | None = Field(
        description="Where a tag and the bands cannot both be true: one sentence, which is not searched."
    )
    marks: list[Mark] = Field(description="As of a hit.")


class TileFeature(Reply):
    type: Literal["Feature"]
    id: int
    geometry: MultiPolygonOrPolygon
    properties: TileDetails


class PairDetails(HitPair):
    """A tile and the earlier date that it is compared with."""

    tile_id: int
    raster_id: int
    raster: str
    path: str
    acquired: str | None
    acquired_end: str | None = Field(description="Last moment of the period that begins with `acquired`.")
    level_m: float
    summary: str = Field(description="What is said of the later date.")
    state: Literal["pending", "done", "blank", "failed"] = Field(
        description="Of the comparison. `blank`: the dates cannot be compared, and `reason` says why."
    )
    reason: str
    descriptions: list[Description] = Field(description="Of the change: what was seen, then what was measured.")


class PairFeature(Reply):
    """The footprint of the later date's tile."""

    type: Literal["Feature"]
    id: int = Field(description="The tile's.")
    geometry: MultiPolygonOrPolygon
    properties: PairDetails


class Correction(Request):
    """What the tile really shows, in a person's words."""

    text: str = Field(min_length=1, max_length=2000, examples=["A solar park beside a motorway."])


class MarkProperties(Mark):
    """A mark with the tile that stands for its place, or with the place as the person saw it."""

    tile_id: int | None = Field(description="Null where no tile stands for the place.")
    raster_id: int | None = Field(description="Null where the raster is gone from the catalog.")
    raster: str
    path: str
    acquired: str | None
    acquired_end: str | None = Field(
        description="Last moment of the period that begins with `acquired`; null where no tile stands for the place."
    )
    label: str = Field(default="", description="Of the raster: before, after, or any word that a person gave it.")
    level_m: float
    state: Literal["pending", "done", "blank", "failed"] | None = Field(description="Of the tile.")
    reason: str
    summary: str
    placed: bool = Field(description="False while no tile stands for the place; the mark waits for one.")


class MarkFeature(Reply):
    type: Literal["Feature"]
    id: int | None = Field(
        default=None, description="The tile's, where there is one; it comes once for each author who has marked it."
    )
    geometry: MultiPolygonOrPolygon
    properties: MarkProperties


class MarkCollection(Reply):
    type: Literal["FeatureCollection"]
    features: list[MarkFeature]


class Described(Reply):
    """One tile described on the spot."""

    level_m: float
    state: Literal["done", "blank", "failed"]
    reason: str
    summary: str
    descriptions: list[Description]
    tags: list[Tag]
    measurements: dict[str, float | str | None] | None
    disagreement: str | None = Field(description="As of a tile of a catalog.")


class DescribedFeature(Reply):
    type: Literal["Feature"]
    geometry: MultiPolygonOrPolygon
    properties: Described


class DescribedCollection(Reply):
    type: Literal["FeatureCollection"]
    captioner: str
    level_m: float
    complete: bool = Field(description="False when the area holds more tiles than `max_tiles`.")
    features: list[DescribedFeature]


class WindowPlace(Reply):
    """A window of the grid."""

    row: int = Field(description="From 0, downwards in the raster's own pixels, as the thumbnail shows them.")
    column: int = Field(description="From 0, rightwards.")
    score: float | None = Field(
        description="Cosine of the question and the picture, less where little can be seen; null without a picture."
    )


class WindowScore(WindowPlace):
    window: tuple[int, int, int, int] = Field(description="[column, row, width, height] in pixels of the raster.")


class HeatMapFeature(Reply):
    type: Literal["Feature"]
    geometry: MultiPolygonOrPolygon
    properties: WindowScore


class HeatMap(Reply):
    """Overlapping windows of half a tile's sides with their scores for a question, row by row."""

    type: Literal["FeatureCollection"]
    question: str
    tile_id: int
    captioner: str
    embedder: str
    score: float = Field(description="Of the tile as a whole, looked at in the same way.")
    rows: int
    columns: int
    best: WindowPlace
    seconds: float
    features: list[HeatMapFeature]
