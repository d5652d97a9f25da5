"""One figure by classes that have an order of their own, such as pressure: bars from zero."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style


def classes(rows: pd.DataFrame, unit: str, axis_title: str) -> go.Figure:
    """Rows come in the classes' order; `label` holds each bar's text, `name` its class."""
    figure = go.Figure(
        go.Bar(
            x=rows["name"].map(style.text),
            y=rows["value"],
            marker={"color": style.ACCENT, "opacity": 0.85},
            error_y=style.interval_bars(rows, style.QUIET, thickness=1.5, width=5),
            customdata=rows["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    style.layout(figure, height=320)
    highest = float(rows[["value", "ci_high"]].max().max())
    figure.update_yaxes(
        range=[0, style.axis_end(highest, unit)], tickformat=style.tick_format(unit, highest)
    )
    figure.update_xaxes(type="category", title={"text": axis_title, "font": {"size": 12}})
    figure.update_layout(bargap=0.45, margin={"t": 12})
    return figure
