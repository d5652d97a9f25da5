with figure_values as (

    select * from {{ ref('figure_values') }}
    where
        value is not null
        and period_grain in ({{ text_list(var("public_grains")) }})

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'suppressed_share'

),

cells as (

    select
        platform_id,
        period_grain,
        period_start,
        count(*) as cells,
        count(*) filter (where not is_public) as suppressed
    from figure_values
    where platform_id in (select figure_platforms.published_as from figure_platforms)
    group by platform_id, period_grain, period_start

)

-- Cells are no people: however few, they point at nobody.
select
    'suppressed_share' as metric_id,
    platform_id,
    period_grain,
    period_start,
    'all' as cut,
    'all' as member,
    suppressed::double as numerator,
    cells::double as denominator,
    suppressed / cells as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    cells as n,
    true as is_public
from cells
