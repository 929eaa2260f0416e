"""Times as the interface writes them."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["now", "shown"]


def now() -> str:
    """The present moment, ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shown(moment: datetime | None) -> str | None:
    """ISO 8601, UTC."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None
