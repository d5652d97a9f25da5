"""Which tables each audience's file holds. What is not listed here is not released."""

from dataclasses import dataclass

from pipelines.sql_text import literal
from pipelines.weather import PREFIX

ALL = "select * from built.{table}"


@dataclass(frozen=True)
class Table:
    name: str
    rows: str = ALL
    """The rows that this audience may see, over the attached warehouse `built` and the figures as
    disclosure control left them, `controlled`."""


_VALUES = "from controlled.figures"

_PUBLIC_VALUES = "from controlled.public_figures"

# A verdict tells of its figure, so a reading whose figure is not public shows neither. Gaps are no
# public figures: they are taken from other orders and complaints than the two sides shown. That a
# figure cannot be measured is said where the coverage says so, else "none" would differ from "few".
_PUBLIC_CLAIMS = """
    select
        claims.* replace (
            if(figures.is_public, claims.value, null) as value,
            if(figures.is_public, claims.ci_low, null) as ci_low,
            if(figures.is_public, claims.ci_high, null) as ci_high,
            if(figures.is_public, claims.n, null) as n,
            case
                when figures.is_public then claims.verdict
                when not coverage.available then 'not measurable here'
                else 'not published'
            end as verdict
        )
    from built.metrics.claims as claims
    left join built.metrics.coverage as coverage on claims.metric_id = coverage.metric_id
    left join controlled.figures as figures
        on
            claims.metric_id = figures.metric_id
            and claims.cut = figures.cut
            and claims.member = figures.member
            and claims.reference is null
            and figures.platform_id = 'all'
            and figures.period_grain = 'all'
    order by claims.place
"""

_INFO = f"""
    with days as (
        select period_start as day from built.metrics.metric_values where period_grain = 'day'
    )
    select
        $release_name as release_name,
        (select as_of from built.raw.cut_off) as as_of,
        -- The run's calendar: a reading at the very end of its last day opens no other. Payments
        -- and tracking alone have none.
        (
            select coalesce(min(business_date), (select min(day) from days))
            from built.marts.dim_dates
        ) as first_date,
        (
            select coalesce(max(business_date), (select max(day) from days))
            from built.marts.dim_dates
        ) as last_date,
        (
            select coalesce(string_agg(distinct platform_id, ',' order by platform_id), '')
            from built.raw.loads
            where rows_loaded > 0
        ) as platforms,
        (select coalesce(bool_or(is_simulated), false) from built.raw.loads) as is_simulated,
        (
            select coalesce(bool_or(rows_loaded > 0), false)
            from built.raw.loads
            where entity = 'weather' and starts_with(file_name, {literal(PREFIX)})
        ) as has_open_meteo_weather,
        $version as fairlane_version,
        $previous as head_hash_previous,
        $publisher as publisher,
        $licence as licence,
        $licence_url as licence_url
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

# That rows were deleted on request, and never whose. Not for the public, to whom a count of one
# person's rows and the figures before and after it would tell of that person.
_DELETIONS = """
    select * from built.raw.deletions order by all
"""

_EVERY_METRIC = (
    Table("metrics.metric_values", _VALUES),
    Table("metrics.fairness_gaps"),
    Table("metrics.claims"),
    Table("metrics.complaint_curves"),
    Table("metrics.metric_catalogue"),
    Table("metrics.coverage"),
    Table("metrics.freshness"),
)

_BOOKS = (
    Table("release.loads", _LOADS),
    Table("release.quarantine_reasons", _QUARANTINE_REASONS),
    Table("release.deletions", _DELETIONS),
)

# By audience. `analyst` gets every mart besides.
CONTENTS: dict[str, tuple[Table, ...]] = {
    "manager": (
        *_EVERY_METRIC,
        Table("marts.dim_regions"),
        Table("marts.fct_rider_slots"),
        Table("marts.fct_incidents"),
        Table("marts.fct_system_days"),
        Table("marts.agg_order_hours"),
        Table("marts.agg_lateness"),
        Table("marts.agg_losses"),
        Table("marts.agg_complaint_days"),
        Table("marts.agg_responsibility"),
        Table("marts.agg_open_complaints"),
        *_BOOKS,
    ),
    "analyst": (*_EVERY_METRIC, *_BOOKS),
    "public": (
        Table("metrics.metric_values", _PUBLIC_VALUES),
        Table("metrics.claims", _PUBLIC_CLAIMS),
        Table("metrics.metric_catalogue"),
        Table("metrics.coverage"),
        Table("marts.dim_regions", "select * from built.marts.dim_regions where is_current"),
    ),
}

INFO = Table("release.info", _INFO)
