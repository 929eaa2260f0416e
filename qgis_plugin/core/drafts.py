"""Texts that a person typed and neither saved nor threw away; they outlive QGIS."""

from __future__ import annotations

import json

from qgis.core import QgsSettings

from .settings import NOTE_DRAFTS

__all__ = ["correction_key", "draft", "forget_draft", "keep_draft", "note_key"]

MAX_DRAFTS = 200
"""The oldest beyond are forgotten."""


def note_key(catalog_id: str, tile_id: int) -> str:
    """Of the note on a tile."""
    return f"{catalog_id}/{tile_id}/note"


def correction_key(catalog_id: str, tile_id: int) -> str:
    """Of what a person says that a tile shows."""
    return f"{catalog_id}/{tile_id}/correction"


def draft(key: str) -> str:
    """The text kept under a key; empty where there is none."""
    return _drafts().get(key, "")


def keep_draft(key: str, text: str) -> None:
    """Keep a text under a key, in place of what was kept there."""
    kept = _drafts()
    kept.pop(key, None)
    kept[key] = text
    _write(dict(list(kept.items())[-MAX_DRAFTS:]))


def forget_draft(key: str) -> None:
    """It was saved, or thrown away."""
    kept = _drafts()
    if kept.pop(key, None) is not None:
        _write(kept)


def _drafts() -> dict[str, str]:
    try:
        kept = json.loads(str(QgsSettings().value(NOTE_DRAFTS, "") or "{}"))
    except ValueError:
        # Written by something else than us.
        return {}
    return {str(key): str(text) for key, text in kept.items()} if isinstance(kept, dict) else {}


def _write(drafts: dict[str, str]) -> None:
    QgsSettings().setValue(NOTE_DRAFTS, json.dumps(drafts))
