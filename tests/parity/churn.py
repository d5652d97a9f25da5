"""METRICS.md 3, `rider_churn_30d`.

Readings: asked of each period whose first midnight and the 30 days after it lie before the
cut-off; active at that midnight is who had been hired and had not left; gone is who left in those
30 days or worked no shift in them; riders count in their home region, by themselves as clusters
of one day.
"""

import pandas as pd

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

WATCHED = pd.Timedelta(days=30)
METRICS = ["rider_churn_30d"]


def figures(records: Records) -> pd.DataFrame:
    if not (records.holds("riders") and records.holds("rider_shifts")):
        return together([])
    shifts = records.table("rider_shifts").sort_values("started_at")
    riders = records.table("riders")
    first = records.local(shifts["region_id"], shifts["started_at"]).dt.normalize().min()
    last = records.local(pd.Series([None]), pd.Series([records.cut_off])).dt.normalize()[0]
    days = pd.Series(pd.date_range(first, last))
    parts = []
    for grain in ALL_GRAINS:
        for start, day in days.groupby(starts(days, grain)).min().items():
            midnight = day.tz_localize(records.main_zone).tz_convert("UTC").tz_localize(None)
            if midnight + WATCHED <= records.cut_off:
                cohort = _cohort(records, riders, shifts, day, midnight)
                parts += _cells(cohort, grain, start)
    if not parts:
        return together([])
    cells = pd.concat(parts, ignore_index=True)
    return finish("rider_churn_30d", cells)


def _cohort(records, riders, shifts, day, midnight) -> pd.DataFrame:
    active = riders[
        (riders["hired_at"] <= midnight)
        & (riders["left_at"].isna() | (riders["left_at"] > midnight))
    ]
    during = shifts[
        (shifts["started_at"] >= midnight) & (shifts["started_at"] < midnight + WATCHED)
    ]
    is_idle = ~active["rider_id"].isin(during["rider_id"])
    has_left = active["left_at"] < midnight + WATCHED
    cohort = active.assign(date=day, is_gone=(is_idle | has_left).astype(int))
    return records.with_attributes(cohort)


def _cells(cohort: pd.DataFrame, grain: str, start: str) -> list[pd.DataFrame]:
    parts = []
    for cut in ("all", *PLACE):
        if cut in ("all", "region") or grain in COARSE_GRAINS:
            member = "all" if cut == "all" else cohort[cut].map(as_text)
            held = cohort.assign(period_grain=grain, period_start=start, cut=cut, member=member)
            gone = held.groupby(CELL)["is_gone"].agg(["sum", "size"]).reset_index()
            parts.append(
                gone.assign(
                    numerator=gone["sum"],
                    denominator=gone["size"],
                    value=gone["sum"] / gone["size"],
                    n=gone["size"],
                )
            )
    return parts
