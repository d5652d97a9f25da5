"""Single orders of the analysts' file, under pseudonyms."""

import pandas as pd

from dashboards import pinned_release

ROW_LIMIT = 1_000
EVERY = "all"
# The numerators of figures by their orders; the on-time rate's by those that are not in it.
KINDS = {
    "all": "true",
    "not_on_time": "promised_at is not null and not coalesce(is_on_time, false)",
    "late": "is_late",
    "late_30": "is_late_30",
    "delivered": "is_delivered",
    "lost": "is_lost",
    "cancelled": "is_cancelled",
    "item_issue": "is_delivered and item_issue is not null",
}
_MATCHES = """
    is_closed_eligible
    and (platform_id = $1 or $1 = 'all') and (region_id = $2 or $2 = 'all')
    and ($3 = 'all' or business_date = try_cast($3 as date))
    and ($4 = 'all' or hour_of_day = try_cast($4 as integer))
"""


def is_held() -> bool:
    rows = pinned_release.read(
        "select 1 from duckdb_tables() where schema_name = 'marts' and table_name = 'fct_orders'",
        audience="analyst",
    )
    return not rows.empty


def days() -> list[str]:
    rows = pinned_release.read(
        "select distinct business_date::varchar as day from marts.fct_orders order by day",
        audience="analyst",
    )
    return list(rows["day"])


def count(platform_id: str, region_id: str, day: str, hour: str, kind: str) -> int:
    sql = f"select count(*) from marts.fct_orders where {_MATCHES} and {KINDS[kind]}"  # noqa: S608
    rows = pinned_release.read(sql, platform_id, region_id, day, hour, audience="analyst")
    return int(rows.iloc[0, 0])


def first(platform_id: str, region_id: str, day: str, hour: str, kind: str) -> pd.DataFrame:
    """One row per order, those placed first, up to the limit. All columns of the mart."""
    sql = f"""
        select * from marts.fct_orders
        where {_MATCHES} and {KINDS[kind]}
        order by placed_at, platform_id, order_id
        limit {ROW_LIMIT}
        """  # noqa: S608
    return pinned_release.read(sql, platform_id, region_id, day, hour, audience="analyst")
