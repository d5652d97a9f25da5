"""q values in SQL against statsmodels' and scipy's."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from tests.dbt.macros import macro_sql


def in_sql(p, family=0, part="x") -> np.ndarray:
    tests = pd.DataFrame({"p_value": p, "family": family, "part": part}).reset_index()
    macro = macro_sql('benjamini_hochberg("tests", ["family", "part"])')
    with duckdb.connect() as connection:
        connection.register("frame", tests.sample(frac=1, random_state=1))
        connection.execute("create table tests as select * from frame")
        found = connection.execute(f"select index, q_value from ({macro}) order by index").df()
    assert len(found) == len(tests)
    return found["q_value"].to_numpy()


@pytest.mark.parametrize("tests", [1, 2, 9, 400])
@pytest.mark.parametrize("digits", [1, 2, 12])
def test_q_is_that_of_statsmodels_and_scipy_ties_and_all(tests, digits):
    p = np.random.default_rng(tests).beta(0.4, 1, tests).round(digits)
    assert in_sql(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], rel=1e-12)
    assert in_sql(p) == pytest.approx(false_discovery_control(p), rel=1e-12)


def test_each_family_is_judged_by_itself():
    p, family = np.array([0.01, 0.02, 0.01, 0.5, 0.3]), np.array([1, 1, 2, 2, 2])
    found = in_sql(p, family, np.where(family == 1, "a", None))
    for one in (1, 2):
        assert found[family == one] == pytest.approx(false_discovery_control(p[family == one]))


def test_a_test_without_p_has_no_q_and_does_not_count():
    # 0.01 * 2 / 1 and 0.04 * 2 / 2, as if the two without p had not been
    assert in_sql([0.01, None, 0.04, None]) == pytest.approx(
        [0.02, np.nan, 0.04, np.nan], nan_ok=True
    )
    assert np.isnan(in_sql([None, None])).all()


def test_no_tests_have_no_q():
    assert len(in_sql(np.array([], dtype=float))) == 0
