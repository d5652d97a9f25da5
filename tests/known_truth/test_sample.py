"""A few worlds of every scenario; `make test-truth` runs hundreds.

A few worlds cannot tell 95 % from 90 %. They tell whether the code still finds what is planted.
"""

import pytest
from scipy.stats import binom

from tests.known_truth.checks import Result, results
from tests.known_truth.run_worlds import truths_of
from tests.known_truth.scenario import scenarios
from tests.known_truth.world import simulated_world

SCENARIOS = scenarios()
SEEDS = range(2)
ALMOST_NEVER = 1e-4


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_few_worlds_do_not_contradict_what_must_hold(name, compiled_project):
    scenario = SCENARIOS[name]
    worlds = [simulated_world(compiled_project, scenario, seed) for seed in SEEDS]
    found = results(scenario.checks, worlds, truths_of(worlds))
    assert [result for result in found if not is_possible(result)] == []


def is_possible(result: Result) -> bool:
    """Whether so few worlds could measure this if the check holds."""
    if result.check == "mean":
        slack = 3 * (result.band_high - result.measured)
        return result.at_least - slack <= result.measured <= result.at_most + slack
    hits = round(result.measured * result.worlds)
    too_few = binom.cdf(hits, result.worlds, result.at_least) < ALMOST_NEVER
    too_many = binom.sf(hits - 1, result.worlds, result.at_most) < ALMOST_NEVER
    return not (too_few or too_many)
