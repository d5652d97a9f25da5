"""Charts keep honest axes, show every member, and say what they show."""

import pandas as pd
import pytest

from dashboards.charts import findings, half_hours, style
from dashboards.charts.classes import classes
from dashboards.charts.members import members
from dashboards.charts.sparkline import sparkline
from dashboards.charts.trend import trend

WORDS = dict.fromkeys(
    ("figure", "interval", "immature", "target", "without_interval", "whole"), "x"
)


def rows(values: list[float], low: list[float | None], high: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period_start": pd.date_range("2026-03-02", periods=len(values), freq="7D"),
            "name": [f"R{number}" for number in range(len(values))],
            "value": values,
            "ci_low": pd.array(low, dtype="float64"),
            "ci_high": pd.array(high, dtype="float64"),
            "is_mature": [True] * (len(values) - 1) + [False],
            "label": "x",
        }
    )


RATES = rows([0.70, 0.75, 0.90], [0.65, 0.70, 0.85], [0.75, 0.80, 0.95])


@pytest.mark.parametrize(
    ("lowest", "unit", "start"),
    [(0.30, "share", 0), (0.86, "share", 0.8), (0.93, "share", 0.8), (40, "minutes", 0)],
)
def test_axis_starts_at_zero_but_for_high_shares(lowest, unit, start):
    assert style.axis_start(lowest, unit) == pytest.approx(start)


def test_trend_marks_the_immature_and_draws_the_target():
    figure = trend(RATES, "share", WORDS, target=0.95)
    hollow, dashed = figure.data[-2], figure.data[-1]
    assert list(hollow.y) == [0.90]
    assert dashed.line.dash == "dash"
    assert list(dashed.y) == [0.95, 0.95]


def test_trend_draws_no_band_over_a_period_without_interval():
    gap = rows([0.7, 0.8], [0.6, None], [0.75, None])
    assert not [trace for trace in trend(gap, "share", WORDS).data if trace.fill]
    assert [trace for trace in trend(RATES, "share", WORDS).data if trace.fill]


def test_members_without_interval_have_a_shape_of_their_own():
    figure = members(rows([0.7, 0.8], [0.6, None], [0.75, None]), "share", WORDS)
    symbols = {trace.marker.symbol: list(trace.y) for trace in figure.data}
    assert symbols == {"circle": ["R0"], "circle-open": ["R1"]}


def test_bars_start_at_zero():
    assert classes(RATES, "share", "x").layout.yaxis.range[0] == 0


def test_sparkline_needs_three_points_and_spans_the_honest_axis():
    assert sparkline(RATES.head(2), "share") == ""
    assert "<polygon" in sparkline(RATES, "share")
    # 0.70 to 0.75 on an axis from 0.6 to 1: an eighth of 40 pixels, not the whole height.
    line = sparkline(RATES, "share").split('polyline points="')[1].split('"')[0]
    first, second, _ = (float(point.split(",")[1]) for point in line.split())
    assert first - second == pytest.approx(5, abs=0.3)


def test_findings_say_the_numbers():
    said = findings.trend(RATES, "准时率", "share", "week", "zh")
    assert "70.0%" in said
    assert "90.0%" in said
    assert "尚未成熟" in said
    said = findings.members(RATES, "On time", "share", "en")
    assert "highest in R2 at 90.0%, lowest in R0 at 70.0%" in said
    assert "do not overlap" in said


def test_gap_map_has_a_row_for_each_region_and_a_column_for_each_half_hour():
    slots = pd.DataFrame({"name": ["A", "B"], "local_slot": [23, 24], "gap_rate": [0.1, 0.2]})
    figure = half_hours.gap_map(slots, {"gap": "gap"})
    heat = figure.data[0]
    # The last of a category axis stands on top.
    assert list(heat.y) == ["B", "A"]
    assert figure.layout.yaxis.type == "category"
    assert len(heat.x) == 48
    assert half_hours.clock(23) == "11:30"
