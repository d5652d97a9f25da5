"""Figures of satisfaction, payments, tracking and data, worked out by hand from raw tables."""

import duckdb
import pytest
from scipy.stats import t

from tests.dbt import services_city
from tests.dbt.dbt_command import dbt
from tests.dbt.figures import Figure, figure
from tests.dbt.raw_tables import new_warehouse


@pytest.fixture(scope="module")
def services(artifacts):
    warehouse = artifacts / "services.duckdb"
    with new_warehouse(warehouse, services_city.AS_OF) as connection:
        services_city.fill(connection)
    dbt("build --exclude-resource-type test unit_test", warehouse, artifacts)
    with duckdb.connect(warehouse, read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("metric_id", "numerator", "denominator"),
    [
        ("csat_top_box", 50, 80),  # 10 of 20 in each region before and the town after; all of Yunxi
        ("survey_response_rate", 80, 100),
        ("off_channel_rate", 1, 10),  # o1, whose two payments count once
        ("off_channel_suspected_rate", 1, 10),
        ("dispute_rate", 1, 11),  # p3; p4 was disputed after the cut-off
        ("silent_trip_share", 1, 2),
        ("off_route_trip_share", 1, 2),
        ("late_arrival_share", 1, 11),  # o10 of all that were loaded, the test too
    ],
)
def test_shares(services, metric_id, numerator, denominator):
    expected = Figure(numerator, denominator, numerator / denominator, denominator)
    assert figure(services, metric_id) == expected


def test_the_mean_score_is_of_those_who_gave_one(services):
    # fifty times 5, thirty times 2
    assert figure(services, "csat_mean") == Figure(310, 80, 3.875, 80)


def test_fraud_is_counted_in_money(services):
    amount, paid, value, payments = figure(services, "fraud_bps")
    assert (amount, paid, payments) == (1000, 11_000, 11)
    assert value == pytest.approx(10_000 / 11, abs=1e-9)


def test_time_without_a_fresh_position(services):
    # o1: 300 - 90 and 120 - 90; o2: 301 until the first, 299 - 90
    assert figure(services, "stale_share") == Figure(750, 1200, 0.625, 2)


def test_money_is_frozen_until_it_is_released(services):
    assert figure(services, "freeze_median_h") == Figure(None, None, 5, 1)


def test_positions_are_as_old_as_they_were_when_received(services):
    # four times 10 seconds, twice 20
    assert figure(services, "position_age_p95_s") == Figure(None, None, 20, 6)


def test_rows_in_quarantine_are_out_of_all_that_was_read(services):
    assert figure(services, "rows_quarantined_share") == Figure(2, 200, 0.01, 200)


def test_payments_are_divided_as_their_orders_are(services):
    assert figure(services, "dispute_rate", "hour_of_day", "12") == Figure(1, 11, 1 / 11, 11)


def test_an_intervention_is_measured_against_those_without_it(services):
    effect = services.execute(
        "select value, ci_low, ci_high, ci_method, n from metrics.metric_values"
        " where metric_id = 'intervention_effect' and cut = 'all'"
    ).fetchall()
    # (1 - 1/2) - (1/2 - 1/2). On three sides ten clusters of two, five with both and five with
    # none: 10 * 1**2 / 20**2 = 1/40 each; none on the fourth. 40 clusters: 40/39 * 3/40 = 1/13.
    half_width = t.ppf(0.975, 39) / 13**0.5
    ((value, low, high, method, n),) = effect
    assert (value, method, n) == (0.5, "cluster_t", 80)
    assert (low, high) == pytest.approx((0.5 - half_width, 0.5 + half_width), rel=1e-9)


def test_each_week_is_set_against_the_last_before_the_start(services):
    weeks = services.execute(
        "select member, value, ci_method from metrics.metric_values"
        " where metric_id = 'intervention_effect' and cut = 'week_from_start' order by member::int"
    ).fetchall()
    # Both moved alike before. From then on the town had four good days of seven, and one of three.
    assert [(week, method) for week, _, method in weeks] == [
        ("-2", "too_few_clusters"),
        ("0", "too_few_clusters"),
        ("1", "too_few_clusters"),
    ]
    assert [value for _, value, _ in weeks] == pytest.approx([0, 3 / 7, 2 / 3], abs=1e-12)


def test_the_share_suppressed_is_that_of_the_figures_not_public(services):
    counted = services.execute(
        "select period_grain, period_start, count(*) filter (where not is_public)::double,"
        " count(*)::double from metrics.metric_values"
        " where metric_id <> 'suppressed_share' and period_grain in ('month', 'all')"
        " and value is not null group by 1, 2 order by 1, 2"
    ).fetchall()
    assert counted[0][2] > 0
    assert (
        counted
        == services.execute(
            "select period_grain, period_start, numerator, denominator from metrics.metric_values"
            " where metric_id = 'suppressed_share' order by 1, 2"
        ).fetchall()
    )
