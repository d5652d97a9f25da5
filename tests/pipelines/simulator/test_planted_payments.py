"""What is planted in payments and in the tracking of orders is there."""

import pytest


def test_half_of_the_frozen_money_is_released_by_the_planted_median(simulated):
    changes = {"levels": {"payments": {"disputed_share": 1.0, "freeze_median_hours": 6}}}
    world = simulated(orders=20_000, days=30, truth=changes)
    # Some 5,000 freezes that were watched for six hours: a standard error of 0.007.
    share = world.value(
        """
        select avg(coalesce(unfrozen_at <= frozen_at + interval 6 hour, false)::integer)
        from payments where frozen_at <= timestamp '2026-10-31 09:59:59'
        """
    )
    assert share == pytest.approx(0.5, abs=0.03)


def test_tracked_orders_go_astray_as_often_as_planted(simulated):
    levels = {"tracking": {"tracked_share": 1.0, "off_route_share": 0.1}}
    world = simulated(orders=5_000, truth={"levels": levels})
    share = world.value(
        """
        select avg(astray::integer) from (
            select bool_and(off_route_m > 200) as astray from tracking
            where trip_leg <> 'to_merchant' group by order_id
        )
        """
    )
    # A standard error of 0.004.
    assert share == pytest.approx(0.1, abs=0.018)
