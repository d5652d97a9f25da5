"""METRICS.md 8: gaps between groups, worked out twice."""

import pandas as pd
import pytest

from tests.parity import fairness
from tests.parity.comparison import differ
from tests.parity.world import WORLDS

METRICS = [
    "on_time_rate",
    "loss_rate",
    "rider_gap_rate",
    "resolved_within_7d",
    "resolved_within_14d",
    "responded_within_48h",
    "upheld_rate",
    "complaint_propensity",
]
NUMBERS = [
    "value_member",
    "value_reference",
    "gap",
    "gap_low",
    "gap_high",
    "ratio",
    "standardised_gap",
    "share_compared",
    "treatment_part",
    "mix_part",
    "p_value",
    "q_value",
    "minimum_detectable_gap",
    "n_member",
    "n_reference",
]
WORDS = ["family", "reference", "verdict"]
# Beside all others, the warehouse takes residuals once, from the shares of all.
NEAR = 0.1


@pytest.fixture(scope="module")
def gaps_of(world_of):
    held = {}

    def gaps(name: str) -> pd.DataFrame:
        if name not in held:
            world = world_of(name)
            theirs = world.table(
                "select * replace (if(period_grain = 'all', 'all', period_start::varchar)"
                " as period_start) from metrics.fairness_gaps where platform_id = 'all'"
            )
            ours = fairness.gaps(world.records).reindex(columns=theirs.columns)
            held[name] = ours.merge(
                theirs, "outer", fairness.KEY, suffixes=("", "_warehouse"), indicator="side"
            )
        return held[name]

    return gaps


@pytest.mark.parametrize("metric_id", METRICS)
@pytest.mark.parametrize("world", WORLDS)
def test_both_versions_compare_the_same_groups(gaps_of, world, metric_id):
    gaps = gaps_of(world)
    gaps = gaps[gaps["metric_id"] == metric_id]
    alone = gaps.loc[gaps["side"] != "both", [*fairness.KEY, "side"]]
    assert alone.empty, f"\n{alone.to_string()}"
    assert world != "months" or len(gaps)


@pytest.mark.parametrize("column", NUMBERS + WORDS)
@pytest.mark.parametrize("world", WORLDS)
def test_both_versions_say_the_same_of_them(gaps_of, world, column):
    gaps = gaps_of(world).query("side == 'both'")
    ours, theirs = gaps[column], gaps[f"{column}_warehouse"]
    differs = (ours != theirs) if column in WORDS else differ(ours, theirs)
    shown = gaps.loc[differs, [*fairness.KEY, column, f"{column}_warehouse"]]
    assert shown.empty, f"{len(shown)} of {len(gaps)}\n{shown.head(12).to_string()}"


@pytest.mark.parametrize("bound", ["standardised_low", "standardised_high"])
@pytest.mark.parametrize("world", WORLDS)
def test_standardised_intervals_are_alike(gaps_of, world, bound):
    gaps = gaps_of(world).query("side == 'both'")
    half = (gaps[bound] - gaps["standardised_gap"]).abs()
    theirs = (gaps[f"{bound}_warehouse"] - gaps["standardised_gap_warehouse"]).abs()
    assert (half.isna() == theirs.isna()).all()
    is_near = (half - theirs).abs() <= NEAR * half
    is_same = ~pd.Series(differ(half, theirs), index=gaps.index)
    fine = is_same | (is_near & (gaps["cut"] == "region"))
    assert fine.all(), f"\n{gaps[~fine][[*fairness.KEY, bound, f'{bound}_warehouse']].to_string()}"
