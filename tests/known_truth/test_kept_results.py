"""The kept result of `make test-truth`: every check of every scenario, over enough worlds, holds."""

from datetime import date

import pytest

from tests.known_truth.run_worlds import RESULTS, kept
from tests.known_truth.scenario import scenarios

SCENARIOS = scenarios()
ENOUGH_WORLDS = {"covers": 200, "flags": 200, "detects": 100, "mean": 100}


def named(check: dict) -> tuple[str, str, str]:
    """A check as its row names it."""
    cut = ": ".join(filter(None, (check.get("cut", "all"), check.get("member"))))
    return check["kind"], check.get("figure", check.get("family", "")), cut


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_check_has_been_made_over_enough_worlds_and_holds(name):
    rows = [row for row in kept(RESULTS) if row["scenario"] == name]
    assert [(row["check"], row["figure"], row["cut"]) for row in rows] == [
        named(check) for check in SCENARIOS[name].checks
    ]
    for row in rows:
        assert date.fromisoformat(row["made_on"]) and int(row["seed"])
        assert row["holds"] == "True", row
        assert float(row["at_least"]) <= float(row["measured"]) <= float(row["at_most"]), row
        assert int(row["worlds"]) >= ENOUGH_WORLDS[row["check"]], row
