"""Region by half hour: what was asked for, what that takes, and who was there (METRICS.md 3)."""

from functools import cache

import numpy as np
import pandas as pd
from pyworkforce.queuing import ErlangC

from tests.parity import orders as order_records
from tests.parity import sky
from tests.parity.orders import minutes
from tests.parity.records import Records

SLOT = pd.Timedelta(minutes=30)
SLOT_SECONDS = 1800
HANDLING_DAYS = 28
DEFAULT_HANDLING = 30
HEAD_COUNT_HOLDS = pd.Timedelta(minutes=60)


@cache
def at_work(records: Records) -> pd.DataFrame:
    """Every half hour of each region, from its first order, shift or head count to its last."""
    orders = order_records.laid_out(records)
    placed = orders[orders["is_eligible"]].assign(slot=orders["placed_at"].dt.floor("30min"))
    demand = placed.groupby(["region_id", "slot"]).size().rename("orders")
    seen = pd.concat([demand.reset_index(), *([_supply(records)] if _has_supply(records) else [])])
    spans = seen.groupby("region_id")["slot"].agg(["min", "max"])
    slots = pd.Series(
        [pd.date_range(*span, freq="30min") for span in spans.to_numpy()], spans.index, name="slot"
    )
    slots = slots.explode().astype("datetime64[ns]").reset_index()
    slots = records.placed(slots[slots["slot"] + SLOT <= records.cut_off], "slot")
    slots = slots.join(demand, on=["region_id", "slot"]).fillna({"orders": 0})
    slots["weather_class"] = sky.weather_class(records, slots, "slot")
    return slots


@cache
def laid_out(records: Records) -> pd.DataFrame:
    """One row per region and half hour in which the riders are known."""
    slots = at_work(records).merge(_supply(records), on=["region_id", "slot"])
    slots["handling"] = _handling(order_records.laid_out(records), slots)
    pairs = slots[["orders", "handling"]].drop_duplicates()
    table = {pair: required(*map(int, pair)) for pair in pairs.itertuples(index=False, name=None)}
    asked = zip(slots["orders"], slots["handling"], strict=True)
    slots["required"] = [table[pair] for pair in asked]
    return slots


@cache
def required(orders: int, handling: int) -> int:
    """Fewest riders with whom four in five wait five minutes at most (Erlang 1917)."""
    if orders == 0:
        return 0
    queue = ErlangC(transactions=orders, aht=handling, asa=5, interval=30)
    riders = 1
    while queue.service_level(riders) < 0.8:
        riders += 1
    return riders


def _handling(orders: pd.DataFrame, slots: pd.DataFrame) -> np.ndarray:
    """Whole mean minutes from assigned to delivered, of the region's last 28 days."""
    timed = orders[orders["is_delivered"] & orders["assigned_at"].notna()]
    length = minutes(timed["delivered_at"] - timed["assigned_at"])
    by_day = length.groupby([timed["region"], timed["date"]]).agg(["sum", "size"])
    days = pd.date_range(slots["date"].min() - pd.Timedelta(days=28), slots["date"].max())
    means = {}
    for region, sums in by_day.groupby(level=0):
        every = sums.droplevel(0).reindex(days, fill_value=0).rolling(HANDLING_DAYS, 1).sum()
        means |= {(region, day): mean for day, mean in (every["sum"] / every["size"]).items()}
    asked = zip(slots["region"], slots["date"], strict=True)
    mean = pd.Series([means.get(pair, np.nan) for pair in asked])
    return np.floor(mean + 0.5).fillna(DEFAULT_HANDLING).to_numpy()


def on_duty(records: Records) -> pd.DataFrame:
    """Whole seconds that each shift stands in each half hour, its breaks spread evenly."""
    shifts = records.table("rider_shifts")
    length = (shifts["ended_at"] - shifts["started_at"]).dt.total_seconds()
    working = 1 - (shifts["break_minutes"].fillna(0) * 60 / length).clip(upper=1)
    shifts["working"] = working
    first = shifts["started_at"].dt.floor("30min")
    last = (shifts["ended_at"] - pd.Timedelta(microseconds=1)).dt.floor("30min")
    spans = [pd.date_range(*span, freq="30min") for span in zip(first, last, strict=True)]
    pieces = shifts.assign(slot=spans).explode("slot")
    pieces = pieces[pieces["slot"].notna()]
    pieces["slot"] = pieces["slot"].astype("datetime64[ns]")
    start = pieces[["slot", "started_at"]].max(axis=1)
    end = pd.concat([pieces["slot"] + SLOT, pieces["ended_at"]], axis=1).min(axis=1)
    pieces["shift_seconds"] = (end - start).dt.total_seconds()
    pieces["seconds"] = np.floor(pieces["shift_seconds"] * pieces["working"] + 0.5)
    return pieces


def _has_supply(records: Records) -> bool:
    return records.holds("rider_shifts") or records.holds("rider_supply")


def _supply(records: Records) -> pd.DataFrame:
    return _from_shifts(records) if records.holds("rider_shifts") else _from_counts(records)


def _from_shifts(records: Records) -> pd.DataFrame:
    """Every half hour of the shifts' days; one without anybody on shift has no riders."""
    pieces = on_duty(records)
    seconds = pieces.groupby(["region_id", "slot"])["seconds"].sum()
    regions = seconds.index.get_level_values(0).unique()
    every = pd.date_range(pieces["slot"].min(), pieces["slot"].max(), freq="30min")
    grid = pd.MultiIndex.from_product([regions, every], names=["region_id", "slot"])
    return seconds.reindex(grid, fill_value=0).rename("available_seconds").reset_index()


def head_counts(records: Records) -> pd.DataFrame:
    counts = records.table("rider_supply")
    return counts.assign(slot=counts["observed_at"].dt.floor("30min"))


def _from_counts(records: Records) -> pd.DataFrame:
    """The mean of the head counts of the half hour."""
    counts = head_counts(records).groupby(["region_id", "slot"])
    return counts["riders_on_shift"].agg(mean_seconds).rename("available_seconds").reset_index()


def mean_seconds(counted: pd.Series) -> float:
    """Whole seconds in a half hour of as many as were counted on average."""
    return np.floor(counted.mean() * SLOT_SECONDS + 0.5)
