"""Each planted effect shows in the simulated records, and its truth is where it should be."""

import math

import pytest

WET = "precipitation_mm > 0"


def test_levels_are_those_of_a_plausible_platform(planted):
    on_time, late_30 = planted.rows(
        """
        select
            1 - avg(is_late),
            avg((delivered_at > promised_at + interval 30 minute)::integer)
        from deliveries
        """
    )[0]
    assert 0.85 < on_time < 0.95
    assert 0.001 < late_30 < 0.01
    per_1000 = "1000 * count(order_id) / (select count(*) from orders)"
    assert 7 < planted.value(f"select {per_1000} from complaints") < 16


def test_rain_makes_late_as_much_as_the_counterfactual_says(planted):
    dry, wet = (
        planted.value(f"select avg(is_late) from deliveries where {where}")
        for where in (f"not {WET}", WET)
    )
    counted = planted.truth["expected"]["rain"]["counted"]
    rain = [row for row in counted if row["weather_class"] != "dry"]
    late, without = (sum(row[key] for row in rain) for key in ("late", "late_without_rain"))
    assert wet > 1.2 * dry
    assert wet == pytest.approx(late / sum(row["delivered"] for row in rain))
    assert late / without > 1.2


def test_orders_placed_in_a_grave_incident_are_late(planted):
    touched = """
        select avg(is_late) from deliveries
        where exists (
            from incidents
            where severity = {} and placed_at between started_at and ended_at
            and coalesce(incidents.region_id, deliveries.region_id) = deliveries.region_id
        )
    """
    everywhere = planted.value("select avg(is_late) from deliveries")
    assert planted.value(touched.format(1)) > 3 * everywhere
    assert planted.value(touched.format(4)) < 2 * everywhere


def test_incidents_gather_at_the_peak(planted):
    at_peak = planted.value(
        """
        select avg((hour(started_at + interval 8 hour) in (11, 12, 17, 18, 19))::integer)
        from incidents
        """
    )
    # Planted: 0.6, and 5 of 24 hours of the other 0.4: 0.68. The peak alone would be 0.21.
    assert at_peak > 0.4


def test_riders_are_short_in_the_planted_region_and_hours(planted):
    short, elsewhere = (
        planted.value(
            f"""
            select sum(riders_on_shift) / sum(demand.orders)
            from rider_supply
            inner join (
                select region_id, date_trunc('hour', placed_at) as hour_start, count(*) as orders
                from orders group by all
            ) as demand
                on demand.region_id = rider_supply.region_id and hour_start = observed_at
            where rider_supply.region_id = '{region_id}'
            and hour(observed_at + interval 8 hour) in (17, 18, 19)
            """
        )
        for region_id in ("hetang", "yunxi")
    )
    # 30 % are missing in Hetang; Yunxi is the region next in size.
    assert short / elsewhere == pytest.approx(0.7, abs=0.07)


def test_missing_riders_make_late(planted):
    late = dict(
        planted.rows(
            """
            select region_id, avg(is_late) from deliveries
            where hour(placed_local) in (17, 18, 19) group by all
            """
        )
    )
    assert late["hetang"] > 1.3 * late["yunxi"]
    assert late["qingping"] > 1.3 * late["yuequan"]


def test_the_gap_of_riders_stands_out_in_the_windows(planted):
    gaps = planted.truth["expected"]["rider_shortage"]["counted"]
    inside = [row["rider_gap_rate"] for row in gaps if row["share_missing"] > 0]
    elsewhere = [row["rider_gap_rate"] for row in gaps if row["share_missing"] == 0]
    assert len(inside) == 3
    assert min(inside) > max(elsewhere)


def test_promises_grow_by_the_padding_and_deliveries_stay_as_fast(planted):
    # 60 % of 30 days from 2 October on: 20 October.
    promise, minutes = (
        dict(
            planted.rows(
                f"""
                select placed_local >= '2026-10-20', avg({what}) from deliveries
                where not is_scheduled and not {WET} group by all
                """
            )
        )
        for what in ("date_diff('minute', placed_at, promised_at)", "minutes")
    )
    assert promise[True] - promise[False] == pytest.approx(4, abs=0.2)
    assert minutes[True] == pytest.approx(minutes[False], abs=0.5)
    assert planted.truth["expected"]["promise_padding"]["starts_on"] == "2026-10-20"


def test_loss_and_cancellation_are_those_of_the_truth_region_by_region(simulated):
    # Far more than is plausible, so that a small world can tell the regions apart.
    world = simulated(
        orders=40_000, days=10, truth={"levels": {"loss_rate": 0.1, "cancel_rate": 0.2}}
    )
    eligible = "not (cancelled_by is not distinct from 'customer' and accepted_at is null)"
    measured = world.rows(
        f"""
        select
            region_id,
            count(*),
            avg((status = 'lost')::integer),
            avg((status = 'cancelled')::integer)
        from orders where {eligible} and status <> 'in_progress' group by all
        """
    )
    expected = world.truth["expected"]["fates"]["by_region"]
    assert len(measured) == 12
    for region_id, orders, lost, cancelled in measured:
        for share, name in ((lost, "loss_rate"), (cancelled, "cancel_rate")):
            true = expected[region_id][name]
            # Four standard errors: one of the 24 shares would stray once in seven hundred worlds.
            assert abs(share - true) < 4 * math.sqrt(true * (1 - true) / orders)


def test_regions_lose_more_where_that_is_planted(planted):
    fates = planted.truth["expected"]["fates"]["by_region"]
    # 0.006 lost; 0.994 · 0.042 cancelled, three tenths of them too early to count.
    assert fates["yunxi"]["loss_rate"] == pytest.approx(0.006 / (1 - 0.994 * 0.042 * 0.3), abs=1e-6)
    assert fates["wuling"]["loss_rate"] > 1.8 * fates["yunxi"]["loss_rate"]


def test_losses_have_the_planted_causes(planted):
    lost = dict(planted.rows("select loss_cause, count(*) from orders group by all"))
    del lost[None]
    causes = planted.truth["levels"]["shares"]["loss_cause"]
    assert set(lost) == set(causes)
    assert lost["theft"] > 2 * lost["misread"]


def test_the_intervention_lifts_the_treated_regions_alone(simulated):
    # Twenty points instead of six, so that a small world can show them.
    changes = {
        "effects": {"intervention": {"top_box_points": 20}},
        "levels": {"surveys": {"sent_share": 1.0, "answered_share": 1.0}},
    }
    world = simulated(orders=20_000, days=10, truth=changes)
    top_box = dict(
        world.rows(
            """
            select (treated, sent_at + interval 8 hour >= starts_on), avg((score >= 4)::integer)
            from surveys inner join interventions using (region_id)
            where score is not null group by all
            """
        )
    )
    change = {
        treated: top_box[treated, True] - top_box[treated, False] for treated in (True, False)
    }
    # A standard error of 0.45 / √5,000 · 2 = 0.013 points.
    assert change[True] - change[False] == pytest.approx(0.2, abs=0.045)


def test_accidents_come_oftener_in_the_wet(simulated):
    changes = {
        "effects": {"rain": {"accident_rate_change": 2}},
        "levels": {"riders": {"accidents_per_hour": 0.02}},
    }
    world = simulated(orders=20_000, days=30, truth=changes)
    rates = dict(
        world.rows(
            f"""
            with hours as (
                select region_id, observed_at as hour_start, riders_on_shift
                from rider_supply where observed_at = date_trunc('hour', observed_at)
            ),
            accidents as (
                select
                    region_id,
                    date_trunc('hour', occurred_at) as hour_start,
                    count(*) as accidents,
                from rider_accidents
                group by all
            )
            select {WET}, sum(coalesce(accidents, 0)) / sum(riders_on_shift)
            from hours
            inner join weather
                on weather.region_id = hours.region_id and observed_at = hours.hour_start
            left join accidents
                on accidents.region_id = hours.region_id
                and accidents.hour_start = hours.hour_start
            group by all
            """
        )
    )
    assert rates[False] == pytest.approx(0.02, rel=0.1)
    assert rates[True] == pytest.approx(0.06, rel=0.2)
    assert world.truth["expected"]["weather_ratios"]["accident_rate_ratio"] == 3


def test_one_region_becomes_another_type_in_the_middle(planted):
    history = "select region_type, valid_from::varchar from regions where region_id = 'daoxiang'"
    # 15 of 30 days after 2 October.
    assert planted.rows(f"{history} order by valid_from") == [
        ("rural", "2020-01-01"),
        ("county", "2026-10-17"),
    ]
    (change,) = planted.truth["expected"]["region_type_change"]["counted"]
    assert (change["region_id"], change["valid_from"]) == ("daoxiang", "2026-10-17")


def test_names_are_chinese_with_english_beside_them(planted):
    names = [name for (name,) in planted.rows("select name from regions")]
    assert "云溪区 Yunxi" in names
    assert planted.rows("select distinct city from regions") == [
        ("云州市（模拟） Yunzhou (simulated)",)
    ]
