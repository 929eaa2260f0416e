"""docs/design.md has a map of the house: every part of the engine stands in it, in the order of the import rules."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def in_the_map() -> list[str]:
    """The parts of the engine, in the order of the table."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| `… ([^|]+) \|", text, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"\w+", cell)]


def test_every_part_of_the_engine_stands_in_the_map_and_no_other() -> None:
    package = ROOT / "backend" / "tilescribe"
    folders = {path.name for path in package.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in package.glob("*.py") if not path.stem.startswith("__")}
    assert sorted(in_the_map()) == sorted(folders | modules)


def test_the_map_has_the_order_of_the_import_rules() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    contract = next(one for one in contracts if one["type"] == "layers")
    layers = [set(re.findall(r"tilescribe\.(\w+)", layer)) for layer in reversed(contract["layers"])]
    names = iter(in_the_map())
    assert [{next(names) for _ in layer} for layer in layers] == layers
    assert not list(names)


def test_every_folder_with_code_or_pages_stands_in_the_map() -> None:
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    for name in ("qgis_plugin", "resources", "tests", "benchmarks", "training", "tools", "docs"):
        assert (ROOT / name).is_dir()
        assert re.search(rf"^\| `?.*`{name}/", text, re.MULTILINE), name
