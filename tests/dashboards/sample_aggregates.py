"""What pages read instead of the facts: spread over hours, causes and parties so that each adds up
to the sample release's figures."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from tests.dashboards.sample_figures import DAYS, FIRST, PER_COMPLAINT, REGIONS, daily

AS_OF = datetime(2026, 4, 1)  # noqa: DTZ001  (instants are UTC without a zone)
STAGES = {
    "accept": 0.05, "dispatch": 0.2, "ride_to_merchant": 0.18, "wait_at_merchant": 0.22,
    "ride_to_customer": 0.27, "hand_over": 0.06, "unattributed": 0.02,
}  # fmt: skip
CAUSES = {
    "rider_shortage": 0.34, "merchant": 0.2, "traffic": 0.16, "communication": 0.05,
    "customer": 0.04, "system": 0.03, "weather": 0.08, "unknown": 0.1,
}  # fmt: skip
# Two peaks a day.
HOURS = {hour: 3 if hour in (11, 12, 17, 18, 19) else 1 for hour in range(7, 23)}
LOSSES = {
    ("theft", "rider"): 3, ("address_error", "door"): 3, ("spilled", "rider"): 2,
    ("unknown", "missing_scan"): 2, ("contact_failed", "merchant"): 1, ("misread", "unknown"): 1,
}  # fmt: skip
CATEGORIES = {
    ("late", 2): 5, ("lost", 1): 3, ("missing_item", 2): 2, ("attitude", 3): 1, (None, None): 1,
}  # fmt: skip
PARTIES = {
    ("merchant", "merchant"): 4, ("rider", "rider"): 4, ("platform", "platform"): 3,
    ("platform", "rider"): 1, ("platform", "merchant"): 1, ("rider", "platform"): 1,
    ("undetermined", None): 1,
}  # fmt: skip
CURVE_HOURS = [0, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 480, 720]


def spread(total: float, weights: dict) -> dict:
    """Whole numbers in these proportions that make the total."""
    shared, seen, given, whole = {}, 0.0, 0, sum(weights.values()) or 1
    for key, weight in weights.items():
        seen += weight
        shared[key] = round(total * seen / whole) - given
        given += shared[key]
    return shared


def region_days() -> Iterator[tuple[tuple, date, dict]]:
    for region in REGIONS:
        for offset in range(DAYS):
            day = FIRST + timedelta(days=offset)
            key = {"platform_id": "jiangcheng", "region_id": region[0], "business_date": day}
            yield region, day, key


@cache
def order_hours() -> list[dict]:
    rows = []
    for region, day, key in region_days():
        on_time, late_30, lost, cancelled = (
            daily(metric_id, region, day)[0]
            for metric_id in ("on_time_rate", "late_rate_30", "loss_rate", "cancel_rate")
        )
        orders = daily("on_time_rate", region, day)[1]
        late = orders - on_time - late_30 - lost - cancelled
        fates = {"on_time": on_time, "late": late, "late_30": late_30, "lost": lost,
                 "cancelled": cancelled}  # fmt: skip
        by_hour = _fates_by_hour(fates)
        lateness = spread(
            daily("tardiness_mean_min", region, day)[0] * 60,
            {hour: of_hour["late"] + of_hour["late_30"] for hour, of_hour in by_hour.items()},
        )
        rows += [
            key | {"hour_of_day": hour} | _hour(of_hour, lateness[hour])
            for hour, of_hour in by_hour.items()
        ]
    return rows


def _fates_by_hour(fates: dict[str, int]) -> dict[int, Counter]:
    """The day's orders, mixed by the golden ratio and cut into hours."""
    in_turn = [fate for fate, orders in fates.items() for _ in range(orders)]
    places = sorted(range(len(in_turn)), key=lambda place: place * 0.618034 % 1)
    by_hour, first = {}, 0
    for hour, orders in spread(len(in_turn), HOURS).items():
        by_hour[hour] = Counter(in_turn[place] for place in places[first : first + orders])
        first += orders
    return by_hour


def _hour(fates: Counter, lateness_seconds: int) -> dict:
    late = fates["late"] + fates["late_30"]
    delivered = fates["on_time"] + late
    stages = spread(delivered * 2040, STAGES)
    causes = spread(lateness_seconds, CAUSES)
    return {
        "orders": fates.total(), "promised": fates.total(), "delivered": delivered,
        "promised_delivered": delivered, "on_time": fates["on_time"], "late": late,
        "late_30": fates["late_30"], "lost": fates["lost"], "cancelled": fates["cancelled"],
        "item_issues": delivered // 50, "lateness_seconds": lateness_seconds,
        "delivered_with_stages": delivered,
        **{f"{stage}_seconds": seconds for stage, seconds in stages.items()},
        "delivery_seconds": delivered * 2040,
        **{f"{cause}_seconds": seconds for cause, seconds in causes.items()},
    }  # fmt: skip


def lateness() -> list[dict]:
    """Early by up to 25 minutes, or late with a tail."""
    held: dict[str, list[int]] = {region[0]: [0, 0, 0] for region in REGIONS}
    for row in order_hours():
        sums = held[row["region_id"]]
        for place, count in enumerate(
            [row["on_time"], row["late"] - row["late_30"], row["late_30"]]
        ):
            sums[place] += count
    early = {minute: 26 + minute for minute in range(-25, 1)}
    late = {minute: 0.85**minute for minute in range(1, 31)}
    tail = {minute: 0.9**minute for minute in range(31, 76)}
    return [
        {"platform_id": "jiangcheng", "region_id": region_id, "lateness_minute": minute,
         "delivered_orders": orders}
        for region_id, sums in held.items()
        for total, weights in zip(sums, (early, late, tail), strict=True)
        for minute, orders in spread(total, weights).items()
        if orders
    ]  # fmt: skip


def losses() -> list[dict]:
    return [
        key | {"loss_cause": cause, "custody_at_loss": custody, "orders_lost": orders,
               "order_value_minor": orders * 4200,
               "refund_minor": None if custody == "unknown" else orders * 3900}
        for region, day, key in region_days()
        for (cause, custody), orders in spread(daily("loss_rate", region, day)[0], LOSSES).items()
        if orders > 0
    ]  # fmt: skip


@cache
def complaint_days() -> list[dict]:
    rows = []
    for region, day, key in region_days():
        held = {metric_id: daily(metric_id, region, day)[0] for metric_id in PER_COMPLAINT}
        received = spread(daily("closed_share", region, day)[1], CATEGORIES)
        closed = spread(held["closed_share"], received)
        resolved = spread(held["resolved_share"], closed)
        responded = spread(held["responded_within_48h"], received)
        kept = spread(held["kept_deadline_rate"], received)
        rows += [
            key | {"category": group[0], "severity": group[1]}
            | _complaints(count, closed[group], resolved[group], responded[group], kept[group])
            for group, count in received.items()
            if count
        ]  # fmt: skip
    return rows


def _complaints(received: int, closed: int, resolved: int, responded: int, kept: int) -> dict:
    return {
        "received": received, "about_an_order": received, "closed": closed, "resolved": resolved,
        "confirmation_known": resolved * 2 // 3, "confirmed": resolved // 2,
        "human_response_known": received, "responded": responded, "resolution_known": received,
        "deadlines": received, "deadlines_kept": kept, "decided": closed, "upheld": resolved // 2,
        "closed_once": closed, "reopened": closed // 10, "escalated": received // 8,
        "decided_above": received // 16, "reversed": received // 32,
    }  # fmt: skip


def responsibility() -> list[dict]:
    received = "closed_share"
    return [
        key | {"party_at_intake": intake, "party_final": final, "complaints": complaints,
               "rider_deduction_minor": complaints * 800 if final == "rider" else None}
        for region, day, key in region_days()
        for (intake, final), complaints in spread(daily(received, region, day)[1], PARTIES).items()
        if complaints > 0
    ]  # fmt: skip


def open_complaints() -> list[dict]:
    """What came in and was not closed: most of it young, some overdue, some without a deadline."""
    ages = {0: 4, 1: 3, 3: 2, 8: 2, 15: 1, 29: 1}
    rows = []
    for region_id, *_ in REGIONS:
        days = [row for row in complaint_days() if row["region_id"] == region_id]
        still_open = sum(row["received"] - row["closed"] for row in days)
        rows += [
            {"platform_id": "jiangcheng", "region_id": region_id, "category": category,
             "age_days": age, "is_past_due": None if category is None else age > 7,
             "open_complaints": complaints}
            for age, of_age in spread(still_open, ages).items()
            for category, complaints in spread(of_age, {"late": 3, "lost": 2, None: 1}).items()
            if complaints > 0
        ]  # fmt: skip
    return rows


def curves() -> list[dict]:
    """Each nears its ceiling with a half-time of its own."""
    members = [("all", "all", 1.0), ("region_type", "urban", 0.9), ("region_type", "county", 1.2),
               ("region_type", "rural", 1.6), ("value_tier", "high", 0.7),
               ("value_tier", "middle", 1.0), ("value_tier", "low", 1.2)]  # fmt: skip
    return [
        {"platform_id": "all", "cut": cut, "member": member, "clock": clock, "hours": hours,
         "event_share": share, "ci_low": share * 0.93 if share else None,
         "ci_high": share * 1.05 if share else None, "competing_share": share / 12,
         "at_risk": round(800 * (1 - share * 13 / 12))}
        for clock, half_time in (("response", 18), ("resolution", 72))
        for cut, member, slowness in members
        for hours in CURVE_HOURS
        for share in [0.9 * (1 - 0.5 ** (hours / half_time / slowness))]
    ]  # fmt: skip


def incidents() -> list[dict]:
    """One everywhere at the noon peak, one of a region, one that still lasts and nobody noticed."""
    begun = [
        ("i1", "dispatch", 1, None, datetime(2026, 3, 11, 4, 10), 6, 55),  # noqa: DTZ001
        ("i2", "payment", 3, "R03", datetime(2026, 3, 20, 10, 0), 15, 130),  # noqa: DTZ001
        ("i3", "app", 2, "R05", AS_OF - timedelta(hours=5), None, None),
    ]
    return [
        {"platform_id": "jiangcheng", "incident_id": incident_id, "component": component,
         "severity": severity, "region_id": region_id, "region_type": None, "city_tier": 2,
         "income_band": 3, "business_date": started_at.date(), "started_at": started_at,
         "detected_at": _after(started_at, noticed), "ended_at": _after(started_at, lasted),
         "detection_seconds": (noticed or 300) * 60,
         "detection_fate": "event" if noticed else "censored",
         "recovery_seconds": (lasted or 300) * 60,
         "recovery_fate": "event" if lasted else "censored"}
        for incident_id, component, severity, region_id, started_at, noticed, lasted in begun
    ]  # fmt: skip


def _after(started_at: datetime, minutes: int | None) -> datetime | None:
    return started_at + timedelta(minutes=minutes) if minutes else None


def aggregate_tables() -> dict[str, list[dict]]:
    return {
        "marts.agg_order_hours": order_hours(),
        "marts.agg_lateness": lateness(),
        "marts.agg_losses": losses(),
        "marts.agg_complaint_days": complaint_days(),
        "marts.agg_responsibility": responsibility(),
        "marts.agg_open_complaints": open_complaints(),
        "marts.fct_incidents": incidents(),
        "metrics.complaint_curves": curves(),
    }
