"""The source is ready for Qt 6 and QGIS 4, and for Python 3.9: scanned, because only one QGIS is here."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PLUGIN = Path(__file__).resolve().parents[2] / "qgis_plugin"
FILES = sorted(PLUGIN.rglob("*.py"))
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtPrintSupport", "QtXml")

ALLOWED_ROOTS = {"qgis", "processing"}
"""Beside the standard library; `osgeo`, numpy and the rest are not promised by every QGIS."""

GONE = {
    "exec_": "exec()",
    "QRegExp": "QRegularExpression",
    "QRegExpValidator": "QRegularExpressionValidator",
    "QDesktopWidget": "QScreen",
    "QTextCodec": "Python's codecs",
    "QMatrix": "QTransform",
    "QSignalMapper": "functools.partial",
    "qApp": "QApplication.instance()",
    "globalPos": "globalPosition() where there is one, else pos()",
    "setTabStopWidth": "setTabStopDistance",
    "AA_EnableHighDpiScaling": "always on",
    "AA_UseHighDpiPixmaps": "always on",
    "MidButton": "MiddleButton",
    "processEvents": "nothing: no nested event loops",
    "QEventLoop": "nothing: no nested event loops",
    "QgsBlockingNetworkRequest": "the asynchronous client",
}
"""Removed in Qt 6 or not wanted here, and what takes its place."""

OUTSIDE_THE_GUI = {("core/fetching.py", "QgsBlockingNetworkRequest")}
"""In the thread of the set-up, which waits anyway."""

NEWER_THAN_3_9 = {
    "pairwise",
    "bit_count",
    "TypeAlias",
    "ParamSpec",
    "Self",
    "StrEnum",
    "tomllib",
    "ExceptionGroup",
    "UTC",
}


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for file in FILES:
        yield str(file.relative_to(PLUGIN)), ast.parse(file.read_text(encoding="utf-8"))


def _qt_class(name: str) -> Any:
    for module in MODULES:
        found = getattr(importlib.import_module(f"qgis.PyQt.{module}"), name, None)
        if found is not None:
            return found
    for module in ("qgis.core", "qgis.gui"):
        found = getattr(importlib.import_module(module), name, None)
        if found is not None:
            return found
    return None


def _is_enum_value(value: Any) -> bool:
    """An int with a class of its own, or a flag: what stands in a scope in Qt 6."""
    return not isinstance(value, type) and not callable(value) and type(value) not in (int, str, float, bool, bytes)


def _unscoped(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = node.value.id
            if name == "Qt" or name.startswith(("Q",)):
                owner = _qt_class(name)
                value = getattr(owner, node.attr, None) if isinstance(owner, type) else None
                if value is not None and isinstance(value, int) and _is_enum_value(value):
                    yield f"line {node.lineno}: {name}.{node.attr} lacks its scope"


def test_there_is_something_to_scan() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PLUGIN)))
def test_each_file_parses_as_python_3_9(file: Path) -> None:
    ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_annotations_are_never_evaluated_by_accident() -> None:
    """`X | None` in an annotation is fine from Python 3.7 on, with this import."""
    bare = [name for name, tree in _trees() if tree.body and "annotations" not in _future_imports(tree)]
    assert [name for name in bare if (PLUGIN / name).read_text(encoding="utf-8").strip()] == []


def _future_imports(tree: ast.Module) -> list[str]:
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__")
    return [alias.name for node in imports for alias in node.names] or (["annotations"] if len(tree.body) == 1 else [])


def test_nothing_is_used_that_python_3_9_lacks() -> None:
    found = []
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, (ast.Attribute, ast.alias, ast.Name)):
                word = getattr(node, "attr", None) or getattr(node, "name", None) or getattr(node, "id", None)
                if word in NEWER_THAN_3_9:
                    found.append(f"{name}: {word}")
            if isinstance(node, ast.Call):
                words = {keyword.arg for keyword in node.keywords}
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if (called == "dataclass" and words & {"slots", "kw_only"}) or (called == "zip" and "strict" in words):
                    found.append(f"{name}: {called} with {words}")
    assert found == []


def test_only_qgis_and_the_standard_library_are_imported() -> None:
    import sys

    allowed = ALLOWED_ROOTS | set(sys.stdlib_module_names) | {"__future__"}
    found = []
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [f"{name}: {alias.name}" for alias in node.names if alias.name.split(".")[0] not in allowed]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module.split(".")[0] not in allowed:
                found.append(f"{name}: {node.module}")
    assert found == []


def test_qt_is_imported_through_qgis_only() -> None:
    found = [
        f"{name}: {node.module}"
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(("PyQt", "PySide", "sip"))
    ]
    assert found == []


def test_enums_are_written_with_their_scope() -> None:
    found = [f"{name}, {complaint}" for name, tree in _trees() for complaint in _unscoped(tree)]
    assert found == []


def test_nothing_is_used_that_qt_6_has_not() -> None:
    found = []
    for name, tree in _trees():
        for node in ast.walk(tree):
            word = getattr(node, "attr", None) or getattr(node, "id", None)
            if isinstance(node, (ast.Attribute, ast.Name)) and word in GONE and (name, word) not in OUTSIDE_THE_GUI:
                found.append(f"{name}, line {node.lineno}: {word}; use {GONE[word]}")
    assert found == []


def test_core_knows_no_widget_and_no_gui() -> None:
    found = []
    for name, tree in _trees():
        if not name.startswith("core"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                module = "." * node.level + node.module
                if "QtWidgets" in module or module.startswith("qgis.gui") or module.lstrip(".").startswith("gui"):
                    found.append(f"{name}: {module}")
    assert found == []


def test_the_scan_sees_what_it_looks_for() -> None:
    bad = ast.parse(
        "from qgis.PyQt.QtCore import Qt\nx = Qt.AlignLeft\ny = QMessageBox.Yes\nz = Qt.AlignmentFlag.AlignLeft"
    )
    assert len(list(_unscoped(bad))) == 2
