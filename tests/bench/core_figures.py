"""Which figures pandas and bare DuckDB are timed with, and whether they are those of a run.

Shares of orders on time, late, lost and cancelled, and median times, by period and kind: a fifth of
what a run works out of orders, without intervals.
"""

from pathlib import Path

import duckdb

from pipelines.sql_text import literal

KINDS = ("region_type", "city_tier", "income_band", "service_type", "hour_of_day")
"""What months and the whole run are divided by, beside the region."""

SHARES = {
    "on_time_rate": ("is_on_time", "is_promised"),
    "late_rate_15": ("is_late_15", "is_promised_delivered"),
    "late_rate_30": ("is_late_30", "is_promised_delivered"),
    "loss_rate": ("is_lost", "is_closed"),
    "cancel_rate": ("is_cancelled", "is_closed"),
}
FLAGS = sorted({flag for pair in SHARES.values() for flag in pair})
MEDIANS = {"delivery_time_p50_min": "delivery_min", "lateness_p50_min": "lateness_min"}

_APART = """
select count(*)
from read_parquet({figures}) as found
left join run.metrics.metric_values as figures
    on
        figures.platform_id = 'all'
        and found.metric_id = figures.metric_id
        and found.period_grain = figures.period_grain
        and (found.period_grain = 'all' or found.period_start = figures.period_start)
        and found.cut = figures.cut
        and found.member = figures.member
where
    not coalesce(abs(found.value - figures.value) < 1e-9, false)
    or found.numerator <> figures.numerator
    or found.denominator <> figures.denominator
"""


def core_figures_apart(figures: Path, warehouse: Path) -> int:
    """How many figures of a Parquet file the run of this warehouse does not have as they are."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(warehouse))} as run (read_only)")
        return connection.execute(_APART.format(figures=literal(str(figures)))).fetchone()[0]
