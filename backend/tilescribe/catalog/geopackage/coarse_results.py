"""What earlier captioners found out about the tiles of a raster: enough to choose those that deserve a deeper look."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage.pending import MEASURES
from tilescribe.catalog.types import ScannedTile
from tilescribe.domain.description import Measurements, Tag, VisualVector
from tilescribe.domain.tile import TileRef, Window

if TYPE_CHECKING:
    import sqlite3

    from tilescribe.domain.description import Author

__all__ = ["coarse_results"]

_OF_RASTER = "tile_id IN (SELECT id FROM tiles WHERE raster_id = ?)"


def coarse_results(db: sqlite3.Connection, raster_id: int, author: Author) -> list[ScannedTile]:
    """The described tiles of one raster in reading order; see `Catalog.coarse_results`."""
    measured = _measurements(db, raster_id)
    tags = _tags(db, raster_id)
    visuals = _visuals(db, raster_id)
    rows = db.execute(
        "SELECT t.id, t.content_hash, t.valid_share, c.state, i.source_id, t.level_m, t.row, t.col, t.height, t.width "
        "FROM tiles AS t LEFT JOIN authors AS a ON (a.captioner, a.model, a.prompt_version) = (?, ?, ?) "
        "LEFT JOIN captions AS c ON c.tile_id = t.id AND c.author_id = a.id "
        "LEFT JOIN inheritances AS i ON i.tile_id = t.id AND i.author_id = a.id "
        "WHERE t.raster_id = ? AND t.state = 'done' ORDER BY t.level_m, t.row, t.col, t.height, t.width",
        (author.captioner, author.model, author.prompt_version, raster_id),
    )
    return [
        ScannedTile(
            ref=TileRef(tile_id, raster_id, level_m, Window(*window)),
            content_hash=content_hash,
            valid_share=1.0 if valid_share is None else valid_share,
            measurements=measured.get(tile_id),
            tags=tuple(tags.get(tile_id, ())),
            visual=visuals.get(tile_id),
            state=state or "",
            inherited_from=source_id,
        )
        for tile_id, content_hash, valid_share, state, source_id, level_m, *window in rows
    ]


def _measurements(db: sqlite3.Connection, raster_id: int) -> dict[int, Measurements]:
    rows = db.execute(f"SELECT tile_id, {', '.join(MEASURES)} FROM measurements WHERE {_OF_RASTER}", (raster_id,))
    return {tile_id: Measurements(*values) for tile_id, *values in rows}


def _tags(db: sqlite3.Connection, raster_id: int) -> dict[int, list[Tag]]:
    tags = defaultdict(list)
    rows = db.execute(f"SELECT tile_id, tag, probability FROM tags WHERE {_OF_RASTER} ORDER BY id", (raster_id,))
    for tile_id, name, probability in rows:
        tags[tile_id].append(Tag(name, probability))
    return tags


def _visuals(db: sqlite3.Connection, raster_id: int) -> dict[int, VisualVector]:
    """The latest of each tile by a captioner, if the picture was understood.

    Those of visual encoders, which describe nothing, are left out: how near two of them lie means another thing in each
    space, and what looks at them knows that of captioners.
    """
    rows = db.execute(
        "SELECT tile_id, fingerprint, vector FROM visuals JOIN spaces ON spaces.id = space_id "
        f"JOIN captions USING (tile_id, author_id) WHERE {_OF_RASTER} AND descriptions > 0 ORDER BY visuals.id",
        (raster_id,),
    )
    latest = {tile_id: VisualVector(space, vector) for tile_id, space, vector in rows}
    return {tile_id: visual for tile_id, visual in latest.items() if visual.is_read}
