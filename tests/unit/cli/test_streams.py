"""What the command line does when its standard streams are not as usual."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tilescribe.errors import TilescribeError

entry = importlib.import_module("tilescribe.cli.main")  # the package gives the function of this name
COMMAND = [sys.executable, "-m", "tilescribe", "models"]


def test_a_closed_standard_output_is_no_error() -> None:
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *COMMAND], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_output_is_one_clear_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(COMMAND, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == entry.FAILED
    assert done.stderr == (
        "Error: Nothing more can be written: the disk, or what standard output goes to, is full. "
        "Free some space and run again.\n"
    )


def test_an_encoding_without_a_character_does_not_stop_the_output() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(COMMAND, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "builtin (default)" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_json_on_an_output_of_any_encoding_says_the_same(encoding: str) -> None:
    said = {"summary": "Fluß 漢字 🌊 \udcff", "path": "C:\\x"}
    script = f"""
import json, sys
from importlib import import_module
import_module("tilescribe.cli.main")._prepare_streams()
sys.stdout.write(json.dumps({said!r}, ensure_ascii=False))
"""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode(encoding)) == said


def test_an_interrupt_while_starting_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(arguments: list[str]) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(entry, "_run", interrupt)
    # Shells start what runs in the background deaf to interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(SystemExit) as stop:
            entry.main(["models"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert stop.value.code == entry.INTERRUPTED
    assert capsys.readouterr().err == ""


def test_a_known_error_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(arguments: list[str]) -> None:
        raise TilescribeError("It broke", remedy="Mend it")

    monkeypatch.setattr(entry, "_run", fail)
    with pytest.raises(SystemExit) as stop:
        entry.main(["models"])
    assert stop.value.code == entry.FAILED
    assert capsys.readouterr().err == "Error: It broke. Mend it.\n"
