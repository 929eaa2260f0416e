"""The classes of scores of a result layer: a colour each on the map, and a line each in the legend."""

from __future__ import annotations

from qgis.core import (
    QgsPalLayerSettings,
    QgsProperty,
    QgsPropertyCollection,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from ...core.results import CONFIRMED, REJECTED, UNSURE
from ..colours import SCORE_CLASSES, SCORE_RAMPS, VERDICT_COLOURS, verdict_colour

__all__ = ["RAMP", "apply_score_classes", "free_ramp", "ramp_of"]

RAMP = "tilescribe/ramp"
"""Custom property of a layer: which of `SCORE_RAMPS` its scores are drawn in."""


def ramp_of(layer) -> int:
    """Which of `SCORE_RAMPS` a layer is drawn in."""
    return int(layer.customProperty(RAMP, 0) or 0)


def free_ramp(layers) -> int:
    """The first ramp that none of the layers is drawn in; of many layers the one that is used least."""
    used = [ramp_of(layer) % len(SCORE_RAMPS) for layer in layers]
    return min(range(len(SCORE_RAMPS)), key=lambda ramp: (used.count(ramp), ramp))


def apply_score_classes(layer, ramp: int) -> None:
    """Draw the scores of a layer that has the style `results.qml` in classes of one ramp."""
    layer.setCustomProperty(RAMP, ramp)
    renderer = layer.renderer().clone()
    _complete_verdicts(renderer.rootRule())
    rules = renderer.rootRule().children()
    judged = [rule.filterExpression() for rule in rules if not rule.isElse()]
    (found,) = [rule for rule in rules if rule.isElse()]
    symbol = found.symbol().clone()
    renderer.rootRule().removeChild(found)
    unjudged = " AND ".join(f"coalesce(NOT ({condition}), true)" for condition in judged)
    colours = SCORE_RAMPS[ramp % len(SCORE_RAMPS)]
    # Not under one rule of their own: its line in the legend would be folded, and the scale with it.
    for number in range(len(SCORE_CLASSES)):
        rule = _rule(symbol.clone(), number, QColor(colours[number]), unjudged)
        renderer.rootRule().insertChild(0, rule)
    layer.setRenderer(renderer)
    _colour_numbers(layer, colours)


def _colour_numbers(layer, colours) -> None:
    """The rank beside a tile stands on the colour of its verdict, or of its score."""
    verdicts = " ".join(f"WHEN \"verdict\" = '{one}' THEN '{colour}'" for one, colour in VERDICT_COLOURS.items())
    steps = reversed(list(zip(SCORE_CLASSES, colours))[1:])
    scores = " ".join(f"WHEN \"score\" >= {first} THEN '{colour}'" for first, colour in steps)
    # Copies: what both give belongs to objects that are gone with the next line.
    labels = QgsPalLayerSettings(layer.labeling().settings())
    properties = QgsPropertyCollection(labels.dataDefinedProperties())
    expression = f"CASE {verdicts} {scores} ELSE '{colours[0]}' END"
    properties.setProperty(QgsPalLayerSettings.Property.ShapeFillColor, QgsProperty.fromExpression(expression))
    labels.setDataDefinedProperties(properties)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))


def _complete_verdicts(root) -> None:
    """Name the rules of verdicts in the language of the window, and add that for what nobody can tell."""
    names = {CONFIRMED: _tr("Confirmed"), REJECTED: _tr("Rejected")}
    unsure = None
    for rule in root.children():
        for verdict, name in names.items():
            if f"'{verdict}'" in rule.filterExpression():
                rule.setLabel(name)
                if verdict == CONFIRMED:
                    unsure = rule.clone()
    if unsure is None:
        return
    unsure.setFilterExpression(f"\"verdict\" = '{UNSURE}'")
    unsure.setLabel(_tr("Unsure"))
    unsure.symbol().symbolLayers()[-1].setColor(verdict_colour(UNSURE))
    root.appendChild(unsure)


def _rule(symbol, number: int, colour: QColor, unjudged: str) -> QgsRuleBasedRenderer.Rule:
    first = SCORE_CLASSES[number]
    last = SCORE_CLASSES[number + 1] if number + 1 < len(SCORE_CLASSES) else None
    condition = f'{unjudged} AND "score" >= {first}' if number else unjudged
    if last is not None:
        condition += f' AND coalesce("score", 0) < {last}'
    line = symbol.symbolLayers()[-1]
    line.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeColor, QgsProperty())
    line.setColor(colour)
    label = f"{100 * first:.0f} – {100 * (1.0 if last is None else last):.0f} %"
    return QgsRuleBasedRenderer.Rule(symbol, filterExp=condition, label=label)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ResultLayer", text)
