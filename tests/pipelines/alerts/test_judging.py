"""What each kind of rule finds, and what it leaves alone."""

from datetime import date, timedelta

import pytest

from pipelines.alerts.check import look
from pipelines.alerts.rule_file import AlertsError
from tests.pipelines.alerts.conftest import NOW

BELOW = {"name": "low", "kind": "threshold", "metric": "on_time_rate", "below": 0.8}
TARGET = {"name": "missed", "kind": "interval_excludes_target", "metric": "on_time_rate"}
NINETEEN = [f"r{region}" for region in range(19)]
CHANGE = {"name": "worse", "kind": "change", "metric": "on_time_rate"}


def found(release, alerts, now=NOW):
    """Of each rule: the subjects that it looked at, and whether it fires."""
    judged = look(release.home, alerts, now)
    return {(each.rule.name, each.subject): each.is_firing for each in judged}


@pytest.mark.parametrize(("value", "fires"), [(0.79, True), (0.8, False)])
def test_a_limit_is_the_last_value_that_is_let_pass(release, alert_file, value, fires):
    release.figure("on_time_rate", value, None)
    assert found(release, alert_file(BELOW)) == {("low", "all"): fires}
    above = {**BELOW, "below": None, "above": 1 - value}
    release.figure("on_time_rate", 0.2, None)
    assert found(release, alert_file(above)) == {("low", "all"): not fires}


def test_the_newest_settled_period_is_judged(release, alert_file):
    release.figure("on_time_rate", 0.5, None, week=0)
    release.figure("on_time_rate", 0.9, None, week=1)
    release.figure("on_time_rate", 0.1, None, period_start=date(2026, 10, 26), is_mature=False)
    assert found(release, alert_file(BELOW)) == {("low", "all"): False}


def test_what_is_missing_is_not_judged(release, alert_file):
    assert found(release, alert_file(BELOW, TARGET, CHANGE)) == {}
    release.figure("on_time_rate", 0.1, None)
    assert found(release, alert_file(TARGET, CHANGE)) == {}


@pytest.mark.parametrize(
    ("value", "half", "target", "fires"),
    [(0.8, 0.05, None, True), (0.87, 0.05, None, False), (0.99, 0.01, None, False),
     (0.87, 0.05, 0.95, True)],
)  # fmt: skip
def test_the_whole_interval_must_be_worse_than_the_target(
    release, alert_file, value, half, target, fires
):
    release.figure("on_time_rate", value, half)
    assert found(release, alert_file({**TARGET, "target": target})) == {("missed", "all"): fires}


def test_of_twenty_regions_one_that_chance_explains_does_not_fire(release, alert_file):
    release.figure("on_time_rate", 0.9, 0.05, cut="region", members=NINETEEN)
    # Beyond its target alone, at p = 0.03; not among twenty.
    release.figure("on_time_rate", 0.845, 0.05, cut="region", members=["odd"])
    rule = {**TARGET, "cut": "region"}
    assert not any(found(release, alert_file(rule)).values())
    release.figure("on_time_rate", 0.8, 0.05, cut="region", members=["odd"])
    fires = [subject for (_, subject), fires in found(release, alert_file(rule)).items() if fires]
    assert fires == ["odd"]


def test_rules_of_a_family_are_tested_together(release, alert_file):
    release.figure("on_time_rate", 0.845, 0.05)
    assert found(release, alert_file(TARGET))["missed", "all"]
    release.figure("on_time_rate", 0.9, 0.05, cut="region", members=NINETEEN)
    regions = {**TARGET, "name": "regions", "cut": "region", "family": "on_time"}
    together = found(release, alert_file(regions, {**TARGET, "family": "on_time"}))
    assert len(together) == 20
    assert not any(together.values())


@pytest.mark.parametrize(
    ("before", "least", "fires"),
    [(0.9, 0, True), (0.9, 0.2, False), (0.81, 0, False), (0.7, 0, False)],
)
def test_a_change_for_the_worse_must_be_more_than_chance(release, alert_file, before, least, fires):
    release.figure("on_time_rate", before, 0.02, week=0)
    release.figure("on_time_rate", 0.8, 0.02, week=1)
    assert found(release, alert_file({**CHANGE, "by_at_least": least})) == {("worse", "all"): fires}


def test_a_rise_is_worse_where_lower_is_better(release, alert_file):
    release.figure("loss_rate", 0.01, 0.002, week=0)
    release.figure("loss_rate", 0.02, 0.002, week=1)
    assert found(release, alert_file({**CHANGE, "metric": "loss_rate"})) == {("worse", "all"): True}


def test_no_change_is_told_over_a_hole(release, alert_file):
    release.figure("on_time_rate", 0.9, 0.02, period_start=date(2026, 10, 5))
    release.figure("on_time_rate", 0.5, 0.02, week=1)
    assert found(release, alert_file(CHANGE)) == {}


def test_rows_are_overdue_by_the_clock(release, alert_file):
    rule = {"name": "late", "kind": "freshness"}
    late = {("late", "orders of p"): True, ("late", "weather of all"): False}
    assert found(release, alert_file(rule)) == late
    a_minute_ago = NOW - timedelta(minutes=1)
    assert not any(found(release, alert_file(rule), a_minute_ago).values())
    weather = alert_file({**rule, "entity": "weather"})
    assert found(release, weather, NOW + timedelta(days=1)) == {("late", "weather of all"): True}


def test_the_loads_of_the_newest_day_are_counted(release, alert_file):
    rule = {"name": "bad", "kind": "quarantine", "above": 0.0099}
    assert found(release, alert_file(rule)) == {("bad", "orders"): True}
    assert found(release, alert_file({**rule, "above": 0.01})) == {("bad", "orders"): False}


def test_a_withheld_release_fires_until_there_is_another(release, alert_file):
    alerts = alert_file({"name": "withheld", "kind": "withheld"})
    release.notice({"kind": "withheld", "reasons": [], "figures_of": "000001"})
    assert found(release, alerts) == {("withheld", "release"): True}
    release.notice(None)
    assert found(release, alerts) == {("withheld", "release"): False}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            {**BELOW, "metric": "on_time_rat"},
            "low › metric: .* Did you mean 'on_time_rate'",
        ),
        ({**TARGET, "metric": "loss_rate"}, "rules › missed: loss_rate has no target"),
        ({**TARGET, "metric": "mood"}, "rules › missed: mood is neither better nor worse"),
    ],
)
def test_a_rule_that_cannot_be_asked_says_why(release, alert_file, rule, said):
    for metric in ("loss_rate", "mood"):
        release.figure(metric, 0.1, 0.01)
    with pytest.raises(AlertsError, match=said):
        look(release.home, alert_file(rule), NOW)


def test_without_a_release_there_is_nothing_to_look_at(release, alert_file):
    release.home.current_release.unlink()
    with pytest.raises(AlertsError, match="no release yet"):
        look(release.home, alert_file(BELOW), NOW)
