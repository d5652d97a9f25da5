"""What-if: with nothing changed it says what was measured, and it is monotone in both levers."""

import numpy as np
import pandas as pd
import pytest

from dashboards import what_if

SLOTS = pd.DataFrame(
    {
        "orders_placed": [20, 12, 30],
        "handling_minutes": [20, 20, 25],
        "riders_available": [14.5, 13.0, 25.5],
        "is_changed": [True, False, True],
    }
)
LATENESS = pd.DataFrame(
    {"lateness_minute": [-120, -3, 0, 2, 240], "delivered_orders": [5, 60, 15, 10, 2]}
)
ORDERS = 100  # eight were never delivered
REGION = what_if.Region(SLOTS, LATENESS, ORDERS, None)


def test_nothing_changed_is_the_measured_rate():
    assert what_if.outlook(REGION, 0, 0).on_time == pytest.approx(0.80)


@pytest.mark.parametrize(
    ("promise", "rate"),
    [(-1, 0.65), (-3, 0.65), (-4, 0.05), (1, 0.80), (1.5, 0.85), (2, 0.90), (900, 0.90)],
)
def test_a_longer_promise_takes_in_the_orders_up_to_that_lateness(promise, rate):
    """The undelivered, and those beyond the last class, are never on time."""
    assert what_if.on_time_rate(LATENESS, ORDERS, promise) == pytest.approx(rate)


def test_riders_come_only_where_the_reader_put_them():
    now, then = what_if.waits(SLOTS), what_if.waits(SLOTS, 3)
    assert list(then["wait_minutes"] < now["wait_minutes"]) == [True, False, True]


def test_a_half_hour_counts_by_its_orders():
    slots = SLOTS.assign(wait_minutes=[1.0, 2.0, 3.0])
    assert what_if.mean_of_orders(slots, "wait_minutes") == pytest.approx((20 + 24 + 90) / 62)


def test_riders_save_no_more_waiting_than_orders_were_seen_to_wait():
    seen = what_if.Region(SLOTS, LATENESS, ORDERS, 2.0)
    assert what_if.mean_wait(seen, 0) > 2.0
    everybody = what_if.Region(SLOTS.assign(is_changed=True), LATENESS, ORDERS, 2.0)
    assert what_if.outlook(everybody, 100, 0).on_time == pytest.approx(0.90)
    assert what_if.outlook(everybody, 100, -2).on_time == pytest.approx(0.80)


def test_without_lateness_the_wait_is_told_alone():
    outlook = what_if.outlook(what_if.Region(SLOTS, LATENESS.head(0), 0, None), 1, 0)
    assert outlook.on_time is None
    assert outlook.wait_minutes > 0


def test_it_is_monotone_in_riders_and_in_the_promise():
    random = np.random.default_rng(7)
    for _ in range(60):
        slots = pd.DataFrame(
            {
                "orders_placed": random.integers(0, 40, 12),
                "handling_minutes": random.uniform(5, 50, 12),
                "riders_available": random.uniform(0, 50, 12),
                "is_changed": random.random(12) < 0.5,
            }
        )
        slots.loc[0, "orders_placed"] = 1
        lateness = pd.DataFrame(
            {
                "lateness_minute": np.arange(-120, 241),
                "delivered_orders": random.integers(0, 50, 361),
            }
        )
        orders = int(lateness["delivered_orders"].sum() * 1.1) + 1
        region = what_if.Region(slots, lateness, orders, random.choice([None, 0.0, 2.0, 9.0]))
        riders, promise = sorted(random.uniform(-10, 10, 2)), sorted(random.uniform(-20, 30, 2))
        fewer, more = (what_if.outlook(region, n, 0.0) for n in riders)
        assert more.wait_minutes <= fewer.wait_minutes + 1e-9
        assert more.taken_soon >= fewer.taken_soon - 1e-12
        assert more.on_time >= fewer.on_time - 1e-12
        short, long = (what_if.outlook(region, 0.0, p) for p in promise)
        assert long.on_time >= short.on_time
        assert long.wait_minutes == short.wait_minutes
