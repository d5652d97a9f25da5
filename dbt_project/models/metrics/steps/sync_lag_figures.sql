with minutes as (

    select * from {{ ref('int_systems__minutes') }}
    where sync_lag_p95_ms is not null

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'sync_lag_p95_ms'

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

components as (

    select
        minutes.platform_id,
        minutes.component,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'minutes.business_date') }} as period_start,
        quantile_cont(minutes.sync_lag_p95_ms, 0.5) as usual_lag_ms,
        count(*) as minutes_reported
    from minutes
    inner join periods_and_cuts on periods_and_cuts.cut = 'all'
    group by 1, 2, 3, 4

)

select
    figure_platforms.metric_id,
    figure_platforms.published_as as platform_id,
    components.period_grain,
    components.period_start,
    'all' as cut,
    'all' as member,
    null::double as numerator,
    null::double as denominator,
    max(components.usual_lag_ms) as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    max_by(components.minutes_reported, components.usual_lag_ms) as n
from components
inner join figure_platforms on components.platform_id = figure_platforms.platform_id
group by 1, 2, 3, 4
