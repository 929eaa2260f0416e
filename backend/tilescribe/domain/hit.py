"""Tiles that answer a question, also as other programs read them: GeoJSON features, and rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from tilescribe.domain.change import ChangeMeasures, PairAlignment
from tilescribe.domain.period import Period

if TYPE_CHECKING:
    import geopandas
    from shapely import Geometry, MultiPolygon

    from tilescribe.domain.tile import Window

__all__ = [
    "COLUMNS",
    "MATCH_FROM",
    "PAIR_COLUMNS",
    "Answer",
    "Crop",
    "Hit",
    "HitPair",
    "SamePlace",
    "collection_head",
    "columns_of",
    "feature",
    "flat_row",
    "frame",
    "geometry_of",
    "pair_row",
    "score_text",
]

MATCH_FROM = 0.3
"""A hit with a lower score is weak. On RSICD val and the held-out pictures of UC Merced, 91 and 100 % of the captions
that some picture answers have a hit that is not, and 4 % of the questions that no aerial picture answers."""

_COORDINATE_DIGITS = 7
"""1e-7 degrees are 1 cm; RFC 7946 section 11.2 asks for no more than is needed."""


@dataclass(frozen=True, slots=True)
class SamePlace:
    """Another tile that shows the place of a hit, with its score for the same question."""

    tile_id: int
    score: float
    raster: str
    """File name of the raster."""
    level_m: float
    acquired: datetime | None
    acquired_end: datetime | None = None
    label: str = ""
    """Of the raster, as a person calls it."""

    @property
    def period(self) -> Period | None:
        """When the raster was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)

    def __str__(self) -> str:
        """`2024-06-01: 12 %`"""
        return f"{self.period.date if self.period else 'no date'}: {score_text(self.score)}"


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a tile that fits the question best; the whole tile where no part fits better."""

    score: float
    """What the hit is ranked by, 0 to 1: the score of the tile, the higher the more a part of it shows what was asked
    than the whole does. It orders hits, and is no calibrated probability."""
    window: Window
    """Pixels of the raster."""
    footprint: MultiPolygon
    """WGS84."""


@dataclass(frozen=True, slots=True)
class HitPair:
    """The earlier date that a tile is compared with."""

    pair_id: int
    """In the catalog of changes."""
    acquired: datetime | None
    """Of the earlier date, UTC."""
    acquired_end: datetime | None
    paths: tuple[str, ...]
    """Rasters of the earlier date that touch the tile, the one that covers most of it first."""
    tile_ids: tuple[int, ...]
    """The earlier date's tiles that show the place, those that cover most of it first."""
    summary: str
    """What is said of the first of them."""
    change: str
    """What is said of the change."""
    alignment: PairAlignment | None = None
    """None where it was not compared yet."""
    measures: ChangeMeasures | None = None
    was: float | None = None
    """The probability that the earlier date shows what was asked of it; None where nothing was."""

    @property
    def period(self) -> Period | None:
        """When the earlier date was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)


@dataclass(frozen=True, slots=True)
class Hit:
    """One tile with its score and the reason for it."""

    rank: int
    """1 is best; counts on over `offset`."""
    score: float
    """The probability that the tile shows what was asked, 0 to 1; comparable between questions and catalogs."""
    tile_id: int
    raster: str
    """File name of the raster."""
    path: str
    """What GDAL opens."""
    acquired: datetime | None
    level_m: float
    summary: str
    matched: str
    """The description that matched best."""
    matched_kind: str
    words: tuple[str, ...]
    """The words of the question that stand in the tile's descriptions."""
    channels: Mapping[str, float]
    """Score by channel: `dense` and `visual` (cosines; of several vector spaces the mean, on the scale of the built-in
    model's), `lexical` (0 to 1)."""
    footprint: MultiPolygon
    """WGS84, of the tile."""
    valid_share: float = 1.0
    """Share of the tile's pixels that carry a picture, 0 to 1."""
    merged: int = 0
    """How many worse tiles of the same place and date this one stands for."""
    acquired_end: datetime | None = None
    """UTC; the last moment of the period that begins with `acquired`. None: that is a moment, or unknown."""
    available: bool = True
    """The raster's file is where the catalog looks for it; true of what only a network could tell."""
    verified: float | None = None
    """Probability that a model which was shown the tile says yes to the question; None where none was asked."""
    crop: Crop | None = None
    """Where in the tile a closer look found what was asked; None where there was none."""
    matched_by: Literal["words", "picture"] = "words"
    """What carries the score: what is said of the tile, or its picture, which at least doubles the odds. `matched` is
    then the description that comes nearest, and not the reason."""
    against: tuple[str, ...] = ()
    """What lowers the score, a sentence each with its number; empty where nothing clearly does."""
    alternatives: tuple[SamePlace, ...] = ()
    """The best of the worse tiles of the same place and date, best first, at most 10."""
    dates: tuple[SamePlace, ...] = ()
    """The same place at other dates, newest first, at most 8: of each date the best fitting tile with its score."""
    pair: HitPair | None = None
    """Of an answer about changes: the earlier date."""
    label: str = ""
    """Of the raster, as a person calls it: `before`, `after`, any word."""

    @property
    def period(self) -> Period | None:
        """When the raster was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)

    @property
    def geometry(self) -> MultiPolygon:
        """WGS84: the outline of the best crop, or of the tile where there was no closer look."""
        return self.footprint if self.crop is None else self.crop.footprint

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON Feature (RFC 7946), for shapely, geopandas, folium and others that know this protocol."""
        return feature(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one question, best first, and what was asked of what."""

    question: str
    hits: tuple[Hit, ...]
    candidates: int
    """How many described tiles passed the filters."""
    embedder: str
    seconds: float
    undated_rasters: int = 0
    """Rasters that only the filter by time left out, since nothing tells when they were acquired."""
    notices: tuple[str, ...] = ()
    """What to know before the hits are looked at, a sentence each: that nothing matches, that an encoder is missing."""
    reading: str | None = None
    """How the question was read where it was read in parts: `fields AND NOT trees`. None for plain words."""
    changed: bool = False
    """It is about changes: every hit has a `pair`. Without a question, `score` is how much has changed."""

    @property
    def matching(self) -> int:
        """How many of the hits are not weak."""
        return sum(hit.score >= MATCH_FROM for hit in self.hits)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON FeatureCollection (RFC 7946), as `search --format geojson` writes it."""
        return {**collection_head(self), "features": [hit.__geo_interface__ for hit in self.hits]}

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """One row for each hit, best first, with the outline of the tile, or of its best crop, in EPSG:4326.

        The columns are those of `search --format gpkg` and `geoparquet`; times are UTC.
        """
        return frame(self)


def feature(hit: Hit) -> dict[str, Any]:
    """One hit as a GeoJSON feature."""
    return {"type": "Feature", "id": hit.tile_id, "geometry": geometry_of(hit.geometry), "properties": _row(hit)}


def geometry_of(footprint: MultiPolygon) -> dict[str, Any]:
    """A GeoJSON geometry: a Polygon unless the footprint is split, counter-clockwise, with 7 decimals."""
    from shapely.geometry import mapping

    shape: dict[str, Any] = mapping(_rounded(footprint))
    return shape


def collection_head(answer: Answer) -> dict[str, Any]:
    """What a GeoJSON FeatureCollection of the answer says of the whole; its `features` are to be added."""
    head: dict[str, Any] = {"type": "FeatureCollection", "question": answer.question, "embedder": answer.embedder}
    return {**head, "reading": answer.reading, "matching": answer.matching, "notices": list(answer.notices)}


def score_text(score: float) -> str:
    """A probability as a percentage: `76 %`; nothing is impossible or certain."""
    if score < 0.01:
        return "<1 %"
    return ">99 %" if score > 0.99 else f"{100 * score:.0f} %"


def flat_row(hit: Hit) -> dict[str, Any]:
    """One hit for tables: one plain value a column, without the geometry."""
    row = _row(hit)
    channels = row.pop("channels")
    row["alternatives"] = " ".join(str(one.tile_id) for one in hit.alternatives)
    row["dates"] = "; ".join(map(str, hit.dates))
    row["against"] = " ".join(hit.against)
    numbers = {"dense": channels.get("dense"), "lexical": channels.get("lexical"), "verified": hit.verified}
    crop = {
        "closer": row.pop("closer", None),
        "tile_footprint": "" if hit.crop is None else _rounded(hit.footprint).wkt,
    }
    pair = row.pop("pair", None)
    flat = row | {"words": " ".join(hit.words), **numbers, **crop}
    return flat if pair is None else flat | _flat_pair(pair)


def frame(answer: Answer) -> geopandas.GeoDataFrame:
    """All hits as a table, `Hit.geometry` as its geometry in EPSG:4326; columns as in GeoPackage and GeoParquet."""
    import geopandas
    import pandas

    table = pandas.DataFrame([flat_row(hit) for hit in answer.hits], columns=columns_of(answer))
    dates = [column for column in table.columns if column.endswith(("acquired", "acquired_end"))]
    for column in dates:
        table[column] = pandas.to_datetime(table[column], utc=True, format="ISO8601")
    for column in ("verified", "closer"):
        table[column] = table[column].astype("float64")  # also where no hit has one
    return geopandas.GeoDataFrame(table, geometry=[hit.geometry for hit in answer.hits], crs="EPSG:4326")


def _row(hit: Hit) -> dict[str, Any]:
    verified = {} if hit.verified is None else {"verified": hit.verified}
    closer = {} if hit.crop is None else {"closer": hit.crop.score, "tile_footprint": geometry_of(hit.footprint)}
    return {
        "rank": hit.rank,
        "score": hit.score,
        "tile_id": hit.tile_id,
        "raster": hit.raster,
        "path": hit.path,
        "acquired": _time(hit.acquired),
        "acquired_end": _time(hit.acquired_end),
        "label": hit.label,
        "level_m": hit.level_m,
        "valid_share": hit.valid_share,
        "summary": hit.summary,
        "matched": hit.matched,
        "matched_kind": hit.matched_kind,
        "matched_by": hit.matched_by,
        "words": list(hit.words),
        "against": list(hit.against),
        "merged": hit.merged,
        "alternatives": [_same_place(one) for one in hit.alternatives],
        "dates": [_same_place(one) for one in hit.dates],
        "available": hit.available,
        "channels": dict(hit.channels),
        **verified,
        **closer,
        **({} if hit.pair is None else {"pair": pair_row(hit.pair)}),
    }


def pair_row(pair: HitPair) -> dict[str, Any]:
    """The earlier date of a hit as JSON says it."""
    from dataclasses import asdict

    alignment = dict.fromkeys(_ALIGNMENT) if pair.alignment is None else asdict(pair.alignment)
    measures = dict.fromkeys(_MEASURES) if pair.measures is None else asdict(pair.measures)
    return {
        "pair_id": pair.pair_id,
        "before_acquired": _time(pair.acquired),
        "before_acquired_end": _time(pair.acquired_end),
        "before_paths": list(pair.paths),
        "before_tiles": list(pair.tile_ids),
        "before_summary": pair.summary,
        "change": pair.change,
        "was": pair.was,
        **{name: _short(value) for name, value in (*alignment.items(), *measures.items())},
    }


def _flat_pair(pair: dict[str, Any]) -> dict[str, Any]:
    """The same, one plain value a column; paths may hold any character but a line break."""
    return pair | {
        "before_paths": "\n".join(pair["before_paths"]),
        "before_tiles": " ".join(map(str, pair["before_tiles"])),
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _same_place(one: SamePlace) -> dict[str, Any]:
    return {
        "tile_id": one.tile_id,
        "score": one.score,
        "raster": one.raster,
        "level_m": one.level_m,
        "acquired": _time(one.acquired),
        "acquired_end": _time(one.acquired_end),
        "label": one.label,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _rounded(footprint: MultiPolygon) -> Geometry:
    """With 7 decimals, counter-clockwise, and a plain Polygon unless it is split at the antimeridian."""
    import shapely

    rounded = shapely.transform(footprint, lambda xy: xy.round(_COORDINATE_DIGITS))
    oriented = shapely.orient_polygons(rounded)
    return oriented.geoms[0] if len(oriented.geoms) == 1 else oriented


def columns_of(answer: Answer) -> tuple[str, ...]:
    """Columns of a table of its hits, also where there are none."""
    return (*COLUMNS, *PAIR_COLUMNS) if answer.changed else COLUMNS


COLUMNS = tuple(flat_row(Hit(0, 0.0, 0, "", "", None, 0.0, "", "", "", (), {}, None)))
"""Of a table, also of one without rows. Their names are a promise."""
_ALIGNMENT = tuple(field.name for field in fields(PairAlignment))
_MEASURES = tuple(field.name for field in fields(ChangeMeasures))
PAIR_COLUMNS = tuple(_flat_pair(pair_row(HitPair(0, None, None, (), (), "", ""))))
"""What a table of changes has besides. Their names are a promise."""
