"""A few courses over time on one axis, told apart by dash and symbol as well as colour."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style
from dashboards.charts.stacked import COLOURS

DASHES = ["solid", "dash", "dot", "dashdot", "longdash"]
SYMBOLS = ["circle", "square", "diamond", "triangle-up", "x"]
# More would touch each other, and each is an element of the page.
MOST_MARKED = 62


def courses(rows: pd.DataFrame, unit: str) -> go.Figure:
    """Rows by `name` and `period_start`; `label` as elsewhere."""
    figure = go.Figure()
    for place, (name, part) in enumerate(rows.groupby("name", sort=True)):
        colour = COLOURS[place % len(COLOURS)]
        figure.add_scatter(
            x=part["period_start"],
            y=part["value"],
            mode="lines+markers" if len(part) <= MOST_MARKED else "lines",
            name=style.text(name),
            line={"color": colour, "width": 1.8, "dash": DASHES[place % len(DASHES)]},
            marker={"size": 6, "symbol": SYMBOLS[place % len(SYMBOLS)], "color": colour},
            cliponaxis=False,
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    style.layout(figure, height=320)
    limits = style.value_range(float(rows["value"].min()), float(rows["value"].max()), unit)
    figure.update_yaxes(range=limits, tickformat=style.tick_format(unit, limits[1]))
    dates = style.date_format(rows["period_start"])
    figure.update_xaxes(tickformat=dates, showgrid=False, nticks=8)
    return figure
