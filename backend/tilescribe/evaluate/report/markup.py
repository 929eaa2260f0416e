"""HTML whose text cannot but be escaped: what is not `Html` already is text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

__all__ = ["Child", "Html", "element", "join", "table"]

_VOID = frozenset({"br", "img", "meta"})
"""Elements of HTML without an end. Those of SVG need one, or they swallow what follows."""


class Html(str):
    """Markup. Only `element` and constants of this package make it."""

    __slots__ = ()


Child: TypeAlias = str | Iterable["Child"] | None
"""Text, markup, nothing, or several of them."""


def element(tag: str, /, *children: Child, **attributes: str | float | bool | None) -> Html:
    """One element with escaped text and attributes.

    Args:
        tag: Name of the element.
        children: Its content in order.
        attributes: `class_` is `class`, other underscores are hyphens; None and False leave one out.
    """
    opening = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    if tag in _VOID:
        return Html(opening)
    return Html(f"{opening}{join(children)}</{tag}>")


def join(children: Child) -> Html:
    """Markup of several children, one after the other."""
    if children is None:
        return Html()
    if isinstance(children, Html):
        return children
    if isinstance(children, str):
        return Html(escape(children))
    return Html("".join(join(child) for child in children))


def table(caption: Child, head: Sequence[Iterable[Html]], body: Iterable[Iterable[Html]], *, class_: str = "") -> Html:
    """A table that scrolls sideways where the page is too narrow. Rows are lists of `th` and `td`."""
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", [element("tr", row) for row in head]) if head else None,
            element("tbody", [element("tr", row) for row in body]),
        ),
        class_=f"scroll {class_}".strip(),
        # A region that scrolls must be reachable by keyboard.
        tabindex=0,
        role="group",
        aria_label="Table",
    )


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    spelled = name.rstrip("_").replace("_", "-")
    return f" {spelled}" if value is True else f' {spelled}="{escape(f"{value}")}"'
