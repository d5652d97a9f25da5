"""The past is judged by what was settled then, and held against the incidents that are known."""

import pytest
from click.testing import CliRunner

from pipelines.alerts.replay import replay
from pipelines.cli import main

# Settled a week after their end: the week of 12 October on the 26th, the next on 2 November.
BELOW = {"name": "low", "kind": "threshold", "metric": "on_time_rate", "below": 0.8}


@pytest.fixture
def two_weeks(release):
    release.figure("on_time_rate", 0.9, 0.02, week=0)
    release.figure("on_time_rate", 0.7, 0.02, week=1)
    release.run(
        "insert into marts.fct_incidents values"
        " (2, 'r1', '2026-10-21'), (1, 'r2', '2026-10-13'),"
        " (3, 'r1', '2026-10-21'), (1, 'r1', '2026-10-01')"
    )
    return release


def test_an_alert_that_lasts_has_fired_once(two_weeks, alert_file):
    (record,) = replay(two_weeks.home, alert_file(BELOW), 14)
    assert (len(record.firings), record.firings_a_week) == (1, 0.5)
    assert (record.precision, record.recall) == (1, 1 / 2)


def test_nothing_is_known_before_it_was_settled(two_weeks, alert_file):
    two_weeks.run("update release.info set last_date = '2026-11-01'")
    (record,) = replay(two_weeks.home, alert_file(BELOW), 14)
    assert (record.firings, record.incidents, record.incidents_found) == ([], 1, 0)
    assert (record.precision, record.recall) == (None, 0)


def test_an_incident_counts_in_its_own_region(two_weeks, alert_file):
    two_weeks.figure("on_time_rate", 0.7, None, cut="region", members=["r1", "r3"])
    (record,) = replay(two_weeks.home, alert_file({**BELOW, "cut": "region"}), 14)
    assert (len(record.firings), record.firings_with_an_incident) == (2, 1)
    assert (record.incidents, record.incidents_found) == (1, 1)
    two_weeks.run("insert into marts.fct_incidents values (1, null, '2026-10-20')")
    (record,) = replay(two_weeks.home, alert_file({**BELOW, "cut": "region"}), 14)
    assert (record.precision, record.incidents_found) == (1, 2)


def test_what_can_be_replayed_is_printed_with_its_counts(two_weeks, alert_file, tmp_path):
    alert_file(BELOW, {"name": "stale", "kind": "freshness"})
    arguments = [str(tmp_path / "alerts.yml"), "--days", "14", "--home", str(two_weeks.home.root)]
    printed = CliRunner().invoke(main, ["alerts", "replay", *arguments]).output.splitlines()
    assert printed[1].split(maxsplit=2)[:2] == ["low", "0.50"]
    assert printed[1].split(maxsplit=2)[2].split() == [
        *("1", "of", "1", "firings"), *("1", "of", "2", "incidents"),
    ]  # fmt: skip
    assert printed[2].startswith("stale  cannot be replayed")
