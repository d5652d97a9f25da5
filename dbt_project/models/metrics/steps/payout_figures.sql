{%- set dimensions = dividing_dimensions('complaints') -%}
{%- set cell = ['platform_id', 'period_grain', 'period_start', 'cut', 'member'] -%}
with complaints as (

    select * from {{ ref('fct_complaints') }}
    where payout_fate is not null

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'money_back_median_h'

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

waits as (

    select
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'complaints.business_date') }}
            as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', dimensions) }} as member,
        complaints.payout_seconds as waited,
        complaints.payout_fate as fate,
        -- No share by a horizon is asked for.
        0 as horizon
    from complaints
    inner join figure_platforms on complaints.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts
        on
            periods_and_cuts.divided_by = 'cluster'
            {%- if dimensions %}
            or periods_and_cuts.cut in ('{{ dimensions | join("', '") }}')
            {%- endif %}

),

curves as (

    {{ kaplan_meier('waits', cell) }}

)

select
    'money_back_median_h' as metric_id,
    {{ cell | join(',\n    ') }},
    null::double as numerator,
    null::double as denominator,
    median_wait / 3600.0 as value,
    case when median_high is not null then median_low / 3600.0 end as ci_low,
    median_high / 3600.0 as ci_high,
    'greenwood_loglog' as ci_method,
    units as n
from curves
where member is not null
