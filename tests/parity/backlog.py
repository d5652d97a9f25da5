"""METRICS.md 6, the backlog: complaints open at the end of each period, and how old they are.

Readings: a period ends at the local midnight after its last day, which belongs to the next one, or
at the cut-off where that comes first; a member counts from the day of its first complaint to that
of the newest record, and where nothing is open then has a backlog of 0 and no age; complaints
without the times of their status are left out, and where none has any, nothing is known of the
backlog.
"""

import pandas as pd

from tests.parity import complaints as complaint_records
from tests.parity.cells import (
    ALL_GRAINS,
    CELL,
    COARSE_GRAINS,
    as_text,
    finish,
    none,
    starts,
    together,
)
from tests.parity.complaints import CUTS
from tests.parity.records import Records

METRICS = ["backlog_open", "backlog_age_p90_h"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("complaints"):
        return none()
    complaints = complaint_records.laid_out(records)
    complaints = complaints[complaints["is_timed"]].assign(all="all").reset_index(drop=True)
    if complaints["ended_at"].isna().all():
        return none()
    periods = _periods(records, complaints)
    waiting = _waiting(records, complaints, periods)
    cells = pd.concat([_cells(complaints, waiting, periods, cut) for cut in CUTS])
    number = cells["n"].astype(float)
    return together(
        [
            finish("backlog_open", cells.assign(numerator=number, value=number)),
            finish("backlog_age_p90_h", cells.assign(value=cells["age"])),
        ]
    )


def _periods(records: Records, complaints: pd.DataFrame) -> pd.DataFrame:
    """Every period with its last day."""
    days = pd.Series(pd.date_range(complaints["date"].min(), records.last_day))
    ends = [
        days.groupby(starts(days, grain).rename("period_start"))
        .max()
        .rename("last_day")
        .reset_index()
        .assign(period_grain=grain)
        for grain in ALL_GRAINS
    ]
    return pd.concat(ends, ignore_index=True)


def _waiting(records: Records, complaints: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Each complaint once for each period at whose end it was open, with its age."""
    zones = complaints["region_id"].map(records.zones).fillna(records.main_zone)
    ended = complaints["ended_at"].fillna(pd.Timestamp.max)
    parts = []
    for zone in zones.unique():
        for period in periods.itertuples():
            midnight = (period.last_day + pd.Timedelta(days=1)).tz_localize(zone)
            end = midnight.tz_convert("UTC").tz_localize(None)
            is_open = (zones == zone) & (complaints["received_at"] < end) & (ended >= end)
            waits = complaints.loc[is_open, [*CUTS, "received_at"]]
            hours = (min(end, records.cut_off) - waits["received_at"]).dt.total_seconds() / 3600
            cell = {"period_grain": period.period_grain, "period_start": period.period_start}
            parts.append(waits.assign(hours=hours, **cell))
    return pd.concat(parts)


def _cells(
    complaints: pd.DataFrame, waiting: pd.DataFrame, periods: pd.DataFrame, cut: str
) -> pd.DataFrame:
    """Each period of each member that had had a complaint by then: how many wait, how long."""
    grains = ALL_GRAINS if cut in ("all", "region") else COARSE_GRAINS
    since = complaints.groupby(cut)["date"].min().rename("since").reset_index()
    cells = periods[periods["period_grain"].isin(grains)].merge(since, how="cross")
    cells = cells[cells["last_day"] >= cells["since"]].assign(cut=cut)
    ages = waiting.groupby(["period_grain", "period_start", cut])["hours"]
    held = pd.DataFrame({"n": ages.size(), "age": ages.quantile(0.9)}).reset_index()
    cells = cells.merge(held, on=["period_grain", "period_start", cut], how="left")
    return cells.assign(member=cells[cut].map(as_text), n=cells["n"].fillna(0))[[*CELL, "n", "age"]]
