"""METRICS.md 7: who was held responsible, and who paid.

Readings: only a complaint with a final party says who it was; upheld means upheld in full or in
part, as in `upheld_rate`; an amount that is empty beside a known one is nothing paid; money back
is waited for by upheld complaints, to the cut-off, unless they were awarded nothing.
"""

import pandas as pd

from tests.parity import complaints as complaint_records
from tests.parity.cells import CELL, PLACE, finish, quantiles, ratios, spread, sums, together
from tests.parity.cells import with_members as by_member
from tests.parity.curves import kaplan_meier_bounds, kaplan_meier_median
from tests.parity.records import Records

CUTS = ("all", *PLACE, "category")
PARTIES = ("platform", "merchant", "rider", "customer", "force_majeure", "undetermined")
METRICS = [
    "responsibility_mix",
    "blame_shift_rate",
    "blame_shift_back_rate",
    "compensation_ratio_p50",
    "refund_only_share",
    "money_back_median_h",
    "rider_deduction_minor",
]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("complaints"):
        return together([])
    complaints = complaint_records.laid_out(records)
    return together([*_parties(records, complaints), *_money(records, complaints)])


def _parties(records: Records, complaints: pd.DataFrame) -> list[pd.DataFrame]:
    if not records.holds("complaints", "party_final"):
        return []
    settled = complaints[complaints["party_final"].notna()]
    mix = settled.assign(numerator=1, party=settled["party_final"])
    parts = [ratios("responsibility_mix", by_member(mix, "party", PARTIES), cuts=["party"])]
    if records.holds("complaints", "party_at_intake"):
        first_platform = settled["party_at_intake"] == "platform"
        ends_platform = settled["party_final"] == "platform"
        told = settled["party_at_intake"].notna()
        away = settled[first_platform].assign(numerator=(~ends_platform).astype(int))
        back = settled[told & ~first_platform].assign(numerator=ends_platform.astype(int))
        parts.append(ratios("blame_shift_rate", away, cuts=CUTS))
        parts.append(ratios("blame_shift_back_rate", back, cuts=CUTS))
    return parts


def _money(records: Records, complaints: pd.DataFrame) -> list[pd.DataFrame]:
    parts = []
    upheld = complaints[complaints["outcome"].isin(["upheld", "partly_upheld"])].copy()
    paid = upheld[["refund_amount", "compensation_amount"]]
    upheld["ratio"] = paid.sum(axis=1, min_count=1) / upheld["loss_amount"].where(
        upheld["loss_amount"] > 0
    )
    if records.holds("complaints", "loss_amount"):
        parts.append(quantiles("compensation_ratio_p50", upheld, "ratio", 0.5, CUTS))
    refunded, on_top = paid["refund_amount"] > 0, paid["compensation_amount"] > 0
    if records.holds("complaints", "compensation_amount"):
        moved = upheld[refunded | on_top]
        only = (refunded & ~on_top).astype(int)
        parts.append(ratios("refund_only_share", moved.assign(numerator=only), cuts=CUTS))
    if records.holds("complaints", "paid_out_at"):
        parts.append(_money_back(records, upheld))
    if records.holds("complaints", "rider_deduction_amount"):
        parts.append(sums("rider_deduction_minor", complaints, "rider_deduction_amount", CUTS))
    return parts


def _money_back(records: Records, upheld: pd.DataFrame) -> pd.DataFrame:
    """Who was awarded 0 waits for nothing; an award that nobody wrote down is waited for."""
    awarded = upheld[["refund_amount", "compensation_amount"]].sum(axis=1, min_count=1)
    waiting = upheld[awarded.isna() | (awarded > 0)].copy()
    end = waiting["paid_out_at"].fillna(records.cut_off)
    hours = (end - waiting["received_at"]).dt.total_seconds() / 3600
    waiting = waiting.assign(hours=hours.clip(lower=0), is_paid=waiting["paid_out_at"].notna())
    rows = []
    for cell, group in spread(waiting, CUTS, ["hours", "is_paid"]).groupby(CELL):
        waits = group["hours"], group["is_paid"]
        rows.append((*cell, kaplan_meier_median(*waits), *kaplan_meier_bounds(*waits), len(group)))
    names = [*CELL, "value", "ci_low", "ci_high", "n"]
    return finish("money_back_median_h", pd.DataFrame(rows, columns=names))
