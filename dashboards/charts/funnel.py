"""Rates of regions by how many cases are behind them, between the limits of mere chance."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboards import funnel as limits
from dashboards.charts import style

MARKS = {
    "inside": ("circle-open", style.ACCENT),
    "warning": ("diamond", style.ACCENT),
    "alarm": ("square", style.WARNING),
}


MARGINS = (0.8, 1.1)


def extent(rows: pd.DataFrame, whole: float, effect: float) -> tuple[float, float]:
    """The lowest and the highest of what is drawn: points, and the funnel at its mouth."""
    widest = limits.half_width(whole, rows["n"].min() * MARGINS[0], effect, limits.ALARM)
    low, high = max(whole - widest, 0.0), min(whole + widest, 1.0)
    return min(float(rows["value"].min()), low), max(float(rows["value"].max()), high)


def funnel(rows: pd.DataFrame, whole: float, effect: float, words: dict) -> go.Figure:
    """`words` names inside, warning, alarm, whole, limit_95, limit_998, cases; `label` a point.

    Only regions outside the limits are named: inside them, places cannot be told apart.
    """
    figure = go.Figure()
    ends = float(rows["n"].min()) * MARGINS[0], float(rows["n"].max()) * MARGINS[1]
    cases = np.linspace(*ends, 200)
    for deviation, name, dash in (
        (limits.WARNING, "limit_95", "dash"),
        (limits.ALARM, "limit_998", "solid"),
    ):
        half = limits.half_width(whole, cases, effect, deviation)
        for side in (-1, 1):
            figure.add_scatter(
                x=cases,
                y=np.clip(whole + side * half, 0, 1),
                mode="lines",
                name=words[name],
                legendgroup=name,
                showlegend=side > 0,
                hoverinfo="skip",
                line={"color": style.QUIET, "width": 1.5, "dash": dash},
            )
    figure.add_scatter(
        x=list(ends),
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
            mode="markers" if place == "inside" else "markers+text",
            name=words[place],
            text=None if place == "inside" else part["name"].map(style.text),
            textposition=[
                "top center" if value > whole else "bottom center" for value in part["value"]
            ],
            marker={"size": 10, "symbol": symbol, "color": colour, "line": {"width": 2}},
            cliponaxis=False,
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=440)
    span = style.value_range(*extent(rows, whole, effect), "share")
    figure.update_yaxes(range=span, tickformat=style.tick_format("share", span[1]))
    figure.update_xaxes(
        range=list(ends), tickformat=",", title={"text": words["cases"], "font": {"size": 12}}
    )
    return figure
