"""METRICS.md 10, data: what the records themselves lack.

Readings: rows in quarantine out of rows read, over all loads. What is suppressed is known to a
release only, and when rows arrived to the ledger.
"""

import pandas as pd

from tests.parity.cells import COLUMNS
from tests.parity.records import Records

METRICS = ["rows_quarantined_share"]


def figures(records: Records) -> pd.DataFrame:
    return _quarantined(records)


def _quarantined(records: Records) -> pd.DataFrame:
    if "loads" in records.tables:
        loads = records.table("loads")
        read, kept_back = loads["rows_read"].sum(), loads["rows_quarantined"].sum()
    else:
        read, kept_back = sum(map(len, records.tables.values())), 0
    cell = ["rows_quarantined_share", "all", "all", "all", "all", kept_back, read]
    row = dict(zip(COLUMNS, cell, strict=False)) | {"value": kept_back / read, "n": read}
    return pd.DataFrame([row], columns=COLUMNS)
