"""Which state of which catalog is this? What a cache needs to know before it is believed.

The uuid of a catalog goes with every copy of its file, and ids are given anew in each of them. So every transaction of
ours adds one row with a random token to `revisions`: a file that holds the same revision has the same past up to it.
What other programs write, and what is changed or deleted, gives `generation` a new random part by triggers.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

__all__ = [
    "State",
    "Token",
    "begin",
    "end",
    "generation",
    "generation_number",
    "holds",
    "latest",
    "renew_generation",
    "since",
]


@dataclass(frozen=True, slots=True)
class Token:
    """One revision."""

    id: int
    """0 where the catalog has none."""
    token: str


@dataclass(frozen=True, slots=True)
class State:
    """One table of one catalog at one time."""

    uuid: str
    generation: str
    """A number that rises, and a random part."""
    revision: Token
    """The latest."""
    last_id: int
    """Of the table; 0 where it is empty."""
    last_row: str
    """Digest of the row `last_id`."""

    @classmethod
    def of(cls, db: sqlite3.Connection, table: str) -> State:
        """As the snapshot of `db` has it."""
        (uuid,) = db.execute("SELECT value FROM tilescribe_meta WHERE key = 'uuid'").fetchone()
        (last_id,) = db.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()
        return cls(uuid, generation(db), latest(db), last_id, _digest(db, table, last_id))


def latest(db: sqlite3.Connection) -> Token:
    """The revision that the snapshot of `db` ends with."""
    return Token(*db.execute("SELECT id, token FROM revisions ORDER BY id DESC LIMIT 1").fetchone() or (0, ""))


def holds(db: sqlite3.Connection, table: str, state: State) -> bool:
    """Whether the rows of `table` up to `state.last_id` are now as they were in that state, in this very catalog."""
    if not state.revision.token:
        return False
    row = db.execute("SELECT token FROM revisions WHERE id = ?", (state.revision.id,)).fetchone()
    return (
        row == (state.revision.token,)
        and generation(db) == state.generation
        and db.execute("SELECT value FROM tilescribe_meta WHERE key = 'uuid'").fetchone() == (state.uuid,)
        and _digest(db, table, state.last_id) == state.last_row
    )


def since(db: sqlite3.Connection, revision: int, *, most: int) -> dict[int, str]:
    """Id to token of the latest revisions above a number, `most` at most."""
    rows = db.execute("SELECT id, token FROM revisions WHERE id > ? ORDER BY id DESC LIMIT ?", (revision, most))
    return dict(rows.fetchall())


def begin(db: sqlite3.Connection) -> int:
    """Add the revision of a transaction that has just begun; give its id to `end` before it is committed."""
    added = db.execute("INSERT INTO revisions (token) VALUES ('')").lastrowid
    assert added is not None
    return added


def end(db: sqlite3.Connection, revision: int) -> None:
    """Give the revision its token."""
    # Of the operating system: two copies of one process must not draw the same.
    db.execute("UPDATE revisions SET token = ? WHERE id = ?", (secrets.token_hex(16), revision))


def generation(db: sqlite3.Connection) -> str:
    """Another one whenever something that a cache may hold is changed or deleted, or another program adds to it; what
    we add leaves it as it is."""
    (value,) = db.execute("SELECT value FROM tilescribe_meta WHERE key = 'generation'").fetchone()
    return str(value)


def generation_number(value: str) -> int:
    """The part that rises."""
    return int(value.partition("-")[0])


def renew_generation(db: sqlite3.Connection) -> None:
    """Let no cache be believed that was made before."""
    value = f"{generation_number(generation(db)) + 1}-{secrets.token_hex(16)}"
    db.execute("UPDATE tilescribe_meta SET value = ? WHERE key = 'generation'", (value,))


def _digest(db: sqlite3.Connection, table: str, row_id: int) -> str:
    row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return "" if row is None else hashlib.blake2b(repr(row).encode(), digest_size=16).hexdigest()
