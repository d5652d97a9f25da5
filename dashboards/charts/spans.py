"""Bars from a start to an end, one below the other: parts of a whole, or steps of a change."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

ROW_HEIGHT = 34
# Told apart by pattern as well as colour; a total that no bar can show honestly is a diamond.
LOOKS = {
    "part": {"color": style.ACCENT, "pattern": {"shape": ""}},
    "down": {"color": style.WARNING, "pattern": {"shape": "/"}},
    "unknown": {"color": style.QUIET, "pattern": {"shape": "x"}},
    "total": {"color": "#3d4a50", "pattern": {"shape": ""}},
}


def in_steps(parts: pd.DataFrame, start: float = 0.0) -> pd.DataFrame:
    """Each part of `value` begins where the one above it ends."""
    ends = start + parts["value"].cumsum()
    return parts.assign(start=ends - parts["value"], end=ends)


def spans(
    rows: pd.DataFrame,
    unit: str,
    is_connected: bool = False,
    limits: tuple[float, float] | None = None,
) -> go.Figure:
    """`kind` is one of LOOKS; `text` stands beside each bar, `label` is seen on pointing at it.

    A row without `start` is drawn as a point, so that an axis need not begin at zero for it;
    `limits` are those of such an axis.
    """
    rows = rows.assign(name=rows["name"].map(style.text))
    figure = go.Figure()
    bars, points = rows[rows["start"].notna()], rows[rows["start"].isna()]
    for kind, part in bars.groupby("kind", sort=False):
        figure.add_bar(
            # Drawn from the left, so that the text never stands over the names.
            x=(part["end"] - part["start"]).abs(),
            base=part[["start", "end"]].min(axis="columns"),
            y=part["name"],
            orientation="h",
            width=0.62,
            marker=LOOKS[kind],
            # A hard space, off the line to the next bar.
            text="\u00a0" + part["text"],
            textposition="outside",
            cliponaxis=False,
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    if len(points):
        figure.add_scatter(
            x=points["end"],
            y=points["name"],
            mode="markers+text",
            marker={"symbol": "diamond", "size": 12, "color": LOOKS["total"]["color"]},
            text=points["text"],
            textposition="middle right",
            cliponaxis=False,
            customdata=points["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    if is_connected:
        _connect(figure, rows)
    style.layout(figure, height=40 + ROW_HEIGHT * len(rows))
    ends = rows[["start", "end"]]
    low, high = limits or style.value_range(float(ends.min().min()), float(ends.max().max()), unit)
    # Room for the text beside the longest bar.
    figure.update_xaxes(
        range=[low, high + 0.3 * (high - low)], tickformat=style.tick_format(unit, high), nticks=5
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(rows["name"])[::-1],
        showgrid=False,
    )
    figure.update_layout(showlegend=False, barmode="overlay", margin={"t": 8})
    return figure


def _connect(figure: go.Figure, rows: pd.DataFrame) -> None:
    for above, below in zip(rows.index[:-1], rows.index[1:], strict=True):
        end = rows.loc[above, "end"]
        figure.add_scatter(
            x=[end, end],
            y=[rows.loc[above, "name"], rows.loc[below, "name"]],
            mode="lines",
            line={"color": style.QUIET, "width": 1, "dash": "dot"},
            hoverinfo="skip",
        )
