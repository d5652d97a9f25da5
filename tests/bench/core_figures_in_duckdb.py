"""The core figures of core_figures_in_pandas.py in bare DuckDB.

python -m tests.bench.core_figures_in_duckdb INPUTS OUT LAUNCHED_AT
"""

import json
import sys
from pathlib import Path

import duckdb

from pipelines.sql_text import literal
from tests.bench.core_figures import FLAGS, KINDS, MEDIANS, SHARES

_CELL = "period_grain, period_start, cut, member"

_ORDERS = """
create temp table orders as
with versions as (
    select
        region_id, region_type, city_tier, income_band, valid_from,
        coalesce(
            lead(valid_from) over (partition by region_id order by valid_from), date '9999-12-31'
        ) as valid_to
    from read_parquet({regions})
),

placed as (
    select
        *, placed_at + interval 8 hour as local, local::date as day,
        case when status = 'delivered' then delivered_at end as arrived_at
    from read_parquet({orders})
    where
        status <> 'in_progress' and not coalesce(is_test, false)
        and not coalesce(cancelled_by = 'customer' and accepted_at is null, false)
)

select
    placed.region_id as region, day, date_trunc('week', day)::date as week,
    date_trunc('month', day)::date as month,
    region_type, city_tier, income_band, service_type, hour(local) as hour_of_day,
    true as is_closed,
    promised_at is not null as is_promised,
    arrived_at is not null and promised_at is not null as is_promised_delivered,
    coalesce(arrived_at <= promised_at, false) as is_on_time,
    coalesce(arrived_at > promised_at + interval 15 minute, false) as is_late_15,
    coalesce(arrived_at > promised_at + interval 30 minute, false) as is_late_30,
    status = 'lost' as is_lost,
    status = 'cancelled' as is_cancelled,
    epoch(arrived_at - promised_at) / 60 as lateness_min,
    case when not coalesce(is_scheduled, false) then epoch(arrived_at - placed_at) / 60 end
        as delivery_min
from placed
left join versions
    on placed.region_id = versions.region_id and day >= valid_from and day < valid_to
"""


def core_figures(inputs: Path, out: Path) -> int:
    """Write the figures to a Parquet file; returns how many they are."""
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        files = {name: literal(str(inputs / f"{name}.parquet")) for name in ("regions", "orders")}
        connection.execute(_ORDERS.format(**files))
        cells = " union all ".join(_cells(grain) for grain in ("day", "week", "month", "all"))
        shares = " union all ".join(
            f"select '{metric}' as metric_id, {_CELL}, {numerator}::double as numerator,"
            f" {denominator}::double as denominator, {numerator} / {denominator} as value"
            " from cells"
            for metric, (numerator, denominator) in SHARES.items()
        )
        medians = " union all ".join(
            f"select '{metric}' as metric_id, {_CELL}, null as numerator, null as denominator,"
            f" {minutes} as value from cells"
            for metric, minutes in MEDIANS.items()
        )
        connection.execute(
            f"create temp table figures as with cells as ({cells})"
            f" from ({shares} union all {medians}) where isfinite(value)"
        )
        connection.execute(f"copy figures to {literal(str(out))} (format parquet)")
        return connection.execute("select count(*) from figures").fetchone()[0]


def _cells(grain: str) -> str:
    cuts = ["region", *(KINDS if grain in ("month", "all") else [])]
    start = "null::date" if grain == "all" else grain
    member = " ".join(
        f"when grouping({cut}) = 0 then struct_pack(cut := '{cut}', member := {cut}::varchar)"
        for cut in cuts
    )
    sums = ", ".join(f"count(*) filter (where {flag}) as {flag}" for flag in FLAGS)
    medians = ", ".join(f"median({minutes}) as {minutes}" for minutes in MEDIANS.values())
    sets = ", ".join(["(period_start)", *(f"(period_start, {cut})" for cut in cuts)])
    return (
        f"select '{grain}' as period_grain, period_start,"
        f" unnest(case {member} else struct_pack(cut := 'all', member := 'all') end),"
        f" {sums}, {medians} from (select *, {start} as period_start from orders)"
        f" group by grouping sets ({sets})"
    )


if __name__ == "__main__":
    folder, out, _ = sys.argv[1:]
    print(json.dumps({"figures": core_figures(Path(folder), Path(out))}))  # noqa: T201
