"""The instants of one order along the minutes since it was placed, and the promise across them."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

ROW_HEIGHT = 30


def order_instants(rows: pd.DataFrame, words: dict) -> go.Figure:
    """`rows` hold event, name and minutes, in order of time; `words` names the marks."""
    recorded = rows[rows["event"] != "promised_at"]
    names = list(recorded["name"])
    figure = go.Figure()
    figure.add_scatter(
        x=recorded["minutes"],
        y=names,
        mode="lines+markers",
        name=words["recorded"],
        line={"color": style.ACCENT, "width": 2, "shape": "hv"},
        marker={"size": 10, "color": style.ACCENT},
        cliponaxis=False,
        hovertemplate="%{y}: %{x:,.1f}<extra></extra>",
    )
    promise = rows[rows["event"] == "promised_at"]
    if not promise.empty:
        figure.add_scatter(
            x=[promise["minutes"].iloc[0]] * 2,
            y=[names[0], names[-1]],
            mode="lines",
            name=words["promise"],
            line={"color": style.WARNING, "width": 2, "dash": "dash"},
            hovertemplate=f"{words['promise']}: %{{x:,.1f}}<extra></extra>",
        )
    style.layout(figure, height=110 + ROW_HEIGHT * len(recorded))
    figure.update_xaxes(
        rangemode="tozero", title={"text": words["minutes_axis"], "font": {"size": 12}}
    )
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=names[::-1], showgrid=False
    )
    return figure
