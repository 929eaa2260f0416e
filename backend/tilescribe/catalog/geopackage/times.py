"""Times as GeoPackage writes them: ISO 8601, UTC, milliseconds, `Z` (requirement 5, DATETIME)."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["NOW", "from_sql", "to_sql"]

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
"""SQL for the present moment."""


def to_sql(moment: datetime | None) -> str | None:
    """`2024-06-01T10:20:30.000Z`; a moment without a zone counts as UTC."""
    if moment is None:
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_sql(text: str | None) -> datetime | None:
    """The moment in UTC, whichever of the ISO 8601 forms a GIS program has written."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
