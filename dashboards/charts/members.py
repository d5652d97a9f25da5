"""One figure across the members of a cut: a dot with its interval each, in order of value."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style
from dashboards.charts.dots import add_dots

ROW_HEIGHT = 30


def members(rows: pd.DataFrame, unit: str, words: dict, whole: float | None = None) -> go.Figure:
    """`words` names figure, without_interval, whole; `label` holds each dot's text."""
    figure = go.Figure()
    rows = rows.assign(name=rows["name"].map(style.text))
    add_dots(figure, rows, words)
    low, high = rows[["value", "ci_low"]].min().min(), rows[["value", "ci_high"]].max().max()
    if whole is not None:
        low, high = min(low, whole), max(high, whole)
        figure.add_scatter(
            x=[whole, whole],
            y=[rows["name"].iloc[0], rows["name"].iloc[-1]],
            mode="lines",
            name=words["whole"],
            hoverinfo="skip",
            line={"color": style.QUIET, "width": 1.5, "dash": "dot"},
        )
    style.layout(figure, height=96 + ROW_HEIGHT * len(rows))
    limits = style.value_range(float(low), float(high), unit)
    figure.update_xaxes(range=limits, tickformat=style.tick_format(unit, limits[1]))
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(rows["name"]), showgrid=False, type="category"
    )
    return figure
