"""The checks that authors of extensions run: ours pass, and each broken promise is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tilescribe.describe import load_captioner
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Tag
from tilescribe.domain.pixels import TilePixels
from tilescribe.embed import load_embedder
from tilescribe.testing import FakeCaptioner, HashEmbedder, check_captioner, check_embedder, sample_tiles


def test_our_captioners_keep_their_promises() -> None:
    check_captioner(load_captioner("facts"))
    check_captioner(load_captioner("builtin"), tiles=sample_tiles()[:2])


def test_a_captioner_that_fails_on_a_tile_keeps_them_and_so_do_the_stand_ins() -> None:
    check_captioner(FakeCaptioner(fails=lambda tile: not tile.valid.any()))
    check_embedder(HashEmbedder())


def test_our_embedder_keeps_its_promises() -> None:
    check_embedder(load_embedder(download=False))


def test_the_sample_shows_different_pictures_of_several_kinds() -> None:
    tiles = sample_tiles()
    assert len({tile.content_hash() for tile in tiles}) == len(tiles) == 8
    assert {len(tile.raster.bands) for tile in tiles} == {1, 3, 4}
    assert not all(tile.valid.all() for tile in tiles)


Spoil = Callable[[FakeCaptioner, Sequence[TilePixels]], object]


def described(captioner: FakeCaptioner, tiles: Sequence[TilePixels]) -> list[Caption]:
    return FakeCaptioner.describe(captioner, tiles)


def also(caption: Caption) -> Spoil:
    return lambda captioner, tiles: [*described(captioner, tiles)[:-1], caption]


SUMMARY = Description(DescriptionKind.SUMMARY, "A lake.")
BROKEN: dict[str, Spoil] = {
    "gives 7 captions for 8 tiles": lambda captioner, tiles: described(captioner, tiles)[:-1],
    "should give a list": lambda captioner, tiles: iter(described(captioner, tiles)),
    "which is no Caption": lambda captioner, tiles: ["a lake"] * len(tiles),
    "follow the order": lambda captioner, tiles: sorted(described(captioner, tiles), key=repr),
    "depends on the other tiles": lambda captioner, tiles: [
        Caption((Description(DescriptionKind.SUMMARY, f"One of {len(tiles)}."),)) for _ in tiles
    ],
    "both descriptions and a failure": also(Caption((SUMMARY,), failure="too dark")),
    "is empty": also(Caption((Description(DescriptionKind.SUMMARY, " "),))),
    "is no DescriptionKind": also(Caption((Description("title", "A lake."),))),  # type: ignore[arg-type]
    "a probability of 80": also(Caption((SUMMARY,), tags=(Tag("lake", 80),))),
}


@pytest.mark.parametrize("promise", BROKEN)
def test_a_broken_promise_of_a_captioner_is_seen(promise: str) -> None:
    class Broken(FakeCaptioner):
        def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
            return BROKEN[promise](self, tiles)  # type: ignore[return-value]

    with pytest.raises(AssertionError, match=promise):
        check_captioner(Broken())


def test_a_tile_that_spoils_its_batch_is_seen() -> None:
    class Spoilt(FakeCaptioner):
        def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
            if all(tile.valid.any() for tile in tiles):
                return super().describe(tiles)
            return [Caption(failure="one of them cannot be seen")] * len(tiles)

    with pytest.raises(AssertionError, match="changes what is said of the other tiles"):
        check_captioner(Spoilt())
    with pytest.raises(RuntimeError):
        check_captioner(FakeCaptioner(raises=lambda tile: not tile.valid.any()))


def test_attributes_are_checked() -> None:
    with pytest.raises(AssertionError, match="batch_size is 0"):
        check_captioner(FakeCaptioner(batch_size=0))
    with pytest.raises(AssertionError, match=r"author\.captioner is empty"):
        check_captioner(FakeCaptioner(author=Author("", "1", "1")))
    with pytest.raises(AssertionError, match="lacks a part"):
        check_captioner(HashEmbedder())  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="name is ''"):
        check_embedder(HashEmbedder(name=""))


EMBED: dict[str, Callable[[NDArray[np.float32]], NDArray[np.float32]]] = {
    "should give \\(3, 64\\)": lambda vectors: vectors[:, :32],
    "should give float32": lambda vectors: vectors.astype(np.float64),  # type: ignore[return-value]
    "should have 1": lambda vectors: vectors * 2,
    "do not follow the texts": lambda vectors: vectors[np.lexsort(vectors.T)],
    "depends on the other texts": lambda vectors: np.roll(vectors, len(vectors), axis=1),
}


@pytest.mark.parametrize("promise", EMBED)
def test_a_broken_promise_of_an_embedder_is_seen(promise: str) -> None:
    class Broken(HashEmbedder):
        def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
            return EMBED[promise](super().embed(texts, query=query))

    with pytest.raises(AssertionError, match=promise):
        check_embedder(Broken())
