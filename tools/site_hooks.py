"""What mkdocs does to each page, beyond Markdown: pages are written to be read in the repository, too.

Links to source files, which are no part of the site, become plain text; names of pages (docs/design.md) become links;
the page of changes takes its content from CHANGELOG.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_TO_SOURCE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]+\)")
_NAMED = re.compile(r"(?<![\w/`\[])docs/([\w-]+\.md)\b(?![`\]])")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Called by mkdocs for each page."""
    if page.file.src_uri == "changelog.md":
        markdown = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return for_the_site(markdown)


def for_the_site(markdown: str) -> str:
    """With links that lead to pages of the site, and only there; what is fenced stays as it is."""
    parts = _FENCED.split(markdown)
    parts[::2] = [_NAMED.sub(r"[docs/\1](\1)", _TO_SOURCE.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)
