"""Rates of regions by how many cases are behind them, each between its own limits of chance."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

MARKS = {
    "inside": ("circle-open", style.ACCENT),
    "warning": ("diamond", style.ACCENT),
    "alarm": ("square", style.WARNING),
    "not_judged": ("x-thin-open", style.QUIET),
}
NAMED = ("warning", "alarm")
MARGINS = (0.8, 1.1)
NEAR_AN_END = 0.2
LIMITS = (("998", 1.5), ("95", 6))


def extent(rows: pd.DataFrame) -> tuple[float, float]:
    """The lowest and the highest of what is drawn; no rate lies beyond 0 and 1."""
    low = min(rows["value"].min(), max(rows["low_998"].min(), 0.0))
    high = max(rows["value"].max(), min(rows["high_998"].max(), 1.0))
    return float(low), float(high)


def funnel(rows: pd.DataFrame, whole: float, words: dict) -> go.Figure:
    """`words` names the places, whole, limit_95, limit_998 and cases; `label` a point.

    Only regions outside the limits are named: inside them, places cannot be told apart.
    """
    figure = go.Figure()
    ends = [float(rows["n"].min()) * MARGINS[0], float(rows["n"].max()) * MARGINS[1]]
    for limit, width in LIMITS:
        figure.add_scatter(
            x=style.apart(rows["n"], rows["n"]),
            y=style.apart(rows[f"low_{limit}"].clip(lower=0), rows[f"high_{limit}"].clip(upper=1)),
            mode="lines",
            name=words[f"limit_{limit}"],
            hoverinfo="skip",
            line={"color": style.QUIET, "width": width},
            opacity=0.6,
        )
    figure.add_scatter(
        x=ends,
        y=[whole, whole],
        mode="lines",
        name=words["whole"],
        hoverinfo="skip",
        line={"color": style.QUIET, "width": 1.5, "dash": "dot"},
    )
    for place, (symbol, colour) in MARKS.items():
        part = rows[rows["place"] == place]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["n"],
            y=part["value"],
            mode="markers+text" if place in NAMED else "markers",
            name=words[place],
            text=part["name"].map(style.text) if place in NAMED else None,
            textposition=[_beside(row, whole, ends) for row in part.to_dict("records")],
            marker={"size": 10, "symbol": symbol, "color": colour, "line": {"width": 2}},
            cliponaxis=False,
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=440)
    span = style.value_range(*extent(rows), "share")
    figure.update_yaxes(range=span, tickformat=style.tick_format("share", span[1]))
    figure.update_xaxes(
        range=ends, tickformat=",", title={"text": words["cases"], "font": {"size": 12}}
    )
    return figure


def _beside(row: Mapping, whole: float, ends: list[float]) -> str:
    """Away from the whole, and towards the middle, where a name has room."""
    above = "top" if row["value"] > whole else "bottom"
    along = (row["n"] - ends[0]) / ((ends[1] - ends[0]) or 1)
    across = "right" if along < NEAR_AN_END else "left" if along > 1 - NEAR_AN_END else "center"
    return f"{above} {across}"
