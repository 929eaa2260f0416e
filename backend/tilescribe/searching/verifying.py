"""Show the best hits to a model, ask it whether the question holds, and rank them by its answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.errors import CatalogError, InvalidOptionError, RasterError
from tilescribe.searching.ranking import existing_tiles

# What reads pixels is imported where they are read: a question alone shall not wait for it.
if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredTile
    from tilescribe.describe import Captioner
    from tilescribe.domain.hit import Answer, Hit
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.tile import TileRef
    from tilescribe.raster import BlankTile, UnreadableTile

__all__ = ["NO_ANSWER", "Verification", "verify_hits"]

NO_ANSWER = 0.5
"""Where a hit is ranked that the model says neither yes nor no to: after the likely, before the unlikely ones."""
_GONE = "it is no longer in the catalog"


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer in its new order, and what could not be asked about."""

    answer: Answer
    failures: tuple[tuple[int, str], ...]
    """Tile id and reason, of hits that could not be read or got neither yes nor no."""


def verify_hits(
    catalog: Catalog,
    answer: Answer,
    *,
    captioner: Captioner,
    most: int,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Ask `captioner` about the first `most` hits; they are ranked anew by its probability of yes, the rest follows.

    Hits of the same probability keep their order. A hit that no answer is had for is ranked as if it were 0.5.

    Args:
        catalog: Where the hits come from.
        answer: Of `search`.
        captioner: One that answers yes or no; see `tilescribe.describe.vlm.Verifier`.
        most: How many hits.
        progress: Called with how many are done, of how many.

    Raises:
        InvalidOptionError: the captioner cannot answer questions, or `most` is below 1.
        CaptionerFailedError: it cannot go on.
    """
    from tilescribe.describe.vlm import Verifier
    from tilescribe.domain.pixels import TilePixels

    if most < 1:
        raise InvalidOptionError(f"{most} hits to verify are too few", remedy="Give 1 or more")
    if not isinstance(captioner, Verifier):
        raise InvalidOptionError(
            f"The captioner {captioner.author.captioner!r} cannot say whether a question holds",
            remedy="Choose a vision-language model: transformers:MODEL or openai:URL#MODEL",
        )
    asked = answer.hits[:most]
    found: dict[int, float] = {}
    failures: list[tuple[int, str]] = []
    done = 0
    there = existing_tiles(catalog, [hit.tile_id for hit in asked])
    failures += [(hit.tile_id, _GONE) for hit in asked if hit.tile_id not in {tile.id for tile in there}]
    done += len(failures)
    for batch in _batches(catalog, there, side_px=captioner.input_side_px, size=captioner.batch_size):
        pixels = [one for one in batch if isinstance(one, TilePixels)]
        failures += [(one.tile.id, one.reason) for one in batch if not isinstance(one, TilePixels)]
        probabilities = captioner.yes_probabilities(pixels, answer.question) if pixels else []
        for tile, probability in zip(pixels, probabilities, strict=True):
            if probability is None:
                failures.append((tile.tile.id, "the model said neither yes nor no"))
            else:
                found[tile.tile.id] = round(probability, 4)
        done += len(batch)
        if progress:
            progress(done, len(asked))
    return Verification(replace(answer, hits=_ranked(answer.hits, asked, found)), tuple(failures))


def _ranked(hits: Sequence[Hit], asked: Sequence[Hit], found: dict[int, float]) -> tuple[Hit, ...]:
    verified = [replace(hit, verified=found.get(hit.tile_id)) for hit in asked]
    verified.sort(key=lambda hit: -(NO_ANSWER if hit.verified is None else hit.verified))
    ranks = [hit.rank for hit in hits]
    return tuple(replace(hit, rank=rank) for hit, rank in zip([*verified, *hits[len(asked) :]], ranks, strict=True))


# --- reading ----------------------------------------------------------------------------------------------------------


def _batches(
    catalog: Catalog, tiles: Sequence[StoredTile], *, side_px: int, size: int
) -> Iterator[list[TilePixels | BlankTile | UnreadableTile]]:
    by_raster: dict[int, list[TileRef]] = defaultdict(list)
    for tile in tiles:
        by_raster[tile.raster_id].append(tile.ref)
    batch: list[TilePixels | BlankTile | UnreadableTile] = []
    for raster_id, refs in by_raster.items():
        for outcome in _read(catalog, raster_id, refs, side_px=side_px):
            batch.append(outcome)
            if len(batch) >= size:
                yield batch
                batch = []
    if batch:
        yield batch


def _read(
    catalog: Catalog, raster_id: int, refs: Sequence[TileRef], *, side_px: int
) -> Iterator[TilePixels | BlankTile | UnreadableTile]:
    """One outcome for each tile, whatever happens to the raster."""
    from tilescribe.raster import UnreadableTile, read_tiles, scene_of

    left = {ref.id: ref for ref in refs}
    try:
        raster = catalog.load_raster(raster_id)
        scene = scene_of(raster, kept=catalog.load_scene(raster_id))
        reader = read_tiles(raster, refs, scene=scene, side_px=side_px, threads=config.reader_threads())
        with closing(reader):
            for outcome in reader:
                del left[outcome.tile.id]
                yield outcome
    except (RasterError, CatalogError) as error:  # a raster may leave the catalog at any moment
        yield from (UnreadableTile(ref, str(error)) for ref in left.values())
