"""The t quantile in SQL against scipy's."""

import duckdb
import pytest
from scipy.stats import t

from tests.dbt.macros import macro_sql


@pytest.mark.parametrize("degrees_of_freedom", [201, 250, 1000, 100_000])
def test_past_the_table_the_expansion_is_right_to_ten_digits(degrees_of_freedom):
    sql = "select " + macro_sql(f"student_t_975('{degrees_of_freedom}', 'null')")
    (quantile,) = duckdb.sql(sql).fetchone()
    assert quantile == pytest.approx(t.ppf(0.975, degrees_of_freedom), rel=1e-10)


def test_within_the_table_the_table_is_taken():
    assert duckdb.sql("select " + macro_sql("student_t_975('200', '42')")).fetchone() == (42,)
