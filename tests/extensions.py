"""Installed packages that add captioners and embedders: a module and its metadata, as pip lays them out."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

Install = Callable[..., None]


def install_into(folder: Path, package: str, *, code: str, summary: str = "", **groups: str) -> None:
    """Lay out the package in `folder`.

    Args:
        folder: On the path of modules.
        package: Name of the distribution; its module is called so with underscores.
        code: Of the module.
        summary: In the metadata.
        groups: `captioners` and `embedders`: lines of entry points, `{module}` standing for the module.
    """
    module = package.replace("-", "_")
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\nSummary: {summary}\n")
    sections = (f"[tilescribe.{group}]\n{lines.format(module=module)}\n" for group, lines in groups.items())
    (info / "entry_points.txt").write_text("\n".join(sections))


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a package for this test; arguments as `install_into`, without the folder."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)

    def put(package: str, **layout: str) -> None:
        install_into(folder, package, **layout)
        importlib.invalidate_caches()

    return put
