"""The closed forms of the complaints' clocks, against figures worked out by hand."""

from math import exp

import pytest

from pipelines.simulator.clocks import mixed_shares, shares_of_one_pace
from pipelines.simulator.truth import default_truth


@pytest.fixture
def simple() -> dict:
    """Exponential clocks of 48 hours each; three in four complaints resolve, no machine answers."""
    truth = default_truth()
    truth["levels"]["complaints"] |= {
        "clock_shape": 1,
        "response_scale_hours": 48,
        "end_scale_hours": 48,
        "automatic_response_share": 0,
    }
    truth["levels"]["shares"]["complaint_end"] = {
        "resolved": 3,
        "closed_unresolved": 1,
        "withdrawn": 0,
    }
    truth["effects"]["by_region_type"]["slower_end"]["rural"] = 1
    truth["effects"]["by_region_type"]["slower_response"]["rural"] = 1
    truth["effects"]["priority"]["high_value_speed_gain"] = 1
    return truth


def test_resolution_is_the_share_that_resolves_of_those_whose_clock_rang(simple):
    shares = shares_of_one_pace(simple, "urban", "other", 2)
    assert shares["resolved_within_48h"] == pytest.approx(0.75 * (1 - exp(-1)))
    # Severity 2 is due in 72 hours.
    assert shares["kept_deadline_rate"] == pytest.approx(0.75 * (1 - exp(-1.5)))


def test_the_first_of_two_equal_clocks_rings_twice_as_fast(simple):
    # The response is first half the time; of the other half three in four answer by resolving.
    shares = shares_of_one_pace(simple, "urban", "other", 2)
    assert shares["responded_within_48h"] == pytest.approx(0.875 * (1 - exp(-2)))


def test_machines_hide_the_human_answer(simple):
    simple["levels"]["complaints"]["automatic_response_share"] = 0.2
    shares = shares_of_one_pace(simple, "urban", "other", 2)
    assert shares["responded_within_48h"] == pytest.approx(0.8 * 0.875 * (1 - exp(-2)))


def test_twice_as_slow_and_twice_as_fast_cancel_out(simple):
    rural_high = shares_of_one_pace(simple, "rural", "high", 1)
    assert rural_high == shares_of_one_pace(simple, "urban", "other", 1)


def test_a_mix_is_weighed_by_its_complaints(simple):
    kind = {"region_type": "urban", "severity": 1}
    mix = [
        kind | {"value_tier": "other", "complaints": 30},
        kind | {"value_tier": "high", "complaints": 10},
    ]
    # 0.75 · (¾ (1 - 1/e) + ¼ (1 - 1/e²))
    expected = 0.75 * (0.75 * (1 - exp(-1)) + 0.25 * (1 - exp(-2)))
    assert mixed_shares(simple, mix)["resolved_within_48h"] == pytest.approx(expected, abs=1e-6)
