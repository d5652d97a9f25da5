"""Bounds of a gap in SQL against statsmodels', from Wilson's bounds of either share, and where the
two sides go together against scipy's paired t interval."""

import duckdb
import numpy as np
import pytest
from scipy.stats import t, ttest_rel
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from tests.dbt.macros import macro_sql


def in_sql(member, reference, correlation=0) -> tuple:
    """Bounds of the gap, of two triples of a share and its bounds."""
    low, high = (
        macro_sql(
            f"newcombe_bound('{sign}', 'member', 'member_{towards}', 'reference', "
            f"'reference_{away}', {correlation})"
        )
        for sign, towards, away in (("-", "low", "high"), ("+", "high", "low"))
    )
    names = "member, member_low, member_high, reference, reference_low, reference_high"
    shares = f"(values (?::double, ?::double, ?::double, ?, ?, ?)) as shares ({names})"
    return duckdb.execute(f"select {low}, {high} from {shares}", [*member, *reference]).fetchone()


def wilson(count, of):
    return (count / of, *proportion_confint(count, of, method="wilson"))


@pytest.mark.parametrize("seed", range(20))
def test_bounds_are_those_of_statsmodels(seed):
    random = np.random.default_rng(seed)
    of = random.integers(1, 300, 2)
    counts = [0, of[1]] if seed == 0 else random.integers(0, of + 1)
    expected = confint_proportions_2indep(counts[0], of[0], counts[1], of[1], method="newcomb")
    found = in_sql(wilson(counts[0], of[0]), wilson(counts[1], of[1]))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_sides_that_go_together_have_the_paired_interval(seed):
    random = np.random.default_rng(seed)
    luck = random.normal(0, 2, 25)
    sides = [luck + random.normal(0, 1, 25), (-1) ** seed * luck + random.normal(3, 1, 25)]
    half = [t.ppf(0.975, 24) * side.std(ddof=1) / 5 for side in sides]
    triples = [
        (side.mean(), side.mean() - margin, side.mean() + margin)
        for side, margin in zip(sides, half, strict=True)
    ]
    expected = ttest_rel(*sides).confidence_interval(0.95)
    found = in_sql(*triples, correlation=np.corrcoef(*sides)[0, 1])
    assert found == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_sides_that_are_one_have_no_doubt_between_them():
    assert in_sql((0.7, 0.6, 0.8), (0.5, 0.4, 0.6), 1) == pytest.approx((0.2, 0.2), abs=1e-7)


def test_without_an_interval_of_either_there_is_none():
    assert in_sql((0.5, None, None), wilson(3, 8)) == (None, None)
