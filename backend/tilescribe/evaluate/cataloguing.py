"""Every picture of a data set described in a catalog, as indexing would, without a georeferenced file."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from tilescribe.catalog import EmbedderInfo, TileResult
from tilescribe.describe import prepare_captioner
from tilescribe.describe.batching import describe_batch
from tilescribe.describe.encoders import is_encoder_name
from tilescribe.describe.pictures import picture_pixels
from tilescribe.domain.description import Author, Caption
from tilescribe.domain.events import Event, TilesReembedded
from tilescribe.domain.query import Filters
from tilescribe.domain.raster import RasterState
from tilescribe.errors import InvalidOptionError, PictureReadError
from tilescribe.evaluate.costs import Stopwatch
from tilescribe.evaluate.datasets import Picture, Problem, ProblemKind, open_picture
from tilescribe.evaluate.descriptions import SuppliedCaptioner
from tilescribe.evaluate.events import PictureFailed, PicturesDescribed
from tilescribe.evaluate.placement import place, plan_of, stamp_of
from tilescribe.evaluate.reading import Loaded, Reader, read_ahead

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog, StoredRaster
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.embed.base import Embedder

__all__ = ["DescribedPictures", "Shown", "describe_pictures"]


class Shown(Protocol):
    """What captioners get of a picture. May raise PictureReadError: then they get nothing, and the reason is kept."""

    def __call__(self, pixels: NDArray[np.uint8], tile: TileRef, raster: Raster, /, *, side_px: int) -> TilePixels: ...


_REEMBED_BATCH = 1024
_TILES_AT_ONCE = 10_000
"""Rows fetched at a time when tiles are looked up."""


@dataclass(frozen=True, slots=True)
class DescribedPictures:
    """The pictures of a data set that are described in a catalog, and their tiles."""

    pictures: tuple[Picture, ...]
    """In the order of `tile_ids`."""
    tile_ids: NDArray[np.int64]
    """(pictures,), ascending."""
    others: int
    """Described tiles of the catalog that are none of these pictures."""

    def where(self, wanted: Callable[[Picture], object]) -> DescribedPictures:
        """The pictures that are wanted; the rest becomes others."""
        at = [place for place, picture in enumerate(self.pictures) if wanted(picture)]
        chosen = tuple(self.pictures[place] for place in at)
        return DescribedPictures(chosen, self.tile_ids[at], others=self.others + len(self.pictures) - len(chosen))


def describe_pictures(
    catalog: Catalog,
    pictures: Sequence[Picture],
    *,
    captioners: Sequence[Captioner],
    embedder: Embedder,
    stopwatch: Stopwatch,
    read: Reader = open_picture,
    shown: Shown = picture_pixels,
) -> Generator[Event, None, DescribedPictures]:
    """Describe and embed the pictures that the catalog lacks; each becomes a raster of one tile.

    Closing the generator leaves a catalog with every batch so far, which the next run continues. Pictures that cannot
    be read or described are failed tiles, and `PictureFailed` events.

    Args:
        catalog: Open for writing. It may hold other pictures, but descriptions of these captioners only.
        pictures: With unique paths.
        captioners: As in an index: the facts first, then the captioner itself, then visual encoders.
        embedder: For the texts.
        stopwatch: Gets the stages `read`, `describe: CAPTIONER`, `embed` and `write`.
        read: Opens a picture as (height, width, 3) uint8; replace it to degrade pictures on the way.
        shown: Makes what the captioners get of what `read` gives.

    Raises:
        InvalidOptionError: The catalog holds descriptions of another captioner.
        CaptionerFailedError: A captioner cannot go on.
    """
    _refuse_others(catalog, captioners)
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    run_id = catalog.begin_run({"evaluation": [captioner.author.captioner for captioner in captioners]})
    work = _Work(catalog, captioners, embedder, info, run_id, stopwatch, read, shown)
    status = "failed"
    try:
        yield from work.reembed()
        yield from work.describe(pictures)
        status = "partial" if work.failed else "done"
    except (GeneratorExit, KeyboardInterrupt):
        status = "cancelled"
        raise
    finally:
        counts = {"done": work.done, "blank": 0, "failed": work.failed, "reused": work.reused, "failed_rasters": 0}
        catalog.end_run(run_id, status=status, counts=counts)
    return _described(catalog, pictures, [captioner.author for captioner in captioners])


def _refuse_others(catalog: Catalog, captioners: Sequence[Captioner]) -> None:
    """A picture scores as its best description does: another captioner's would be credited to this one."""
    own = {captioner.author.captioner for captioner in captioners}
    others = {known.author.captioner for known in catalog.coverage() if known.done} - own
    others = {name for name in others if not is_encoder_name(name)}  # which count where they are asked for
    if others:
        raise InvalidOptionError(
            f"The catalog {catalog.path} holds descriptions by {', '.join(sorted(others))}, which would count as well",
            remedy="Give each captioner a catalog of its own",
        )


def _described(catalog: Catalog, pictures: Sequence[Picture], authors: Sequence[Author]) -> DescribedPictures:
    import numpy as np

    by_path = {picture.path: picture for picture in pictures}
    pending = catalog.pending(authors)
    ids = catalog.candidates(Filters())
    tiles = chain.from_iterable(
        catalog.tiles(ids[start : start + _TILES_AT_ONCE].tolist()) for start in range(0, len(ids), _TILES_AT_ONCE)
    )
    found = [(tile.id, by_path[tile.path]) for tile in tiles if tile.path in by_path and tile.raster_id not in pending]
    tile_ids = np.array([tile_id for tile_id, _ in found], dtype=np.int64)
    return DescribedPictures(tuple(picture for _, picture in found), tile_ids, others=len(ids) - len(found))


@dataclass(slots=True)
class _Work:
    catalog: Catalog
    captioners: Sequence[Captioner]
    embedder: Embedder
    info: EmbedderInfo
    run_id: int
    stopwatch: Stopwatch
    read: Reader
    shown: Shown
    done: int = 0
    failed: int = 0
    reused: int = 0
    _names: dict[int, Picture] = field(default_factory=dict)
    """Tile id to picture, for the batch in flight."""

    @property
    def authors(self) -> list[Author]:
        return [captioner.author for captioner in self.captioners]

    @property
    def side_px(self) -> int:
        return max(captioner.input_side_px for captioner in self.captioners)

    # --- what is to be done ---------------------------------------------------------------------------------------

    def reembed(self) -> Iterator[Event]:
        """Give the texts of an earlier run with another embedder a vector of this one."""
        total = self.catalog.count_texts_without_vectors(self.info)
        done = 0
        while texts := self.catalog.all_texts_without_vectors(self.info, limit=_REEMBED_BATCH):
            with self.stopwatch.time("embed", items=len(texts)):
                vectors = self.embedder.embed(texts)
            self.catalog.write_vectors(self.info, dict(zip(texts, vectors, strict=True)))
            done += len(texts)
            yield TilesReembedded(done, total)

    def describe(self, pictures: Sequence[Picture]) -> Iterator[Event]:
        """All that is missing, batch by batch; each is one transaction."""
        todo = self._todo(pictures)
        if todo:
            for captioner in self.captioners:
                prepare_captioner(captioner)  # so that loading is not taken for describing
        yield PicturesDescribed(0, 0, 0, len(todo))
        size = max(captioner.batch_size for captioner in self.captioners)
        batches = [todo[start : start + size] for start in range(0, len(todo), size)]
        for batch in read_ahead(batches, read=self.read):
            for loaded in batch:
                self.stopwatch.add("read", items=1, seconds=loaded.seconds)
            yield from self._written([*self._broken(batch), *self._said(batch)])
            yield PicturesDescribed(self.done, self.failed, self.reused, len(todo))

    def _todo(self, pictures: Sequence[Picture]) -> list[tuple[int, Picture]]:
        known = {stored.path: stored for stored in self.catalog.rasters()}
        pending = self.catalog.pending(self.authors)

        def is_done(picture: Picture, stored: StoredRaster | None) -> bool:
            return (
                stored is not None
                and stored.id not in pending
                and stored.state is RasterState.PRESENT
                and stored.plan == plan_of(picture, side_px=self.side_px)
                and stored.stamp == stamp_of(picture)
            )

        return [(at, picture) for at, picture in enumerate(pictures) if not is_done(picture, known.get(picture.path))]

    # --- describing -----------------------------------------------------------------------------------------------

    def _broken(self, batch: Sequence[Loaded]) -> list[TileResult]:
        refs = [(loaded, self._register(loaded)[1]) for loaded in batch if loaded.pixels is None]
        return [TileResult(ref.id, failure=loaded.reason) for loaded, ref in refs if ref is not None]

    def _said(self, batch: Sequence[Loaded]) -> list[TileResult]:
        """What all captioners say about the readable pictures of a batch."""
        tiles, refused = self._tiles(batch)
        contents = [tile.content_hash() for tile in tiles]
        reusable = [one.author for one in self.captioners if not isinstance(one, SuppliedCaptioner)]
        known = self.catalog.known_captions(contents, reusable)
        said: list[dict[Author, Caption]] = [dict(known.get(content, {})) for content in contents]
        self.reused += sum(len(own) == len(self.captioners) for own in said)
        for captioner in self.captioners:
            missing = [at for at, own in enumerate(said) if captioner.author not in own]
            with self.stopwatch.time(f"describe: {captioner.author.captioner}", items=len(missing)):
                captions = describe_batch(captioner, [tiles[at] for at in missing])
            for at, caption in zip(missing, captions, strict=True):
                said[at][captioner.author] = caption
        found = [
            TileResult(tile.tile.id, content_hash=content, valid_share=1.0, captions=own)
            for tile, content, own in zip(tiles, contents, said, strict=True)
        ]
        return [*refused, *found]

    def _tiles(self, batch: Sequence[Loaded]) -> tuple[list[TilePixels], list[TileResult]]:
        """What the captioners get, and what they cannot get."""
        tiles, refused = [], []
        for loaded in batch:
            if loaded.pixels is None:
                continue
            raster, ref = self._register(loaded)
            if ref is None:  # only the file's time had changed
                self.done += 1
                self.reused += 1
                continue
            try:
                tiles.append(self.shown(loaded.pixels, ref, raster, side_px=self.side_px))
            except PictureReadError as error:
                refused.append(TileResult(ref.id, failure=error.what))
        return tiles, refused

    def _register(self, loaded: Loaded) -> tuple[Raster, TileRef | None]:
        """The picture's raster and its tile, the latter None when nothing is left to describe."""
        raster, tile = place(loaded.picture, loaded.pixels, position=loaded.position)
        raster_id = self.catalog.put_raster(
            raster,
            stamp=stamp_of(loaded.picture),
            overrides="",
            plan=plan_of(loaded.picture, side_px=self.side_px),
            tiles=[tile],
        )
        for ref in self.catalog.pending_tiles(raster_id, self.authors):
            self._names[ref.id] = loaded.picture
            return raster, ref
        return raster, None

    # --- writing --------------------------------------------------------------------------------------------------

    def _written(self, results: Sequence[TileResult]) -> Iterator[Event]:
        texts = [
            said.text for result in results for caption in result.captions.values() for said in caption.descriptions
        ]
        new = self.catalog.texts_without_vectors(texts, self.info)
        with self.stopwatch.time("embed", items=len(new)):
            vectors = self.embedder.embed(new) if new else ()
        with self.stopwatch.time("write", items=len(results)):
            self.catalog.write_batch(results, embedder=self.info, vectors=dict(zip(new, vectors, strict=True)))
        for result in results:
            picture = self._names.pop(result.tile_id)
            problem = _problem(picture, result)
            if problem is None:
                self.done += 1
                continue
            self.failed += 1
            self.catalog.record_failure(
                self.run_id, path=picture.path, tile_id=result.tile_id, stage="tile", reason=problem.reason
            )
            yield PictureFailed(problem)


def _problem(picture: Picture, result: TileResult) -> Problem | None:
    if result.failure:
        return Problem(ProblemKind.BROKEN_PICTURE, picture.filename, result.failure)
    failures = [caption.failure for caption in result.captions.values() if caption.failure]
    return Problem(ProblemKind.NOT_DESCRIBED, picture.filename, failures[0]) if failures else None
