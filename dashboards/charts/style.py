"""What every chart shares: colours, fonts, margins, and axes that do not exaggerate."""

import math
from html import escape

import pandas as pd
import plotly.graph_objects as go

ACCENT = "#0f7c8c"
ACCENT_BAND = "rgba(15, 124, 140, 0.16)"
QUIET = "#8a979d"
WARNING = "#b4541a"
SCALE = [[0, "rgba(15, 124, 140, 0.04)"], [1, "#0b5562"]]
# Lies above the picture, so that a telephone keeps its width.
SHARE_BAR = {
    "orientation": "h",
    "y": 1.02,
    "yanchor": "bottom",
    "x": 0,
    "xanchor": "left",
    "len": 0.5,
    "thickness": 8,
    "tickformat": ".0%",
    "tickfont": {"size": 12},
    "tickangle": 0,
    "nticks": 4,
    "outlinewidth": 0,
}
FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

# A reader of a printed page has no use for the tool bar, and it speaks English only.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}

TICK_FORMATS = {"share": ".0%", "points": "+.0%", "minutes": ",", "riders": ",", "per_1000": ","}
ZOOM_FROM = 0.5
YEAR = pd.Timedelta(days=365)
AXIS = {"automargin": True, "zeroline": False, "fixedrange": True}


def layout(figure: go.Figure, height: int) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 16, "t": 36, "b": 8},
        font={"family": FONT, "size": 13},
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "traceorder": "normal",
        },
        hovermode="closest",
        dragmode=False,
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
        xaxis=AXIS,
        yaxis=AXIS,
        # Merging with what is there takes Plotly four times as long, and there is nothing yet.
        overwrite=True,
    )
    return figure


def axis_start(lowest: float, unit: str) -> float:
    """Zero, but for high shares, which start at the tenth below; the page then says so."""
    if unit == "share" and lowest > ZOOM_FROM:
        return max(math.floor(lowest * 10 - 0.5) / 10, 0)
    return min(lowest, 0)


def axis_end(highest: float, unit: str) -> float:
    """Some air above the highest point, but no share above 100 %."""
    end = highest * 1.12 or 1
    return min(end, 1.0) if unit == "share" and highest <= 1 else end


def value_range(low: float, high: float, unit: str) -> list[float]:
    start = axis_start(low, unit)
    end = axis_end(high, unit)
    # Room for a marker that sits on 100 %.
    return [start, end + (0.01 * (end - start) if end == 1.0 else 0)]


def tick_format(unit: str, end: float) -> str:
    if unit == "share" and end < 0.05:
        return ".1%" if end >= 0.005 else ".2%"
    return TICK_FORMATS.get(unit, ",")


def is_long(dates: pd.Series) -> bool:
    """Longer than a year, so that month and day alone would come twice."""
    return dates.max() - dates.min() >= YEAR


def date_format(dates: pd.Series) -> str:
    return "%Y-%m" if is_long(dates) else "%m-%d"


def text(name: str) -> str:
    """A name from the data. Plotly would take tags and links in it for its own."""
    return escape(name, quote=False)


def interval_bars(rows: pd.DataFrame, colour: str, thickness: float, width: int) -> dict:
    """The 95 % interval of each row as Plotly's error bar; a row without one gets none."""
    return {
        "type": "data",
        "array": rows["ci_high"] - rows["value"],
        "arrayminus": rows["value"] - rows["ci_low"],
        "color": colour,
        "thickness": thickness,
        "width": width,
    }


def apart(first: pd.Series, second: pd.Series) -> list:
    """Ends of lines in turn, with a hole after each."""
    return [end for pair in zip(first, second, strict=True) for end in (*pair, None)]
