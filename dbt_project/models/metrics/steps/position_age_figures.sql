{%- set cell = ['platform_id', 'period_grain', 'period_start', 'cut', 'member'] -%}
with position_ages as (

    select * from {{ ref('position_ages') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'position_age_p95_s'

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

ages as (

    select
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'position_ages.business_date') }}
            as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', 'position_ages.member') }} as member,
        position_ages.age_milliseconds,
        sum(position_ages.fixes) as fixes
    from position_ages
    inner join figure_platforms on position_ages.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts on position_ages.cut = periods_and_cuts.divided_by
    group by 1, 2, 3, 4, 5, 6

),

quantiles as (

    {{ weighted_quantiles(
        'ages', cell, 'age_milliseconds', 'fixes', [var('position_age_quantile')]
    ) }}

)

select
    'position_age_p95_s' as metric_id,
    {{ cell | join(',\n    ') }},
    null::double as numerator,
    null::double as denominator,
    quantiles[1] / 1000.0 as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    weights as n
from quantiles
where member is not null
