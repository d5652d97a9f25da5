"""METRICS.md 8, what stands in `metric_values`: who is heard first, and how unequal regions are.

Readings: a complaint is open from its receipt to its end; the one answered first is the one whose
human response came first, and pairs of which neither was answered say nothing; downgraded is a
final priority less urgent than the first one; Theil's index is of `resolved_within_14d`, each
region weighing as many complaints as it has.
"""

import numpy as np
import pandas as pd

from tests.parity import complaints as complaint_records
from tests.parity import orders as order_records
from tests.parity.cells import CELL, finish, ratios, spread, together
from tests.parity.fairness import REFERENCES
from tests.parity.intervals import newcombe
from tests.parity.records import Records

METRICS = ["queue_jump_index", "priority_downgrade_gap", "resolution_theil"]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("complaints"):
        return together([])
    complaints = tiered(records)
    parts = []
    if records.holds("complaints", "first_response_at") and complaints["value_tier"].notna().any():
        parts.append(_queue(complaints))
    if records.holds("complaints", "priority_final"):
        parts.append(_downgrades(complaints))
    if records.holds("complaints", "resolved_at"):
        parts.append(_theil(records))
    return together(parts)


def tiered(records: Records) -> pd.DataFrame:
    """With the value tier of the order complained of, at the time it was placed."""
    complaints = complaint_records.laid_out(records)
    keys = ["platform_id", "order_id"]
    tiers = order_records.laid_out(records).set_index(keys)["value_tier"]
    return complaints.join(tiers, on=keys)


def _queue(complaints: pd.DataFrame) -> pd.DataFrame:
    waits = complaints[complaints["is_timed"] & complaints["value_tier"].isin(["high", "low"])]
    answered = pd.to_timedelta(waits["response_hours"], unit="h") + waits["received_at"]
    waits = waits.assign(
        answered_at=answered.where(waits["response_fate"] == "event").fillna(pd.Timestamp.max),
        over_at=waits["ended_at"].fillna(pd.Timestamp.max),
    )
    keep = ["received_at", "answered_at", "over_at", "value_tier", "date", "region"]
    alike = ["platform_id", "category", "severity"]
    pairs = waits[[*alike, *keep]].merge(waits[[*alike, *keep]], on=alike, suffixes=("", "_old"))
    pairs = pairs[
        (pairs["received_at"] > pairs["received_at_old"])
        & (pairs["over_at_old"] > pairs["received_at"])
        & (pairs["value_tier"] != pairs["value_tier_old"])
        & (pairs[["answered_at", "answered_at_old"]].min(axis=1) < pd.Timestamp.max)
    ]
    pairs = pairs.assign(jumped=(pairs["answered_at"] < pairs["answered_at_old"]).astype(int))
    rows = []
    for cell, group in spread(pairs, ["all"], ["value_tier", "jumped"]).groupby(CELL):
        share = group.groupby("value_tier")["jumped"].mean()
        if {"high", "low"} <= set(share.index):
            rows.append((*cell, share["high"] - share["low"], len(group)))
    return finish("queue_jump_index", pd.DataFrame(rows, columns=[*CELL, "value", "n"]))


def _downgrades(complaints: pd.DataFrame) -> pd.DataFrame:
    known = complaints[
        complaints["priority_at_intake"].notna() & complaints["priority_final"].notna()
    ]
    is_lower = known["priority_final"] > known["priority_at_intake"]
    units = known.assign(numerator=is_lower.astype(int), denominator=1)
    parts = []
    for cut, reference in REFERENCES.items():
        if reference is None:
            for member in sorted(units[cut].unique()):
                side = units.assign(side=np.where(units[cut] == member, member, "others"))
                parts.append(_gap(side, "side", cut, "others"))
        else:
            parts.append(_gap(units, cut, cut, reference))
    return together(parts)


def _gap(units: pd.DataFrame, column: str, cut: str, reference: str) -> pd.DataFrame:
    cells = ratios("priority_downgrade_gap", units, cuts=[column])
    period = ["period_grain", "period_start"]
    others = cells[cells["member"] == reference].set_index(period)
    rows = []
    for row in cells[cells["member"] != reference].to_dict("records"):
        key = (row["period_grain"], row["period_start"])
        if key in others.index:
            other = others.loc[key]
            sides = [(side["value"], side["ci_low"], side["ci_high"]) for side in (row, other)]
            low, high = newcombe(*sides)
            gap = row["value"] - other["value"]
            rows.append(
                {k: row[k] for k in CELL}
                | {"cut": cut, "value": gap, "ci_low": low, "ci_high": high, "n": row["n"]}
            )
    return finish("priority_downgrade_gap", pd.DataFrame(rows))


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
