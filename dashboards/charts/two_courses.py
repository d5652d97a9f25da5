"""The courses of one figure on two sides, over the same axis: solid against dashed."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

LOOKS = (("solid", "circle", style.ACCENT), ("dash", "diamond-open", style.WARNING))


def two_courses(
    courses: list[pd.DataFrame], names: list[str], unit: str, axis_title: str
) -> go.Figure:
    """`place` is where on the axis a row stands; `label` holds each point's text."""
    figure = go.Figure()
    for rows, name, (dash, symbol, colour) in zip(courses, names, LOOKS, strict=True):
        figure.add_scatter(
            x=rows["place"],
            y=rows["value"],
            mode="lines+markers",
            name=name,
            line={"color": colour, "width": 2, "dash": dash},
            marker={"size": 8, "color": colour, "symbol": symbol},
            cliponaxis=False,
            error_y=style.interval_bars(rows, colour, thickness=1, width=3),
            customdata=rows["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    every = pd.concat(courses)
    low = float(every[["value", "ci_low"]].min().min())
    high = float(every[["value", "ci_high"]].max().max())
    style.layout(figure, height=340)
    limits = style.value_range(low, high, unit)
    figure.update_yaxes(range=limits, tickformat=style.tick_format(unit, limits[1]))
    figure.update_xaxes(showgrid=False, title={"text": axis_title, "font": {"size": 12}})
    if pd.api.types.is_datetime64_any_dtype(every["place"]):
        figure.update_xaxes(tickformat=style.date_format(every["place"]))
    return figure
