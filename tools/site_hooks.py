"""What mkdocs does to each page: links to source files, which are no part of the site, become plain text."""

from __future__ import annotations

import re
from typing import Any

_TO_SOURCE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]+\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    return _TO_SOURCE.sub(r"\1", markdown)
