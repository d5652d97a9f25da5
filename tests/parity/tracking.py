"""METRICS.md 10, positions.

Readings: a trip is an order with positions, counted on its order's day; it is in transit from
assigned to delivered, or to its last position; the age of a position is what it took to arrive;
a gap is one between two positions.
"""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import PLACE, quantiles, ratios, together
from tests.parity.records import Records

CUTS = ("all", *PLACE)
KEY = ["platform_id", "order_id"]
STALE_SECONDS = 90
SILENT_SECONDS = 300
OFF_ROUTE_M = 200
METRICS = ["position_age_p95_s", "stale_share", "silent_trip_share", "off_route_trip_share"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("tracking"):
        return together([])
    orders = order_records.laid_out(records).set_index(KEY)
    places = orders[["date", "region", "region_type", "city_tier", "income_band"]]
    fixes = records.table("tracking").sort_values([*KEY, "fixed_at"])
    fixes = fixes.join(places, on=KEY, how="inner")
    trips = fixes.groupby(KEY)
    fixes["age"] = _seconds(fixes["received_at"] - fixes["fixed_at"])
    fixes["gap"] = _seconds(fixes["fixed_at"] - trips["fixed_at"].shift())
    fixes["is_off"] = fixes["off_route_m"] > OFF_ROUTE_M
    twice = fixes["is_off"] & trips["off_route_m"].shift().gt(OFF_ROUTE_M)
    held = fixes.assign(
        is_twice_off=twice,
        stale=(fixes["gap"] - STALE_SECONDS).clip(lower=0),
        is_silent=fixes["gap"] > SILENT_SECONDS,
    ).groupby(KEY)
    trip = held[["is_twice_off", "is_silent"]].max().astype(int)
    trip = trip.join(held["stale"].sum()).join(held["fixed_at"].agg(["min", "max"])).join(places)
    ends = orders["delivered_at"].reindex(trip.index).fillna(trip["max"])
    begins = orders["assigned_at"].reindex(trip.index).fillna(trip["min"])
    before = (_seconds(trip["min"] - begins) - STALE_SECONDS).clip(lower=0)
    after = (_seconds(ends - trip["max"]) - STALE_SECONDS).clip(lower=0)
    stale = trip["stale"] + before + after
    return together(
        [
            quantiles("position_age_p95_s", fixes, "age", 0.95, CUTS),
            _share("stale_share", trip, stale, _seconds(ends - begins)),
            _share("silent_trip_share", trip, trip["is_silent"], 1),
            _share("off_route_trip_share", trip, trip["is_twice_off"], 1),
        ]
    )


def _share(
    metric_id: str, trips: pd.DataFrame, numerator: pd.Series, denominator: pd.Series | int
) -> pd.DataFrame:
    units = trips.assign(numerator=numerator, denominator=denominator, n=1)
    return ratios(metric_id, units.reset_index(), cuts=CUTS)


def _seconds(length: pd.Series) -> pd.Series:
    return length.dt.total_seconds()
