"""METRICS.md 6, the backlog: complaints open at the end of each period, and how old they are.

Readings: the end of a period is its last local midnight, or the cut-off where that comes first;
periods are those from the first complaint's day to the cut-off's; a day that ends with nothing
open has a backlog of 0 and no age; complaints without the times of their status are left out.
"""

import pandas as pd

from tests.parity import complaints as complaint_records
from tests.parity.cells import (
    ALL_GRAINS,
    CELL,
    COARSE_GRAINS,
    PLACE,
    as_text,
    finish,
    starts,
    together,
)
from tests.parity.records import Records

METRICS = ["backlog_open", "backlog_age_p90_h"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("complaints"):
        return together([])
    complaints = complaint_records.laid_out(records)
    complaints = complaints[complaints["is_timed"]].reset_index(drop=True)
    if complaints.empty:
        return together([])
    waiting, periods = _waiting(records, complaints)
    parts = []
    for cut in ("all", *PLACE):
        grains = ALL_GRAINS if cut in ("all", "region") else COARSE_GRAINS
        held = waiting[waiting["period_grain"].isin(grains)].assign(cut=cut)
        held["member"] = "all" if cut == "all" else held[cut]
        held = held[held["member"].notna()].assign(member=held["member"].map(as_text))
        ages = held.groupby(CELL)["hours"]
        cells = pd.DataFrame({"n": ages.size(), "age": ages.quantile(0.9)}).reset_index()
        if cut == "all":
            every = periods.assign(cut="all", member="all")
            cells = every.merge(cells, on=CELL, how="left").fillna({"n": 0})
        parts.append(cells)
    cells = pd.concat(parts, ignore_index=True)
    return together(
        [
            finish("backlog_open", cells.assign(value=cells["n"].astype(float))),
            finish("backlog_age_p90_h", cells.assign(value=cells["age"])),
        ]
    )


def _waiting(records: Records, complaints: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each complaint once for each period at whose end it was open, with its age; the periods."""
    last = records.local(pd.Series([None]), pd.Series([records.cut_off])).dt.normalize()[0]
    days = pd.Series(pd.date_range(complaints["date"].min(), last))
    received = complaints["received_at"].to_numpy()
    ended = complaints["ended_at"].fillna(pd.Timestamp.max).to_numpy()
    parts, periods = [], []
    for grain in ALL_GRAINS:
        for start, day in days.groupby(starts(days, grain)).max().items():
            midnight = (day + pd.Timedelta(days=1)).tz_localize(records.main_zone)
            end = min(midnight.tz_convert("UTC").tz_localize(None), records.cut_off)
            is_open = (received <= end.to_numpy()) & (ended > end.to_numpy())
            waits = complaints.loc[is_open, [*PLACE, "received_at"]]
            hours = (end - waits["received_at"]).dt.total_seconds() / 3600
            parts.append(waits.assign(period_grain=grain, period_start=start, hours=hours))
            periods.append((grain, start))
    return pd.concat(parts), pd.DataFrame(periods, columns=["period_grain", "period_start"])
