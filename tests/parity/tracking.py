"""METRICS.md 10, positions.

Readings: a trip is a delivered order with positions, counted on its order's day; it is in transit
from pick-up to delivery; where there is no position yet, none is fresh; the age of a position is
what it took to arrive; a gap is one in transit, which its two ends bound as positions do.
"""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import PLACE, quantiles, ratios, together
from tests.parity.records import Records

CUTS = ("all", *PLACE)
KEY = ["platform_id", "order_id"]
FRESH = pd.Timedelta(seconds=90)
SILENT_SECONDS = 300
OFF_ROUTE_M = 200
METRICS = ["position_age_p95_s", "stale_share", "silent_trip_share", "off_route_trip_share"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("tracking"):
        return together([])
    orders = order_records.laid_out(records)
    orders = orders[orders["is_counted"]].set_index(KEY)
    columns = ["date", *PLACE, "picked_up_at", "delivered_at"]
    fixes = records.table("tracking").sort_values([*KEY, "fixed_at"])
    fixes = fixes.join(orders[columns], on=KEY, how="inner")
    fixes["age"] = _seconds(fixes["received_at"] - fixes["fixed_at"])
    return together([quantiles("position_age_p95_s", fixes, "age", 0.95, CUTS), *_trips(fixes)])


def _trips(fixes: pd.DataFrame) -> list[pd.DataFrame]:
    fixes = fixes[fixes["picked_up_at"] <= fixes["delivered_at"]].copy()
    begin, end = fixes["picked_up_at"], fixes["delivered_at"]
    following = fixes.groupby(KEY)["fixed_at"].shift(-1).fillna(pd.Timestamp.max).clip(upper=end)
    fresh_until = (fixes["fixed_at"] + FRESH).clip(upper=following)
    fixes["fresh"] = _seconds(fresh_until - fixes["fixed_at"].clip(lower=begin)).clip(lower=0)
    fixes["gap"] = _seconds(following - fixes["fixed_at"].clip(lower=begin))
    fixes["is_riding"] = fixes["fixed_at"].between(begin, end)
    off = fixes["off_route_m"].where(fixes["is_riding"])
    next_off = off.groupby([fixes[key] for key in KEY]).shift(-1)
    fixes["is_off_twice"] = (off > OFF_ROUTE_M) & (next_off > OFF_ROUTE_M)
    fixes["is_placed"] = off.notna()
    held = fixes.groupby(KEY)
    trips = held[["date", *PLACE, "picked_up_at", "delivered_at"]].first()
    trips["seconds"] = _seconds(trips["delivered_at"] - trips["picked_up_at"])
    stale = trips["seconds"] - held["fresh"].sum()
    unseen = _seconds(
        held["fixed_at"].min().clip(upper=trips["delivered_at"]) - trips["picked_up_at"]
    )
    is_silent = (held["gap"].max() > SILENT_SECONDS) | (unseen > SILENT_SECONDS)
    placed = held["is_placed"].any()
    return [
        _share("stale_share", trips, stale, trips["seconds"]),
        _share("silent_trip_share", trips, is_silent, 1),
        _share("off_route_trip_share", trips[placed], held["is_off_twice"].max()[placed], 1),
    ]


def _share(
    metric_id: str, trips: pd.DataFrame, numerator: pd.Series, denominator: pd.Series | int
) -> pd.DataFrame:
    units = trips.assign(numerator=numerator.astype(float), denominator=denominator, n=1)
    return ratios(metric_id, units.reset_index(), cuts=CUTS)


def _seconds(length: pd.Series) -> pd.Series:
    return length.dt.total_seconds()
