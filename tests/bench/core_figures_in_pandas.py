"""Core figures of a city's orders in pandas, as an analyst would write it.

    python -m tests.bench.core_figures_in_pandas INPUTS OUT LAUNCHED_AT

core_figures_in_duckdb.py says the same in SQL.
"""

import json
import sys
from pathlib import Path

import pandas as pd

from tests.bench.core_figures import FLAGS, KINDS, MEDIANS, SHARES

# Shanghai's clock, where every simulated region lies.
OFFSET = pd.Timedelta(hours=8)


def core_figures(inputs: Path) -> pd.DataFrame:
    """metric_id, period_grain, period_start, cut, member, numerator, denominator, value."""
    orders = _orders(inputs)
    figures = []
    for grain, start in (("day", "day"), ("week", "week"), ("month", "month"), ("all", None)):
        cuts = ["all", "region_id", *(KINDS if grain in ("month", "all") else ())]
        for cut in cuts:
            by = [start] if start else []
            by += [cut] if cut != "all" else []
            grouped = orders.groupby(by or (lambda _: 0), observed=True)
            counts = grouped[FLAGS].sum()
            medians = grouped[list(MEDIANS.values())].median()
            of_groups = counts.join(medians).reset_index()
            key = {
                "period_grain": grain,
                "period_start": of_groups[start] if start else None,
                "cut": cut.removesuffix("_id"),
                "member": "all" if cut == "all" else of_groups[cut].astype(str),
            }
            for metric, (numerator, denominator) in SHARES.items():
                figures.append(
                    pd.DataFrame(
                        {
                            "metric_id": metric,
                            **key,
                            "numerator": of_groups[numerator].astype(float),
                            "denominator": of_groups[denominator].astype(float),
                            "value": of_groups[numerator] / of_groups[denominator],
                        }
                    )
                )
            for metric, minutes in MEDIANS.items():
                value = of_groups[minutes]
                figures.append(pd.DataFrame({"metric_id": metric, **key, "value": value}))
    known = [frame.dropna(axis="columns", how="all") for frame in figures]
    return pd.concat(known, ignore_index=True).dropna(subset="value")


def _orders(inputs: Path) -> pd.DataFrame:
    orders = pd.read_parquet(inputs / "orders.parquet")
    regions = pd.read_parquet(inputs / "regions.parquet").sort_values("valid_from")
    local = orders["placed_at"] + OFFSET
    orders["day"] = local.dt.normalize()
    orders["week"] = orders["day"] - pd.to_timedelta(local.dt.weekday, unit="D")
    orders["month"] = orders["day"].dt.to_period("M").dt.to_timestamp()
    orders["hour_of_day"] = local.dt.hour
    regions["valid_from"] = pd.to_datetime(regions["valid_from"]).astype(orders["day"].dtype)
    orders = pd.merge_asof(
        orders.sort_values("day"),
        regions[["region_id", "valid_from", "region_type", "city_tier", "income_band"]],
        left_on="day",
        right_on="valid_from",
        by="region_id",
    )
    taken_back = (orders["cancelled_by"] == "customer") & orders["accepted_at"].isna()
    orders["is_closed"] = (
        (orders["status"] != "in_progress") & ~orders["is_test"].fillna(False) & ~taken_back
    )
    orders = orders[orders["is_closed"]].copy()
    delivered = orders["status"] == "delivered"
    late = (orders["delivered_at"] - orders["promised_at"]).where(delivered)
    orders["is_promised"] = orders["promised_at"].notna()
    orders["is_promised_delivered"] = late.notna()
    orders["is_on_time"] = late <= pd.Timedelta(0)
    orders["is_late_15"] = late > pd.Timedelta(minutes=15)
    orders["is_late_30"] = late > pd.Timedelta(minutes=30)
    orders["is_lost"] = orders["status"] == "lost"
    orders["is_cancelled"] = orders["status"] == "cancelled"
    orders["lateness_min"] = late.dt.total_seconds() / 60
    took = orders["delivered_at"] - orders["placed_at"]
    scheduled = orders["is_scheduled"].fillna(False)
    orders["delivery_min"] = took.where(delivered & ~scheduled).dt.total_seconds() / 60
    return orders


if __name__ == "__main__":
    folder, out, _ = sys.argv[1:]
    found = core_figures(Path(folder))
    found.to_parquet(out)
    print(json.dumps({"figures": len(found)}))  # noqa: T201
