{# Medians of waits that may still go on, in the shape of every figure, with both ends of their interval
   or none. `clocks` names the fact's clock of each figure: `<clock>_seconds`, and `<clock>_fate`, null
   where nothing waits. #}
{% macro median_waits(semantic_model, fact, clocks, seconds_per_unit, counted="true") %}
    {%- set dimensions = dividing_dimensions(semantic_model) -%}
    {%- set keys = ["metric_id", "platform_id", "period_grain", "period_start", "cut", "member"] -%}
with facts as (

    select * from {{ fact }}
    where {{ counted }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

waits as (

    {% for metric_id, clock in clocks.items() %}
    select
        figure_platforms.metric_id,
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'facts.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', dimensions) }} as member,
        facts.{{ clock }}_seconds as waited,
        facts.{{ clock }}_fate as fate,
        -- No share by a horizon is asked for.
        0 as horizon
    from facts
    inner join figure_platforms
        on
            facts.platform_id = figure_platforms.platform_id
            and figure_platforms.metric_id = '{{ metric_id }}'
    inner join periods_and_cuts
        on {{ has_cut(dimensions) }}
    where facts.{{ clock }}_fate is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

curves as (

    {{ kaplan_meier('waits', keys) }}

)

select
    {{ keys | join(',\n    ') }},
    null::double as numerator,
    null::double as denominator,
    median_wait / {{ seconds_per_unit }}.0 as value,
    case
        when median_high is not null then median_low / {{ seconds_per_unit }}.0
    end as ci_low,
    case
        when median_low is not null then median_high / {{ seconds_per_unit }}.0
    end as ci_high,
    'greenwood_loglog' as ci_method,
    units as n
from curves
where member is not null
{% endmacro %}
