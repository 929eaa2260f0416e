"""The algorithm *Find similar tiles*."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
)

from ..core import routes
from ..core.geometry import WGS84
from ..core.protocol import MAX_PICTURE_BYTES, SimilarityTarget, SimilarRequest
from .base import CATALOG, TilescribeAlgorithm, catalog_parameter, tr
from .filter_parameters import filter_help, filter_parameters, read_filters
from .hit_output import add_hit_outputs, write_hits

__all__ = ["SimilarAlgorithm"]

POINT, TILE, PICTURE = "POINT", "TILE", "PICTURE"


class SimilarAlgorithm(TilescribeAlgorithm):
    """Tiles that are similar to one."""

    NAME = "similar"
    ICON = "similar"

    def title(self):
        return tr("Find similar tiles")

    def help(self):
        return (
            tr(
                "<p>Finds the tiles of a catalog that are described like one that you have: the tile at a <i>place</i> "
                "on the map, a tile by its <i>number</i> (the attribute <i>Tile</i> of a result layer), or a "
                "<i>picture</i> (JPEG, PNG or WebP, up to 8 MB). Give exactly one of the three.</p>"
            )
            + filter_help()
        )

    def tags(self):
        return tr("like,retrieval,example,picture,imagery,tiles").split(",")

    def initAlgorithm(self, configuration=None):
        self.addParameter(catalog_parameter())
        self.addParameter(QgsProcessingParameterPoint(POINT, tr("Like the tile at this place"), optional=True))
        self.addParameter(
            QgsProcessingParameterNumber(
                TILE,
                tr("Like the tile with this number"),
                QgsProcessingParameterNumber.Type.Integer,
                None,
                optional=True,
                minValue=1,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                PICTURE, tr("Like this picture"), optional=True, fileFilter=tr("Pictures (*.jpg *.jpeg *.png *.webp)")
            )
        )
        for parameter in filter_parameters():
            self.addParameter(parameter)
        add_hit_outputs(self)

    def execute(self, parameters, context, feedback):
        to = self._place(parameters, context)
        request = read_filters(self, parameters, context).apply_to(SimilarRequest(to=to))
        catalog = self.open_catalog(self.parameterAsFile(parameters, CATALOG, context), feedback)
        hits = self.send(routes.similar(catalog.id, request), feedback)
        return write_hits(self, parameters, context, feedback, catalog=catalog, request=request, hits=hits)

    def _place(self, parameters: dict[str, Any], context: Any) -> SimilarityTarget:
        given = [name for name in (POINT, TILE, PICTURE) if parameters.get(name) not in (None, "")]
        if len(given) != 1:
            raise QgsProcessingException(tr("Give exactly one of a place, a tile number and a picture."))
        if given == [TILE]:
            return SimilarityTarget(tile_id=self.parameterAsInt(parameters, TILE, context))
        if given == [PICTURE]:
            return SimilarityTarget(picture=_encoded(Path(self.parameterAsFile(parameters, PICTURE, context))))
        point = self.parameterAsPoint(parameters, POINT, context, QgsCoordinateReferenceSystem(WGS84))
        return SimilarityTarget(point=(point.x(), point.y()))


def _encoded(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_PICTURE_BYTES:
            raise QgsProcessingException(
                tr("{path} has {size} MB; a picture may have 8. Scale it down first.").format(
                    path=path, size=size // 2**20
                )
            )
        return base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        raise QgsProcessingException(
            tr("{path} cannot be read: {reason}").format(path=path, reason=error.strerror)
        ) from error
