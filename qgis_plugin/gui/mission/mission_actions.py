"""What can be done with entries of the mission list, and their context menu."""

from __future__ import annotations

import dataclasses

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QMenu

from ...core import settings
from ...core.asked_again import request_again
from ...core.drafts import note_key
from ...core.judging import Judgement, MarkChange, graded, noted
from ...core.mission_text import file_of
from ...core.protocol import Mark
from ...core.results import CONFIRMED, REJECTED, UNSURE
from ...core.shapes import POLYGON
from ..drawing.drawing_menu import add_drawing
from ..drawing.shape_drawer import MarkTarget
from ..icons import icon
from ..search.judge_keys import NOTE, REDO, UNDO, JudgeKeys
from ..search.note_panel import NoteTask

__all__ = ["MissionActions"]


class MissionActions(QObject):
    """Acts on behalf of the `MissionPage`. Judgements go through the editor of marks of the `SearchPage`, so that all
    of them can be undone in one order."""

    def __init__(self, page, search):
        super().__init__(page)
        self._page = page
        self._search = search
        self._marks = search.mark_editor
        self.drawer = search.tile_actions.drawer
        view = page.view
        view.customContextMenuRequested.connect(self._show_menu)
        self._keys = JudgeKeys(self.command, parent=self)
        view.installEventFilter(self._keys)
        view.draw_requested.connect(lambda: self.draw(POLYGON))
        view.removal_requested.connect(self.take_back)

    def command(self, command) -> None:
        """Do what a key asks for: a `Judgement`, or one of `judge_keys`."""
        if isinstance(command, Judgement):
            self.judge(command)
        elif command in (NOTE, UNDO, REDO):
            {NOTE: self.note, UNDO: self._marks.undo, REDO: self._marks.redo}[command]()

    def judge(self, judgement: Judgement) -> None:
        """Judge the selected places myself; where I have judged all of them so already, take it back. Of several those
        that I judged otherwise stay as they are."""
        targets = self._targets()
        marks = [self._mine(target) for target in targets]
        back = bool(marks) and all(judgement.holds(mark) for mark in marks)
        changes, kept = [], 0
        for target, mark in zip(targets, marks):
            if back:
                changes.append((target, mark, dataclasses.replace(mark, verdict=None, grade="")))
            elif mark is not None and mark.verdict and len(targets) > 1 and not judgement.holds(mark):
                kept += 1
            elif not judgement.holds(mark):
                base = mark or self._blank(target)
                after = dataclasses.replace(base, verdict=judgement.verdict, grade=judgement.grade)
                changes.append((target, mark, after))
        self._push(changes, self.tr("Judge “{tile}”"), self.tr("Judge {count} places"))
        if kept:
            text = self.tr("{count} places that you judged otherwise stay as they are. Select one alone to change it.")
            self._page.message_emitted.emit(text.format(count=kept))

    def take_back(self) -> None:
        """Take back all that I think of the selected places."""
        changes = [(target, self._mine(target), None) for target in self._targets()]
        changes = [change for change in changes if change[1] is not None]
        self._push(changes, self.tr("Take back the mark of “{tile}”"), self.tr("Take back {count} marks"))
        if not changes:
            self._page.message_emitted.emit(self.tr("There is no mark of yours on what is selected."))

    def note(self) -> None:
        """Ask for a note of mine on the place that is selected, and keep it."""
        targets = self._targets()
        if len(targets) != 1:
            return
        target, mark = targets[0], self._mine(targets[0])
        task = NoteTask(
            # The same as in the results list, so that a draft is gone on with in either.
            key=note_key(target.catalog_id, target.tile_id),
            title=self.tr("Note on “{tile}”").format(tile=target.name),
            saved=mark.note if mark is not None else "",
            then=lambda text: self._keep_note(target, text),
        )
        self._page.notes.edit(task)

    def ask_again(self, entry, then=None) -> None:
        """Ask the question under which a place was judged, of its catalog; `then()` follows the answer."""
        request = request_again(entry.mark.question)
        if request is not None:
            self._page.search_shown.emit()
            self._search.ask_of(entry.catalog.path, request, then)

    def describe(self, entry) -> None:
        """Show all that is known of a tile; of another catalog than the results are of after asking it."""
        tile = entry.mark.tile_id
        if self._is_present(entry):
            self._page.search_shown.emit()
            self._search.tile_actions.describe(tile)
        else:
            self.ask_again(entry, lambda: self._search.tile_actions.describe(tile))

    def draw(self, kind: str) -> None:
        """Draw on the place that is selected."""
        targets = self._targets()
        if len(targets) == 1:
            self.drawer.draw(targets[0], kind)

    def menu(self, entries, parent) -> QMenu:
        """A menu for at least one entry."""
        menu = QMenu(parent)
        first, one = entries[0], len(entries) == 1
        self._add(menu, "zoom-to", self.tr("Zoom to"), lambda: self._zoom(entries), key=self.tr("Enter"))
        if one:
            placed = first.mark.tile_id is not None
            self._add(
                menu,
                "describe",
                self.tr("Describe"),
                lambda: self.describe(first),
                enabled=placed and (self._is_present(first) or request_again(first.mark.question) is not None),
            )
            asked = first.mark.question
            text = self.tr("Ask “{question}” again").format(question=_short(asked)) if asked else ""
            self._add(
                menu,
                "search",
                text or self.tr("Open its question again"),
                lambda: self.ask_again(first),
                enabled=request_again(asked) is not None,
            )
        targets = self._targets()
        if targets:
            menu.addSeparator()
            self._add_judgements(menu, targets)
            menu.addSeparator()
            self._add_drawing(menu, targets)
        return menu

    # How

    def _add_judgements(self, menu, targets) -> None:
        marks = [self._mine(target) for target in targets]
        texts = {
            CONFIRMED: (self.tr("Confirm"), self.tr("Take the confirmation back"), "confirm", "C"),
            REJECTED: (self.tr("Reject"), self.tr("Take the rejection back"), "reject", "R"),
            UNSURE: (self.tr("Unsure"), self.tr("Take “unsure” back"), "unsure", "U"),
        }
        for verdict, (text, back, name, key) in texts.items():
            judgement = Judgement(verdict)
            held = all(judgement.holds(mark) for mark in marks)
            self._add(menu, name, back if held else text, lambda judgement=judgement: self.judge(judgement), key=key)
        grades = settings.grades()
        if grades:
            graded_menu = menu.addMenu(self.tr("Grade"))
            for number, grade in enumerate(grades, start=1):
                action = graded_menu.addAction(f"{grade}\t{number}")
                action.triggered.connect(lambda _checked=False, number=number: self._grade(number))
        if len(targets) == 1:
            self._add(menu, "note", self.tr("Note…"), self.note, key="N")
        self._add(
            menu,
            "remove",
            self.tr("Take my mark back"),
            self.take_back,
            key=self.tr("Del"),
            enabled=any(mark is not None for mark in marks),
        )

    def _add_drawing(self, menu, targets) -> None:
        add_drawing(menu, [dataclasses.replace(one, mark=self._mine(one)) for one in targets], self.drawer)

    def _grade(self, number: int) -> None:
        judgement = graded(settings.grades(), number)
        if judgement is not None:
            self.judge(judgement)

    def _keep_note(self, target, text: str) -> None:
        before = self._mine(target)
        after = noted(before, text, question=target.question, author=settings.author())
        if (before.note if before else "") != text:
            self._push([(target, before, after)], self.tr("Note on “{tile}”"), "")

    def _push(self, changes, name: str, name_of_many: str) -> None:
        """`changes`: (target, mark before, mark after)."""
        by_catalog = {}
        for target, before, after in changes:
            kept = after if after is not None and after.has_content else None
            key = (target.catalog_id, target.catalog_path)
            by_catalog.setdefault(key, {})[target.tile_id] = MarkChange(before, kept)
        for (catalog_id, path), marks in by_catalog.items():
            text = name.format(tile=changes[0][0].name) if len(changes) == 1 else name_of_many.format(count=len(marks))
            self._marks.change(text, catalog_id, path, marks)

    def _targets(self) -> list:
        """The tiles of what is selected, each once."""
        targets = {}
        for entry in self._page.view.selected_entries():
            if entry.mark.tile_id is not None and entry.place not in targets:
                targets[entry.place] = MarkTarget(
                    entry.catalog.id,
                    entry.catalog.path,
                    entry.mark.tile_id,
                    entry.mark.geometry,
                    self._page.book.mark_of(entry.catalog.id, entry.mark.tile_id, settings.author()),
                    entry.mark.question,
                    _short(file_of(entry)),
                )
        return list(targets.values())

    def _mine(self, target):
        """My mark of a tile, also where it is still on its way to the engine."""
        return self._marks.mark_of(target.catalog_id, target.tile_id, target.mark)

    def _blank(self, target) -> Mark:
        return Mark(question=target.question, verdict=None, author=settings.author())

    def _is_present(self, entry) -> bool:
        """Whether the search page is about the catalog of an entry."""
        results, catalog = self._search.view.results, self._search.session.catalog
        present = results.catalog_id or (catalog.id if catalog is not None else "")
        return present == entry.catalog.id

    def _zoom(self, entries) -> None:
        self._search.map_sync.navigator.zoom([entry.mark for entry in entries])

    def _show_menu(self, point) -> None:
        view = self._page.view
        entries = view.selected_entries()
        if entries:
            menu = self.menu(entries, view)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(view.viewport().mapToGlobal(point))

    @staticmethod
    def _add(menu, name: str, label: str, then, *, key: str = "", enabled: bool = True) -> None:
        # The key is shown only: the list itself listens to its keys.
        action = menu.addAction(icon(name), f"{label}\t{key}" if key else label)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: then())


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39].rstrip() + "…"
