"""What a captioner, an embedder and a visual encoder promise, as checks for the tests of those who write one.

def test_it_keeps_its_promises():
    check_captioner(MyCaptioner())
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.base import Captioner
from tilescribe.describe.encoders import VisualEncoder
from tilescribe.domain.description import Author, Caption, DescriptionKind
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef
from tilescribe.embed.base import Embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["check_captioner", "check_embedder", "check_encoder", "sample_tiles"]

_TEXTS = ("a lake", "rows of parked cars beside a road", "Wälder, Äcker und ein See 湖")


def check_captioner(
    captioner: Captioner, *, tiles: Sequence[TilePixels] | None = None, deterministic: bool = True
) -> None:
    """Hold a captioner against `tilescribe.describe.Captioner`.

    It gives one caption for each tile, in order, of storable texts; what it says of a tile does not depend on the
    others of the batch; a tile without a usable pixel costs only itself.

    Args:
        captioner: Ready to describe.
        tiles: At least two that it describes differently; default is `sample_tiles()`.
        deterministic: Whether it says the same of the same pixels each time; False for models that draw lots.

    Raises:
        AssertionError: it does not; the message says what and where.
    """
    _hold(isinstance(captioner, Captioner), f"{type(captioner).__name__} lacks a part of the protocol Captioner")
    author = captioner.author
    _hold(isinstance(author, Author), f"author is {author!r}, and should be an Author")
    _hold(bool(author.captioner.strip()), "author.captioner is empty")
    for name in ("input_side_px", "batch_size"):
        size = getattr(captioner, name)
        _hold(isinstance(size, int) and size > 0, f"{name} is {size!r}, and should be a whole number above 0")
    tiles = list(sample_tiles() if tiles is None else tiles)
    said = _said(captioner, tiles)
    if deterministic:
        _hold(_said(captioner, tiles[::-1]) == said[::-1], "captions do not follow the order of the tiles")
        alone = [_said(captioner, [tile])[0] for tile in tiles]
        _hold(alone == said, "what is said of a tile depends on the other tiles of its batch")
    bad = replace(tiles[0], valid=np.zeros_like(tiles[0].valid), data=np.zeros_like(tiles[0].data))
    among = _said(captioner, [tiles[0], bad, tiles[1]])
    if deterministic:
        _hold(
            [among[0], among[2]] == said[:2],
            "a tile without a usable pixel changes what is said of the other tiles of its batch",
        )


def check_embedder(embedder: Embedder) -> None:
    """Hold an embedder against `tilescribe.embed.Embedder`.

    It gives one unit vector for each text, in order, whatever the text; equal texts get equal vectors.

    Raises:
        AssertionError: it does not; the message says what.
    """
    _hold(isinstance(embedder, Embedder), f"{type(embedder).__name__} lacks a part of the protocol Embedder")
    for name in ("name", "fingerprint"):
        value = getattr(embedder, name)
        _hold(isinstance(value, str) and bool(value.strip()), f"{name} is {value!r}, and should be a text")
    vectors = _vectors(embedder, _TEXTS)
    _hold(np.allclose(_vectors(embedder, _TEXTS[::-1]), vectors[::-1], atol=1e-3), "vectors do not follow the texts")
    _hold(np.allclose(_vectors(embedder, _TEXTS[:1]), vectors[:1], atol=1e-3), "a vector depends on the other texts")
    _vectors(embedder, _TEXTS, query=True)
    _vectors(embedder, ["", "word " * 5_000])


def check_encoder(encoder: VisualEncoder, *, tiles: Sequence[TilePixels] | None = None) -> None:
    """Hold a visual encoder against `tilescribe.describe.encoders.VisualEncoder`.

    It gives one unit vector for each picture and each question, in order and of one length, whatever the question; a
    vector does not depend on what else is in the batch.

    Args:
        encoder: Ready to look.
        tiles: At least two; default is `sample_tiles()`.

    Raises:
        AssertionError: it does not; the message says what.
    """
    _hold(isinstance(encoder, VisualEncoder), f"{type(encoder).__name__} lacks a part of the protocol VisualEncoder")
    for name in ("name", "family", "revision", "space"):
        value = getattr(encoder, name)
        _hold(isinstance(value, str) and bool(value.strip()), f"{name} is {value!r}, and should be a text")
    tiles = list(sample_tiles() if tiles is None else tiles)
    seen = _unit_rows(encoder.encode_pictures(tiles), len(tiles), "encode_pictures")
    again = _unit_rows(encoder.encode_pictures(tiles[::-1]), len(tiles), "encode_pictures")[::-1]
    _hold(np.allclose(again, seen, atol=1e-2, equal_nan=True), "vectors do not follow the order of the tiles")
    alone = _unit_rows(encoder.encode_pictures(tiles[:1]), 1, "encode_pictures")
    _hold(np.allclose(alone, seen[:1], atol=1e-2, equal_nan=True), "a vector depends on the other pictures")
    asked = _unit_rows(encoder.encode_questions(_TEXTS), len(_TEXTS), "encode_questions")
    _hold(asked.shape[1] == seen.shape[1], f"questions have {asked.shape[1]} numbers, and pictures {seen.shape[1]}")
    _hold(not np.isnan(asked).any(), "a question has a vector that is no number")
    again = _unit_rows(encoder.encode_questions(_TEXTS[::-1]), len(_TEXTS), "encode_questions")[::-1]
    _hold(np.allclose(again, asked, atol=1e-2), "vectors do not follow the questions")
    _unit_rows(encoder.encode_questions(["", "word " * 5_000]), 2, "encode_questions")


def sample_tiles() -> list[TilePixels]:
    """Small tiles that differ: of a colour picture, of one with a near infrared band and nodata, of a grey one."""
    from tilescribe.raster import open_raster, plan_tiles, read_tiles, scan_scene
    from tilescribe.testing.rasters import make_raster

    found: list[TilePixels] = []
    with TemporaryDirectory() as folder:
        for number, (kind, count, dtype) in enumerate(
            (("projected", 3, "uint8"), ("nodata", 4, "uint16"), ("geographic", 1, "uint16"))
        ):
            path = make_raster(
                Path(folder) / f"{number}.tif", kind=kind, count=count, dtype=dtype, width=128, height=64, seed=number
            )
            # A single unlabelled band is taken for measurements otherwise, not for a picture.
            raster = open_raster(path, profile="grey" if count == 1 else None)
            planned = plan_tiles(raster, (64 * raster.gsd_m,))
            tiles = [TileRef(at, number, one.level_m, one.window) for at, one in enumerate(planned, start=1)]
            read = read_tiles(raster, tiles, scene=scan_scene(raster), side_px=64)
            found += sorted((one for one in read if isinstance(one, TilePixels)), key=lambda one: one.tile.id)
    return found


def _said(captioner: Captioner, tiles: Sequence[TilePixels]) -> list[tuple[str | None, ...]]:
    """The failure and the texts of each caption. Not its numbers: those of networks vary in the last digits."""
    captions = captioner.describe(tiles)
    _hold(isinstance(captions, list), f"describe gives a {type(captions).__name__}, and should give a list")
    _hold(len(captions) == len(tiles), f"describe gives {len(captions)} captions for {len(tiles)} tiles")
    for number, caption in enumerate(captions):
        _hold(isinstance(caption, Caption), f"for tile {number} describe gives {caption!r}, which is no Caption")
        _hold(
            caption.failure is None or not caption.descriptions,
            f"the caption of tile {number} has both descriptions and a failure",
        )
        for description in caption.descriptions:
            _hold(isinstance(description.kind, DescriptionKind), f"{description.kind!r} is no DescriptionKind")
            _hold(bool(description.text.strip()), f"a description of tile {number} is empty")
            description.text.encode("utf-8")
        for tag in caption.tags:
            _hold(0 <= tag.probability <= 1, f"the tag {tag.name!r} has a probability of {tag.probability}")
    return [(caption.failure, *(one.text for one in caption.descriptions)) for caption in captions]


def _unit_rows(vectors: NDArray[np.float32], rows: int, what: str) -> NDArray[np.float32]:
    _hold(vectors.ndim == 2 and len(vectors) == rows, f"{what} gives an array of {vectors.shape} for {rows}")
    _hold(vectors.dtype == np.float32, f"{what} gives {vectors.dtype}, and should give float32")
    lengths = np.linalg.norm(vectors, axis=1)
    lengths = lengths[~np.isnan(lengths)]
    _hold(np.allclose(lengths, 1, atol=1e-3), f"{what} gives vectors of the lengths {lengths.round(3).tolist()}, not 1")
    return vectors


def _vectors(embedder: Embedder, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
    vectors = embedder.embed(list(texts), query=query)
    expected = (len(texts), embedder.dim)
    _hold(vectors.shape == expected, f"embed gives an array of {vectors.shape}, and should give {expected}")
    _hold(vectors.dtype == np.float32, f"embed gives {vectors.dtype}, and should give float32")
    lengths = np.linalg.norm(vectors, axis=1)
    _hold(np.allclose(lengths, 1, atol=1e-3), f"vectors have the lengths {lengths.tolist()}, and should have 1")
    return vectors


def _hold(promise: bool, message: str) -> None:
    if not promise:
        raise AssertionError(message)
