{%- set figures = published_figures() | selectattr('clock', 'defined') | list -%}
{%- set dimensions = dividing_dimensions('complaints') -%}
{%- set curve = ['platform_id', 'period_grain', 'period_start', 'cut', 'member'] -%}
with complaints as (

    select * from {{ ref('fct_complaints') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

{% for clock in figures | map(attribute='clock') | unique %}
{%- set clock_figures = figures | selectattr('clock', 'equalto', clock) | list -%}
{%- set horizons = {} -%}
{%- for figure in clock_figures if figure.kind == 'curve' -%}
    {%- do horizons.update({figure.metric_id: figure.horizon_hours * 3600}) -%}
{%- endfor -%}
-- The figures of a clock need the same of a platform, so any of them stands for all.
{{ clock }}_waits as (

    select
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'complaints.business_date') }}
            as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', dimensions) }} as member,
        complaints.{{ clock }}_seconds as waited,
        complaints.{{ clock }}_fate as fate
    from complaints
    inner join figure_platforms
        on
            complaints.platform_id = figure_platforms.platform_id
            and figure_platforms.metric_id = '{{ clock_figures[0].metric_id }}'
    inner join periods_and_cuts
        on {{ has_cut(dimensions) }}
    where complaints.{{ clock }}_fate is not null

),

{{ clock }}_curves as (

    {{ aalen_johansen(clock ~ '_waits', curve, horizons) }}

),
{% endfor %}
curve_figures as (

    {% for figure in figures %}
    select
        '{{ figure.metric_id }}' as metric_id,
        {{ curve | join(', ') }},
        {%- if figure.kind == 'curve' %}
        events_{{ figure.metric_id }}::double as numerator,
        units::double as denominator,
        share_{{ figure.metric_id }} as value,
        low_{{ figure.metric_id }} as ci_low,
        high_{{ figure.metric_id }} as ci_high,
        {%- else %}
        null::double as numerator,
        null::double as denominator,
        median_wait / 3600 as value,
        null::double as ci_low,
        null::double as ci_high,
        {%- endif %}
        '{{ figure.ci_method }}' as ci_method,
        units as n
    from {{ figure.clock }}_curves
    where member is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}

)

select * from curve_figures
