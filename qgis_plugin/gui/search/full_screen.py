"""Full-screen triage: opens the window, fills it, and fetches the next pictures ahead."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, Qt

from ...core.formatting import format_score
from ...core.places import date_text, file_text
from ...core.results import dates_text, heading
from .tile_keys import other_picture, picture_key
from .triage_window import TriageWindow

__all__ = ["FullScreenTriage"]

AHEAD = 3
"""Tiles whose pictures are fetched before they are looked at."""


class FullScreenTriage(QObject):
    """The window, while it is open, on behalf of `Triage`."""

    def __init__(self, page, triage):
        super().__init__(triage)
        self._page = page
        self._triage = triage
        self._window = None
        self._tile = None
        triage.pictures.arrived.connect(self._on_picture)

    @property
    def window(self):
        """The `TriageWindow`; None while it is closed."""
        return self._window

    @property
    def is_open(self) -> bool:
        return self._window is not None

    @property
    def notes(self):
        """The editor of notes in the window; None while it is closed."""
        return None if self._window is None else self._window.notes

    @property
    def hit(self):
        """The hit in the window; None where there is none."""
        return None if self._tile is None else self._page.view.hit_of(self._tile)

    def open(self) -> None:
        """Show the tile that is meant, or the first unseen one, over the whole screen."""
        view = self._page.view
        meant = self._triage.meant()
        first = view.hit_of(meant[0].tile_id) if meant else None
        first = first or view.next_unseen(-1) or (view.results.hits[0] if view.results.hits else None)
        if first is None or self.is_open:
            return
        self._triage.notes.leave()
        self._window = window = TriageWindow(self._page.mark_editor.stack, self._page.window())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.commanded.connect(self._triage.command)
        window.stepped.connect(self._triage.step)
        window.undo_requested.connect(self._triage.undo)
        window.redo_requested.connect(self._triage.redo)
        window.left.connect(self._on_left)
        self._triage.watch_notes(window.notes)
        self._triage.told.connect(self._say)
        if self._triage.counts is not None:
            window.show_counts(self._triage.counts)
        window.showFullScreen()
        window.activateWindow()
        window.setFocus()
        self._triage.show_hit(first)

    def close(self) -> None:
        """Leave it, where it is open."""
        if self._window is not None:
            self._window.close()

    def show_hit(self, hit) -> None:
        """Show another hit."""
        self._tile = hit.tile_id
        self._show()
        self._fetch(hit)

    def refresh(self) -> None:
        """Show what is known now of the hit; the first one where it is none any more."""
        if self._window is None:
            return
        if self.hit is not None:
            self._show()
        elif self._page.view.results.hits:
            self.show_hit(self._page.view.results.hits[0])
        else:
            self.close()

    def show_counts(self, counts) -> None:
        if self._window is not None:
            self._window.show_counts(counts)

    def _show(self) -> None:
        hit, results = self.hit, self._page.view.results
        found = " · ".join((format_score(hit.score), date_text(hit), f"{hit.level_m:g} m"))
        facts = "\n".join(part for part in (found, file_text(hit), dates_text(hit)) if part)
        place = self.tr("No. {rank} of {count}").format(rank=hit.rank, count=len(results.hits))
        self._window.show_hit(hit, heading=heading(hit), facts=facts, place=place)
        self._show_pictures(hit)

    def _show_pictures(self, hit) -> None:
        pictures, shown = self._triage.pictures, self._window.pictures
        key = picture_key(self._page.view.results, hit)
        picture = pictures.picture(key)
        message = pictures.problem(key) or self.tr("The picture is on its way…")
        small = self._page.thumbnails.pixmap(hit.tile_id)
        caption = date_text(hit)
        other = other_picture(self._page.view.results, hit)
        shown.show_tile(hit.tile_id, picture if picture is not None else small, caption=caption, message=message)
        if other is None:
            shown.clear_other()
            return
        other_key, other_caption, earlier = other
        message = pictures.problem(other_key) or self.tr("The picture is on its way…")
        found = pictures.picture(other_key)
        shown.show_other(hit.tile_id, found, caption=other_caption, message=message, before=earlier)

    def _fetch(self, hit) -> None:
        """This tile's pictures, then those of the tiles that come next, then that of the one before."""
        view, wanted = self._page.view, [hit]
        ahead = hit
        for _ in range(AHEAD):
            ahead = view.next_unseen(ahead.tile_id)
            if ahead is None or ahead in wanted:
                break
            wanted.append(ahead)
        wanted += [one for one in (view.neighbour(hit.tile_id, 1), view.neighbour(hit.tile_id, -1)) if one is not None]
        keys = {}
        for one in wanted:
            keys[picture_key(view.results, one)] = None
            other = other_picture(view.results, one)
            if other is not None:
                keys[other[0]] = None
        self._triage.pictures.fetch(list(keys))

    def _on_picture(self, _key) -> None:
        if self._window is not None and self.hit is not None:
            self._show_pictures(self.hit)

    def _say(self, text: str, action: str, then) -> None:
        if self._window is not None:
            self._window.messages.show_message(text, action=action, then=then)

    def _on_left(self) -> None:
        self._window = None
        self._triage.told.disconnect(self._say)
        hit, self._tile = self.hit, None
        if hit is not None:
            # List, details and map are where its user has come to.
            self._triage.show_hit(hit)
        self._page.focus_results()
