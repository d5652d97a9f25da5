"""METRICS.md 8: what each compared figure counts, settled facts only, and in which stratum."""

from dataclasses import dataclass

import pandas as pd

from tests.parity import complaints as complaint_records
from tests.parity import orders as order_records
from tests.parity import slots as slot_records
from tests.parity.complaint_tiers import tiered
from tests.parity.records import Records
from tests.parity.slots import SLOT_SECONDS

ORDER_STRATUM = ["hour_of_day", "band"]
COMPLAINT_STRATUM = ["category", "severity"]
SLOT_STRATUM = ["half_hour"]
WEEK = 7
HORIZONS = {"resolved_within_7d": 7, "resolved_within_14d": 14, "responded_within_48h": 2}


@dataclass(frozen=True, eq=False)
class Compared:
    family: str
    metric_id: str
    units: pd.DataFrame
    """`numerator` and `denominator` of each unit."""
    stratum: list[str]
    mature_days: int
    method: str = "cluster_wilson"


def compared(records: Records) -> list[Compared]:
    found = [*_service(records), *_complaint_outcomes(records), *_voice(records)]
    return [figure for figure in found if len(figure.units)]


def _service(records: Records) -> list[Compared]:
    counted = order_records.laid_out(records).query("is_counted").assign(denominator=1)
    promised = counted[counted["promised_at"].notna()]
    on_time = promised.assign(numerator=(promised["lateness_min"] <= 0).astype(int))
    is_lost = counted["status"] == "lost"
    lost = counted.assign(numerator=is_lost.astype(int))[is_lost.any() & is_lost.notna()]
    figures = [
        Compared("service", "on_time_rate", on_time, ORDER_STRATUM, WEEK),
        Compared("service", "loss_rate", lost, ORDER_STRATUM, WEEK),
    ]
    if records.holds("rider_shifts") or records.holds("rider_supply"):
        slots = slot_records.laid_out(records)
        wanted = slots["required"] * SLOT_SECONDS
        short = (wanted - slots["available_seconds"]).clip(lower=0)
        local = slots["local"]
        slots = slots.assign(
            numerator=short,
            denominator=wanted,
            half_hour=local.dt.hour * 2 + local.dt.minute // 30,
        )
        figures.append(
            Compared("service", "rider_gap_rate", slots, SLOT_STRATUM, WEEK, "cluster_t")
        )
    return figures


def _complaint_outcomes(records: Records) -> list[Compared]:
    if not records.holds("complaints"):
        return []
    complaints = tiered(records)
    family, figures = "complaint_outcome", []
    timed = complaints[complaints["is_timed"]]
    for metric_id, days in HORIZONS.items():
        clock = "response" if metric_id.startswith("responded") else "resolution"
        if records.holds("complaints", f"{'first_response' if days == 2 else 'resolved'}_at"):
            # Settled ones have all been watched past the horizon: the curve is the plain share.
            in_time = (timed[f"{clock}_fate"] == "event") & (timed[f"{clock}_hours"] <= days * 24)
            units = timed.assign(numerator=in_time.astype(int))
            figures.append(Compared(family, metric_id, units, COMPLAINT_STRATUM, days))
    decided = complaints[complaints["outcome"].notna()]
    upheld = decided.assign(numerator=(decided["outcome"] != "rejected").astype(int))
    figures.append(Compared(family, "upheld_rate", upheld, COMPLAINT_STRATUM, WEEK))
    if records.holds("complaints", "loss_amount"):
        figures.append(_compensation(upheld[upheld["numerator"] == 1]))
    return figures


def _compensation(upheld: pd.DataFrame) -> Compared:
    """Refund and compensation over the loss, of complaints where both ends are known."""
    paid = upheld[["refund_amount", "compensation_amount"]].sum(axis=1, min_count=1)
    known = (upheld["loss_amount"] > 0) & paid.notna()
    units = upheld.assign(numerator=paid, denominator=upheld["loss_amount"])[known]
    return Compared(
        "complaint_outcome", "compensation_ratio", units, COMPLAINT_STRATUM, WEEK, "cluster_t"
    )


def priorities(records: Records) -> Compared:
    """METRICS.md 8, `priority_downgrade_gap`: complaints whose priority was lowered. No family."""
    complaints = tiered(records)
    known = complaints[["priority_at_intake", "priority_final"]].notna().all(axis=1)
    is_lower = complaints["priority_final"] > complaints["priority_at_intake"]
    units = complaints.assign(numerator=is_lower.astype(int), denominator=1)[known]
    return Compared("", "priority_downgrade_gap", units, COMPLAINT_STRATUM, WEEK)


def _voice(records: Records) -> list[Compared]:
    if not (records.holds("complaints", "order_id") and records.holds("orders")):
        return []
    failed = complaint_records.failed_orders(records)
    return [Compared("voice", "complaint_propensity", failed, ORDER_STRATUM, WEEK)]
