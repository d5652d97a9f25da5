"""METRICS.md 5: what the platform's own systems did.

Readings: what has no region is clustered by date, on the day of most regions; an incident
everywhere is felt in each region's slots; times to detect and to mend are over all severities; an
order met an incident if any ran when it was placed; the worst component is the one whose usual
(median) reported lag is the highest; an order that was neither cancelled nor is still under way
should have been paid for, and the gap is out of the payments and the orders that lack one.
"""

import pandas as pd

from tests.parity import incident_times
from tests.parity import orders as order_records
from tests.parity.cells import CELL, PLACE, finish, ratios, spread, together
from tests.parity.curves import kaplan_meier_bounds, kaplan_meier_median
from tests.parity.orders import minutes
from tests.parity.records import Records
from tests.parity.slots import SLOT

CUTS = ("all", *PLACE)
PEAK_HOURS = (11, 12, 17, 18, 19)
METRICS = [
    "availability",
    "peak_crash_window_share",
    "peak_downtime_share",
    "peak_orders_touched_share",
    "mttd_min",
    "mttr_min",
    "incident_excess_late_orders",
    "sync_lag_p95_ms",
    "payment_reconciliation_gap",
]


def figures(records: Records) -> pd.DataFrame:
    parts = []
    if records.holds("system_minutes"):
        parts += _minutes(records)
    if records.holds("incidents"):
        parts += [*_peak(records), *_medians(records)]
        if records.holds("orders", "promised_at"):
            parts.append(_excess(records))
    if records.holds("payments") and records.holds("orders"):
        parts.append(_unreconciled(records))
    return together(parts)


def _minutes(records: Records) -> list[pd.DataFrame]:
    seen = records.table("system_minutes").assign(region_id=None)
    seen["local"] = records.local(seen["region_id"], seen["minute_at"])
    seen["date"] = seen["local"].dt.normalize()
    events = seen.assign(
        region="everywhere", numerator=seen["good_events"], denominator=seen["valid_events"], n=1
    )
    lag = seen[seen["sync_lag_p95_ms"].notna()]
    rows = spread(lag, ["all"], ["component", "sync_lag_p95_ms"])
    reported = rows.groupby([*CELL, "component"])["sync_lag_p95_ms"]
    usual = pd.DataFrame({"value": reported.median(), "n": reported.size()}).reset_index()
    worst = usual.sort_values("value").groupby(CELL).tail(1)
    return [ratios("availability", events, cuts=["all"]), finish("sync_lag_p95_ms", worst)]


def peak_slots(records: Records) -> pd.DataFrame:
    """Every half hour of every region's peaks that was over by the cut-off."""
    orders = order_records.laid_out(records)
    first = orders["placed_at"].min().normalize()
    every = pd.date_range(first - pd.Timedelta(days=1), records.cut_off - SLOT, freq="30min")
    regions = orders["region_id"].unique()
    grid = pd.MultiIndex.from_product([regions, every], names=["region_id", "slot"])
    slots = records.placed(grid.to_frame(index=False), "slot")
    slots = slots[slots["date"] >= orders["date"].min()]
    return slots[slots["hour_of_day"].isin(PEAK_HOURS)].reset_index(drop=True)


def _peak(records: Records) -> list[pd.DataFrame]:
    slots = peak_slots(records)
    start, end = slots["slot"], slots["slot"] + SLOT
    touched = incident_times.covered(records, slots, start, end, [1])
    down = incident_times.down_seconds(records, slots, start, end, 1)
    orders = order_records.laid_out(records)
    orders = orders[orders["is_counted"] & orders["hour_of_day"].isin(PEAK_HOURS)]
    met = incident_times.covered(records, orders, orders["placed_at"], orders["placed_at"], [1])
    return [
        ratios(
            "peak_crash_window_share",
            slots.assign(numerator=touched.astype(int), denominator=1),
            cuts=CUTS,
        ),
        ratios(
            "peak_downtime_share",
            slots.assign(numerator=down, denominator=SLOT.total_seconds(), n=1),
            cuts=CUTS,
        ),
        ratios(
            "peak_orders_touched_share",
            orders.assign(numerator=met.astype(int), denominator=1),
            cuts=CUTS,
        ),
    ]


def _medians(records: Records) -> list[pd.DataFrame]:
    incidents = records.table("incidents")
    incidents["local"] = records.local(incidents["region_id"], incidents["started_at"])
    incidents["date"] = incidents["local"].dt.normalize()
    over = incidents["ended_at"].fillna(records.cut_off)
    clocks = {
        "mttd_min": (incidents["detected_at"].fillna(over), incidents["detected_at"].notna()),
        "mttr_min": (over, incidents["ended_at"].notna()),
    }
    parts = []
    for metric_id, (end, happened) in clocks.items():
        timed = incidents.assign(time=minutes(end - incidents["started_at"]), happened=happened)
        groups = spread(timed, ["all"], ["time", "happened"]).groupby(CELL)
        rows = []
        for cell, group in groups:
            waits = (group["time"], group["happened"])
            bounds = kaplan_meier_bounds(*waits)
            rows.append((*cell, kaplan_meier_median(*waits), *bounds, len(group)))
        names = [*CELL, "value", "ci_low", "ci_high", "n"]
        parts.append(finish(metric_id, pd.DataFrame(rows, columns=names)))
    return parts


def _excess(records: Records) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    orders = orders[orders["is_delivered"] & orders["promised_at"].notna()].copy()
    orders["weekday"] = orders["local"].dt.weekday
    every = range(1, 5)
    placed = orders["placed_at"]
    met = incident_times.covered(records, orders, placed, placed, every)
    stratum = ["region", "hour_of_day", "weekday"]
    expected = orders[~met].groupby(stratum)["is_late"].mean().rename("expected")
    hit = orders[met].join(expected, on=stratum)
    hit["excess"] = hit["is_late"] - hit["expected"]
    # An order as late as expected is one of those behind the sum.
    hit = hit[hit["excess"].notna()]
    cells = spread(hit, CUTS, ["excess"]).groupby(CELL)["excess"].agg(value="sum", n="size")
    cells = cells.reset_index()
    return finish("incident_excess_late_orders", cells.assign(numerator=cells["value"]))


def _unreconciled(records: Records) -> pd.DataFrame:
    """Payments without an order, and orders without a payment."""
    orders, payments = records.table("orders"), records.table("payments")
    keys = ["platform_id", "order_id"]
    known = set(map(tuple, orders[keys].to_numpy()))
    paid = set(map(tuple, payments[keys].to_numpy()))
    local = records.local(pd.Series(None, payments.index), payments["paid_at"])
    is_astray = [tuple(key) not in known for key in payments[keys].to_numpy()]
    payments = payments.assign(date=local.dt.normalize(), numerator=is_astray)
    due = order_records.laid_out(records).query("is_counted and status != 'cancelled'")
    unpaid = due[[tuple(key) not in paid for key in due[keys].to_numpy()]].assign(numerator=True)
    units = pd.concat([payments, unpaid])[["date", "numerator"]].reset_index(drop=True)
    units = units.assign(
        region="everywhere", numerator=units["numerator"].astype(int), denominator=1
    )
    return ratios("payment_reconciliation_gap", units, cuts=["all"])
