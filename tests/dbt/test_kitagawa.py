"""The split of a gap in SQL against Kitagawa's two formulas, each written out."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.dbt.macros import macro_sql

PARTS = ["numerator", "denominator", "numerator_reference", "denominator_reference"]


def in_sql(rows: pd.DataFrame) -> pd.DataFrame:
    macro = macro_sql('kitagawa("strata", ["key"])')
    with duckdb.connect() as connection:
        connection.register("frame", rows.assign(key=rows.get("key", 0)))
        connection.execute("create table strata as select * from frame")
        return connection.execute(f"select * from ({macro}) order by key").df()


def rows(*strata) -> pd.DataFrame:
    return pd.DataFrame(strata, columns=["stratum", *PARTS])


def random_rows(keys: int) -> pd.DataFrame:
    random = np.random.default_rng(keys)
    cells = pd.MultiIndex.from_product([range(keys), range(8)], names=["key", "stratum"])
    cells = cells.to_frame(index=False)
    for side in ("", "_reference"):
        cells[f"denominator{side}"] = random.integers(1, 50, len(cells)).astype(float)
        share = random.random(len(cells))
        cells[f"numerator{side}"] = random.binomial(cells[f"denominator{side}"].astype(int), share)
    return cells


@pytest.mark.parametrize("keys", [1, 7])
def test_treatment_and_mix_are_kitagawas(keys):
    cells = random_rows(keys)
    found = in_sql(cells)
    for key, group in cells.groupby("key"):
        a, m, c, r = group[PARTS].to_numpy(dtype=float).T
        p_m, p_r, w_m, w_r = a / m, c / r, m / m.sum(), r / r.sum()
        treatment = ((w_m + w_r) / 2 * (p_m - p_r)).sum()
        mix = ((p_m + p_r) / 2 * (w_m - w_r)).sum()
        assert found["gap"][key] == pytest.approx(a.sum() / m.sum() - c.sum() / r.sum(), abs=1e-11)
        assert found["treatment_part"][key] == pytest.approx(treatment, abs=1e-11)
        assert found["mix_part"][key] == pytest.approx(mix, abs=1e-11)
        standardised = ((m + r) * (p_m - p_r)).sum() / (m + r).sum()
        assert found["standardised_gap"][key] == pytest.approx(standardised, rel=1e-9)
        assert found["share_compared"][key] == 1


def test_the_parts_add_up_to_the_last_digit():
    found = in_sql(random_rows(3000))
    assert len(found) == 3000
    assert (found["treatment_part"] + found["mix_part"] == found["gap"]).all()


def test_a_stratum_of_one_side_is_a_matter_of_mix():
    # Stratum 1: 1/2 against 1/4 at a mean weight of (1/2 + 1)/2 = 3/4, so 3/16 of the gap of 1/2
    found = in_sql(rows((1, 2, 4, 1, 4), (2, 4, 4, 0, 0))).iloc[0]
    assert tuple(found[["gap", "treatment_part", "mix_part"]]) == (0.5, 3 / 16, 5 / 16)
    assert tuple(found[["standardised_gap", "share_compared"]]) == (0.25, 8 / 12)


def test_without_common_strata_the_parts_are_not_known():
    found = in_sql(rows((1, 2, 4, 0, 0), (2, 0, 0, 1, 4))).iloc[0]
    assert (found["gap"], found["share_compared"]) == (0.25, 0)
    assert found[["treatment_part", "mix_part", "standardised_gap"]].isna().all()


@pytest.mark.parametrize("alone", [(1, 2, 4, 0, 0), (1, 0, 0, 1, 4)])
def test_without_a_side_there_is_no_gap(alone):
    found = in_sql(rows(alone)).iloc[0]
    assert found[["gap", "treatment_part", "mix_part", "standardised_gap"]].isna().all()
