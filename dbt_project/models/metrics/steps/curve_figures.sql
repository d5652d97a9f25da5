{%- set figures = published_figures() | selectattr('kind', 'equalto', 'curve') | list -%}
with complaints as (

    select * from {{ ref('fct_complaints') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

clocks as (

    {%- for figure in figures %}
    select
        '{{ figure.metric_id }}' as metric_id,
        platform_id,
        region_id,
        region_type,
        business_date,
        {{ figure.clock }}_seconds as waited,
        {{ figure.clock }}_fate as fate,
        {{ figure.horizon_hours }} * 3600 as horizon
    from complaints
    where {{ figure.clock }}_fate is not null
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
        clocks.horizon
    from clocks
    inner join figure_platforms
        on
            clocks.metric_id = figure_platforms.metric_id
            and clocks.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts on periods_and_cuts.divided_by = 'cluster'

),

curves as (

    {{ aalen_johansen(
        'waits', ['metric_id', 'platform_id', 'period_grain', 'period_start', 'cut', 'member']
    ) }}

)

select
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    events::double as numerator,
    units::double as denominator,
    share as value,
    share_low as ci_low,
    share_high as ci_high,
    units as n
from curves
