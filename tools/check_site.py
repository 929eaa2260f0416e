"""See that the built site can be read without a network: nothing in it is loaded from another place.

    python -m tools.check_site build/site

Links that a reader may follow are left alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}
_LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "manifest",
}
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)


class _Assets(HTMLParser):
    """Addresses that a browser fetches by itself when it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if tag in _LOADING:
            self.found.append(values.get("src", ""))
        self.found += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        if tag == "link" and _LOADING_RELATIONS & set(values.get("rel", "").lower().split()):
            self.found.append(values.get("href", ""))
        self.found += _IN_STYLES.findall(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _IN_STYLES.findall(data)


def remote_assets(site: Path) -> Iterator[tuple[Path, str]]:
    """(page or style sheet, address) of all that would be loaded from another place."""
    for page in sorted(site.rglob("*.html")):
        assets = _Assets()
        assets.feed(page.read_text(encoding="utf-8"))
        yield from ((page, address) for address in assets.found if _REMOTE.match(address))
    for sheet in sorted(site.rglob("*.css")):
        yield from ((sheet, address) for address in _IN_STYLES.findall(sheet.read_text(encoding="utf-8")))


def main() -> int:
    site = Path(sys.argv[1])
    pages = len(list(site.rglob("*.html")))
    if not pages:
        print(f"{site} holds no page: build it with `make site`")
        return 2
    found = list(remote_assets(site))
    for page, address in found:
        print(f"{page} loads {address}")
    if not found:
        print(f"{site}: {pages} pages, nothing is loaded from elsewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
