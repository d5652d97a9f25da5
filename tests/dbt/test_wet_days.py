"""Riders, weather and systems over two days worked out by hand, from raw tables to metric_values.

The rota runs from 2 February, 11:00, to 3 March, 13:00: 29 days and two hours, or 1,396 half hours
in each of two regions. At peak are 29 * 10 + 4 of them.
"""

import duckdb
import pytest

from tests.dbt import wet_days
from tests.dbt.dbt_command import dbt
from tests.dbt.figures import Figure, figure
from tests.dbt.raw_tables import new_warehouse

PEAK_SLOTS = 2 * (29 * 10 + 4)


@pytest.fixture(scope="module")
def built(artifacts):
    warehouse = artifacts / "wet_days.duckdb"
    with new_warehouse(warehouse, wet_days.AS_OF) as connection:
        wet_days.fill(connection)
    dbt("build --exclude-resource-type test unit_test", warehouse, artifacts)
    with duckdb.connect(warehouse, read_only=True) as connection:
        yield connection


@pytest.fixture
def value_of(built):
    return lambda *arguments: figure(built, *arguments)


@pytest.mark.parametrize(
    ("metric_id", "numerator", "denominator", "n"),
    [
        # a is busy from 11:10 to 12:00 with two orders, c from 11:55 to 12:20; on Tuesday a from
        # 11:10 to 11:30, and from 12:50 to the end of the shift at 13:00. Nine hours of shifts.
        ("utilisation", 105 * 60, 9 * 3600, 14),
        # b's half hour, of b's and a's six and a half; of c no hiring is known
        ("new_rider_share", 1800, 6.5 * 3600, 14),
        ("rider_churn_30d", 1, 2, 2),  # b did not come back in March
        ("availability", 39, 40, 3),
        ("peak_crash_window_share", 2 * 2, PEAK_SLOTS, PEAK_SLOTS),
        ("peak_downtime_share", 2 * 1800, PEAK_SLOTS * 1800, PEAK_SLOTS),
        ("peak_orders_touched_share", 1, 9, 9),
        # a payment of nobody's order; eight orders unpaid
        ("payment_reconciliation_gap", 1 + 8, 3 + 8, 11),
    ],
)
def test_shares(value_of, metric_id, numerator, denominator, n):
    assert value_of(metric_id) == Figure(numerator, denominator, numerator / denominator, n)


def test_pressure_is_read_when_half_hours_end(value_of):
    # Monday, two riders: order 2 at 11:30, order 4 at 12:30. Tuesday, one rider: 6 at 11:30 and
    # 12:00; 6, 7 and the lost one at 12:30; the lost one at 13:00. Riders are there in 14 half
    # hours.
    assert value_of("dispatch_pressure") == Figure(0.5 + 0.5 + 6, 14, 0.5, 2 * 1396)


def test_wet_hours_are_set_against_like_dry_ones(value_of):
    # 11 o'clock: 2 of 3 late and 1 of 2: 2 * 2/5 over 1 * 3/5. 12 o'clock: nobody was late.
    assert value_of("rain_lateness_rr")[:2] == (2 / 4, 1 / 3)
    assert value_of("rain_lateness_rr").value == pytest.approx(4 / 3, abs=1e-12)
    # A day later it is dry for Monday's orders and wet for Tuesday's: 1 * 3/5 over 2 * 2/5.
    assert value_of("rain_lateness_placebo_rr").value == pytest.approx(3 / 4, abs=1e-12)


def test_demand_and_supply_are_compared_by_the_hour(value_of):
    # Orders placed at 11 and 12 o'clock: 3 and 1 in the rain, 3 and 2 in the dry, in two half hours
    # each. Raw: 4 orders in two hours, 5 in the 24 from Monday 13:00 to Tuesday 13:00.
    wet, dry, value, n = value_of("rain_demand_ratio")
    assert (wet, n) == (2, 52)
    assert dry == pytest.approx(5 / 24, abs=1e-12)
    assert value == pytest.approx(4 / 5, abs=1e-12)
    # Two riders against one; raw, one for two hours of 24.
    wet, dry, value, n = value_of("rain_supply_ratio")
    assert (wet, n) == (2, 52)
    assert dry == pytest.approx(1 / 12, abs=1e-12)
    assert value == pytest.approx(2, abs=1e-12)


def test_accidents_are_set_against_hours_on_duty(value_of):
    # Three in the four wet hours of two riders, one in the two dry hours of one.
    wet, dry, value, n = value_of("accident_rate_ratio")
    assert (wet, dry, n) == (3 / 4, 1 / 2, 4)
    assert value == pytest.approx(1.5, abs=1e-12)


def test_medians_wait_for_what_was_never_noticed(value_of):
    # Noticed after 2 and 5 minutes; one ended after 10 unnoticed. Ended after 10, 30 and 30.
    assert value_of("mttd_min") == Figure(None, None, 5, 3)
    assert value_of("mttr_min") == Figure(None, None, 30, 3)


def test_lateness_in_excess_is_against_calm_hours_of_the_same_weekday(value_of):
    # Order 2 was late; of 1 and 3, placed at 11 o'clock of a Monday too, one was.
    assert value_of("incident_excess_late_orders") == Figure(0.5, None, 0.5, 1)


def test_lag_is_the_worst_components_usual_one(value_of):
    assert value_of("sync_lag_p95_ms") == Figure(None, None, 200, 2)


def test_churn_is_told_by_the_month_and_for_the_whole(built):
    rows = built.execute(
        "select distinct period_grain from metrics.metric_values"
        " where metric_id = 'rider_churn_30d' order by all"
    ).fetchall()
    assert rows == [("all",), ("month",)]


def test_what_everywhere_means_has_no_region(value_of):
    assert value_of("mttd_min", "region", "yunxi").n == 2
    assert value_of("availability", "region", "yunxi") is None
    assert value_of("peak_crash_window_share", "region", "town").numerator == 2
