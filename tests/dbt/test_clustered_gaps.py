"""Gaps in SQL against clusters left out one by one, statsmodels' cluster-robust difference and its
test of means; and over simulated cities, where 95 % intervals hold the truth."""

import duckdb
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import t
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from tests.dbt.macros import macro_sql

PARTS = ["numerator", "denominator", "numerator_reference", "denominator_reference"]


def in_sql(rows: pd.DataFrame, strata: list[str]) -> pd.DataFrame:
    macro = macro_sql(f'clustered_gaps("parts", ["key"], {strata}, ["cluster"])')
    with duckdb.connect() as connection:
        rows = rows.assign(key=rows.get("key", 0))
        rows = rows.groupby(["key", *strata, "cluster"], as_index=False, sort=False)[PARTS].sum()
        connection.register("frame", rows)
        connection.execute("create table parts as select * from frame")
        return connection.execute(f"select * from ({macro}) order by key").df()


def random_units(seed: int, shared: bool, clusters: int = 30) -> pd.DataFrame:
    """One row per unit: its cluster, side, stratum and whether it went well."""
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(clusters), random.integers(5, 40, clusters))
    units = pd.DataFrame({"cluster": cluster, "stratum": random.integers(0, 4, len(cluster))})
    is_member = random.random(len(units)) < 0.4 if shared else cluster < clusters / 3
    units["member"] = is_member.astype(int)
    chance = 0.4 + 0.1 * units["stratum"] + 0.1 * units["member"] * (units["stratum"] % 2)
    chance += random.normal(0, 0.1, clusters)[cluster]
    units["good"] = (random.random(len(units)) < chance).astype(int)
    return units


def parts(units: pd.DataFrame) -> pd.DataFrame:
    rows = units.assign(
        numerator=units["good"] * units["member"],
        denominator=units["member"],
        numerator_reference=units["good"] * (1 - units["member"]),
        denominator_reference=1 - units["member"],
    )
    return rows.groupby(["cluster", "stratum"], as_index=False)[PARTS].sum()


def gap_by_hand(rows: pd.DataFrame, strata: list[str]) -> float:
    """The gap at the pooled mix of the strata that have both."""
    sums = rows.groupby(strata)[PARTS].sum() if strata else rows[PARTS].sum().to_frame().T
    a, m, c, r = sums[(sums["denominator"] > 0) & (sums["denominator_reference"] > 0)].to_numpy().T
    return float(((m + r) / (m + r).sum() * (a / m - c / r)).sum())


def variance_by_hand(rows: pd.DataFrame, strata: list[str], sample: range) -> float:
    """Of leaving out each of these clusters."""
    gaps = [gap_by_hand(rows[rows["cluster"] != cluster], strata) for cluster in sample]
    return (len(sample) - 1) * np.var(gaps)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("strata", [[], ["stratum"]])
@pytest.mark.parametrize("shared", [True, False])
def test_the_error_is_that_of_leaving_out_each_cluster(seed, strata, shared):
    rows = parts(random_units(seed, shared))
    samples = [range(30)] if shared else [range(10), range(10, 30)]
    variances = np.array([variance_by_hand(rows, strata, sample) for sample in samples])
    degrees = np.array([len(sample) - 1 for sample in samples])
    found = in_sql(rows, strata).iloc[0]
    assert found["gap"] == pytest.approx(gap_by_hand(rows, strata), rel=1e-9)
    assert found["standard_error"] == pytest.approx(np.sqrt(variances.sum()), rel=1e-9)
    assert found["member_error"] == pytest.approx(np.sqrt(variances[0]), rel=1e-9)
    welch = variances.sum() ** 2 / (variances**2 / degrees).sum()
    assert found["degrees_of_freedom"] == pytest.approx(welch, rel=1e-9)
    assert found["clusters"] == len(samples[0])
    assert found["clusters_reference"] == len(samples[-1])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("shared", [True, False])
def test_the_plain_gap_is_the_robust_difference_of_statsmodels(seed, shared):
    units = random_units(seed, shared, clusters=200)
    fit = sm.OLS(units["good"], sm.add_constant(units["member"])).fit(
        cov_type="cluster", cov_kwds={"groups": units["cluster"]}
    )
    found = in_sql(parts(units), []).iloc[0]
    assert found["gap"] == pytest.approx(fit.params["member"], rel=1e-9)
    # By residuals there, by leaving out here: the same but for the size of a cluster.
    assert found["standard_error"] == pytest.approx(fit.bse["member"], rel=0.02)
    if shared:
        sides = [fit.resid[units["member"] == side] for side in (0, 1)]
        sums = [side.groupby(units["cluster"]).sum().reindex(range(200)) for side in sides]
        together = np.corrcoef([side.fillna(0) for side in sums])[0, 1]
        assert found["correlation"] == pytest.approx(together, rel=1e-6)
    else:
        assert found["correlation"] == 0


@pytest.mark.parametrize("seed", range(5))
def test_with_clusters_of_one_size_and_side_it_is_welchs_test_of_their_means(seed):
    random = np.random.default_rng(seed)
    good = pd.DataFrame({"cluster": range(40), "stratum": 0, "good": random.integers(0, 50, 40)})
    is_member = np.arange(40) < 12
    rows = good.assign(
        numerator=good["good"] * is_member, denominator=50 * is_member,
        numerator_reference=good["good"] * ~is_member, denominator_reference=50 * ~is_member,
    )  # fmt: skip
    shares = good["good"] / 50
    welch = CompareMeans(DescrStatsW(shares[is_member]), DescrStatsW(shares[~is_member]))
    found = in_sql(rows, []).iloc[0]
    assert found["standard_error"] == pytest.approx(welch.std_meandiff_separatevar, rel=1e-9)
    assert found["degrees_of_freedom"] == pytest.approx(welch.dof_satt(), rel=1e-9)
    assert found["correlation"] == 0


def cells(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["cluster", "stratum", *PARTS])


def test_strata_without_both_are_left_out():
    # 1/2 - 1/4 in stratum 1
    alone = [(3, 2, 3, 6, 0, 0), (4, 3, 0, 0, 1, 4), (5, 1, 0, 0, 0, 0)]
    found = in_sql(cells((1, 1, 2, 4, 0, 0), (2, 1, 0, 0, 1, 4), *alone), ["stratum"]).iloc[0]
    assert found["gap"] == pytest.approx(1 / 4)
    assert (found["clusters"], found["clusters_reference"]) == (1, 1)


def test_without_a_stratum_of_both_there_is_no_row():
    assert in_sql(cells((1, 1, 2, 4, 0, 0), (2, 2, 0, 0, 1, 4)), ["stratum"]).empty


@pytest.mark.parametrize("clusters_of_reference", [1, 5])
def test_a_single_cluster_of_a_side_has_no_error(clusters_of_reference):
    reference = [(2 + number, 1, 0, 0, number, 9) for number in range(clusters_of_reference)]
    found = in_sql(cells((1, 1, 2, 4, 0, 0), *reference), [])
    assert found[["standard_error", "degrees_of_freedom"]].isna().all(axis=None)


def test_clusters_without_units_are_none():
    rows = parts(random_units(1, shared=False))
    empty = cells(*[(40 + number, 1, 0, 0, 0, 0) for number in range(9)])
    pd.testing.assert_frame_equal(
        in_sql(pd.concat([rows, empty]), ["stratum"]), in_sql(rows, ["stratum"])
    )


def test_clusters_that_agree_leave_no_error():
    rows = cells(*[(size, 1, size, 3 * size, 2 * size, 5 * size) for size in range(1, 15)])
    found = in_sql(rows, ["stratum"]).iloc[0]
    assert found["gap"] == pytest.approx(1 / 3 - 2 / 5)
    assert found["standard_error"] == 0
    assert np.isnan(found["degrees_of_freedom"])


def test_the_same_rows_give_the_same_digits_wherever_they_stand():
    one = parts(random_units(1, shared=True))
    many = pd.concat([one.assign(key=key) for key in range(200)]).sample(frac=1, random_state=1)
    assert len(in_sql(many, ["stratum"]).drop(columns="key").drop_duplicates()) == 1


STRATA = np.arange(4)
GAPS = np.array([0, 0.05, 0.1, 0.2])


def worlds(count: int, shared: bool, size: float) -> pd.DataFrame:
    """Cities of 40 clusters, good and bad, whose sides differ in mix and, by stratum, in gap."""
    random = np.random.default_rng(5)
    cell = (count, 40, 4)
    quality = random.normal(0, 0.1, (count, 40, 1))
    rows = dict(zip(["key", "cluster", "stratum"], np.indices(cell), strict=True))
    for side, gap, mean in (("", GAPS, 9 - STRATA), ("_reference", 0, 6 + 3 * STRATA)):
        here = shared | ((rows["cluster"] < 14) == (side == ""))
        units = random.poisson(np.broadcast_to(size * mean, cell)) * here
        chance = np.clip(0.4 + 0.05 * STRATA + gap + quality, 0, 1)
        rows[f"numerator{side}"] = random.binomial(units, chance)
        rows[f"denominator{side}"] = units
    return pd.DataFrame({name: np.ravel(column) for name, column in rows.items()})


def true_gap(shared: bool) -> float:
    sizes = (9 - STRATA) * (1 if shared else 14) + (6 + 3 * STRATA) * (1 if shared else 26)
    return float((sizes * GAPS).sum() / sizes.sum())


# The smaller size leaves a member some five units in a stratum.
@pytest.mark.parametrize("size", [0.05, 1])
@pytest.mark.parametrize("shared", [True, False])
def test_the_interval_of_the_standardised_gap_holds_the_truth(shared, size):
    found = in_sql(worlds(400, shared, size), ["stratum"])
    margin = found["standard_error"] * t.ppf(0.975, found["degrees_of_freedom"])
    held = (found["gap"] - true_gap(shared)).abs() <= margin
    assert found["standard_error"].notna().all()
    assert 0.92 <= held.mean() <= 0.98
