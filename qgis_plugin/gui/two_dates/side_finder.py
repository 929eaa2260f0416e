"""The two dates of the place of a hit, with the layers that show them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject

from ...core import routes
from ...core.files import file_name
from ...core.geometry import geojson_to_geometry
from ...core.places import date_text, dated, name_with_folder, other_date
from .catalog_dates import CatalogDates, KnownDates
from .overlay import AFTER, BEFORE
from .project_rasters import is_picture
from .side import Side

__all__ = ["LABEL", "LAYER", "SET", "SideFinder", "Sides", "pictures_of_project"]

SET, LABEL, LAYER = "set:", "label:", "layer:"
"""How the data of a chosen date begin: all layers of a date, by its title; all of a label; or one layer, by its id."""


@dataclass(frozen=True)
class Sides:
    """Both dates of a place."""

    before: Side
    after: Side
    own: int
    """BEFORE or AFTER: which is that of the hit."""

    @property
    def comparable(self) -> bool:
        return self.before.there and self.after.there

    def side(self, which: int) -> Side:
        return self.before if which == BEFORE else self.after


@dataclass(frozen=True)
class _Wanted:
    """A date before its layers are known."""

    title: str
    paths: tuple[str, ...]


class SideFinder(QObject):
    """Asks the engine and the project; a later question replaces one that is being answered."""

    def __init__(self, session, rasters, parent=None):
        super().__init__(parent)
        self._engine = session.engine
        self._rasters = rasters
        self.dates = CatalogDates(session, rasters, self)
        self._paths = {}
        self._asked = 0
        self._call = None

    def find(self, catalog, hit, then) -> None:
        """Call `then(Sides)` with both dates of the place of a hit; `then(None)` where there is one date only.

        Layers of the project that the catalog has of the same dates belong to them, too. What the project does not
        have is read from its file, and shown without being added.
        """
        self._stop()
        number = self._asked
        self.dates.ask(catalog, lambda known: self._on_known(number, catalog, hit, known, then))

    def chosen(self, data: str, known: KnownDates) -> Side:
        """The date that its user chose from a list."""
        if data.startswith(SET):
            title = data[len(SET) :]
            return Side(title, tuple(known.sets.get(title, ())))
        if data.startswith(LABEL):
            label = data[len(LABEL) :]
            return Side(label, tuple(known.labels.get(label, ())))
        layer = QgsProject.instance().mapLayer(data[len(LAYER) :])
        if layer is None:
            return Side("")
        return Side(dated(layer.name(), known.of_layer(layer)), (layer,))

    def close_down(self) -> None:
        self._stop()
        self.dates.close_down()

    def _stop(self) -> None:
        self._asked += 1
        call, self._call = self._call, None
        if call is not None:
            call.cancel()

    def _on_known(self, number: int, catalog, hit, known: KnownDates, then) -> None:
        if number != self._asked:
            return
        other = other_date(hit)
        if other is None:
            place = geojson_to_geometry(hit.geometry).boundingBox().center()
            found = known.other_at(place.x(), place.y(), path=hit.path, acquired=hit.acquired)
            if found is None:
                then(None)
                return
            earlier = not hit.acquired or str(found.acquired) < hit.acquired
            self._resolve(number, hit, known, _Wanted(found.title, (found.path,)), earlier, then)
        elif other.paths:
            self._resolve(number, hit, known, _Wanted(dated(other.date, other.label), other.paths), other.earlier, then)
        else:
            self._ask_path(number, catalog, hit, known, other, then)

    def _ask_path(self, number: int, catalog, hit, known: KnownDates, other, then) -> None:
        """Only the tile of the other date is known: its raster is asked for, once."""
        key = (catalog[0], other.tile_id)

        def go_on(path: str) -> None:
            self._paths[key] = path
            wanted = _Wanted(dated(other.date, other.label), (path,))
            self._resolve(number, hit, known, wanted, other.earlier, then)

        if key in self._paths:
            go_on(self._paths[key])
            return
        self._call = call = self._engine.send_to_catalog(catalog[1], routes.tile(catalog[0], other.tile_id))
        call.done.connect(lambda details: go_on(details.path) if number == self._asked else None)
        call.failed.connect(lambda _problem: then(None) if number == self._asked else None)

    def _resolve(self, number: int, hit, known: KnownDates, other: _Wanted, earlier: bool, then) -> None:
        own = _Wanted(known.title_of(hit.path) or date_text(hit), (hit.path,))
        other = replace(other, title=known.title_of(other.paths[0]) or other.title)

        def go_on(own_side: Side, other_side: Side) -> None:
            if number != self._asked:
                return
            if earlier:
                then(Sides(other_side, own_side, AFTER))
            else:
                then(Sides(own_side, other_side, BEFORE))

        self._with_layers(
            own, known, lambda first: self._with_layers(other, known, lambda second: go_on(first, second))
        )

    def _with_layers(self, wanted: _Wanted, known: KnownDates, then) -> None:
        """Call `then(Side)`: the layers of the project, and those of files that it does not have."""
        self._rasters.find(wanted.paths, lambda found: self._complete(wanted, known, found, then))

    def _complete(self, wanted: _Wanted, known: KnownDates, found, then) -> None:
        same_date = known.sets.get(wanted.title, []) if wanted.title else []
        there = [layers[0] for layers in found.values() if layers]
        # All that is labelled "before" goes together, also where it was taken over some weeks.
        same_label = known.labels.get(known.label_of(wanted.paths[0]), [])
        layers = list(dict.fromkeys([*there, *same_date, *same_label]))
        missing = [path for path, of_path in found.items() if not of_path]
        title = wanted.title or name_with_folder(wanted.paths[0], file_name(wanted.paths[0]))

        def take(path_layer) -> None:
            if path_layer is not None:
                layers.append(path_layer)
            if missing:
                self._rasters.load(missing.pop(), take)
            else:
                then(Side(title, tuple(layers)))

        if missing:
            self._rasters.load(missing.pop(), take)
        else:
            then(Side(title, tuple(layers)))


def pictures_of_project() -> list:
    """The raster layers that a date can be chosen from, the uppermost first."""
    return [layer for layer in QgsProject.instance().layerTreeRoot().layerOrder() if is_picture(layer)]
