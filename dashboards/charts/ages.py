"""Complaints still open, by how old they are, and whether their deadline is past."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

# Told apart by the pattern as well as by the colour.
SIDES = {
    "past_due": (style.WARNING, "x"),
    "in_time": (style.ACCENT, ""),
    "no_deadline": (style.QUIET, "/"),
}


def ages(rows: pd.DataFrame, names: list[str], words: dict) -> go.Figure:
    """`rows` has age (a name of `names`), side and open_complaints; `words` names each side."""
    figure = go.Figure()
    for side, (colour, pattern) in SIDES.items():
        part = rows[rows["side"] == side].set_index("age")["open_complaints"]
        if part.empty:
            continue
        counts = part.reindex(names, fill_value=0)
        figure.add_bar(
            x=names,
            y=counts,
            name=words[side],
            marker={
                "color": colour,
                "pattern": {"shape": pattern, "fgcolor": "white", "size": 6, "fillmode": "overlay"},
            },
            hovertemplate=f"%{{x}} {words[side]}: %{{y:,}}<extra></extra>",
        )
    style.layout(figure, height=340)
    figure.update_layout(barmode="stack", bargap=0.4)
    figure.update_xaxes(type="category", title={"text": words["age"], "font": {"size": 12}})
    figure.update_yaxes(
        rangemode="tozero", tickformat=",", title={"text": words["open"], "font": {"size": 12}}
    )
    return figure
