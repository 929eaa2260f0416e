"""Bar charts with confidence intervals, drawn as inline SVG that follows the page's colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tilescribe.evaluate.report.formatting import change, cut, percent
from tilescribe.evaluate.report.markup import Html, element

__all__ = ["Bar", "bar_chart"]

_ROW_PX, _BAR_PX = 26, 14
_AXIS_PX = 22
_VALUE_PX = 44
"""Room for the figure behind the longest bar."""
_LABEL_CHARACTER_PX = 7.2
"""At 12.5 px, of the widest fonts that the page may get."""
_WIDTH_PX = 460
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. Shares are 0 to 1, or differences of such."""

    label: str
    value: float
    tone: str = "fused"
    """Of the colour: the name of a channel, or a direction."""
    low: float | None = None
    """Of the confidence interval."""
    high: float | None = None
    chance: float | None = None
    """Drawn as a tick across the bar."""


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    left_px: float
    right_px: float

    def px(self, share: float) -> float:
        position = (share - self.low) / (self.high - self.low)
        return round(self.left_px + position * (self.right_px - self.left_px), 1)


def bar_chart(title: str, bars: Sequence[Bar], *, signed: bool = False, whole: bool = False) -> Html:
    """Horizontal bars from zero with their figures in per cent, and whiskers where there are intervals.

    Args:
        title: Above the figure; screen readers get the figures with it.
        bars: From top to bottom.
        signed: Values are differences, and may be negative.
        whole: The axis ends at 100 %, whatever the values.
    """
    scale = _scale(bars, signed=signed, whole=whole)
    height = _ROW_PX * len(bars) + _AXIS_PX
    drawing = element(
        "svg",
        [_grid(scale, height - _AXIS_PX, signed=signed)],
        [_row(bar, top, scale, signed=signed) for bar, top in zip(bars, range(0, height, _ROW_PX), strict=False)],
        viewBox=f"0 0 {_WIDTH_PX} {height}",
        role="img",
        aria_label=_spoken(title, bars, signed=signed),
    )
    return element("figure", element("figcaption", title), drawing, class_="plot")


def _scale(bars: Sequence[Bar], *, signed: bool, whole: bool) -> _Scale:
    ends = [end for bar in bars for end in (bar.value, bar.low, bar.high, bar.chance) if end is not None]
    low = min(0.0, *ends) if signed else 0.0
    high = 1.0 if whole else max(0.0, *ends)
    if high - low < 0.01:
        low, high = (low - 0.01 if signed else 0.0), high + 0.01
    left = 14 + _LABEL_CHARACTER_PX * max(len(_label(bar)) for bar in bars)
    # A negative bar has its figure on its left.
    return _Scale(low, high, left_px=left + (_VALUE_PX if low < 0 else 0), right_px=_WIDTH_PX - _VALUE_PX)


def _grid(scale: _Scale, bottom: int, *, signed: bool) -> list[Html]:
    step = _step(scale.high - scale.low)
    ticks = [step * number for number in range(math.ceil(scale.low / step - 1e-9), int(scale.high / step + 1e-9) + 1)]
    lines = []
    for tick in ticks:
        at = scale.px(tick)
        kind = "zero" if abs(tick) < step / 2 else "grid"
        lines.append(element("line", x1=at, x2=at, y1=0, y2=bottom, class_=kind))
        shown = f"{100 * tick:+g}".replace("-", "−") if signed and tick else f"{100 * tick:g}"
        lines.append(element("text", shown, x=at, y=bottom + 15, class_="tick"))
    return lines


def _step(span: float) -> float:
    """The distance of ticks: 1, 2 or 5 times a power of ten."""
    raw = span / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= raw * (1 - 1e-9))


def _row(bar: Bar, top: int, scale: _Scale, *, signed: bool) -> list[Html | None]:
    middle = top + _ROW_PX / 2
    zero, end = scale.px(0), scale.px(bar.value)
    upper = middle - _BAR_PX / 2
    label_at = scale.left_px - (_VALUE_PX if scale.low < 0 else 0) - 8
    return [
        element("text", _label(bar), x=round(label_at, 1), y=middle + 4, class_="label"),
        element(
            "rect",
            x=min(zero, end),
            y=upper,
            width=max(round(abs(end - zero), 1), 1),
            height=_BAR_PX,
            rx=2,
            class_=f"bar tone-{bar.tone}",
        ),
        _whisker(bar, middle, scale),
        _chance(bar, middle, scale),
        _figure(bar, middle, scale, signed=signed),
    ]


def _whisker(bar: Bar, middle: float, scale: _Scale) -> Html | None:
    if bar.low is None or bar.high is None:
        return None
    left, right = scale.px(bar.low), scale.px(bar.high)
    ends = f"M{left} {middle - 4}v8M{left} {middle}H{right}M{right} {middle - 4}v8"
    return element("path", d=ends, class_="whisker")


def _chance(bar: Bar, middle: float, scale: _Scale) -> Html | None:
    if bar.chance is None:
        return None
    at = scale.px(bar.chance)
    return element("line", x1=at, x2=at, y1=middle - 10, y2=middle + 10, class_="chance")


def _figure(bar: Bar, middle: float, scale: _Scale, *, signed: bool) -> Html:
    if signed and bar.value < 0:
        return element("text", change(bar.value), x=scale.px(bar.value) - 5, y=middle + 4, class_="label value")
    furthest = max(end for end in (0.0, bar.value, bar.high, bar.chance) if end is not None)
    shown = change(bar.value) if signed else percent(bar.value)
    return element("text", shown, x=scale.px(furthest) + 6, y=middle + 4, class_="value")


def _label(bar: Bar) -> str:
    return cut(bar.label, most=26)


def _spoken(title: str, bars: Sequence[Bar], *, signed: bool) -> str:
    write = change if signed else percent
    return f"{title}: " + ", ".join(f"{bar.label} {write(bar.value)}" for bar in bars)
