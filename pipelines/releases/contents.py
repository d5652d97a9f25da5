"""Which tables each audience's file holds. What is not listed here is not released."""

from dataclasses import dataclass

# Cells of fewer than this many people or orders can point at somebody.
MIN_GROUP = 10

ALL = "select * from built.{table}"


@dataclass(frozen=True)
class Table:
    name: str
    rows: str = ALL
    """The rows that this audience may see, over the attached warehouse `built`."""


# Units whose numerator counts things, so that a small one can point at somebody.
_SMALL_CELL = f"""
    n < {MIN_GROUP}
    or (unit in ('share', 'per_1000') and numerator > 0 and numerator < {MIN_GROUP})
    or (unit = 'share' and denominator - numerator > 0 and denominator - numerator < {MIN_GROUP})
"""

# Days and weeks of a small region are small cells nearly all: the public gets months and the whole.
_PUBLIC_VALUES = f"""
    select metric_values.*
    from built.metrics.metric_values
    inner join built.metrics.metric_catalogue
        on metric_values.metric_id = metric_catalogue.metric_id
    where period_grain in ('month', 'all')
        and not coalesce({_SMALL_CELL}, true)
"""

_INFO = """
    select
        $release_name as release_name,
        (select as_of from built.raw.cut_off) as as_of,
        (select min(period_start) from built.metrics.metric_values where period_grain = 'day')
            as first_date,
        (select max(period_start) from built.metrics.metric_values where period_grain = 'day')
            as last_date,
        (
            select coalesce(string_agg(distinct platform_id, ',' order by platform_id), '')
            from built.raw.loads
            where rows_loaded > 0
        ) as platforms,
        (select coalesce(bool_or(is_simulated), false) from built.raw.loads) as is_simulated,
        $version as fairlane_version,
        $previous as head_hash_previous
"""

_LOADS = """
    select * exclude (fingerprint) from built.raw.loads order by load_id
"""

# Counts only: the text of a quarantined row may name a person, and stays in the warehouse.
_QUARANTINE_REASONS = """
    select
        entity,
        file_name,
        reason.column_name,
        reason.rule,
        count(*) as rows_quarantined
    from built.raw.quarantine, unnest(reasons) as reasons (reason)
    where retried_by_load_id is null
    group by all
    order by all
"""

_EVERY_METRIC = (
    Table("metrics.metric_values"),
    Table("metrics.metric_catalogue"),
    Table("metrics.coverage"),
)

_BOOKS = (
    Table("release.loads", _LOADS),
    Table("release.quarantine_reasons", _QUARANTINE_REASONS),
)

# By audience. `analyst` gets every mart besides.
CONTENTS: dict[str, tuple[Table, ...]] = {
    "manager": (
        *_EVERY_METRIC,
        Table("marts.dim_regions"),
        Table("marts.fct_rider_slots"),
        *_BOOKS,
    ),
    "analyst": (*_EVERY_METRIC, *_BOOKS),
    "public": (
        Table("metrics.metric_values", _PUBLIC_VALUES),
        Table("metrics.metric_catalogue"),
        Table("metrics.coverage"),
        Table("marts.dim_regions", "select * from built.marts.dim_regions where is_current"),
    ),
}

INFO = Table("release.info", _INFO)
