"""The classes of scores of a result layer: a colour each on the map, and a line each in the legend."""

from __future__ import annotations

from qgis.core import QgsProperty, QgsRuleBasedRenderer, QgsSymbolLayer
from qgis.PyQt.QtGui import QColor

from ..colours import SCORE_CLASSES, SCORE_RAMPS

__all__ = ["RAMP", "apply_score_classes", "free_ramp", "ramp_of"]

RAMP = "tilescribe/ramp"
"""Custom property of a layer: which of `SCORE_RAMPS` its scores are drawn in."""
FOUND = "ELSE"
"""The rule of `results.qml` for tiles that nobody has judged; its symbol is that of every class."""


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
    (found,) = [rule for rule in renderer.rootRule().children() if rule.isElse()]
    symbol = found.symbol().clone()
    found.setSymbol(None)
    colours = SCORE_RAMPS[ramp % len(SCORE_RAMPS)]
    for number in reversed(range(len(SCORE_CLASSES))):
        found.appendChild(_rule(symbol.clone(), number, QColor(colours[number])))
    layer.setRenderer(renderer)


def _rule(symbol, number: int, colour: QColor) -> QgsRuleBasedRenderer.Rule:
    first = SCORE_CLASSES[number]
    last = SCORE_CLASSES[number + 1] if number + 1 < len(SCORE_CLASSES) else None
    condition = f'"score" >= {first}' if number else '"score" IS NOT NULL'
    if last is not None:
        condition += f' AND "score" < {last}'
    line = symbol.symbolLayers()[-1]
    line.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeColor, QgsProperty())
    line.setColor(colour)
    label = f"{100 * first:.0f} – {100 * (1.0 if last is None else last):.0f} %"
    return QgsRuleBasedRenderer.Rule(symbol, filterExp=condition, label=label)
