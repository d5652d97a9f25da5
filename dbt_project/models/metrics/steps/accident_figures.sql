with measures as (

    select
        *,
        {{ is_wet('member') }} as is_wet
    from {{ ref('measures_by_cluster') }}
    where cut = 'weather_class'

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'accident_rate_ratio'

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

events as (

    select
        figure_platforms.metric_id,
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'measures.business_date') }}
            as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut') }} as member,
        {%- for arm, condition in [("exposed", "is_wet"), ("unexposed", "not is_wet")] %}
        coalesce(sum(measures.accidents) filter (where {{ condition }}), 0)::bigint
            as {{ arm }}_events,
        coalesce(sum(measures.available_rider_seconds) filter (where {{ condition }}), 0)::bigint
            as {{ arm }}_time{{ "," if not loop.last }}
        {%- endfor %}
    from measures
    inner join figure_platforms on measures.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts
        on
            periods_and_cuts.divided_by = 'cluster'
            and periods_and_cuts.period_grain in ('month', 'all')
    group by 1, 2, 3, 4, 5, 6

),

ratios as (

    {{ exact_poisson_ratio('events') }}

)

select
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    3600 * exposed_events / nullif(exposed_time, 0)::double as numerator,
    3600 * unexposed_events / nullif(unexposed_time, 0)::double as denominator,
    ratio as value,
    case when ratio_high is not null then ratio_low end as ci_low,
    case when ratio_low is not null then ratio_high end as ci_high,
    'exact_poisson' as ci_method,
    exposed_events + unexposed_events as n
from ratios
where
    member is not null
    and exposed_events + unexposed_events > 0
