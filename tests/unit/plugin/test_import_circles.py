"""The modules of the plugin import each other without circles, so that each can be read, and loaded, alone.

All imports count, for a reader follows them all: at the top, inside functions and under TYPE_CHECKING.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[3] / "qgis_plugin"
FILES = {
    ".".join(file.relative_to(PLUGIN).with_suffix("").parts).removesuffix("__init__").rstrip("."): file
    for file in PLUGIN.rglob("*.py")
}
"""By dotted name; packages by the name of the folder."""


def imported(name: str, tree: ast.Module) -> set[str]:
    """Modules of the plugin that the module `name` imports."""
    package = name.split(".") if FILES[name].name == "__init__.py" else name.split(".")[:-1]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
            source = ".".join(part for part in base if part)
            for alias in node.names:
                below = f"{source}.{alias.name}" if source else alias.name
                found.add(below if below in FILES else source)
    return found - {name}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of one circle in order, the first one again at the end; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    graph = {name: imported(name, ast.parse(file.read_text(encoding="utf-8"))) for name, file in FILES.items()}
    assert graph["core.engine"] >= {"core.calls", "core.connection", "core.protocol"}
    assert all(names <= set(FILES) for names in graph.values())
    assert circle(graph) == []


@pytest.mark.parametrize(
    "source",
    [
        "from .engine import EngineController",
        "def late():\n    from . import engine",
        "if TYPE_CHECKING:\n    from . import engine",
    ],
)
def test_the_search_sees_every_kind_of_import(source: str) -> None:
    assert imported("core.calls", ast.parse(source)) == {"core.engine"}
    assert circle({"core.engine": {"core.calls"}, "core.calls": {"core.engine"}}) != []
