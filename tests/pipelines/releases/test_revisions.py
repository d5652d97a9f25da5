"""Every figure that differs from what the release before said is in the ledger, with its reason."""

import duckdb
import pytest

from pipelines.releases import diff, shelf
from tests.pipelines.releases.conftest import release_of

SETTLED, YOUNG, RUNNING = "2026-08-01", "2026-09-01", "2026-10-01"
CELL = "metric_id = 'resolved_share' and period_grain = 'month' and period_start = '{}'"


@pytest.fixture
def months(home):
    """A settled month, a young one that is over, and one that still runs; then a release."""
    with duckdb.connect(home.warehouse) as connection:
        for start, is_mature in ((SETTLED, True), (YOUNG, False), (RUNNING, False)):
            connection.execute(
                "insert into metrics.metric_values select 'resolved_share', 'all', 'month', ?,"
                " 'all', 'all', 50, 100, 0.5, null, null, 'none', 100, ?, '1', true",
                [start, is_mature],
            )
        # The data end on the 20th of October.
        connection.execute(
            "insert into metrics.metric_values select * replace ('day' as period_grain, date"
            f" '2026-10-20' as period_start, 'x' as member, false as is_public)"
            f" from metrics.metric_values where {CELL.format(SETTLED)}"
        )
    release_of(home)
    return home


def restated(home, start, value, **more):
    changes = {"value": value} | more
    written = ", ".join(f"{column} = ?" for column in changes)
    with duckdb.connect(home.warehouse) as connection:
        connection.execute(
            f"update metrics.metric_values set {written} where {CELL.format(start)}",
            list(changes.values()),
        )
    release_of(home)


def ledger(home, audience="public", columns="period_start::text, old_value, new_value, reason"):
    database = home.current_release.resolve() / f"{audience}.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(
            f"select {columns} from release.revisions order by all"
        ).fetchall()


def test_a_first_release_revises_nothing(months):
    assert ledger(months) == []


def test_what_stays_as_it_was_is_no_revision(months):
    release_of(months)
    assert ledger(months) == []


def test_a_settled_figure_that_changes_is_a_correction(months):
    restated(months, SETTLED, 0.6)
    assert ledger(months) == [(SETTLED, 0.5, 0.6, "correction")]


def test_a_young_figure_changes_by_late_data(months):
    restated(months, YOUNG, 0.6)
    assert ledger(months) == [(YOUNG, 0.5, 0.6, "late_data")]


def test_a_month_that_still_runs_said_nothing_yet(months):
    restated(months, RUNNING, 0.6)
    assert ledger(months) == []


def test_another_rule_is_named_before_all_else(months):
    restated(months, SETTLED, 0.6, rule_version="2")
    assert ledger(months) == [(SETTLED, 0.5, 0.6, "rule_change")]


def test_files_read_in_another_way_are_named(months):
    with duckdb.connect(months.warehouse) as connection:
        connection.execute("update raw.loads set fingerprint = 'another'")
    restated(months, SETTLED, 0.6)
    assert ledger(months) == [(SETTLED, 0.5, 0.6, "source_change")]


def test_a_figure_that_is_given_no_longer_is_a_revision(months):
    restated(months, SETTLED, None)
    assert ledger(months) == [(SETTLED, 0.5, None, "correction")]


def test_revisions_of_a_figure_add_up_to_latest_minus_first(months):
    for value in (0.6, 0.45, 0.7):
        restated(months, SETTLED, value)
    differences = ledger(months, columns="difference")
    assert len(differences) == 3
    assert sum(difference for (difference,) in differences) == pytest.approx(0.7 - 0.5)


def test_the_public_learns_nothing_of_a_figure_that_either_release_hid(months):
    restated(months, SETTLED, 0.6, is_public=False)
    # The figure stands as it was said before.
    assert ledger(months, columns="new_value") == []
    restated(months, SETTLED, 0.9, is_public=True)
    assert ledger(months, columns="old_value, new_value") == [(0.5, 0.9)]
    assert ledger(months, "manager", "new_value") == [(0.6,), (0.9,)]


def test_two_releases_can_be_told_apart_by_command(months):
    restated(months, SETTLED, 0.6)
    restated(months, YOUNG, 0.7)
    first, third = (shelf.folder(months, name) for name in ("000001", "000003"))
    assert diff.text(first, third, limit=1).splitlines() == [
        "000001 to 000003: 2 figures differ (1 correction, 1 late_data)",
        "  resolved_share (month 2026-08-01, all all): 0.5 to 0.6, correction",
        "... and 1 more",
    ]
    assert diff.text(third, third, limit=1) == "000003 to 000003: 0 figures differ"


def test_a_reading_at_the_very_end_of_the_last_day_ends_no_month(months):
    with duckdb.connect(months.warehouse) as connection:
        connection.execute("drop view marts.dim_dates")
        connection.execute("create table marts.dim_dates as select date '2026-10-30' business_date")
        connection.execute(
            "update metrics.metric_values set period_start = '2026-10-31' where member = 'x'"
        )
    release_of(months)
    restated(months, RUNNING, 0.6)
    assert [row for row in ledger(months) if row[0] == RUNNING] == []
    with duckdb.connect(months.current_release.resolve() / "public.duckdb") as connection:
        (last,) = connection.execute("select last_date::text from release.info").fetchone()
    assert last == "2026-10-30"
