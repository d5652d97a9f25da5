with loads as (

    select * from {{ ref('stg_raw__loads_behind_run') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'rows_quarantined_share'

),

published as (

    select published_as from figure_platforms
    group by published_as

),

-- A file may name several platforms, or none: it counts for all alone.
sums as (

    select
        published.published_as as platform_id,
        sum(loads.rows_quarantined)::double as quarantined,
        sum(loads.rows_read)::bigint as read
    from published
    inner join loads
        on published.published_as in ('all', loads.platform_id)
    group by published.published_as

)

select
    'rows_quarantined_share' as metric_id,
    platform_id,
    'all' as period_grain,
    null::date as period_start,
    'all' as cut,
    'all' as member,
    quarantined as numerator,
    read::double as denominator,
    quarantined / nullif(read, 0) as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    read as n
from sums
