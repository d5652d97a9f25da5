"""Theil's T in SQL against its definition over persons, each with the figure of their group."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.dbt.macros import macro_sql


def in_sql(figures, weights, key=0) -> list:
    macro = macro_sql('theil("groups", ["key"], "rate", "n")')
    with duckdb.connect() as connection:
        frame = pd.DataFrame({"rate": figures, "n": weights, "key": key})
        connection.register("frame", frame.astype({"rate": float}))
        connection.execute("create table groups as select * from frame")
        found = connection.execute(f"select theil from ({macro}) order by key").fetchall()
    return [theil for (theil,) in found]


def over_persons(figures, weights) -> float:
    persons = np.repeat(np.asarray(figures, dtype=float), weights)
    relative = persons[persons > 0] / persons.mean()
    return float((relative * np.log(relative)).sum() / len(persons))


@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_index_over_persons(seed):
    random = np.random.default_rng(seed)
    figures = random.random(12) * (random.random(12) < 0.8)
    weights = random.integers(1, 500, 12)
    expected = pytest.approx(over_persons(figures, weights), rel=1e-9, abs=1e-15)
    assert in_sql(figures, weights) == [expected]


def test_equal_groups_have_none_and_one_with_all_has_the_logarithm_of_their_number():
    assert in_sql([0.7, 0.7, 0.7], [5, 1, 90]) == [pytest.approx(0, abs=1e-15)]
    assert in_sql([0, 0.4, 0, 0], [9, 9, 9, 9]) == [pytest.approx(np.log(4), rel=1e-12)]


def test_groups_without_a_figure_are_left_out():
    assert in_sql([0.2, None, 0.6], [3, 100, 3]) == in_sql([0.2, 0.6], [3, 3])


def test_nobody_with_any_is_not_known_and_no_group_has_no_row():
    assert in_sql([0, 0], [3, 4]) == [None]
    assert in_sql([None], [3]) == []


def test_each_key_has_its_own():
    found = in_sql([0.1, 0.3, 0.3, 0.3], [1, 1, 1, 1], key=[1, 1, 2, 2])
    assert found == pytest.approx([over_persons([0.1, 0.3], [1, 1]), 0], abs=1e-15)
