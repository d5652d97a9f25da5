"""Gaps between shares of pairs in SQL, against leaving out every cluster's pairs by hand."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.dbt.macros import macro_sql

PARTS = ["numerator", "denominator", "numerator_reference", "denominator_reference"]


def in_sql(pairs: pd.DataFrame) -> pd.DataFrame:
    macro = macro_sql('jackknifed_pairs("pairs", ["key"])')
    with duckdb.connect() as connection:
        connection.register("frame", pairs)
        connection.execute("create table pairs as select * from frame")
        return connection.execute(f"select * from ({macro}) order by key").df()


def random_pairs(seed: int, clusters: int = 20) -> pd.DataFrame:
    """Pairs of neighbouring clusters and within them, two keys, both shares."""
    random = np.random.default_rng(seed)
    newer = random.integers(0, clusters, 300)
    pairs = pd.DataFrame({"key": random.integers(0, 2, 300), "cluster": newer})
    pairs["other_cluster"] = np.maximum(newer - random.integers(0, 3, 300), 0)
    pairs["denominator"] = random.integers(0, 5, 300)
    pairs["numerator"] = random.binomial(pairs["denominator"], 0.6)
    pairs["denominator_reference"] = random.integers(0, 5, 300)
    pairs["numerator_reference"] = random.binomial(pairs["denominator_reference"], 0.4)
    return pairs


def gap(pairs: pd.DataFrame) -> float:
    numerator, denominator, numerator_reference, denominator_reference = pairs[PARTS].sum()
    return numerator / denominator - numerator_reference / denominator_reference


def is_of(pairs: pd.DataFrame, two: frozenset[int]) -> pd.Series:
    return pairs.apply(lambda pair: {pair["cluster"], pair["other_cluster"]} == two, axis=1)


@pytest.mark.parametrize("seed", range(5))
def test_each_cluster_is_left_out_with_all_pairs_that_it_is_part_of(seed):
    pairs = random_pairs(seed)
    for key, found in in_sql(pairs).set_index("key").iterrows():
        own = pairs[pairs["key"] == key]
        clusters = np.union1d(own["cluster"], own["other_cluster"])
        lefts = [
            gap(own[(own["cluster"] != left) & (own["other_cluster"] != left)]) for left in clusters
        ]
        together = {frozenset(two) for two in own[["cluster", "other_cluster"]].to_numpy()}
        twice = sum(
            (gap(own) - gap(own[~is_of(own, two).to_numpy()])) ** 2
            for two in together
            if len(two) == 2
        )
        variance = (len(clusters) - 1) * np.var(lefts)
        error = np.sqrt(max(variance - twice, variance / 2))
        assert found["gap"] == pytest.approx(gap(own), rel=1e-12)
        assert found["standard_error"] == pytest.approx(error, rel=1e-9)
        assert found["degrees_of_freedom"] == len(clusters) - 1


def test_the_order_of_the_rows_changes_no_digit():
    pairs = random_pairs(7)
    pd.testing.assert_frame_equal(in_sql(pairs), in_sql(pairs.sample(frac=1, random_state=1)))


def test_the_error_is_unknown_where_one_cluster_has_all_pairs_of_a_share():
    pairs = pd.DataFrame(
        [
            [0, 1, 1, 1, 2, 0, 0],
            [0, 2, 1, 1, 2, 0, 1],
            [0, 3, 3, 1, 2, 0, 0],
            [1, 1, 1, 1, 2, 0, 0],
        ],
        columns=["key", "cluster", "other_cluster", *PARTS],
    )
    # 3/6 - 0/1, and nothing at all for the key without a second share.
    found = in_sql(pairs)
    assert found["gap"].tolist() == [0.5]
    assert found["standard_error"].isna().all()
    assert (found["clusters"][0], found["clusters_reference"][0]) == (3, 2)
