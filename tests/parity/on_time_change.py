"""METRICS.md 1, `otd_change`: the change of the on-time rate, split into speed, promise and mix.

Readings: an undelivered order never arrives; strata that only one period has take no part in
speed and promise, so their share of the change is mix.
"""

import numpy as np
import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import CELL, finish, spread
from tests.parity.records import Records

STRATUM = ["band", "hour_of_day", "region"]
METRICS = ["otd_change"]


def figures(records: Records) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    orders = orders[orders["is_counted"] & orders["promised_at"].notna()].copy()
    taken = orders["delivered_at"].where(orders["is_delivered"]) - orders["placed_at"]
    orders["took"] = taken.dt.total_seconds().fillna(np.inf)
    orders["allowed"] = (orders["promised_at"] - orders["placed_at"]).dt.total_seconds()
    columns = list(dict.fromkeys(["date", *STRATUM, "took", "allowed"]))
    rows = spread(orders, ["all"], columns)
    rows = rows[rows["period_grain"] == "month"]
    periods = dict(list(rows.groupby("period_start")))
    found = []
    for start, now in periods.items():
        before = f"{pd.Timestamp(start) - pd.DateOffset(months=1):%Y-%m-%d}"
        if before in periods:
            cell = dict(zip(CELL, ["month", start, "cause", None], strict=True))
            parts = split(periods[before], now)
            found += [cell | {"member": k, "value": v, "n": len(now)} for k, v in parts.items()]
    return finish("otd_change", pd.DataFrame(found, columns=[*CELL, "value", "n"]))


def split(before: pd.DataFrame, now: pd.DataFrame) -> dict[str, float]:
    """Speed, promise and mix, which add up to the change."""
    periods = (dict(list(before.groupby(STRATUM))), dict(list(now.groupby(STRATUM))))
    sizes = (len(before), len(now))
    o = {
        (a, p): sum(
            (len(periods[0][s]) / sizes[0] + len(periods[1][s]) / sizes[1])
            / 2
            * on_time_share(periods[a][s]["took"], periods[p][s]["allowed"])
            for s in periods[0].keys() & periods[1].keys()
        )
        for a in (0, 1)
        for p in (0, 1)
    }
    change = _rate(now) - _rate(before)
    speed = ((o[1, 1] - o[0, 1]) + (o[1, 0] - o[0, 0])) / 2
    promise = ((o[1, 1] - o[1, 0]) + (o[0, 1] - o[0, 0])) / 2
    return {"speed": speed, "promise": promise, "mix": change - speed - promise}


def on_time_share(took: pd.Series, allowed: pd.Series) -> float:
    """P(a length drawn from the one is no more than a length drawn from the other)."""
    return float(np.searchsorted(np.sort(took), allowed, side="right").mean() / len(took))


def _rate(orders: pd.DataFrame) -> float:
    return float((orders["took"] <= orders["allowed"]).mean())
