"""One figure over time, with its interval, its target, and the periods that may still change."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    values = rows[["value", "ci_low", "ci_high"]]
    return float(values.min().min()), float(values.max().max())


def _band(rows: pd.DataFrame, words: dict) -> list[go.Scatter]:
    shared = {"x": rows["period_start"], "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        go.Scatter(y=rows["ci_low"], showlegend=False, **shared),
        go.Scatter(
            y=rows["ci_high"],
            fill="tonexty",
            fillcolor=style.ACCENT_BAND,
            name=words["interval"],
            **shared,
        ),
    ]


def trend(rows: pd.DataFrame, unit: str, words: dict, target: float | None = None) -> go.Figure:
    """`words` names figure, interval, immature, target; `label` holds each point's text.

    A row without value leaves a hole in the line.
    """
    figure = go.Figure()
    whole_band = len(rows) > 1 and rows["ci_low"].notna().all()
    if whole_band:
        figure.add_traces(_band(rows, words))
    figure.add_scatter(
        x=rows["period_start"],
        y=rows["value"],
        mode="lines+markers",
        name=words["figure"],
        line={"color": style.ACCENT, "width": 2},
        marker={"size": 6, "color": style.ACCENT},
        cliponaxis=False,
        # Where only some periods have an interval, a bar each; a band would bridge the gaps.
        error_y=None
        if whole_band
        else style.interval_bars(rows, style.QUIET, thickness=1, width=3),
        customdata=rows["label"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    immature = rows[~rows["is_mature"]]
    if not immature.empty:
        figure.add_scatter(
            x=immature["period_start"],
            y=immature["value"],
            mode="markers",
            name=words["immature"],
            hoverinfo="skip",
            marker={"size": 9, "color": "white", "line": {"color": style.ACCENT, "width": 2}},
        )
    low, high = _ends(rows)
    if target is not None and not pd.isna(target):
        low, high = min(low, target), max(high, target)
        figure.add_scatter(
            x=[rows["period_start"].min(), rows["period_start"].max()],
            y=[target, target],
            mode="lines",
            name=words["target"],
            hoverinfo="skip",
            line={"color": style.WARNING, "width": 1.5, "dash": "dash"},
        )
    style.layout(figure, height=320)
    limits = style.value_range(low, high, unit)
    figure.update_yaxes(range=limits, tickformat=style.tick_format(unit, limits[1]))
    dates = rows["period_start"] if len(rows) <= 10 and rows["value"].notna().all() else None
    figure.update_xaxes(
        tickformat=style.date_format(rows["period_start"]), tickvals=dates, showgrid=False
    )
    return figure
