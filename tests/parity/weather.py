"""METRICS.md 4: what wet weather does, against dry hours of the same kind.

Readings: wet is rain of any strength or snow; late is out of the delivered; the placebo has the
weather of a day later, which cannot have delayed anybody; the design effect compares Greenland and
Robins' variance with the jackknife over dates, and the degrees of freedom are those of the arm with
fewer dates; demand is known in half hours without riders too; rider-hours are on duty, breaks taken
off; wet and dry are compared over months and the whole, a day or a week having too little of both.
"""

import numpy as np
import pandas as pd
from scipy import stats

from tests.parity import intervals, sky
from tests.parity import orders as order_records
from tests.parity import slots as slot_records
from tests.parity.cells import CELL, COARSE_GRAINS, PLACE, finish, none, spread, together
from tests.parity.records import Records

CUTS = ("all", *PLACE)
STRATUM = ["region", "hour_of_day", "is_weekend", "calendar_month"]
COUNTS = ["wet_cases", "dry_cases", "wet", "dry"]
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
    if records.holds("orders"):
        parts.append(_demand(records))
    if records.holds("rider_shifts") or records.holds("rider_supply"):
        parts.append(_supply(records))
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
    later = orders["placed_at"] + pd.Timedelta(days=days_on)
    orders = orders.assign(asked_at=later)[later <= records.cut_off]
    known = _with_strata(orders, sky.weather_class(records, orders, "asked_at"))
    units = known.assign(cases=known["is_late"].astype(int), exposure=1)
    metric_id = "rain_lateness_placebo_rr" if days_on else "rain_lateness_rr"
    return mantel_haenszel(metric_id, units, "risks")


def _demand(records: Records) -> pd.DataFrame:
    slots = slot_records.at_work(records)
    known = _with_strata(slots, slots["weather_class"])
    units = known.assign(cases=known["orders"], exposure=0.5)
    return mantel_haenszel("rain_demand_ratio", units, "rates")


def _supply(records: Records) -> pd.DataFrame:
    slots = slot_records.laid_out(records)
    known = _with_strata(slots, slots["weather_class"])
    units = known.assign(cases=known["available_seconds"] / 3600, exposure=0.5)
    return mantel_haenszel("rain_supply_ratio", units, "means")


def mantel_haenszel(metric_id: str, units: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Ratio of cases per exposure, wet against dry, over strata that have both.

    Numerator and denominator are the two rates without strata.
    """
    units = units.assign(
        wet_cases=units["cases"].where(units["is_wet"], 0),
        dry_cases=units["cases"].where(~units["is_wet"], 0),
        wet=units["exposure"] * units["is_wet"],
        dry=units["exposure"] * ~units["is_wet"],
    )
    rows = spread(units, CUTS, list(dict.fromkeys(["date", *STRATUM, *COUNTS])))
    rows = rows[rows["period_grain"].isin(COARSE_GRAINS)]
    found = []
    for cell, held in rows.groupby(CELL):
        ratio, low, high = dated_ratio(held.groupby([*STRATUM, "date"])[COUNTS].sum(), kind)
        raw = held[COUNTS].sum()
        if min(raw["wet"], raw["dry"]) == 0:
            continue
        rates = (raw["wet_cases"] / raw["wet"], raw["dry_cases"] / raw["dry"])
        found.append((*cell, *rates, ratio, low, high, len(held)))
    names = [*CELL, "numerator", "denominator", "value", "ci_low", "ci_high", "n"]
    return finish(metric_id, pd.DataFrame(found, columns=names))


def dated_ratio(counts: pd.DataFrame, kind: str) -> tuple[float, float, float]:
    """The ratio and its interval, from one row per stratum and date."""
    strata = counts.groupby(STRATUM).transform("sum")
    counts = counts[(strata["wet"] > 0) & (strata["dry"] > 0)]
    if counts.empty:
        return (np.nan,) * 3
    codes = counts.reset_index().assign(stratum=lambda rows: rows.groupby(STRATUM).ngroup())
    dates = codes["date"].unique()
    by_date = np.zeros((len(dates), codes["stratum"].max() + 1, len(COUNTS)))
    place = codes["date"].map({date: n for n, date in enumerate(dates)})
    np.add.at(by_date, (place.to_numpy(), codes["stratum"].to_numpy()), codes[COUNTS].to_numpy())
    whole = by_date.sum(axis=0)
    wet, dry = _terms(whole)
    if dry == 0:
        return (np.nan,) * 3
    with np.errstate(divide="ignore", invalid="ignore"):
        lefts = np.array([np.log(np.divide(*_terms(whole - left))) for left in by_date])
        ratio = wet / dry
        variance = (len(dates) - 1) / len(dates) * ((lefts - lefts.mean()) ** 2).sum()
        variance = max(variance, _variance_of_units(whole, kind) / (wet * dry))
    arms = (by_date[:, :, 2:].sum(axis=1) > 0).sum(axis=0)
    half = intervals.student(pd.Series([min(arms)]))[0] * np.sqrt(variance)
    return ratio, ratio * np.exp(-half), ratio * np.exp(half)


def _terms(counts: np.ndarray) -> tuple[float, float]:
    wet_cases, dry_cases, wet, dry = counts.T
    total = np.where(wet + dry > 0, wet + dry, 1)
    return (wet_cases * dry / total).sum(), (dry_cases * wet / total).sum()


def _variance_of_units(counts: np.ndarray, kind: str) -> float:
    """Greenland and Robins' (1985), were every unit by itself; a mean has none."""
    wet_cases, dry_cases, wet, dry = counts.T
    total = wet + dry
    product = (wet_cases + dry_cases) * wet * dry
    if kind == "risks":
        product = product - wet_cases * dry_cases * total
    return 0 if kind == "means" else (product / total**2).sum()


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
    rows = spread(units, CUTS, measures)
    rows = rows[rows["period_grain"].isin(COARSE_GRAINS)]
    cells = rows.groupby(CELL)[measures].sum().reset_index()
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
