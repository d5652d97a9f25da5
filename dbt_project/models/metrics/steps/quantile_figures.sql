{%- set facts = {
    'orders': ref('fct_orders'),
    'complaints': ref('fct_complaints'),
} -%}
{%- set quantiles = [] -%}
{%- for semantic_model in facts -%}
    {%- for measurement in quantiles_of(semantic_model) -%}
        {%- for figure in measurement.figures -%}
            {%- do quantiles.append((semantic_model, measurement, figure)) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor -%}
with figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

{% for semantic_model, fact in facts.items() %}
{%- set measurements = quantiles_of(semantic_model) -%}
{%- set dimensions = dividing_dimensions(semantic_model) -%}
{{ semantic_model }} as (

    select * from {{ fact }}

),

platforms_of_{{ semantic_model }} as (

    select
        platform_id,
        published_as
        {%- for measurement in measurements %},
        bool_or(metric_id = '{{ measurement.name }}') as has_{{ measurement.name }}
        {%- endfor %}
    from figure_platforms
    group by platform_id, published_as

),

cells_of_{{ semantic_model }} as (

    select
        platforms.published_as,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'facts.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', dimensions) }} as member
        {%- for measurement in measurements %}
        {%- set measured -%}
            case when platforms.has_{{ measurement.name }} then {{ measurement.expr }} end
        {%- endset %},
        quantile_cont(
            {{ measured }}, [{{ measurement.figures | map(attribute="percentile") | join(", ") }}]
        ) as {{ measurement.name }},
        count({{ measured }}) as {{ measurement.name }}_n
        {%- endfor %}
    from {{ semantic_model }} as facts
    inner join platforms_of_{{ semantic_model }} as platforms
        on facts.platform_id = platforms.platform_id
    inner join periods_and_cuts
        on {{ has_cut(dimensions) }}
    group by 1, 2, 3, 4, 5

),
{% endfor %}
figures as (

    {% for semantic_model, measurement, figure in quantiles %}
    select
        '{{ figure.metric_id }}' as metric_id,
        published_as as platform_id,
        period_grain,
        period_start,
        cut,
        member,
        {{ measurement.name }}[{{ measurement.figures.index(figure) + 1 }}]::double as value,
        {{ measurement.name }}_n as n
    from cells_of_{{ semantic_model }}
    where
        {{ measurement.name }}_n > 0
        and member is not null
        and cut in ({{ text_list(figure.cuts) }})
    {{ "union all" if not loop.last }}
    {%- endfor %}

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
    value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    n
from figures
