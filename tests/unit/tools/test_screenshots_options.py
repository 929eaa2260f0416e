"""The size of the screen is read or refused, and the report is drawn where that can be done."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from PIL import Image
from tools import report_picture
from tools.screenshots import SHOWN, copy_shown, screen_size


def test_a_size_is_taken_as_it_is_written() -> None:
    assert screen_size("1366x768") == "1366x768"


@pytest.mark.parametrize("text", ["1366", "1366x", "0x768", "1366 x 768", "large"])
def test_what_is_no_size_is_refused_with_its_value_and_a_remedy(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"'{text}' is no size; give width and height"):
        screen_size(text)


def test_without_pdftoppm_there_is_no_picture_of_the_report_and_a_word_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not report_picture.show_report(tmp_path / "report.pdf", tmp_path / "report.jpg")
    assert "pdftoppm is not there" in capsys.readouterr().err
    assert not (tmp_path / "report.jpg").exists()


def test_pages_of_the_report_stand_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pdftoppm"
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in (1, 2):
        Image.new("RGB", (100, 140), "white").save(pages / f"{number}.png")
    # The last argument is what the pages are called.
    program.write_text(f'#!/bin/sh\nfor last; do :; done\nfor n in 1 2; do cp {pages}/$n.png "$last-$n.png"; done\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert report_picture.show_report(tmp_path / "report.pdf", tmp_path / "report.jpg")
    with Image.open(tmp_path / "report.jpg") as sheet:
        assert sheet.width == 2 * 100 + 3 * report_picture.GAP_PX
        assert sheet.height == 140 + 2 * report_picture.GAP_PX


def test_pictures_that_were_taken_are_copied_to_the_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.screenshots.ROOT", tmp_path)
    images = tmp_path / "docs" / "images"
    images.mkdir(parents=True)
    (tmp_path / "light").mkdir()
    (tmp_path / "light" / "mission.jpg").write_bytes(b"a picture")
    copy_shown(tmp_path)
    assert [image.name for image in images.iterdir()] == [f"{SHOWN['light/mission']}.jpg"]
