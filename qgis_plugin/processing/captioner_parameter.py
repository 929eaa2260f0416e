"""The parameter *Described by*: names to choose from, or one's own."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterString

from ..core.protocol import BUILTIN
from .base import tr

__all__ = ["captioner_parameter"]


def captioner_parameter(name: str) -> QgsProcessingParameterString:
    """A string, as in `builtin`, `facts` or `transformers:ORGANISATION/MODEL`; dialogs offer what there is."""
    parameter = QgsProcessingParameterString(name, tr("Described by"), BUILTIN)
    package = __name__.rpartition(".")[0]
    parameter.setMetadata({"widget_wrapper": {"class": f"{package}.captioner_widget.CaptionerWidgetWrapper"}})
    return parameter
