"""Contact sheets: pictures with descriptions by the built-in model, or as answers to questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tilescribe.demo.lettering import font, wrap
from tilescribe.describe.base import Captioner
from tilescribe.describe.builtin.model import Predictions
from tilescribe.domain.description import Caption
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef
from tilescribe.embed import Embedder
from training.corpus import Corpus

__all__ = ["QUESTIONS", "Card", "answers", "best", "evenly", "examples", "failures", "save_sheet"]

Picture = NDArray[np.uint8]
_Item = TypeVar("_Item")
_SHOWN = 10
_TILES_OF_A_RASTER = 2
"""Candidates to be shown, so that a large raster does not crowd out the others."""
_ASKED_OF_A_RASTER = 64
"""Tiles of each raster that answer questions."""
_ANSWERS = 5
_SHEET_BYTES = 250_000
QUESTIONS = (
    "many houses along streets",
    "a large building with a parking lot",
    "destroyed houses and debris",
    "a pond in a park",
    "a baseball field",
)
"""Asked of the rasters; some are beyond the model."""


@dataclass(frozen=True, slots=True)
class Card:
    picture: Picture
    says: str
    beneath: str


def failures(seen: Predictions, corpus: Corpus, embedder: Embedder) -> list[Card]:
    """The pictures whose captions are on average least like our sentence, with the caption that is most like it."""
    said = best(seen)
    ours = embedder.embed(said)
    owners = np.repeat(np.arange(len(corpus)), [len(texts) for texts in corpus.captions])
    theirs = embedder.embed([text for texts in corpus.captions for text in texts])
    alike = (theirs * ours[owners]).sum(1)
    mean = np.bincount(owners, alike) / np.bincount(owners)
    cards = []
    for at in np.argsort(mean)[:_SHOWN]:
        nearest = corpus.captions[at][int(alike[owners == at].argmax())]
        cards.append(Card(corpus.pictures[at], said[at], f"People: {nearest}"))
    return cards


def examples(folder: Path, captioner: Captioner) -> list[Card]:
    tiles = evenly(list(_some_tiles(folder, captioner.input_side_px)), _SHOWN)
    return [
        Card(
            tile.rgb(),
            caption.descriptions[0].text if caption.descriptions else "",
            ", ".join(f"{tag.name} {tag.probability:.2f}" for tag in caption.tags),
        )
        for tile, caption in _described(tiles, captioner)
    ]


def answers(folder: Path, captioner: Captioner, embedder: Embedder) -> list[Card]:
    """For each of QUESTIONS the tiles that the visual vector alone ranks first, whatever it is worth.

    Tiles without a vector in the embedder's space do not take part.
    """
    tiles = list(_some_tiles(folder, captioner.input_side_px, of_each=_ASKED_OF_A_RASTER))
    known = [
        (tile, caption.visual.array())
        for tile, caption in _described(tiles, captioner)
        if caption.visual and caption.visual.is_read and caption.visual.space == embedder.fingerprint
    ]
    if not known:
        return []
    vectors = np.stack([vector for _, vector in known])
    cards = []
    for question, scores in zip(QUESTIONS, embedder.embed(QUESTIONS, query=True) @ vectors.T, strict=True):
        for rank, at in enumerate(np.argsort(-scores)[:_ANSWERS], start=1):
            tile = known[at][0]
            said = f"{rank}: {question}" if rank == 1 else f"{rank}"
            cards.append(Card(tile.rgb(), said, f"{scores[at]:.2f} {Path(tile.raster.path).stem}"))
    return cards


def _described(tiles: Sequence[TilePixels], captioner: Captioner) -> Iterator[tuple[TilePixels, Caption]]:
    for start in range(0, len(tiles), captioner.batch_size):
        batch = tiles[start : start + captioner.batch_size]
        yield from zip(batch, captioner.describe(batch), strict=True)


def _some_tiles(folder: Path, side_px: int, *, of_each: int = _TILES_OF_A_RASTER) -> Iterator[TilePixels]:
    """A few whole tiles of each raster, at its finest level."""
    from tilescribe.raster import auto_levels, find_rasters, open_raster, plan_tiles, read_tiles, scan_scene

    for path in find_rasters([str(folder)]).rasters:
        raster = open_raster(path)
        planned = plan_tiles(raster, auto_levels(raster, input_side_px=side_px)[:1])
        refs = [TileRef(number, 0, tile.level_m, tile.window) for number, tile in enumerate(planned, start=1)]
        # The outermost tiles are left out: they are the likeliest to be half empty.
        chosen = evenly(refs, of_each + 2)[1:-1] or refs[:1]
        for outcome in read_tiles(raster, chosen, scene=scan_scene(raster), side_px=side_px):
            if isinstance(outcome, TilePixels):
                yield outcome


def save_sheet(cards: Sequence[Card], path: Path, *, side_px: int = 224, columns: int = 5) -> None:
    """Pictures with what is said of them beneath, as a JPEG of at most 250 kB."""
    step_x, step_y = side_px + 12, side_px + 128
    rows = -(-len(cards) // columns)
    sheet = Image.new("RGB", (columns * step_x + 12, rows * step_y + 12), "white")
    pen = ImageDraw.Draw(sheet)
    for at, card in enumerate(cards):
        x, y = 12 + at % columns * step_x, 12 + at // columns * step_y
        sheet.paste(Image.fromarray(card.picture).resize((side_px, side_px), Image.Resampling.BICUBIC), (x, y))
        y += side_px + 6
        for text, ink, most_lines in ((card.says, "black", 4), (card.beneath, "#555555", 3)):
            for line in wrap(text, font(13), side_px, most_lines=most_lines):
                pen.text((x, y), line, font=font(13), fill=ink)
                y += 16
    for quality in range(85, 20, -5):
        sheet.save(path, quality=quality, optimize=True)
        if path.stat().st_size <= _SHEET_BYTES:
            return


def best(seen: Predictions) -> list[str]:
    """The first sentence of each picture, or nothing."""
    return [said[0] if said else "" for said in seen.sentences]


def evenly(items: Sequence[_Item], count: int) -> list[_Item]:
    """At most `count` of them, from the first to the last."""
    at = np.unique(np.linspace(0, len(items) - 1, min(count, len(items))).round().astype(int))
    return [items[i] for i in at]
