"""Orders as METRICS.md 0 counts them: what became of each by the cut-off, and what it is cut by."""

from functools import cache

import numpy as np
import pandas as pd

from tests.parity import sky
from tests.parity.records import Records

BAND_ENDS_M = (1000, 3000, 5000)
LOST_AFTER = pd.Timedelta(hours=24)
CUTS = (
    *("all", "region", "region_type", "city_tier", "income_band"),
    *("value_tier", "service_type", "hour_of_day", "weather_class"),
)


@cache
def laid_out(records: Records) -> pd.DataFrame:
    """Every order but tests, with its fate at the cut-off and its cuts."""
    orders = records.placed(records.table("orders"), "placed_at")
    orders = orders[~orders["is_test"].astype(bool)].reset_index(drop=True)
    overdue = orders["promised_at"] + LOST_AFTER <= records.cut_off
    in_progress = orders["status"] == "in_progress"
    orders["status"] = orders["status"].mask(in_progress & overdue, "lost")
    taken_back = (orders["cancelled_by"] == "customer") & orders["accepted_at"].isna()
    orders["is_eligible"] = ~taken_back
    orders["is_counted"] = orders["is_eligible"] & (orders["status"] != "in_progress")
    orders["is_delivered"] = (
        orders["is_counted"] & (orders["status"] == "delivered") & orders["delivered_at"].notna()
    )
    delivered = orders["delivered_at"].where(orders["is_delivered"])
    orders["lateness_min"] = minutes(delivered - orders["promised_at"])
    orders["is_late"] = orders["lateness_min"] > 0
    orders["value_tier"] = value_tier(orders)
    orders["weather_class"] = sky.weather_class(records, orders, "placed_at")
    orders["band"] = distance_band(orders["distance_m"])
    return orders


def distance_band(distance_m: pd.Series) -> pd.Series:
    """Of the way from shop to customer; an unknown distance is a band of its own."""
    reached = sum((distance_m >= end).astype(int) for end in BAND_ENDS_M)
    return reached.where(distance_m.notna(), -1)


def minutes(length: pd.Series) -> pd.Series:
    return length.dt.total_seconds() / 60


def value_tier(orders: pd.DataFrame) -> pd.Series:
    """Against the platform's quantiles of the business month."""
    value = orders["order_value"].astype(float)
    by_month = value.groupby([orders["platform_id"], orders["date"].dt.to_period("M")])
    low = by_month.transform(lambda values: values.quantile(0.5))
    high = by_month.transform(lambda values: values.quantile(0.9))
    return pd.Series(
        np.select([value < low, value >= high], ["low", "high"], "middle"), index=orders.index
    )
