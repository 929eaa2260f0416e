"""Brings two dates of one place together: pairs, found, read on one grid, aligned, described and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.comparing.answers import most_changed, search_changes, search_was
    from tilescribe.comparing.locations import changes_of, open_changes
    from tilescribe.comparing.run import CompareOptions, check_comparison, compare

__all__ = [
    "CompareOptions",
    "changes_of",
    "check_comparison",
    "compare",
    "most_changed",
    "open_changes",
    "search_changes",
    "search_was",
]

__getattr__ = names_on_demand(
    __name__,
    {
        "CompareOptions": "tilescribe.comparing.run",
        "changes_of": "tilescribe.comparing.locations",
        "check_comparison": "tilescribe.comparing.run",
        "compare": "tilescribe.comparing.run",
        "most_changed": "tilescribe.comparing.answers",
        "open_changes": "tilescribe.comparing.locations",
        "search_changes": "tilescribe.comparing.answers",
        "search_was": "tilescribe.comparing.answers",
    },
)
"""Questions import nothing that reads pixels."""
