"""The course of one figure as a small inline SVG, on the same honest scale as the large chart."""

import pandas as pd

from dashboards.charts import style

WIDTH, HEIGHT, MARGIN = 240, 46, 3
LEAST_POINTS = 3


def sparkline(rows: pd.DataFrame, unit: str, target: float | None = None) -> str:
    """Line, interval band where every point has one, dashed target. Empty for too few points."""
    if len(rows) < LEAST_POINTS:
        return ""
    has_target = target is not None and not pd.isna(target)
    ends = [*rows["value"], *rows["ci_low"].dropna(), *rows["ci_high"].dropna()]
    ends += [target] if has_target else []
    low, high = style.value_range(min(ends), max(ends), unit)

    def height(value: float) -> float:
        share = (value - low) / ((high - low) or 1)
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    step = (WIDTH - 2 * MARGIN) / (len(rows) - 1)
    across = [round(MARGIN + step * position, 1) for position in range(len(rows))]
    line = _points(across, map(height, rows["value"]))
    # The ground shows where the axis begins and ends.
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{style.QUIET}" opacity="0.07"/>']
    if rows["ci_low"].notna().all():
        there = _points(across, map(height, rows["ci_high"]))
        back = _points(across[::-1], map(height, rows["ci_low"][::-1]))
        parts.append(f'<polygon points="{there} {back}" fill="{style.ACCENT}" opacity="0.16"/>')
    if has_target:
        parts.append(
            f'<line x1="0" x2="{WIDTH}" y1="{height(target)}" y2="{height(target)}" '
            f'stroke="{style.WARNING}" stroke-dasharray="4 3"/>'
        )
    parts.append(
        f'<polyline points="{line}" fill="none" stroke="{style.ACCENT}" stroke-width="2"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'
    )


def _points(across: list[float], heights: map) -> str:
    return " ".join(f"{x},{y}" for x, y in zip(across, heights, strict=True))
