{%- set dimensions = dividing_dimensions('complaints') -%}
with complaint_ages as (

    select * from {{ ref('complaint_ages') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'backlog_age_p90_h'

),

period_last_dates as (

    select * from {{ ref('period_last_dates') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

cells as (

    select
        figure_platforms.metric_id,
        figure_platforms.published_as as platform_id,
        period_last_dates.period_grain,
        period_last_dates.period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', dimensions) }} as member,
        quantile_cont(complaint_ages.age_seconds / 3600.0, {{ var('backlog_age_quantile') }})
            as age_hours,
        count(*) as n
    from complaint_ages
    inner join figure_platforms on complaint_ages.platform_id = figure_platforms.platform_id
    inner join period_last_dates on complaint_ages.open_on = period_last_dates.last_date
    inner join periods_and_cuts
        on
            period_last_dates.period_grain = periods_and_cuts.period_grain
            and {{ has_cut(dimensions) }}
    group by 1, 2, 3, 4, 5, 6

)

select
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    null::double as numerator,
    null::double as denominator,
    age_hours::double as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    n
from cells
where member is not null
