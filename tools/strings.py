"""The plugin's strings for people, with the contexts under which Qt looks them up at run time.

`lupdate` reads no Python, and `pylupdate6` knows neither a module's own `_tr` nor that PyQt takes the class of the
object for the context, not the one in which `self.tr` is written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["String", "StringsError", "strings"]

NO_COMMENT = ast.Constant(None)


class StringsError(Exception):
    """A string that could never be translated, where it stands and what to write instead."""


@dataclass(frozen=True, order=True)
class String:
    context: str
    text: str
    comment: str = ""
    plural: bool = False
    """Whether it is said with a number (`%n`), and so in several forms."""


@dataclass
class _Module:
    path: Path
    tree: ast.Module
    helpers: dict[str, str] = field(default_factory=dict)
    """Functions of the module that translate in one context: `_tr` -> `Formatting`. They take a text, and a number for
    one with plural forms."""
    classes: dict[str, list[str]] = field(default_factory=dict)
    """Each class with the names of those that it derives from."""


def strings(folder: Path) -> list[String]:
    """All strings of the plugin in `folder`, sorted. Raises StringsError."""
    modules = [_read(path) for path in sorted(folder.rglob("*.py"))]
    for module in modules:
        _take_up_imported_helpers(module, modules)
    bases = {name: parents for module in modules for name, parents in module.classes.items()}
    found: set[String] = set()
    for module in modules:
        found.update(_Visitor(module, bases).collect())
    return sorted(found)


def _read(path: Path) -> _Module:
    module = _Module(path, ast.parse(path.read_text(encoding="utf-8")))
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and (context := _helper_context(node)):
            module.helpers[node.name] = context
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            module.classes[node.name] = [ast.unparse(base).rpartition(".")[2] for base in node.bases]
    return module


def _helper_context(function: ast.FunctionDef) -> str:
    """The context of a function whose last line is `return QCoreApplication.translate("Context", text…)`."""
    last = function.body[-1]
    if isinstance(last, ast.Return) and isinstance(last.value, ast.Call) and _is_translate(last.value.func):
        arguments = last.value.args
        if len(arguments) > 1 and not isinstance(arguments[1], ast.Constant):
            return _literal(arguments[0]) or ""
    return ""


def _take_up_imported_helpers(module: _Module, modules: Sequence[_Module]) -> None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = module.path.parents[node.level - 1]
            target = folder.joinpath(*(node.module or "").split("."))
            for other in modules:
                if other.path in (target.with_suffix(".py"), target / "__init__.py"):
                    for alias in node.names:
                        if alias.name in other.helpers:
                            module.helpers[alias.asname or alias.name] = other.helpers[alias.name]


class _Visitor(ast.NodeVisitor):
    def __init__(self, module: _Module, bases: dict[str, list[str]]) -> None:
        self._module = module
        self._bases = bases
        self._classes: list[str] = []
        self._found: list[String] = []
        self._called: set[ast.expr] = set()

    def collect(self) -> list[String]:
        self.visit(self._module.tree)
        return self._found

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if not (node.name in self._module.helpers and _helper_context(node)):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        self._called.add(function)
        if _is_self_tr(function):
            self._add(node, self._contexts_of_self(), node.args)
        elif _is_translate(function):
            self._add(node, [_literal(node.args[0]) or ""], node.args[1:])
        elif isinstance(function, ast.Name) and function.id in self._module.helpers:
            self._add(
                node,
                [self._module.helpers[function.id]],
                [node.args[0], NO_COMMENT, *node.args[1:]] if len(node.args) > 1 else node.args,
            )
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "tr" and not (_is_self_tr(node) and node in self._called):
            raise self._error(node, "is no call of self.tr; write QCoreApplication.translate with a context instead")
        self.generic_visit(node)

    def _contexts_of_self(self) -> list[str]:
        """PyQt takes the name of the object's class: that of each class derived from this one, too."""
        mine = self._classes[-1]
        return [mine, *(name for name in self._bases if mine in _ancestors(name, self._bases))]

    def _add(self, node: ast.Call, contexts: list[str], arguments: Sequence[ast.expr]) -> None:
        text = _literal(arguments[0]) if arguments else None
        if not text or not all(contexts):
            raise self._error(node, "is not one string as it stands; no f-string, no variable: put them in by format()")
        comment = (_literal(arguments[1]) if len(arguments) > 1 else "") or ""
        for context in contexts:
            self._found.append(String(context, text, comment, plural=len(arguments) > 2))

    def _error(self, node: ast.expr, why: str) -> StringsError:
        return StringsError(f"{self._module.path}, line {node.lineno}: {ast.unparse(node)[:80]} {why}")


def _ancestors(name: str, bases: dict[str, list[str]]) -> Iterator[str]:
    for parent in bases.get(name, ()):
        yield parent
        if parent != name:
            yield from _ancestors(parent, bases)


def _is_self_tr(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "tr" and ast.unparse(node.value) == "self"


def _is_translate(node: ast.expr) -> bool:
    return ast.unparse(node) == "QCoreApplication.translate"


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
