"""The quantile of counted values against numpy's of the values written out."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.dbt.macros import macro_sql


def in_sql(values, weights, probability):
    frame = pd.DataFrame({"key": "k", "value": values, "weight": weights})
    macro = macro_sql(f'weighted_quantiles("counted", ["key"], "value", "weight", [{probability}])')
    with duckdb.connect() as connection:
        connection.register("counted", frame)
        return connection.execute(f"select quantiles[1], weights from ({macro})").fetchone()


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("probability", [0.0, 0.5, 0.95, 1.0])
def test_it_is_the_quantile_of_the_values_written_out(seed, probability):
    random = np.random.default_rng(seed)
    values = random.choice(10_000, random.integers(1, 200), replace=False)
    weights = random.integers(1, 50, len(values))
    expected = np.quantile(np.repeat(values, weights), probability)
    quantile, count = in_sql(values, weights, probability)
    assert quantile == pytest.approx(expected, rel=1e-12)
    assert count == weights.sum()


def test_one_value_is_every_quantile():
    assert in_sql([7], [1], 0.95) == (7, 1)
    assert in_sql([7], [1000], 0.95) == (7, 1000)
