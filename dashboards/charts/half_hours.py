"""Riders by half hour of the day: required against available, and the gap region by region."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

# Wide enough apart for a telephone.
EVERY_SIX_HOURS = list(range(0, 48, 12))


def clock(local_slot: int) -> str:
    return f"{local_slot // 2:02d}:{30 * (local_slot % 2):02d}"


def required_and_available(rows: pd.DataFrame, words: dict) -> go.Figure:
    figure = _two_lines(rows, ("riders_available", "riders_required"), words)
    figure.update_yaxes(title={"text": words["riders"], "font": {"size": 12}})
    return figure


def two_waits(rows: pd.DataFrame, words: dict) -> go.Figure:
    """The modelled wait as things are, and as they would be."""
    figure = _two_lines(rows, ("wait_then", "wait_now"), words)
    figure.update_yaxes(title={"text": words["wait_axis"], "font": {"size": 12}})
    return figure


def _two_lines(rows: pd.DataFrame, columns: tuple[str, str], words: dict) -> go.Figure:
    """Solid against dashed, so that the two are told apart without colour."""
    clocks = rows["local_slot"].map(clock)
    figure = go.Figure()
    looks = ((style.ACCENT, "solid"), (style.WARNING, "dash"))
    for column, (colour, dash) in zip(columns, looks, strict=True):
        figure.add_scatter(
            x=clocks,
            y=rows[column],
            mode="lines",
            name=words[column],
            line={"color": colour, "width": 2, "dash": dash, "shape": "hv"},
            hovertemplate=f"{words[column]} %{{x}}: %{{y:,.1f}}<extra></extra>",
        )
    style.layout(figure, height=320)
    _hours(figure, clocks)
    figure.update_yaxes(rangemode="tozero")
    return figure


def gap_map(rows: pd.DataFrame, words: dict) -> go.Figure:
    grid = rows.pivot_table(index="name", columns="local_slot", values="gap_rate", sort=False)
    # By name, the first on top: by value it would be a league table.
    grid = grid.reindex(columns=range(48)).sort_index(ascending=False)
    clocks = [clock(slot) for slot in grid.columns]
    figure = go.Figure(
        go.Heatmap(
            x=clocks,
            y=[style.text(name) for name in grid.index],
            z=grid.to_numpy(),
            zmin=0,
            colorscale=style.SCALE,
            xgap=1,
            ygap=2,
            colorbar=style.SHARE_BAR,
            hovertemplate=f"%{{y}} %{{x}}: {words['gap']} %{{z:.1%}}<extra></extra>",
        )
    )
    style.layout(figure, height=110 + 34 * len(grid))
    _hours(figure, clocks)
    # Regions may be called 1, 2, 3.
    figure.update_yaxes(showgrid=False, type="category")
    return figure


def _hours(figure: go.Figure, clocks: list[str] | pd.Series) -> None:
    marks = [clock(slot) for slot in EVERY_SIX_HOURS if clock(slot) in set(clocks)]
    figure.update_xaxes(type="category", tickvals=marks, tickangle=0, showgrid=False)
