"""Opening a catalog leaves the locks of what this process has open on it already.

POSIX takes all of a process's locks off a file when the process closes it anywhere. The next process that closes the
catalog would then take itself for the last one, and delete the log that this one goes on writing to.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import put

from tilescribe.catalog import is_catalog, open_annotations, open_catalog
from tilescribe.catalog.types import Judgement
from tilescribe.errors import NotACatalogError

OTHER_PROCESS = "import sys; from tilescribe.catalog import open_catalog; open_catalog(sys.argv[1]).close()"


def mark(path: Path) -> None:
    with open_annotations(path) as notes:
        notes.mark(1, Judgement(verdict="confirmed"))


@pytest.mark.parametrize(
    "look",
    [lambda path: open_catalog(path).close(), lambda path: open_annotations(path).close(), mark, is_catalog],
    ids=["read", "annotate", "mark", "is it one"],
)
def test_the_log_of_an_open_catalog_is_still_its_own_when_another_process_leaves(
    path: Path, look: Callable[[Path], object]
) -> None:
    log = Path(f"{path}-wal")
    with open_catalog(path, mode="a") as catalog:
        put(catalog)
        look(path)
        before = log.stat().st_ino
        subprocess.run([sys.executable, "-c", OTHER_PROCESS, str(path)], check=True)
        assert log.exists()
        assert log.stat().st_ino == before
        put(catalog, "/imagery/b.tif")
    with open_catalog(path) as catalog:
        assert len(catalog.rasters()) == 2
        assert catalog.verify() == []


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 100])
def test_what_is_no_catalog_is_told_as_such(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not is_catalog(path)
    assert not is_catalog(path.parent)
    assert not is_catalog(path.with_name("nowhere.gpkg"))
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_pipe_is_no_catalog(path: Path) -> None:
    os = pytest.importorskip("os")
    os.mkfifo(path)
    with pytest.raises(NotACatalogError, match="is not a file"):
        open_catalog(path)
    assert not is_catalog(path)
