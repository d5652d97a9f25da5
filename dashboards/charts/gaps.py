"""Gaps between groups and their reference: raw beside like for like, each with its interval."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

ROW_HEIGHT = 44
SIDES = (("gap", "gap_low", "gap_high"), ("like", "like_low", "like_high"))


def gaps(rows: pd.DataFrame, unit: str, margin: float | None, words: dict) -> go.Figure:
    """`words` names gap, like, margin; `label` holds the text of each group.

    The groups stand in the order given: one by size would be a league table.
    """
    figure = go.Figure()
    rows = rows.iloc[::-1].assign(name=lambda shown: shown["name"].map(style.text))
    places = pd.Series(range(len(rows)), index=rows.index)
    if margin is not None:
        figure.add_vrect(
            x0=-margin,
            x1=margin,
            fillcolor=style.QUIET,
            opacity=0.14,
            line_width=0,
            layer="below",
            name=words["margin"],
            showlegend=True,
        )
    marks = (("circle", style.ACCENT, 0.14), ("diamond-open", style.WARNING, -0.14))
    for (value, low, high), (symbol, colour, shift) in zip(SIDES, marks, strict=True):
        known = rows[rows[value].notna()]
        bars = known.rename(columns={low: "ci_low", high: "ci_high"})
        figure.add_scatter(
            x=known[value],
            y=places[known.index] + shift,
            mode="markers",
            name=words[value],
            marker={"size": 10, "color": colour, "symbol": symbol},
            error_x=style.interval_bars(bars.assign(value=known[value]), colour, 1.5, 4),
            customdata=known["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=110 + ROW_HEIGHT * len(rows))
    figure.update_xaxes(tickformat="+.0%" if unit == "share" else "+,.2f")
    figure.update_yaxes(
        tickvals=list(places),
        ticktext=list(rows["name"]),
        showgrid=False,
        range=[-0.6, len(rows) - 0.4],
    )
    figure.add_vline(x=0, line={"color": style.QUIET, "width": 1.5})
    return figure
