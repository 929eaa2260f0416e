"""Ask a captioner about a batch so that one bad tile costs only itself, and bring together what several say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tilescribe.domain.description import MEASURED, Caption
from tilescribe.domain.disagreement import disagreement
from tilescribe.errors import CaptionerFailedError

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.description import Author
    from tilescribe.domain.pixels import TilePixels

__all__ = ["describe_batch", "reconciled"]


def describe_batch(captioner: Captioner, tiles: Sequence[TilePixels]) -> list[Caption]:
    """One caption for each tile, in order; a failing batch is tried tile by tile.

    Raises:
        CaptionerFailedError: the captioner itself says that it cannot go on, or breaks its promise of one caption
            for each tile.
    """
    if not tiles:
        return []
    try:
        return _captions(captioner, tiles)
    except CaptionerFailedError:
        raise
    except Exception as error:  # noqa: BLE001 - third-party models raise anything; the reason is kept with the tile
        if len(tiles) == 1:
            return [Caption(failure=f"{captioner.author.captioner} failed: {type(error).__name__}: {error}")]
    return [caption for tile in tiles for caption in describe_batch(captioner, [tile])]


def reconciled(said: dict[Author, Caption]) -> dict[Author, Caption]:
    """What is said of one tile, of which nothing is found by what the bands deny.

    Where tags and bands disagree, the captioner's words and its visual vector both take its side, and a question for
    what it saw would find the tile by them. So neither counts: the picture is one that was not understood. The tags
    stay, and with the measurements they tell what each side says (`disagreement`).
    """
    measured = next((caption.measurements for author, caption in said.items() if author.captioner == MEASURED), None)
    return {
        author: replace(caption, visual=caption.visual.as_unread(), descriptions=())
        if caption.visual is not None and disagreement(caption.tags, measured)
        else caption
        for author, caption in said.items()
    }


def _captions(captioner: Captioner, tiles: Sequence[TilePixels]) -> list[Caption]:
    captions = captioner.describe(tiles)
    if len(captions) != len(tiles):
        raise CaptionerFailedError(
            f"Captioner {captioner.author.captioner!r} gave {len(captions)} captions for {len(tiles)} tiles",
            remedy="This is a fault of the captioner; report it to its makers",
        )
    return [_storable(caption, author=captioner.author.captioner) for caption in captions]


def _storable(caption: Caption, *, author: str) -> Caption:
    """The caption, or the failure of one whose texts can neither be stored nor embedded.

    Raises:
        TypeError, AttributeError: it is no caption, or a text in it is no text.
    """
    try:
        for text in (caption.failure or "", *(description.text for description in caption.descriptions)):
            str.encode(text, "utf-8")
    except UnicodeEncodeError as error:
        return Caption(failure=f"{author} gave a text with half a character in it: {error.object[:80]!a}")
    return caption
