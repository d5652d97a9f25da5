"""Closed, resolved, confirmed: each a bar of all complaints received, with what is not known."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

BAR_HEIGHT = 56


def ladder(rows: pd.DataFrame, words: dict) -> go.Figure:
    """Rows in the order of the ladder; `is_bounded` marks one that runs from no to yes.

    `words` names known, possible; `label` holds each bar's text.
    """
    figure = go.Figure()
    rows = rows.iloc[::-1]
    bounded = rows["is_bounded"]
    figure.add_bar(
        x=rows["value"],
        y=rows["name"],
        orientation="h",
        name=words["known"],
        marker={"color": style.ACCENT},
        error_x=style.interval_bars(
            rows.assign(
                ci_low=rows["ci_low"].where(~bounded), ci_high=rows["ci_high"].where(~bounded)
            ),
            style.QUIET,
            thickness=1.5,
            width=6,
        ),
        customdata=rows["label"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    unsure = rows[bounded]
    if not unsure.empty:
        figure.add_bar(
            x=unsure["ci_high"] - unsure["value"],
            y=unsure["name"],
            orientation="h",
            name=words["possible"],
            marker={
                "color": "rgba(0,0,0,0)",
                "pattern": {"shape": "/", "fgcolor": style.ACCENT, "size": 7},
                "line": {"color": style.ACCENT, "width": 1},
            },
            customdata=unsure["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=90 + BAR_HEIGHT * len(rows))
    figure.update_layout(barmode="stack", bargap=0.4)
    figure.update_xaxes(range=[0, 1.01], tickformat=".0%")
    figure.update_yaxes(showgrid=False, type="category")
    return figure
