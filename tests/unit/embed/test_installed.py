from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tilescribe.embed.installed import installed_version


@pytest.mark.parametrize("distribution", ["numpy", "onnxruntime", "sentence-transformers", "scikit-learn"])
def test_the_version_is_that_of_the_metadata(distribution: str) -> None:
    package = {"scikit-learn": "sklearn"}.get(distribution, distribution.replace("-", "_"))
    assert installed_version(package, distribution=distribution) == version(distribution)


def test_two_folders_of_metadata_are_left_to_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_up").mkdir()
    for number in ("1.0", "2.0"):
        folder = tmp_path / f"made_up-{number}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: made-up\nVersion: {number}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_version("made_up", distribution="made-up") == version("made-up")


def test_what_is_not_installed_is_said() -> None:
    with pytest.raises(PackageNotFoundError):
        installed_version("not_there", distribution="not-there")
