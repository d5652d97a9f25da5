"""What is published of a place that a reader has drilled into: its value and its interval."""

from collections.abc import Mapping

import pandas as pd

from dashboards.queries import metric_values
from dashboards.queries.drill import NOTHING_CHOSEN, Place
from dashboards.queries.metric_values import Selection

# Finer ones are not published by themselves.
LEVELS = ("region", "day")
INTERVAL = ["ci_low", "ci_high", "ci_method"]


def of(metric_id: str, grain: str, start: pd.Timestamp, place: Place) -> Mapping | None:
    """None where the place is finer than what is published."""
    chosen = {level for level, member in place.members.items() if member != NOTHING_CHOSEN}
    if chosen - set(LEVELS):
        return None
    if "day" in chosen:
        grain, start = "day", pd.Timestamp(place.member("day"))
    rows = _over_time(metric_id, grain, place)
    rows = rows[rows["period_start"] == start]
    return None if rows.empty else rows.iloc[0].to_dict()


def _over_time(metric_id: str, grain: str, place: Place) -> pd.DataFrame:
    region_id = place.member("region")
    cut = "all" if region_id == NOTHING_CHOSEN else "region"
    selection = Selection(place.platform_id, grain, cut, region_id)
    return metric_values.over_time([metric_id], selection, grain)


def with_intervals(
    rows: pd.DataFrame, level: str, metric_id: str, grain: str, start: object, place: Place
) -> pd.DataFrame:
    """Children with their published intervals; without, where none is published."""
    if level == "region" and place.member("day") == NOTHING_CHOSEN:
        known = metric_values.of_regions(metric_id, place.platform_id, grain, start)
    elif level == "region":
        day = pd.Timestamp(place.member("day"))
        known = metric_values.of_regions(metric_id, place.platform_id, "day", day)
    elif level == "day":
        known = _over_time(metric_id, "day", place)
        known = known.assign(member=known["period_start"].dt.strftime("%Y-%m-%d"))
    else:
        return rows.assign(ci_low=float("nan"), ci_high=float("nan"), ci_method=None)
    return rows.merge(known[["member", *INTERVAL]], on="member", how="left")
