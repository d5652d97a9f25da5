"""Which period is shown, and when a change on the one before is more than noise."""

import pandas as pd
import pytest

from dashboards.comparison import (
    change_on_the_period_before,
    newest_mature,
    unbroken_end,
    with_holes,
)
from pipelines.significance import Change

WEEKS = pd.to_datetime(["2026-03-02", "2026-03-09", "2026-03-16"])


def weeks(values: list[float], half_width: float | None, mature: list[bool]) -> pd.DataFrame:
    half = float("nan") if half_width is None else half_width
    return pd.DataFrame(
        {
            "period_start": WEEKS[: len(values)],
            "value": values,
            "ci_low": [value - half for value in values],
            "ci_high": [value + half for value in values],
            "is_mature": mature,
        }
    )


def test_an_immature_week_is_not_the_one_shown():
    rows = weeks([0.80, 0.82, 0.40], 0.01, [True, True, False])
    assert newest_mature(rows)["value"] == 0.82
    assert newest_mature(rows.assign(is_mature=False))["value"] == 0.40


@pytest.mark.parametrize(("later", "is_beyond"), [(0.83, True), (0.81, False)])
def test_change_beyond_both_intervals_is_more_than_noise(later, is_beyond):
    # Halves of 0.01 add to 0.0141: 0.03 is beyond it, 0.01 is not.
    rows = weeks([0.80, later], 0.01, [True, True])
    change = change_on_the_period_before(rows, newest_mature(rows), "week")
    assert change.difference == pytest.approx(later - 0.80)
    assert change.is_beyond_noise is is_beyond


def test_without_intervals_nothing_is_said_of_noise():
    rows = weeks([0.80, 0.90], None, [True, True])
    change = change_on_the_period_before(rows, newest_mature(rows), "week")
    assert change == Change(pytest.approx(0.10), None)


def test_no_change_is_given_over_a_hole_or_for_the_whole_period():
    rows = weeks([0.80, 0.82, 0.90], 0.01, [True] * 3).drop(index=1)
    assert change_on_the_period_before(rows, newest_mature(rows), "week") is None
    assert change_on_the_period_before(rows, newest_mature(rows), "all") is None


def test_a_hole_breaks_the_line_and_starts_the_sparkline_anew():
    whole = weeks([0.80, 0.82, 0.90], 0.01, [True] * 3).assign(label="x")
    assert len(with_holes(whole, "week")) == 3
    broken = whole.drop(index=1)
    assert list(with_holes(broken, "week")["value"].isna()) == [False, True, False]
    assert list(unbroken_end(broken, "week")["value"]) == [0.90]
    assert len(unbroken_end(whole, "week")) == 3
