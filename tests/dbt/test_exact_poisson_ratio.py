"""Exact intervals of rate ratios in SQL against Clopper and Pearson's bounds by scipy's beta."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.special import gammaln
from scipy.stats import beta, binomtest

from tests.dbt.macros import macro_sql


def in_sql(exposed, unexposed, exposed_time=1, unexposed_time=1) -> pd.DataFrame:
    rates = {"exposed_events": exposed, "exposed_time": exposed_time}
    rates |= {"unexposed_events": unexposed, "unexposed_time": unexposed_time}
    with duckdb.connect() as connection:
        connection.register("frame", pd.DataFrame(rates).reset_index())
        connection.execute("create table rates as select * from frame")
        macro = macro_sql('exact_poisson_ratio("rates")')
        columns = "ratio, ratio_low, ratio_high"
        return connection.execute(f"select {columns} from ({macro}) order by index").df()


def as_odds(share):
    return share / (1 - share)


@pytest.mark.parametrize("largest", [5, 60, 1000, 10_000])
def test_bounds_are_those_of_clopper_and_pearson(largest):
    random = np.random.default_rng(largest)
    exposed, unexposed = random.integers(1, largest + 1, (2, 200))
    exposed[:3], unexposed[:3] = [1, largest, largest], [largest, 1, largest]
    found = in_sql(exposed, unexposed, 3_600, 7_200)
    low = as_odds(beta.ppf(0.025, exposed, unexposed + 1))
    high = 1 / as_odds(beta.ppf(0.025, unexposed, exposed + 1))
    assert found["ratio"].to_numpy() == pytest.approx(2 * exposed / unexposed, rel=1e-12)
    assert found["ratio_low"].to_numpy() == pytest.approx(2 * low, rel=1e-9)
    assert found["ratio_high"].to_numpy() == pytest.approx(2 * high, rel=1e-9)


def test_they_are_the_exact_binomial_interval():
    bounds = binomtest(7, 30).proportion_ci(0.95, method="exact")
    found = in_sql([7], [23]).iloc[0]
    assert tuple(found)[1:] == pytest.approx((as_odds(bounds.low), as_odds(bounds.high)), rel=1e-7)


def test_without_events_of_an_arm_one_bound_is_left():
    # 1 - 0.025^(1/4) = 0.602 of 4 events could be the other arm's
    share = 1 - 0.025 ** (1 / 4)
    found = in_sql([0, 4, 0], [4, 0, 0])
    assert tuple(found.iloc[0]) == pytest.approx((0, 0, share / (1 - share)), rel=1e-9)
    assert tuple(found.iloc[1]) == pytest.approx((np.nan, (1 - share) / share, np.nan), nan_ok=True)
    assert found.iloc[2].isna().all()


@pytest.mark.parametrize("times", [(0, 5), (5, 0), (None, 5)])
def test_without_time_there_is_no_rate(times):
    assert in_sql([3], [4], *times).isna().all(axis=None)


def test_the_interval_holds_the_truth_at_least_as_often_as_it_says():
    random = np.random.default_rng(8)
    exposed, unexposed = random.poisson(12 * 1.5, 2000), random.poisson(30, 2000)
    found = in_sql(exposed, unexposed, 12, 30)
    held = (found["ratio_low"] <= 1.5) & (found["ratio_high"] >= 1.5)
    assert 0.95 <= held.mean() <= 0.99


@pytest.mark.parametrize("x", [0.5, 1, 7.25, 1e3, 1e5])
def test_the_logarithm_of_gamma_is_that_of_scipy(x):
    macro = macro_sql(f"log_gamma('{x}::double')")
    (found,) = duckdb.sql(f"select {macro}").fetchone()
    assert found == pytest.approx(gammaln(x), rel=1e-13, abs=1e-12)
