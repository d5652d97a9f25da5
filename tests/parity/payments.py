"""METRICS.md 10, payments.

Readings: an order is off channel if any of its payments is; an order that has a payment is
disputed if any of these is; money is counted on the day of its payment and in its order's region;
a freeze is waited for from the dispute, by payments whose fraud was confirmed.
"""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import CELL, PLACE, finish, ratios, spread, together
from tests.parity.curves import kaplan_meier_median
from tests.parity.records import Records

CUTS = ("all", *PLACE)
KEY = ["platform_id", "order_id"]
METRICS = [
    "off_channel_rate",
    "off_channel_suspected_rate",
    "dispute_rate",
    "fraud_bps",
    "freeze_median_h",
]


def figures(records: Records) -> pd.DataFrame:
    if not records.holds("payments"):
        return together([])
    payments = records.table("payments")
    orders = order_records.laid_out(records)
    parts = []
    if records.holds("orders"):
        counted = orders[orders["is_counted"]].assign(denominator=1)
        keys = pd.MultiIndex.from_frame(counted[KEY])
        for metric_id, signal in (
            ("off_channel_rate", "confirmed"),
            ("off_channel_suspected_rate", "suspected"),
        ):
            meant = payments[payments["off_channel_signal"] == signal]
            hit = keys.isin(pd.MultiIndex.from_frame(meant[KEY])).astype(int)
            parts.append(ratios(metric_id, counted.assign(numerator=hit), cuts=order_records.CUTS))
        paid = counted[keys.isin(pd.MultiIndex.from_frame(payments[KEY]))]
        disputed = payments[payments["disputed_at"].notna()]
        hit = pd.MultiIndex.from_frame(paid[KEY]).isin(pd.MultiIndex.from_frame(disputed[KEY]))
        parts.append(
            ratios("dispute_rate", paid.assign(numerator=hit.astype(int)), cuts=order_records.CUTS)
        )
    return together([*parts, *_fraud(records, payments, orders)])


def _fraud(records: Records, payments: pd.DataFrame, orders: pd.DataFrame) -> list[pd.DataFrame]:
    regions = orders.set_index(KEY)["region_id"]
    placed = records.placed(payments.join(regions, on=KEY), "paid_at")
    placed["region"] = placed["region"].astype(object).where(placed["region"].notna(), None)
    is_fraud = placed["fraud_confirmed"].eq(True)
    money = placed.assign(
        numerator=placed["amount"].where(is_fraud, 0), denominator=placed["amount"], n=1
    )
    frozen = placed[is_fraud & placed["disputed_at"].notna()].copy()
    end = frozen["frozen_at"].fillna(records.cut_off)
    frozen["hours"] = (end - frozen["disputed_at"]).dt.total_seconds() / 3600
    frozen["is_frozen"] = frozen["frozen_at"].notna()
    rows = [
        (*cell, kaplan_meier_median(group["hours"], group["is_frozen"]), len(group))
        for cell, group in spread(frozen, ["all"], ["hours", "is_frozen"]).groupby(CELL)
    ]
    return [
        ratios("fraud_bps", money, "cluster_t", CUTS, scale=10_000),
        finish("freeze_median_h", pd.DataFrame(rows, columns=[*CELL, "value", "n"])),
    ]
