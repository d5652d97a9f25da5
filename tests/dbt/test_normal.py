"""The normal distribution in SQL against scipy's, far into its tails."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from tests.dbt.macros import macro_sql


def in_sql(macro: str, z: np.ndarray) -> np.ndarray:
    with duckdb.connect() as connection:
        connection.register("numbers", pd.DataFrame({"z": z}))
        return connection.execute(f"select {macro_sql(macro)} as p from numbers").df()["p"].array


def test_the_distribution_is_right_to_twelve_digits_from_end_to_end():
    z = np.concatenate([np.linspace(-38, 38, 4001), np.linspace(3.999, 4.001, 101), [0, -0.0]])
    assert in_sql("normal_cdf('z')", z) == pytest.approx(norm.cdf(z), rel=1e-12, abs=0)


def test_two_sided_p_of_either_sign_is_right_to_twelve_digits():
    z = np.concatenate([np.linspace(-38, 38, 4001), [0, 1e-300]])
    expected = pytest.approx(2 * norm.sf(np.abs(z)), rel=1e-12, abs=0)
    assert in_sql("normal_two_sided_p('z')", z) == expected


def test_beyond_every_number_nothing_is_left():
    assert list(in_sql("normal_cdf('z')", np.array([-np.inf, -1e200, 1e200, np.inf]))) == [
        0, 0, 1, 1,
    ]  # fmt: skip


def test_of_an_unknown_number_the_chance_is_unknown():
    assert all(pd.isna(in_sql("normal_cdf('z')", np.array([None], dtype=object))))


@pytest.mark.parametrize("probability", [0.8, 0.975])
def test_the_quantiles_are_those_of_scipy(probability):
    quantile = float(macro_sql(f"normal_quantile({probability})"))
    assert quantile == pytest.approx(norm.ppf(probability), rel=1e-15)
