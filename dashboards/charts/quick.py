"""The chart of any two columns of a result: line, bars or points, on an axis that has its zero."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import style

KINDS = ("line", "bar", "scatter")
# Past this, bars cannot be told apart and points only slow the page down.
MOST = {"line": 5000, "bar": 60, "scatter": 5000}


def drawable(rows: pd.DataFrame, x: str, y: str, kind: str) -> pd.DataFrame:
    """The pairs that are drawn: both there, no more than can be told apart, a line from left on."""
    pairs = pd.DataFrame({"x": _along(rows[x]), "y": _numbers(rows[y])}).dropna()
    if kind == "line":
        pairs = pairs.sort_values("x", kind="stable")
    return pairs.head(MOST[kind])


def quick(pairs: pd.DataFrame, x: str, y: str, kind: str) -> go.Figure:
    figure = go.Figure()
    look = {"x": pairs["x"], "y": pairs["y"], "marker": {"color": style.ACCENT}}
    if kind == "bar":
        figure.add_bar(**look)
    else:
        figure.add_scatter(**look, mode="lines+markers" if kind == "line" else "markers")
    style.layout(figure, height=360)
    low, high = float(pairs["y"].min()), float(pairs["y"].max())
    room = 0.06 * ((high - min(low, 0)) or 1)
    # Always with its zero: no zoom makes noise look like a swing.
    figure.update_yaxes(
        title=style.text(y), range=[min(low, 0) - (room if low < 0 else 0), max(high, 0) + room]
    )
    figure.update_xaxes(title=style.text(x))
    if pairs["x"].dtype == object:
        figure.update_xaxes(type="category")
    figure.update_layout(showlegend=False)
    return figure


def is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column, errors="coerce").astype("float64")


def _along(column: pd.Series) -> pd.Series:
    if is_number(column):
        return _numbers(column)
    kind = getattr(column.dtype, "pyarrow_dtype", None)
    if pd.api.types.is_datetime64_any_dtype(column) or str(kind).startswith("date"):
        return pd.to_datetime(column)
    return column.map(lambda cell: style.text(str(cell)), na_action="ignore").astype(object)
