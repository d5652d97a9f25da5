"""METRICS.md 4: what wet weather does, against dry hours of the same kind.

Readings: wet is rain of any strength or snow; late is out of the delivered; the design effect of
a Mantel-Haenszel ratio compares the spread of the dates' shares of its two sums with Greenland and
Robins' variance, as the effect of `cluster_wilson` does; rider-hours are on duty, breaks taken off.
"""

import numpy as np
import pandas as pd
from scipy import stats

from tests.parity import intervals, sky
from tests.parity import orders as order_records
from tests.parity import slots as slot_records
from tests.parity.cells import CELL, PLACE, finish, none, spread, together
from tests.parity.records import Records

CUTS = ("all", *PLACE)
STRATUM = ["region", "hour_of_day", "is_weekend", "calendar_month"]
METRICS = [
    "rain_lateness_rr",
    "rain_lateness_placebo_rr",
    "accident_rate_ratio",
    "rain_demand_ratio",
    "rain_supply_ratio",
]


def figures(records: Records) -> pd.DataFrame:
    parts = []
    if not records.holds("weather"):
        return none()
    if records.holds("orders", "promised_at"):
        parts += [_lateness(records, 0), _lateness(records, 1)]
    if records.holds("rider_shifts") or records.holds("rider_supply"):
        parts += _demand_and_supply(records)
    if records.holds("rider_accidents") and records.holds("rider_shifts"):
        parts.append(_accidents(records))
    return together(parts)


def _with_strata(frame: pd.DataFrame, sky_class: pd.Series) -> pd.DataFrame:
    frame = frame.assign(
        is_weekend=frame["local"].dt.weekday >= 5,
        calendar_month=frame["local"].dt.to_period("M").astype(str),
        is_wet=sky_class.isin(sky.WET),
    )
    return frame[sky_class != "unknown"]


def _lateness(records: Records, days_on: int) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    orders = orders[orders["is_delivered"] & orders["promised_at"].notna()]
    known = _with_strata(orders, sky.weather_class(records, orders, "placed_at", days_on=days_on))
    units = known.assign(cases=known["is_late"].astype(int), exposure=1)
    metric_id = "rain_lateness_placebo_rr" if days_on else "rain_lateness_rr"
    return mantel_haenszel(metric_id, units, is_risk=True)


def _demand_and_supply(records: Records) -> list[pd.DataFrame]:
    slots = slot_records.laid_out(records)
    known = _with_strata(slots, slots["weather_class"]).assign(exposure=0.5)
    riders_hours = known["available_seconds"] / 3600
    return [
        mantel_haenszel("rain_demand_ratio", known.assign(cases=known["orders"]), is_risk=False),
        mantel_haenszel("rain_supply_ratio", known.assign(cases=riders_hours), is_risk=False),
    ]


def mantel_haenszel(metric_id: str, units: pd.DataFrame, *, is_risk: bool) -> pd.DataFrame:
    """Ratio of cases per exposure, wet against dry, over strata that have both; by date."""
    units = units.assign(
        wet_cases=units["cases"].where(units["is_wet"], 0),
        dry_cases=units["cases"].where(~units["is_wet"], 0),
        wet=units["exposure"] * units["is_wet"],
        dry=units["exposure"] * ~units["is_wet"],
    )
    columns = ["date", *STRATUM, "wet_cases", "dry_cases", "wet", "dry"]
    rows = spread(units, CUTS, columns)
    sums = rows.groupby([*CELL, *STRATUM])[["wet", "dry", "wet_cases", "dry_cases"]].sum()
    sums = sums[(sums["wet"] > 0) & (sums["dry"] > 0)]
    sums["total"] = sums["wet"] + sums["dry"]
    cases, product = sums["wet_cases"] + sums["dry_cases"], sums["wet"] * sums["dry"]
    both = sums["wet_cases"] * sums["dry_cases"]
    sums["spread"] = (cases * product - both * sums["total"]) / sums["total"] ** 2
    weights = sums.rename(columns={"wet": "all_wet", "dry": "all_dry"})
    rows = rows.join(weights[["all_wet", "all_dry", "total"]], on=[*CELL, *STRATUM], how="inner")
    rows["numerator"] = rows["wet_cases"] * rows["all_dry"] / rows["total"]
    rows["denominator"] = rows["dry_cases"] * rows["all_wet"] / rows["total"]
    by_date = rows.groupby([*CELL, "date"])[["numerator", "denominator"]].sum()
    cells = by_date.groupby(CELL).sum()
    cells["clusters"] = by_date.groupby(CELL).size()
    cells["n"] = rows.groupby(CELL).size()
    cells = cells[cells["denominator"] > 0]
    parts = by_date / cells[["numerator", "denominator"]]
    squares = ((parts["numerator"] - parts["denominator"]) ** 2).groupby(CELL).sum()
    variance = cells["clusters"] / (cells["clusters"] - 1) * squares
    if is_risk:
        simple = sums["spread"].groupby(CELL).sum() / (cells["numerator"] * cells["denominator"])
        variance = pd.concat([variance, simple], axis=1).max(axis=1).reindex(cells.index)
    half = intervals.student(cells["clusters"]) * np.sqrt(variance.reindex(cells.index))
    cells["value"] = cells["numerator"] / cells["denominator"]
    has_bounds = cells["value"] > 0
    cells["ci_low"] = (cells["value"] * np.exp(-half)).where(has_bounds)
    cells["ci_high"] = (cells["value"] * np.exp(half)).where(has_bounds)
    return finish(metric_id, cells.reset_index())


def _accidents(records: Records) -> pd.DataFrame:
    """Accidents per rider-hour, wet over dry; given all accidents, the wet ones are binomial."""
    accidents = records.placed(records.table("rider_accidents"), "occurred_at")
    accidents["weather_class"] = sky.weather_class(records, accidents, "occurred_at")
    slots = slot_records.laid_out(records)
    measures = ["wet", "dry", "wet_hours", "dry_hours"]
    counted = accidents.assign(
        wet=accidents["weather_class"].isin(sky.WET).astype(int),
        dry=(accidents["weather_class"] == "dry").astype(int),
    )
    hours = slots["available_seconds"] / 3600
    worked = slots.assign(
        wet_hours=hours * slots["weather_class"].isin(sky.WET),
        dry_hours=hours * (slots["weather_class"] == "dry"),
    )
    units = pd.concat([counted, worked]).reset_index(drop=True)
    units[measures] = units[measures].fillna(0)
    cells = spread(units, CUTS, measures).groupby(CELL)[measures].sum().reset_index()
    cells = cells[(cells["dry"] > 0) & (cells["wet_hours"] > 0) & (cells["dry_hours"] > 0)]
    odds = cells["dry_hours"] / cells["wet_hours"]
    wet, dry = cells["wet"], cells["dry"]
    low = pd.Series(stats.beta.ppf(0.025, wet, dry + 1), index=cells.index).where(wet > 0, 0)
    high = pd.Series(stats.beta.ppf(0.975, wet + 1, dry), index=cells.index)
    return finish(
        "accident_rate_ratio",
        cells.assign(
            numerator=wet / cells["wet_hours"],
            denominator=dry / cells["dry_hours"],
            value=wet / dry * odds,
            ci_low=low / (1 - low) * odds,
            ci_high=high / (1 - high) * odds,
            n=wet + dry,
        ),
    )
