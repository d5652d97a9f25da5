"""Clustered intervals in SQL against statsmodels' cluster-robust variance and Wilson interval."""

import duckdb
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import norm, t
from statsmodels.stats.proportion import proportion_confint

from pipelines.paths import DBT_PROJECT
from tests.dbt.macros import macro_sql

T_QUANTILES = f"read_csv('{DBT_PROJECT / 'seeds' / 't_quantiles.csv'}')"


def in_sql(clusters: pd.DataFrame, ci_method: str) -> tuple:
    """Ratio, bounds and method that the macro gives for clusters of (n, d)."""
    sums = """
        select sum(n) as sum_n, sum(d) as sum_d, sum(n * n) as sum_nn, sum(n * d) as sum_nd,
            sum(d * d) as sum_dd, count(*) as clusters, $method as ci_method
        from clusters
    """
    macro = macro_sql(f'clustered_ratios("sums", "{T_QUANTILES}")')
    with duckdb.connect() as connection:
        connection.register("clusters", clusters)
        connection.execute(f"create table sums as {sums}", {"method": ci_method})
        return connection.execute(
            f"select ratio, ratio_low, ratio_high, ci_method from ({macro})"
        ).fetchone()


def units(clusters: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The single units behind clusters of shares: outcome 0 or 1, and the cluster of each."""
    outcomes = [np.repeat([1.0, 0.0], [n, d - n]) for n, d in clusters.to_numpy(dtype=int)]
    return np.concatenate(outcomes), np.repeat(np.arange(len(clusters)), clusters["d"].astype(int))


def robust_variance(outcomes: np.ndarray, cluster: np.ndarray) -> float:
    model = sm.OLS(outcomes, np.ones(len(outcomes)))
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": cluster})
    return float(fit.cov_params()[0, 0])


def random_clusters(seed: int, count: int, spread: float) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 60, count)
    share = np.clip(random.normal(0.7, spread, count), 0, 1)
    return pd.DataFrame({"n": random.binomial(sizes, share), "d": sizes}).astype(float)


@pytest.mark.parametrize("count", [10, 31, 200, 201, 202, 400])
@pytest.mark.parametrize("spread", [0.0, 0.25])
def test_cluster_wilson_is_wilson_at_the_effective_size(count, spread):
    clusters = random_clusters(count, count, spread)
    outcomes, cluster = units(clusters)
    share, size = outcomes.mean(), len(outcomes)
    effect = max(1, robust_variance(outcomes, cluster) / (share * (1 - share) / size))
    effective = size / effect
    as_if_normal = 2 * norm.sf(t.ppf(0.975, count - 1))
    low, high = proportion_confint(share * effective, effective, as_if_normal, method="wilson")
    expected = pytest.approx((share, low, high), rel=1e-9)
    assert in_sql(clusters, "cluster_wilson")[:3] == expected


@pytest.mark.parametrize("count", [10, 60, 300])
def test_cluster_t_is_the_ratio_and_t_robust_standard_errors(count):
    random = np.random.default_rng(count)
    cluster = np.repeat(np.arange(count), random.integers(1, 30, count))
    minutes = random.exponential(9, len(cluster)) + random.normal(0, 3, count)[cluster]
    frame = pd.DataFrame({"cluster": cluster, "n": minutes, "d": 1.0})
    clusters = frame.groupby("cluster")[["n", "d"]].sum()
    half = t.ppf(0.975, count - 1) * robust_variance(minutes, cluster) ** 0.5
    mean = minutes.mean()
    expected = pytest.approx((mean, mean - half, mean + half), rel=1e-9)
    assert in_sql(clusters, "cluster_t")[:3] == expected


@pytest.mark.parametrize("share", [0, 1])
def test_a_share_of_none_or_all_has_a_one_sided_interval(share):
    # 12 clusters of 10: Wilson at 120 with t_11, no design effect
    clusters = pd.DataFrame({"n": [10.0 * share] * 12, "d": [10.0] * 12})
    margin = t.ppf(0.975, 11) ** 2 / (120 + t.ppf(0.975, 11) ** 2)
    expected = (0, 0, margin) if share == 0 else (1, 1 - margin, 1)
    assert in_sql(clusters, "cluster_wilson")[:3] == pytest.approx(expected, rel=1e-9)


def test_clusters_that_agree_to_the_last_unit_leave_no_doubt_of_a_mean():
    clusters = pd.DataFrame({"n": [7.0 * size for size in range(1, 13)], "d": range(1, 13)})
    assert in_sql(clusters.astype(float), "cluster_t")[:3] == (7, 7, 7)


@pytest.mark.parametrize("count", [1, 9])
def test_fewer_than_ten_clusters_give_no_interval(count):
    clusters = pd.DataFrame({"n": [2.0] * count, "d": [5.0] * count})
    expected = (0.4, None, None, "too_few_clusters")
    assert in_sql(clusters, "cluster_wilson") == expected
    assert in_sql(clusters, "cluster_t") == expected


def test_without_a_denominator_there_is_no_ratio():
    clusters = pd.DataFrame({"n": [1.0] * 10, "d": [0.0] * 10})
    assert in_sql(clusters, "cluster_t")[:3] == (None, None, None)
