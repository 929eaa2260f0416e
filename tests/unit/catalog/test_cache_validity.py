"""No cache is believed that is not of this very catalog in a state that it has gone through."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from tests.unit.catalog.made_up import EMBEDDER, FACTS, caption, put, sql, write
from tests.unit.catalog.test_vectors import QUERY, assert_exact, brute, builds, fill

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import encoding, incremental_cache
from tilescribe.catalog.types import TileResult
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, VisualVector

SEER = Author("seer", "1", "1")


@pytest.fixture(autouse=True)
def eager_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is new joins the cache at once, as it does in a large catalog now and then."""
    monkeypatch.setattr(incremental_cache, "LIVE_ROWS", 0)
    monkeypatch.setattr(incremental_cache, "LIVE_SHARE", 0.0)


@pytest.fixture
def indexed(path: Path) -> Path:
    """Forty described tiles of a hundred; the cache holds them."""
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=100)
        fill(catalog, range(1, 41))
    ask(path)
    return path


def ask(path: Path) -> None:
    """Every channel answers what the tables say, from whatever cache there is."""
    with open_catalog(path) as catalog:
        assert_exact(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(path, QUERY))
        seen = catalog.channels.visual(QUERY, space=EMBEDDER.fingerprint)
        rows = sql(
            path,
            "SELECT tile_id, vector FROM visuals JOIN tiles ON tiles.id = tile_id WHERE tiles.state = 'done' "
            "ORDER BY tile_id",
        )
        assert seen.tile_ids.tolist() == [tile_id for tile_id, _ in rows]
        cosines = [float(np.frombuffer(blob, "<f2").astype(np.float64) @ QUERY) for _, blob in rows]
        np.testing.assert_allclose(seen.scores, cosines, atol=1e-6)


def more(path: Path, tile_ids: range, *, seed: int) -> None:
    """Index other imagery: texts of another stock, for tiles that had none, with visual vectors."""
    with open_catalog(path, mode="w") as catalog:
        fill(catalog, tile_ids, seed=seed)
        visual = VisualVector(EMBEDDER.fingerprint, np.roll(QUERY, seed).astype("<f2").tobytes())
        said = (Description(DescriptionKind.SUMMARY, f"seen {seed}"),)
        write(catalog, [TileResult(i, captions={SEER: Caption(said, visual=visual)}) for i in tile_ids])


def copy(path: Path) -> Path:
    return Path(shutil.copy(path, path.with_name("backup.gpkg")))


def as_id_and_token(path: Path) -> list[tuple[int, str]]:
    return sql(path, "SELECT id, token FROM revisions ORDER BY id")


# --- copies, forks, lost commits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("added", [range(41, 50), range(41, 61), range(41, 90)], ids=["fewer", "as many", "more"])
def test_a_backup_put_back_beside_a_newer_cache_answers_for_itself(indexed: Path, added: range) -> None:
    backup = copy(indexed)
    more(indexed, range(41, 61), seed=5)
    ask(indexed)
    shutil.copy(backup, indexed)
    ask(indexed)
    more(indexed, added, seed=6)
    ask(indexed)


def test_a_backup_put_back_and_only_read_answers_for_itself(indexed: Path) -> None:
    backup = copy(indexed)
    more(indexed, range(41, 61), seed=5)
    ask(indexed)
    shutil.copy(backup, indexed)
    ask(indexed)
    ask(indexed)


def test_a_backup_of_a_catalog_that_has_only_grown_goes_on_with_its_old_cache(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incremental_cache, "LIVE_ROWS", 10_000)
    backup = copy(indexed)
    shutil.copytree(f"{indexed}.cache", f"{backup}.cache")
    before = builds(backup)
    more(backup, range(41, 45), seed=5)
    ask(backup)
    assert builds(backup) == before


def test_each_of_two_forks_disbelieves_the_cache_of_the_other(indexed: Path) -> None:
    fork = copy(indexed)
    more(indexed, range(41, 61), seed=5)
    more(fork, range(41, 61), seed=6)
    ask(indexed)
    ask(fork)
    caches = [Path(f"{file}.cache") for file in (indexed, fork)]
    aside = caches[0].rename(caches[0].with_name("aside"))
    caches[1].rename(caches[0])
    aside.rename(caches[1])
    ask(indexed)
    ask(fork)


def test_a_cache_that_a_syncing_folder_brings_from_another_machine_is_disbelieved(indexed: Path) -> None:
    fork = copy(indexed)
    more(indexed, range(41, 61), seed=5)
    ask(indexed)
    more(fork, range(41, 81), seed=6)
    ask(fork)
    # The builds of both lie side by side; the one that reaches further is the other's.
    shutil.copytree(f"{fork}.cache", f"{indexed}.cache", dirs_exist_ok=True)
    assert len(builds(indexed)) == 2
    ask(indexed)


def test_a_cache_ahead_of_a_catalog_that_lost_its_last_commits_is_disbelieved(indexed: Path) -> None:
    """As after a power cut, where the cache had reached the disk and the log had not."""
    before = copy(indexed)
    more(indexed, range(41, 43), seed=5)
    ask(indexed)
    lost = as_id_and_token(indexed)[-1]
    shutil.copy(before, indexed)
    while as_id_and_token(indexed)[-1][0] < lost[0]:
        with open_catalog(indexed, mode="w") as catalog:
            fill(catalog, [as_id_and_token(indexed)[-1][0] % 10 + 50], seed=7)
    assert as_id_and_token(indexed)[-1][0] == lost[0]
    assert as_id_and_token(indexed)[-1][1] != lost[1]
    ask(indexed)


def test_an_open_catalog_whose_file_is_put_back_answers_for_what_is_there(indexed: Path) -> None:
    backup = copy(indexed)
    with open_catalog(indexed) as reader:
        more(indexed, range(41, 61), seed=5)
        assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(indexed, QUERY))
        index = reader._index
    shutil.copy(backup, indexed)
    more(indexed, range(41, 61), seed=6)
    with open_catalog(indexed) as reader:
        reader._index = index  # what was in memory
        assert_exact(reader.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(indexed, QUERY))


def test_two_migrations_of_one_old_catalog_are_told_apart(path: Path) -> None:
    golden = Path(__file__).with_name("golden") / "version_4.sql"
    tokens = []
    for file in (path, path.with_name("fork.gpkg")):
        sql_script(file, golden.read_text(encoding="utf-8"))
        open_catalog(file).close()
        tokens.append((as_id_and_token(file), sql(file, "SELECT value FROM tilescribe_meta WHERE key = 'generation'")))
    assert tokens[0][0] != tokens[1][0]
    assert tokens[0][1] != tokens[1][1]


def sql_script(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        encoding.register_functions(db)
        db.executescript(script)


# --- other programs ---------------------------------------------------------------------------------------------------

EDITS: dict[str, Callable[[int], str]] = {
    "a description added": lambda seed: (
        f"INSERT INTO descriptions (tile_id, author_id, kind, variant, text_id) VALUES (7, 1, 'facts', {seed}, {seed})"
    ),
    "a text changed": lambda seed: f"UPDATE texts SET text = 'edited {seed}' WHERE id = {seed}",
    "a description deleted": lambda seed: f"DELETE FROM descriptions WHERE id = {seed}",
    "a description of another text": lambda seed: f"UPDATE descriptions SET text_id = {seed} WHERE id = 1",
    "a tile no longer done": lambda seed: f"UPDATE tiles SET state = 'failed', reason = 'x' WHERE id = {seed}",
    "a tile of another number": lambda seed: f"UPDATE tiles SET id = {seed + 1000} WHERE id = {seed}",
    "a tile of which less can be seen": lambda seed: f"UPDATE tiles SET valid_share = 0.1 WHERE id = {seed}",
    "a tile deleted": lambda seed: f"DELETE FROM tiles WHERE id = {seed}",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_another_program_does_to_two_forks_is_told_apart(indexed: Path, edit: Callable[[int], str]) -> None:
    fork = copy(indexed)
    for file, seed in ((indexed, 3), (fork, 9)):
        sql(file, edit(seed))
        ask(file)
    shutil.rmtree(f"{indexed}.cache")
    shutil.copytree(f"{fork}.cache", f"{indexed}.cache")
    ask(indexed)


def test_a_tile_that_another_program_calls_done_answers_again(indexed: Path) -> None:
    sql(indexed, "UPDATE tiles SET state = 'pending' WHERE id = 5")
    ask(indexed)
    sql(indexed, "UPDATE tiles SET state = 'done' WHERE id = 5")
    ask(indexed)


def test_what_we_add_leaves_the_generation_and_so_the_cache(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incremental_cache, "LIVE_ROWS", 10_000)
    query = "SELECT value FROM tilescribe_meta WHERE key = 'generation'"
    before = sql(indexed, query), builds(indexed), builds(indexed, "descriptions")
    more(indexed, range(41, 50), seed=5)
    ask(indexed)
    assert (sql(indexed, query), builds(indexed), builds(indexed, "descriptions")) == before


# --- revisions --------------------------------------------------------------------------------------------------------


def test_every_transaction_of_ours_has_one_revision_with_a_token_of_its_own(path: Path) -> None:
    with open_catalog(path, mode="a") as catalog:
        counts = [len(as_id_and_token(path))]
        put(catalog)
        counts.append(len(as_id_and_token(path)))
        write(catalog, [TileResult(1, captions={FACTS: caption("water")})])
        counts.append(len(as_id_and_token(path)))
        with pytest.raises(ValueError, match="exactly one"):
            catalog.write_batch([TileResult(2)], embedder=EMBEDDER, vectors={})
        counts.append(len(as_id_and_token(path)))
    assert counts == [1, 2, 3, 3]
    tokens = [token for _, token in as_id_and_token(path)]
    assert len(set(tokens)) == 3
    assert all(len(token) == 32 and int(token, 16) >= 0 for token in tokens)


# --- verify -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("vectors-1", "vectors"),
        ("vectors-1", "text_ids"),
        ("descriptions", "tile_ids"),
        ("descriptions", "levels_m"),
        ("descriptions", "easts"),
    ],
)
def test_verify_holds_the_cache_against_the_catalog(indexed: Path, name: str, array: str) -> None:
    (build,) = builds(indexed, name)
    content = bytearray((build / f"{array}.bin").read_bytes())
    content[-3] ^= 1
    (build / f"{array}.bin").write_bytes(content)
    table = name.partition("-")[0]
    finding = f"The cache {build.name} holds other rows than the table {table}"
    with open_catalog(indexed) as catalog:
        assert catalog.verify() == [finding]
    with open_catalog(indexed, mode="w") as catalog:
        catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint)  # held in memory as well
        assert catalog.verify(repair=True) == [f"{finding}; deleted, to be made anew"]
        assert catalog.verify() == []
        assert_exact(catalog.channels.dense(QUERY, space=EMBEDDER.fingerprint), brute(indexed, QUERY))
    ask(indexed)


def test_verify_finds_a_cache_that_lacks_rows(indexed: Path) -> None:
    (build,) = builds(indexed, "descriptions")
    stamp = json.loads((build / "stamp.json").read_bytes())
    for name, layout in stamp["arrays"].items():
        file = build / f"{name}.bin"
        row = file.stat().st_size // layout["shape"][0]
        file.write_bytes(file.read_bytes()[:-row])
        layout["shape"][0] -= 1
    (build / "stamp.json").write_text(json.dumps(stamp))
    with open_catalog(indexed) as catalog:
        assert [one.partition(" holds ")[0] for one in catalog.verify()] == [f"The cache {build.name}"]


def test_a_cache_that_is_not_believed_is_no_finding(indexed: Path) -> None:
    backup = copy(indexed)
    more(indexed, range(41, 61), seed=5)
    ask(indexed)
    shutil.copy(backup, indexed)
    with open_catalog(indexed) as catalog:
        assert catalog.verify() == []
