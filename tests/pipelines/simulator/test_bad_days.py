"""Days on which a region does worse for no known reason, and the same whatever the day."""

import pytest


@pytest.fixture(scope="module")
def bad_days(simulated):
    changes = {
        "levels": {"loss_rate": 0.1},
        "effects": {"day_to_day": {"slow_minutes": 10, "loss_spread": 1.0}},
    }
    return simulated(orders=50_000, days=30, truth=changes)


def by_region_and_day(world, measured: str, spread: str) -> float:
    """Spread of a mean over regions and their days."""
    return world.value(
        f"""
        select {spread}(measured) from (
            select avg({measured}) as measured from orders
            where assigned_at is not null and not is_scheduled
            group by region_id, (placed_at + interval 8 hour)::date
        )
        """
    )


def test_riders_are_found_later_by_the_planted_mean_that_varies_from_day_to_day(bad_days, calm):
    minutes = "date_diff('second', accepted_at, assigned_at) / 60"
    slower = by_region_and_day(bad_days, minutes, "avg") - by_region_and_day(calm, minutes, "avg")
    # 360 draws of an exponential with mean and spread 10: a standard error of 0.53 minutes.
    assert slower == pytest.approx(10, abs=2)
    assert by_region_and_day(bad_days, minutes, "stddev") == pytest.approx(10, abs=2.5)
    assert by_region_and_day(calm, minutes, "stddev") < 2


def test_losses_keep_their_mean_and_gather_on_some_days(bad_days):
    lost = "(status = 'lost')::integer"
    # 0.1, and the regions lose 30 % more in the mean. A lognormal with spread 1 varies by 1.3 of
    # its mean: a standard error of 0.009 over 360 days.
    assert by_region_and_day(bad_days, lost, "avg") == pytest.approx(0.13, abs=0.03)
    # Chance alone, with some 140 orders on a day: 0.03, and more where there are fewer.
    assert by_region_and_day(bad_days, lost, "stddev") > 0.08
