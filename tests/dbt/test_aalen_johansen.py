"""The curve shares in SQL against lifelines, and against the plain estimator where times tie.

lifelines shakes tied times apart at random, so ties are held against the product-limit formula
written out here.
"""

import duckdb
import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter

from tests.dbt.macros import macro_sql

FATES = {0: "censored", 1: "event", 2: "competing"}


def curves_in_sql(waited, fates, horizons, columns, curve="c"):
    """What the macro gives for each curve."""
    frame = pd.DataFrame({"curve": curve, "waited": waited})
    frame["fate"] = pd.Series(fates).map(FATES)
    macro = macro_sql(f'aalen_johansen("waits", ["curve"], {horizons})')
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.execute("create table waits as select * from frame")
        return connection.execute(f"select {columns} from ({macro}) order by curve").fetchall()


def in_sql(waited, fates, horizon, columns="units, events_x, share_x, low_x, high_x"):
    (only,) = curves_in_sql(waited, fates, {"x": horizon}, columns)
    return only


def share_by_hand(waited, fates, horizon):
    waited, fates = np.asarray(waited), np.asarray(fates)
    survival, share = 1.0, 0.0
    for time in np.unique(waited[waited <= horizon]):
        at_risk = (waited >= time).sum()
        leaving = fates[waited == time]
        share += survival * (leaving == 1).sum() / at_risk
        survival *= 1 - (leaving > 0).sum() / at_risk
    return share


@pytest.mark.parametrize("seed", range(8))
def test_without_ties_share_and_interval_are_those_of_lifelines(seed):
    random = np.random.default_rng(seed)
    waited = random.permutation(np.arange(1, 301)) * 60.0
    fates = random.choice([0, 1, 2], 300, p=[0.3, 0.5, 0.2])
    horizon = float(random.integers(60, 250) * 60)
    fitter = AalenJohansenFitter(alpha=0.05).fit(waited, fates, event_of_interest=1)
    upto = fitter.cumulative_density_.index <= horizon
    share = fitter.cumulative_density_[upto].iloc[-1, 0]
    bounds = sorted(fitter.confidence_interval_[upto].iloc[-1])
    assert in_sql(waited, fates, horizon)[2:] == pytest.approx((share, *bounds), rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_the_median_is_where_the_curve_of_lifelines_gets_to_a_half(seed):
    random = np.random.default_rng(seed)
    waited = random.permutation(np.arange(1, 302)).astype(float)
    fates = random.choice([0, 1, 2], 301, p=[0.2, 0.5 + seed / 40, 0.3 - seed / 40])
    fitter = AalenJohansenFitter(calculate_variance=False).fit(waited, fates, event_of_interest=1)
    share = fitter.cumulative_density_.iloc[:, 0]
    expected = share.index[share >= 0.5].min() if share.max() >= 0.5 else None
    assert in_sql(waited, fates, 10, "median_wait") == (expected,)


def test_half_of_them_is_the_median_and_less_than_half_has_none():
    assert in_sql([1, 2, 3, 4, 5, 6], [1, 2, 1, 0, 1, 0], 3, "median_wait") == (5,)
    assert in_sql([1, 2, 3, 4, 5, 6], [1, 2, 1, 2, 2, 1], 3, "median_wait") == (6,)
    assert in_sql([1, 2, 3, 4, 5, 6], [1, 2, 1, 2, 2, 2], 3, "median_wait") == (None,)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("distinct_times", [3, 25])
def test_tied_times_follow_the_product_limit(seed, distinct_times):
    random = np.random.default_rng(seed)
    waited = random.integers(0, distinct_times, 200).astype(float)
    waited[0] = distinct_times
    fates = random.choice([0, 1, 2], 200)
    horizon = distinct_times / 2
    share = in_sql(waited, fates, horizon)[2]
    assert share == pytest.approx(share_by_hand(waited, fates, horizon), rel=1e-9)


def test_the_horizon_itself_counts_and_a_second_later_does_not():
    assert in_sql([10, 20, 20, 21], [1, 1, 0, 1], 20)[:3] == (4, 2, pytest.approx(0.5))


def test_nobody_watched_to_the_horizon_is_not_known():
    assert in_sql([5, 8, 9], [1, 2, 0], 20)[2:] == (None, None, None)


def test_all_still_waiting_past_the_horizon_is_none_so_far():
    assert in_sql([30, 40, 50], [0, 0, 0], 20) == (3, 0, 0, None, None)


def test_everybody_reached_is_all_without_an_interval():
    waited = list(range(1, 201))
    assert in_sql(waited, [1] * 200, 300) == (200, 200, 1, None, None)


def test_ended_before_the_horizon_by_event_or_rival_is_known():
    assert in_sql([5, 8], [1, 2], 20)[:3] == (2, 1, pytest.approx(0.5))


def test_every_horizon_reads_the_same_curve_as_it_would_alone():
    random = np.random.default_rng(5)
    waited, fates = random.integers(0, 60, 300), random.choice([0, 1, 2], 300)
    horizons = {"a": 5, "b": 20, "c": 59, "d": 90}
    columns = [f"{part}_{name}" for name in horizons for part in ("events", "share", "low", "high")]
    (together,) = curves_in_sql(waited, fates, horizons, ", ".join(columns))
    alone = [in_sql(waited, fates, horizon)[1:] for horizon in horizons.values()]
    assert together == tuple(value for figures in alone for value in figures)


@pytest.mark.parametrize("units", [2, 52, 66, 84, 98])
def test_half_of_them_is_the_median_to_the_last_digit(units):
    # (units - 1) / units * (units - 2) / (units - 1) * ... = 1/2 after half of them
    waited = np.arange(1.0, units + 1)
    assert in_sql(waited, [1] * units, 7, "median_wait") == (units / 2,)


def test_the_same_waits_give_the_same_digits_wherever_they_stand():
    random = np.random.default_rng(3)
    waited, fates = np.arange(1, 301), random.choice([0, 1, 2], 300)
    curves, mixed = np.repeat(np.arange(400), 300), random.permutation(400 * 300)
    rows = curves_in_sql(
        np.tile(waited, 400)[mixed], np.tile(fates, 400)[mixed], {"x": 200},
        "share_x, low_x, high_x, median_wait", curves[mixed],
    )  # fmt: skip
    assert len(rows) == 400
    assert len(set(rows)) == 1


@pytest.mark.parametrize("seed", range(4))
def test_many_horizons_each_have_what_the_event_and_its_rivals_reached_and_who_was_left(seed):
    random = np.random.default_rng(seed)
    waited = random.integers(0, 40, 60)
    fates = random.integers(0, 3, 60)
    swapped = np.array([0, 2, 1])[fates]
    horizons = {f"at_{horizon}": horizon for horizon in range(0, 36, 5)}
    columns = ", ".join(f"[share_{name}, rivals_{name}, at_risk_{name}]" for name in horizons)
    (found,) = curves_in_sql(waited, fates, horizons, columns)
    for horizon, of_horizon in zip(horizons.values(), found, strict=True):
        by_hand = [share_by_hand(waited, of, horizon) for of in (fates, swapped)]
        assert of_horizon == pytest.approx([*by_hand, (waited >= horizon).sum()], abs=1e-12)
