"""Calibrations of the user's own: found by what they are for, and never believed when they do not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tilescribe.catalog.fusion import VisualScale
from tilescribe.errors import OutputError
from tilescribe.searching import own_calibrations
from tilescribe.searching.calibration import packaged_calibration
from tilescribe.searching.own_calibrations import (
    EmbedderFit,
    Origin,
    SpaceFit,
    calibration_of,
    check_writable,
    find_embedder_fit,
    find_space_fit,
    save_fit,
    stored_fits,
)

ORIGIN = Origin("2026-12-01", "harbours", 300, "builtin", "other", "", default_error=0.2, error=0.05)
SPACE = SpaceFit(
    replace(ORIGIN, encoder="clip:small"),
    space="space",
    embedder="other embedder",
    basis="bank|",
    scale=VisualScale(2.0, 0.3, 0.7),
    alone=True,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TILESCRIBE_CALIBRATIONS", str(tmp_path / "kept"))
    return tmp_path / "kept"


def embedder_fit() -> EmbedderFit:
    return EmbedderFit(ORIGIN, replace(packaged_calibration(), embedder="other embedder", version="mine"))


def rewritten(path: Path, **changes: object) -> None:
    with np.load(path) as arrays:
        header = json.loads(str(arrays["header"])) | changes
        rest = {name: arrays[name] for name in arrays.files if name != "header"}
    with path.open("wb") as file:
        np.savez_compressed(file, header=np.array(json.dumps(header)), **rest)


def test_what_was_kept_is_found_by_what_it_is_for() -> None:
    save_fit(embedder_fit())
    found = find_embedder_fit("other embedder").fit
    assert found is not None
    assert found.origin == ORIGIN
    assert found.calibration.links == packaged_calibration().links
    assert calibration_of("other embedder").version == "mine"
    assert calibration_of("a third one") is packaged_calibration()
    save_fit(replace(SPACE, basis="bank|mine"))
    space = find_space_fit("space", embedder="other embedder", alone=True, bank="bank").fit
    assert space == replace(SPACE, basis="bank|mine")
    assert find_space_fit("space", embedder="other embedder", alone=False, bank="bank").fit is None
    assert find_space_fit("space", embedder="a third one", alone=True, bank="bank").fit is None
    assert len(list(stored_fits())) == 2


def test_a_deleted_one_is_gone_at_once() -> None:
    path = save_fit(embedder_fit())
    assert calibration_of("other embedder").version == "mine"
    path.unlink()
    assert calibration_of("other embedder") is packaged_calibration()


def test_a_new_one_takes_the_place_of_an_old_one() -> None:
    save_fit(SPACE)
    save_fit(replace(SPACE, scale=VisualScale(0.0, 0.0, 0.0)))
    fit = find_space_fit("space", embedder="other embedder", alone=True, bank="bank").fit
    assert fit is not None
    assert fit.scale.share == 0
    assert len(list(stored_fits())) == 1


def test_the_packaged_calibration_is_never_replaced(folder: Path) -> None:
    with pytest.raises(ValueError, match="packaged"):
        save_fit(EmbedderFit(ORIGIN, packaged_calibration()))
    assert not folder.exists()


def test_one_of_another_version_is_told_of_and_the_default_serves() -> None:
    path = save_fit(embedder_fit())
    rewritten(path, format=own_calibrations.FORMAT + 1)
    found = find_embedder_fit("other embedder")
    assert found.fit is None
    assert found.problem is not None
    assert f"is of version {own_calibrations.FORMAT + 1}" in found.problem
    assert str(path) in found.problem
    assert calibration_of("other embedder") is packaged_calibration()


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04", None])
def test_damage_is_told_of_and_never_crashes(content: bytes | None) -> None:
    path = save_fit(embedder_fit())
    path.write_bytes(path.read_bytes()[:-200] if content is None else content)
    found = find_embedder_fit("other embedder")
    assert found.fit is None
    assert "is damaged" in str(found.problem)
    assert [one.problem for _, one in stored_fits()] == [found.problem]


def test_a_file_packed_in_an_unknown_way_is_damaged() -> None:
    path = save_fit(embedder_fit())
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 10] = 77  # the method of compression, in the central directory
    path.write_bytes(content)
    assert "is damaged" in str(find_embedder_fit("other embedder").problem)


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": {"scale": 10**400, "offset": 0.0, "share": 1.0}},
        {"scale": {"scale": float("nan"), "offset": 0.0, "share": 1.0}},
        {"scale": {"scale": -1.0, "offset": 0.0, "share": 1.0}},
        {"scale": {"scale": 1.0}, "origin": {}},
        {"scale": None},
        {"scale": {"scale": "much", "offset": 0.0, "share": 1.0}},
    ],
)
def test_numbers_that_cannot_be_are_damage(changes: dict[str, object]) -> None:
    rewritten(save_fit(SPACE), **changes)
    assert "is damaged" in str(find_space_fit("space", embedder="other embedder", alone=True, bank="bank").problem)


def test_one_that_was_fitted_on_top_of_something_else_does_not_serve() -> None:
    save_fit(SPACE)
    assert find_space_fit("space", embedder="other embedder", alone=True, bank="bank").fit is not None
    other_bank = find_space_fit("space", embedder="other embedder", alone=True, bank="another bank")
    assert other_bank.fit is None
    assert "fitted beside" in str(other_bank.problem)
    save_fit(embedder_fit())
    assert find_space_fit("space", embedder="other embedder", alone=True, bank="bank").fit is None


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TILESCRIBE_CALIBRATIONS", str(tmp_path / "file" / "in it"))
    with pytest.raises(OutputError, match="in it"):
        check_writable()
    assert list(stored_fits()) == []
    with pytest.raises(OutputError, match="TILESCRIBE_CALIBRATIONS"):
        save_fit(SPACE)
