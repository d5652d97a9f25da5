"""Dots beside names, with the interval where there is one: filled with it, hollow without."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style


def add_dots(figure: go.Figure, rows: pd.DataFrame, words: dict) -> None:
    """`words` names figure and without_interval; `label` holds each dot's text."""
    for known, symbol, name in (
        (True, "circle", words["figure"]),
        (False, "circle-open", words["without_interval"]),
    ):
        part = rows[rows["ci_low"].notna() == known]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["value"],
            y=part["name"],
            mode="markers",
            name=name,
            marker={
                "size": 10,
                "color": style.ACCENT,
                "symbol": symbol,
                "line": {"width": 2, "color": style.ACCENT},
            },
            cliponaxis=False,
            error_x=style.interval_bars(part, style.ACCENT, thickness=1.5, width=4),
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
