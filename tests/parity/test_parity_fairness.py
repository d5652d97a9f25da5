"""METRICS.md 8: gaps between groups, worked out twice."""

from functools import cache

import pytest

from tests.parity.gaps import NUMBERS, WORDS, differing, made_once_only, side_by_side
from tests.parity.world import WORLDS

METRICS = [
    "on_time_rate",
    "loss_rate",
    "rider_gap_rate",
    "resolved_within_7d",
    "resolved_within_14d",
    "responded_within_48h",
    "upheld_rate",
    "compensation_ratio",
    "complaint_propensity",
]


@pytest.fixture(scope="module")
def gaps_of(world_of):
    return cache(lambda name: side_by_side(world_of(name)))


@pytest.mark.parametrize("metric_id", METRICS)
@pytest.mark.parametrize("world", WORLDS)
def test_both_versions_compare_the_same_groups(gaps_of, world, metric_id):
    gaps = gaps_of(world)
    gaps = gaps[gaps["metric_id"] == metric_id]
    alone = made_once_only(gaps)
    assert alone.empty, f"\n{alone.to_string()}"
    assert world != "months" or len(gaps)


@pytest.mark.parametrize("column", NUMBERS + WORDS)
@pytest.mark.parametrize("world", WORLDS)
def test_both_versions_say_the_same_of_them(gaps_of, world, column):
    shown = differing(gaps_of(world), column)
    assert shown.empty, f"{len(shown)}\n{shown.head(12).to_string()}"
