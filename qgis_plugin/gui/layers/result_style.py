"""Style, aliases, map tip, temporal properties and metadata of the result layer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from qgis.core import Qgis, QgsExpressionContextUtils, QgsLayerMetadata
from qgis.PyQt.QtCore import QCoreApplication

from ...core.filters import AREA, DATES, LABELS, LEVELS, RASTERS, THRESHOLD, Filters
from ...core.formatting import format_score
from ...core.places import OTHER_DATE_PREFIX
from ...core.results import Results
from .result_fields import SCORE_TEXT, aliases
from .score_classes import apply_score_classes

__all__ = [
    "OTHER_THUMBNAIL_FILE",
    "THUMBNAIL_FILE",
    "apply_results",
    "apply_style",
    "set_aliases",
    "set_thumbnail_folder",
]

THUMBNAILS = "tilescribe_thumbnails"
"""Variable of the layer with the folder that holds thumbnails as `<tile number>.jpg` while QGIS runs."""
THUMBNAIL_FILE = f"@{THUMBNAILS} || '/' || \"tile_id\" || '.jpg'"
"""Expression for the path of a feature's thumbnail."""
OTHER_THUMBNAIL_FILE = f"@{THUMBNAILS} || '/{OTHER_DATE_PREFIX}' || \"tile_id\" || '.jpg'"
"""Expression for the path of its picture at the other date."""


def apply_style(layer, *, style: Path, thumbnails: Path, ramp: int = 0) -> None:
    """Give a new layer its style, aliases and map tip; its scores are drawn in one of `SCORE_RAMPS`."""
    layer.loadNamedStyle(str(style))
    apply_score_classes(layer, ramp)
    set_aliases(layer, aliases())
    layer.setDisplayExpression('"rank" || \': \' || "matched"')
    layer.setMapTipTemplate(_map_tip())
    set_thumbnail_folder(layer, thumbnails)


def set_aliases(layer, names: dict[str, str]) -> None:
    """Let tables and forms call attributes by what people understand."""
    for name, alias in names.items():
        layer.setFieldAlias(layer.fields().indexOf(name), alias)


def set_thumbnail_folder(layer, folder: Path) -> None:
    """Let the map tip find pictures in a folder, as `<tile number>.jpg`."""
    QgsExpressionContextUtils.setLayerVariable(layer, THUMBNAILS, folder.as_posix())


def apply_results(layer, results: Results) -> None:
    """Bring time and metadata of the layer in line with its results."""
    _set_time(layer, results)
    layer.setMetadata(_metadata(layer, results))


def _set_time(layer, results: Results) -> None:
    """Let the temporal controller show hits by their period of acquisition, where any is known."""
    properties = layer.temporalProperties()
    properties.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields)
    properties.setStartField("acquired")
    properties.setEndField("acquired_end")
    properties.setLimitMode(Qgis.VectorTemporalLimitMode.IncludeBeginIncludeEnd)
    properties.setIsActive(any(hit.acquired for hit in results.hits))


def _metadata(layer, results: Results) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(layer.id())
    metadata.setType("dataset")
    metadata.setTitle(results.question)
    metadata.setAbstract("\n".join(_abstract(results)))
    metadata.setCategories(["Tilescribe"])
    metadata.setCrs(layer.crs())
    metadata.setHistory([_history(results)])
    return metadata


def _abstract(results: Results) -> list[str]:
    filters = Filters.from_request(results.request)
    said = {
        AREA: _tr("Only within an area."),
        DATES: _tr("Acquired from {first} to {last}.").format(
            first=filters.acquired_from or "…", last=filters.acquired_to or "…"
        ),
        RASTERS: _tr("Rasters: {names}.").format(names=", ".join(filters.rasters)),
        LABELS: _tr("Labels: {labels}.").format(labels=", ".join(label or "–" for label in filters.labels or ())),
        LEVELS: _tr("Tile sizes: {sizes}.").format(sizes=", ".join(f"{level:g} m" for level in filters.levels_m)),
        THRESHOLD: _tr("Score of at least {score}.").format(score=format_score(filters.threshold or 0.0)),
    }
    return [
        _tr("Question: {question}").format(question=results.question),
        _tr("{found} of {candidates} tiles.").format(found=len(results.hits), candidates=results.answer.candidates),
        *(said[part] for part in filters.active),
        _tr("Catalog: {path}").format(path=results.catalog_path),
    ]


def _history(results: Results) -> str:
    moment = datetime.fromisoformat(results.asked).isoformat(timespec="seconds") if results.asked else ""
    return _tr("Asked {moment}; question and descriptions compared with {model}.").format(
        moment=moment, model=results.answer.embedder
    )


def _map_tip() -> str:
    """HTML with expressions. What a catalog says is escaped there: descriptions are text, whoever wrote them.

    Layers of earlier versions, and of Processing, lack the attributes of the other date: nothing is shown for them.
    """
    score = f"replace({SCORE_TEXT}, '<', '&lt;')"
    pictures = "".join(f"<td>[% {_picture(file)} %]</td>" for file in (THUMBNAIL_FILE, OTHER_THUMBNAIL_FILE))
    return (
        f"<table><tr>{pictures}</tr></table>"
        f'<p><b>[% "rank" %]</b>&nbsp; [% {_escaped("matched")} %]</p>'
        f"<p>[% concat({score}, ' · ', {_escaped_value(_attribute('dated'))}) %] · [% \"level_m\" %] m"
        f"<br/>[% {_escaped_value(_FILE)} %]"
        f"<br/>[% {_escaped_value(_attribute('other_date'))} %]</p>"
        f"<p>[% {_judgement()} %]</p>"
        f"<p><small>[% {_escaped('against')} %]</small></p>"
    )


def _escaped_value(value: str) -> str:
    return f"""replace(replace(coalesce({value}, ''), '&', '&amp;'), '<', '&lt;')"""


def _line(value: str, text: str) -> str:
    """Expression for a line with a value, `%1` in the text; empty where there is none."""
    return f"if(coalesce({value}, '') = '', '', replace('{text}<br/>', '%1', {_escaped_value(value)}))"


def _judgement() -> str:
    """Expression for what is thought of a feature, in lines."""
    verdict = (
        "case when {value} = 'confirmed' then '{confirmed}' when {value} = 'rejected' then '{rejected}' "
        "when {value} = 'unsure' then '{unsure}' else '' end"
    ).format(
        value=_attribute("verdict"),
        confirmed=_quoted(_tr("Confirmed")),
        rejected=_quoted(_tr("Rejected")),
        unsure=_quoted(_tr("Unsure")),
    )
    lines = (
        (verdict, "<b>%1</b>"),
        (_attribute("grade"), _quoted(_tr("Grade: %1"))),
        (_attribute("note"), _quoted(_tr("Note: %1"))),
        (_attribute("judged_by"), "%1"),
    )
    return f"concat({', '.join(_line(value, text) for value, text in lines)})"


def _quoted(text: str) -> str:
    """As it may stand in a text of an expression, and in HTML."""
    return text.replace("'", "''").replace("&", "&amp;").replace("<", "&lt;")


_FILE = r"""regexp_replace(coalesce("path", ''), '^.*[\\\\/]([^\\\\/]+[\\\\/][^\\\\/]+)$', '\\1')"""
"""Expression for the file with its folder."""


def _attribute(name: str) -> str:
    """The attribute of a feature, where the layer has it."""
    return f"attribute($currentfeature, '{name}')"


def _picture(file: str) -> str:
    """Expression for a picture, where its file is there."""
    shown = f"""'<img width="192" src="file:///' || regexp_replace({file}, '^/', '') || '"/>'"""
    return f"if(file_exists({file}), {shown}, '')"


def _escaped(field: str) -> str:
    return _escaped_value(f'"{field}"')


def _tr(text: str) -> str:
    return QCoreApplication.translate("ResultLayer", text)
