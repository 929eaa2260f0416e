"""Rows for hits. Each function reads inside the caller's one snapshot."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage.encoding import decode_geometries
from tilescribe.catalog.geopackage.locations import Locations
from tilescribe.catalog.geopackage.pending import MEASURES
from tilescribe.catalog.geopackage.times import from_sql
from tilescribe.catalog.types import EmbedderInfo, StoredDescription, StoredTile, VectorSpace
from tilescribe.domain.description import Author, Measurements, Tag, VisualVector
from tilescribe.domain.tile import TileState
from tilescribe.errors import UnknownTileError

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

__all__ = [
    "captioners",
    "description_texts",
    "descriptions",
    "embedders",
    "footprints",
    "has_pairs",
    "measurements",
    "measurements_of",
    "spaces",
    "summaries",
    "tags",
    "tags_of",
    "tiles",
    "visual_vector",
]

_ASKED = "json_each(?) AS asked CROSS JOIN"
"""One JSON array binds any number of ids, where `IN (?, …)` ends at SQLite's limit on variables. CROSS JOIN makes
SQLite look each of them up, in the order of the array."""

_DESCRIPTION = (
    "SELECT d.id, d.kind, texts.text, captioner, model, prompt_version FROM {source} "
    "JOIN texts ON texts.id = d.text_id JOIN authors ON authors.id = d.author_id"
)


def embedders(db: sqlite3.Connection) -> list[EmbedderInfo]:
    """Embedders that have vectors, the most recently used first."""
    rows = db.execute(
        "SELECT encoder, fingerprint, dim FROM spaces "
        "WHERE EXISTS (SELECT 1 FROM vectors WHERE space_id = spaces.id) ORDER BY used DESC, id DESC"
    )
    return [EmbedderInfo(*row) for row in rows]


def spaces(db: sqlite3.Connection) -> list[VectorSpace]:
    """All vector spaces, the most recently used first."""
    rows = db.execute(
        "SELECT id, fingerprint, dim, metric, encoder, EXISTS (SELECT 1 FROM vectors WHERE space_id = spaces.id) "
        "FROM spaces ORDER BY used DESC, id DESC"
    ).fetchall()
    return [
        VectorSpace(fingerprint, dim, metric, encoder, bool(has_texts), _visual_models(db, space_id))
        for space_id, fingerprint, dim, metric, encoder, has_texts in rows
    ]


def _visual_models(db: sqlite3.Connection, space_id: int) -> tuple[str, ...]:
    rows = db.execute(
        "SELECT DISTINCT captioner FROM authors WHERE id IN (SELECT author_id FROM visuals WHERE space_id = ?) "
        "ORDER BY captioner",
        (space_id,),
    )
    return tuple(name for (name,) in rows)


def has_pairs(db: sqlite3.Connection) -> bool:
    """Whether any tile is compared with an earlier date."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM pairs)").fetchone()[0])


def captioners(db: sqlite3.Connection) -> list[str]:
    """Names of those that have described a tile, in order."""
    rows = db.execute(
        "SELECT DISTINCT captioner FROM authors "
        "WHERE EXISTS (SELECT 1 FROM captions WHERE author_id = authors.id AND state = 'done' AND descriptions > 0) "
        "ORDER BY captioner"
    )
    return [name for (name,) in rows]


def tiles(db: sqlite3.Connection, tile_ids: Sequence[int]) -> list[StoredTile]:
    """In the order asked for, each as often as asked for. A tile whose raster's row is lost has an empty path.

    Raises:
        UnknownTileError: the catalog has no tile of one of these ids.
    """
    rows = db.execute(
        "SELECT t.id, t.raster_id, t.raster, ifnull(rasters.path, ''), rasters.relative_path, t.acquired, "
        "t.acquired_end, t.level_m, t.row, t.col, t.height, t.width, t.state, t.reason, t.summary, t.valid_share, "
        f"ifnull(rasters.label, ''), t.geom FROM {_ASKED} tiles AS t ON t.id = asked.value "
        "LEFT JOIN rasters ON rasters.id = t.raster_id ORDER BY asked.key",
        (_array(tile_ids),),
    ).fetchall()
    locations = Locations.of(db)
    if len(rows) < len(tile_ids):
        _refuse_unknown(tile_ids, {row[0] for row in rows})
    return [
        StoredTile(
            id=tile_id,
            raster_id=raster_id,
            raster=raster,
            path=location.path,
            available=location.available,
            acquired=from_sql(acquired),
            acquired_end=from_sql(acquired_end),
            level_m=level_m,
            row=row,
            col=col,
            height=height,
            width=width,
            state=TileState(state),
            reason=reason,
            summary=summary,
            footprint=footprint,
            valid_share=valid_share,
            label=label,
        )
        for (
            (tile_id, raster_id, raster, path, relative, acquired, acquired_end, level_m, row, col, height, width,
             state, reason, summary, valid_share, label, _),
            footprint,
        ) in zip(rows, decode_geometries([row[-1] for row in rows]), strict=True)
        for location in (locations.find(path, relative),)
    ]  # fmt: skip


def footprints(db: sqlite3.Connection, tile_ids: Sequence[int]) -> list[MultiPolygon]:
    """Outlines in the order asked for.

    Raises:
        UnknownTileError: one of them is not there.
    """
    rows = db.execute(
        f"SELECT t.id, t.geom FROM {_ASKED} tiles AS t ON t.id = asked.value ORDER BY asked.key", (_array(tile_ids),)
    ).fetchall()
    if len(rows) < len(tile_ids):
        _refuse_unknown(tile_ids, {tile_id for tile_id, _ in rows})
    return list(decode_geometries([geom for _, geom in rows]))


def descriptions(db: sqlite3.Connection, tile_id: int) -> list[StoredDescription]:
    """All that is said of one tile, in order of writing; nothing of an unknown one."""
    source = "descriptions AS d"
    rows = db.execute(f"{_DESCRIPTION.format(source=source)} WHERE d.tile_id = ? ORDER BY d.id", (tile_id,))
    return [_described(*row) for row in rows]


def summaries(db: sqlite3.Connection, tile_ids: Sequence[int], *, captioner: str) -> dict[int, str]:
    """Tile id to the first one-sentence description by a captioner, for those tiles that have one."""
    rows = db.execute(
        f"SELECT d.tile_id, texts.text FROM {_ASKED} descriptions AS d ON d.tile_id = asked.value "
        "JOIN texts ON texts.id = d.text_id JOIN authors ON authors.id = d.author_id "
        "WHERE d.kind = 'summary' AND captioner = ? ORDER BY d.id DESC",
        (_array(tile_ids), captioner),
    )
    return dict(rows.fetchall())  # of several the last row, which is the first description


def description_texts(db: sqlite3.Connection, description_ids: Sequence[int]) -> dict[int, StoredDescription]:
    """Descriptions by id; those that are gone are left out."""
    source = f"{_ASKED} descriptions AS d ON d.id = asked.value"
    rows = db.execute(_DESCRIPTION.format(source=source), (_array(description_ids),))
    return {row[0]: _described(*row) for row in rows}


def measurements(db: sqlite3.Connection, tile_id: int) -> Measurements | None:
    """What was measured on one tile; None where nothing was."""
    row = db.execute(f"SELECT {', '.join(MEASURES)} FROM measurements WHERE tile_id = ?", (tile_id,)).fetchone()
    return None if row is None else Measurements(**dict(zip(MEASURES, row, strict=True)))


def measurements_of(db: sqlite3.Connection, tile_ids: Sequence[int]) -> dict[int, Measurements]:
    """What was measured by tile id; tiles on which nothing was are left out."""
    columns = ", ".join(MEASURES)
    query = f"SELECT tile_id, {columns} FROM {_ASKED} measurements ON tile_id = asked.value"
    rows = db.execute(query, (_array(tile_ids),))
    return {tile_id: Measurements(**dict(zip(MEASURES, row, strict=True))) for tile_id, *row in rows}


def visual_vector(db: sqlite3.Connection, tile_id: int, *, space: str) -> NDArray[np.float32] | None:
    """The newest visual vector of one tile in one space; None where it has none, or was not understood.

    Damaged ones are as good as absent.
    """
    row = db.execute(
        "SELECT fingerprint, vector FROM visuals JOIN spaces ON spaces.id = space_id "
        "WHERE tile_id = ? AND fingerprint = ? AND length(vector) = 2 * dim ORDER BY visuals.id DESC LIMIT 1",
        (tile_id, space),
    ).fetchone()
    if row is None:
        return None
    visual = VisualVector(*row)
    vector = visual.array()
    return vector if visual.is_read and all(map(math.isfinite, vector.tolist())) else None


def tags(db: sqlite3.Connection, tile_id: int) -> list[Tag]:
    """The tags of one tile, most probable first."""
    rows = db.execute(
        "SELECT tag, probability FROM tags WHERE tile_id = ? ORDER BY probability DESC, tags.id", (tile_id,)
    )
    return [Tag(*row) for row in rows]


def tags_of(db: sqlite3.Connection, tile_ids: Sequence[int]) -> dict[int, tuple[Tag, ...]]:
    """Tags by tile id, most probable first; tiles without are left out."""
    found: dict[int, list[Tag]] = {}
    source = f"{_ASKED} tags ON tile_id = asked.value"
    query = f"SELECT tile_id, tag, probability FROM {source} ORDER BY probability DESC, tags.id"
    rows = db.execute(query, (_array(tile_ids),))
    for tile_id, name, probability in rows:
        found.setdefault(tile_id, []).append(Tag(name, probability))
    return {tile_id: tuple(tags) for tile_id, tags in found.items()}


def _array(ids: Sequence[int]) -> str:
    return json.dumps([int(one) for one in ids])


def _refuse_unknown(asked: Sequence[int], known: set[int]) -> None:
    unknown = next(tile_id for tile_id in asked if tile_id not in known)
    raise UnknownTileError(
        f"The catalog has no tile {unknown}", remedy="Take a tile_id from the hits of a search of this catalog"
    )


def _described(
    description_id: int, kind: str, text: str, captioner: str, model: str, prompt_version: str
) -> StoredDescription:
    return StoredDescription(id=description_id, kind=kind, text=text, author=Author(captioner, model, prompt_version))
