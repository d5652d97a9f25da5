"""A share by hour and weekday; a cell with too few orders stays blank."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

EVERY_SIX_HOURS = list(range(0, 24, 6))


def clock(hour: int) -> str:
    return f"{hour:02d}:00"


def week_hours(rows: pd.DataFrame, weekdays: list[str]) -> go.Figure:
    """Rows by `weekday` (1 is Monday) and `hour_of_day`; `share` is null where it says nothing,
    `label` is seen on pointing at the cell, blank ones included."""
    shares, labels = (
        rows.pivot_table(
            index="weekday", columns="hour_of_day", values=column, aggfunc="first"
        ).reindex(index=range(1, 8), columns=range(24))
        for column in ("share", "label")
    )
    clocks = [clock(hour) for hour in shares.columns]
    figure = go.Figure(
        go.Heatmap(
            x=clocks,
            y=weekdays,
            z=shares.to_numpy(dtype=float),
            zmin=0,
            colorscale=style.SCALE,
            xgap=1,
            ygap=2,
            customdata=labels.fillna("").to_numpy(),
            hoverongaps=True,
            hovertemplate="%{customdata}<extra></extra>",
            colorbar=style.SHARE_BAR,
        )
    )
    style.layout(figure, height=340)
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    figure.update_xaxes(
        type="category",
        tickvals=[clock(hour) for hour in EVERY_SIX_HOURS],
        tickangle=0,
        showgrid=False,
    )
    return figure
