"""Describe rasters on the fly and print what was said."""

from __future__ import annotations

import json as jsonlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from tilescribe.cli.screen import output, warn
from tilescribe.domain.tile import TileRef
from tilescribe.errors import RasterError

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.description import Caption
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster

__all__ = ["print_descriptions"]

_BATCH = 16


def print_descriptions(
    files: list[str],
    *,
    captioner: str,
    profile: str | None,
    level_m: float | None,
    json: bool,
    prompt: str | None = None,
) -> int:
    """Print the descriptions of every tile of every file; returns how many files or tiles failed."""
    from tilescribe.describe import load_captioner, notices_of, with_facts
    from tilescribe.raster import find_rasters, open_raster

    # What a captioner has seen comes before what was measured.
    chosen = with_facts(load_captioner(captioner, prompt=prompt))[::-1]
    for notice in notices_of(chosen[0]):
        warn(notice)
    found = find_rasters(files)
    for path, message in found.notices:
        warn(f"{path}: {message}")
    failures = 0
    for problem in found.problems:
        failures += 1
        warn(f"Failed: {problem}")
    for path in found.rasters:
        try:
            raster = open_raster(path, profile=profile)
            for tile, caption in _captions(raster, chosen, level_m):
                failures += caption.failure is not None
                (_print_json if json else _print_text)(raster, tile, caption)
        except RasterError as error:
            failures += 1
            warn(f"Failed: {error}")
    return failures


def _captions(
    raster: Raster, captioners: Sequence[Captioner], level_m: float | None
) -> Iterator[tuple[TileRef, Caption]]:
    from tilescribe.domain.description import Caption
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.raster import BlankTile, plan_tiles, read_tiles, reason_not_to_describe, scan_scene

    reason = reason_not_to_describe(raster)
    if reason:
        warn(f"{raster.path}: {reason}; --profile describes it as a picture")
        return
    tiles = [
        TileRef(number, 0, tile.level_m, tile.window)
        for number, tile in enumerate(plan_tiles(raster, (level_m or _whole(raster),)), start=1)
    ]
    side_px = max(captioner.input_side_px for captioner in captioners)
    batch: list[TilePixels] = []
    for outcome in read_tiles(raster, tiles, scene=scan_scene(raster), side_px=side_px):
        if isinstance(outcome, TilePixels):
            batch.append(outcome)
            if len(batch) >= _BATCH:
                yield from _described(batch, captioners)
                batch = []
        elif isinstance(outcome, BlankTile):
            warn(f"{raster.path}, tile {outcome.tile.id}: blank, {outcome.reason}")
        else:
            yield outcome.tile, Caption(failure=outcome.reason)
    yield from _described(batch, captioners)


def _described(batch: list[TilePixels], captioners: Sequence[Captioner]) -> Iterator[tuple[TileRef, Caption]]:
    """Each tile with all that is said of it, as one caption."""
    from tilescribe.describe.batching import describe_batch
    from tilescribe.domain.description import Caption

    by_captioner = [describe_batch(captioner, batch) for captioner in captioners]
    for tile, *captions in zip((one.tile for one in batch), *by_captioner, strict=True):
        yield (
            tile,
            Caption(
                descriptions=tuple(one for caption in captions for one in caption.descriptions),
                measurements=next((caption.measurements for caption in captions if caption.measurements), None),
                failure=next((caption.failure for caption in captions if caption.failure), None),
                tags=tuple(tag for caption in captions for tag in caption.tags),
            ),
        )


def _whole(raster: Raster) -> float:
    """A level on which the raster is one tile, however few pixels it has."""
    from tilescribe.raster.tiling import MIN_TILE_PX

    side_m = max(raster.width * raster.gsd_x_m, raster.height * raster.gsd_y_m)
    return math.ceil(max(side_m * 2, MIN_TILE_PX * raster.gsd_m))


def _print_text(raster: Raster, tile: TileRef, caption: Caption) -> None:
    from rich.markup import escape

    from tilescribe.domain.disagreement import disagreement

    window = tile.window
    console = output()
    console.print(
        f"[bold]{escape(raster.path)}[/bold], columns {window.col} to {window.col + window.width - 1}, "
        f"rows {window.row} to {window.row + window.height - 1}"
    )
    if caption.failure:
        console.print(f"  failed: {escape(caption.failure)}")
    elif not caption.descriptions:
        console.print("  nothing can be said of it")
    for description in caption.descriptions:
        console.print(f"  {description.kind}: {escape(description.text)}")
    if caption.tags:
        console.print(f"  tags: {', '.join(f'{tag.name} {tag.probability:.2f}' for tag in caption.tags)}")
    doubt = disagreement(caption.tags, caption.measurements)
    if doubt:
        console.print(f"  disagreement: {doubt}")


def _print_json(raster: Raster, tile: TileRef, caption: Caption) -> None:
    from tilescribe.domain.disagreement import disagreement

    print(
        jsonlib.dumps(
            {
                "path": raster.path,
                "window": asdict(tile.window),
                "descriptions": [asdict(description) for description in caption.descriptions],
                "tags": [asdict(tag) for tag in caption.tags],
                "measurements": asdict(caption.measurements) if caption.measurements else None,
                "disagreement": disagreement(caption.tags, caption.measurements),
                "failure": caption.failure,
            },
            ensure_ascii=False,
        )
    )
