"""Stratified ratios in SQL: statsmodels' pooled ratio, Greenland & Robins' variance as their paper
writes it, clusters left out one by one, and intervals that hold the truth over simulated cities."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import t
from statsmodels.stats.contingency_tables import StratifiedTable

from pipelines.paths import DBT_PROJECT
from tests.dbt.macros import macro_sql

T_QUANTILES = f"read_csv('{DBT_PROJECT / 'seeds' / 't_quantiles.csv'}')"
CELLS = ["exposed_cases", "exposed", "unexposed_cases", "unexposed"]


def in_sql(rows: pd.DataFrame, of: str = "risks") -> pd.DataFrame:
    arguments = f'"cells", ["key"], ["stratum"], "day", "{T_QUANTILES}", "{of}"'
    macro = macro_sql(f"mantel_haenszel({arguments})")
    with duckdb.connect() as connection:
        connection.register("frame", rows.assign(key=rows.get("key", 0)))
        connection.execute("create table cells as select * from frame")
        return connection.execute(f"select * from ({macro}) order by key").df()


def random_cells(seed: int, days: int = 20, strata: int = 6) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = pd.MultiIndex.from_product([range(days), range(strata)], names=["day", "stratum"])
    rows = rows.to_frame(index=False).sample(frac=0.8, random_state=seed)
    for arm, share in (("exposed", 0.4), ("unexposed", 0.25)):
        rows[arm] = random.poisson(4, len(rows)) * (random.random(len(rows)) < 0.6)
        rows[f"{arm}_cases"] = random.binomial(rows[arm], share)
    return rows


def sums(rows: pd.DataFrame) -> list[np.ndarray]:
    """Cases and totals of each stratum that has both arms."""
    strata = rows.groupby("stratum")[CELLS].sum().astype(float)
    return strata[(strata["exposed"] > 0) & (strata["unexposed"] > 0)].to_numpy().T


def ratio_by_hand(rows: pd.DataFrame) -> float:
    a, n1, c, n0 = sums(rows)
    return (a * n0 / (n1 + n0)).sum() / (c * n1 / (n1 + n0)).sum()


def variance_of_units(rows: pd.DataFrame, of: str) -> float:
    a, n1, c, n0 = sums(rows)
    n = n1 + n0
    terms = (n1 * n0 * (a + c) - (a * c * n if of == "risks" else 0)) / n**2
    return terms.sum() / ((a * n0 / n).sum() * (c * n1 / n).sum())


def variance_of_clusters(rows: pd.DataFrame) -> float:
    days = rows["day"].unique()
    logs = [np.log(ratio_by_hand(rows[rows["day"] != day])) for day in days]
    return (len(days) - 1) * np.var(logs)


@pytest.mark.parametrize("seed", range(6))
def test_the_ratio_is_that_of_statsmodels(seed):
    rows = random_cells(seed)
    tables = [
        np.array([[a, n1 - a], [c, n0 - c]]) for a, n1, c, n0 in zip(*sums(rows), strict=True)
    ]
    assert in_sql(rows)["ratio"][0] == pytest.approx(
        StratifiedTable(tables).riskratio_pooled, rel=1e-9
    )


# With few days, t is furthest from a normal deviate.
@pytest.mark.parametrize("length", [12, 20])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("of", ["risks", "rates", "means"])
def test_the_interval_is_that_of_units_or_of_clusters_left_out_whichever_is_wider(seed, of, length):
    rows = random_cells(seed, length)
    rows.loc[rows["day"] % 2 == 0, "exposed_cases"] *= seed % 2  # half the seeds have unlike days
    found = in_sql(rows, of).iloc[0]
    units, clusters = variance_of_units(rows, of), variance_of_clusters(rows)
    error = np.sqrt(clusters if of == "means" else max(units, clusters))
    days = [rows.loc[rows[arm] > 0, "day"].nunique() for arm in ("exposed", "unexposed")]
    assert [found["exposed_clusters"], found["unexposed_clusters"]] == days
    margin = np.exp(t.ppf(0.975, min(days) - 1) * error)
    ratio = ratio_by_hand(rows)
    assert found["ratio"] == pytest.approx(ratio, rel=1e-9)
    assert found["standard_error"] == pytest.approx(error, rel=1e-9)
    assert found["ratio_low"] == pytest.approx(ratio / margin, rel=1e-9)
    assert found["ratio_high"] == pytest.approx(ratio * margin, rel=1e-9)
    if of != "means":
        assert found["design_effect"] == pytest.approx(max(1, clusters / units), rel=1e-9)


def cells(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["day", "stratum", *CELLS])


def test_strata_with_one_arm_and_empty_days_change_nothing_but_the_crude_ratio():
    rows = random_cells(1)
    alone = cells((3, 90, 50, 60, 0, 0), (4, 91, 0, 0, 7, 9), (55, 1, 0, 0, 0, 0))
    with_them = pd.concat([rows, alone])
    expected, found = in_sql(rows), in_sql(with_them)
    assert not found["crude_ratio"].equals(expected["crude_ratio"])
    pd.testing.assert_frame_equal(
        found.drop(columns="crude_ratio"), expected.drop(columns="crude_ratio")
    )


def test_without_a_stratum_of_both_arms_there_is_no_row():
    assert in_sql(cells((1, 1, 2, 5, 0, 0), (1, 2, 0, 0, 1, 4))).empty


@pytest.mark.parametrize("cases", [(1, 0), (0, 1), (0, 0)])
def test_without_cases_in_an_arm_there_is_no_interval(cases):
    rows = cells(*[(day, 1, cases[0], 5, cases[1], 5) for day in range(12)])
    found = in_sql(rows).iloc[0]
    assert found[["standard_error", "ratio_low", "ratio_high"]].isna().all()
    assert found["ratio"] == 0 if cases == (0, 1) else np.isnan(found["ratio"])


def test_all_cases_of_an_arm_on_one_day_leave_the_interval_open():
    rows = cells(*[(day, day % 3, int(day == 4), 5, 2, 5) for day in range(12)])
    assert in_sql(rows)[["standard_error", "ratio_low"]].isna().all(axis=None)


def test_fewer_than_ten_days_of_an_arm_give_no_interval():
    rows = cells(*[(day, 1, 2, 5 * (day < 9), 2, 5) for day in range(20)])
    assert in_sql(rows)["standard_error"].notna().all()
    assert in_sql(rows)[["ratio_low", "ratio_high"]].isna().all(axis=None)


def worlds(count: int, ratio: float) -> pd.DataFrame:
    """Cities of 60 days, a third with rain that raises the risk, and days good and bad for all."""
    random = np.random.default_rng(20)
    shape = (count, 60, 24)  # world, day, stratum: hour and side of the town
    rain = (random.random((count, 60, 1)) < 0.35) & (random.random(shape) < 0.6)
    orders = random.poisson(8, shape)
    risk = 0.2 * np.exp(0.4 * random.standard_normal((count, 60, 1)) + np.sin(np.arange(24)) / 2)
    late = random.binomial(orders, np.clip(risk * np.where(rain, ratio, 1), 0, 1))
    key, day, stratum = (axis.ravel() for axis in np.indices(shape))
    columns = {"key": key, "day": day, "stratum": stratum}
    columns |= {"exposed_cases": late * rain, "exposed": orders * rain}
    columns |= {"unexposed_cases": late * ~rain, "unexposed": orders * ~rain}
    return pd.DataFrame({name: np.ravel(column) for name, column in columns.items()})


def test_the_interval_holds_the_truth_where_days_go_together_and_units_alone_do_not():
    found = in_sql(worlds(300, 1.3))
    alone = np.exp(1.96 * found["standard_error"] / np.sqrt(found["design_effect"]))
    assert found["ratio_low"].notna().all()
    assert 0.92 <= ((found["ratio_low"] <= 1.3) & (found["ratio_high"] >= 1.3)).mean() <= 0.98
    assert (found["ratio"] / 1.3).between(1 / alone, alone).mean() < 0.6
