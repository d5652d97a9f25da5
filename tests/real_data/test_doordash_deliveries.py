"""18,079 deliveries with stage times and refunds; 14,436 of them wanted as soon as possible."""

from datetime import timedelta

import duckdb
import pytest

from tests.conftest import metric_rows
from tests.real_data.conftest import records


@pytest.fixture(scope="module")
def facts(run_of):
    database = run_of("doordash_deliveries").current_release.resolve() / "analyst.duckdb"
    with duckdb.connect(database, read_only=True) as connection:
        yield connection


def test_scheduled_orders_are_in_no_figure_of_delay(run_of):
    counts = metric_rows(
        run_of("doordash_deliveries"),
        "select metric_id, n from metrics.metric_values where period_grain = 'all' and cut = 'all'"
        " and metric_id in ('on_time_rate', 'on_time_rate_delivered', 'late_rate_15',"
        " 'late_rate_30', 'tardiness_mean_min', 'lateness_p90_min', 'delivery_time_p50_min',"
        " 'delivery_time_p90_min', 'promise_length_p50_min')",
    )
    assert len(counts) == 9
    assert all(0 < n <= 14_436 for _, n in counts)


def test_no_delivery_takes_negative_time(facts):
    ((shortest, longest_hours),) = facts.execute(
        "select min(delivery_seconds), max(delivery_seconds) / 3600 from marts.fct_orders"
    ).fetchall()
    assert shortest >= 0
    # A day that went back would have made a delivery of minus a month.
    assert longest_hours < 24 * 31


def test_a_refund_is_a_complaint(facts):
    refunded = sum(
        float(row["refund"]) > 0 for row in records("doordash_deliveries", "deliveries.csv")
    )
    ((complaints, categories),) = facts.execute(
        "select count(*), count(distinct category) from marts.fct_complaints"
    ).fetchall()
    ((quarantined,),) = facts.execute(
        "select rows_quarantined from release.loads where entity = 'complaints'"
    ).fetchall()
    assert complaints + quarantined == refunded == 496
    assert categories == 1


def minutes_taken(row):
    """From the day of the month and the time: a day that goes back has crossed the month's end."""
    placed, delivered = (
        timedelta(days=int(row[column][:2]), hours=int(row[column][3:5]))
        + timedelta(minutes=int(row[column][6:8]), seconds=int(row[column][9:]))
        for column in ("placed_at", "delivered_at")
    )
    crossed = timedelta(days=31) if row["delivered_at"][:2] < row["placed_at"][:2] else timedelta()
    return (delivered + crossed - placed) / timedelta(minutes=1)


def test_late_deliveries_are_refunded_more_often(facts):
    counts = {False: [0, 0], True: [0, 0]}
    for row in records("doordash_deliveries", "deliveries.csv"):
        if row["is_asap"] == "True":
            group = counts[minutes_taken(row) > 60]
            group[0] += float(row["refund"]) > 0
            group[1] += 1
    # 5.13 % against 1.79 % where the 18 orders that crossed the month's end are left out.
    assert counts == {True: [132, 2_541], False: [213, 11_895]}
    held = facts.execute(
        "select lateness_seconds > 0, count(*) filter (refund_minor > 0)::integer,"
        " count(*)::integer from marts.fct_orders where lateness_seconds is not null group by all"
    ).fetchall()
    assert {is_late: [refunded, orders] for is_late, refunded, orders in held} == counts
