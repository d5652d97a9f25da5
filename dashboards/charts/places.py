"""Regions where they lie: a plain scatter of longitude and latitude, without tiles."""

import math

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

LARGEST = 36
# Names nearer to each other than these parts of the map would cover one another.
NEAREST_ACROSS, NEAREST_DOWN = 0.45, 0.09
# Beside the colour, where the whole lies relative to a region's interval.
SYMBOLS = {"above": "triangle-up", "around": "circle", "below": "triangle-down"}


def places(rows: pd.DataFrame, words: dict) -> go.Figure:
    """`standing` is one of SYMBOLS, named in `words`; areas go by `n`, colours by `value`."""
    rows = rows.sort_values("n", ascending=False)
    largest = float(rows["n"].max())
    figure = go.Figure()
    for standing, symbol in SYMBOLS.items():
        part = rows[rows["standing"] == standing]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["longitude"],
            y=part["latitude"],
            mode="markers",
            name=words[standing],
            marker={
                "symbol": symbol,
                **_areas(part["n"], largest),
                "color": part["value"],
                "coloraxis": "coloraxis",
                "line": {"width": 1, "color": style.QUIET},
            },
            cliponaxis=False,
            customdata=part["label"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    # On top of every bubble.
    figure.add_scatter(
        x=rows["longitude"],
        y=rows["latitude"],
        mode="markers+text",
        # Not seen, but as large: names stand below their bubbles.
        marker={"opacity": 0, **_areas(rows["n"], largest)},
        text=_names(rows),
        textposition="bottom center",
        textfont={"size": 11},
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    style.layout(figure, height=500)
    low, high = style.value_range(float(rows["value"].min()), float(rows["value"].max()), "share")
    figure.update_layout(
        coloraxis={
            "cmin": low,
            "cmax": min(high, 1),
            "colorscale": style.SCALE,
            # Below, as the legend is above.
            "colorbar": style.SHARE_BAR
            | {"y": -0.18, "yanchor": "top", "title": {"text": words["value"], "side": "top"}},
        },
        legend={"itemsizing": "constant"},
    )
    # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    stretch = 1 / max(math.cos(math.radians(float(rows["latitude"].mean()))), 0.1)
    figure.update_xaxes(title={"text": words["longitude"]}, **_axis(rows["longitude"]))
    figure.update_yaxes(
        title={"text": words["latitude"]},
        scaleanchor="x",
        scaleratio=stretch,
        **_axis(rows["latitude"]),
    )
    return figure


def _areas(n: pd.Series, largest: float) -> dict:
    return {"size": n, "sizemode": "area", "sizeref": largest / LARGEST**2 * 2, "sizemin": 5}


def _names(rows: pd.DataFrame) -> list[str]:
    """Names of the largest places; of those in a crowd, one. Pointing at a place names any."""
    span = max(float(rows[axis].max() - rows[axis].min()) for axis in ("longitude", "latitude"))
    named: list[tuple[float, float]] = []
    names = []
    for row in rows.itertuples():
        is_free = all(
            abs(x - row.longitude) > NEAREST_ACROSS * span
            or abs(y - row.latitude) > NEAREST_DOWN * span
            for x, y in named
        )
        if is_free:
            named.append((row.longitude, row.latitude))
        names.append(style.text(row.name) if is_free else "")
    return names


def _axis(degrees: pd.Series) -> dict:
    """With room for the bubbles and names at the edge; one place alone lies in the middle."""
    low, high = float(degrees.min()), float(degrees.max())
    room = max(0.15 * (high - low), 0.05)
    return {"range": [low - room, high + room], "nticks": 5, "ticksuffix": "°"}
