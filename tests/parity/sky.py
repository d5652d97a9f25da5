"""Weather class of an instant: the latest observation at or before it; a daily one for its date."""

import numpy as np
import pandas as pd

from tests.parity.records import Records

HEAVY_MM_AN_HOUR = 5
HEAVY_MM_A_DAY = 20
DAY_MINUTES = 1440
WET = ("light_rain", "heavy_rain", "snow")


def observations(records: Records) -> pd.DataFrame:
    seen = records.table("weather")
    seen = seen[seen["observed_at"] <= records.cut_off].reset_index(drop=True)
    heavy_from = np.where(seen["interval_minutes"] == DAY_MINUTES, HEAVY_MM_A_DAY, HEAVY_MM_AN_HOUR)
    rain = seen["precipitation_mm"]
    seen["weather_class"] = np.select(
        [seen["snowfall_cm"] > 0, rain >= heavy_from, rain > 0, rain == 0],
        ["snow", "heavy_rain", "light_rain", "dry"],
        "unknown",
    )
    return seen


def weather_class(records: Records, frame: pd.DataFrame, clock: str) -> pd.Series:
    """Class at each row's region and instant."""
    seen = observations(records)
    found = pd.Series("unknown", index=frame.index)
    asked = frame[["region_id", clock]].rename(columns={clock: "instant"})
    hourly = seen[seen["interval_minutes"] != DAY_MINUTES].sort_values("observed_at")
    if len(hourly):
        held = pd.merge_asof(
            asked.sort_values("instant").reset_index(),
            hourly[["region_id", "observed_at", "weather_class"]],
            left_on="instant",
            right_on="observed_at",
            by="region_id",
        ).set_index("index")["weather_class"]
        found.update(held.dropna())
    daily = seen[seen["interval_minutes"] == DAY_MINUTES].copy()
    if len(daily):
        daily["date"] = records.local(daily["region_id"], daily["observed_at"]).dt.normalize()
        asked["date"] = records.local(asked["region_id"], asked["instant"]).dt.normalize()
        by_day = daily.set_index(["region_id", "date"])["weather_class"]
        found.update(asked.join(by_day, on=["region_id", "date"])["weather_class"].dropna())
    return found
