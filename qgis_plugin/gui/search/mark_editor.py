"""Marks and corrections of hits: shown at once, reverted where the engine refuses, and undone on demand."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core import routes, settings
from ...core.collector import hold_results
from ...core.drafts import correction_key, keep_draft, note_key
from ...core.judging import STEP, Judgement, MarkChange, Plan, marking, noted, planning, with_marks_of
from ...core.protocol import Mark, Problem
from ...core.results import CONFIRMED, REJECTED, Results, heading, my_mark
from ...core.slices import SlicedWork, finished
from .mark_edits import CorrectionEdit, EditCommand, MarkEdit, QUndoStack
from .mark_writer import MarkWriter, Write

__all__ = ["Judged", "MarkEditor"]

MAX_UNDO = 500
"""Edits that can be undone; a bulk change is one."""
AT_ONCE = 2000
"""Of so many hits the marks are set without letting the event loop in: 4 ms."""
UNKNOWN_TILE = "unknown-tile"
"""Code of the problem that the catalog has no such tile (any more)."""
MAX_TEXT = 40
"""Letters of a tile's description in the name of an edit."""


@dataclass(frozen=True)
class Judged:
    """What a judgement came to."""

    judgement: Judgement
    plan: Plan
    hits: tuple
    results: Results
    """Those that were meant."""


class MarkEditor(QObject):
    """Keeps one `Results` in line with what its user thinks of the hits, and knows how it came to that."""

    changed = pyqtSignal(object, list)
    """`Results`, and the numbers of the tiles in them that changed."""
    marked = pyqtSignal(str, dict)
    """Of a catalog: my marks by tile (None: there is none any more), also of tiles that are no hits now."""
    written = pyqtSignal()
    """The catalog holds more of my marks than before."""
    judged = pyqtSignal(object)
    """`Judged`, once its marks are shown."""
    undone = pyqtSignal(str, list)
    """The name of an edit, and its tiles among those of the present catalog."""
    redone = pyqtSignal(str, list)
    corrected = pyqtSignal(object)
    """`TileDetails` after a correction."""
    failed = pyqtSignal(object)
    """A `Problem`; what was shown at once has been taken back."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._results = Results.empty()
        self._closed = False
        self._silent = False
        self._latest = {}
        self._known = {}
        self._written = {}
        self._work = SlicedWork(self)
        self._writer = MarkWriter(engine, self)
        self._writer.refused.connect(self._on_refused)
        self._writer.written.connect(self._on_written)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MAX_UNDO)

    @property
    def busy(self) -> bool:
        """Whether marks are still being shown or written."""
        return self._work.busy or self._writer.busy

    @property
    def undo_text(self) -> str:
        """The name of the edit that would be undone; empty where there is none."""
        edits = (self.stack.command(place) for place in range(self.stack.index() - 1, -1, -1))
        return next((edit.text() for edit in edits if not edit.isObsolete()), "")

    def set_results(self, results: Results, *, earlier: bool = False) -> Results:
        """Which results are meant from now on. Returns them with the marks that they lack: those that the engine
        may not have known of; of results of an `earlier` question all that were set since."""
        catalog = results.catalog_id
        me = settings.author()
        marks = self._known.get((catalog, me), {}) if earlier else self._writer.waiting(catalog, me)
        if marks and len(results.hits) <= AT_ONCE:
            results = finished(marking(results, marks))
        elif marks:
            QTimer.singleShot(0, lambda: self._closed or self._show(catalog, marks, me))
        self._results = results
        hold_results(len(results.hits))
        return results

    def judge(self, hits, judgement: Judgement, *, overwrite: bool = False, of: Optional[Results] = None) -> None:
        """Judge hits, of other results than the present ones where `of` is given; where all of them are judged so
        already, take it back. `judged` says what came of it."""
        hits, results = tuple(hits), of or self._results
        if results.catalog_id != self._results.catalog_id:
            # They are not kept in line any more.
            known = self._known.get((results.catalog_id, settings.author()), {})
            hits = finished(marking(results.with_hits(hits), known)).hits
        steps = planning(hits, judgement, question=results.question, author=settings.author(), overwrite=overwrite)
        self._work.run(steps, lambda plan: self._carry_out(results, Judged(judgement, plan, hits, results)))

    def note(self, hit, text: str, *, of: Optional[Results] = None) -> None:
        """Note something about a hit, of other results than the present ones where `of` is given; nothing takes the
        note back."""
        results = of or self._results
        # After a judgement that is still being planned, which would leave it out.
        self._work.run(_nothing(), lambda _none: self._closed or self._note(hit, text, results))

    def _note(self, hit, text: str, results: Results) -> None:
        author = settings.author()
        before = self.mark_of(results.catalog_id, hit.tile_id, my_mark(hit))
        after = noted(before, text.strip(), question=results.question, author=author)
        if (before.note if before else "") != text.strip():
            name = self.tr("Note on “{tile}”") if text.strip() else self.tr("Remove the note on “{tile}”")
            self._push_marks(name.format(tile=_short(hit)), {hit.tile_id: MarkChange(before, after)}, results)

    def mark_of(self, catalog_id: str, tile_id: int, known: Optional[Mark]) -> Optional[Mark]:
        """My mark of any tile: as I set it here, or else the one that is `known`."""
        return self._known.get((catalog_id, settings.author()), {}).get(tile_id, known)

    def change(self, name: str, catalog_id: str, catalog_path: str, changes: Mapping[int, MarkChange]) -> None:
        """Change my marks of any tiles of any catalog, hits or not, as one edit called `name` that can be undone."""
        edit = MarkEdit(catalog_id, catalog_path, settings.author(), changes)
        self.stack.push(EditCommand(name, edit, self._apply))

    def correct(self, tile_id: int, text: str, *, of: Optional[Results] = None) -> None:
        """Say what a tile really shows; nothing takes the correction back."""
        results = of or self._results
        # What a person said before is what undoing goes back to.
        call = self._engine.send_to_catalog(results.catalog_path, routes.tile(results.catalog_id, tile_id))
        call.done.connect(lambda details: self._closed or self._push_correction(results, details, text))
        call.failed.connect(
            lambda problem: self._fail(problem, {correction_key(results.catalog_id, tile_id): text} if text else {})
        )

    def undo(self) -> None:
        """Take the last edit back, once what was asked for before is one."""
        self._work.run(_nothing(), lambda _none: self._closed or self._undo())

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._work.run(_nothing(), lambda _none: self._closed or self._redo())

    def _undo(self) -> None:
        self._drop_obsolete()
        if self.stack.canUndo():
            command = self.stack.command(self.stack.index() - 1)
            name, tiles = command.text(), self._tiles(command.edit)
            self.stack.undo()
            self._work.run(_nothing(), lambda _none: self._closed or self.undone.emit(name, tiles))

    def _redo(self) -> None:
        while self.stack.canRedo() and self.stack.command(self.stack.index()).isObsolete():
            self.stack.redo()
        if self.stack.canRedo():
            command = self.stack.command(self.stack.index())
            name, tiles = command.text(), self._tiles(command.edit)
            self.stack.redo()
            self._work.run(_nothing(), lambda _none: self._closed or self.redone.emit(name, tiles))

    def take_over(self, catalog_id: str, changes: dict, *, asked: float = inf) -> None:
        """Take over what is thought of tiles elsewhere: tile to author to `Mark`, or None where that was taken back.

        What I have judged here stays, as long as the engine may not have known of it when it was `asked`
        (`time.monotonic()`).
        """
        me = settings.author()
        known, waiting = self._known.get((catalog_id, me), {}), self._writer.waiting(catalog_id, me)
        for tile in known.keys() & changes.keys():
            if me in changes[tile] and self._engine_knows(catalog_id, tile, waiting, asked):
                known[tile] = changes[tile][me]
        if catalog_id == self._results.catalog_id:
            self._work.run(self._taking_over(catalog_id, changes, asked))

    def _engine_knows(self, catalog_id: str, tile: int, waiting: Mapping, asked: float) -> bool:
        """Whether the engine, when it was asked, knew of all that I have set on a tile."""
        return tile not in waiting and self._written.get((catalog_id, tile), -inf) < asked

    def close_down(self) -> None:
        """What was judged is still written; nobody is told any more."""
        self._closed = True
        # It tells of its own end, too, when those who listen may be gone.
        self.stack.blockSignals(True)
        self._work.finish()
        self._writer.close_down()
        hold_results(0)

    # How edits are carried out

    def _carry_out(self, results: Results, outcome: Judged) -> None:
        if outcome.plan.changes:
            self._push_marks(self._name(outcome), outcome.plan.changes, results)
        self._work.run(_nothing(), lambda _none: self._closed or self.judged.emit(outcome))

    def _push_marks(self, name: str, changes: dict, results: Results) -> None:
        self.change(name, results.catalog_id, results.catalog_path, changes)

    def _push_correction(self, results: Results, details, text: str) -> None:
        before = next((one.text for one in details.descriptions if one.captioner == "user"), "")
        if before == text:
            return
        hit = next((one for one in results.hits if one.tile_id == details.tile_id), None)
        shown = None if hit is None or before else (hit.summary, hit.matched, hit.matched_kind)
        edit = CorrectionEdit(results.catalog_id, results.catalog_path, details.tile_id, before, text, shown)
        name = self.tr("Correct “{tile}”").format(tile=_short(hit) if hit else details.tile_id)
        self.stack.push(EditCommand(name, edit, self._apply))

    def _apply(self, command: EditCommand, forward: bool) -> None:
        if self._silent or self._closed:
            return
        edit = command.edit
        if isinstance(edit, CorrectionEdit):
            self._write_correction(command, edit, forward)
            return
        marks = edit.marks(forward=forward)
        if command.carried_out:
            marks = self._without_changed_since(edit, marks, forward)
            if not marks:
                return
        write = Write(edit.catalog_id, edit.catalog_path, marks, edit.author, (command, edit, forward))
        for tile in marks:
            self._latest[edit.catalog_id, edit.author, tile] = write
        self._known.setdefault((edit.catalog_id, edit.author), {}).update(marks)
        self._show(edit.catalog_id, marks, edit.author)
        self._writer.write(write)

    def _without_changed_since(self, edit: MarkEdit, marks: dict, forward: bool) -> dict:
        """Leave out what was judged elsewhere, in the same name, since the edit: undoing must not wipe that."""
        known = self._known.get((edit.catalog_id, edit.author), {})
        changed = edit.changed_since(known, forward=forward)
        if not changed:
            return marks
        text = self.tr("%Ln tiles were judged elsewhere since, and stay as they are.", None, len(changed))
        problem = Problem.local("judged-elsewhere", text)
        # After what is said of the undoing itself.
        QTimer.singleShot(0, lambda: self._closed or self.failed.emit(problem))
        return {tile: mark for tile, mark in marks.items() if tile not in changed}

    def _show(self, catalog_id: str, marks: dict, author: str) -> None:
        if author == settings.author():
            self._work.run(self._showing(catalog_id, marks), lambda _none: self.marked.emit(catalog_id, marks))
        elif catalog_id == self._results.catalog_id:
            # An edit of before its user took another name.
            theirs = {tile: {author: mark} for tile, mark in marks.items()}
            self._work.run(self._taking_over(catalog_id, theirs, inf))

    def _showing(self, catalog_id: str, marks: dict):
        """Put my marks on the hits, also where other results have come before that was done."""
        while catalog_id == self._results.catalog_id:
            before = self._results
            changed = yield from marking(before, marks)
            if before is self._results:
                self._results = changed
                self.changed.emit(changed, list(marks))
                return

    def _taking_over(self, catalog_id: str, changes: dict, asked: float):
        mine = settings.author()
        waiting = self._writer.waiting(catalog_id, mine)
        results = self._results
        changed = {}
        for number, hit in enumerate(results.hits):
            if number % STEP == STEP - 1:
                yield
            said = dict(changes.get(hit.tile_id, {}))
            if mine in said and not self._engine_knows(catalog_id, hit.tile_id, waiting, asked):
                del said[mine]
            if said:
                changed[hit.tile_id] = with_marks_of(hit, said)
        if changed and results is self._results:
            self._results = results.with_hits(changed.get(hit.tile_id, hit) for hit in results.hits)
            self.changed.emit(self._results, list(changed))

    # What the engine says

    def _on_written(self, write: Write) -> None:
        now = time.monotonic()
        for tile in write.marks:
            self._written[write.catalog_id, tile] = now
            if self._latest.get((write.catalog_id, write.author, tile)) is write:
                del self._latest[write.catalog_id, write.author, tile]
        self.written.emit()

    def _on_refused(self, write: Write, problem) -> None:
        command, edit, forward = write.token
        before = edit.marks(forward=not forward)
        self._keep_stack_true(command, forward, lasts=problem.code == UNKNOWN_TILE)
        back = {
            tile: mark
            for tile, mark in before.items()
            if self._latest.get((write.catalog_id, write.author, tile)) is write
        }
        self._known.setdefault((write.catalog_id, write.author), {}).update(back)
        self._show(write.catalog_id, back, write.author)
        notes = edit.new_notes() if forward else {}
        self._fail(problem, {note_key(write.catalog_id, tile): text for tile, text in notes.items()})

    def _fail(self, problem, texts: dict) -> None:
        """Tell what was refused; texts that a person typed, by their key, are kept as drafts."""
        for key, text in texts.items():
            keep_draft(key, text)
        if texts:
            kept = self.tr("What you wrote is kept as a draft.")
            problem = dataclasses.replace(problem, detail=f"{problem.detail} {kept}")
        self.failed.emit(problem)

    def _write_correction(self, command: EditCommand, edit: CorrectionEdit, forward: bool) -> None:
        text, catalog = edit.text(forward=forward), edit.catalog_id
        route = routes.correct(catalog, edit.tile_id, text) if text else routes.remove_correction(catalog, edit.tile_id)
        call = self._engine.send_to_catalog(edit.catalog_path, route)
        call.done.connect(lambda details: self._closed or self._on_corrected(edit, text, details))
        call.failed.connect(lambda problem: self._closed or self._on_not_corrected(command, forward, problem))

    def _on_corrected(self, edit: CorrectionEdit, text: str, details) -> None:
        if edit.catalog_id == self._results.catalog_id:
            self._results = self._results.with_correction(details.tile_id, details.summary)
            if not text and edit.shown_before is not None:
                self._results = _reworded(self._results, edit.tile_id, *edit.shown_before)
            self.changed.emit(self._results, [details.tile_id])
        self.corrected.emit(details)

    def _on_not_corrected(self, command: EditCommand, forward: bool, problem) -> None:
        self._keep_stack_true(command, forward, lasts=problem.code == UNKNOWN_TILE)
        edit = command.edit
        kept = {correction_key(edit.catalog_id, edit.tile_id): edit.after} if forward and edit.after else {}
        self._fail(problem, kept)

    def _keep_stack_true(self, command: EditCommand, forward: bool, *, lasts: bool = False) -> None:
        """What was refused did not happen: it leaves the stack, or can still be undone where undoing was refused;
        where that `lasts`, it cannot, and is not in the way of what was done before it."""
        place = next((at for at in range(self.stack.count()) if self.stack.command(at) is command), None)
        if place is None:
            return
        if isinstance(command.edit, MarkEdit) and forward:
            for later in range(place + 1, self.stack.count()):
                other = self.stack.command(later).edit
                if isinstance(other, MarkEdit) and other.catalog_id == command.edit.catalog_id:
                    other.rebase(command.edit)
        self._silent = True
        try:
            if forward:
                command.setObsolete(True)
                self._drop_obsolete()
            elif place == self.stack.index() and not lasts:
                self.stack.redo()
            else:
                command.setObsolete(True)
        finally:
            self._silent = False

    def _tiles(self, edit) -> list:
        """Of the catalog that the results are of; another has tiles of the same numbers."""
        if edit.catalog_id != self._results.catalog_id:
            return []
        return [edit.tile_id] if isinstance(edit, CorrectionEdit) else list(edit.changes)

    def _drop_obsolete(self) -> None:
        while self.stack.canUndo() and self.stack.command(self.stack.index() - 1).isObsolete():
            self.stack.undo()

    # What edits are called

    def _name(self, outcome: Judged) -> str:
        plan, count = outcome.plan, len(outcome.plan.changes)
        if count == 1:
            changed = next(hit for hit in outcome.hits if hit.tile_id in plan.changes)
            name = self.tr("Take back the judgement of “{tile}”") if plan.taken_back else self._name_of_one(outcome)
            return name.format(tile=_short(changed), grade=outcome.judgement.grade)
        if plan.taken_back:
            return self.tr("Take back {count} judgements").format(count=count)
        names = {CONFIRMED: self.tr("Confirm {count} tiles"), REJECTED: self.tr("Reject {count} tiles")}
        name = names.get(outcome.judgement.verdict, self.tr("Unsure about {count} tiles"))
        if outcome.judgement.grade:
            name = self.tr("Grade {count} tiles as {grade}")
        return name.format(count=count, grade=outcome.judgement.grade)

    def _name_of_one(self, outcome: Judged) -> str:
        if outcome.judgement.grade:
            return self.tr("Grade “{tile}” as {grade}")
        names = {CONFIRMED: self.tr("Confirm “{tile}”"), REJECTED: self.tr("Reject “{tile}”")}
        return names.get(outcome.judgement.verdict, self.tr("Unsure about “{tile}”"))


def _reworded(results: Results, tile_id: int, summary: str, matched: str, kind: str) -> Results:
    return results.with_hits(
        dataclasses.replace(hit, summary=summary, matched=matched, matched_kind=kind) if hit.tile_id == tile_id else hit
        for hit in results.hits
    )


def _short(hit) -> str:
    """The beginning of what a tile shows; `&` doubled, or menus would take it for a shortcut."""
    text = heading(hit)
    return (text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rstrip() + "…").replace("{", "(").replace("}", ")")


def _nothing():
    return
    yield
