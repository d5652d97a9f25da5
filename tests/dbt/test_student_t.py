"""Student's t in SQL against scipy's."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm, t

from tests.dbt.macros import macro_sql


def p_in_sql(ratios, degrees_of_freedom) -> np.ndarray:
    tests = pd.DataFrame({"t": ratios, "df": degrees_of_freedom}).reset_index()
    with duckdb.connect() as connection:
        connection.register("tests", tests)
        connection.execute("create table ratios as select * from tests")
        macro = macro_sql("student_t_p('ratios', 't', 'df', 'p')")
        return connection.execute(f"select p from ({macro}) order by index").df()["p"].array


@pytest.mark.parametrize("largest", [2, 9, 100, 10_000, 1e6, 1e9])
def test_p_is_right_to_ten_digits_far_into_the_tails(largest):
    random = np.random.default_rng(7)
    degrees_of_freedom = np.exp(random.uniform(0, np.log(largest), 3000))
    ratios = random.choice([-1, 1], 3000) * np.exp(random.uniform(-10, 4, 3000))
    expected = 2 * t.sf(np.abs(ratios), degrees_of_freedom)
    p = p_in_sql(ratios, degrees_of_freedom)
    assert p == pytest.approx(expected, rel=1e-10, abs=1e-280)


@pytest.mark.parametrize("degrees_of_freedom", [1, 2.5, 30, 1000])
def test_no_difference_is_certain_chance_and_an_endless_one_none(degrees_of_freedom):
    assert list(p_in_sql([0.0, 1e200, np.inf], [degrees_of_freedom] * 3)) == pytest.approx(
        [1, 0, 0]
    )


def test_whole_numbers_will_do():
    assert p_in_sql([2], [7]) == pytest.approx([2 * t.sf(2, 7)], rel=1e-10)


def test_without_a_ratio_or_its_degrees_there_is_no_p():
    assert all(pd.isna(p_in_sql([None, 2.0], [5.0, None])))


@pytest.mark.parametrize("probability", [0.8, 0.975])
@pytest.mark.parametrize(
    ("degrees_of_freedom", "digits"), [(9, 7), (15, 9), (40.5, 11), (1e12, 11)]
)
def test_quantiles_of_any_degrees(probability, degrees_of_freedom, digits):
    call = f"student_t_quantile({norm.ppf(probability)}, '{degrees_of_freedom}')"
    (quantile,) = duckdb.sql(f"select {macro_sql(call)}").fetchone()
    expected = t.ppf(probability, degrees_of_freedom)
    assert quantile == pytest.approx(expected, rel=10**-digits, abs=0)


@pytest.mark.parametrize("degrees_of_freedom", [201, 250, 1000, 100_000])
def test_past_the_table_the_expansion_is_right_to_ten_digits(degrees_of_freedom):
    sql = "select " + macro_sql(f"student_t_975('{degrees_of_freedom}', 'null')")
    (quantile,) = duckdb.sql(sql).fetchone()
    assert quantile == pytest.approx(t.ppf(0.975, degrees_of_freedom), rel=1e-10)


def test_within_the_table_the_table_is_taken():
    assert duckdb.sql("select " + macro_sql("student_t_975('200', '42')")).fetchone() == (42,)
