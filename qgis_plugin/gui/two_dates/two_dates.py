"""The rasters of the results on the map: the hit's own on top, and two dates of its place to compare."""

from __future__ import annotations

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import QMenu

from ...core import settings
from ...core.places import date_text, file_text
from .bar import AUTOMATIC, TwoDatesBar
from .catalog_dates import KnownDates
from .comparison import Comparison
from .layer_order import LayerOrder, top_picture
from .overlay import AFTER, BEFORE
from .project_rasters import ProjectRasters
from .side_finder import LABEL, LAYER, SET, SideFinder, Sides, pictures_of_project
from .temporal import drop_dates, has_dates, use_dates

__all__ = ["BRING_UP", "LEAVE", "UNCOVER", "TwoDates"]

BRING_UP, UNCOVER, LEAVE = "bring_up", "uncover", "leave"
"""What a click does with the raster of a result."""
SETTLE_MS = 120
"""Results that are passed with the arrow keys need no layers."""


class TwoDates(QObject):
    """On behalf of the `SearchPage`."""

    def __init__(self, iface, page):
        super().__init__(page)
        self._page = page
        self._hit = None
        self._layer = None
        self._known = KnownDates()
        self._automatic = None
        self._chosen = {BEFORE: AUTOMATIC, AFTER: AUTOMATIC}
        self.rasters = ProjectRasters(self)
        self.order = LayerOrder(self)
        self._place = None
        self.finder = SideFinder(page.session, self.rasters, self)
        self.comparison = Comparison(iface, self)
        self.bar = TwoDatesBar(page)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._connect()
        self.extend_menu(page.header.options_menu)

    # Choices

    @property
    def on_click(self) -> str:
        """BRING_UP, UNCOVER or LEAVE, as its user chose; BRING_UP at first."""
        chosen = str(QgsSettings().value(settings.RASTER_ON_CLICK, BRING_UP))
        return chosen if chosen in (BRING_UP, UNCOVER, LEAVE) else BRING_UP

    @property
    def adds(self) -> bool:
        """A click adds the raster of a result to the project where that does not have it."""
        return QgsSettings().value(settings.ADD_ON_CLICK, False, type=bool)

    def extend_menu(self, menu: QMenu) -> None:
        """Add what can be chosen about rasters and dates to the menu of the results."""
        menu.addSection(self.tr("The raster of the result"))
        labels = {
            BRING_UP: self.tr("A click brings it above other rasters"),
            UNCOVER: self.tr("A click hides the rasters that cover it"),
            LEAVE: self.tr("A click leaves the layers as they are"),
        }
        self._actions = {}
        for choice, label in labels.items():
            self._actions[choice] = action = menu.addAction(label)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, choice=choice: self._choose_on_click(choice))
        self._adds = menu.addAction(self.tr("A click adds it to the project where it is missing"))
        self._adds.setCheckable(True)
        self._adds.setChecked(self.adds)
        self._adds.toggled.connect(lambda wanted: QgsSettings().setValue(settings.ADD_ON_CLICK, wanted))
        self._put_back = menu.addAction(self.tr("Put the layers back"))
        self._put_back.triggered.connect(lambda _checked=False: self.order.restore())
        menu.addSeparator()
        self._upright = menu.addAction(self.tr("Swipe with an upright divider"))
        self._upright.setCheckable(True)
        self._upright.triggered.connect(self.comparison.set_vertical)
        self._dated = menu.addAction(self.tr("Use dates of rasters in the temporal controller"))
        self._dated.setCheckable(True)
        self._dated.triggered.connect(self._use_dates)
        menu.aboutToShow.connect(self._show_choices)
        self._show_choices()

    # What happens

    def close_down(self) -> None:
        """Leave nothing on the canvas, in the window or in the layer tree."""
        self._settle.stop()
        QgsProject.instance().cleared.disconnect(self._forget)
        self._page.view.removeEventFilter(self)
        self.comparison.close_down()
        self.finder.close_down()
        self.order.close_down()
        self.rasters.close_down()
        self._hit = self._layer = self._automatic = None
        self._known = KnownDates()

    def eventFilter(self, watched, event):
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and watched is self._page.view:
            if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                    return self.comparison.flip()
            elif event.key() == Qt.Key.Key_Escape and self.comparison.overlay is not None:
                if event.type() == QEvent.Type.KeyPress:
                    self.comparison.end_overlay()
                return True
        return False

    def show_raster_of(self, place) -> None:
        """Have the raster of a place that is no result, such as a mark, seen as a click on a result would; `place` has
        a `path` and a `geometry`."""
        self._place = place
        self.rasters.find([place.path], lambda found: self._arrange_place(place, found[place.path]))

    def _arrange_place(self, place, layers) -> None:
        if place is self._place and layers:
            if self.on_click == BRING_UP:
                self.order.bring_up(layers[0], place.geometry)
            elif self.on_click == UNCOVER:
                self.order.uncover(layers[0], place.geometry)

    def _on_chosen(self, hit) -> None:
        self._place = None
        self._hit = hit
        self._settle.start()

    def _on_settled(self) -> None:
        hit, catalog = self._hit, self._catalog()
        if hit is None:
            return
        self.rasters.find([hit.path], lambda found: self._on_found(hit, found[hit.path]))
        if catalog is not None:
            self.finder.find(catalog, hit, lambda sides: self._on_sides(hit, sides))

    def _on_found(self, hit, layers) -> None:
        if hit is not self._hit:
            return
        self._layer = layers[0] if layers else None
        if self._layer is None and self.adds and hit.available:
            self._add()
        else:
            self._arrange(self.on_click)

    def _arrange(self, how: str) -> None:
        """Have the raster of the hit seen, and say which one is seen where it is another."""
        self._drop_removed()
        if self._layer is not None and how == BRING_UP:
            self.order.bring_up(self._layer, self._hit.geometry)
        elif self._layer is not None and how == UNCOVER:
            self.order.uncover(self._layer, self._hit.geometry)
        self._tell_seen()

    def _tell_seen(self) -> None:
        hit = self._hit
        self._drop_removed()
        if hit is None:
            self.bar.tell("")
            return
        top = top_picture(hit.geometry)
        if self._layer is not None and top is self._layer:
            self.bar.tell("")
            return
        own = f"{file_text(hit)} ({date_text(hit)})"
        if top is None and self._layer is None:
            self.bar.tell(
                self.tr("The raster of this result is not on the map: {own}.").format(own=own), can_add=hit.available
            )
        elif top is None:
            self.bar.tell(self.tr("The raster of this result is hidden: {own}.").format(own=own), can_show=True)
        else:
            date = self._known.of_layer(top)
            seen = f"{top.name()} ({date})" if date else top.name()
            self.bar.tell(
                self.tr("The map shows {seen} here, not the raster of this result: {own}.").format(seen=seen, own=own),
                can_show=self._layer is not None,
                can_add=self._layer is None and hit.available,
            )

    def _drop_removed(self) -> None:
        if self._layer is not None and sip.isdeleted(self._layer):
            self._layer = None

    def _add(self) -> None:
        hit = self._hit
        if hit is not None:
            self.rasters.add(hit.path, lambda layer: self._on_added(hit, layer))

    def _on_added(self, hit, layer) -> None:
        if layer is None:
            self._page.message_emitted.emit(
                self.tr("{path} could not be read. Check that the file is there.").format(path=hit.path)
            )
            return
        if hit is self._hit:
            self._layer = layer
            self._arrange(BRING_UP if self.on_click == LEAVE else self.on_click)

    def _on_sides(self, hit, sides) -> None:
        if hit is self._hit:
            self._automatic = sides
            self._ask_known(self._show_sides)

    def _ask_known(self, then) -> None:
        catalog = self._catalog()
        if catalog is not None:
            self.finder.dates.ask(catalog, lambda known: self._take_known(known, then))

    def _take_known(self, known: KnownDates, then) -> None:
        self._known = known
        then()

    def _show_sides(self) -> None:
        """Offer and compare what is chosen, or else what suits the hit."""
        sides = self._sides()
        self._offer()
        self.comparison.set_sides(sides)
        self.bar.show_comparable(self.comparison.can_compare)
        self._tell_seen()

    def _sides(self):
        auto, chosen = self._automatic, self._chosen
        if chosen[BEFORE] == chosen[AFTER] == AUTOMATIC:
            return auto
        both = {}
        for which in (BEFORE, AFTER):
            if chosen[which] != AUTOMATIC:
                both[which] = self.finder.chosen(chosen[which], self._known)
            elif auto is not None:
                both[which] = auto.side(which)
            else:
                return None
        return Sides(both[BEFORE], both[AFTER], auto.own if auto is not None else AFTER)

    def _offer(self) -> None:
        sets = [(title, SET + title) for title in self._known.sets]
        sets += [(self.tr("All of “{label}”").format(label=label), LABEL + label) for label in self._known.labels]
        layers = [(layer.name(), LAYER + layer.id()) for layer in pictures_of_project()]
        for which in (BEFORE, AFTER):
            # The list is narrow, and its place says which is the earlier one.
            auto = self._automatic.side(which).title if self._automatic is not None else ""
            first = auto.partition(" · ")[0] or self.tr("automatic")
            self.bar.offer(which, [(first, AUTOMATIC), *sets, *layers], chosen=self._chosen[which], tip=auto)

    def _choose_side(self, which: int, data: str) -> None:
        self._chosen[which] = data
        self._show_sides()

    def _use_dates(self, wanted: bool) -> None:
        if not wanted:
            drop_dates()
        elif self._catalog() is None:
            self._page.message_emitted.emit(self.tr("Choose a catalog first."))
        else:
            self._ask_known(self._date_layers)

    def _date_layers(self) -> None:
        count = use_dates(self._known)
        if count:
            text = self.tr("{count} raster layers have the dates of the catalog in the temporal controller now.")
        else:
            text = self.tr("No raster layer of the project has a date in the catalog. Give rasters dates first.")
        self._page.message_emitted.emit(text.format(count=count))

    def _catalog(self):
        """(id, path) of the catalog that the results are of, or else of the one in use."""
        results, catalog = self._page.view.results, self._page.session.catalog
        if results.catalog_id:
            return results.catalog_id, results.catalog_path
        return None if catalog is None else (catalog.id, catalog.path)

    def _forget(self) -> None:
        """The project is closed."""
        self._hit = self._layer = self._automatic = None
        self._known = KnownDates()
        self._chosen = {BEFORE: AUTOMATIC, AFTER: AUTOMATIC}
        self._settle.stop()
        self.comparison.end()
        self.comparison.set_sides(None)
        self.bar.tell("")
        self.bar.show_comparable(False)
        self._offer()

    def _choose_on_click(self, choice: str) -> None:
        QgsSettings().setValue(settings.RASTER_ON_CLICK, choice)
        self._show_choices()
        if self._hit is not None:
            self._on_settled()

    def _show_choices(self) -> None:
        for choice, action in self._actions.items():
            action.setChecked(choice == self.on_click)
        self._put_back.setEnabled(self.order.can_restore)
        self._upright.setChecked(self.comparison.vertical)
        self._dated.setChecked(has_dates())

    def _show_modes(self) -> None:
        comparison = self.comparison
        self.bar.show_modes(swipe=comparison.swiping, side_by_side=comparison.side_by_side)

    def _connect(self) -> None:
        page, bar, comparison = self._page, self.bar, self.comparison
        page.view.chosen.connect(self._on_chosen)
        page.view.installEventFilter(self)
        bar.show_requested.connect(lambda: self._arrange(BRING_UP))
        bar.add_requested.connect(self._add)
        bar.restore_requested.connect(self.order.restore)
        bar.side_chosen.connect(self._choose_side)
        bar.lists_requested.connect(self._offer)
        bar.swipe_toggled.connect(comparison.swipe)
        bar.side_by_side_toggled.connect(comparison.show_side_by_side)
        bar.flip_requested.connect(comparison.flip)
        comparison.changed.connect(self._show_modes)
        self.order.changed.connect(lambda: bar.show_restore(self.order.can_restore))
        QgsProject.instance().cleared.connect(self._forget)
        bar.show_comparable(False)
        self._offer()
        self._show_modes()
