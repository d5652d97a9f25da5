"""Ratios around 1, on a logarithmic axis: twice as much lies as far from 1 as half as much."""

import math

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style
from dashboards.charts.dots import add_dots

ROW_HEIGHT = 40
FINE, COARSE = [0.5, 0.7, 1, 1.5, 2, 3, 5, 10], [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
# A lower end of 0 has no place on the axis; it is drawn to its edge.
LEAST = 0.05


def ratios(rows: pd.DataFrame, words: dict) -> go.Figure:
    """Rows come from top to bottom. `words` names one, figure, without_interval."""
    rows = rows.iloc[::-1].assign(name=lambda shown: shown["name"].map(style.text))
    rows[["value", "ci_low"]] = rows[["value", "ci_low"]].clip(lower=LEAST)
    figure = go.Figure()
    add_dots(figure, rows, words)
    figure.add_vline(
        x=1,
        line={"color": style.WARNING, "width": 1.5, "dash": "dash"},
        name=words["one"],
        showlegend=True,
    )
    style.layout(figure, height=110 + ROW_HEIGHT * len(rows))
    low, high = _ends(rows)
    shown = [tick for tick in (FINE if high / low < 20 else COARSE) if low <= tick <= high]
    figure.update_xaxes(
        type="log",
        range=[math.log10(low), math.log10(high)],
        tickvals=shown,
        ticktext=[f"{tick:g}" for tick in shown],
        tickangle=0,
    )
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=list(rows["name"]), showgrid=False
    )
    return figure


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    """From half to twice at least: noise about 1 is not to look like a swing."""
    low, high = rows[["value", "ci_low"]].min().min(), rows[["value", "ci_high"]].max().max()
    return min(0.5, float(low) / 1.1), max(2.0, float(high) * 1.1)
