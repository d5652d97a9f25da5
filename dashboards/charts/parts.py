"""Parts of a whole as bars from zero, divided by what can be told of each; longest first."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

BAR_HEIGHT = 34
# Colour and pattern of each division, in their order.
LOOKS = (
    (style.ACCENT, ""),
    (style.WARNING, "/"),
    ("#4a5560", "x"),
    ("#7aa6ad", "."),
    (style.QUIET, "-"),
)


def parts(table: pd.DataFrame, axis_title: str) -> go.Figure:
    """`table` has a row for each part and a column for each division, named for reading."""
    table = table.loc[table.sum(axis=1).sort_values().index]
    figure = go.Figure()
    for (name, values), (colour, pattern) in zip(table.items(), LOOKS, strict=False):
        figure.add_bar(
            x=values,
            y=[style.text(part) for part in table.index],
            orientation="h",
            name=style.text(name),
            marker={
                "color": colour,
                "pattern": {"shape": pattern, "fgcolor": "white", "size": 6, "fillmode": "overlay"},
            },
            hovertemplate=f"%{{y}} · {style.text(name)}: %{{x:,}}<extra></extra>",
        )
    style.layout(figure, height=120 + BAR_HEIGHT * len(table))
    # A single division is named too: Plotly leaves out a legend of one.
    figure.update_layout(barmode="stack", bargap=0.35, showlegend=True)
    figure.update_xaxes(
        rangemode="tozero", tickformat=",", title={"text": axis_title, "font": {"size": 12}}
    )
    figure.update_yaxes(showgrid=False, type="category")
    return figure
