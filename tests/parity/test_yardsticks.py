"""What both versions are held to is held to libraries itself."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.utils import median_survival_times

from tests.parity import curves, intervals, slots

SEEDS = range(5)


def waits(seed: int) -> pd.DataFrame:
    """300 waits without ties, a third of which are still watched."""
    random = np.random.default_rng(seed)
    fates = random.choice(["event", "competing", "censored"], 300)
    return pd.DataFrame({"hours": random.exponential(50, 300), "fate": fates})


@pytest.mark.parametrize("seed", SEEDS)
def test_incidence_and_its_variance_are_lifelines(seed):
    held = waits(seed)
    codes = held["fate"].map({"event": 1, "competing": 2, "censored": 0})
    fitted = AalenJohansenFitter().fit(held["hours"], codes, event_of_interest=1)
    steps = curves.incidence(held["hours"].to_numpy(), held["fate"].to_numpy())
    share = curves.share_by(steps, 48)
    assert share.value == pytest.approx(fitted.cumulative_density_.loc[:48].iloc[-1, 0], abs=1e-9)
    assert share.variance == pytest.approx(fitted.variance_.loc[:48].iloc[-1], rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_medians_are_lifelines(seed):
    held = waits(seed)
    happened = held["fate"] != "censored"
    fitted = KaplanMeierFitter().fit(held["hours"], happened)
    assert curves.kaplan_meier_median(held["hours"], happened) == fitted.median_survival_time_
    bounds = median_survival_times(fitted.confidence_interval_).to_numpy()[0]
    assert curves.kaplan_meier_bounds(held["hours"], happened) == tuple(bounds)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clustered_variance_is_that_of_a_regression(seed):
    random = np.random.default_rng(seed)
    units = pd.DataFrame({"cluster": random.integers(0, 40, 900), "one": 1})
    units["denominator"] = random.integers(1, 9, 900)
    units["numerator"] = random.binomial(units["denominator"], 0.3)
    sums = units.groupby("cluster", as_index=False)[["one", "numerator", "denominator"]].sum()
    cells = intervals.ratio_variance(sums.assign(one=1), ["one"], "numerator", "denominator")
    fitted = sm.WLS(
        units["numerator"] / units["denominator"], units["one"], weights=units["denominator"]
    ).fit(cov_type="cluster", cov_kwds={"groups": units["cluster"], "use_correction": False})
    count = cells["clusters"][0]
    assert cells["ratio"][0] == pytest.approx(fitted.params["one"], rel=1e-9)
    expected = fitted.bse["one"] ** 2 * count / (count - 1)
    assert cells["variance"][0] == pytest.approx(expected, rel=1e-9)


def test_one_rider_fewer_would_not_do():
    """One hour's work in half an hour: two riders would never catch up."""
    assert slots.required(orders=2, handling=30) == 4
