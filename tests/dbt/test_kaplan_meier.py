"""Waiting times in SQL against lifelines, and the median against exact fractions.

Where a curve falls to 0, lifelines calls its bounds 0 too, and so the last time the upper bound of
the median; the macro knows of none there, as R's survfit.
"""

from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

from tests.dbt.macros import macro_sql

COLUMNS = "units, events, share, share_low, share_high, median_wait, median_low, median_high"


def in_sql(waited, had_event, horizon, curve="c", columns=COLUMNS) -> list:
    frame = pd.DataFrame({"curve": curve, "waited": waited, "horizon": horizon})
    frame["fate"] = np.where(had_event, "event", "censored")
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.execute("create table waits as select * from frame")
        sql = macro_sql('kaplan_meier("waits", ["curve"])')
        return connection.execute(f"select {columns} from ({sql}) order by curve").fetchall()


def median_by_hand(waited, had_event):
    survival = Fraction(1)
    for time in np.unique(waited):
        events = int(had_event[waited == time].sum())
        survival *= 1 - Fraction(events, int((waited >= time).sum()))
        if survival <= Fraction(1, 2):
            return time
    return None


def random_waits(seed):
    random = np.random.default_rng(seed)
    units = random.integers(1, 200)
    waited = random.integers(1, random.choice([4, 30, 1000]), units).astype(float)
    return waited, random.random(units) < random.choice([0.3, 0.7, 1])


@pytest.mark.parametrize("seed", range(30))
def test_share_median_and_intervals_are_those_of_lifelines(seed):
    waited, had_event = random_waits(seed)
    horizon = float(np.quantile(waited, 0.4))
    ((units, events, share, *share_bounds, median, low, high),) = in_sql(waited, had_event, horizon)
    fitter = KaplanMeierFitter().fit(waited, had_event)
    survival, interval = fitter.survival_function_.iloc[:, 0], fitter.confidence_interval_
    assert (units, events) == (len(waited), (had_event & (waited <= horizon)).sum())
    assert share == pytest.approx(1 - fitter.predict(horizon), rel=1e-9, abs=1e-12)
    if 1e-12 < share < 1:
        expected = sorted(1 - interval[interval.index <= horizon].iloc[-1])
        assert share_bounds == pytest.approx(expected, rel=1e-9)
    else:
        assert share_bounds == [None, None]
    assert median == median_by_hand(waited, had_event)
    of_the_median = median_survival_times(interval).iloc[0]
    known = [time for time in of_the_median if np.isfinite(time) and survival[time] > 0]
    assert [time for time in (low, high) if time is not None] == known


@pytest.mark.parametrize("waits", [[7], [7, 7, 7], [3, 8, 21]])
def test_all_still_waiting_leave_the_median_open(waits):
    expected = (len(waits), 0, 0 if max(waits) >= 20 else None, *[None] * 5)
    assert in_sql(waits, False, 20) == [expected]


def test_a_single_event_is_the_median_without_an_interval():
    assert in_sql([7], True, 20) == [(1, 1, 1, None, None, 7, None, None)]


@pytest.mark.parametrize("units", [2, 52, 66, 84, 98])
def test_half_of_them_is_the_median_to_the_last_digit(units):
    # (units - 1) / units * (units - 2) / (units - 1) * ... = 1/2 after half of them
    waited = np.arange(1.0, units + 1)
    assert in_sql(waited, True, 7, columns="median_wait") == [(units / 2,)]


def test_each_key_has_its_curve_and_no_rows_give_none():
    waited, curve = [1, 2, 3, 5, 6, 7], list("aaabbb")
    rows = in_sql(waited, True, 6, curve=curve, columns="curve, events, median_wait")
    assert rows == [("a", 3, 2), ("b", 2, 6)]
    assert in_sql([], [], 6) == []


def test_the_same_waits_give_the_same_digits_wherever_they_stand():
    random = np.random.default_rng(3)
    waited, had_event = np.arange(1, 301), random.random(300) < 0.6
    curves, mixed = np.repeat(np.arange(400), 300), random.permutation(400 * 300)
    rows = in_sql(
        np.tile(waited, 400)[mixed], np.tile(had_event, 400)[mixed], 200, curves[mixed],
        "share, share_low, share_high, median_wait",
    )  # fmt: skip
    assert len(rows) == 400
    assert len(set(rows)) == 1
