"""METRICS.md 2: what was ordered and never came, or came wrong."""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import ratios, sums, together, with_members
from tests.parity.orders import CUTS
from tests.parity.records import Records

COMMUNICATION = ("address_error", "contact_failed", "note_missed", "misread")
PARTIES = ("customer", "merchant", "rider", "platform", "unknown")
HOLDERS = ("merchant", "rider", "door", "unknown", "missing_scan")
METRICS = [
    "loss_rate",
    "return_rate",
    "cancel_rate",
    "item_issue_rate",
    "communication_loss_share",
    "communication_loss_rate",
    "perfect_order_rate",
    "value_lost_minor",
    "value_refunded_minor",
    "custody_at_loss",
]


def figures(records: Records) -> pd.DataFrame:
    orders = order_records.laid_out(records)
    counted = orders[orders["is_counted"]].assign(denominator=1)
    parts = [*_fates(counted), *_losses(records, counted), *_faults(records, counted)]
    return together(parts)


def _share(metric_id: str, units: pd.DataFrame, holds: pd.Series) -> pd.DataFrame:
    return ratios(metric_id, units.assign(numerator=holds.astype(int)), cuts=CUTS)


def _by(metric_id: str, units: pd.DataFrame, cut: str, members: tuple[str, ...]) -> pd.DataFrame:
    return ratios(metric_id, with_members(units, cut, members), cuts=[cut])


def _fates(counted: pd.DataFrame) -> list[pd.DataFrame]:
    """An export that holds no order with a fate cannot show how rare that fate is."""
    status, parts = counted["status"], []
    if (status == "lost").any():
        parts.append(_share("loss_rate", counted, status == "lost"))
    if (status == "returned").any():
        parts.append(_share("return_rate", counted, status == "returned"))
    if (status == "cancelled").any():
        cancelled = counted.assign(
            numerator=(status == "cancelled").astype(int),
            party=counted["cancelled_by"].fillna("unknown"),
        )
        parts.append(ratios("cancel_rate", cancelled, cuts=CUTS))
        parts.append(_by("cancel_rate", cancelled, "party", PARTIES))
    return parts


def _losses(records: Records, counted: pd.DataFrame) -> list[pd.DataFrame]:
    is_lost = counted["status"] == "lost"
    lost, parts = counted[is_lost], []
    if lost.empty:
        return []
    parts.append(sums("value_lost_minor", lost, "order_value", CUTS))
    if records.holds("orders", "loss_cause"):
        misheard = counted["loss_cause"].isin(COMMUNICATION)
        parts.append(_share("communication_loss_share", lost, misheard[is_lost]))
        parts.append(_share("communication_loss_rate", counted, misheard & is_lost))
    if records.holds("orders", "custody_at_loss"):
        held = lost.assign(numerator=1, custody=lost["custody_at_loss"].fillna("missing_scan"))
        parts.append(_by("custody_at_loss", held, "custody", HOLDERS))
    return parts


def _faults(records: Records, counted: pd.DataFrame) -> list[pd.DataFrame]:
    parts = []
    is_whole = counted["item_issue"].isna()
    is_unpaid = ~(counted["refund_amount"] > 0)
    if records.holds("orders", "refund_amount"):
        parts.append(sums("value_refunded_minor", counted, "refund_amount", CUTS))
    if records.holds("orders", "item_issue"):
        delivered = counted[counted["status"] == "delivered"]
        parts.append(_share("item_issue_rate", delivered, ~is_whole[delivered.index]))
    if all(records.holds("orders", column) for column in ("item_issue", "refund_amount")):
        # An order without a promise enters no figure of lateness.
        promised = counted[counted["promised_at"].notna()]
        is_perfect = (promised["lateness_min"] <= 0) & is_whole & is_unpaid
        parts.append(_share("perfect_order_rate", promised, is_perfect.reindex(promised.index)))
    return parts
