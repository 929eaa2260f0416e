"""Reliability diagrams as SVG."""

from __future__ import annotations

from collections.abc import Mapping

from tilescribe.evaluate.metrics.calibration import Calibration

__all__ = ["diagram"]

_PANEL = 260
_FRAME = '<rect x="0" y="0" width="{side}" height="{side}" fill="none" stroke="#333"/>'


def diagram(panels: Mapping[str, Calibration]) -> str:
    """Reliability diagrams side by side as SVG, legible on any ground since it brings its own white one."""
    width, height = len(panels) * (_PANEL + 80) + 10, _PANEL + 100
    drawn = "\n".join(
        f'<g transform="translate({60 + at * (_PANEL + 80)} 40)">\n{_panel(title, found)}\n</g>'
        for at, (title, found) in enumerate(panels.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="11" fill="#222">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{drawn}\n</svg>\n'
    )


def _panel(title: str, found: Calibration) -> str:
    """Bars as high as the share that was right, each with its number of answers, against the diagonal."""
    middle = _PANEL / 2
    parts = [f'<text x="{middle}" y="-14" text-anchor="middle" font-size="14">{title}, ECE {found.error:.3f}</text>']
    for one in found.bins:
        if one.accuracy is None:
            continue
        x, wide, high = one.low * _PANEL, (one.high - one.low) * _PANEL, one.accuracy * _PANEL
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{_PANEL - high:.1f}" width="{wide - 2:.1f}" height="{high:.1f}" fill="#8fb8de"/>'
            f'<text x="{x + wide / 2:.1f}" y="{_PANEL - 4}" text-anchor="middle" font-size="8">{one.count}</text>'
        )
    parts.append(f'<path d="M0 {_PANEL}L{_PANEL} 0" stroke="#b33" stroke-dasharray="5 4"/>')
    parts.append(_FRAME.format(side=_PANEL))
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = tick * _PANEL
        parts.append(f'<text x="{at}" y="{_PANEL + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="-6" y="{_PANEL - at + 4}" text-anchor="end">{tick:g}</text>')
    parts.append(f'<text x="{middle}" y="{_PANEL + 36}" text-anchor="middle">probability given</text>')
    parts.append(f'<text transform="translate(-38 {middle}) rotate(-90)" text-anchor="middle">share that was so</text>')
    return "\n".join(parts)
