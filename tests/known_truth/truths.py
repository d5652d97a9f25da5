"""What is true of a world, counted in the simulator's own tables, with METRICS.md at hand.

Nothing is hidden here by the cut-off: an order counts by its fate and a complaint by its end,
whether the platform has heard of them or not. Pooled over many worlds, the share is the truth of
the process that makes worlds, its weather, incidents and bad days included.
"""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb


class Key(NamedTuple):
    """A figure of the whole run, over all platforms."""

    metric_id: str
    cut: str
    member: str


Counts = dict[Key, tuple[float, float]]
"""Numerator and denominator."""

ORDERS = """
select
    troubles.region_id as region,
    troubles.region_type,
    troubles.value_tier,
    troubles.weather_class,
    hour(local_time(troubles.placed_at))::varchar as hour_of_day,
    troubles.fate,
    troubles.fate = 'delivered' as is_delivered,
    troubles.lateness_seconds,
    troubles.item_issue is not null as has_item_issue,
    troubles.trouble in ('lost', 'item_issue', 'late_over_30') as has_failed,
    complaints.order_number is not null as is_complained_of,
from world.troubles
left join world.complaints using (order_number)
where not troubles.is_test and troubles.fate <> 'customer_before_acceptance'
"""

OF_ORDERS = {
    "on_time_rate": ("is_delivered and lateness_seconds <= 0", "true"),
    "on_time_rate_grace_15": ("is_delivered and lateness_seconds <= 900", "true"),
    "on_time_rate_delivered": ("is_delivered and lateness_seconds <= 0", "is_delivered"),
    "late_rate_15": ("is_delivered and lateness_seconds > 900", "is_delivered"),
    "late_rate_30": ("is_delivered and lateness_seconds > 1800", "is_delivered"),
    "tardiness_mean_min": (
        "case when is_delivered then greatest(lateness_seconds, 0) else 0 end / 60",
        "is_delivered",
    ),
    "loss_rate": ("fate = 'lost'", "true"),
    "return_rate": ("fate = 'returned'", "true"),
    "cancel_rate": ("fate in ('customer', 'merchant', 'rider', 'platform')", "true"),
    "item_issue_rate": ("is_delivered and has_item_issue", "is_delivered"),
    "perfect_order_rate": ("is_delivered and lateness_seconds <= 0 and not has_item_issue", "true"),
    "complaint_propensity": ("has_failed and is_complained_of", "has_failed"),
}

COMPLAINTS = """
select
    region_id as region,
    region_type,
    category,
    ending = 'resolved' as is_resolved,
    datediff('second', received_at, ends_at) / 3600 as hours_to_end,
    not is_automatic as is_human,
    datediff('second', received_at, first_response_at) / 3600 as hours_to_response,
    outcome in ('upheld', 'partly_upheld') as is_upheld,
from world.complaints
where received_at <= as_of()
"""

OF_COMPLAINTS = {
    **{
        f"responded_within_{name}": (f"is_human and hours_to_response <= {hours}", "true")
        for name, hours in {"2h": 2, "24h": 24, "48h": 48}.items()
    },
    **{
        f"resolved_within_{name}": (f"is_resolved and hours_to_end <= {hours}", "true")
        for name, hours in {"48h": 48, "7d": 168, "14d": 336, "30d": 720}.items()
    },
    "upheld_rate": ("is_resolved and is_upheld", "is_resolved"),
}

SOURCES = (
    (ORDERS, OF_ORDERS, ("region", "region_type", "value_tier", "weather_class", "hour_of_day")),
    (COMPLAINTS, OF_COMPLAINTS, ("region", "region_type", "category")),
)


def true_counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    """What is true of the world that the simulator has made in this connection."""
    counts: Counts = {}
    for source, figures, cuts in SOURCES:
        parts = [f"sum(({part})::double)" for pair in figures.values() for part in pair]
        sets = ", ".join(f"({cut})" for cut in cuts)
        rows = connection.execute(
            f"select {', '.join((*cuts, *parts))} from ({source})"
            f" group by grouping sets ((), {sets})"
        ).fetchall()
        for row in rows:
            members = zip(cuts, row, strict=False)
            place = next(((cut, member) for cut, member in members if member), ("all", "all"))
            sums = iter(row[len(cuts) :])
            for metric_id, pair in zip(figures, zip(sums, sums, strict=True), strict=True):
                counts[Key(metric_id, *place)] = pair
    return counts


def pooled(counts_of_worlds: Iterable[Counts]) -> dict[Key, float]:
    """The shares over all worlds together."""
    totals: dict[Key, list[float]] = {}
    for counts in counts_of_worlds:
        for key, (numerator, denominator) in counts.items():
            total = totals.setdefault(key, [0.0, 0.0])
            total[0] += numerator or 0
            total[1] += denominator or 0
    return {key: n / d for key, (n, d) in totals.items() if d}
