"""METRICS.md 1, `otd_change`: the change of the on-time rate, split into speed, promise and mix.

Readings: an undelivered order never arrives; strata that only one period has take no part in
speed and promise, nor have scheduled orders, so their share of the change is mix; the parts are
those of a month.
"""

import numpy as np
import pandas as pd

from tests.parity import delay
from tests.parity import orders as order_records
from tests.parity.cells import CELL, finish, none, starts, together
from tests.parity.records import Records

STRATUM = ["band", "hour_of_day", "region"]
METRICS = ["otd_change"]


def figures(records: Records) -> pd.DataFrame:
    rates = delay.figures(records)
    rates = rates[(rates["metric_id"] == "on_time_rate") & (rates["period_grain"] != "all")]
    if rates.empty:
        return none()
    before = rates.assign(period_start=rates.apply(_next_start, axis=1))
    both = rates.merge(before, on=CELL, suffixes=("", "_before"))
    whole = both.assign(value=both["value"] - both["value_before"])
    whole["n"] = both[["n", "n_before"]].min(axis=1)
    whole = finish("otd_change", whole[[*CELL, "value", "n"]])
    return together([whole, _parts(records, whole)])


def _next_start(cell: pd.Series) -> str:
    step = {"day": {"days": 1}, "week": {"weeks": 1}, "month": {"months": 1}}[cell["period_grain"]]
    return f"{pd.Timestamp(cell['period_start']) + pd.DateOffset(**step):%Y-%m-%d}"


def _parts(records: Records, whole: pd.DataFrame) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    is_asap = ~orders["is_scheduled"].astype(bool)
    orders = orders[orders["is_counted"] & orders["promised_at"].notna() & is_asap].copy()
    taken = orders["delivered_at"].where(orders["is_delivered"]) - orders["placed_at"]
    orders["took"] = taken.dt.total_seconds().fillna(np.inf)
    orders["allowed"] = (orders["promised_at"] - orders["placed_at"]).dt.total_seconds()
    months = dict(list(orders.groupby(starts(orders["date"], "month"))))
    rows = []
    for cell in whole[whole["cut"] == "all"].query("period_grain == 'month'").to_dict("records"):
        start = cell["period_start"]
        last = f"{pd.Timestamp(start) - pd.DateOffset(months=1):%Y-%m-%d}"
        parts = split(months[last], months[start], cell["value"])
        place = {"period_grain": "month", "period_start": start, "cut": "cause", "n": cell["n"]}
        rows += [place | {"member": k, "value": v} for k, v in parts.items()]
    return finish("otd_change", pd.DataFrame(rows, columns=[*CELL, "value", "n"]))


def split(before: pd.DataFrame, now: pd.DataFrame, change: float) -> dict[str, float]:
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
    speed = ((o[1, 1] - o[0, 1]) + (o[1, 0] - o[0, 0])) / 2
    promise = ((o[1, 1] - o[1, 0]) + (o[0, 1] - o[0, 0])) / 2
    return {"speed": speed, "promise": promise, "mix": change - speed - promise}


def on_time_share(took: pd.Series, allowed: pd.Series) -> float:
    """P(a length drawn from the one is no more than a length drawn from the other)."""
    return float(np.searchsorted(np.sort(took), allowed, side="right").mean() / len(took))
