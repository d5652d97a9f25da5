"""Incidents where they fall in time: a row for each component, a symbol for each severity."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

ROW_HEIGHT = 46
SYMBOLS = {1: "x", 2: "diamond", 3: "circle", 4: "circle-open"}


def timeline(rows: pd.DataFrame, words: dict) -> go.Figure:
    """`words` names each severity; `until` ends the bar of an incident, `label` as elsewhere."""
    figure = go.Figure()
    rows = rows.assign(component=rows["component"].map(style.text))
    components = sorted(rows["component"].unique(), reverse=True)
    for severity, part in rows.groupby("severity"):
        colour = style.WARNING if severity == 1 else style.ACCENT
        figure.add_scatter(
            x=style.apart(part["started_at"], part["until"]),
            y=style.apart(part["component"], part["component"]),
            mode="lines",
            line={"color": colour, "width": 4},
            showlegend=False,
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=part["started_at"],
            y=part["component"],
            mode="markers",
            name=words[severity],
            marker={
                "symbol": SYMBOLS.get(severity, "circle"),
                "size": 11,
                "color": colour,
                "line": {"width": 1.5, "color": colour},
                "opacity": 0.9,
            },
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=110 + ROW_HEIGHT * len(components))
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=components)
    figure.update_xaxes(type="date", tickformat=style.date_format(rows["started_at"]), nticks=6)
    return figure
