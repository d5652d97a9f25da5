"""METRICS.md 10, payments.

Readings: an order is off channel if any of its payments is; disputes, fraud and freezes are those
of payments for orders that count, which belong to the day and to the cuts of their order; money is
frozen from the freeze to its release.
"""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import CELL, finish, ratios, spread, together
from tests.parity.curves import kaplan_meier_bounds, kaplan_meier_median
from tests.parity.orders import CUTS
from tests.parity.records import Records

KEY = ["platform_id", "order_id"]
METRICS = [
    "off_channel_rate",
    "off_channel_suspected_rate",
    "dispute_rate",
    "fraud_bps",
    "freeze_median_h",
]


def figures(records: Records) -> pd.DataFrame:
    if not (records.holds("payments") and records.holds("orders")):
        return together([])
    payments = records.table("payments")
    orders = order_records.laid_out(records)
    counted = orders[orders["is_counted"]]
    paid = payments.merge(counted, on=KEY).assign(denominator=1)
    disputed = paid.assign(numerator=paid["disputed_at"].notna().astype(int))
    return together(
        [
            _off_channel("off_channel_rate", counted, payments, "confirmed"),
            _off_channel("off_channel_suspected_rate", counted, payments, "suspected"),
            ratios("dispute_rate", disputed, cuts=CUTS),
            _fraud(paid),
            _freezes(records, paid),
        ]
    )


def _off_channel(
    metric_id: str, counted: pd.DataFrame, payments: pd.DataFrame, signal: str
) -> pd.DataFrame:
    meant = payments[payments["off_channel_signal"] == signal]
    keys = pd.MultiIndex.from_frame(counted[KEY])
    hit = keys.isin(pd.MultiIndex.from_frame(meant[KEY])).astype(int)
    return ratios(metric_id, counted.assign(numerator=hit, denominator=1), cuts=CUTS)


def _fraud(paid: pd.DataFrame) -> pd.DataFrame:
    found = paid["amount"].where(paid["fraud_confirmed"].eq(True), 0)
    money = paid.assign(numerator=found, denominator=paid["amount"], n=1)
    return ratios("fraud_bps", money, "cluster_t", CUTS, scale=10_000)


def _freezes(records: Records, paid: pd.DataFrame) -> pd.DataFrame:
    frozen = paid[paid["frozen_at"].notna()].copy()
    frozen["is_over"] = frozen["unfrozen_at"] <= records.cut_off
    end = frozen["unfrozen_at"].where(frozen["is_over"], records.cut_off)
    frozen["hours"] = (end - frozen["frozen_at"]).dt.total_seconds() / 3600
    rows = []
    for cell, group in spread(frozen, CUTS, ["hours", "is_over"]).groupby(CELL):
        waits = group["hours"], group["is_over"]
        rows.append((*cell, kaplan_meier_median(*waits), *kaplan_meier_bounds(*waits), len(group)))
    names = [*CELL, "value", "ci_low", "ci_high", "n"]
    return finish("freeze_median_h", pd.DataFrame(rows, columns=names))
