"""METRICS.md 6: what becomes of complaints.

Readings: a complaint ends when it is resolved or closed, whichever comes first; an answer at the
very moment of the end is an answer; an automatic first response hides any human one, so it is none;
a complaint reopened after being closed has been closed; a failed order is complained of once,
however many complaints name it.
"""

from collections import defaultdict
from functools import cache

import numpy as np
import pandas as pd

from tests.parity import curves
from tests.parity import orders as order_records
from tests.parity.cells import CELL, PLACE, finish, ratios, spread, together
from tests.parity.records import Records

CUTS = ("all", *PLACE, "category")
RESPONSES = {"responded_within_2h": 2, "responded_within_24h": 24, "responded_within_48h": 48}
RESOLUTIONS = {
    "resolved_within_48h": 48,
    "resolved_within_7d": 7 * 24,
    "resolved_within_14d": 14 * 24,
    "resolved_within_30d": 30 * 24,
}
METRICS = [
    *RESPONSES,
    "response_median_h",
    *RESOLUTIONS,
    *[
        "resolved_of_closed",
        "closed_share",
        "resolved_share",
        "confirmed_share",
        "upheld_rate",
        "reopen_rate",
    ],
    *["escalation_rate", "reversal_rate", "complaints_per_1000", "complaint_propensity"],
    *["kept_deadline_rate", "steps_to_file_mean"],
]


@cache
def laid_out(records: Records) -> pd.DataFrame:
    """Every complaint that is not merged into another, with how its waits ended, in hours."""
    frame = records.placed(records.table("complaints"), "received_at")
    frame = frame[frame["status"] != "merged"].reset_index(drop=True)
    frame["denominator"] = 1
    frame["is_closed"] = frame["status"] != "open"
    frame["is_resolved"] = frame["status"] == "resolved"
    ends = frame["resolved_at"].where(frame["is_resolved"], frame["closed_at"])
    frame["ended_at"] = ends.where(frame["is_closed"])
    frame["is_timed"] = ~frame["is_closed"] | frame["ended_at"].notna()
    last = frame["ended_at"].fillna(records.cut_off)
    frame["resolution_hours"] = _hours(last - frame["received_at"])
    frame["resolution_fate"] = np.select(
        [frame["is_resolved"], frame["is_closed"]], ["event", "competing"], "censored"
    )
    by_machine = frame["first_response_is_automatic"].eq(True)
    answered = frame["first_response_at"].where(~by_machine)
    in_time = answered.notna() & (answered <= last)
    frame["response_hours"] = _hours(answered.where(in_time, last) - frame["received_at"])
    frame["response_fate"] = np.select(
        [in_time, frame["is_closed"]], ["event", "competing"], "censored"
    )
    return frame


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("complaints"):
        return together([])
    complaints = laid_out(records)
    parts = [*_curves(records, complaints), *_shares(records, complaints)]
    if records.holds("orders") and records.holds("complaints", "order_id"):
        parts += _against_orders(records, complaints)
    return together(parts)


def _hours(length: pd.Series) -> pd.Series:
    return length.dt.total_seconds() / 3600


def _curves(records: Records, complaints: pd.DataFrame) -> list[pd.DataFrame]:
    timed = complaints[complaints["is_timed"]]
    found = {}
    if records.holds("complaints", "first_response_at"):
        found["response"] = RESPONSES
    if records.holds("complaints", "resolved_at"):
        found["resolution"] = RESOLUTIONS
    parts = []
    for clock, horizons in found.items():
        columns = [f"{clock}_hours", f"{clock}_fate"]
        rows = defaultdict(list)
        for cell, group in spread(timed, CUTS, columns).groupby(CELL):
            steps = curves.incidence(*(group[column].to_numpy() for column in columns))
            for metric_id, horizon in horizons.items():
                share = curves.share_by(steps, horizon)
                seen = steps.events[steps.time <= horizon].sum()
                bounds = (share.value, share.low, share.high)
                rows[metric_id].append((*cell, seen, len(group), *bounds, len(group)))
            if clock == "response":
                blank = (np.nan, np.nan)
                median = (*blank, curves.median_by(steps), *blank, len(group))
                rows["response_median_h"].append((*cell, *median))
        names = [*CELL, "numerator", "denominator", "value", "ci_low", "ci_high", "n"]
        parts += [
            finish(metric_id, pd.DataFrame(r, columns=names)) for metric_id, r in rows.items()
        ]
    return parts


def _share(metric_id: str, units: pd.DataFrame, holds: pd.Series) -> pd.DataFrame:
    return ratios(metric_id, units.assign(numerator=holds.astype(int)), cuts=CUTS)


def _shares(records: Records, complaints: pd.DataFrame) -> list[pd.DataFrame]:
    """Each share, where the column that it rests on holds anything at all."""
    closed = complaints[complaints["is_closed"]]
    parts = [
        _share("closed_share", complaints, complaints["is_closed"]),
        _share("resolved_share", complaints, complaints["is_resolved"]),
        _share("resolved_of_closed", closed, closed["is_resolved"]),
    ]
    rest_on = {
        "confirmed_by_complainant": _confirmed,
        "outcome": _upheld,
        "reopened_at": _reopened,
        "escalated_to": _escalated,
        "reversed_on_escalation": _reversed,
        "steps_to_file": _steps,
    }
    for column, figure in rest_on.items():
        if records.holds("complaints", column):
            parts.append(figure(complaints))
    if records.holds("complaints", "due_at"):
        parts.append(_kept(complaints, records.cut_off))
    return parts


def _upheld(complaints: pd.DataFrame) -> pd.DataFrame:
    decided = complaints[complaints["outcome"].notna()]
    return _share("upheld_rate", decided, decided["outcome"] != "rejected")


def _reopened(complaints: pd.DataFrame) -> pd.DataFrame:
    closed = complaints[complaints["is_closed"] | complaints["reopened_at"].notna()]
    closed_at = closed["closed_at"].fillna(closed["resolved_at"])
    soon = closed["reopened_at"] - closed_at <= pd.Timedelta(days=30)
    return _share("reopen_rate", closed, soon)


def _escalated(complaints: pd.DataFrame) -> pd.DataFrame:
    return _share("escalation_rate", complaints, complaints["escalated_to"].notna())


def _reversed(complaints: pd.DataFrame) -> pd.DataFrame:
    is_decided = complaints["escalated_to"].notna() & complaints["reversed_on_escalation"].notna()
    decided = complaints[is_decided]
    return _share("reversal_rate", decided, decided["reversed_on_escalation"].eq(True))


def _steps(complaints: pd.DataFrame) -> pd.DataFrame:
    asked = complaints[complaints["steps_to_file"].notna()]
    units = asked.assign(numerator=asked["steps_to_file"])
    return ratios("steps_to_file_mean", units, "cluster_t", CUTS)


def _kept(complaints: pd.DataFrame, cut_off: pd.Timestamp) -> pd.DataFrame:
    resolved = complaints["is_resolved"] & complaints["resolved_at"].notna()
    is_due = complaints["due_at"].notna() & (resolved | (complaints["due_at"] <= cut_off))
    due = complaints[is_due]
    in_time = due["is_resolved"] & (due["resolved_at"] <= due["due_at"])
    return _share("kept_deadline_rate", due, in_time)


def _confirmed(complaints: pd.DataFrame) -> pd.DataFrame:
    """Confirmed out of received; at best, whoever did not say would have said yes."""
    said = complaints["confirmed_by_complainant"]
    units = complaints.assign(numerator=said.eq(True).astype(int), silent=said.isna().astype(int))
    cells = ratios("confirmed_share", units, cuts=CUTS)
    silent = ratios("silent", units.assign(numerator=units["silent"]), cuts=CUTS)
    assert (cells[CELL] == silent[CELL]).all(axis=None)
    return cells.assign(ci_low=cells["value"], ci_high=cells["value"] + silent["value"])


def _against_orders(records: Records, complaints: pd.DataFrame) -> list[pd.DataFrame]:
    orders = order_records.laid_out(records)
    counted = orders[orders["is_counted"]]
    named = complaints[complaints["order_id"].notna()]
    units = pd.concat([named.assign(numerator=1, denominator=0), counted.assign(denominator=1)])
    units["numerator"] = units["numerator"].fillna(0)
    return [
        ratios("complaints_per_1000", units, "cluster_t", ("all", *PLACE), scale=1000),
        ratios("complaint_propensity", failed_orders(records), cuts=order_records.CUTS),
    ]


def failed_orders(records: Records) -> pd.DataFrame:
    """Orders that went wrong: over half an hour late, lost, or delivered with something amiss."""
    counted = order_records.laid_out(records).query("is_counted")
    failed = counted[
        (counted["lateness_min"] > 30)
        | (counted["status"] == "lost")
        | ((counted["status"] == "delivered") & counted["item_issue"].notna())
    ]
    keys = ["platform_id", "order_id"]
    named = pd.MultiIndex.from_frame(laid_out(records)[keys].dropna())
    is_named = pd.MultiIndex.from_frame(failed[keys]).isin(named)
    return failed.assign(numerator=is_named.astype(int), denominator=1)
