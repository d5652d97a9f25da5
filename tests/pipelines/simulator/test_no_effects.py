"""A world with every effect at zero is a world, and one in which there is nothing to find."""

import pytest


def late_rate(world, where: str) -> float:
    return world.value(f"select avg(is_late) from deliveries where {where}")


def test_rain_makes_nothing_late(calm):
    # About 7,000 wet deliveries at 8 %: a standard error of 0.3 points.
    wet, dry = late_rate(calm, "precipitation_mm > 0"), late_rate(calm, "precipitation_mm = 0")
    assert wet == pytest.approx(dry, abs=0.015)


def test_every_counterfactual_is_the_world_itself(calm):
    expected = calm.truth["expected"]
    for part in ("rain", "incidents", "rider_shortage", "promise_padding"):
        for row in expected[part]["counted"]:
            without = next(value for key, value in row.items() if key.startswith("late_without"))
            assert row["late"] == without


def test_promises_stay_as_they_were(calm):
    lengths = calm.rows(
        """
        select quantile_cont(date_diff('minute', placed_at, promised_at), 0.5)
        from deliveries group by placed_local >= '2026-10-20'
        """
    )
    assert lengths[0] == lengths[1]


def test_city_county_and_country_are_resolved_alike(calm):
    kinds = calm.truth["expected"]["complaints"]["by_region_type"]
    assert len({kind["resolved_within_7d"] for kind in kinds.values()}) == 1


def test_high_value_has_no_priority(calm):
    tiers = calm.truth["expected"]["complaints"]["by_value_tier"]
    assert tiers["high"]["resolved_within_7d"] == tiers["other"]["resolved_within_7d"]
    raised = "priority_final <> priority_at_intake"
    assert calm.value(f"select count(*) from complaints where {raised}") == 0


def test_nobody_keeps_silent(calm):
    for row in calm.truth["expected"]["propensity"]["counted"]:
        assert row["complaint_propensity"] == row["propensity_without_silence"]


def test_all_regions_lose_and_cancel_alike(calm):
    fates = calm.truth["expected"]["fates"]["by_region"].values()
    assert len({(fate["loss_rate"], fate["cancel_rate"]) for fate in fates}) == 1
