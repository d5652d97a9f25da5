"""METRICS.md 1, `late_minutes`: the minutes past the promise, shared out among their causes.

Readings: a ride is both rides; accepting is the merchant's as waiting there is; an incident covers
a stage that it overlaps; the weather of a ride is that at its start. A stratum without a dry order
that met no incident borrows the median of its region and band, then of its region, then of the
platform. A scheduled order's stages say nothing, so its minutes are unknown. Minutes are shared
out in whole seconds, what is left over going to the largest remainders.
"""

import numpy as np
import pandas as pd

from tests.parity import incident_times, sky
from tests.parity import orders as order_records
from tests.parity.cells import CELL, finish, none, ratios, spread, together
from tests.parity.delay import STAGES, stage_lengths
from tests.parity.orders import CUTS
from tests.parity.records import Records

CAUSES = {
    "accept": "merchant",
    "dispatch": "rider_shortage",
    "ride_to_merchant": "traffic",
    "wait_at_merchant": "merchant",
    "ride_to_customer": "traffic",
    "hand_over": "customer",
}
MEMBERS = (
    "rider_shortage",
    "merchant",
    "traffic",
    "communication",
    "customer",
    "system",
    "weather",
    "unknown",
)
STRATA = (["region", "hour_of_day", "band"], ["region", "band"], ["region"], ["platform_id"])
GRAVE = (1, 2)
HEARD_WRONG = ("address_error", "contact_failed", "note_missed", "misread")
METRICS = ["late_minutes", "unknown_cause_share"]


def figures(records: Records) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    orders = orders[orders["is_delivered"] & orders["promised_at"].notna()].copy()
    if orders.empty:
        return none()
    orders["reached_at"] = orders["arrived_customer_at"].fillna(orders["delivered_at"])
    orders["late_seconds"] = (orders["lateness_min"].clip(lower=0) * 60).round()
    shared = orders.join(seconds_by_cause(records, orders))
    late = shared[shared["late_seconds"] > 0]
    unknown = late.assign(numerator=late["unknown"], denominator=late["late_seconds"], n=1)
    return together(
        [
            _total(shared, "late_seconds", CUTS),
            *(_total(shared.assign(cause=m), m, ["cause"]) for m in MEMBERS),
            ratios("unknown_cause_share", unknown, cuts=CUTS),
        ]
    )


def _total(orders: pd.DataFrame, column: str, cuts: list[str]) -> pd.DataFrame:
    """Minutes over all delivered orders, the punctual ones too."""
    units = orders.assign(minutes=orders[column] / 60)
    grouped = spread(units, cuts, ["minutes"]).groupby(CELL, sort=False)["minutes"]
    cells = pd.DataFrame({"numerator": grouped.sum(), "n": grouped.size()}).reset_index()
    return finish("late_minutes", cells.assign(value=cells["numerator"]))


def seconds_by_cause(records: Records, orders: pd.DataFrame) -> pd.DataFrame:
    """A column a cause; in each row they add up to the late seconds."""
    excess = _excess(records, orders)
    late, total = orders["late_seconds"], excess.sum(axis=1)
    causes = _causes(records, orders)
    exact = pd.DataFrame(0.0, index=orders.index, columns=list(MEMBERS))
    prorated = excess.mul((late / total.where(total > 0)).clip(upper=1).fillna(0), axis=0)
    for stage in CAUSES:
        for cause in MEMBERS:
            exact[cause] += prorated[stage].where(causes[stage] == cause, 0)
    exact["unknown"] = (late - total).clip(lower=0)
    return _whole(exact, late)


def _whole(exact: pd.DataFrame, total: pd.Series) -> pd.DataFrame:
    """Rounded down, then one second more for the largest remainders, the first named first."""
    floor = np.floor(exact + 1e-9)
    remainder = (exact - floor).round(9)
    rank = (-remainder).rank(axis=1, method="first")
    return floor.add(rank.le(total - floor.sum(axis=1), axis=0).astype(float))


def _excess(records: Records, orders: pd.DataFrame) -> pd.DataFrame:
    """Seconds of each stage above what it takes on a dry, quiet day."""
    lengths = stage_lengths(orders)[list(CAUSES)] * 60
    asap = ~orders["is_scheduled"].astype(bool)
    placed, ended = orders["placed_at"], orders["delivered_at"]
    hit = incident_times.covered(records, orders, placed, ended, GRAVE)
    calm = asap & (orders["weather_class"] == "dry") & ~hit
    expected = pd.DataFrame(np.nan, index=orders.index, columns=list(CAUSES))
    for stratum in STRATA:
        usual = lengths[calm].groupby([orders.loc[calm, key] for key in stratum]).median()
        borrowed = orders[stratum].join(usual, on=stratum)[list(CAUSES)]
        expected = expected.fillna(borrowed)
    return (lengths - expected).clip(lower=0).fillna(0).where(asap, 0)


def _causes(records: Records, orders: pd.DataFrame) -> pd.DataFrame:
    causes = pd.DataFrame(CAUSES, index=orders.index)
    misheard = orders["loss_cause"].isin(HEARD_WRONG)
    causes["hand_over"] = causes["hand_over"].mask(misheard, "communication")
    for stage in CAUSES:
        start, end = (orders[column] for column in STAGES[stage])
        if stage.startswith("ride"):
            known = start.notna()
            sky_then = sky.weather_class(records, orders[known], STAGES[stage][0])
            wet = sky_then.isin(sky.WET).reindex(orders.index, fill_value=False)
            causes[stage] = causes[stage].mask(wet, "weather")
        down = incident_times.covered(records, orders, start, end, GRAVE)
        causes[stage] = causes[stage].mask(down, "system")
    return causes
