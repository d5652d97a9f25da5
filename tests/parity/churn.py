"""METRICS.md 3, `rider_churn_30d`.

Readings: asked of each month whose first 30 days are over; active when it began is who had worked
a shift in the 30 days before and had not left, or, where the shifts loaded begin on that very day,
who had been hired and had not left; gone is who left in those 30 days or worked no shift in them.
The whole run pools its months. Riders count in their home region.
"""

import pandas as pd

from tests.parity.cells import COARSE_GRAINS, PLACE, ratios, together
from tests.parity.records import Records

WATCHED = pd.Timedelta(days=30)
KEY = ["platform_id", "rider_id"]
METRICS = ["rider_churn_30d"]


def figures(records: Records) -> pd.DataFrame:
    if not (records.holds("riders") and records.holds("rider_shifts")):
        return together([])
    shifts = records.table("rider_shifts")
    days = records.local(shifts["region_id"], shifts["started_at"]).dt.normalize()
    months = pd.date_range(days.min(), days.max(), freq="MS")
    cohorts = [_cohort(records, shifts, day, days.min()) for day in months]
    cohorts = [cohort for cohort in cohorts if cohort is not None]
    if not cohorts:
        return together([])
    riders = records.with_attributes(pd.concat(cohorts, ignore_index=True))
    cells = ratios("rider_churn_30d", riders.assign(denominator=1), cuts=("all", *PLACE))
    return cells[cells["period_grain"].isin(COARSE_GRAINS)]


def _cohort(
    records: Records, shifts: pd.DataFrame, day: pd.Timestamp, first: pd.Timestamp
) -> pd.DataFrame | None:
    """Who was active when the month began, and whether they were gone 30 days later."""
    start = day.tz_localize(records.main_zone).tz_convert("UTC").tz_localize(None)
    end = start + WATCHED
    if end > records.cut_off:
        return None
    riders = records.table("riders")
    riders = riders[riders["left_at"].isna() | (riders["left_at"] >= start)]
    if day == first:
        active = riders[riders["hired_at"] <= start]
    else:
        active = riders[_worked(riders, shifts, start - WATCHED, start)]
    gone = (active["left_at"] < end) | ~_worked(active, shifts, start, end)
    return active.assign(date=day, numerator=gone.astype(int))


def _worked(
    riders: pd.DataFrame, shifts: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> pd.Series:
    during = shifts[(shifts["started_at"] >= start) & (shifts["started_at"] < end)]
    names = pd.MultiIndex.from_frame(during[KEY])
    return pd.Series(pd.MultiIndex.from_frame(riders[KEY]).isin(names), index=riders.index)
