"""Every figure of a city worked out by hand, from raw tables to metric_values.

Closed eligible orders: early, on the promise, a second late, 31 minutes late, lost, never heard of
again (lost too), cancelled by the shop, scheduled; and two in the town. The scheduled one has no
promise, so lateness knows nine of these ten, of which six were delivered.
"""

import pytest

from tests.dbt.figures import Figure, figure


@pytest.fixture
def value_of(small_city_built):
    return lambda *arguments: figure(small_city_built, *arguments)


@pytest.mark.parametrize(
    ("metric_id", "numerator", "denominator"),
    [
        ("on_time_rate", 4, 9),  # early, on the promise, two in the town
        ("on_time_rate_grace_15", 5, 9),  # and a second late
        ("on_time_rate_delivered", 4, 6),
        ("late_rate_15", 1, 6),
        ("late_rate_30", 1, 6),
        ("promise_edit_rate", 1, 2),  # a second late, of the two that were promised twice
        ("cancel_for_delay_rate", 1, 9),
        ("perfect_order_rate", 3, 9),  # something was missing from the one on the promise
        ("loss_rate", 2, 10),
        ("communication_loss_share", 1, 2),
        ("communication_loss_rate", 1, 10),
        ("item_issue_rate", 1, 7),
        ("cancel_rate", 1, 10),
    ],
)
def test_shares(value_of, metric_id, numerator, denominator):
    expected = Figure(numerator, denominator, numerator / denominator, denominator)
    assert value_of(metric_id) == expected


def test_minutes_late_are_spread_over_the_delivered(value_of):
    # (1 + 31 * 60) seconds over six orders
    minutes, delivered, value, _ = value_of("tardiness_mean_min")
    assert (minutes, delivered) == (1861 / 60, 6)
    assert value == pytest.approx(1861 / 360, abs=1e-12)


def test_promises_miss_early_and_late(value_of):
    # Seconds late: two in the town 1800 early, then -600, 0, 1 and 31 * 60, over six orders.
    assert value_of("eta_bias_min").value == pytest.approx(-2339 / 360, abs=1e-12)
    assert value_of("eta_mae_min").value == pytest.approx(6061 / 360, abs=1e-12)


def test_late_minutes_without_stages_or_dry_weather_are_of_unknown_cause(value_of):
    assert value_of("late_minutes") == Figure(1861 / 60, None, 1861 / 60, 6)
    assert value_of("late_minutes", "cause", "unknown").value == 1861 / 60
    assert value_of("late_minutes", "cause", "rider_shortage").value == 0
    assert value_of("unknown_cause_share") == Figure(1861, 1861, 1, 2)


@pytest.mark.parametrize(
    ("stage", "seconds"),
    [
        ("accept", 5 * 60),  # the first of the city was accepted before it was placed
        ("dispatch", 3 * 60),
        ("ride_to_merchant", 6 * 60),
        ("wait_at_merchant", 5 * 60),
        ("ride_to_customer", 13 * 60),
        ("hand_over", 2 * 60 + 1),
        ("unattributed", 1140 + 1740 + 1741 + 3600 + 1800),
    ],
)
def test_only_the_last_order_of_the_county_has_every_stage(value_of, stage, seconds):
    whole = 1200 + 1800 + 1801 + 3660 + 1801 + 1800
    assert value_of("stage_minutes")[:2] == (whole / 60, 6)
    assert value_of("stage_minutes", "stage", stage)[:2] == (seconds / 60, 6)


def test_a_lost_order_has_a_last_holder_and_a_value(value_of):
    assert value_of("custody_at_loss", "custody", "rider") == Figure(1, 2, 0.5, 2)
    assert value_of("custody_at_loss", "custody", "missing_scan") == Figure(1, 2, 0.5, 2)
    assert value_of("custody_at_loss", "custody", "unknown") == Figure(0, 2, 0, 2)
    assert value_of("custody_at_loss") is None
    assert value_of("value_lost_minor") == Figure(6000, None, 6000, 2)
    assert value_of("value_refunded_minor") == Figure(3500, None, 3500, 2)


def test_a_regions_figures_leave_out_other_regions(value_of):
    assert value_of("on_time_rate", "region", "yunxi") == Figure(2, 7, 2 / 7, 7)
    assert value_of("on_time_rate", "region", "town") == Figure(2, 2, 1, 2)


def test_a_region_that_changes_its_type_counts_with_what_it_was_that_day(value_of):
    assert value_of("on_time_rate", "region_type", "county") == Figure(1, 1, 1, 1)
    assert value_of("on_time_rate", "region_type", "urban") == Figure(3, 8, 3 / 8, 8)


def test_parties_share_out_the_cancellations(value_of):
    assert value_of("cancel_rate", "party", "merchant") == Figure(1, 10, 0.1, 10)
    assert value_of("cancel_rate", "party", "customer") == Figure(0, 10, 0, 10)


def test_quantiles_interpolate(value_of):
    # Minutes late: -30, -30, -10, 0, 1/60, 31; the 90th percentile is halfway in the last gap.
    assert value_of("lateness_p50_min").value == pytest.approx(-5, abs=1e-12)
    assert value_of("lateness_p90_min").value == pytest.approx((1 / 60 + 31) / 2, abs=1e-12)
    assert value_of("lateness_p95_min").value == pytest.approx(1 / 240 + 0.75 * 31, abs=1e-12)
    # Minutes from placed to delivered: 20, 30, 30 + 1/60, 30, 30 + 1/60, 61
    assert value_of("delivery_time_p50_min").value == pytest.approx(30 + 1 / 120, abs=1e-12)
    assert value_of("delivery_time_p90_min").value == pytest.approx(45.5 + 1 / 120, abs=1e-12)
    assert value_of("promise_length_p50_min") == Figure(None, None, 30, 9)


def test_riders_are_set_against_the_seed(value_of):
    # 11:30: no order, four riders. 12:00: eight eligible orders of 30 minutes need eleven (seed),
    # two are there. The four idle ones fill no gap.
    assert value_of("riders_required") == Figure(11, 2, 5.5, 2)
    assert value_of("riders_available") == Figure(6, 2, 3, 2)
    assert value_of("rider_gap_rate") == Figure(9 * 1800, 11 * 1800, 9 / 11, 2)


def test_pressure_is_averaged_over_head_counts(value_of):
    # four orders for four riders, then for two
    assert value_of("dispatch_pressure") == Figure(3, 2, 1.5, 2)


def test_pressure_is_that_of_the_last_head_count(value_of):
    # four orders for four riders ten minutes before; of the four delivered two were late
    assert value_of("late_rate_by_pressure", "pressure", "1-1.25") == Figure(2, 4, 0.5, 4)
    assert value_of("late_rate_by_pressure") is None


def test_two_clusters_are_too_few_for_an_interval(small_city_built):
    methods = small_city_built.execute(
        "select distinct ci_method, ci_low from metrics.metric_values"
        " where metric_id = 'on_time_rate'"
    ).fetchall()
    assert methods == [("too_few_clusters", None)]


def test_periods_begin_on_mondays_and_firsts_and_mature_a_week_after(small_city_built):
    rows = small_city_built.execute(
        "select period_grain, period_start::varchar, n, is_mature from metrics.metric_values"
        " where metric_id = 'on_time_rate' and cut = 'all' order by all"
    ).fetchall()
    assert rows == [
        ("all", "2026-03-02", 9, False),
        ("day", "2026-03-02", 7, True),
        ("day", "2026-03-15", 1, True),
        ("day", "2026-03-16", 1, True),
        ("month", "2026-03-01", 9, False),
        ("week", "2026-03-02", 7, True),
        ("week", "2026-03-09", 1, True),
        ("week", "2026-03-16", 1, True),
    ]
