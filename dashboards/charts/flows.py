"""From whom to whom: a square of counts, each row's shares as its shade."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

ROW_HEIGHT = 44


def flows(counts: pd.DataFrame, words: dict) -> go.Figure:
    """`counts` has a row for each origin and a column for each destination, named for reading.

    `words` names origin and destination.
    """
    shares = counts.div(counts.sum(axis=1), axis=0)
    figure = go.Figure(
        go.Heatmap(
            x=[style.text(name) for name in counts.columns],
            y=[style.text(name) for name in counts.index],
            z=shares.to_numpy(),
            text=[[f"{count:,}" if count else "" for count in row] for row in counts.to_numpy()],
            texttemplate="%{text}",
            zmin=0,
            zmax=1,
            colorscale=style.SCALE,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="%{y} → %{x}: %{text} (%{z:.0%})<extra></extra>",
        )
    )
    style.layout(figure, height=110 + ROW_HEIGHT * len(counts))
    figure.update_xaxes(
        side="top",
        showgrid=False,
        title={"text": words["destination"], "font": {"size": 12}},
    )
    figure.update_yaxes(
        autorange="reversed", showgrid=False, title={"text": words["origin"], "font": {"size": 12}}
    )
    figure.update_layout(margin={"t": 8})
    return figure
