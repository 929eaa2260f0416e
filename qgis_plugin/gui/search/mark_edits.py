"""Edits of marks and corrections as commands of an undo stack."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from ...core.judging import MarkChange

try:  # Qt 6
    from qgis.PyQt.QtGui import QUndoCommand, QUndoStack
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QUndoCommand, QUndoStack

__all__ = ["CorrectionEdit", "EditCommand", "MarkEdit", "QUndoStack"]


@dataclass(eq=False)
class MarkEdit:
    """Marks of one catalog, before and after."""

    catalog_id: str
    catalog_path: str
    author: str
    changes: Mapping[int, MarkChange]
    """By the number of the tile."""

    def marks(self, *, forward: bool) -> dict:
        """What the tiles bear after the edit, or before it."""
        return {tile: change.after if forward else change.before for tile, change in self.changes.items()}

    def changed_since(self, known: Mapping, *, forward: bool) -> frozenset:
        """Tiles whose marks are `known` to be others than the edit left them, before it is done (again) or undone."""
        left = self.marks(forward=not forward)
        return frozenset(tile for tile, mark in left.items() if tile in known and not _alike(known[tile], mark))

    def new_notes(self) -> dict:
        """Notes by tile that the edit writes."""
        found = {}
        for tile, change in self.changes.items():
            before = "" if change.before is None else change.before.note
            if change.after is not None and change.after.note not in ("", before):
                found[tile] = change.after.note
        return found

    def rebase(self, failed: MarkEdit) -> None:
        """An earlier edit was refused: what it would have left is not what this one found."""
        changes = dict(self.changes)
        for tile in changes.keys() & failed.changes.keys():
            if _undated(changes[tile].before) == _undated(failed.changes[tile].after):
                changes[tile] = MarkChange(failed.changes[tile].before, changes[tile].after)
        self.changes = changes


@dataclass(eq=False)
class CorrectionEdit:
    """What a person said that a tile shows, before and after; empty where that is nothing."""

    catalog_id: str
    catalog_path: str
    tile_id: int
    before: str
    after: str
    shown_before: Optional[tuple] = None
    """(summary, matched, matched_kind) of the hit before the first correction."""

    def text(self, *, forward: bool) -> str:
        return self.after if forward else self.before


class EditCommand(QUndoCommand):
    """One edit of the stack. `apply(command, forward)` carries it out, in either direction."""

    def __init__(self, text: str, edit, apply):
        super().__init__(text)
        self.edit = edit
        self.carried_out = False
        """It was, at least once."""
        self._apply = apply

    def redo(self):
        self._apply(self, True)
        self.carried_out = True

    def undo(self):
        self._apply(self, False)


def _alike(one, other) -> bool:
    """Whether two marks say the same; the engine writes question, time and shape in a form of its own."""
    return one is other or _said(one) == _said(other)


def _said(mark) -> tuple:
    if mark is None:
        return (None, "", "", None, False)
    return (mark.verdict, mark.grade, mark.note, mark.count, mark.shape is not None)


def _undated(mark):
    """What is shown has a time of our own until the engine says when."""
    return mark and dataclasses.replace(mark, updated="")
