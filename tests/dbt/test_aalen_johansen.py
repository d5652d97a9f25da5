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


def in_sql(waited, fates, horizon):
    """Units, events, share and bounds that the macro gives for one curve."""
    frame = pd.DataFrame({"curve": "c", "waited": waited, "horizon": horizon})
    frame["fate"] = pd.Series(fates).map(FATES)
    macro = macro_sql('aalen_johansen("waits", ["curve"])')
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.execute("create table waits as select * from frame")
        return connection.execute(
            f"select units, events, share, share_low, share_high from ({macro})"
        ).fetchone()


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
