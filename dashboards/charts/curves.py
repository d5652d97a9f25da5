"""The share answered or resolved by hours since receipt, a line and a band for each group."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

# Colour and dash of each group, in their order.
LINES = (
    (style.ACCENT, "solid", style.ACCENT_BAND),
    (style.WARNING, "dash", "rgba(180, 84, 26, 0.12)"),
    ("#4a5560", "dot", "rgba(74, 85, 96, 0.12)"),
)


def curves(rows: pd.DataFrame, marks: dict[int, str], last_hour: int, words: dict) -> go.Figure:
    """`rows` has name, hours, event_share, bounds, and competing_share where it is to be drawn.

    `marks` names the hours at which a dotted line stands; `words` names competing and hours.
    """
    figure = go.Figure()
    rows = rows[rows["hours"] <= last_hour]
    for (name, group), (colour, dash, band) in zip(
        rows.groupby("name", sort=False), LINES, strict=False
    ):
        _band(figure, group.dropna(subset=["ci_low", "ci_high"]), band)
        _line(figure, group, "event_share", style.text(name), {"color": colour, "dash": dash})
    if "competing_share" in rows:
        _line(
            figure,
            rows,
            "competing_share",
            words["competing"],
            {"color": style.QUIET, "dash": "dashdot"},
        )
    for hour in marks:
        figure.add_vline(x=hour, line={"color": style.QUIET, "width": 1, "dash": "dot"})
    style.layout(figure, height=380)
    figure.update_yaxes(range=[0, 1.01], tickformat=".0%")
    figure.update_xaxes(
        range=[0, last_hour],
        tickvals=list(marks),
        ticktext=list(marks.values()),
        tickangle=0,
        showgrid=False,
        title={"text": words["hours"], "font": {"size": 12}},
    )
    return figure


def _line(figure: go.Figure, rows: pd.DataFrame, column: str, name: str, line: dict) -> None:
    figure.add_scatter(
        x=rows["hours"],
        y=rows[column],
        mode="lines",
        name=name,
        line=line | {"width": 2},
        hovertemplate=f"{name} %{{x}} h: %{{y:.1%}}<extra></extra>",
    )


def _band(figure: go.Figure, rows: pd.DataFrame, colour: str) -> None:
    shared = {"x": rows["hours"], "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    line = {"width": 0}
    figure.add_scatter(y=rows["ci_low"], line=line, **shared)
    figure.add_scatter(y=rows["ci_high"], line=line, fill="tonexty", fillcolor=colour, **shared)
