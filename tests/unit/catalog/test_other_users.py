"""Who may only read sees what those who may write have written, and never half of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import describe, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import connections
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.domain.query import Filters
from tilescribe.errors import CatalogChangedError, CatalogDamagedError
from tilescribe.searching.ranking import ATTEMPTS, in_one_state

READER = """
import os, sys
import filelock, numpy, shapely, faiss
from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import catalog as _, revisions
from tilescribe.domain.query import Filters
from tilescribe.errors import CatalogChangedError
from tilescribe.searching.ranking import in_one_state
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)

def tell(*words):
    print(*words, flush=True)
    return sys.stdin.readline().strip()

def count():
    return len(catalog.candidates(Filters()))

with open_catalog(sys.argv[1]) as catalog:
    order = tell("ready")
    while order:
        if order == "count":
            order = tell(count())
        elif order == "count in an interrupted state":
            try:
                with catalog.snapshot():
                    count()
                    tell("between")
                    count()
                order = tell("agreed")
            except CatalogChangedError as error:
                order = tell(error)
        elif order == "ask in one state":
            asked = []
            def ask():
                before = count()
                if not asked:
                    asked.append(tell("between"))
                return before, count()
            order = tell(*in_one_state(catalog, ask))
"""


class Reader:
    """Another user in a process of its own."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", READER, str(path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        first = self.said()
        if first != "ready":
            self.close()
        assert first == "ready"

    def said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def tell(self, order: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return self.said()

    def close(self) -> None:
        self._process.communicate("\n")


@pytest.fixture
def shared() -> Iterator[Path]:
    """A catalog with one described tile, in a folder that only its owner may write."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only the superuser can be two users")
    folder = Path(tempfile.mkdtemp(prefix="shared-"))  # not in tmp_path, whose parents are closed to other users
    folder.chmod(0o755)
    with open_catalog(folder / "area.gpkg", mode="a") as catalog:
        put(catalog, count=300)
        describe(catalog, [1])
    yield folder / "area.gpkg"
    shutil.rmtree(folder)


@pytest.fixture
def reader(shared: Path) -> Iterator[Reader]:
    with ExitStack() as stack:
        one = Reader(shared)
        stack.callback(one.close)
        yield one


def rewrite(catalog: GeoPackageCatalog) -> None:
    """Change every page there is."""
    put(catalog, count=300, fingerprint="edited")
    describe(catalog, range(1, 201), words=[f"much is said {number} " * 20 for number in range(5)])


def test_what_was_written_between_two_questions_is_seen(shared: Path, reader: Reader) -> None:
    assert reader.tell("count") == "1"
    for described in (2, 3, 4):
        with open_catalog(shared, mode="w") as writer:
            describe(writer, [described])
        assert reader.tell("count") == f"{described}"


def test_what_a_writer_at_work_has_committed_is_seen(shared: Path, reader: Reader) -> None:
    assert reader.tell("count") == "1"
    with open_catalog(shared, mode="w") as writer:
        for described in (2, 3):
            describe(writer, [described])
            assert reader.tell("count") == f"{described}"
    assert reader.tell("count") == "3"
    with open_catalog(shared, mode="w") as writer:
        describe(writer, [4])
        late = Reader(shared)  # opened while a writer is at work
        assert late.tell("count") == "4"
    late.close()
    assert reader.tell("count") == "4"


def test_a_file_rewritten_under_a_question_is_not_taken_for_one_state(shared: Path, reader: Reader) -> None:
    assert reader.tell("count in an interrupted state") == "between"
    with open_catalog(shared, mode="w") as writer:
        rewrite(writer)
    assert "while it was read" in reader.tell("go on")
    assert reader.tell("count") == "200"


def test_a_question_is_asked_anew_where_the_file_was_rewritten_under_it(shared: Path, reader: Reader) -> None:
    assert reader.tell("ask in one state") == "between"
    with open_catalog(shared, mode="w") as writer:
        rewrite(writer)
    assert reader.tell("go on") == "200 200"


def test_a_question_beside_a_writer_that_stays_open_sees_the_state_it_began_with(shared: Path, reader: Reader) -> None:
    with open_catalog(shared, mode="w") as writer:
        describe(writer, [2])
        assert reader.tell("ask in one state") == "between"
        rewrite(writer)
        assert reader.tell("go on") == "2 2"
        assert reader.tell("count") == "200"


@pytest.fixture
def unshared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """No shared memory can be made for readers, whoever runs the tests."""
    connect = connections._connect

    def refuse(file: Path, mode: str) -> sqlite3.Connection:
        if mode == "mode=ro":
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return connect(file, mode)

    monkeypatch.setattr(connections, "_connect", refuse)
    monkeypatch.setattr(connections.os, "access", lambda *_: False)


@pytest.mark.usefixtures("unshared_memory")
def test_what_is_read_of_two_states_is_refused(path: Path) -> None:
    fill(path)
    with open_catalog(path) as reader:

        def read_two_states() -> None:
            with reader.snapshot():
                assert len(reader.candidates(Filters())) == 1
                rewritten(path)

        with pytest.raises(CatalogChangedError, match="while it was read"):
            read_two_states()
        assert len(reader.candidates(Filters())) == 200


@pytest.mark.usefixtures("unshared_memory")
def test_an_error_from_reading_two_states_is_no_damage(path: Path) -> None:
    fill(path)
    with open_catalog(path) as reader:

        def read_two_states() -> None:
            with reader.snapshot():
                assert len(reader.candidates(Filters())) == 1
                rewritten(path)
                raise CatalogDamagedError("as SQLite might find it", remedy="none")

        with pytest.raises(CatalogChangedError):
            read_two_states()


@pytest.mark.usefixtures("unshared_memory")
def test_a_question_that_is_disturbed_for_ever_ends(path: Path) -> None:
    fill(path)
    asked = []
    with open_catalog(path) as reader:

        def ask() -> None:
            asked.append(reader.candidates(Filters()))
            os.utime(path, ns=(len(asked), len(asked)))

        with pytest.raises(CatalogChangedError):
            in_one_state(reader, ask)
    assert len(asked) == ATTEMPTS


def fill(path: Path) -> None:
    with writing(path) as catalog:
        put(catalog, count=300)
        describe(catalog, [1])


def rewritten(path: Path) -> None:
    with writing(path) as catalog:
        rewrite(catalog)


@contextmanager
def writing(path: Path) -> Iterator[GeoPackageCatalog]:
    """By a user who may."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections.os, "access", lambda *_: True)
        with open_catalog(path, mode="a") as catalog:
            yield catalog


ON_A_FULL_DISK = """
import resource, sys
from tilescribe.catalog import open_catalog
from tilescribe.domain.query import Filters
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))  # as little as a full disk has room for
with open_catalog(sys.argv[1]) as catalog:
    print(len(catalog.candidates(Filters())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_full_disk_keeps_nobody_from_reading(path: Path) -> None:
    with open_catalog(path, mode="a") as writer:
        put(writer, count=3)
        describe(writer, [1, 2, 3])
    shutil.rmtree(f"{path}.cache", ignore_errors=True)
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("3", 0), done.stderr
