"""Questions, similarity, and describing on the spot."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tilescribe import config
from tilescribe.service.schemas.base import Bbox, Geometry, Moment, Point, Request

__all__ = [
    "MAX_K",
    "MAX_PICTURE_BYTES",
    "Closer",
    "DescribeRequest",
    "Filtered",
    "Picture",
    "Place",
    "SearchRequest",
    "SimilarRequest",
    "Verify",
]

MAX_K = 100_000
MAX_PICTURE_BYTES = 8 * 2**20
"""Of an uploaded picture, decoded from base64: a screenshot of 4K is 5 MB as PNG."""

Picture = Annotated[
    str,
    Field(
        max_length=MAX_PICTURE_BYTES * 4 // 3 + 4,
        description="JPEG, PNG or WebP, as base64; at most 8 MiB and 50 million pixels.",
    ),
]
TileId = Annotated[int, Field(ge=1, le=2**53)]


class Filtered(Request):
    """Which tiles may answer, and how many. Every condition given must hold; filters come before scoring."""

    k: int = Field(default=20, ge=1, le=MAX_K, description="The most hits to return.")
    offset: int = Field(default=0, ge=0, le=10_000_000, description="Hits to leave out at the top.")
    threshold: float | None = Field(default=None, ge=0, le=1, description="Least score of a hit, a probability.")
    bbox: Bbox | None = None
    area: Geometry | None = Field(default=None, description="The tile's footprint must touch it.")
    acquired_from: Moment | None = Field(
        default=None, description="Rasters whose period of acquisition overlaps the one asked for."
    )
    acquired_to: Moment | None = Field(default=None, description="A date means its whole day, a year all of it.")
    rasters: list[Annotated[str, Field(max_length=4096)]] = Field(
        default=[], max_length=1000, description="Globs against path or file name, any of which may match."
    )
    levels_m: list[Annotated[float, Field(gt=0)]] = Field(
        default=[], max_length=100, description="Tile sides in metres, any of which may match within 10 %."
    )
    labels: list[Annotated[str, Field(max_length=200)]] = Field(
        default=[],
        max_length=1000,
        description="Labels of rasters, any of which may match; an empty text stands for rasters without one.",
        examples=[["after"]],
    )
    merge_levels: bool = Field(default=True, description="Hits of several levels can show the same place.")
    merge_places: bool = Field(
        default=True,
        description="Of hits that show the same place, the best only, with the others in `alternatives` and `dates`.",
    )
    embedder: Annotated[str, Field(min_length=1, max_length=4096)] | None = Field(
        default=None, description="Which vectors to use; default: the last used."
    )


class Verify(Request):
    """Show the best hits to a vision-language model, ask it whether the question holds, and rank by its yes."""

    captioner: Annotated[str, Field(min_length=1, max_length=4096)] = Field(
        description="transformers:MODEL or openai:URL#MODEL; pictures go to the host that URL names."
    )
    most: int = Field(default=10, ge=1, le=200, description="How many hits; the answer waits for all of them.")


class Closer(Request):
    """Look again into the best hits, in overlapping crops, and rank them by the best crop of each."""

    captioner: Annotated[str, Field(min_length=1, max_length=4096)] = Field(
        default=config.DEFAULT_CAPTIONER, description="What looks at them; it must give visual vectors."
    )
    most: int = Field(
        default=20, ge=1, le=100, description="How many hits; the answer waits for all of them, 26 looks each."
    )


class SearchRequest(Filtered):
    """A question in plain words, tiles to be like or unlike, or both."""

    question: str = Field(default="", max_length=2000, examples=["flooded houses beside a river"])
    like: list[TileId] = Field(default=[], max_length=100, description="More like these tiles.")
    unlike: list[TileId] = Field(default=[], max_length=100, description="Less like these tiles.")
    captioner: Annotated[str, Field(min_length=1, max_length=4096)] | None = Field(
        default=None, description="Only descriptions by this captioner count; default: all."
    )
    channels: list[Annotated[str, Field(min_length=1, max_length=4096)]] | None = Field(
        default=None,
        max_length=20,
        description="What the question is put to: text, lexical, visual, and visual encoders such as clip:MODEL, each "
        "of which must be installed; default: all that can be loaded.",
    )
    reading: Literal["auto", "plain"] = Field(
        default="auto", description="`auto` reads 'fields without trees' and its like in parts, `plain` nothing."
    )
    closer: Closer | None = None
    verify: Verify | None = None
    changed: bool = Field(
        default=False,
        description="Ask what has changed: the question is put to the descriptions of changes, and every hit has a "
        "`pair`. Without a question: the places that have changed most, whatever the change is; `score` and "
        "`threshold` are then the magnitude.",
    )
    was: Annotated[str, Field(min_length=1, max_length=2000)] | None = Field(
        default=None,
        description="What the earlier date showed, in words; both have to hold. Without `changed` the question is put "
        "to the later date.",
        examples=["intact houses"],
    )

    @property
    def about_changes(self) -> bool:
        """Two dates are asked about."""
        return self.changed or self.was is not None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        asked = bool(self.question.strip())
        if not asked and not self.like and not self.about_changes:
            raise ValueError("give a question, or tiles to be like")
        if self.about_changes and (self.like or self.unlike or self.closer or self.verify):
            raise ValueError("like, unlike, closer and verify look at one date; leave them out with changed and was")
        if self.was is not None and not asked:
            raise ValueError("was says what there was before: give a question about what is there now, too")
        return self


class Place(Request):
    """What to be similar to: exactly one of a tile, a point, a box or a picture."""

    tile_id: TileId | None = None
    point: Point | None = Field(default=None, description="The described tile there.")
    bbox: Bbox | None = Field(default=None, description="The described tile that fits it best.")
    picture: Picture | None = None
    level_m: float | None = Field(
        default=None, gt=0, description="With `point` or `bbox`: the tile of this level; default: the finest, or best."
    )
    captioner: Annotated[str, Field(min_length=1, max_length=4096)] | None = Field(
        default=None, description="With `picture`: what looks at it; default: the built-in model."
    )

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(value is not None for value in (self.tile_id, self.point, self.bbox, self.picture)) != 1:
            raise ValueError("give exactly one of tile_id, point, bbox and picture")
        return self


class SimilarRequest(Filtered):
    to: Place


class DescribeRequest(Request):
    """Describe a part of a raster, or a picture, without keeping it."""

    path: Annotated[str, Field(min_length=1, max_length=4096)] | None = Field(
        default=None, description="Absolute path of a raster, or a GDAL /vsi… path.", examples=["/data/scene.tif"]
    )
    picture: Picture | None = None
    bbox: Bbox | None = Field(
        default=None, description="Which part of the raster (default: all); or where the picture lies."
    )
    level_m: float | None = Field(
        default=None, gt=0, description="Tile side in metres; default: the area as one tile as far as it goes."
    )
    captioner: Annotated[str, Field(min_length=1, max_length=4096)] | None = None
    prompt: Annotated[str, Field(min_length=1, max_length=4096)] | None = Field(
        default=None, description="What a vision-language model is asked; see /v1/models."
    )
    profile: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    max_tiles: int = Field(default=16, ge=1, le=64)

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.path is None) == (self.picture is None):
            raise ValueError("give either path or picture")
        if self.picture is not None and self.bbox is None:
            raise ValueError("say with bbox where the picture lies")
        return self
