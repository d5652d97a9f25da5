"""METRICS.md 3: riders wanted and riders there.

Readings: riders are busy from assigned to delivered or cancelled, two orders at once counted
once; churn asks who was on the books at the period's first midnight and, in the 30 days after it,
left or worked no shift, and is known only once those days have passed.
"""

import numpy as np
import pandas as pd

from tests.parity import orders as order_records
from tests.parity import slots as slot_records
from tests.parity.cells import PLACE, ratios, together
from tests.parity.records import Records
from tests.parity.slots import HEAD_COUNT_HOLDS, SLOT_SECONDS

CUTS = ("all", *PLACE)
PRESSURES = ["<0.75", "0.75-1", "1-1.25", "1.25-1.5", ">=1.5"]
METRICS = [
    "riders_required",
    "riders_available",
    "rider_gap_rate",
    "dispatch_pressure",
    "late_rate_by_pressure",
    "utilisation",
    "new_rider_share",
]


def figures(records: Records) -> pd.DataFrame:
    parts = []
    if records.holds("rider_shifts") or records.holds("rider_supply"):
        parts += _slots(records)
    if records.holds("rider_supply", "orders_outstanding"):
        parts += [_pressure(records), _late_by_pressure(records)]
    if records.holds("rider_shifts"):
        parts += [_utilisation(records), _new_riders(records)]
    return together(parts)


def _slots(records: Records) -> list[pd.DataFrame]:
    slots = slot_records.laid_out(records)
    wanted = slots["required"] * SLOT_SECONDS
    short = (wanted - slots["available_seconds"]).clip(lower=0)
    means = {
        "riders_required": slots["required"],
        "riders_available": slots["available_seconds"] / SLOT_SECONDS,
    }
    parts = [
        ratios(metric_id, slots.assign(numerator=riders, denominator=1), "cluster_t", CUTS)
        for metric_id, riders in means.items()
    ]
    gap = slots.assign(numerator=short, denominator=wanted, n=1)
    return [*parts, ratios("rider_gap_rate", gap, "cluster_t", CUTS)]


def _pressure(records: Records) -> pd.DataFrame:
    """Mean over half hours of the mean over their head counts; nobody on shift has no pressure."""
    counts = records.table("rider_supply")
    counts = counts[(counts["riders_on_shift"] > 0) & counts["orders_outstanding"].notna()]
    counts["slot"] = counts["observed_at"].dt.floor("30min")
    counts["pressure"] = counts["orders_outstanding"] / counts["riders_on_shift"]
    mean = counts.groupby(["region_id", "slot"])["pressure"].mean().rename("numerator")
    units = records.placed(mean.reset_index(), "slot").assign(denominator=1)
    return ratios("dispatch_pressure", units, "cluster_t", CUTS)


def _late_by_pressure(records: Records) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    orders = orders[orders["is_delivered"] & orders["promised_at"].notna()]
    counts = records.table("rider_supply").sort_values("observed_at")
    met = pd.merge_asof(
        orders.sort_values("placed_at"),
        counts[
            ["platform_id", "region_id", "observed_at", "riders_on_shift", "orders_outstanding"]
        ],
        left_on="placed_at",
        right_on="observed_at",
        by=["platform_id", "region_id"],
        tolerance=HEAD_COUNT_HOLDS,
    )
    ratio = met["orders_outstanding"] / met["riders_on_shift"].where(met["riders_on_shift"] > 0)
    edges = [-np.inf, 0.75, 1, 1.25, 1.5, np.inf]
    band = pd.cut(ratio, edges, right=False, labels=PRESSURES).astype(object)
    met["pressure"] = band.mask(met["riders_on_shift"] == 0, "no_rider")
    units = met.assign(numerator=met["is_late"].astype(int), denominator=1)
    return ratios("late_rate_by_pressure", units, cuts=["pressure"])


def _utilisation(records: Records) -> pd.DataFrame:
    """Busy minutes of riders over their minutes on shift."""
    shifts = records.placed(records.table("rider_shifts"), "started_at")
    shifts["denominator"] = (shifts["ended_at"] - shifts["started_at"]).dt.total_seconds()
    orders = records.table("orders")
    orders["free_at"] = orders["delivered_at"].fillna(orders["cancelled_at"])
    known = orders["rider_id"].notna() & orders["assigned_at"].notna() & orders["free_at"].notna()
    busy = orders[known & (orders["free_at"] > orders["assigned_at"])].sort_values("assigned_at")
    reached = busy.groupby("rider_id")["free_at"].cummax()
    before = reached.groupby(busy["rider_id"]).shift()
    start = busy["assigned_at"].where(before.isna() | (before < busy["assigned_at"]), before)
    busy["numerator"] = (busy["free_at"] - start).dt.total_seconds().clip(lower=0)
    busy = records.placed(busy, "assigned_at")
    units = pd.concat([shifts.assign(numerator=0), busy.assign(denominator=0)])
    return ratios("utilisation", units, "cluster_t", CUTS)


def _new_riders(records: Records) -> pd.DataFrame:
    pieces = slot_records.on_duty(records)
    hired = records.table("riders").set_index(["platform_id", "rider_id"])["hired_at"]
    pieces = pieces.join(hired, on=["platform_id", "rider_id"])
    pieces = pieces[pieces["hired_at"].notna()]
    is_new = pieces["started_at"] - pieces["hired_at"] < pd.Timedelta(days=30)
    units = records.placed(pieces, "slot")
    units = units.assign(
        numerator=units["seconds"] * is_new.to_numpy(), denominator=units["seconds"]
    )
    return ratios("new_rider_share", units, "cluster_wilson", CUTS)
