"""An evaluation as one HTML file that a person reads: nothing beside it, nothing fetched, nothing run."""

from __future__ import annotations

from tilescribe.evaluate.report.page import render_html, write_html

__all__ = ["render_html", "write_html"]
