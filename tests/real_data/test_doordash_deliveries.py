"""18,079 deliveries with stage times and refunds; 14,436 of them wanted as soon as possible."""

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


def test_late_deliveries_are_refunded_more_often(facts):
    shares = dict(
        facts.execute(
            "select lateness_seconds > 0 as late, avg((refund_minor > 0)::integer)"
            " from marts.fct_orders where lateness_seconds is not null group by all"
        ).fetchall()
    )
    assert shares[True] == pytest.approx(0.0513, abs=0.0005)
    assert shares[False] == pytest.approx(0.0179, abs=0.0005)
