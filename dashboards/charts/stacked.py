"""Parts that add up, period by period: one bar for each period, a pattern for each part."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

COLOURS = ["#0f7c8c", "#b4541a", "#5b6abf", "#7a8f2a", "#a24f86", "#c49a1c", "#3f8fc4", "#8a979d"]
PATTERNS = ["", "/", "x", "-", "\\", ".", "|", "+"]


def stacked(rows: pd.DataFrame, parts: dict[str, str], axis_title: str) -> go.Figure:
    """`parts` gives the columns to stack, from the bottom, and their names; `period` is the text
    of a bar, `<part>_label` what is seen on pointing at a part of it."""
    figure = go.Figure()
    for place, (column, name) in enumerate(parts.items()):
        figure.add_bar(
            x=rows["period"],
            y=rows[column],
            name=name,
            marker={
                "color": COLOURS[place % len(COLOURS)],
                "pattern": {"shape": PATTERNS[place % len(PATTERNS)], "size": 6, "solidity": 0.25},
            },
            customdata=rows[f"{column}_label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=400)
    figure.update_layout(
        barmode="stack",
        bargap=0.35,
        legend={"y": -0.12, "yanchor": "top", "traceorder": "normal"},
        margin={"t": 12},
    )
    figure.update_yaxes(
        rangemode="tozero", tickformat=",", title={"text": axis_title, "font": {"size": 12}}
    )
    figure.update_xaxes(type="category", showgrid=False, tickangle=0, nticks=8)
    return figure
