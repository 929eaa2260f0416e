"""Write the plugin's help page, resources/help/qgis.html, from docs/qgis.md.

    python -m tools.help_page

The page is opened in a browser from a file, so that help is there without a network. Pictures are left out of it, to
keep the package small.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
SOURCE, PAGE = ROOT / "docs" / "qgis.md", ROOT / "resources" / "help" / "qgis.html"
FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tilescribe in QGIS</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
h1, h2 {{ line-height: 1.2; margin: 2rem 0 .5rem; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .35rem .6rem;
         text-align: left; vertical-align: top; }}
code, pre {{ font: .9em ui-monospace, monospace; background: color-mix(in srgb, currentColor 8%, transparent);
             border-radius: 3px; padding: .1em .3em; }}
pre {{ padding: .6rem; overflow-x: auto; }}
pre code {{ background: none; padding: 0; }}
a {{ color: #d06a10; }}
</style>
</head>
<body>
{body}</body>
</html>
"""


def main() -> None:
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(rendered(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")


def rendered(text: str) -> str:
    """The page. Its headings can be linked to as GitHub links to them: `qgis.html#processing`."""
    parser = MarkdownIt("commonmark").enable("table")
    without_pictures = re.sub(r"^!\[.*\]\(.*\)\n+", "", text, flags=re.MULTILINE)
    # Other pages of the documentation do not come with the plugin.
    tokens = parser.parse(re.sub(r"\[([^\]]+)\]\([^)#:]+\.md(?:#[^)]*)?\)", r"\1", without_pictures))
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor(inside))
    return FRAME.format(body=parser.renderer.render(tokens, parser.options, {}))


def anchor(heading: Token) -> str:
    return re.sub(r"[^a-z0-9 -]", "", heading.content.lower()).replace(" ", "-")


if __name__ == "__main__":
    main()
