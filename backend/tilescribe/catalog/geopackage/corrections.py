"""What people say that places show. Each function runs inside the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import encoding, places, text_store, writing
from tilescribe.catalog.geopackage.times import NOW
from tilescribe.catalog.types import Correction
from tilescribe.domain.description import USER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.types import EmbedderInfo

__all__ = ["count", "delete", "list_all", "put"]

_PLACE = "c.geom, c.raster_id, c.path, c.acquired, c.level_m"


def put(
    db: sqlite3.Connection,
    tile_id: int,
    text: str,
    *,
    embedder: EmbedderInfo,
    vectors: Mapping[str, NDArray[np.float32]],
) -> None:
    """Set or replace the correction of a tile, with the vector of its text. The tile must be there."""
    delete(db, tile_id)
    db.execute(
        f"INSERT INTO corrections ({places.COLUMNS}, text, updated) VALUES (?, ?, ?, ?, ?, ?, ?, {NOW})",
        (*places.of_tile(db, tile_id), text),
    )
    writing.show_corrections(db, [tile_id])
    text_store.put_vectors(db, embedder, vectors)
    encoding.refresh_extent(db, "corrections")


def delete(db: sqlite3.Connection, tile_id: int) -> None:
    """Take the correction of a tile back; none is none."""
    db.execute("DELETE FROM corrections WHERE tile_id = ?", (tile_id,))
    writing.drop_caption(db, tile_id, USER)
    encoding.refresh_extent(db, "corrections")


def list_all(db: sqlite3.Connection) -> list[Correction]:
    """The latest first."""
    rows = db.execute(
        f"SELECT t.id, c.text, c.updated, {_PLACE} FROM corrections AS c "
        "LEFT JOIN tiles AS t ON t.id = c.tile_id AND t.state <> 'blank' ORDER BY c.updated DESC, c.id DESC"
    ).fetchall()
    return [
        Correction(tile_id, text, updated, place)
        for (tile_id, text, updated, *_), place in zip(rows, places.read([row[3:] for row in rows]), strict=True)
    ]


def count(db: sqlite3.Connection) -> tuple[int, int]:
    """(all, those that no tile shows)."""
    total, shown = db.execute(
        "SELECT count(*), count(t.id) FROM corrections AS c "
        "LEFT JOIN tiles AS t ON t.id = c.tile_id AND t.state <> 'blank'"
    ).fetchone()
    return total, total - shown
