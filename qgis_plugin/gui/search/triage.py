"""Judging on behalf of the search page: keys, what comes next, notes, undo, and the full-screen window."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.drafts import correction_key, note_key
from ...core.judging import Judgement, counting
from ...core.judging_text import judgement_text
from ...core.results import CONFIRMED, REJECTED, heading, note_of
from ...core.slices import SlicedWork
from .details_hit import hit_from_details
from .full_screen import FullScreenTriage
from .judge_keys import FULL_SCREEN, NOTE, REDO, UNDO, JudgeKeys
from .large_pictures import LargePictures
from .note_panel import NotePanel, NoteTask
from .triage_bar import TriageBar

__all__ = ["Triage"]

COUNT_AFTER_MS = 30
"""Several changes at once are counted once."""


class Triage(QObject):
    """Ties keys and buttons of the list, the details, the map and the full-screen window to the `MarkEditor`."""

    told = pyqtSignal(str, str, object)
    """A sentence for its user, the label of a button (empty: none), and what is called when that is pressed."""

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._editor = page.mark_editor
        self._counts = None
        self.bar = TriageBar(self._editor.stack, page)
        self.notes = NotePanel(page)
        self.pictures = LargePictures(page.session.engine, self)
        self.full_screen = FullScreenTriage(page, self)
        self._keys = JudgeKeys(self.command, only=(UNDO, REDO), parent=self)
        page.installEventFilter(self._keys)
        self._counting = SlicedWork(self)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self._count)
        self._connect()

    @property
    def counts(self):
        """`core.judging.Counts` of the results; None before they were counted."""
        return self._counts

    def command(self, command) -> None:
        """Do what a key asks for: a `Judgement`, or one of `judge_keys`."""
        if isinstance(command, Judgement):
            self.judge(command)
        else:
            {NOTE: self.note, UNDO: self.undo, REDO: self.redo, FULL_SCREEN: self.full_screen.open}[command]()

    def judge(self, judgement: Judgement) -> None:
        """Judge what is meant, and go on to the next tile that nobody has judged."""
        hits = self.meant()
        if hits:
            self._editor.judge(hits, judgement)

    def undo(self, edits: int = 1) -> None:
        """Take back so many edits."""
        for _ in range(edits):
            self._editor.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._editor.redo()

    def note(self) -> None:
        """Write a note on the one tile that is meant."""
        hits = self.meant()
        if len(hits) != 1:
            return
        hit, results = hits[0], self._page.view.results
        task = NoteTask(
            key=note_key(results.catalog_id, hit.tile_id),
            title=self.tr("Note on “{tile}”").format(tile=heading(hit)),
            saved=note_of(hit),
            # Another catalog may be asked before the note is saved.
            then=lambda text: self._editor.note(self._present(hit, results), text, of=results),
        )
        self._note_panel().edit(task)

    def correct(self, tile) -> None:
        """Write what a tile (a Hit or TileDetails) really shows."""
        results = self._page.view.results
        task = NoteTask(
            key=correction_key(results.catalog_id, tile.tile_id),
            title=self.tr("What does this tile really show? Leave it empty to take your correction back."),
            saved=tile.summary,
            then=lambda text: text == tile.summary or self._editor.correct(tile.tile_id, text, of=results),
        )
        self._note_panel().edit(task)

    def meant(self) -> list:
        """The hits that a key is about: that of the window or of the details, else those selected in the list."""
        if self.full_screen.is_open:
            return [] if self.full_screen.hit is None else [self._present(self.full_screen.hit)]
        details = self._page.shown_details()
        if details is not None:
            return [] if self._page.awaits_details() else [self._present(hit_from_details(details))]
        return self._page.view.selected_hits()

    def show_results(self) -> None:
        """Other results are shown."""
        self.pictures.stop()
        self._count_soon.start()
        self.full_screen.refresh()

    def update_results(self, tile_ids) -> None:
        """Some hits have other marks."""
        self._count_soon.start()
        self.full_screen.refresh()

    def close_down(self) -> None:
        """Keep what is being written, and end what is in flight."""
        self.notes.keep()
        self.full_screen.close()
        self.pictures.close_down()
        self._count_soon.stop()
        self._counting.stop()

    # What happens

    def _present(self, hit, of=None):
        """The hit, of other results than the present ones where `of` is given, as it is now."""
        if of is not None and of.catalog_id != self._page.view.results.catalog_id:
            # Another catalog has tiles of the same numbers.
            return hit
        return self._page.view.hit_of(hit.tile_id) or hit

    def _note_panel(self) -> NotePanel:
        return self.full_screen.notes or self.notes

    def _on_judged(self, outcome) -> None:
        plan = outcome.plan
        if len(outcome.hits) > 1:
            self._tell_of_many(outcome)
        elif outcome.results.catalog_id == self._page.view.results.catalog_id and plan.changes and not plan.taken_back:
            self._go_on(outcome.hits[0].tile_id)

    def _go_on(self, tile_id: int) -> None:
        view = self._page.view
        if view.hit_of(tile_id) is None:
            # A place that was picked on the map: there is no next one.
            return
        following = view.next_unseen(tile_id)
        if following is None:
            self.told.emit(self.tr("All {count} tiles are judged.").format(count=len(view.results.hits)), "", None)
        else:
            self.show_hit(following)

    def show_hit(self, hit) -> None:
        """Make a hit the one that is meant, wherever its user is looking."""
        view = self._page.view
        listed = view.go_to(hit.tile_id)
        if self.full_screen.is_open:
            self.full_screen.show_hit(hit)
        elif self._page.shown_details() is not None:
            self._page.describe(hit.tile_id)
        elif listed:
            view.chosen.emit(hit)

    def step(self, step: int) -> None:
        """Go to the next tile (1), the one before (-1), or the next unseen one (2)."""
        hits = self.meant()
        if len(hits) != 1:
            return
        view, tile = self._page.view, hits[0].tile_id
        hit = view.next_unseen(tile) if step > 1 else view.neighbour(tile, step)
        if hit is not None:
            self.show_hit(hit)

    def _on_undone(self, name: str, tile_ids) -> None:
        self.told.emit(self.tr("Undone: {edit}").format(edit=name), self.tr("Redo"), self.redo)
        self._show_first(tile_ids)

    def _on_redone(self, name: str, tile_ids) -> None:
        self.told.emit(self.tr("Done again: {edit}").format(edit=name), "", None)
        self._show_first(tile_ids)

    def _show_first(self, tile_ids) -> None:
        """Of one tile, that it is seen what was undone; many are seen by the message."""
        if len(tile_ids) == 1:
            hit = self._page.view.hit_of(tile_ids[0])
            if hit is not None:
                self.show_hit(hit)

    def _tell_of_many(self, outcome) -> None:
        plan, changed, kept = outcome.plan, len(outcome.plan.changes), outcome.plan.kept
        if plan.taken_back:
            text = self.tr("The judgements of {count} tiles were taken back. Ctrl+Z brings them back.")
            self.told.emit(text.format(count=changed), "", None)
            return
        done = self._done(outcome.judgement).format(count=changed, grade=outcome.judgement.grade)
        if kept:
            stay = self.tr("{kept} of {all} were judged before and stay as they were.")
            text = " ".join(([done] if changed else []) + [stay.format(kept=len(kept), all=len(outcome.hits))])
            self.told.emit(text, self._them_too(outcome.judgement), lambda: self._judge_too(outcome))
        elif plan.overwritten:
            text = self.tr("{done} {count} of them had been judged otherwise. Ctrl+Z takes it back.")
            self.told.emit(text.format(done=done, count=plan.overwritten), "", None)
        else:
            self.told.emit(self.tr("{done} Ctrl+Z takes it back.").format(done=done), "", None)

    def _judge_too(self, outcome) -> None:
        kept, present = outcome.plan.kept, self._page.view.results
        if outcome.results.catalog_id == present.catalog_id:
            # Another catalog, which may have been asked meanwhile, has tiles of the same numbers.
            now = {hit.tile_id: hit for hit in present.hits}
            kept = [now.get(hit.tile_id, hit) for hit in kept]
        self._editor.judge(kept, outcome.judgement, overwrite=True, of=outcome.results)

    def _done(self, judgement: Judgement) -> str:
        if judgement.grade:
            return self.tr("{count} tiles graded as {grade}.")
        texts = {CONFIRMED: self.tr("{count} tiles confirmed."), REJECTED: self.tr("{count} tiles rejected.")}
        return texts.get(judgement.verdict, self.tr("{count} tiles marked as unsure."))

    def _them_too(self, judgement: Judgement) -> str:
        if judgement.grade:
            return self.tr("Grade them too")
        texts = {CONFIRMED: self.tr("Confirm them too"), REJECTED: self.tr("Reject them too")}
        return texts.get(
            judgement.verdict, self.tr("{judgement}, them too").format(judgement=judgement_text(judgement))
        )

    def _count(self) -> None:
        self._counting.stop()
        self._counting.run(counting(self._page.view.results.hits), self._show_counts)

    def _show_counts(self, counts) -> None:
        self._counts = counts
        self.bar.show_counts(counts)
        self.full_screen.show_counts(counts)

    def _on_draft_kept(self, _title: str) -> None:
        self.told.emit(self.tr("Not saved, but kept as a draft: the next note on this tile goes on with it."), "", None)

    def _connect(self) -> None:
        page, bar, view = self._page, self.bar, self._page.view
        view.judgement_requested.connect(self.judge)
        view.note_requested.connect(self.note)
        view.full_screen_requested.connect(self.full_screen.open)
        bar.undo_requested.connect(self.undo)
        bar.redo_requested.connect(self.redo)
        bar.full_screen_requested.connect(self.full_screen.open)
        bar.unseen_only_toggled.connect(view.set_unseen_only)
        self.watch_notes(self.notes, page)
        self._editor.judged.connect(self._on_judged)
        self._editor.undone.connect(self._on_undone)
        self._editor.redone.connect(self._on_redone)
        page.details.commanded.connect(self.command)
        page.details.stepped.connect(self.step)

    def watch_notes(self, notes: NotePanel, page=None) -> None:
        """Listen to an editor of notes."""
        notes.draft_kept.connect(self._on_draft_kept)
        if page is not None:
            notes.closed.connect(page.focus_results)
