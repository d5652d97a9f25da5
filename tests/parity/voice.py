"""METRICS.md 8, what stands in `metric_values`: who is heard first, and how unequal regions are.

Readings: complaints queue from their receipt to their human response, or to an end without one; a
pair was open together if both were in the queue at once, and tells who came first once one of them
is answered while the other is still in it; it lies on the date of the newer one, n counts those,
and the interval leaves out each date in turn, with the pairs of which either is of that date, and
takes off once what pairs across two dates have added twice; downgraded is a final priority less
urgent than the first one; Theil's index is of `resolved_within_14d`, each region weighing as many
complaints as it has.
"""

import numpy as np
import pandas as pd
from scipy import stats

from tests.parity import complaints as complaint_records
from tests.parity.cells import CELL, PLACE, finish, spread, together
from tests.parity.complaint_tiers import tiered
from tests.parity.fairness import of_figure
from tests.parity.fairness_units import priorities
from tests.parity.intervals import FEWEST_CLUSTERS
from tests.parity.records import Records

QUEUE_CUTS = ("all", *PLACE, "category")
METRICS = ["queue_jump_index", "priority_downgrade_gap", "resolution_theil"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("complaints"):
        return together([])
    complaints = tiered(records)
    parts = []
    if records.holds("complaints", "first_response_at") and complaints["value_tier"].notna().any():
        parts.append(_queue(complaints))
    if records.holds("complaints", "priority_final"):
        parts.append(_downgrades(records))
    if records.holds("complaints", "resolved_at"):
        parts.append(_theil(records))
    return together(parts)


def _queue(complaints: pd.DataFrame) -> pd.DataFrame:
    pairs = _pairs(complaints)
    columns = ["complaint_id", "value_tier", "jumped", "day", "day_old"]
    rows = []
    for cut in QUEUE_CUTS:
        inside = pairs if cut == "all" else pairs[pairs[cut] == pairs[f"{cut}_old"]]
        for cell, group in spread(inside, [cut], columns).groupby(CELL):
            sums = group.groupby(["value_tier", "day", "day_old"], as_index=False).agg(
                jumps=("jumped", "sum"), pairs=("jumped", "count")
            )
            newer_ones = group["complaint_id"].nunique()
            rows.append((*cell, _index(sums), *_index_bounds(sums), newer_ones))
    names = [*CELL, "value", "ci_low", "ci_high", "n"]
    return finish("queue_jump_index", pd.DataFrame(rows, columns=names))


def _pairs(complaints: pd.DataFrame) -> pd.DataFrame:
    """A complaint with an older one that it met in the queue, where one was answered first."""
    waits = complaints[complaints["is_timed"] & complaints["value_tier"].isin(["high", "low"])]
    waits = waits[waits["severity"].notna()]
    never, fate = pd.Timestamp.max, waits["response_fate"]
    waits = waits.assign(
        answered_at=waits["first_response_at"].where(fate == "event").fillna(never),
        left_at=waits["first_response_at"]
        .where(fate == "event", waits["ended_at"].where(fate == "competing"))
        .fillna(never),
        day=waits["date"],
        kind=waits["category"],
    )
    pairs = waits.merge(waits, on=["platform_id", "kind", "severity"], suffixes=("", "_old"))
    met = (pairs["received_at"] > pairs["received_at_old"]) & (
        pairs["received_at"] < pairs["left_at_old"]
    )
    jumped = pairs["answered_at"] < pairs["left_at_old"]
    in_turn = ~jumped & (pairs["answered_at_old"] <= pairs["left_at"])
    in_turn &= pairs["answered_at_old"] < never
    is_pair = met & (pairs["value_tier"] != pairs["value_tier_old"]) & (jumped | in_turn)
    return pairs.assign(jumped=jumped.astype(int))[is_pair]


def _index(pairs: pd.DataFrame) -> float:
    sums = pairs.groupby("value_tier")[["jumps", "pairs"]].sum()
    share = sums["jumps"] / sums["pairs"]
    return share.get("high", np.nan) - share.get("low", np.nan)


def _index_bounds(pairs: pd.DataFrame) -> tuple[float, float]:
    """Of dates left out one by one, with every pair of which either complaint is of that date."""
    touched = pd.Series([frozenset(days) for days in pairs[["day", "day_old"]].to_numpy()])
    high = (pairs["value_tier"] == "high").to_numpy()
    sides = [frozenset().union(*touched[side]) for side in (high, ~high)]
    if min(map(len, sides)) < FEWEST_CLUSTERS:
        return np.nan, np.nan
    index, days = _index(pairs), sides[0] | sides[1]
    lefts = [_index(pairs[[day not in pair for pair in touched]]) for day in days]
    across = [pair for pair in touched.unique() if len(pair) == 2]
    twice = sum((index - _index(pairs[(touched != pair).to_numpy()])) ** 2 for pair in across)
    variance = (len(days) - 1) * np.var(lefts)
    half = stats.t.ppf(0.975, len(days) - 1) * np.sqrt(max(variance - twice, variance / 2))
    return index - half, index + half


def _downgrades(records: Records) -> pd.DataFrame:
    figure = priorities(records)
    rows = of_figure(records, figure) if len(figure.units) else []
    names = {"gap": "value", "gap_low": "ci_low", "gap_high": "ci_high", "n_member": "n"}
    return finish(figure.metric_id, pd.DataFrame(rows).rename(columns=names))


def _theil(records: Records) -> pd.DataFrame:
    figures = complaint_records.figures(records)
    regions = figures[
        (figures["metric_id"] == "resolved_within_14d")
        & (figures["cut"] == "region")
        & figures["value"].notna()
    ]
    rows = []
    for period, group in regions.groupby(["period_grain", "period_start"]):
        weights = group["n"] / group["n"].sum()
        mean = float(weights @ group["value"])
        if mean > 0:
            ratio = group["value"] / mean
            terms = np.where(ratio > 0, ratio * np.log(ratio.where(ratio > 0, 1)), 0)
            rows.append((*period, "all", "all", float(weights @ terms), group["n"].sum()))
    return finish("resolution_theil", pd.DataFrame(rows, columns=[*CELL, "value", "n"]))
