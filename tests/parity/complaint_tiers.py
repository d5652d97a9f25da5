"""METRICS.md 0, the value tier of a complaint: that of its order when it was placed.

Reading: where the order is not among the records, the value that the complaint states, among the
orders of its own month.
"""

import pandas as pd

from tests.parity import complaints as complaint_records
from tests.parity import orders as order_records
from tests.parity.records import Records

KEYS = ["platform_id", "order_id"]


def tiered(records: Records) -> pd.DataFrame:
    """Complaints that are not merged, with their tier; none without orders."""
    complaints = complaint_records.laid_out(records)
    if not records.holds("orders", "order_value"):
        return complaints.assign(value_tier=None)
    orders = order_records.laid_out(records)
    known = complaints.join(orders.set_index(KEYS)["value_tier"], on=KEYS)["value_tier"]
    month = ["platform_id", "month"]
    values = orders.assign(month=orders["date"].dt.to_period("M")).groupby(month)["order_value"]
    bounds = pd.DataFrame({"middle": values.quantile(0.5), "high": values.quantile(0.9)})
    stated = complaints.assign(month=complaints["date"].dt.to_period("M")).join(bounds, on=month)
    tier = pd.Series("low", index=stated.index)
    for name in ("middle", "high"):
        tier = tier.where(stated["order_value"] < stated[name], name)
    tier = tier.where(stated["order_value"].notna() & stated["middle"].notna())
    return complaints.assign(value_tier=known.fillna(tier))
