"""METRICS.md 1, all but the causes of late minutes and the change on the period before."""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import quantiles, ratios, together
from tests.parity.orders import CUTS, minutes
from tests.parity.records import Records

STAGES = {
    "accept": ("placed_at", "accepted_at"),
    "dispatch": ("accepted_at", "assigned_at"),
    "ride_to_merchant": ("assigned_at", "arrived_merchant_at"),
    "wait_at_merchant": ("arrived_merchant_at", "picked_up_at"),
    "ride_to_customer": ("picked_up_at", "reached_at"),
    "hand_over": ("arrived_customer_at", "delivered_at"),
}
METRICS = [
    "on_time_rate",
    "on_time_rate_grace_15",
    "on_time_rate_delivered",
    "late_rate_15",
    "late_rate_30",
    "tardiness_mean_min",
    "lateness_p50_min",
    "lateness_p90_min",
    "lateness_p95_min",
    "delivery_time_p50_min",
    "delivery_time_p90_min",
    "promise_length_p50_min",
    "promise_edit_rate",
    "eta_bias_min",
    "eta_mae_min",
    "stage_minutes",
    "cancel_for_delay_rate",
]


def figures(records: Records) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    # An order without a promise enters no figure of lateness.
    promised = orders[orders["is_counted"] & orders["promised_at"].notna()]
    delivered = promised[promised["is_delivered"]]
    parts = [*_rates(promised, delivered), *_means(delivered), *_quantiles(promised, delivered)]
    parts.append(_delivery_times(orders))
    if stage_lengths(orders[orders["is_delivered"]]).notna().any(axis=None):
        parts.append(_stage_minutes(orders))
    if records.holds("orders", "promised_at_last"):
        edited = delivered["promised_at_last"].notna() & (
            delivered["promised_at_last"] != delivered["promised_at"]
        )
        parts.append(_share("promise_edit_rate", delivered, edited))
    if records.holds("orders", "cancelled_at"):
        gave_up = (promised["status"] == "cancelled") & (
            promised["cancelled_at"] > promised["promised_at"]
        )
        parts.append(_share("cancel_for_delay_rate", promised, gave_up))
    return together(parts)


def _share(metric_id: str, units: pd.DataFrame, holds: pd.Series) -> pd.DataFrame:
    return ratios(metric_id, units.assign(numerator=holds.astype(int), denominator=1), cuts=CUTS)


def _rates(promised: pd.DataFrame, delivered: pd.DataFrame) -> list[pd.DataFrame]:
    lateness = promised["lateness_min"]
    return [
        _share("on_time_rate", promised, lateness <= 0),
        _share("on_time_rate_grace_15", promised, lateness <= 15),
        _share("on_time_rate_delivered", delivered, delivered["lateness_min"] <= 0),
        _share("late_rate_15", delivered, delivered["lateness_min"] > 15),
        _share("late_rate_30", delivered, delivered["lateness_min"] > 30),
    ]


def _means(delivered: pd.DataFrame) -> list[pd.DataFrame]:
    lateness = delivered["lateness_min"]
    return [
        ratios(
            metric_id,
            delivered.assign(numerator=measure, denominator=1),
            method="cluster_t",
            cuts=CUTS,
        )
        for metric_id, measure in {
            "tardiness_mean_min": lateness.clip(lower=0),
            "eta_bias_min": lateness,
            "eta_mae_min": lateness.abs(),
        }.items()
    ]


def _quantiles(promised: pd.DataFrame, delivered: pd.DataFrame) -> list[pd.DataFrame]:
    length = minutes(promised["promised_at"] - promised["placed_at"])
    return [
        quantiles("lateness_p50_min", delivered, "lateness_min", 0.5, CUTS),
        quantiles("lateness_p90_min", delivered, "lateness_min", 0.9, CUTS),
        quantiles("lateness_p95_min", delivered, "lateness_min", 0.95, CUTS),
        quantiles("promise_length_p50_min", promised.assign(length=length), "length", 0.5, CUTS),
    ]


def _delivery_times(orders: pd.DataFrame) -> pd.DataFrame:
    asap = orders[orders["is_delivered"] & ~orders["is_scheduled"].astype(bool)]
    asap = asap.assign(taken=minutes(asap["delivered_at"] - asap["placed_at"]))
    return pd.concat(
        [
            quantiles("delivery_time_p50_min", asap, "taken", 0.5, CUTS),
            quantiles("delivery_time_p90_min", asap, "taken", 0.9, CUTS),
        ]
    )


def stage_lengths(delivered: pd.DataFrame) -> pd.DataFrame:
    """Minutes of each stage; a stage without both ends, or that runs backwards, is null."""
    timed = delivered.assign(
        reached_at=delivered["arrived_customer_at"].fillna(delivered["delivered_at"])
    )
    lengths = pd.DataFrame(
        {stage: minutes(timed[end] - timed[start]) for stage, (start, end) in STAGES.items()}
    )
    return lengths.where(lengths >= 0)


def _stage_minutes(orders: pd.DataFrame) -> pd.DataFrame:
    """Mean minutes from placed to delivered, and of each stage, so that the parts make the whole.

    The whole is the delivery time, so scheduled orders are left out as they are there. Where no
    stage of any order is known, all would be unattributed: there is no such figure.
    """
    asap = orders[orders["is_delivered"] & ~orders["is_scheduled"].astype(bool)]
    lengths = stage_lengths(asap)
    whole = minutes(asap["delivered_at"] - asap["placed_at"])
    lengths["unattributed"] = whole - lengths.sum(axis=1)
    stages = asap[["date", "region"]].join(lengths).melt(["date", "region"], var_name="stage")
    stages = stages.assign(numerator=stages["value"].fillna(0), denominator=1)
    return pd.concat(
        [
            ratios("stage_minutes", asap.assign(numerator=whole, denominator=1), "cluster_t", CUTS),
            ratios("stage_minutes", stages, "cluster_t", ["stage"]),
        ]
    )
