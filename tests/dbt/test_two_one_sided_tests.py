"""Equivalence and its power in SQL: statsmodels' two one-sided tests, and Student's t of scipy."""

import duckdb
import numpy as np
import pytest
from scipy.stats import nct, t
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from tests.dbt.macros import macro_sql


def in_sql(gap, standard_error, degrees_of_freedom, margin) -> tuple:
    """Whether the gap is surely within the margin, and the p of it."""
    deviate = macro_sql(f'equivalence_t("gap", "standard_error", "standard_error", {margin})')
    tested = macro_sql("student_t_p('gaps', 't', 'degrees_of_freedom', 'p')")
    numbers = "?::double as gap, ?::double as standard_error, ?::double as degrees_of_freedom"
    with duckdb.connect() as connection:
        connection.execute(
            f"create table gaps as select *, {deviate} as t from (select {numbers})",
            [gap, standard_error, degrees_of_freedom],
        )
        verdict = macro_sql('is_equivalent("t", "p")')
        p = "case when t > 0 then p / 2 else 1 - p / 2 end"
        return connection.execute(f"select {verdict}, {p} from ({tested})").fetchone()


@pytest.mark.parametrize("seed", range(12))
def test_the_verdict_is_that_of_statsmodels(seed):
    random = np.random.default_rng(seed)
    left = random.normal(0, 1, random.integers(20, 90))
    right = random.normal(random.normal(0, 0.3), 1, random.integers(20, 90))
    compared = CompareMeans(DescrStatsW(left), DescrStatsW(right))
    expected, *_ = compared.ttost_ind(-0.6, 0.6, usevar="unequal")
    gap, error = left.mean() - right.mean(), compared.std_meandiff_separatevar
    found = in_sql(gap, error, compared.dof_satt(), 0.6)
    assert found == (expected < 0.05, pytest.approx(expected, rel=1e-9))


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_gap_of_the_margin_or_wider_is_never_within_it(sign):
    assert in_sql(sign * 0.25, 0.01, 20, 0.25) == (False, pytest.approx(0.5))
    assert in_sql(sign * 0.4, 0.01, 20, 0.25) == (False, pytest.approx(1))


@pytest.mark.parametrize(("errors", "within"), [(1.72, False), (1.73, True)])
def test_it_takes_five_percent(errors, within):
    # The 95 % quantile with 20 degrees of freedom is 1.7247
    assert in_sql(0, 0.1, 20, errors / 10)[0] == within


@pytest.mark.parametrize(("error", "degrees"), [(0, None), (None, None), (0, 12)])
def test_without_an_error_nothing_is_told(error, degrees):
    assert in_sql(0, error, degrees, 0.05) == (None, None)


def detectable(standard_error, degrees_of_freedom, t_975="null", t_80="null"):
    numbers = (standard_error, degrees_of_freedom, t_975, t_80)
    macro = macro_sql(f"minimum_detectable_gap({', '.join(map(repr, map(str, numbers)))})")
    return duckdb.sql(f"select {macro}").fetchone()[0]


@pytest.mark.parametrize(("degrees", "digits"), [(9, 7), (15, 9), (33.3, 10), (5000, 10)])
def test_the_detectable_gap_is_bounds_and_power_in_errors(degrees, digits):
    expected = 0.02 * (t.ppf(0.975, degrees) + t.ppf(0.8, degrees))
    assert detectable(0.02, degrees) == pytest.approx(expected, rel=10**-digits)


def test_quantiles_of_the_table_come_first():
    assert detectable(0.5, 9, 2.25, 0.75) == 1.5


@pytest.mark.parametrize("degrees", [9, 40, 5000])
def test_a_gap_of_that_size_is_found_four_times_out_of_five(degrees):
    found = nct.sf(t.ppf(0.975, degrees), degrees, detectable(1, degrees))
    assert found == pytest.approx(0.8, abs=0.01)


def test_without_an_error_every_gap_is_beyond_telling():
    assert detectable("null::double", 12) is None
    assert detectable(0.1, "null::double") is None
