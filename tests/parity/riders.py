"""METRICS.md 3: riders wanted and riders there.

Readings: riders are busy from assigned to delivered, within their shifts, two orders at once
counted once, and on shift with their breaks; where heads are counted, no more are busy than are on
shift; a rider is new in a shift that began less than 30 days after the hiring; pressure is averaged
within half hours and then over them, as its section's heading says, and n counts those without
anybody on shift too.
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
    elif records.holds("rider_supply", "riders_busy"):
        parts.append(_of_slots("utilisation", records, _counted_busy(records)))
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
    counts = slot_records.head_counts(records)
    riders = counts["riders_on_shift"].where(counts["riders_on_shift"] > 0)
    counts["pressure"] = counts["orders_outstanding"] / riders
    counts = counts[counts["orders_outstanding"].notna()]
    mean = counts.groupby(["region_id", "slot"])["pressure"].mean().rename("numerator")
    units = records.placed(mean.reset_index(), "slot")
    units = units.assign(denominator=units["numerator"].notna().astype(int), n=1)
    return ratios("dispatch_pressure", units.fillna({"numerator": 0}), "cluster_t", CUTS)


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
    """Busy seconds of riders over their seconds on shift, half hour by half hour."""
    pieces = slot_records.on_duty(records)
    pieces = pieces.assign(numerator=_busy_seconds(records, pieces))
    return _of_slots("utilisation", records, pieces.assign(denominator=pieces["shift_seconds"]))


def _counted_busy(records: Records) -> pd.DataFrame:
    """The same where heads are counted, out of the riders counted at the same time."""
    counts = slot_records.head_counts(records)
    counts = counts[counts["riders_busy"].notna()]
    counts["numerator"] = counts[["riders_busy", "riders_on_shift"]].min(axis=1)
    counts["denominator"] = counts["riders_on_shift"]
    return counts.groupby(["region_id", "slot"], as_index=False)[["numerator", "denominator"]].agg(
        slot_records.mean_seconds
    )


def _busy_seconds(records: Records, pieces: pd.DataFrame) -> np.ndarray:
    """Seconds of each piece of a shift in which its rider has an order; two at once count once."""
    orders = order_records.laid_out(records)
    known = orders["is_delivered"] & orders["rider_id"].notna() & orders["assigned_at"].notna()
    busy = orders[known].sort_values("assigned_at")
    by_rider = {
        key: _united(rides["assigned_at"], rides["delivered_at"])
        for key, rides in busy.groupby(["platform_id", "rider_id"])
    }
    nothing = np.empty((0, 2))
    starts = _epoch(pieces[["slot", "started_at"]].max(axis=1))
    ends = starts + pieces["shift_seconds"].to_numpy()
    riders = zip(pieces["platform_id"], pieces["rider_id"], starts, ends, strict=True)
    return np.array(
        [
            _overlap(by_rider.get((platform, rider), nothing), *span)
            for platform, rider, *span in riders
        ]
    )


def _united(starts: pd.Series, ends: pd.Series) -> np.ndarray:
    """Spells in order of their start, those that touch made one."""
    spells: list[list[float]] = []
    for start, end in zip(_epoch(starts), _epoch(ends), strict=True):
        if spells and start <= spells[-1][1]:
            spells[-1][1] = max(spells[-1][1], end)
        else:
            spells.append([start, end])
    return np.array(spells)


def _overlap(spells: np.ndarray, start: float, end: float) -> float:
    return float((spells[:, 1].clip(start, end) - spells[:, 0].clip(start, end)).sum())


def _epoch(instants: pd.Series) -> np.ndarray:
    return (instants - pd.Timestamp(0)).dt.total_seconds().to_numpy()


def _new_riders(records: Records) -> pd.DataFrame:
    pieces = slot_records.on_duty(records)
    hired = records.table("riders").set_index(["platform_id", "rider_id"])["hired_at"]
    pieces = pieces.join(hired, on=["platform_id", "rider_id"])
    pieces = pieces[pieces["hired_at"].notna()]
    is_new = pieces["started_at"] - pieces["hired_at"] < pd.Timedelta(days=30)
    units = pieces.assign(
        numerator=pieces["seconds"].where(is_new, 0), denominator=pieces["seconds"]
    )
    return _of_slots("new_rider_share", records, units)


def _of_slots(metric_id: str, records: Records, pieces: pd.DataFrame) -> pd.DataFrame:
    """A ratio over region and half hour; n counts those with anybody on shift."""
    sums = pieces.groupby(["region_id", "slot"])[["numerator", "denominator"]].sum()
    slots = slot_records.laid_out(records).drop(columns=["orders"])
    units = slots.join(sums, on=["region_id", "slot"])
    units = units.fillna({"numerator": 0, "denominator": 0})
    return ratios(metric_id, units.assign(n=units["denominator"] > 0), cuts=CUTS)
