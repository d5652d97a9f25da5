"""METRICS.md 10, data: what the records themselves lack.

Readings: rows in quarantine out of rows read, over all loads; an unknown cause is a lost order
without one. What is suppressed is known to a release only, and when rows arrived to the ledger.
"""

import pandas as pd

from tests.parity import orders as order_records
from tests.parity.cells import COLUMNS, ratios, together
from tests.parity.records import Records

METRICS = ["rows_quarantined_share", "unknown_cause_share"]


def figures(records: Records) -> pd.DataFrame:
    parts = [_quarantined(records)]
    orders = order_records.laid_out(records)
    lost = orders[orders["is_counted"] & (orders["status"] == "lost")]
    if len(lost):
        unknown = lost["loss_cause"].isna().astype(int)
        parts.append(
            ratios(
                "unknown_cause_share",
                lost.assign(numerator=unknown, denominator=1),
                cuts=order_records.CUTS,
            )
        )
    return together(parts)


def _quarantined(records: Records) -> pd.DataFrame:
    if "loads" in records.tables:
        loads = records.table("loads")
        read, kept_back = loads["rows_read"].sum(), loads["rows_quarantined"].sum()
    else:
        read, kept_back = sum(map(len, records.tables.values())), 0
    cell = ["rows_quarantined_share", "all", "all", "all", "all", kept_back, read]
    row = dict(zip(COLUMNS, cell, strict=False)) | {"value": kept_back / read, "n": read}
    return pd.DataFrame([row], columns=COLUMNS)
