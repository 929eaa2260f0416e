"""Every relative link of the documentation leads somewhere, and every page is in the site's navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tools.check_site import remote_assets
from tools.site_hooks import for_the_site

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
PARSER = MarkdownIt("commonmark").enable("table")


def links(page: Path) -> Iterator[str]:
    for token in _inside(PARSER.parse(page.read_text(encoding="utf-8"))):
        address = token.attrGet("href") or token.attrGet("src")
        if address and not re.match(r"[a-z]+:", str(address)):
            yield unquote(str(address))


def anchors(page: Path) -> set[str]:
    """As GitHub and mkdocs make them of headings."""
    tokens = PARSER.parse(page.read_text(encoding="utf-8"))
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _inside(token.children or [])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link}"


def test_links_are_found_at_all() -> None:
    assert "docs/qgis.md" in list(links(ROOT / "README.md"))
    assert "docs/images/demo.jpg" in list(links(ROOT / "README.md"))
    assert "first-search" in anchors(ROOT / "docs" / "qgis.md")


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    navigation = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert sorted(_listed(navigation)) == sorted(page.name for page in (ROOT / "docs").glob("*.md"))


def _listed(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from (name for value in part.values() for name in _listed(value))
    elif isinstance(part, list):
        yield from (name for value in part for name in _listed(value))


def test_links_to_source_files_become_text_on_the_site_and_names_of_pages_become_links() -> None:
    assert for_the_site("See [`a.py`](../backend/a.py) and [b](b.md).") == "See `a.py` and [b](b.md)."
    assert for_the_site("As it is (docs/b-c.md).") == "As it is ([docs/b-c.md](b-c.md))."
    left = "`docs/b.md`, [docs/b.md](b.md)\n```text\nSee docs/b.md, [a](../a).\n```\n"
    assert for_the_site(left) == left


def test_what_a_page_loads_from_elsewhere_is_seen_and_links_are_not(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<a href="https://example.org/a">a</a><link rel="canonical" href="https://example.org/">'
        '<script src="b.js"></script><img src="c.png" srcset="d.png 2x"><style>p { background: url(e.png) }</style>'
    )
    assert list(remote_assets(tmp_path)) == []
    page.write_text(
        '<script src="https://b.org/b.js"></script><img src="//c.org/c.png" srcset="http://d.org/d.png 2x">'
        '<link rel="stylesheet" href="https://e.org/e.css"><style>@import "https://f.org/f.css";</style>'
    )
    (tmp_path / "g.css").write_text("p { background: url('https://g.org/g.png') }")
    assert [address.partition("://")[2] or address for _, address in remote_assets(tmp_path)] == [
        *("b.org/b.js", "//c.org/c.png", "d.org/d.png", "e.org/e.css", "f.org/f.css", "g.org/g.png")
    ]
