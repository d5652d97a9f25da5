"""One figure across the members of a cut: a dot with its interval each, in order of value."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

ROW_HEIGHT = 30


def members(rows: pd.DataFrame, unit: str, words: dict, whole: float | None = None) -> go.Figure:
    """`words` names figure, without_interval, whole; `label` holds each dot's text."""
    figure = go.Figure()
    rows = rows.assign(name=rows["name"].map(style.text))
    for known, symbol, name in (
        (True, "circle", words["figure"]),
        (False, "circle-open", words["without_interval"]),
    ):
        part = rows[rows["ci_low"].notna() == known]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["value"],
            y=part["name"],
            mode="markers",
            name=name,
            marker={
                "size": 10,
                "color": style.ACCENT,
                "symbol": symbol,
                "line": {"width": 2, "color": style.ACCENT},
            },
            cliponaxis=False,
            error_x=style.interval_bars(part, style.ACCENT, thickness=1.5, width=4),
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
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
