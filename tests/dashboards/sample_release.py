"""A small release in the shape that pipelines/releases writes, with figures made by hand."""

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from dashboards.public_site import build
from tests.dashboards import sample_orders
from tests.dashboards.sample_aggregates import aggregate_tables
from tests.dashboards.sample_catalogue import catalogue_rows
from tests.dashboards.sample_claims import claims, public_claims
from tests.dashboards.sample_fairness import fairness_rows
from tests.dashboards.sample_figures import DAYS, FIRST, REGIONS, figure_rows, weekend
from tests.dashboards.sample_lineage import lineage
from tests.dashboards.sample_operations import METRICS, operations_rows, system_days

NAME = "20260401T000000Z-sample"

INFO = {
    "release_name": NAME, "as_of": pd.Timestamp(2026, 4, 1), "first_date": date(2026, 3, 2),
    "last_date": date(2026, 3, 31), "platforms": "jiangcheng", "is_simulated": True,
    "has_open_meteo_weather": False,
    "fairlane_version": "0.1.0", "head_hash_previous": "ab" * 32,
    "publisher": None, "licence": None, "licence_url": None,
}  # fmt: skip

CHECKS = [
    {"check_name": "rows_are_conserved", "passed": True, "detail": "81,030 = 80,912 + 118"},
    {"check_name": "quarantine_is_below_the_limit", "passed": True, "detail": "0.15 % < 5 %"},
]

LOADS = [
    {"load_id": number, "entity": entity, "file_name": f"{entity}.parquet", "sha256": "0f" * 32,
     "platform_id": "jiangcheng", "is_simulated": True, "rows_read": read,
     "rows_loaded": read - bad, "rows_unchanged": 0, "rows_superseded": 0, "rows_excluded": 0,
     "rows_quarantined": bad, "started_at": pd.Timestamp(2026, 4, 1, 0, number),
     "finished_at": pd.Timestamp(2026, 4, 1, 0, number, 30)}
    for number, (entity, read, bad) in enumerate(
        [("regions", 6, 0), ("orders", 81024, 112), ("complaints", 810, 6), ("riders", 420, 0)], 1
    )
]  # fmt: skip

REASONS = [
    {"entity": "orders", "file_name": "orders.parquet", "column_name": "delivered_at",
     "rule": "not before placed_at", "rows_quarantined": 101},
    {"entity": "orders", "file_name": "orders.parquet", "column_name": "order_value",
     "rule": "minimum 0", "rows_quarantined": 11},
    {"entity": "complaints", "file_name": "complaints.parquet", "column_name": "status",
     "rule": "allowed values", "rows_quarantined": 6},
]  # fmt: skip

DELETIONS = [
    {"deleted_at": pd.Timestamp(2026, 3, 30, 9), "kind": "customer", "entity": "orders",
     "change": "rows_deleted", "rows_changed": 17},
]  # fmt: skip

FRESHNESS = [
    {"entity": "complaints", "rows_held": 804, "newest_at": pd.Timestamp(2026, 3, 31, 15, 40)},
    {"entity": "incidents", "rows_held": 0, "newest_at": pd.NaT},
    {"entity": "orders", "rows_held": 80912, "newest_at": pd.Timestamp(2026, 3, 31, 15, 58)},
]


# One that is over, and one that no test will live to see.
DEADLINES = [
    {
        "entity": entity,
        "platform_id": "demo",
        "newest_full_date": date(2026, 3, 30),
        "latency_hours": 24,
        "deadline_at": deadline,
        "is_late": False,
    }
    for entity, deadline in (
        ("complaints", pd.Timestamp(2026, 4, 1, 16)),
        ("orders", pd.Timestamp(2199, 4, 1, 16)),
    )
]


def regions() -> list[dict]:
    """The last has no coordinates."""
    places = [(30.5, 114.3), (30.6, 114.4), (30.4, 114.2), (30.9, 114.6), (30.1, 113.9)]
    return [
        {"region_id": region_id, "region_name": name, "region_type": kind, "city_tier": 2,
         "income_band": 3, "timezone": "Asia/Shanghai", "latitude": latitude,
         "longitude": longitude, "valid_from": date(2000, 1, 1), "valid_to": None,
         "is_current": True}
        for (region_id, name, kind, *_), (latitude, longitude) in zip(
            REGIONS, [*places, (None, None)], strict=True
        )
    ]  # fmt: skip


def catalogue() -> list[dict]:
    return [*catalogue_rows(), *catalogue_rows(METRICS)]


def coverage() -> list[dict]:
    missing = {"metric_id": "cancel_rate", "available": False, "reason_zh": "输入没有取消方。",
               "reason_en": "The input does not say who cancelled."}  # fmt: skip
    held = {"available": True, "reason_zh": None, "reason_en": None}
    rows = [{"metric_id": row["metric_id"]} | held for row in catalogue()]
    return [missing if row["metric_id"] == "cancel_rate" else row for row in rows]


def rider_slots() -> list[dict]:
    """Two peaks a day; short of riders in them, the more so in the country."""
    rows = []
    for region_id, _, _, orders, _, quality in REGIONS:
        for offset in range(DAYS):
            day = FIRST + pd.Timedelta(days=offset)
            for slot in range(14, 46):
                peak = 2.2 if slot in (23, 24, 25, 36, 37, 38) else 0.9
                required = max(round(orders / 60 * peak * weekend(day)), 1)
                available = round(required * (quality if peak > 1 else 1.1), 1)
                rows.append(
                    {"platform_id": "jiangcheng", "region_id": region_id, "business_date": day,
                     "slot_start": pd.Timestamp(day) + pd.Timedelta(minutes=30 * slot - 480),
                     "local_slot": slot, "orders_placed": required * 2,
                     "handling_minutes": 12,
                     "riders_required": required, "riders_available": available,
                     "gap_riders": max(required - available, 0)}
                )  # fmt: skip
    return rows


def is_publishable(figure: dict) -> bool:
    """Months and the whole; no group, and no remainder of a group, of one to nine."""
    if figure["period_grain"] not in ("month", "all"):
        return False
    counts = [figure["n"]]
    if figure["numerator"] is not None and (figure["value"] or 0) <= 1:
        counts += [figure["numerator"], figure["denominator"] - figure["numerator"]]
    return all(not 0 < count < 10 for count in counts)


def write(database: Path, tables: dict[str, list[dict]]) -> None:
    with duckdb.connect(database) as connection:
        for name, rows in tables.items():
            frame = pd.DataFrame(rows)
            connection.execute(f"create schema if not exists {name.split('.')[0]}")
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")
        # Types that an empty or partly empty column cannot show by itself.
        connection.execute("alter table release.info alter first_date type date")
        connection.execute("alter table release.info alter last_date type date")
        connection.execute("alter table metrics.metric_values alter period_start type date")
        connection.execute("comment on column metrics.metric_values.n is '样本量 units behind it'")


def write_public(database: Path, tables: dict[str, list[dict]]) -> None:
    """The complaints of one region have hardly moved since the release before."""
    write(database, tables)
    with duckdb.connect(database) as connection:
        connection.execute("alter table metrics.metric_values add column held_since varchar")
        connection.execute("alter table metrics.metric_values add column held_as_of timestamp")
        connection.execute(
            "update metrics.metric_values set held_since = '000001',"
            " held_as_of = timestamp '2026-03-20 16:00:00'"
            " where metric_id = 'complaints_per_1000' and period_grain = 'all' and member = 'R05'"
        )


def revisions() -> list[dict]:
    """A figure corrected, one completed by late data, and one that is given no longer."""
    key = {"release_name": NAME, "platform_id": "all", "period_grain": "month"}
    month = {"period_start": date(2026, 3, 1)}
    return [
        key | month | one
        for one in (
            {"metric_id": "on_time_rate", "cut": "all", "member": "all", "old_value": 0.9,
             "new_value": 0.875, "difference": -0.025, "was_mature": True, "reason": "correction"},
            {"metric_id": "resolved_within_7d", "cut": "region", "member": "R05",
             "old_value": 0.5, "new_value": 0.62, "difference": 0.12, "was_mature": False,
             "reason": "late_data"},
            {"metric_id": "cancel_rate", "cut": "all", "member": "all", "old_value": 0.03,
             "new_value": None, "difference": None, "was_mature": True, "reason": "rule_change"},
        )
    ]  # fmt: skip


def shared_tables(name: str) -> dict[str, list[dict]]:
    """What every audience's file holds."""
    return {
        "release.info": [INFO | {"release_name": name}],
        "release.checks": CHECKS,
        "metrics.metric_values": [*figure_rows(), *operations_rows()],
        "metrics.metric_catalogue": catalogue(),
        "metrics.coverage": coverage(),
        "metrics.claims": public_claims(),
        "marts.dim_regions": regions(),
        "release.revisions": revisions(),
    }


def staff_tables() -> dict[str, list[dict]]:
    """What the managers' and the analysts' files hold besides."""
    return {
        "release.loads": LOADS,
        "release.quarantine_reasons": REASONS,
        "release.deletions": DELETIONS,
        "release.freshness": FRESHNESS,
        "metrics.freshness": DEADLINES,
        "marts.fct_rider_slots": rider_slots(),
        "metrics.claims": claims(),
        "metrics.fairness_gaps": fairness_rows(),
        **aggregate_tables(),
        "marts.fct_system_days": system_days(),
        **lineage(),
    }


def make(home: Path, name: str = NAME, changes: dict[str, list[dict]] | None = None) -> Path:
    """Writes the release, makes it current, and gives its folder. `changes` replace tables."""
    staff = staff_tables()
    changes = changes or {}
    manager = shared_tables(name) | staff | changes
    public = {table: changes.get(table, rows) for table, rows in shared_tables(name).items()}
    figures = public["metrics.metric_values"]
    public["metrics.metric_values"] = [row for row in figures if is_publishable(row)]
    folder = home / "releases" / name
    folder.mkdir(parents=True)
    write(folder / "manager.duckdb", manager)
    write(folder / "analyst.duckdb", manager | {"marts.fct_orders": sample_orders.orders()})
    write_public(folder / "public.duckdb", public)
    build(folder / "public.duckdb", folder / "public")
    current = home / "releases" / "current"
    current.unlink(missing_ok=True)
    current.symlink_to(name)
    return folder
