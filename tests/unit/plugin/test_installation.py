"""Which engine is used, and where things lie."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from qgis_plugin.core.installation import INTERPRETER, SERVICE, Installation, delete, is_older, load, save
from qgis_plugin.core.paths import user_data_folder


def test_a_choice_is_kept_privately(tmp_path: Path) -> None:
    record = tmp_path / "deep" / "engine.json"
    chosen = Installation(INTERPRETER, python="/home/Jörg Müller/bin/python", version="0.1.0")
    save(record, chosen)
    assert load(record) == chosen
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert [file.name for file in record.parent.iterdir()] == ["engine.json"]
    delete(record)
    assert load(record) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kind": "other"}', "{}", '"managed"'])
def test_a_record_that_makes_no_sense_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "engine.json").write_text(content)
    assert load(tmp_path / "engine.json") is None


def test_a_record_of_a_later_plugin_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "engine.json").write_text('{"kind": "service", "url": "http://127.0.0.1:1", "colour": "blue"}')
    assert load(tmp_path / "engine.json") == Installation(SERVICE, url="http://127.0.0.1:1")


def test_an_interpreter_must_be_there(tmp_path: Path) -> None:
    assert Installation(INTERPRETER, python=sys.executable).usable
    assert not Installation(INTERPRETER, python=str(tmp_path / "gone")).usable
    assert Installation(SERVICE, url="http://127.0.0.1:1").usable


@pytest.mark.parametrize(
    ("version", "than", "expected"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.9.0", "0.10.0", True),
        ("1.0", "1.0", False),
        ("2.0", "1.9", False),
        ("", "0.1", True),
    ],
)
def test_versions_are_compared_by_number(version: str, than: str, expected: bool) -> None:
    assert is_older(version, than) is expected


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, "/home/a b/.local/share/tilescribe"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/tilescribe"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/a b/.local/share/tilescribe"),
        ("darwin", {}, "/home/a b/Library/Application Support/Tilescribe"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/Tilescribe"),
        ("win32", {}, "/home/a b/AppData/Local/Tilescribe"),
    ],
)
def test_data_lies_where_each_system_keeps_it(platform: str, environment: dict[str, str], expected: str) -> None:
    found = user_data_folder(platform=platform, environment=environment, home=Path("/home/a b"))
    assert found.as_posix() == expected
