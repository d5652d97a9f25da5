{%- set clocks = {'mttd_min': 'detection', 'mttr_min': 'recovery'} -%}
{%- set keys = ['metric_id', 'platform_id', 'period_grain', 'period_start', 'cut', 'member'] -%}
with incidents as (

    select * from {{ ref('fct_incidents') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

clocks as (

    {% for metric_id, clock in clocks.items() %}
    select
        '{{ metric_id }}' as metric_id,
        platform_id,
        region_id,
        region_type,
        city_tier,
        income_band,
        business_date,
        {{ clock }}_seconds as waited,
        {{ clock }}_fate as fate
    from incidents
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

waits as (

    select
        clocks.metric_id,
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'clocks.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut') }} as member,
        clocks.waited,
        clocks.fate,
        -- No share by a horizon is asked for.
        0 as horizon
    from clocks
    inner join figure_platforms
        on
            clocks.metric_id = figure_platforms.metric_id
            and clocks.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts on periods_and_cuts.divided_by = 'cluster'

),

curves as (

    {{ kaplan_meier('waits', keys) }}

)

select
    {{ keys | join(',\n    ') }},
    null::double as numerator,
    null::double as denominator,
    median_wait / 60.0 as value,
    case when median_high is not null then median_low / 60.0 end as ci_low,
    median_high / 60.0 as ci_high,
    'greenwood_loglog' as ci_method,
    units as n
from curves
where member is not null
