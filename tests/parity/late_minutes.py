"""METRICS.md 1, `late_minutes`: the minutes past the promise, shared out among their causes.

Readings: a ride is both rides; an incident covers a stage that it overlaps; the weather of a ride
is that at its start; accepting has no cause of its own, so what it adds stays unknown; a stage
whose stratum holds no dry order without an incident cannot be judged, and adds nothing.
"""

import pandas as pd

from tests.parity import incident_times, sky
from tests.parity import orders as order_records
from tests.parity.cells import none, ratios
from tests.parity.delay import STAGES, stage_lengths
from tests.parity.records import Records

CAUSES = {
    "dispatch": "rider_shortage",
    "ride_to_merchant": "traffic",
    "wait_at_merchant": "merchant",
    "ride_to_customer": "traffic",
    "hand_over": "customer",
}
MEMBERS = (
    "rider_shortage",
    "merchant",
    "traffic",
    "communication",
    "customer",
    "system",
    "weather",
    "unknown",
)
STRATUM = ["region", "hour_of_day", "band"]
GRAVE = (1, 2)
HEARD_WRONG = ("address_error", "contact_failed", "note_missed", "misread")
METRICS = ["late_minutes"]


def figures(records: Records) -> pd.DataFrame:
    shared = minutes_by_cause(records)
    if shared.empty:
        return none()
    units = shared.melt(["date", "region"], var_name="cause", value_name="numerator")
    units["denominator"] = 1
    return ratios("late_minutes", units, method="cluster_t", cuts=["cause"])


def minutes_by_cause(records: Records) -> pd.DataFrame:
    """One row per delivered order with a promise, a column a cause; they add up to its M."""
    orders = order_records.laid_out(records)
    orders = orders[orders["is_delivered"] & orders["promised_at"].notna()].copy()
    orders["reached_at"] = orders["arrived_customer_at"].fillna(orders["delivered_at"])
    excess = _excess(records, orders)
    late = orders["lateness_min"].clip(lower=0)
    total = excess.sum(axis=1)
    prorated = excess.mul((late / total.where(total > 0)).clip(upper=1).fillna(0), axis=0)
    causes = _causes(records, orders)
    shared = pd.DataFrame(0.0, index=orders.index, columns=list(MEMBERS))
    for stage in CAUSES:
        for cause in MEMBERS:
            shared[cause] += prorated[stage].where(causes[stage] == cause, 0)
    shared["unknown"] = (late - total).clip(lower=0)
    return orders[["date", "region"]].join(shared)


def _excess(records: Records, orders: pd.DataFrame) -> pd.DataFrame:
    """Minutes of each stage above what it takes there, then and so far on a dry, quiet day."""
    lengths = stage_lengths(orders)[list(CAUSES)]
    hit = incident_times.covered(
        records, orders, orders["placed_at"], orders["delivered_at"], GRAVE
    )
    calm = (orders["weather_class"] == "dry") & ~hit
    usual = lengths[calm].groupby([orders.loc[calm, key] for key in STRATUM]).median()
    expected = orders[STRATUM].join(usual, on=STRATUM)[list(CAUSES)]
    return (lengths - expected).clip(lower=0).fillna(0)


def _causes(records: Records, orders: pd.DataFrame) -> pd.DataFrame:
    causes = pd.DataFrame(CAUSES, index=orders.index)
    misheard = orders["loss_cause"].isin(HEARD_WRONG)
    causes["hand_over"] = causes["hand_over"].mask(misheard, "communication")
    for stage in CAUSES:
        start, end = (orders[column] for column in STAGES[stage])
        if stage.startswith("ride"):
            known = start.notna()
            sky_then = sky.weather_class(records, orders[known], STAGES[stage][0])
            wet = sky_then.isin(sky.WET).reindex(orders.index, fill_value=False)
            causes[stage] = causes[stage].mask(wet, "weather")
        down = incident_times.covered(records, orders, start, end, GRAVE)
        causes[stage] = causes[stage].mask(down, "system")
    return causes
